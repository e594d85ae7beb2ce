using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Comptoir.Capital.Deals;
using Comptoir.Ledger.Assets;

namespace Comptoir.Capital.Formats;

/// <summary>
/// Deals as plain-text accounting: one entry a deal, the amount taken from the payer's account and put on the payee's, everything else as
/// metadata (beancount) or tags in comments (hledger). Journals of others are read too: the party is the last part of an account's name.
/// </summary>
internal static partial class PlainTextJournal
{
    public static string Write(IEnumerable<Deal> deals, bool beancount)
    {
        var all = deals.OrderBy(d => d.Date).ThenBy(d => d.Id, StringComparer.Ordinal).ToArray();
        var text = new StringBuilder();
        string Account(string party) => beancount ? "Assets:Parties:" + Sanitized(party) : "parties:" + Clean(party).Replace("  ", " ", StringComparison.Ordinal);
        if (beancount)
            foreach (var account in all.SelectMany(d => new[] { d.Payer, d.Payee }).Select(Account).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                text.Append(CultureInfo.InvariantCulture, $"1970-01-01 open {account}\n");
        else
            foreach (var currency in all.Select(d => d.Currency).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                text.Append(CultureInfo.InvariantCulture, $"commodity 1000{(Asset.Of(currency).Decimals > 0 ? "." + new string('0', Asset.Of(currency).Decimals) : ".")} {currency}\n");
        foreach (var d in all)
        {
            var amount = Asset.Of(d.Currency).ToDecimal(d.Amount ?? 0);
            text.Append('\n').Append(beancount
                ? $"{d.Date:yyyy-MM-dd} * \"{Quoted(d.Payer)}\" \"{Quoted(d.Payee)}: {DealKinds.NameOf(d.Kind)}\"\n"
                : $"{d.Date:yyyy-MM-dd} * ({Clean(d.Id).Replace(")", "", StringComparison.Ordinal)}) {Clean(d.Payer).Replace(";", ",", StringComparison.Ordinal)} to {Clean(d.Payee).Replace(";", ",", StringComparison.Ordinal)}\n");
            foreach (var (field, value) in DealFields.Of(d).Where(f => f.Field is not ("amount" or "currency")))
                text.Append(beancount ? $"  {field}: \"{Quoted(value)}\"\n" : $"    ; {field}: {Clean(value)}\n");
            text.Append(CultureInfo.InvariantCulture, $"    {Account(d.Payee)}  {amount} {d.Currency}\n    {Account(d.Payer)}  {(d.Amount > 0 ? "-" : "")}{amount} {d.Currency}\n");
        }

        return text.ToString();
    }

    public static DealBook Read(string text, IReadOnlyDictionary<string, string>? columns, IReadOnlyList<PartyFacts>? known)
    {
        var rows = new List<(int, IReadOnlyDictionary<string, string>)>();
        var refused = new List<Refusal>();
        (int Line, Dictionary<string, string> Fields, List<(string Party, decimal Amount, string Currency)> Postings)? open = null;
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd('\r');
            if (line.Length > 4_000)
            {
                refused.Add(new(number, "", "", "The line is longer than 4000 characters."));
                continue;
            }

            if (line.Length > 0 && !char.IsWhiteSpace(line[0]))
            {
                Close();
                if (Heading().Match(line) is { Success: true } heading)
                {
                    open = (number, new(StringComparer.OrdinalIgnoreCase) { ["date"] = heading.Groups["date"].Value.Replace('/', '-') }, []);
                    if (heading.Groups["code"].Value is { Length: > 0 } code) open.Value.Fields["id"] = code;
                }

                continue;
            }

            if (open is not { } entry || line.Trim().Length == 0) continue;
            if (Metadata().Match(line) is { Success: true } tag) entry.Fields[tag.Groups["key"].Value] = Unquoted(tag.Groups["value"].Value.Trim());
            else if (Posting().Match(line) is { Success: true } posting && decimal.TryParse(posting.Groups["amount"].Value.Replace(",", "", StringComparison.Ordinal), NumberStyles.Number, CultureInfo.InvariantCulture, out var amount))
                entry.Postings.Add((posting.Groups["account"].Value.Split(':')[^1].Trim(), amount, posting.Groups["currency"].Value));
        }

        Close();
        var book = DealFields.Read(rows, columns, known);
        return refused.Count == 0 ? book : book with { Refused = [.. refused, .. book.Refused] };

        void Close()
        {
            if (open is not { } entry) return;
            open = null;
            var (line, fields, postings) = entry;
            if (postings.Count != 2 || postings[0].Amount + postings[1].Amount != 0 || postings[0].Currency != postings[1].Currency)
            {
                refused.Add(new(line, "", "", "An entry has two postings of one amount in one currency, one of them negative; this one has not."));
                return;
            }

            var payer = postings.OrderBy(p => p.Amount).First();
            var payee = postings.OrderBy(p => p.Amount).Last();
            fields.TryAdd("payer", payer.Party);
            fields.TryAdd("payee", payee.Party);
            fields.TryAdd("kind", "purchase");
            fields.TryAdd("status", "closed");
            fields["currency"] = payee.Currency;
            if (payee.Amount != 0) fields["amount"] = payee.Amount.ToString(CultureInfo.InvariantCulture);
            rows.Add((line, fields));
        }
    }

    private static string Clean(string text) => text.ReplaceLineEndings(" ");

    private static string Quoted(string text) => Clean(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Unquoted(string text) => text.Length >= 2 && text[0] == '"' && text[^1] == '"'
        ? text[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal) : text;

    /// <summary>Beancount allows letters, digits and dashes and wants a capital or a digit first; the party's own name stands in the metadata.</summary>
    private static string Sanitized(string party)
    {
        var kept = new string([.. party.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]).Trim('-');
        return kept.Length == 0 ? "X" : char.ToUpperInvariant(kept[0]) + kept[1..];
    }

    [GeneratedRegex(@"^(?<date>\d{4}[-/]\d{2}[-/]\d{2})\s+(?:[*!]|txn)\s*(?:\((?<code>[^)]*)\))?", RegexOptions.None, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s+(?:;\s*)?(?<key>[a-z][a-z0-9_]*):\s+(?<value>.*)$", RegexOptions.None, 1000)]
    private static partial Regex Metadata();

    [GeneratedRegex(@"^\s+(?<account>[^\s;].*?)\s{2,}(?<amount>-?[\d,]+(?:\.\d+)?)\s+(?<currency>[A-Z]{3})\b", RegexOptions.None, 1000)]
    private static partial Regex Posting();
}
