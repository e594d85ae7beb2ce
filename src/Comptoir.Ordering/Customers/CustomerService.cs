using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Ordering.Attempts;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;

namespace Comptoir.Ordering.Customers;

/// <summary>
/// Shoppers' accounts. An e-mail address counts as the shopper's own only once a link sent there was followed; until then an account
/// shows nothing but what was done while signed in to it.
/// </summary>
public sealed class CustomerService(ICustomerStore customers, IOrderingStore store, IAttemptStore attempts, TimeProvider time)
{
    private const string Link = "link";

    /// <summary>Begins the token of the link that a registration sends; it is part of what is hashed, so nobody can add it.</summary>
    private const string Confirmation = "c.";
    private const string Session = "session";
    private const int Attempts = 5;
    private const int MostTries = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan SessionLifetime = TimeSpan.FromDays(30);
    private readonly AttemptLimit _passwords = new(attempts, time, "password", MostTries, Pause);
    private readonly AttemptLimit _links = new(attempts, time, "link", MostTries, Pause);

    /// <summary>Less only in tests.</summary>
    internal int PasswordIterations { get; init; } = Passwords.Iterations;

    /// <summary>Opens an account. Refused: Invalid (e-mail, names, a password of fewer than 10 characters), Conflict (<c>email_taken</c>).</summary>
    /// <param name="password">Null: signs in by link only.</param>
    /// <param name="linkPrefix">As in <see cref="SendLinkAsync"/>; the link sent there proves the e-mail address and keeps the password.</param>
    public async Task<Result<Customer>> RegisterAsync(string shopId, string email, string? password, string? firstName, string? lastName, string language, string linkPrefix, CancellationToken ct)
    {
        if (InputLimits.Check(new Buyer(firstName, lastName, email), "$", language) is { } refusal) return refusal;
        if (string.IsNullOrWhiteSpace(email)) return new Refusal(RefusalKind.Invalid, "invalid_email", Wording.InvalidEmail(language), "$.email");
        if (password is not null && CheckPassword(password, language) is { } weak) return weak;
        var taken = new Refusal(RefusalKind.Conflict, "email_taken", Wording.EmailTaken(language), "$.email");
        if (await customers.FindByEmailAsync(shopId, AddressBook.Key(email), ct) is not null) return taken;
        var buyer = InputLimits.Clean(new Buyer(firstName, lastName))!;
        var customer = new Customer
        {
            Id = Ids.New("cust", time),
            ShopId = shopId,
            Email = AddressBook.Key(email),
            FirstName = buyer.FirstName,
            LastName = buyer.LastName,
            Language = language,
            PasswordHash = password is null ? null : Passwords.Hash(password, PasswordIterations),
            CreatedAt = time.GetUtcNow(),
            Version = 1,
        };
        if (!await customers.SaveAsync(customer, ct)) return taken;
        await SendAsync(customer, Confirmation + NewToken(), language, linkPrefix, ct);
        return customer;
    }

    /// <summary>Refused: Forbidden, with <c>invalid_credentials</c> whatever was wrong, or <c>too_many_attempts</c> for 15 minutes after five failures.</summary>
    public async Task<Result<Customer>> SignInAsync(string shopId, string email, string password, string language, CancellationToken ct)
    {
        var name = AddressBook.Key(email);
        if (!await _passwords.TryAsync(shopId, name, ct)) return new Refusal(RefusalKind.Forbidden, "too_many_attempts", Wording.TooManyAttempts(language));
        var customer = InputLimits.IsEmail(email.Trim()) ? await customers.FindByEmailAsync(shopId, AddressBook.Key(email), ct) : null;
        if (Passwords.Matches(password, customer?.PasswordHash ?? Passwords.Nobody(PasswordIterations)) && customer is not null)
        {
            await _passwords.ForgiveAsync(shopId, name, ct);
            return customer;
        }

        return new Refusal(RefusalKind.Forbidden, "invalid_credentials", Wording.WrongPassword(language));
    }

    /// <summary>Sends a sign-in link if there is an account; the caller cannot tell. At most five in 15 minutes to one address.</summary>
    /// <param name="linkPrefix">Absolute address to which the token is appended, for example <c>https://shop.example/account/link?token=</c>.</param>
    public async Task SendLinkAsync(string shopId, string email, string language, string linkPrefix, CancellationToken ct)
    {
        if (!await _links.TryAsync(shopId, AddressBook.Key(email), ct)) return;
        if (!InputLimits.IsEmail(email.Trim()) || await customers.FindByEmailAsync(shopId, AddressBook.Key(email), ct) is not { } customer) return;
        await SendAsync(customer, NewToken(), language, linkPrefix, ct);
    }

    /// <summary>
    /// Who followed a link, whose e-mail address is proven by it. A link asked for at sign-in, not the one of the
    /// registration, says nothing about who set the password of an unproven account: that account is then parted from the address, and
    /// the address's owner gets a new one.
    /// </summary>
    public async Task<Result<Customer>> RedeemLinkAsync(string shopId, string token, string language, CancellationToken ct)
    {
        var invalid = new Refusal(RefusalKind.Forbidden, "link_invalid", Wording.LinkInvalid(language));
        if (token.Length > 100 || await customers.RedeemTokenAsync(shopId, Link, HashOf(token), time.GetUtcNow(), ct) is not { } redeemed) return invalid;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await customers.GetAsync(shopId, redeemed.Id, ct) is not { } customer) return invalid;
            if (customer.VerifiedAt is not null) return customer;
            var now = time.GetUtcNow();
            if (customer.PasswordHash is null || token.StartsWith(Confirmation, StringComparison.Ordinal))
            {
                var verified = customer with { VerifiedAt = now, Version = customer.Version + 1 };
                if (await customers.SaveAsync(verified, ct)) return verified;
                continue;
            }

