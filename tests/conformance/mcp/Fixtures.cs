using System.ComponentModel;
using System.Text;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Comptoir.McpConformance;

/// <summary>The tools, prompts and resources that the scenarios call by name (their names and texts are the runner's).</summary>
internal static class Fixtures
{
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";
    private const string Silence = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=";

    private static readonly McpServerPrimitiveCollection<McpServerTool> Tools = [.. Plain(), .. Talking(), .. Questions.Tools()];

    private static readonly McpServerPrimitiveCollection<McpServerPrompt> Prompts =
    [
        McpServerPrompt.Create(() => "This is a simple prompt for testing.", new() { Name = "test_simple_prompt", Description = "For the scenario of that name." }),
        McpServerPrompt.Create(([Description("First")] string arg1, [Description("Second")] string arg2) => $"Prompt with arguments: arg1='{arg1}', arg2='{arg2}'", new() { Name = "test_prompt_with_arguments", Description = "For the scenario of that name." }),
        McpServerPrompt.Create((string resourceUri) => new[]
        {
            User(new EmbeddedResourceBlock { Resource = new TextResourceContents { Uri = resourceUri, MimeType = "text/plain", Text = "Embedded resource content for testing." } }),
            User(new TextContentBlock { Text = "Please process the embedded resource above." }),
        }, new() { Name = "test_prompt_with_embedded_resource", Description = "For the scenario of that name." }),
        McpServerPrompt.Create(() => new[] { User(Picture()), User(new TextContentBlock { Text = "Please analyze the image above." }) }, new() { Name = "test_prompt_with_image", Description = "For the scenario of that name." }),
        Questions.Prompt(),
    ];

    private static readonly McpServerResourceCollection Resources =
    [
        McpServerResource.Create(() => "This is the content of the static text resource.", new() { UriTemplate = "test://static-text", Name = "Static text", MimeType = "text/plain" }),
        McpServerResource.Create(() => new BlobResourceContents { Uri = "test://static-binary", MimeType = "image/png", Blob = Encoding.ASCII.GetBytes(Pixel) }, new() { UriTemplate = "test://static-binary", Name = "Static binary", MimeType = "image/png" }),
        McpServerResource.Create((string id) => new TextResourceContents
        {
            Uri = $"test://template/{id}/data",
            MimeType = "application/json",
            Text = JsonSerializer.Serialize(new { id, templateTest = true, data = $"Data for ID: {id}" }),
        }, new() { UriTemplate = "test://template/{id}/data", Name = "Template", MimeType = "application/json" }),
        McpServerResource.Create(() => "Watched.", new() { UriTemplate = "test://watched-resource", Name = "Watched", MimeType = "text/plain" }),
    ];

    public static void AddTo(McpServerOptions options)
    {
        (options.ToolCollection, options.PromptCollection, options.ResourceCollection) = (Tools, Prompts, Resources);
        var complete = options.Handlers.CompleteHandler;
        options.Handlers.CompleteHandler = (request, ct) => request.Params?.Ref is PromptReference { Name: "test_prompt_with_arguments" } || complete is null
            ? ValueTask.FromResult(new CompleteResult { Completion = new() { Values = ["paris", "park", "party"], Total = 3, HasMore = false } })
            : complete(request, ct);
    }

    private static IEnumerable<McpServerTool> Plain() =>
    [
        Make("test_simple_text", () => "This is a simple text response for testing."),
        Make("test_image_content", () => Picture()),
        Make("test_audio_content", () => new AudioContentBlock { Data = Encoding.ASCII.GetBytes(Silence), MimeType = "audio/wav" }),
        Make("test_embedded_resource", () => new EmbeddedResourceBlock { Resource = new TextResourceContents { Uri = "test://embedded-resource", MimeType = "text/plain", Text = "This is an embedded resource content." } }),
        Make("test_multiple_content_types", () => new ContentBlock[]
        {
            new TextContentBlock { Text = "Multiple content types test:" },
            Picture(),
            new EmbeddedResourceBlock { Resource = new TextResourceContents { Uri = "test://mixed-content-resource", MimeType = "application/json", Text = """{"test":"data","value":123}""" } },
        }),
        Make("test_error_handling", string () => throw new McpException("This tool intentionally returns an error for testing")),
        Make("test_streaming_elicitation", () => "Nothing but this result is streamed."),
        Make("test_missing_capability", (RequestContext<CallToolRequestParams> context) => context.Server.ClientCapabilities?.Sampling is not null
            ? "The client can sample."
            : throw new MissingRequiredClientCapabilityException(new ClientCapabilities { Sampling = new() }, "The client must be able to sample.")),
        Make("test_header_tool", ([McpHeader("Region")] string region, string query) => $"{query} in {region}"),
        Schema(),
    ];

