using System.Text.Json;

namespace Comptoir.Compute.Metering;

/// <summary>Reads usage in every form in which providers report it. Numbers that make no sense (negative, parts greater than the whole) are brought to the nearest that do.</summary>
internal static class UsageReader
{
    /// <summary>Greatest count believed; a provider that reports more is broken, and its number must not overflow a price.</summary>
    private const long Most = 1_000_000_000_000;

    /// <summary>The usage in an answer, a stream's chunk or an event; null when it has none.</summary>
    public static Usage? FromAnswer(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return null;
        if (Member(root, "usage") is { } usage) return Read(usage);
        if (Member(root, "response") is { } response && Member(response, "usage") is { } ofResponse) return Read(ofResponse);
        if (Member(root, "message") is { } message && Member(message, "usage") is { } ofMessage) return Read(ofMessage);
        if (Member(root, "metadata") is { } metadata && Member(metadata, "usage") is { } ofMetadata) return Read(ofMetadata);
        if (Member(root, "x_groq") is { } groq && Member(groq, "usage") is { } ofGroq) return Read(ofGroq);
        if (Member(root, "usageMetadata") is { } gemini) return Read(gemini);
        if (Member(root, "timings") is { } timings && Has(timings, "predicted_n"))
            return new Usage { Input = Number(timings, "prompt_n"), CacheRead = Number(timings, "cache_n"), Output = Number(timings, "predicted_n") };
        return Has(root, "prompt_eval_count") || Has(root, "eval_count") ? new Usage { Input = Number(root, "prompt_eval_count"), Output = Number(root, "eval_count") } : null;
    }

    /// <summary>A usage object by itself; null when it has none of the known forms.</summary>
    public static Usage? Read(JsonElement usage) =>
        usage.ValueKind != JsonValueKind.Object ? null
        : Has(usage, "prompt_tokens") || Has(usage, "completion_tokens") ? ChatCompletions(usage)
        : Has(usage, "inputTokens") || Has(usage, "outputTokens") ? Converse(usage)
        : Has(usage, "input_tokens") || Has(usage, "output_tokens") ? (Has(usage, "total_tokens") || Has(usage, "input_tokens_details") ? Responses(usage) : Messages(usage))
        : Has(usage, "promptTokenCount") ? Gemini(usage)
        : null;

    /// <summary>OpenAI's and its many relatives': cached tokens are part of the prompt, reasoning mostly part of the completion.</summary>
    private static Usage ChatCompletions(JsonElement u)
    {
        var (prompt, completion) = (Number(u, "prompt_tokens"), Number(u, "completion_tokens"));
        var (inDetails, outDetails) = (Member(u, "prompt_tokens_details"), Member(u, "completion_tokens_details"));
        var cached = First(Number(inDetails, "cached_tokens"), Number(u, "prompt_cache_hit_tokens"), Number(u, "cached_tokens"), Number(u, "cache_read_input_tokens"));
        var written = First(Number(inDetails, "cache_write_tokens"), Number(inDetails, "cache_creation_tokens"), Number(u, "cache_creation_input_tokens"));
        var reasoning = First(Number(outDetails, "reasoning_tokens"), Number(u, "reasoning_tokens"));
        // some count reasoning beside the completion; their total gives it away
        if (reasoning > 0 && Number(u, "total_tokens") == prompt + completion + reasoning) completion += reasoning;
        return Parts(prompt, cached, written, 0, Number(inDetails, "audio_tokens"), completion, reasoning, Number(outDetails, "audio_tokens"));
    }

    private static Usage Responses(JsonElement u)
    {
        var (inDetails, outDetails) = (Member(u, "input_tokens_details"), Member(u, "output_tokens_details"));
        return Parts(Number(u, "input_tokens"), Number(inDetails, "cached_tokens"), Number(inDetails, "cache_write_tokens"), 0, Number(inDetails, "audio_tokens"),
            Number(u, "output_tokens"), Number(outDetails, "reasoning_tokens"), Number(outDetails, "audio_tokens"));
    }

    /// <summary>Anthropic's: cached tokens are counted beside the input.</summary>
    private static Usage Messages(JsonElement u)
    {
        var written = Number(u, "cache_creation_input_tokens");
        var hour = Math.Min(Number(Member(u, "cache_creation"), "ephemeral_1h_input_tokens"), written);
        return new Usage
        {
            Input = Number(u, "input_tokens"),
            CacheRead = Number(u, "cache_read_input_tokens"),
            CacheWrite = written - hour,
            CacheWriteLong = hour,
            Output = Number(u, "output_tokens"),
        };
    }

    /// <summary>Amazon Bedrock's Converse: cached tokens are counted beside the input.</summary>
    private static Usage Converse(JsonElement u) => new()
    {
        Input = Number(u, "inputTokens"),
        CacheRead = First(Number(u, "cacheReadInputTokens"), Number(u, "cacheReadInputTokenCount")),
        CacheWrite = First(Number(u, "cacheWriteInputTokens"), Number(u, "cacheWriteInputTokenCount")),
        Output = Number(u, "outputTokens"),
    };

    private static Usage Gemini(JsonElement u) => Parts(
        Number(u, "promptTokenCount"), Number(u, "cachedContentTokenCount"), 0, 0, 0, Number(u, "candidatesTokenCount") + Number(u, "thoughtsTokenCount"), Number(u, "thoughtsTokenCount"), 0);

    private static Usage Parts(long prompt, long cached, long written, long writtenLong, long audioIn, long completion, long reasoning, long audioOut)
    {
        cached = Math.Min(cached, prompt);
        written = Math.Min(written, prompt - cached);
        audioIn = Math.Min(audioIn, prompt - cached - written);
        audioOut = Math.Min(audioOut, completion);
        return new Usage
        {
            Input = prompt - cached - written - writtenLong - audioIn,
            CacheRead = cached,
            CacheWrite = written,
            CacheWriteLong = writtenLong,
            AudioInput = audioIn,
            Output = completion - audioOut,
            Reasoning = Math.Min(reasoning, completion - audioOut),
            AudioOutput = audioOut,
        };
    }

    private static long First(params ReadOnlySpan<long> values)
    {
        foreach (var value in values)
            if (value > 0) return value;
        return 0;
    }

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } there && there.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static bool Has(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number;

    private static long Number(JsonElement? element, string name)
    {
        if (element is not { ValueKind: JsonValueKind.Object } there || !there.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.Number) return 0;
        // 12.0 is what some write for 12
        return value.TryGetInt64(out var whole) ? Math.Clamp(whole, 0, Most) : value.TryGetDouble(out var real) && real > 0 ? (long)Math.Min(Math.Ceiling(real), Most) : 0;
    }
}
