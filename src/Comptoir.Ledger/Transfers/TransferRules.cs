using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Assets;

namespace Comptoir.Ledger.Transfers;

/// <summary>What every transfer must be before a store looks at it.</summary>
public static class TransferRules
{
    private static readonly DateTimeOffset Latest = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What is wrong with a transfer by itself, as a sentence; null when nothing is.</summary>
    public static string? ProblemOf(Transfer t) =>
        TextProblem("id", t.Id, 200) ?? TextProblem("kind", t.Kind, 40) ?? TextProblem("reference", t.Reference, 200) ?? NoteProblem(t.Note)
        ?? AccountProblem(t.Debit) ?? AccountProblem(t.Credit) ?? (t.Cause is { } cause && Cause.Parse(cause) is null ? "the cause is not written as kind:id." : null)
        ?? (t.Amount is < 1 or > Transfer.MaxAmount ? $"the amount {t.Amount} is not between 1 and {Transfer.MaxAmount}."
        : t.Debit.Asset != t.Credit.Asset ? $"{t.Debit.Id} counts {t.Debit.Asset} and {t.Credit.Id} {t.Credit.Asset}."
        : t.Debit.Id == t.Credit.Id ? "both sides are the same account."
        : t.At < DateTimeOffset.UnixEpoch || t.At > Latest ? "the effective time is not between 1970 and 9999."
        : PhaseProblem(t));

    private static string? PhaseProblem(Transfer t) => t.Phase switch
    {
        TransferPhase.Posted or TransferPhase.Pending when t.PendingId is not null => "only a post or a void names a pending transfer.",
        TransferPhase.Post or TransferPhase.Void when t.PendingId is null => "a post or a void names its pending transfer.",
        TransferPhase.Posted or TransferPhase.Post or TransferPhase.Void when t.ExpiresAt is not null => "only a pending transfer expires.",
        _ when t.ExpiresAt is { } end && (end < DateTimeOffset.UnixEpoch || end > Latest) => "the expiry is not between 1970 and 9999.",
        < TransferPhase.Posted or > TransferPhase.Void => "the phase is unknown.",
        _ => null,
    };

    private static string? AccountProblem(Account a) =>
        TextProblem("account", a.Id, 200) ?? TextProblem("party", a.Party, 200) ?? (Asset.Parse(a.Asset) is null ? $"'{Shown(a.Asset)}' is no asset."
        : a.Kind is < AccountKind.Asset or > AccountKind.Expense ? "the account's kind is unknown." : null);

    private static string? NoteProblem(string? note) => note is { Length: > 500 } ? "the note is longer than 500 characters." : null;

    private static string? TextProblem(string name, string? text, int longest) =>
        string.IsNullOrWhiteSpace(text) ? $"the {name} is empty."
        : text.Length > longest ? $"the {name} is longer than {longest} characters."
        : HoldsControl(text) ? $"the {name} holds a control character." : null;

    private static bool HoldsControl(string text)
    {
        foreach (var c in text)
            if (char.IsControl(c)) return true;
        return false;
    }

    private static string Shown(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
