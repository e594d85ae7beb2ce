using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;

namespace Comptoir.Compute.Gateway;

/// <summary>One event of a stream with the bytes that it came in.</summary>
/// <param name="Raw">Every byte since the event before, so that all of them together are the stream.</param>
/// <param name="Data">Null when it holds no data: a comment, or fields only.</param>
internal readonly record struct SseFrame(ReadOnlyMemory<byte> Raw, string? Event, string? Data);

/// <summary>
/// Cuts a stream of server-sent events into its events by the rules of the HTML standard: lines end with LF, CRLF or CR; data may come in
/// several lines, with or without a space; one read is not one event, and text is decoded only when a line is whole.
/// </summary>
internal static class SseReader
{
    private const int LongestEvent = 16 * 1024 * 1024;

    /// <exception cref="InvalidDataException">An event is longer than 16 MiB.</exception>
    public static async IAsyncEnumerable<SseFrame> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken ct)
    {
        var reader = PipeReader.Create(stream, new(leaveOpen: true));
        var frame = new Frame();
        while (true)
        {
            var read = await reader.ReadAsync(ct);
            foreach (var segment in read.Buffer)
                for (var rest = segment; rest.Length > 0;)
                {
                    rest = rest[frame.Take(rest.Span)..];
                    if (frame.Whole) yield return frame.Finish();
                }

            reader.AdvanceTo(read.Buffer.End);
            if (!read.IsCompleted) continue;
            if (frame.Rest() is { } last) yield return last;
            yield break;
        }
    }

    private sealed class Frame
    {
        private readonly ArrayBufferWriter<byte> _raw = new(1024);
        private int _lineStart;
        private bool _afterReturn;
        private bool _first = true;
        private string? _event;
        private StringBuilder? _more;
        private string? _data;

        public bool Whole { get; private set; }

        /// <summary>Takes bytes up to the end of a line; returns how many.</summary>
        public int Take(ReadOnlySpan<byte> bytes)
        {
            if (_raw.WrittenCount + bytes.Length > LongestEvent) throw new InvalidDataException("An event of the stream is longer than 16 MiB.");
            if (_afterReturn)
            {
                _afterReturn = false;
                if (bytes[0] == (byte)'\n')
                {
                    _raw.Write(bytes[..1]);
                    _lineStart = _raw.WrittenCount;
                    return 1;
                }
            }

            var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
            if (end < 0)
            {
                _raw.Write(bytes);
                return bytes.Length;
            }

            _raw.Write(bytes[..(end + 1)]);
            _afterReturn = bytes[end] == (byte)'\r';
            Line(_raw.WrittenSpan[_lineStart..^1]);
            _lineStart = _raw.WrittenCount;
            return end + 1;
        }

        public SseFrame Finish()
        {
            var frame = new SseFrame(_raw.WrittenSpan.ToArray(), _event, _more?.ToString() ?? _data);
            _raw.ResetWrittenCount();
            (_lineStart, _event, _more, _data, Whole) = (0, null, null, null, false);
            return frame;
        }

        /// <summary>What is left when the stream ends without an empty line; some servers end so.</summary>
        public SseFrame? Rest()
        {
            if (_raw.WrittenCount == 0) return null;
            if (_lineStart < _raw.WrittenCount) Line(_raw.WrittenSpan[_lineStart..]);
            return Finish();
        }

        private void Line(ReadOnlySpan<byte> line)
        {
            if (_first && line.StartsWith("\uFEFF"u8)) line = line[3..];
            _first = false;
            if (line.IsEmpty)
            {
                Whole = true;
                return;
            }

            var colon = line.IndexOf((byte)':');
            if (colon == 0) return;
            var field = colon < 0 ? line : line[..colon];
            var value = colon < 0 ? [] : line[(colon + 1)..];
            if (value.StartsWith(" "u8)) value = value[1..];
            if (field.SequenceEqual("data"u8))
            {
                var text = Encoding.UTF8.GetString(value);
                if (_data is null) _data = text;
                else (_more ??= new StringBuilder(_data)).Append('\n').Append(text);
            }
            else if (field.SequenceEqual("event"u8))
            {
                _event = Encoding.UTF8.GetString(value);
            }
        }
    }
}