    /// <summary>Tools that speak with the client while they run.</summary>
    private static IEnumerable<McpServerTool> Talking() =>
    [
        Make("test_tool_with_logging", async (McpServer server, CancellationToken ct) =>
        {
            foreach (var text in (string[])["Tool execution started", "Tool processing data", "Tool execution completed"])
                await server.SendNotificationAsync("notifications/message", new LoggingMessageNotificationParams { Level = LoggingLevel.Info, Logger = "fixtures", Data = JsonSerializer.SerializeToElement(text) }, cancellationToken: ct);
            return "Logged.";
        }),
        Make("test_logging_tool", (McpServer server) =>
        {
            using var provider = server.AsClientLoggerProvider();
            provider.CreateLogger("fixtures").LogInformation("Only for clients that asked for it");
            return "Offered to the client's log.";
        }),
        Make("test_tool_with_progress", async (RequestContext<CallToolRequestParams> context, CancellationToken ct) =>
        {
            if (context.Params?.ProgressToken is { } token)
                foreach (var done in (int[])[0, 50, 100]) await context.Server.NotifyProgressAsync(token, new ProgressNotificationValue { Progress = done, Total = 100 }, cancellationToken: ct);
            return "Progressed.";
        }),
        Make("test_sampling", async (McpServer server, string prompt, CancellationToken ct) =>
        {
            var answer = await server.SampleAsync(new CreateMessageRequestParams { Messages = [new SamplingMessage { Role = Role.User, Content = [new TextContentBlock { Text = prompt }] }], MaxTokens = 100 }, ct);
            return $"LLM response: {answer.Content.OfType<TextContentBlock>().FirstOrDefault()?.Text}";
        }),
        Make("test_elicitation", (McpServer server, string message, CancellationToken ct) => ElicitAsync(server, message, new() { ["response"] = new ElicitRequestParams.StringSchema { Description = "The answer" } }, ct)),
        Make("test_elicitation_sep1034_defaults", (McpServer server, CancellationToken ct) => ElicitAsync(server, "Are these right?", new()
        {
            ["name"] = new ElicitRequestParams.StringSchema { Default = "John Doe" },
            ["age"] = new ElicitRequestParams.NumberSchema { Type = "integer", Default = 30 },
            ["score"] = new ElicitRequestParams.NumberSchema { Default = 95.5 },
            ["status"] = new ElicitRequestParams.UntitledSingleSelectEnumSchema { Enum = ["active", "inactive", "pending"], Default = "active" },
            ["verified"] = new ElicitRequestParams.BooleanSchema { Default = true },
        }, ct)),
        Make("test_elicitation_sep1330_enums", (McpServer server, CancellationToken ct) => ElicitAsync(server, "Which ones?", new()
        {
            ["untitledSingle"] = new ElicitRequestParams.UntitledSingleSelectEnumSchema { Enum = ["option1", "option2", "option3"] },
            ["titledSingle"] = new ElicitRequestParams.TitledSingleSelectEnumSchema { OneOf = [new() { Const = "value1", Title = "First" }, new() { Const = "value2", Title = "Second" }] },
            ["legacyEnum"] = new ElicitRequestParams.LegacyTitledEnumSchema { Enum = ["opt1", "opt2"], EnumNames = ["One", "Two"] },
            ["untitledMulti"] = new ElicitRequestParams.UntitledMultiSelectEnumSchema { Items = new() { Enum = ["option1", "option2"] } },
            ["titledMulti"] = new ElicitRequestParams.TitledMultiSelectEnumSchema { Items = new() { AnyOf = [new() { Const = "value1", Title = "First" }, new() { Const = "value2", Title = "Second" }] } },
        }, ct)),
    ];

    private static async Task<string> ElicitAsync(McpServer server, string message, Dictionary<string, ElicitRequestParams.PrimitiveSchemaDefinition> members, CancellationToken ct)
    {
        var answer = await server.ElicitAsync(new ElicitRequestParams { Message = message, RequestedSchema = new() { Properties = members } }, ct);
        return $"Elicitation completed: action={answer.Action}, content={JsonSerializer.Serialize(answer.Content)}";
    }

    private static McpServerTool Make(string name, Delegate run) => McpServerTool.Create(run, new() { Name = name, Description = $"For the scenario that calls {name}." });

    private static McpServerTool Schema()
    {
        var tool = Make("json_schema_2020_12_tool", () => "Called.");
        tool.ProtocolTool.InputSchema = JsonElement.Parse("""
            { "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
              "$defs": { "address": { "type": "object", "properties": { "street": { "type": "string" }, "city": { "type": "string" } } } },
              "properties": { "name": { "type": "string" }, "address": { "$ref": "#/$defs/address" } }, "additionalProperties": false }
            """);
        return tool;
    }

    private static ImageContentBlock Picture() => new() { Data = Encoding.ASCII.GetBytes(Pixel), MimeType = "image/png" };

    private static PromptMessage User(ContentBlock content) => new() { Role = Role.User, Content = content };
}
