using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using Comptoir.Compute.Gateway;

namespace Comptoir.Compute.Providers;

/// <summary>Amazon's binary event stream: length-prefixed messages of headers and payload, each with two checksums.</summary>
internal static class AwsEventStream
{
    private const int Longest = 24 * 1024 * 1024;
    private const int Frame = 16;

    /// <summary>Each message as an event of its type; its payload is the data.</summary>
    /// <exception cref="InvalidDataException">A message is broken.</exception>
    public static async IAsyncEnumerable<SseFrame> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken ct)
    {
        var prelude = new byte[12];
        while (true)
        {
            var read = await stream.ReadAtLeastAsync(prelude, 12, throwOnEndOfStream: false, ct);
            if (read == 0) yield break;
            if (read < 12) throw new InvalidDataException("The event stream ends within a message.");
            var total = BinaryPrimitives.ReadInt32BigEndian(prelude);
            var headers = BinaryPrimitives.ReadInt32BigEndian(prelude.AsSpan(4));
            if (total is < Frame or > Longest || headers < 0 || headers > total - Frame || Crc(prelude.AsSpan(0, 8)) != BinaryPrimitives.ReadUInt32BigEndian(prelude.AsSpan(8))) throw new InvalidDataException("The event stream has a message with a wrong length or checksum.");
            var message = new byte[total];
            prelude.CopyTo(message, 0);
            await stream.ReadExactlyAsync(message.AsMemory(12), ct);
            if (Crc(message.AsSpan(0, total - 4)) != BinaryPrimitives.ReadUInt32BigEndian(message.AsSpan(total - 4))) throw new InvalidDataException("The event stream has a message with a wrong checksum.");
            yield return Read(message, headers);
        }
    }

    private static SseFrame Read(byte[] message, int headerLength)
    {
        var names = Headers(message.AsSpan(12, headerLength));
        var payload = Encoding.UTF8.GetString(message.AsSpan(12 + headerLength, message.Length - headerLength - Frame));
        var type = names.GetValueOrDefault(":event-type") ?? names.GetValueOrDefault(":exception-type") ?? "";
        var failed = names.GetValueOrDefault(":message-type") is "exception" or "error";
        var data = failed ? $$"""{"type":"error","error":{{(payload.Length > 1 ? payload : "{}")}}}""" : payload.Length > 1 && payload[0] == '{' ? $$"""{"type":"{{type}}",{{payload[1..]}}""" : payload;
        return new(message, type, data.Replace(",}", "}", StringComparison.Ordinal));
    }

    private static Dictionary<string, string> Headers(ReadOnlySpan<byte> bytes)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        while (bytes.Length > 1)
        {
            var name = bytes[0];
            if (bytes.Length < name + 2) break;
            var (key, kind) = (Encoding.UTF8.GetString(bytes.Slice(1, name)), bytes[name + 1]);
            bytes = bytes[(name + 2)..];
            var length = kind switch { 0 or 1 => 0, 2 => 1, 3 => 2, 4 => 4, 5 or 8 => 8, 9 => 16, 6 or 7 when bytes.Length >= 2 => BinaryPrimitives.ReadUInt16BigEndian(bytes) + 2, _ => bytes.Length };
            if (length > bytes.Length) break;
            if (kind == 7) headers[key] = Encoding.UTF8.GetString(bytes[2..length]);
            bytes = bytes[length..];
        }

        return headers;
    }

    /// <summary>CRC-32 as in zip.</summary>
    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++) crc = (crc >> 1) ^ (0xEDB88320u & (uint)-(int)(crc & 1));
        }

        return ~crc;
    }
}
