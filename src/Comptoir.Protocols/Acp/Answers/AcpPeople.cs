using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Comptoir.Ordering.Customers;

namespace Comptoir.Protocols.Acp.Answers;

/// <summary>Writes who buys.</summary>
internal static partial class AcpPeople
{
    /// <summary>The schema knows no buyer without an e-mail address: null then.</summary>
    public static JsonObject? Buyer(Buyer? b) => Email(b?.Email) is not { } email ? null : new JsonObject { ["email"] = email }
        .Maybe("first_name", b!.FirstName)
        .Maybe("last_name", b.LastName)
        .Maybe("phone_number", b.Phone);

    /// <summary>The address when it is one that every reader takes for one; null otherwise.</summary>
    public static string? Email(string? text) => text is not null && Plain().IsMatch(text) ? text : null;

    [GeneratedRegex(@"^[A-Za-z0-9_%+-]+(\.[A-Za-z0-9_%+-]+)*@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Plain();
}
