using System.Globalization;
using Comptoir.Compute.Keys;

namespace Comptoir.Commands.Compute;

/// <summary>A budget as it is written on the command line: <c>key:month:50USD</c>, <c>agent:day:100000tokens</c>.</summary>
internal static class BudgetText
{
    /// <exception cref="FormatException">Not written so.</exception>
    public static Budget Parse(string text)
    {
        var parts = text.Split(':');
        if (parts.Length == 3 && Enum.TryParse<BudgetScope>(parts[0], true, out var scope) && Enum.TryParse<BudgetPeriod>(parts[1], true, out var period))
        {
            var digits = parts[2].TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
            var unit = parts[2][digits..];
            if (decimal.TryParse(parts[2][..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount > 0 && amount <= 1_000_000)
            {
                if (unit.Length == 3 && unit.All(char.IsAsciiLetterUpper)) return new(scope, period, (long)(amount * 1_000_000_000m), null, unit);
            }

            if (unit == "tokens" && long.TryParse(parts[2][..digits], CultureInfo.InvariantCulture, out var tokens) && tokens is > 0 and <= 1_000_000_000_000) return new(scope, period, null, tokens);
        }

        throw new FormatException($"'{text}' is no budget; write it as key:month:50USD or agent:day:100000tokens (scopes: key, shop, agent, conversation; periods: total, month, day).");
    }
}
