using System.Security.Cryptography;
using System.Text;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Comptoir.McpConformance;

/// <summary>Tools that cannot answer before the client has (2026-07-28, results of type <c>input_required</c>).</summary>
internal static class Questions
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    public static IEnumerable<McpServerTool> Tools() =>
    [
        Asking("test_input_required_result_elicitation", "user_name", () => Text("name", "What is your name?")),
        Asking("test_incomplete_result_elicitation", "user_name", () => Text("name", "What is your name?")),
        Asking("test_input_required_result_sampling", "capital_question", Sample),
        Asking("test_input_required_result_list_roots", "client_roots", () => InputRequest.ForRootsList(new ListRootsRequestParams())),
        Make("test_input_required_result_request_state", p => p.RequestState is { } state ? Say(state == "kept" ? "state-ok" : "state-mismatch") : throw Ask("kept", ("confirm", Text("ok", "Please confirm")))),
        Make("test_input_required_result_multiple_inputs", p => p.InputResponses is { Count: >= 3 }
            ? Say("multiple-inputs-ok")
            : throw Ask("three", ("user_name", Text("name", "What is your name?")), ("greeting", Sample()), ("client_roots", InputRequest.ForRootsList(new ListRootsRequestParams())))),
        Make("test_input_required_result_multi_round", p => p.RequestState switch
        {
            null => throw Ask("round-1", ("step1", Text("name", "What is your name?"))),
            "round-1" => throw Ask("round-2", ("step2", Text("color", "Which colour do you like?"))),
            _ => Say("multi-round-ok"),
        }),
        Make("test_input_required_result_tampered_state", p => p.RequestState switch
        {
            null => throw Ask(Seal("v1"), ("confirm", Text("ok", "Please confirm"))),
            var state when state == Seal("v1") => Say("tampered-state-ok"),
            _ => throw new McpProtocolException("The requestState is not the one that was given.", McpErrorCode.InvalidParams),
        }),
        McpServerTool.Create((RequestContext<CallToolRequestParams> context) =>
        {
            if (context.Params?.InputResponses is { Count: > 0 }) return Say("capability-check-ok");
            var able = context.JsonRpcRequest.Context?.ClientCapabilities;
            var asked = new List<(string, InputRequest)>();
            if (able?.Sampling is not null) asked.Add(("capital_question", Sample()));
            if (able?.Elicitation is not null) asked.Add(("user_name", Text("name", "What is your name?")));
            return asked.Count == 0 ? Say("Nothing can be asked of this client.") : throw Ask(null, [.. asked]);
        }, new() { Name = "test_input_required_result_capabilities", Description = "For the scenario of that name." }),
    ];

    public static McpServerPrompt Prompt() => McpServerPrompt.Create((RequestContext<GetPromptRequestParams> context) => context.Params?.InputResponses?.ContainsKey("user_context") == true
        ? new GetPromptResult { Messages = [new() { Role = Role.User, Content = new TextContentBlock { Text = "Please go on with that context." } }] }
        : throw Ask(null, ("user_context", Text("context", "Which context?"))), new() { Name = "test_input_required_result_prompt", Description = "For the scenario of that name." });

    private static McpServerTool Asking(string name, string key, Func<InputRequest> question) =>
        Make(name, p => p.InputResponses?.ContainsKey(key) == true ? Say($"Thank you for {key}.") : throw Ask(null, (key, question())));

    private static McpServerTool Make(string name, Func<CallToolRequestParams, CallToolResult> run) =>
        McpServerTool.Create((RequestContext<CallToolRequestParams> context) => run(context.Params!), new() { Name = name, Description = $"For the scenario that calls {name}." });

    private static InputRequiredException Ask(string? state, params (string Key, InputRequest Request)[] questions) => new(questions.ToDictionary(q => q.Key, q => q.Request), state);

    private static InputRequest Text(string member, string message) => InputRequest.ForElicitation(new ElicitRequestParams
    {
        Message = message,
        RequestedSchema = new() { Properties = new Dictionary<string, ElicitRequestParams.PrimitiveSchemaDefinition> { [member] = new ElicitRequestParams.StringSchema() }, Required = [member] },
    });

    private static InputRequest Sample() => InputRequest.ForSampling(new CreateMessageRequestParams
    {
        Messages = [new SamplingMessage { Role = Role.User, Content = [new TextContentBlock { Text = "What is the capital of France?" }] }],
        MaxTokens = 100,
    });

    private static string Seal(string state) => $"{state}.{Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(state)))}";

    private static CallToolResult Say(string text) => new() { Content = [new TextContentBlock { Text = text }] };
}