            if (!await customers.SaveAsync(customer with { Email = $"{customer.Id}@unproven.invalid", Version = customer.Version + 1 }, ct)) continue;
            var owner = new Customer { Id = Ids.New("cust", time), ShopId = shopId, Email = redeemed.Email, Language = redeemed.Language, VerifiedAt = now, CreatedAt = now, Version = 1 };
            return await customers.SaveAsync(owner, ct) ? owner : invalid;
        }

        return invalid;
    }

    /// <summary>Sets or replaces the password of the customer who is signed in. Customers whom an agent made known begin with a link and choose their password here.</summary>
    public async Task<Result<Customer>> SetPasswordAsync(string shopId, string customerId, string password, string language, CancellationToken ct) =>
        CheckPassword(password, language) is { } weak ? weak
        : await ChangeAsync(shopId, customerId, customer => customer with { PasswordHash = Passwords.Hash(password, PasswordIterations) }, language, ct);

    /// <summary>A new session's token; only its hash is kept, for 30 days.</summary>
    public async Task<string> OpenSessionAsync(Customer customer, CancellationToken ct)
    {
        var token = NewToken();
        await customers.AddTokenAsync(customer.ShopId, customer.Id, Session, HashOf(token), time.GetUtcNow() + SessionLifetime, ct);
        return token;
    }

    /// <summary>Null when the session is unknown or over.</summary>
    public async Task<Customer?> FindSessionAsync(string shopId, string token, CancellationToken ct) =>
        token.Length > 100 ? null : await customers.RedeemTokenAsync(shopId, Session, HashOf(token), time.GetUtcNow(), ct);

    public Task CloseSessionAsync(string shopId, string token, CancellationToken ct) => customers.RemoveTokenAsync(shopId, HashOf(token), ct);

    /// <summary>Replaces the saved addresses; those without an id get one.</summary>
    public async Task<Result<Customer>> SaveAddressesAsync(string shopId, string customerId, IReadOnlyList<Address> addresses, string language, CancellationToken ct)
    {
        if (addresses.Count > AddressBook.MostAddresses) return new Refusal(RefusalKind.Invalid, "too_many_addresses", Wording.TooMany(language, "addresses", AddressBook.MostAddresses), "$.addresses");
        for (var i = 0; i < addresses.Count; i++)
            if (InputLimits.Check(addresses[i], $"$.addresses[{i}]", language) is { } refusal) return refusal;
        IReadOnlyList<Address> clean = [.. addresses.Select(InputLimits.Clean).Select(a => a with { Id = a.Id ?? Ids.New("addr", time) })];
        return await ChangeAsync(shopId, customerId, customer => customer with { Addresses = clean }, language, ct);
    }

    /// <summary>Newest first: orders placed while signed in and, once the e-mail address is proven, all orders under it.</summary>
    public async Task<IReadOnlyList<Order>> ListOrdersAsync(Customer customer, int limit, CancellationToken ct)
    {
        var own = await store.ListOrdersAsync(customer.ShopId, new OrderFilter(CustomerId: customer.Id, Limit: limit), ct);
        if (customer.VerifiedAt is null) return own;
        var byEmail = await store.ListOrdersAsync(customer.ShopId, new OrderFilter(Email: customer.Email, Limit: limit), ct);
        return [.. own.Concat(byEmail).DistinctBy(o => o.Id).OrderByDescending(o => o.CreatedAt).Take(limit)];
    }

    private async Task<Result<Customer>> ChangeAsync(string shopId, string customerId, Func<Customer, Customer> change, string language, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await customers.GetAsync(shopId, customerId, ct) is not { } customer)
                return new Refusal(RefusalKind.NotFound, "not_found", Wording.NotFound(language, "Customer", "Client"));
            var changed = change(customer) with { Version = customer.Version + 1 };
            if (await customers.SaveAsync(changed, ct)) return changed;
        }

        return new Refusal(RefusalKind.Conflict, "changed_meanwhile", Wording.ChangedMeanwhile(language));
    }

    private static Refusal? CheckPassword(string password, string language) =>
        password.Length < Passwords.Shortest ? new(RefusalKind.Invalid, "weak_password", Wording.WeakPassword(language, Passwords.Shortest), "$.password")
        : InputLimits.CheckText(password, "$.password", language, Passwords.Longest);

    private async Task SendAsync(Customer customer, string token, string language, string linkPrefix, CancellationToken ct)
    {
        var (shopId, now) = (customer.ShopId, time.GetUtcNow());
        await customers.AddTokenAsync(shopId, customer.Id, Link, HashOf(token), now + LinkLifetime, ct);
        var message = new OutboxMessage
        {
            Id = Ids.New("msg", time),
            ShopId = shopId,
            Kind = "email",
            Topic = "sign_in",
            Target = customer.Email,
            Language = language,
            Data = new JsonObject { ["link"] = linkPrefix + token }.ToJsonString(),
            CreatedAt = now,
            NextAttemptAt = now,
        };
        await store.CommitAsync(new Transition(shopId) { Outbox = [message] }, ct);
    }

    private static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
