using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Assets;
using Comptoir.Ledger.Statements;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Ledger.Tests;

public sealed class AssetTests
{
    [Theory]
    [InlineData("EUR", 2)]
    [InlineData("JPY", 0)]
    [InlineData("KWD", 3)]
    [InlineData("USD.committed", 2)]
    [InlineData("tokens", 0)]
    [InlineData("gpu_hours/3", 3)]
    [InlineData("tokens.conditional", 0)]
    public void A_code_says_how_many_decimals_it_has(string code, int decimals) => Asset.Of(code).Decimals.ShouldBe(decimals);

    [Theory]
    [InlineData("")]
    [InlineData("eur ")]
    [InlineData("Eur")]
    [InlineData("USD.committed.committed")]
    [InlineData("hours/")]
    [InlineData("hours/x")]
    [InlineData("a_unit_with_a_name_too_long")]
    [InlineData("USD.other")]
    [InlineData("x\ny")]
    public void Other_codes_are_no_assets(string code) => Asset.Parse(code).ShouldBeNull();

    [Theory]
    [InlineData("EUR", 5, "0.05")]
    [InlineData("EUR", -1999, "-19.99")]
    [InlineData("JPY", 1999, "1999")]
    [InlineData("KWD", long.MinValue, "-9223372036854775.808")]
    public void Amounts_have_their_decimal_point_and_no_rounding(string code, long amount, string text) => Asset.Of(code).ToDecimal(amount).ShouldBe(text);

    [Theory]
    [InlineData("12.50", 1250L)]
    [InlineData("-1", -100L)]
    [InlineData("0.005", null)]
    [InlineData("x", null)]
    [InlineData("99999999999999999999999", null)]
    [InlineData("1,5", null)]
    public void Typed_amounts_are_taken_exactly_or_not_at_all(string text, long? amount) => Asset.Of("EUR").FromDecimal(text).ShouldBe(amount);

    [Fact]
    public void An_exchange_balances_in_each_asset_and_its_gain_is_told_at_given_rates()
    {
        var (dollars, euros) = (new Account("cash:USD", "shop", AccountKind.Asset, "USD"), new Account("cash:EUR", "shop", AccountKind.Asset, "EUR"));
        var exchange = new Exchange("fx_1", dollars, 5_000, euros, 4_250, DateTimeOffset.UnixEpoch);
        exchange.Rate.ShouldBe("42.50 EUR / 50.00 USD");
        var balances = new Dictionary<string, AccountBalance>();
        foreach (var t in exchange.Transfers.Select(t => t.Checked()))
            foreach (var account in new[] { t.Debit, t.Credit }) balances[account.Id] = balances.GetValueOrDefault(account.Id, new(account, 0, 0)).After(t);
        TrialBalance.Of(balances.Values).ShouldAllBe(t => t.Balanced);
        balances["cash:USD"].Balance.ShouldBe(-5_000);
        ExchangeReport.Of(balances.Values, "EUR", new Dictionary<string, decimal> { ["USD"] = 0.80m }).Gain.ShouldBe(250);
        ExchangeReport.Of(balances.Values, "EUR", new Dictionary<string, decimal> { ["USD"] = 0.90m }).Gain.ShouldBe(-250);
        ExchangeReport.Of(balances.Values, "EUR", new Dictionary<string, decimal>()).Missing.ShouldBe(["USD"]);
    }

    [Theory]
    [InlineData("order:ord_1", "order", "ord_1")]
    [InlineData("call:a:b", "call", "a:b")]
    public void A_cause_is_a_kind_and_an_id(string text, string kind, string id) => Cause.Parse(text).ShouldBe(new Cause(kind, id));

    [Theory]
    [InlineData("order")]
    [InlineData(":x")]
    [InlineData("order:")]
    [InlineData("Order:x")]
    [InlineData("a b:c")]
    public void Other_texts_are_no_cause(string text) => Cause.Parse(text).ShouldBeNull();
}
