using System.Diagnostics;
using System.Diagnostics.Metrics;
using Comptoir.Compute.Metering;
using Comptoir.Compute.Setup;

namespace Comptoir.Compute.Gateway;

/// <summary>Spans and metrics by OpenTelemetry's conventions for generative AI; what they do not know (cost, contract, decision) under <c>comptoir.*</c>.</summary>
internal static class Telemetry
{
    private static readonly ActivitySource Source = new("Comptoir.Compute");
    private static readonly Meter Meter = new("Comptoir.Compute");
    private static readonly Histogram<long> Tokens = Meter.CreateHistogram<long>("gen_ai.client.token.usage", "{token}");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("gen_ai.client.operation.duration", "s");
    private static readonly Histogram<double> FirstChunk = Meter.CreateHistogram<double>("gen_ai.client.operation.time_to_first_chunk", "s");
    private static readonly Counter<double> Spent = Meter.CreateCounter<double>("comptoir.compute.cost", "{currency}");

    public static Activity? Start(CallRecord call, Provider provider)
    {
        var span = Source.StartActivity($"{Operation(call)} {call.Asked}", ActivityKind.Client);
        span?.SetTag("gen_ai.operation.name", Operation(call)).SetTag("gen_ai.provider.name", Name(provider)).SetTag("gen_ai.request.model", call.Model)
            .SetTag("comptoir.call.id", call.Id).SetTag("comptoir.deployment", call.Deployment).SetTag("comptoir.routing.reason", call.Reason).SetTag("comptoir.contract", call.Contract);
        return span;
    }

    public static void End(Activity? span, CallRecord call)
    {
        TagList tags = new() { { "gen_ai.operation.name", Operation(call) }, { "gen_ai.provider.name", call.Provider }, { "gen_ai.request.model", call.Model } };
        if (call.EndedAt is { } ended) Duration.Record((ended - call.StartedAt).TotalSeconds, tags);
        if (call.FirstByte > 0) FirstChunk.Record(call.FirstByte / 1000, tags);
        if (call.Usage is { } usage)
        {
            Tokens.Record(usage.Prompt, [.. tags, new("gen_ai.token.type", "input")]);
            Tokens.Record(usage.Output + usage.AudioOutput, [.. tags, new("gen_ai.token.type", "output")]);
            span?.SetTag("gen_ai.usage.input_tokens", usage.Prompt).SetTag("gen_ai.usage.output_tokens", usage.Output + usage.AudioOutput)
                .SetTag("gen_ai.usage.cache_read.input_tokens", usage.CacheRead).SetTag("gen_ai.usage.cache_creation.input_tokens", usage.CacheWrite + usage.CacheWriteLong)
                .SetTag("gen_ai.usage.reasoning.output_tokens", usage.Reasoning);
        }

        if (call.Cost is { } cost) Spent.Add(cost / 1e9, [.. tags, new("comptoir.currency", call.Currency)]);
        span?.SetTag("gen_ai.response.id", call.ProviderId).SetTag("comptoir.call.state", call.State.ToString()).SetTag("comptoir.cost.nano", call.Cost);
        if (call.Flags.Count > 0 && call.State is not CallState.Settled) span?.SetStatus(ActivityStatusCode.Error, call.Flags[0]);
    }

    private static string Operation(CallRecord call) => call.Door == "embeddings" ? "embeddings" : "chat";

    private static string Name(Provider provider) => provider.Dialect switch { ProviderDialect.Anthropic => "anthropic", ProviderDialect.Bedrock => "aws.bedrock", _ => provider.Id };
}
