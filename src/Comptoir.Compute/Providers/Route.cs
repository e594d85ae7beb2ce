using System.Text.Json.Nodes;
using Comptoir.Compute.Gateway;
using Comptoir.Compute.Keys;
using Comptoir.Compute.Setup;

namespace Comptoir.Compute.Providers;

/// <summary>How a call of a door reaches a provider: where, what, and what has to be translated.</summary>
/// <param name="Translations">From the caller's to the provider's; empty: bytes pass.</param>
internal sealed record Route(string Path, JsonObject Body, IReadOnlyList<Translation> Translations)
{
    /// <summary>Null: this provider has no such thing (embeddings at Anthropic).</summary>
    public static Route? Of(GatewayCall call, Provider provider, Deployment deployment, bool limitOutput)
    {
        var native = (call.Door, provider.Dialect) switch
        {
            (Door.Chat, ProviderDialect.OpenAi) => "/chat/completions",
            (Door.Embeddings, ProviderDialect.OpenAi) => "/embeddings",
            (Door.Responses, ProviderDialect.OpenAi) when deployment.Capabilities.Contains(Capability.Responses) => "/responses",
            (Door.Messages, ProviderDialect.Anthropic) => "/messages",
            _ => null,
        };
        if (native is null && call.Door == Door.Embeddings) return null;
        var body = (JsonObject)call.Body.DeepClone();
        var translations = new List<Translation>();
        if (native is null)
        {
            if (call.Door == Door.Messages) translations.Add(new MessagesToChat());
            if (call.Door == Door.Responses) translations.Add(new ResponsesToChat());
            if (provider.Dialect == ProviderDialect.Anthropic) translations.Add(new ChatToMessages(deployment.MaxOutput));
            if (provider.Dialect == ProviderDialect.Bedrock) translations.Add(new ChatToConverse());
        }

        // so that what was reserved is what can be used
        if (limitOutput && call.MaxOutput is null && call.Door != Door.Embeddings) body[call.Door switch { Door.Chat => "max_completion_tokens", Door.Responses => "max_output_tokens", _ => "max_tokens" }] = deployment.MaxOutput;
        foreach (var translation in translations) body = translation.Request(body);
        body["model"] = deployment.Model;
        if (call.Stream && provider.Dialect == ProviderDialect.OpenAi && (native ?? "/chat/completions") == "/chat/completions")
        {
            var options = body["stream_options"] as JsonObject ?? [];
            options["include_usage"] = true;
            body["stream_options"] = options.DeepClone();
        }

        var path = native ?? (provider.Dialect == ProviderDialect.Anthropic ? "/messages" : "/chat/completions");
        if (provider.Dialect == ProviderDialect.Bedrock)
        {
            path = $"/model/{Uri.EscapeDataString(deployment.Model)}/{(call.Stream ? "converse-stream" : "converse")}";
            body.Remove("model");
            body.Remove("stream");
        }

        return new(path, body, translations);
    }
}
