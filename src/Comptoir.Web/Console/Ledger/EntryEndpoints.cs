using System.Globalization;
using Comptoir.Ledger;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Assets;
using Comptoir.Ledger.Parties;
using Comptoir.Ledger.Transfers;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using LedgerAccount = Comptoir.Ledger.Accounts.Account;

namespace Comptoir.Web.Console.Ledger;

/// <summary>Entries that a person makes: one transfer, or an exchange of one asset for another. Each has a key, so that sending it twice enters it once.</summary>
internal static class EntryEndpoints
{
    public static void MapLedgerEntries(this IEndpointRouteBuilder console)
    {
        console.MapGet("/ledger/entry", (HttpContext http) => Show<EntryPage>(ConsoleContext.Of(http), null)).Needs(ConsoleAction.Ledger);
        console.MapPost("/ledger/entry", TransferAsync).Needs(ConsoleAction.Ledger);
        console.MapGet("/ledger/exchange", (HttpContext http) => Show<ExchangePage>(ConsoleContext.Of(http), null)).Needs(ConsoleAction.Ledger);
        console.MapPost("/ledger/exchange", ExchangeAsync).Needs(ConsoleAction.Ledger);
    }

    private static async Task<IResult> TransferAsync(HttpContext http, ILedgerStore ledger, LedgerService service, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var form = console.Form;
        var (key, note) = (KeyOf(form), form.Optional("note", 500));
        var asset = AssetOf(form, "asset", console);
        var (debit, credit) = (await AccountAsync(console, ledger, "debit", asset, ct), await AccountAsync(console, ledger, "credit", asset, ct));
        var (amount, kind) = (AmountOf(form, "amount", asset, console), form.Text("kind", 40, required: true));
        var day = DayOf(form, console);
        if (form.Valid)
        {
            var transfer = new Transfer($"manual:{key}", debit!, credit!, amount!.Value, kind, form.Optional("reference", 200) ?? key, At(day!.Value), note) { Cause = $"manual:{key}" };
            if (await PostedAsync(console, service, [transfer], ct) is { } done) return done;
        }

        return Show<EntryPage>(console, form);
    }

    private static async Task<IResult> ExchangeAsync(HttpContext http, ILedgerStore ledger, LedgerService service, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        var form = console.Form;
        var key = KeyOf(form);
        var (gives, takes) = (AssetOf(form, "given-asset", console), AssetOf(form, "taken-asset", console));
        if (gives is not null && gives.Code == takes?.Code) form.Wrong("taken-asset", console.T.TwoAssets);
        var (from, to) = (await AccountAsync(console, ledger, "from", gives, ct), await AccountAsync(console, ledger, "to", takes, ct));
        var (given, taken) = (AmountOf(form, "given", gives, console), AmountOf(form, "taken", takes, console));
        var day = DayOf(form, console);
        if (form.Valid)
        {
            var exchange = new Exchange($"manual:{key}", from!, given!.Value, to!, taken!.Value, At(day!.Value), $"manual:{key}");
            if (await PostedAsync(console, service, exchange.Transfers, ct) is { } done) return done;
        }

        return Show<ExchangePage>(console, form);
    }

    /// <summary>Null when it was refused; the form then says why.</summary>
    private static async Task<IResult?> PostedAsync(ConsoleContext console, LedgerService service, IReadOnlyList<Transfer> transfers, CancellationToken ct)
    {
        var posted = await service.PostManuallyAsync(console.Shop.Id, transfers, ct);
        if (posted.Done) return Page.Done(console, $"/console/ledger/transfer?id={Uri.EscapeDataString(transfers[0].Id)}", posted.Status == PostStatus.Posted ? console.T.EntryPosted : console.T.EntryWasThere);
        console.Form.Wrong("", console.T.PostRefused(posted.Status));
        return null;
    }

    /// <summary>The account as it is; one that is not there yet is made when its kind is named.</summary>
    private static async Task<LedgerAccount?> AccountAsync(ConsoleContext console, ILedgerStore ledger, string field, Asset? asset, CancellationToken ct)
    {
        var (form, id) = (console.Form, console.Form.Text(field, 200, required: true));
        if (asset is null || form.ErrorOf(field) is not null) return null;
        if (await ledger.GetBalanceAsync(console.Shop.Id, id, ct) is { Account: var account })
        {
            if (account.Asset == asset.Code) return account;
            form.Wrong(field, console.T.AccountCounts(account.Asset));
            return null;
        }

        if (Enum.TryParse<AccountKind>(form[field + "-kind"], out var kind) && Enum.IsDefined(kind)) return new LedgerAccount(id, Party.Shop, kind, asset.Code);
        form.Wrong(field, console.T.NoSuchAccount);
        return null;
    }

    /// <summary>Names the entry in ids and causes, so it is kept to what those can hold.</summary>
    private static string KeyOf(ConsoleForm form) => form.Text("key", 100, required: true);

    internal static Asset? AssetOf(ConsoleForm form, string field, ConsoleContext console)
    {
        if (Asset.Parse(form.Text(field, 26, required: true)) is { } asset) return asset;
        form.Wrong(field, console.T.AssetLike);
        return null;
    }

    internal static long? AmountOf(ConsoleForm form, string field, Asset? asset, ConsoleContext console)
    {
        var text = string.Concat(form.Text(field, 30, required: true).Where(c => !char.IsWhiteSpace(c))).Replace(',', '.');
        if (asset is null || form.ErrorOf(field) is not null) return null;
        if (asset.FromDecimal(text) is >= 1 and var amount) return amount;
        form.Wrong(field, console.T.AmountOfAsset(asset.Code, asset.Decimals));
        return null;
    }

    internal static DateOnly? DayOf(ConsoleForm form, ConsoleContext console, string field = "day")
    {
        if (LedgerSpan.Day(form.Text(field, 10, required: true)) is { } day) return day;
        form.Wrong(field, console.T.DayLike);
        return null;
    }

    internal static DateTimeOffset At(DateOnly day) => new(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);

    private static IResult Show<TPage>(ConsoleContext console, ConsoleForm? refused)
        where TPage : PageBase<ConsoleForm> => Page.Show<TPage, ConsoleForm>(console, refused ?? New(console), refused is null ? 200 : 422);

    private static ConsoleForm New(ConsoleContext console) => new(console.T)
    {
        ["asset"] = console.Shop.Currency,
        ["given-asset"] = console.Shop.Currency,
        ["kind"] = "manual",
        ["day"] = console.Now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}
