using System.Security.Cryptography;
using Comptoir.Ordering.Operators;
using Microsoft.Extensions.Options;

namespace Comptoir.Web.Console.Access;

/// <summary>Signing in with a key: the console key lets in the first owner, a personal key the operator it was made for.</summary>
internal sealed class Keys(IOperatorStore operators, IOptionsMonitor<ConsoleOptions> options, TimeProvider time)
{
    /// <summary>Whose key it is; null: nobody's.</summary>
    public async Task<(Operator Operator, bool ByConsoleKey)?> FindAsync(string key, CancellationToken ct)
    {
        if (key.Length is 0 or > 500) return null;
        if (options.CurrentValue.Opens(key)) return (await FirstOwnerAsync(ct), true);
        return await operators.FindByKeyAsync(ConsoleOptions.HashOf(key), ct) is { RemovedAt: null } found ? (found, false) : null;
    }

    /// <summary>A new personal key, 128 random bits; the one before stops working. Null: the operator changed meanwhile.</summary>
    public async Task<string?> RenewAsync(Operator holder, CancellationToken ct)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return await operators.SaveAsync(holder with { KeyHash = ConsoleOptions.HashOf(key), Version = holder.Version + 1 }, ct) ? key : null;
    }

    private async Task<Operator> FirstOwnerAsync(CancellationToken ct)
    {
        if (await operators.GetAsync(Operator.FirstOwnerId, ct) is { } owner) return owner;
        var first = new Operator { Id = Operator.FirstOwnerId, Name = "Owner", Role = OperatorRole.Owner, CreatedAt = time.GetUtcNow(), Version = 1 };
        // another node may be first; then its record is the one
        await operators.SaveAsync(first, ct);
        return await operators.GetAsync(Operator.FirstOwnerId, ct) ?? first;
    }
}
