using Comptoir.Ordering.Operators;
using Microsoft.AspNetCore.Identity;

namespace Comptoir.Web.Console.Access;

/// <summary>
/// Shows operators to ASP.NET Core Identity, whose passkey handler looks them and their passkeys up through this. Operators are changed
/// through <see cref="IOperatorStore"/> alone, so what would change one here is refused.
/// </summary>
internal sealed class OperatorUsers(IOperatorStore operators) : IUserPasskeyStore<Operator>
{
    public Task<string> GetUserIdAsync(Operator user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(Operator user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    public Task<string?> GetNormalizedUserNameAsync(Operator user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Id);

    public async Task<Operator?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        userId.Length <= 100 && await operators.GetAsync(userId, cancellationToken) is { RemovedAt: null } found ? found : null;

    public Task<Operator?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => Task.FromResult<Operator?>(null);

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Operator user, CancellationToken cancellationToken) =>
        [.. (await operators.ListPasskeysAsync(user.Id, cancellationToken)).Select(InfoOf)];

    public async Task<Operator?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await operators.FindPasskeyAsync(Passkeys.IdOf(credentialId), cancellationToken) is { } passkey ? await FindByIdAsync(passkey.OperatorId, cancellationToken) : null;

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Operator user, byte[] credentialId, CancellationToken cancellationToken) =>
        await operators.FindPasskeyAsync(Passkeys.IdOf(credentialId), cancellationToken) is { } passkey && passkey.OperatorId == user.Id ? InfoOf(passkey) : null;

    public Task AddOrUpdatePasskeyAsync(Operator user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw Unchangeable();

    public Task RemovePasskeyAsync(Operator user, byte[] credentialId, CancellationToken cancellationToken) => throw Unchangeable();

    public Task SetUserNameAsync(Operator user, string? userName, CancellationToken cancellationToken) => throw Unchangeable();

    public Task SetNormalizedUserNameAsync(Operator user, string? normalizedName, CancellationToken cancellationToken) => throw Unchangeable();

    public Task<IdentityResult> CreateAsync(Operator user, CancellationToken cancellationToken) => throw Unchangeable();

    public Task<IdentityResult> UpdateAsync(Operator user, CancellationToken cancellationToken) => throw Unchangeable();

    public Task<IdentityResult> DeleteAsync(Operator user, CancellationToken cancellationToken) => throw Unchangeable();

    public void Dispose()
    {
        // the store lives as long as the server
    }

    private static NotSupportedException Unchangeable() => new("Operators are changed through IOperatorStore.");

    private static UserPasskeyInfo InfoOf(Passkey passkey)
    {
        var (id, uses) = (Passkeys.BytesOf(passkey.Id), (uint)passkey.SignCount);
        return new(id, passkey.PublicKey, passkey.CreatedAt, uses, [.. passkey.Transports], passkey.UserVerified, passkey.BackupEligible, passkey.BackedUp, [], []) { Name = passkey.Name };
    }
}
