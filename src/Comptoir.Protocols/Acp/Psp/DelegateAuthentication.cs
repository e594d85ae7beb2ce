using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Catalog.Offers;
using Comptoir.Ordering;
using Comptoir.Ordering.Payments.Testing;

namespace Comptoir.Protocols.Acp.Psp;

/// <summary>
/// The test bank's side of delegated authentication (3-D Secure 2 in a browser). Card …3155 first wants a fingerprint and then asks the
/// buyer; …0002 is refused; …0341 is not enrolled; all others are waved through, unless the caller demands a challenge.
/// </summary>
internal sealed class DelegateAuthentication(ITestVault vault, IOrderingStore ordering, TimeProvider time)
{
    private const string MessageVersion = "2.2.0";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    public async Task<AcpAnswer> CreateAsync(AcpCall call, JsonObject body, CancellationToken ct)
    {
        var (read, now) = (new WireReader(), time.GetUtcNow());
        var session = Session(read, body, call, now);
        var key = call.Key("acp_create_authentication", null, body);
        if (read.Problem is { } problem) return Bad(problem);
        return Conflict(await PspReplay.OnceAsync(ordering, call, key, Write(session, call, 201, withResult: false), () => vault.SaveAsync(session, ct), now, ct));
    }

    public async Task<AcpAnswer> AuthenticateAsync(AcpCall call, string id, JsonObject body, CancellationToken ct)
    {
        var read = new WireReader();
        if (read.Text(body, "fingerprint_completion", "$", 5) is not ("Y" or "N" or "U")) read.Refuse("invalid_request", "$.fingerprint_completion must be Y, N or U.", "$.fingerprint_completion");
        Channel(read, body);
        var notify = NotificationUrl(read, body);
        if (await FindAsync(call, id, ct) is not { } session) return Unknown();
        var key = call.Key("acp_authenticate", id, body);
        if (read.Problem is { } problem) return Bad(problem);
        if (IsOver(session)) return Write(session, call, 200, withResult: false);
        var answered = session.Answered();
        answered = answered with { NotificationUrl = notify ?? session.NotificationUrl };
        return Conflict(await PspReplay.OnceAsync(ordering, call, key, Write(answered, call, 200, withResult: false), () => answered.Version == session.Version ? Task.CompletedTask : vault.SaveAsync(answered, ct), time.GetUtcNow(), ct));
    }

    public async Task<AcpAnswer> GetAsync(AcpCall call, string id, CancellationToken ct) =>
        await FindAsync(call, id, ct) is { } session ? Write(session, call, 200, withResult: true) : Unknown();

