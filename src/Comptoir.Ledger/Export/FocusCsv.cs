using System.Globalization;
using System.Text.Json;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Assets;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Ledger.Export;

/// <summary>
/// What was spent, as the Cost and Usage dataset of FOCUS 1.4 (FinOps Open Cost and Usage Specification): its mandatory columns, those that
/// the ledger knows, and its own behind <c>x_</c>. A charge is a transfer of the kind fee, cost or usage on an expense account.
/// </summary>
internal sealed class FocusCsv(TextWriter writer, string shopId) : IJournal
{
    private static readonly string[] Kinds = ["fee", "cost", "usage"];

    private static readonly string[] Columns =
    [
        "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory", "ChargeClass", "ChargeDescription", "ChargeFrequency",
        "ChargePeriodEnd", "ChargePeriodStart", "ConsumedQuantity", "ConsumedUnit", "ContractApplied", "ContractedCost", "ContractedUnitPrice", "EffectiveCost", "HostProviderName", "InvoiceId",
        "InvoiceIssuerName", "ListCost", "ListUnitPrice", "PricingCategory", "PricingQuantity", "PricingUnit", "ServiceCategory", "ServiceName", "ServiceProviderName", "SkuId", "SkuPriceId",
        "SubAccountId", "Tags", "x_Account", "x_TransferId",
    ];

    public Task BeginAsync(string shop, Span span, IReadOnlyList<AccountBalance> opening) => writer.WriteAsync(Csv.Row(Columns));

    public Task OpenAsync(Account account, DateTimeOffset at) => Task.CompletedTask;

    public async Task AddAsync(Transfer t)
    {
        if (!Kinds.Contains(t.Kind) || (t.Debit.Kind == AccountKind.Expense) == (t.Credit.Kind == AccountKind.Expense)) return;
        var spent = t.Debit.Kind == AccountKind.Expense;
        var (account, provider) = spent ? (t.Debit, t.Credit.Party) : (t.Credit, t.Debit.Party);
        var asset = Asset.Of(t.Asset);
        var cost = asset.ToDecimal(spent ? t.Posts : -t.Posts);
        var month = new DateTimeOffset(t.At.UtcDateTime.Year, t.At.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var hour = new DateTimeOffset(t.At.UtcDateTime.Date.AddHours(t.At.UtcDateTime.Hour), TimeSpan.Zero);
        var cause = Cause.Of(t);
        var model = cause.Kind == "call";
        var cells = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["BilledCost"] = cost,
            ["BillingAccountId"] = shopId,
            ["BillingAccountName"] = shopId,
            ["BillingCurrency"] = Currency(asset),
            ["BillingPeriodStart"] = Moment(month),
            ["BillingPeriodEnd"] = Moment(month.AddMonths(1)),
            ["ChargeCategory"] = "Usage",
            ["ChargeDescription"] = t.Note is { Length: > 0 } note ? note : $"{t.Kind} of {t.Reference}",
            ["ChargeFrequency"] = "Usage-Based",
            ["ChargePeriodStart"] = Moment(hour),
            ["ChargePeriodEnd"] = Moment(hour.AddHours(1)),
            ["ContractedCost"] = cost,
            ["EffectiveCost"] = cost,
            ["HostProviderName"] = provider,
            ["InvoiceIssuerName"] = provider,
            ["ListCost"] = cost,
            ["PricingCategory"] = "Standard",
            ["ServiceCategory"] = model ? "AI and Machine Learning" : "Other",
            ["ServiceName"] = model ? "Model calls" : t.Kind == "fee" ? "Payment processing" : t.Kind,
            ["ServiceProviderName"] = provider,
            ["Tags"] = JsonSerializer.Serialize(new Dictionary<string, string> { ["reference"] = t.Reference, ["cause"] = cause.ToString() }),
            ["x_Account"] = account.Id,
            ["x_TransferId"] = t.Id,
        };
        await writer.WriteAsync(Csv.Row(Columns.Select(c => cells.GetValueOrDefault(c, ""))));
    }

    public Task EndAsync(IReadOnlyList<AccountBalance> closing, DateTimeOffset last) => Task.CompletedTask;

    /// <summary>Costs of model calls are counted in nano-units of a currency (<c>usd/9</c>); their amounts are decimals of it.</summary>
    private static string Currency(Asset asset) => asset.Base is { Length: 5 } unit && unit.EndsWith("/9", StringComparison.Ordinal) ? unit[..3].ToUpperInvariant() : asset.Base;

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
