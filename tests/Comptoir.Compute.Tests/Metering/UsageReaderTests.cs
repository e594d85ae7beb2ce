using System.Text.Json;
using Comptoir.Compute.Metering;

namespace Comptoir.Compute.Tests.Metering;

/// <summary>The same call as different providers report it.</summary>
public sealed class UsageReaderTests
{
    public static TheoryData<string, string, Usage> Reports => new()
    {
        { "OpenAI chat", """{"usage":{"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,"prompt_tokens_details":{"cached_tokens":60},"completion_tokens_details":{"reasoning_tokens":20}}}""", new() { Input = 40, CacheRead = 60, Output = 50, Reasoning = 20 } },
        { "reasoning beside the completion", """{"usage":{"prompt_tokens":100,"completion_tokens":30,"total_tokens":150,"completion_tokens_details":{"reasoning_tokens":20}}}""", new() { Input = 100, Output = 50, Reasoning = 20 } },
        { "DeepSeek's cache", """{"usage":{"prompt_tokens":100,"completion_tokens":5,"prompt_cache_hit_tokens":64,"prompt_cache_miss_tokens":36}}""", new() { Input = 36, CacheRead = 64, Output = 5 } },
        { "vLLM without details", """{"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12,"prompt_tokens_details":null}}""", new() { Input = 9, Output = 3 } },
        { "OpenAI responses", """{"response":{"usage":{"input_tokens":100,"input_tokens_details":{"cached_tokens":40},"output_tokens":9,"output_tokens_details":{"reasoning_tokens":4},"total_tokens":109}}}""", new() { Input = 60, CacheRead = 40, Output = 9, Reasoning = 4 } },
        { "Anthropic messages", """{"usage":{"input_tokens":10,"cache_read_input_tokens":200,"cache_creation_input_tokens":50,"cache_creation":{"ephemeral_5m_input_tokens":30,"ephemeral_1h_input_tokens":20},"output_tokens":7}}""", new() { Input = 10, CacheRead = 200, CacheWrite = 30, CacheWriteLong = 20, Output = 7 } },
        { "Anthropic's first event", """{"type":"message_start","message":{"usage":{"input_tokens":10,"output_tokens":1}}}""", new() { Input = 10, Output = 1 } },
        { "Bedrock Converse", """{"usage":{"inputTokens":10,"outputTokens":7,"totalTokens":17,"cacheReadInputTokens":5}}""", new() { Input = 10, CacheRead = 5, Output = 7 } },
        { "audio", """{"usage":{"prompt_tokens":100,"completion_tokens":50,"prompt_tokens_details":{"audio_tokens":30},"completion_tokens_details":{"audio_tokens":45}}}""", new() { Input = 70, AudioInput = 30, Output = 5, AudioOutput = 45 } },
        { "Gemini", """{"usageMetadata":{"promptTokenCount":20,"cachedContentTokenCount":5,"candidatesTokenCount":7,"thoughtsTokenCount":3}}""", new() { Input = 15, CacheRead = 5, Output = 10, Reasoning = 3 } },
        { "Ollama's own", """{"done":true,"prompt_eval_count":26,"eval_count":290}""", new() { Input = 26, Output = 290 } },
        { "llama.cpp timings", """{"timings":{"prompt_n":11,"cache_n":4,"predicted_n":8}}""", new() { Input = 11, CacheRead = 4, Output = 8 } },
        { "Groq's stream", """{"x_groq":{"usage":{"prompt_tokens":9,"completion_tokens":3}}}""", new() { Input = 9, Output = 3 } },
        { "more cached than there is", """{"usage":{"prompt_tokens":10,"completion_tokens":-3,"prompt_tokens_details":{"cached_tokens":60}}}""", new() { CacheRead = 10 } },
        { "numbers as 12.0", """{"usage":{"prompt_tokens":12.0,"completion_tokens":3.0}}""", new() { Input = 12, Output = 3 } },
    };

    [Theory, MemberData(nameof(Reports))]
    public void Every_form_of_usage_is_read(string form, string json, Usage expected) =>
        UsageReader.FromAnswer(JsonDocument.Parse(json).RootElement).ShouldBe(expected, form);

    [Theory]
    [InlineData("""{"usage":null}""")]
    [InlineData("""{"usage":{}}""")]
    [InlineData("""{"usage":"none"}""")]
    [InlineData("[]")]
    public void What_holds_no_usage_gives_none(string json) => UsageReader.FromAnswer(JsonDocument.Parse(json).RootElement).ShouldBeNull();

    [Fact]
    public void A_later_report_of_a_stream_replaces_what_it_names_and_keeps_the_rest() =>
        new Usage { Input = 10, CacheRead = 5, Output = 1 }.Then(new Usage { Output = 40 }).ShouldBe(new Usage { Input = 10, CacheRead = 5, Output = 40 });
}
