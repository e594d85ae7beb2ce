using Comptoir.Ordering;
using Comptoir.Ordering.Outbox;
using Comptoir.Protocols.Ap2;
using Comptoir.Protocols.Embedded;
using Comptoir.Protocols.Extensions;
using Comptoir.Protocols.Identity;
using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Trust;
using Comptoir.Protocols.Ucp.Tokens;
using Comptoir.Search;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Comptoir.Protocols.Ucp;

/// <summary>What the UCP door needs in the container.</summary>
public static class UcpRegistration
{
    /// <summary>
    /// Adds <see cref="UcpOperations"/>, <see cref="AgentGate"/> and the webhook channel. The shop tools, the ordering services, the search and
    /// the stores are expected to be there.
    /// </summary>
    public static IServiceCollection AddUcp(this IServiceCollection services, Action<UcpOptions>? configure = null)
    {
        var options = services.AddOptions<UcpOptions>();
        if (configure is not null) options.Configure(configure);
        options.PostConfigure(ReadPinnedFiles)
            .Validate(o => UcpVersions.Supported.Contains(o.DefaultVersion), $"Ucp:DefaultVersion must be one of {string.Join(", ", UcpVersions.Supported)}.")
            .Validate(o => o.PublicUrl is null || (Uri.TryCreate(o.PublicUrl, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"), "Ucp:PublicUrl must be an absolute http or https address.")
            .Validate(o => o.EmbeddingOrigins.All(EmbeddedOrigins.IsOrigin), "Ucp:EmbeddingOrigins holds something that is no origin such as https://agent.example.")
            .Validate(o => o.PinnedProfiles.Values.All(p => AgentProfile.Parse(p) is not null), "Ucp:PinnedProfiles holds a document that is no UCP profile.")
            .Validate(o => o.MandateIssuers is null || AgentProfile.Document(o.MandateIssuers) is not null, "Ucp:MandateIssuers must be a JWK set.")
            .ValidateOnStart();
        services.AddAccountLinks();
        services.AddExtensions();
        services.AddSingleton<GuardedHttp>();
        services.AddSingleton<TrialAgent>();
        services.AddSingleton<AgentProfiles>();
        services.AddSingleton<ClientDocuments>();
        services.AddSingleton<ClientProof>();
        services.AddSingleton<AgentPolicies>();
        services.AddSingleton(s => new AgentGate(
            s.GetRequiredService<AgentProfiles>(), s.GetRequiredService<AgentPolicies>(), s.GetRequiredService<GuardedHttp>(), s.GetRequiredService<ProductSearch>(), s.GetRequiredService<IOptions<UcpOptions>>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ShopKeys>();
        services.AddSingleton<AgentLog>();
        services.AddHostedService(s => s.GetRequiredService<AgentLog>());
        services.AddSingleton<AgentTalk>();
        services.AddSingleton<IdempotencyOutage>();
        services.AddSingleton<EmbeddedOrigins>();
        services.AddSingleton(s => new Ap2Door(
            s.GetRequiredService<ShopKeys>(), s.GetRequiredService<AgentProfiles>(), s.GetRequiredService<IOrderingStore>(), s.GetRequiredService<IOptions<UcpOptions>>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<Ap2Door>>()));
        services.AddSingleton<UcpOperations>();
        services.AddSingleton<TestTokenizer>();
        services.AddSingleton<EmbeddedCheckouts>();
        services.AddSingleton<UcpRestDoor>();
        services.AddSingleton<IOutboxChannel, UcpWebhookChannel>();
        return services;
    }

    private static void ReadPinnedFiles(UcpOptions options)
    {
        foreach (var (url, value) in options.PinnedProfiles.ToList())
            if (!value.TrimStart().StartsWith('{')) options.PinnedProfiles[url] = File.ReadAllText(value);
    }
}
