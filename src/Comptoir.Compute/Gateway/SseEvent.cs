using System.Text;
using System.Text.Json.Nodes;

namespace Comptoir.Compute.Gateway;

/// <summary>An event that the gateway writes itself.</summary>
internal readonly record struct SseEvent(string? Event, string Data)
{
    public static SseEvent Done { get; } = new(null, "[DONE]");

    public static SseEvent Of(JsonObject data, string? name = null) => new(name, data.ToJsonString(ComputeJson.Wire));

    /// <summary>JSON holds no line ends, so one line of data is enough.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(Event is null ? $"data: {Data}\n\n" : $"event: {Event}\ndata: {Data}\n\n");
}
