using System.Net;
using Comptoir.Ledger;
using Comptoir.Ledger.Contracts;
using Comptoir.Ordering.Audit;
using Comptoir.Ordering.Operators;

namespace Comptoir.Web.Tests.Console;

/// <summary>Entries by hand, exchanges and contracts on the console's pages.</summary>
public sealed class LedgerEntryTests(ConsoleWorld world) : IClassFixture<ConsoleWorld>
{
    private static CancellationToken Ct => ConsoleWorld.Ct;

    private LedgerService Ledger => world.Service<LedgerService>();

    [Fact]
    public async Task An_entry_is_made_once_however_often_it_is_sent_and_is_audited()
    {
        using var browser = await world.OperatorAsync();
        var page = await browser.GetStringAsync("/console/ledger/entry", Ct);
        for (var i = 0; i < 2; i++)
        {
            var done = await browser.PostAsync("/console/ledger/entry", ConsoleWorld.FormOf(page, ("key", "rent-06"), ("debit", "rent:EUR"), ("debit-kind", "Expense"), ("credit", "cash:EUR"), ("credit-kind", "Asset"), ("amount", "900,50"), ("note", "<b>June</b>")), Ct);
            done.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
            var shown = await browser.GetStringAsync(done.Headers.Location!.OriginalString, Ct);
            shown.ShouldContain(i == 0 ? "Entered." : "This was entered before");
            shown.ShouldNotContain("<b>June");
        }

        (await Ledger.GetBalanceAsync(ConsoleWorld.ShopId, "rent:EUR", Ct))!.Balance.ShouldBe(900_50);
        (await world.Audit.ReadAsync(ConsoleWorld.ShopId, new AuditFilter(), 20, Ct)).ShouldContain(e => e.Action.Contains("ledger", StringComparison.Ordinal) && e.Action.Contains("entry", StringComparison.Ordinal));

        // the same key for something else
        (await RefusedAsync(browser, "/console/ledger/entry", page, ("key", "rent-06"), ("debit", "rent:EUR"), ("credit", "cash:EUR"), ("amount", "1"))).ShouldContain("says something else");
    }

    [Theory]
    [InlineData("amount", "0", "above zero")]
    [InlineData("amount", "1.005", "above zero")]
    [InlineData("amount", "much", "above zero")]
    [InlineData("debit", "", "Required", false)]
    [InlineData("debit", "nowhere:EUR", "There is no such account")]
    [InlineData("credit", "sales-made:EUR", "not sound", false)]
    [InlineData("asset", "E", "EUR, USD")]
    [InlineData("day", "2026-02-31", "Please give a day")]
    [InlineData("day", "1969-12-31", "Please give a day")]
    public async Task What_is_no_entry_is_refused_in_words_and_nothing_is_written(string field, string value, string words, bool exact = true)
    {
        using var browser = await world.OperatorAsync();
        var page = await browser.GetStringAsync("/console/ledger/entry", Ct);
        var before = await world.Service<ILedgerStore>().GetBalancesAsync(ConsoleWorld.ShopId, Ct);
        var fields = new Dictionary<string, string> { ["key"] = "wrong-" + field, ["debit"] = "sales-made:EUR", ["debit-kind"] = "Asset", ["credit"] = "other:EUR", ["credit-kind"] = "Asset", ["amount"] = "1" };
        fields[field] = value;
        if (value == "nowhere:EUR") fields["debit-kind"] = "";
        var html = await RefusedAsync(browser, "/console/ledger/entry", page, [.. fields.Select(f => (f.Key, f.Value))]);
        if (exact) html.ShouldContain(words);
        (await world.Service<ILedgerStore>().GetBalancesAsync(ConsoleWorld.ShopId, Ct)).ShouldBe(before);
    }

