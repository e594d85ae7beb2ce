namespace Comptoir.Ledger.Transfers;

/// <summary>What caused a transfer: the first link of the chain that leads back to an order, a conversation, a contract or a model call.</summary>
/// <param name="Kind">order, checkout, conversation, contract, call, card, transfer, closing, expiry, manual …</param>
/// <param name="Id">Id of that thing in the room that it belongs to.</param>
public readonly record struct Cause(string Kind, string Id)
{
    /// <summary>Null when the text is not <c>kind:id</c> with a kind in lower case, at most 240 characters.</summary>
    public static Cause? Parse(string? text)
    {
        if (text is not { Length: >= 3 and <= 240 }) return null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon is < 1 or > 30 || colon == text.Length - 1 || text.Any(char.IsControl)) return null;
        return text[..colon].All(c => char.IsAsciiLetterLower(c) || c is '_' or '-') ? new Cause(text[..colon], text[(colon + 1)..]) : null;
    }

    /// <summary>The cause of a transfer: as given, or what the prefix of its reference says.</summary>
    public static Cause Of(Transfer transfer) => Parse(transfer.Cause) ?? OfReference(transfer.Reference);

    public static Cause OfReference(string reference) => new(
        reference.IndexOf('_', StringComparison.Ordinal) is > 0 and var end ? reference[..end] switch
        {
            "ord" => "order",
            "chk" => "checkout",
            "conv" => "conversation",
            "ctr" => "contract",
            "call" => "call",
            _ => "reference",
        } : "reference", reference);

    public override string ToString() => $"{Kind}:{Id}";
}
