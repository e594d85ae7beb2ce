using System.Globalization;
using System.Text;

namespace Comptoir.Money.Tests.PowerLoss;

/// <summary>A system call as strace saw it. Calls of several threads overlap: one that started later may have ended earlier.</summary>
/// <param name="Target">Path of the file, or what strace says of the socket.</param>
/// <param name="Data">What was written or sent.</param>
/// <param name="Number">Offset of a write, length of a truncation.</param>
/// <param name="Start">Line in the trace at which it began; nothing of it has happened before.</param>
/// <param name="End">Line at which it had returned; int.MaxValue: never.</param>
/// <param name="At">When it began, microseconds since 1970.</param>
internal sealed record Call(string Name, string Target, byte[] Data, long Number, int Start, long At)
{
    public int End { get; set; } = int.MaxValue;

    public bool Succeeded { get; set; }

    public bool IsSync => Name is "fdatasync" or "fsync";

    public bool IsSend => Name is "sendto" or "sendmsg" or "write" or "writev" && Target.StartsWith("TCP", StringComparison.Ordinal);
}

/// <summary>What a server wrote, synced and sent, in order.</summary>
internal static class Trace
{
    public static readonly string[] Command =
    [
        "strace", "-f", "-q", "-yy", "-ttt", "-s", "1000000", "-e", "signal=none",
        "-e", "trace=openat,pwrite64,write,writev,ftruncate,fdatasync,fsync,unlink,rename,sendto,sendmsg", "-o",
    ];

    public static List<Call> Read(string file)
    {
        var calls = new List<Call>();
        var running = new Dictionary<string, Call>();
        var number = 0;
        foreach (var line in File.ReadLines(file, Encoding.Latin1))
        {
            number++;
            var space = line.IndexOf(' ');
            if (space < 0) continue;
            var thread = line[..space];
            var rest = line[space..].TrimStart();
            var clock = rest.IndexOf(' ');
            if (clock < 0) continue;
            var text = rest[(clock + 1)..];
            if (text.StartsWith("<...", StringComparison.Ordinal))
            {
                if (running.Remove(thread, out var call)) Ended(call, text, number);
                continue;
            }

            var open = text.IndexOf('(');
            if (open <= 0 || text.StartsWith("+++", StringComparison.Ordinal) || text.StartsWith("---", StringComparison.Ordinal)) continue;
            var at = (long)(decimal.Parse(rest[..clock], CultureInfo.InvariantCulture) * 1_000_000);
            var (target, data, last) = Arguments(text.AsSpan(open + 1), text[..open]);
            var made = new Call(text[..open], target, data, last, number, at);
            calls.Add(made);
            if (text.EndsWith("<unfinished ...>", StringComparison.Ordinal)) running[thread] = made;
            else Ended(made, text, number);
        }

        return calls;
    }

    private static void Ended(Call call, string text, int line)
    {
        call.End = line;
        var equals = text.LastIndexOf(") = ", StringComparison.Ordinal);
        call.Succeeded = equals >= 0 && !text.AsSpan(equals + 4).StartsWith("-1") && text[equals + 4] != '?';
    }

    /// <summary>The file or socket in angle brackets (or the first string, a path), all strings as bytes, and the last bare number.</summary>
    private static (string Target, byte[] Data, long Number) Arguments(ReadOnlySpan<char> text, string name)
    {
        var target = "";
        var data = new List<byte>();
        var digits = new StringBuilder();
        long number = 0;
        var i = 0;
        var open = text.IndexOf('<');
        var comma = text.IndexOf(',');
        if (name is not ("openat" or "unlink" or "rename") && open >= 0 && (comma < 0 || open < comma || text[..open].IndexOf('"') < 0) && open < 20)
        {
            var depth = 0;
            for (i = open; i < text.Length; i++)
            {
                if (text[i] == '<') depth++;
                if (text[i] == '>' && text[i - 1] != '-' && --depth == 0) break;
            }

            target = text[(open + 1)..Math.Min(i, text.Length)].ToString();
            i++;
        }

        for (; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                i = Unescape(text, i + 1, data);
                if (target.Length == 0) target = Encoding.Latin1.GetString([.. data]);
                digits.Clear();
            }
            else if (char.IsAsciiDigit(text[i]))
            {
                digits.Append(text[i]);
            }
            else
            {
                if (text[i] == '=' && i + 1 < text.Length && text[i + 1] == ' ') break;
                if (digits.Length > 0) number = long.Parse(digits.ToString(), CultureInfo.InvariantCulture);
                digits.Clear();
            }
        }

        return (target, [.. data], number);
    }

    /// <summary>Reads a string in C's notation up to its closing quote; returns where that is.</summary>
    private static int Unescape(ReadOnlySpan<char> text, int i, List<byte> into)
    {
        for (; i < text.Length && text[i] != '"'; i++)
        {
            if (text[i] != '\\')
            {
                into.Add((byte)text[i]);
                continue;
            }

            i++;
            if (text[i] is >= '0' and <= '7')
            {
                var value = 0;
                var stop = i + 3;
                for (; i < stop && text[i] is >= '0' and <= '7'; i++) value = value * 8 + text[i] - '0';
                into.Add((byte)value);
                i--;
                continue;
            }

            into.Add((byte)(text[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'v' => '\v', 'f' => '\f', 'a' => '\a', 'b' => '\b', var other => other }));
        }

        return i;
    }
}