    private TestAuthentication Session(WireReader read, JsonObject body, AcpCall call, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(read.Text(body, "merchant_id", "$", 256))) read.Refuse("invalid_request", "$.merchant_id is required.", "$.merchant_id");
        var card = read.Object(body, "payment_method", "$");
        if (card is null) read.Refuse("invalid_request", "$.payment_method is required.", "$.payment_method");
        if (read.Text(card, "type", "$.payment_method", 20) != "card") read.Refuse("invalid_request", "$.payment_method.type must be card.", "$.payment_method.type");
        if (string.IsNullOrWhiteSpace(read.Text(card, "name", "$.payment_method", 256))) read.Refuse("invalid_request", "$.payment_method.name is required.", "$.payment_method.name");
        var number = CardFields.Number(read, card, "$.payment_method");
        CardFields.Expiry(read, card, "$.payment_method", now);
        var amount = read.Object(body, "amount", "$");
        var value = read.Integer(amount, "value", "$.amount");
        if (value is null or < 1) read.Refuse("invalid_request", "$.amount.value must be a whole number of at least 1.", "$.amount.value");
        var currency = read.Text(amount, "currency", "$.amount", 10)?.ToUpperInvariant();
        if (currency is null || !Currencies.IsKnown(currency)) read.Refuse("invalid_request", "$.amount.currency must be an ISO 4217 code such as EUR.", "$.amount.currency");
        Channel(read, body);
        var flow = read.Object(body, "flow_preference", "$");
        var mandated = read.Text(flow, "type", "$.flow_preference", 20) == "challenge" && read.Text(read.Object(flow, "challenge", "$.flow_preference"), "type", "$.flow_preference.challenge", 20) == "mandated";
        var behaviour = number.Length == 0 ? TestFault.Invalid : TestVaultToken.BehaviourOf(number);
        if (number.Length > 0 && behaviour == TestFault.Invalid) read.Refuse("invalid_card", "The bank does not know this card.", "$.payment_method.number");
        return new(
            Ids.New("auth", time),
            call.ShopId,
            behaviour switch
            {
                TestFault.Action => TestAuthenticationState.Fingerprint,
                TestFault.TimeoutAfter => TestAuthenticationState.NotSupported,
                _ => TestAuthenticationState.Pending,
            },
            value ?? 0,
            currency ?? "",
            read.Text(body, "checkout_session_id", "$", 200),
            now + Lifetime)
        {
            Challenges = mandated || behaviour == TestFault.Action,
            Refuses = behaviour == TestFault.Decline,
            NotificationUrl = NotificationUrl(read, body),
        };
    }

    /// <summary>The browser's facts, which this bank does not need but a real one does.</summary>
    private static void Channel(WireReader read, JsonObject body)
    {
        if (read.Object(body, "channel", "$") is not { } channel) return;
        if (read.Text(channel, "type", "$.channel", 20) != "browser") read.Refuse("invalid_request", "$.channel.type must be browser.", "$.channel.type");
        var browser = read.Object(channel, "browser", "$.channel");
        foreach (var name in new[] { "accept_header", "ip_address", "language", "user_agent" })
            if (read.Text(browser, name, "$.channel.browser", 2000) is null) read.Refuse("invalid_request", $"$.channel.browser.{name} is required.", $"$.channel.browser.{name}");
        if (read.Boolean(browser, "javascript_enabled", "$.channel.browser") is not { } script) read.Refuse("invalid_request", "$.channel.browser.javascript_enabled is required.", "$.channel.browser.javascript_enabled");
        else if (script)
        {
            foreach (var name in new[] { "color_depth", "screen_height", "screen_width", "timezone_offset" })
                if (read.Integer(browser, name, "$.channel.browser") is null) read.Refuse("invalid_request", $"$.channel.browser.{name} is required.", $"$.channel.browser.{name}");
            if (read.Boolean(browser, "java_enabled", "$.channel.browser") is null) read.Refuse("invalid_request", "$.channel.browser.java_enabled is required.", "$.channel.browser.java_enabled");
        }
    }

    /// <summary>The bank's page leads there with a form: https, or plain http to this machine for trials.</summary>
    private static string? NotificationUrl(WireReader read, JsonObject body)
    {
        if (read.Text(body, "challenge_notification_url", "$", 1000) is not { } url) return null;
        if (Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.UserInfo.Length == 0 && (parsed.Scheme == Uri.UriSchemeHttps || (parsed.Scheme == Uri.UriSchemeHttp && parsed.IsLoopback))) return parsed.AbsoluteUri;
        read.Refuse("invalid_request", "$.challenge_notification_url must be an https address.", "$.challenge_notification_url");
        return null;
    }

    private async Task<TestAuthentication?> FindAsync(AcpCall call, string id, CancellationToken ct) =>
        id.StartsWith(TestAuthentication.Prefix, StringComparison.Ordinal) ? await vault.FindAuthenticationAsync(call.ShopId, id, ct) : null;

    private bool IsOver(TestAuthentication s) => time.GetUtcNow() >= s.ExpiresAt && s.State is TestAuthenticationState.Fingerprint or TestAuthenticationState.Pending or TestAuthenticationState.Challenge;

    private AcpAnswer Write(TestAuthentication s, AcpCall call, int status, bool withResult)
    {
        var over = IsOver(s);
        var body = new JsonObject
        {
            ["authentication_session_id"] = s.Id,
            ["status"] = over ? "expired" : s.State switch
            {
                TestAuthenticationState.Fingerprint or TestAuthenticationState.Challenge => "action_required",
                TestAuthenticationState.Pending => "pending",
                TestAuthenticationState.NotSupported => "not_supported",
                TestAuthenticationState.Authenticated => "authenticated",
                _ => "not_authenticated",
            },
        };
        if (!over && s.State == TestAuthenticationState.Fingerprint)
            body["action"] = new JsonObject { ["type"] = "fingerprint", ["fingerprint"] = new JsonObject { ["three_ds_method_url"] = $"{call.BaseUrl}{PspEndpoints.Fingerprint}", ["three_ds_server_trans_id"] = s.TransactionId } };
        if (!over && s.State == TestAuthenticationState.Challenge)
        {
            body["action"] = new JsonObject
            {
                ["type"] = "challenge",
                ["challenge"] = new JsonObject { ["acs_url"] = $"{call.BaseUrl}{PspEndpoints.Challenge}/{s.Id}", ["acs_trans_id"] = $"acs-{s.TransactionId}", ["three_ds_server_trans_id"] = s.TransactionId, ["message_version"] = MessageVersion },
            };
        }

        return new(status, withResult ? body.Maybe("authentication_result", Result(s)) : body);
    }

    private static JsonObject? Result(TestAuthentication s) => s.State is not (TestAuthenticationState.Authenticated or TestAuthenticationState.NotAuthenticated) ? null : new JsonObject
    {
        ["trans_status"] = s.Cryptogram is null ? "N" : "Y",
        ["electronic_commerce_indicator"] = s.Cryptogram is null ? "07" : "05",
        ["transaction_id"] = s.TransactionId,
        ["three_ds_server_trans_id"] = s.TransactionId,
        ["version"] = MessageVersion,
    }.Maybe("three_ds_cryptogram", s.Cryptogram);

    private static AcpAnswer Bad(Refusal problem) => AcpErrors.Of(400, "invalid_card", problem.Message, problem.Path);

    /// <summary>This part of the specification wants 409 where all others want 422.</summary>
    private static AcpAnswer Conflict(AcpAnswer answer) => answer.Status == 422 ? answer with { Status = 409 } : answer;

    private static AcpAnswer Unknown() => AcpErrors.Of(404, "not_found", "There is no such authentication session.");
}
