using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Protocols.Identity;
using Comptoir.Protocols.Mcp;
using Comptoir.Protocols.Trust;
using Comptoir.Protocols.Ucp;
using Comptoir.ShopTools;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Protocols.A2a;

/// <summary>
/// Agent2Agent over JSON-RPC: one message in, one message out. Nothing is remembered between messages but the checkout: its id is the
/// context that the other agent repeats.
/// </summary>
internal sealed class A2aDoor(A2aActions actions, AgentGate gate, BearerGate bearers, AgentTalk talk, UcpRestDoor rest, UcpOperations operations, TimeProvider time)
{
    private const string Channel = "a2a";
    private const int ParseError = -32700;
    private const int InvalidRequest = -32600;
    private const int NoMethod = -32601;

    public async Task CardAsync(HttpContext http)
    {
        if (rest.Reached(http) is not var (shop, baseUrl))
            await UcpRestDoor.WriteAsync(http, new(503, new() { ["code"] = "no_shop", ["content"] = "No shop is open here yet." }));
        else
            await UcpRestDoor.WriteAsync(http, new(200, AgentCard.Of(shop, await operations.FaceAsync(shop.Id, baseUrl, http.RequestAborted), UcpRestDoor.Language(http, shop))), "public, max-age=300");
    }

    public async Task CallAsync(HttpContext http)
    {
        var visit = await talk.BeginAsync(http, Channel, UcpVersions.V2026_04_08, "message/send");
        var (body, fault) = await JsonBody.ReadAsync(http, optional: false, http.RequestAborted);
        var id = body?["id"] is { } sent && sent.GetValueKind() is JsonValueKind.String or JsonValueKind.Number ? sent.DeepClone() : null;
        var answer = body is null ? Error(fault!.Code == "invalid_json" ? ParseError : InvalidRequest, fault.Code, fault.Message) : await AnswerAsync(http, body, visit);
        answer.Insert(0, "jsonrpc", "2.0");
        answer.Insert(1, "id", id);
        var bytes = UcpRestDoor.Bytes(answer);
        visit.About(Text(answer["result"]?["contextId"]), answer);
        // what a token lacks is said in HTTP too, where clients of OAuth look for it
        var status = http.Response.Headers.WWWAuthenticate.Count > 0 ? 401 : 200;
        await visit.EndAsync(status, Text(answer["error"]?["data"]?["code"]), bytes);
        await UcpRestDoor.WriteAsync(http, new(status, answer), bytes, "no-store");
    }

    private async Task<JsonObject> AnswerAsync(HttpContext http, JsonObject body, AgentVisit visit)
    {
        var read = new WireReader();
        var method = read.Text(body, "method", "$", 100);
        if (read.Text(body, "jsonrpc", "$", 10) != "2.0" || method is null) return Error(InvalidRequest, "invalid_request", "This is no JSON-RPC 2.0 request.");
        if (method != "message/send") return Error(NoMethod, "method_not_found", "This agent answers message/send.");
        if (rest.Reached(http) is not var (shop, baseUrl)) return Error(McpErrors.Unavailable, "no_shop", "No shop is open here yet.");
        var message = A2aMessage.Read(read, body);
        if (read.Problem is { } problem) return Error(McpErrors.InvalidParams, problem.Code, problem.Message);

        visit.Operation = message.Operation;
        visit.Asks(message.Data);
        var agent = AgentHeader.Parse(http.Request.Headers["UCP-Agent"]);
        var (account, tokenOf, unknown) = await bearers.ReadAsync(http.Request.Headers.Authorization, shop.Id, baseUrl, agent.Profile, http.RequestAborted);
        if (unknown is not null)
        {
            http.Response.Headers.WWWAuthenticate = unknown.Challenge;
            return Refused(unknown);
        }

        var asked = new AgentCall(shop.Id, UcpVersions.V2026_04_08, message.Operation, Channel) { ProfileUrl = agent.Profile, AskedVersion = agent.Version, Message = visit.Message, TokenOf = tokenOf };
        var admission = await gate.AdmitAsync(asked, http.RequestAborted);
        visit.Admitted(shop.Id, admission);
        if (!admission.Granted) return Refused(admission.Refused);
        var context = new ShopContext(shop, UcpRestDoor.Language(http, shop), shop.Country, admission.Caller with { CustomerId = account?.Buyer });
        var call = new UcpCall(context, UcpVersions.V2026_04_08, baseUrl, message.Id)
        {
            Account = account,
            Capabilities = admission.Capabilities,
            SplitsGroups = admission.SplitsGroups,
            MayBeEmpty = true,
            Fingerprint = message.Fingerprint,
        };
        http.Response.Headers["X-A2A-Extensions"] = AgentCard.Extension;
        var (parts, refused, checkoutId) = await actions.RunAsync(call, message, http.RequestAborted);
        return refused is not null ? Refused(refused) : new JsonObject
        {
            ["result"] = new JsonObject
            {
                ["kind"] = "message",
                ["role"] = "agent",
                ["messageId"] = Ids.New("msg", time),
                ["contextId"] = checkoutId ?? message.ContextId ?? Ids.New("ctx", time),
                ["parts"] = parts,
            },
        };
    }

    private static JsonObject Refused(UcpAnswer answer)
    {
        var code = Text(answer.Body["code"]) ?? Text((answer.Body["messages"] as JsonArray)?[0]?["code"]) ?? "error";
        return Error(McpErrors.Class(answer.Status, code), code, Text(answer.Body["content"]) ?? Text((answer.Body["messages"] as JsonArray)?[0]?["content"]) ?? code);
    }

    private static JsonObject Error(int number, string code, string content) => new()
    {
        ["error"] = new JsonObject { ["code"] = number, ["message"] = content, ["data"] = new JsonObject { ["code"] = code, ["content"] = content } },
    };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