    [Fact]
    public async Task An_exchange_enters_both_amounts_and_one_of_the_same_currency_is_refused()
    {
        using var browser = await world.OperatorAsync("fr");
        var page = await browser.GetStringAsync("/console/ledger/exchange", Ct);
        (string, string)[] fields = [("key", "fx-1"), ("from", "bank:EUR"), ("from-kind", "Asset"), ("given", "50"), ("to", "bank:USD"), ("to-kind", "Asset"), ("taken", "42.5"), ("taken-asset", "USD")];
        (await browser.PostAsync("/console/ledger/exchange", ConsoleWorld.FormOf(page, fields), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await Ledger.GetBalanceAsync(ConsoleWorld.ShopId, "bank:USD", Ct))!.Balance.ShouldBe(42_50);
        (await Ledger.GetBalanceAsync(ConsoleWorld.ShopId, "bank:EUR", Ct))!.Balance.ShouldBe(-50_00);
        (await RefusedAsync(browser, "/console/ledger/exchange", page, [.. fields[..^1], ("key", "fx-2"), ("taken-asset", "EUR")])).ShouldContain("doivent être différentes");
        (await RefusedAsync(browser, "/console/ledger/exchange", page, [.. fields[..^1], ("key", "fx-3"), ("to", "bank:EUR"), ("taken-asset", "USD")])).ShouldContain("tenu en EUR");
    }

    [Fact]
    public async Task A_contract_is_signed_comes_into_force_is_drawn_and_released_and_never_beyond_its_amount()
    {
        using var browser = await world.OperatorAsync();
        var page = await browser.GetStringAsync("/console/ledger/contracts/new", Ct);
        (await RefusedAsync(browser, "/console/ledger/contracts", page, ("id", "ctr_cloud"), ("seller", "cloud:aws"), ("amount", "1000"), ("start", "2026-12-31"), ("end", "2026-01-01"))).ShouldContain("lies after the beginning");
        (await browser.PostAsync("/console/ledger/contracts", ConsoleWorld.FormOf(page, ("id", "ctr_cloud"), ("title", "Cloud <2026>"), ("seller", "cloud:aws"), ("amount", "1000"), ("start", "2020-01-01"), ("end", "2099-01-01"), ("condition", "The migration is done")), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await StateAsync()).Status.ShouldBe(LifecycleStatus.Pending);
        var list = await browser.GetStringAsync("/console/ledger/contracts", Ct);
        list.ShouldContain("ctr_cloud/trigger");
        list.ShouldNotContain("Cloud <2026>");

        await ActAsync("trigger");
        (await StateAsync()).Status.ShouldBe(LifecycleStatus.Active);
        for (var i = 0; i < 2; i++) await ActAsync("draw", ("key", "inv-1"), ("amount", "300"));
        await ActAsync("release", ("key", "letter"), ("amount", "200"));
        await ActAsync("draw", ("key", "inv-2"), ("amount", "500.01"));
        (await browser.GetStringAsync("/console/ledger/contracts", Ct)).ShouldContain("does not hold that much");
        await ActAsync("draw", ("key", "inv-3"), ("amount", "-1"));
        (await StateAsync()).ShouldSatisfyAllConditions(s => s.Drawn.ShouldBe(300_00), s => s.Released.ShouldBe(200_00), s => s.Left.ShouldBe(500_00));

        var (clerk, _) = await world.ProgramAsync(OperatorRole.Clerk);
        using (clerk) (await clerk.PostAsync("/console/ledger/contracts/ctr_cloud/draw", ConsoleWorld.Form(("key", "x"), ("amount", "1")), Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.PostAsync("/console/ledger/contracts/none/draw", ConsoleWorld.Form(("key", "x"), ("amount", "1")), Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        async Task<ContractState> StateAsync() => (await Ledger.ContractsAsync(ConsoleWorld.ShopId, world.Clock.GetUtcNow(), Ct)).Single(c => c.Contract.Id == "ctr_cloud");

        async Task ActAsync(string what, params (string, string)[] fields) =>
            (await browser.PostAsync($"/console/ledger/contracts/ctr_cloud/{what}", ConsoleWorld.Form(fields), Ct)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    private static async Task<string> RefusedAsync(HttpClient browser, string path, string page, params (string, string)[] fields)
    {
        var answer = await browser.PostAsync(path, ConsoleWorld.FormOf(page, fields), Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
    }
}
