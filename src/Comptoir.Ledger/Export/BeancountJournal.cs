using System.Globalization;
using System.Text;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Assets;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Ledger.Export;

/// <summary>beancount's input. Its names allow letters, digits and dashes only, so everything else is written as <c>-xx-</c>.</summary>
internal sealed class BeancountJournal(TextWriter writer) : IJournal
{
    private static readonly string[] Roots = ["Assets", "Liabilities", "Equity", "Income", "Expenses"];

    public async Task BeginAsync(string shopId, Span span, IReadOnlyList<AccountBalance> opening)
    {
        await writer.WriteLineAsync($"option \"title\" {Quoted($"Books of shop {shopId}, written by Comptoir; dates are UTC")}");
        foreach (var balance in opening) await OpenAsync(balance.Account, span.From!.Value);
        if (opening.Count == 0) return;
        await writer.WriteLineAsync($"\n{Day(span.From!.Value)} * \"opening balances\"");
        foreach (var balance in opening) await writer.WriteLineAsync($"  {Name(balance.Account)}  {JournalAmounts.Net(balance)} {Commodity(balance.Account.Asset)}");
    }

    public Task OpenAsync(Account account, DateTimeOffset at) =>
        writer.WriteLineAsync($"\n{Day(at)} open {Name(account)} {Commodity(account.Asset)}\n  account: {Quoted(account.Id)}\n  party: {Quoted(account.Party)}");

    public async Task AddAsync(Transfer t)
    {
        await writer.WriteLineAsync($"\n{Day(t.At)} * {Quoted(t.Kind)} {Quoted(t.Note ?? t.Reference)}");
        await writer.WriteLineAsync($"  id: {Quoted(t.Id)}\n  reference: {Quoted(t.Reference)}\n  cause: {Quoted(Cause.Of(t).ToString())}\n  at: {Quoted(t.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))}");
        await writer.WriteLineAsync($"  {Name(t.Debit)}  {JournalAmounts.Of(t, 1)} {Commodity(t.Asset)}");
        await writer.WriteLineAsync($"  {Name(t.Credit)}  {JournalAmounts.Of(t, -1)} {Commodity(t.Asset)}");
    }

    public async Task EndAsync(IReadOnlyList<AccountBalance> closing, DateTimeOffset last)
    {
        // a balance is asserted at the beginning of its day
        foreach (var balance in closing)
            await writer.WriteLineAsync($"{Day(last.AddDays(1))} balance {Name(balance.Account)}  {JournalAmounts.Net(balance)} ~ 0 {Commodity(balance.Account.Asset)}");
    }

    /// <summary><c>clearing:test:EUR</c> becomes <c>Assets:Clearing:Test:EUR</c>; two accounts never share a name.</summary>
    internal static string Name(Account account) => $"{Roots[(int)account.Kind]}:{string.Join(':', account.Id.Split(':').Select(Part))}";

    /// <summary>EUR, USD.COMMITTED; units of one's own get <c>U.</c> before them, so that none looks like a currency. At most 24 characters.</summary>
    internal static string Commodity(string asset)
    {
        var code = asset.Replace(Asset.ConditionalSuffix, ".COND", StringComparison.Ordinal).Replace('/', '\'').ToUpperInvariant();
        return char.IsAsciiLetterUpper(asset[0]) ? code : $"U.{code}";
    }

    private static string Part(string part)
    {
        var name = new StringBuilder();
        foreach (var c in part)
        {
            if (!char.IsAsciiLetterOrDigit(c)) name.Append('-').Append(((int)c).ToString("x2", CultureInfo.InvariantCulture)).Append('-');
            else name.Append(name.Length == 0 && char.IsAsciiLetterLower(c) ? char.ToUpperInvariant(c) : c);
        }

        // a part begins with a letter or digit; one that began with a capital of its own must differ from one that got it here
        return part.Length == 0 ? "X-" : char.IsAsciiLetterLower(part[0]) || char.IsAsciiDigit(part[0]) || IsCode(part) ? name.ToString() : $"X-{name}";
    }

    /// <summary>EUR and FR are written as they are.</summary>
    private static bool IsCode(string part) => part.Length > 1 && part.All(char.IsAsciiLetterUpper);

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Quoted(string text)
    {
        var safe = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\') safe.Append('\\').Append(c);
            else safe.Append(char.IsControl(c) ? ' ' : c);
        }

        return safe.Append('"').ToString();
    }
}
