using System.CommandLine;
using System.Text.Json;
using Comptoir.Compute.Routing;
using Comptoir.Compute.Setup;
using Spectre.Console;

namespace Comptoir.Commands.Compute;

/// <summary><c>comptoir compute route</c>: which deployment a request would go to, which were refused, and by which clause. Nobody is called.</summary>
internal static class ComputeRoute
{
    public static Command Create()
    {
        var model = new Option<string>("--model") { Required = true, HelpName = "id" };
        var at = new Option<string?>("--at") { Description = "As if it were then (default: now); contracts and prices are those of that moment.", HelpName = "moment" };
        var needs = new Option<string[]>("--need") { Description = "chat, streaming, tools, images, json, reasoning, embeddings, responses, audio; may be repeated.", HelpName = "capability" };
        var channel = new Option<string?>("--channel") { HelpName = "name" };
        var regions = new Option<string[]>("--region") { Description = "Only in these; may be repeated.", HelpName = "region" };
        var quality = new Option<int>("--min-quality") { HelpName = "0-100" };
        var input = new Option<long>("--input") { Description = "Tokens of the prompt.", DefaultValueFactory = _ => 1000, HelpName = "tokens" };
        var output = new Option<long>("--output") { Description = "Tokens of the answer.", DefaultValueFactory = _ => 300, HelpName = "tokens" };
        var dry = new Option<bool>("--dry-run") { Description = "Said for clarity: this verb never calls a model." };
        var json = new Option<bool>("--json") { Description = "As JSON." };
        return ComputeVerb.Make("route", "Explains for a request which deployment would be chosen, which are refused, and by which clause.", [model, at, needs, channel, regions, quality, input, output, dry, json], async (result, compute, shop, ct) =>
        {
            var request = new RoutingRequest(result.GetValue(model)!, ComputeVerb.MomentOf(result.GetValue(at)) ?? TimeProvider.System.GetUtcNow(), result.GetValue(input), result.GetValue(output))
            {
                Needs = [.. (result.GetValue(needs) is { Length: > 0 } asked ? asked : ["chat"]).Select(n => Enum.TryParse<Capability>(n, true, out var c) ? c : throw new FormatException($"'{n}' is no capability: {string.Join(", ", Enum.GetNames<Capability>()).ToLowerInvariant()}."))],
                Channel = result.GetValue(channel),
                Residency = result.GetValue(regions) ?? [],
                MinQuality = result.GetValue(quality),
            };
            var decision = await compute.RouteAsync(shop, request, ct);
            if (result.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(new
                {
                    model = request.Model,
                    at = request.At,
                    chosen = decision.Choices.Select(c => new { deployment = c.Deployment.Id, provider = c.Deployment.Provider, reason = JsonNamingPolicy.CamelCase.ConvertName(c.Reason.ToString()), contract = c.Terms.Contract, pricedBy = c.Terms.Clauses, estimateNano = c.Estimate, currency = c.Terms.Currency }),
                    refused = decision.Refused.Select(r => new { deployment = r.Deployment, clause = r.Clause, message = r.Message }),
                }, new JsonSerializerOptions { WriteIndented = true }));
                return decision.Choices.Count > 0 ? 0 : 1;
            }

            if (decision.Choices.Count == 0 && decision.Refused.Count == 0)
            {
                Console.Error.WriteLine($"There is no model '{request.Model}'.");
                return 2;
            }

            var table = new Table().AddColumns("", "Deployment", "Provider", "Why", "Contract").AddColumn(new TableColumn("Estimate").RightAligned());
            foreach (var (c, i) in decision.Choices.Select((c, i) => (c, i)))
                table.AddRow(new[] { i == 0 ? "chosen" : $"then {i + 1}", c.Deployment.Id, c.Deployment.Provider, JsonNamingPolicy.CamelCase.ConvertName(c.Reason.ToString()), string.Join(' ', c.Terms.Clauses.DefaultIfEmpty(c.Terms.Contract ?? "")), ComputeVerb.Money(c.Estimate, c.Terms.Currency) }.Select(Markup.Escape).ToArray());
            foreach (var r in decision.Refused) table.AddRow(new[] { "refused", r.Deployment, "", r.Message, r.Clause, "" }.Select(Markup.Escape).ToArray());
            AnsiConsole.Write(table);
            return decision.Choices.Count > 0 ? 0 : 1;
        });
    }
}
