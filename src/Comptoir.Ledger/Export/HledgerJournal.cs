using System.Globalization;
using System.Text;
using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Assets;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Ledger.Export;

/// <summary>hledger's journal. Texts come from customers and agents: what would end a field there is written as <c>%XX</c>.</summary>
internal sealed class HledgerJournal(TextWriter writer) : IJournal
{
    private readonly HashSet<string> _commodities = new(StringComparer.Ordinal);

    public async Task BeginAsync(string shopId, Span span, IReadOnlyList<AccountBalance> opening)
    {
        await writer.WriteLineAsync($"; Books of shop {Text(shopId)}, written by Comptoir. Dates are UTC.");
        foreach (var balance in opening) await OpenAsync(balance.Account, span.From!.Value);
        if (opening.Count == 0) return;
        await writer.WriteLineAsync($"\n{Day(span.From!.Value)} * opening balances");
        foreach (var balance in opening) await writer.WriteLineAsync($"    {Name(balance.Account)}  {JournalAmounts.Net(balance)} {Commodity(balance.Account.Asset)}");
    }

    public async Task OpenAsync(Account account, DateTimeOffset at)
    {
        if (_commodities.Add(account.Asset))
        {
            var decimals = Asset.Of(account.Asset).Decimals;
            await writer.WriteLineAsync($"commodity 1000.{new string('0', decimals)} {Commodity(account.Asset)}");
        }

        await writer.WriteLineAsync($"account {Name(account)}  ; type:{TypeOf(account.Kind)}, party:{Text(account.Party)}");
    }

    public async Task AddAsync(Transfer t)
    {
        await writer.WriteLineAsync($"\n{Day(t.At)} * ({Text(t.Reference)}) {Text(t.Kind)}");
        await writer.WriteLineAsync($"    ; id:{Text(t.Id)}, at:{t.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}, cause:{Text(Cause.Of(t).ToString())}");
        if (t.Note is { Length: > 0 } note) await writer.WriteLineAsync($"    ; note:{Text(note)}");
        await writer.WriteLineAsync($"    {Name(t.Debit)}  {JournalAmounts.Of(t, 1)} {Commodity(t.Asset)}");
        await writer.WriteLineAsync($"    {Name(t.Credit)}  {JournalAmounts.Of(t, -1)} {Commodity(t.Asset)}");
    }

    public async Task EndAsync(IReadOnlyList<AccountBalance> closing, DateTimeOffset last)
    {
        if (closing.Count == 0) return;
        await writer.WriteLineAsync($"\n{Day(last)} * closing balances");
        foreach (var balance in closing)
        {
            var (zero, commodity) = (Asset.Of(balance.Account.Asset).ToDecimal(0), Commodity(balance.Account.Asset));
            await writer.WriteLineAsync($"    {Name(balance.Account)}  {zero} {commodity} = {JournalAmounts.Net(balance)} {commodity}");
        }
    }

    /// <summary>Colons stay, since accounts are trees there as well; all that hledger could misread is escaped, so two accounts never share a name.</summary>
    internal static string Name(Account account)
    {
        var name = new StringBuilder(account.Kind switch
        {
            AccountKind.Asset => "assets:",
            AccountKind.Liability => "liabilities:",
            AccountKind.Equity => "equity:",
            AccountKind.Income => "income:",
            _ => "expenses:",
        });
        for (var i = 0; i < account.Id.Length; i++)
        {
            var c = account.Id[i];
            var plain = char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '@' or '+' || (c == ':' && i > 0 && i < account.Id.Length - 1 && account.Id[i - 1] != ':');
            if (plain || char.IsSurrogate(c)) name.Append(c);
            else name.Append('%').Append(((int)c).ToString("X2", CultureInfo.InvariantCulture));
        }

        return name.ToString();
    }

    internal static string Commodity(string asset) => asset.All(char.IsAsciiLetter) ? asset : $"\"{asset}\"";

    private static string TypeOf(AccountKind kind) => kind switch { AccountKind.Asset => "A", AccountKind.Liability => "L", AccountKind.Equity => "E", AccountKind.Income => "R", _ => "X" };

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsControl(c) || c is ',' or ';' or '|' or '(' or ')' or '%' or '\u2028' or '\u2029' or '\u0085') safe.Append('%').Append(((int)c).ToString("X2", CultureInfo.InvariantCulture));
            else safe.Append(c);
        }

        return safe.ToString();
    }
}
