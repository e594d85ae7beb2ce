using System.Text.Json.Nodes;
using Comptoir.Compute.Keys;
using Comptoir.Compute.Setup;

namespace Comptoir.Compute.Gateway;

/// <summary>A request as the gateway understands it: what it needs to route and reserve; the rest of the body travels on as it came.</summary>
internal sealed record GatewayCall(Door Door, JsonObject Body, string Model)
{
    public bool Stream { get; init; }

    /// <summary>The caller wants the last chunk with the usage.</summary>
    public bool WantsUsage { get; init; }

    public IReadOnlyList<Capability> Needs { get; init; } = [];

    /// <summary>Bytes of text, of which no model makes more tokens than there are bytes; images count 2,000 each.</summary>
    public long InputBound { get; init; }

    /// <summary>What the text probably is in tokens.</summary>
    public long InputEstimate { get; init; }

    /// <summary>Most tokens of output that the caller asked for; null when not said.</summary>
    public long? MaxOutput { get; init; }

    /// <summary>Answers asked for at once.</summary>
    public int Answers { get; init; } = 1;

    public string? Agent { get; init; }

    public string? Conversation { get; init; }

    public string? Order { get; init; }

    /// <summary>The caller wants neither to read nor to write the cache.</summary>
    public bool NoCache { get; init; }
}

/// <summary>What a caller is told when there is no answer.</summary>
/// <param name="Type">In OpenAI's words: invalid_request_error, authentication_error …</param>
internal sealed record GatewayError(int Status, string Type, string Code, string Message)
{
    public double? RetryAfter { get; init; }

    /// <summary>Headers of the provider that are passed on.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The provider's own body, when it speaks the caller's dialect.</summary>
    public byte[]? Body { get; init; }

    public static GatewayError Invalid(string message, string code = "invalid_request") => new(400, "invalid_request_error", code, message);
}
