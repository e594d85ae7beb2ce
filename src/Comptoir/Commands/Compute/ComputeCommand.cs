using System.CommandLine;
using System.Globalization;
using Comptoir.Compute;
using Comptoir.Compute.Contracts;
using Comptoir.Compute.Keys;
using Comptoir.Compute.Metering;
using Comptoir.Compute.Setup;
using Spectre.Console;

namespace Comptoir.Commands.Compute;

/// <summary><c>comptoir compute …</c>: models, prices, contracts and keys of the gateway.</summary>
internal static class ComputeCommand
{
    public static Command Create() => new("compute", "Models over many providers: setup, prices, contracts, keys, routing, costs.")
    {
        Setup(), Prices(), Contracts(), NewKey(), Revoke(), ComputeRoute.Create(), Calls(), Alerts(), Reconcile(),
    };

    private static Command Setup()
    {
        var file = File("setup.json");
        return ComputeVerb.Make("setup", "Replaces providers, deployments, model names and policy by those of a file.", [file], async (result, compute, shop, ct) =>
        {
            var setup = ComputeJson.Read<ComputeSetup>(await System.IO.File.ReadAllBytesAsync(result.GetValue(file)!.FullName, ct));
            return ComputeVerb.Tell(await compute.ApplySetupAsync(shop, setup, ct), $"{setup.Deployments.Count} deployments of {setup.Providers.Count} providers, {setup.Models.Count} model names.");
        });
    }

    private static Command Prices()
    {
        var file = File("prices.json");
        var provider = new Option<string?>("--provider") { Description = "Portkey's lists do not name the provider: its name (default: the file's). LiteLLM's: only this provider.", HelpName = "name" };
        var from = new Option<string?>("--from") { Description = "From when the prices hold (default: now).", HelpName = "moment" };
        return ComputeVerb.Make("prices", "Adds prices from LiteLLM's or Portkey's public price files; earlier ones stay for calls of their time.", [file, provider, from], async (result, compute, shop, ct) =>
        {
            var path = result.GetValue(file)!;
            var start = ComputeVerb.MomentOf(result.GetValue(from)) ?? TimeProvider.System.GetUtcNow();
            var import = await compute.ImportPricesAsync(shop, await System.IO.File.ReadAllBytesAsync(path.FullName, ct), path.Name, result.GetValue(provider), start, ct);
            foreach (var note in import.Notes.Take(20)) Console.Error.WriteLine(note);
            if (import.Notes.Count > 20) Console.Error.WriteLine($"and {import.Notes.Count - 20} more notes.");
            Console.WriteLine($"{import.Prices.Count} prices from {start:yyyy-MM-dd HH:mm} UTC on; {import.Skipped} entries without a price by tokens or requests.");
            return 0;
        });
    }

    private static Command Contracts()
    {
        var file = File("contracts.json");
        return ComputeVerb.Make("contracts", "Applies a list of contracts; contradictions are refused with both clauses named. Without a file: where each stands.", [file], async (result, compute, shop, ct) =>
        {
            if (result.GetValue(file) is { } path)
            {
                var contracts = ComputeJson.Read<IReadOnlyList<ContractTerms>>(await System.IO.File.ReadAllBytesAsync(path.FullName, ct));
                return ComputeVerb.Tell(await compute.ApplyContractsAsync(shop, contracts, ct), $"{contracts.Count} contracts applied.");
            }

            var table = new Table().AddColumns("Contract", "Provider", "Term").AddColumn(new TableColumn("Committed").RightAligned()).AddColumn(new TableColumn("Spent").RightAligned()).AddColumn(new TableColumn("At the end (80 %)").RightAligned()).AddColumn("Status");
            foreach (var (standing, pace, state) in await compute.ContractsAsync(shop, ct))
                table.AddRow(new[]
                {
                    standing.Terms.Id, standing.Terms.Provider, $"{standing.Terms.Start:yyyy-MM-dd} – {standing.Terms.End:yyyy-MM-dd}", pace is null ? "" : $"{pace.Committed:N2}", $"{standing.Spent:N2} {standing.Terms.Currency}",
                    pace?.Forecast is { } f ? $"{f.Expected:N0} ({f.Low:N0} – {f.High:N0})" : "not enough days", state?.Status.ToString() ?? "",
                }.Select(Markup.Escape).ToArray());
            AnsiConsole.Write(table);
            return 0;
        });
    }

    private static Command NewKey()
    {
        var name = new Argument<string>("name") { Description = "Who will use it." };
        var models = new Option<string[]>("--model") { Description = "Only these models; may be repeated.", HelpName = "id" };
        var budget = new Option<string[]>("--budget") { Description = "scope:period:amount, for example key:month:50USD, conversation:total:0.20USD or agent:day:100000tokens; may be repeated.", HelpName = "budget" };
        var requests = new Option<int?>("--requests-per-minute") { HelpName = "count" };
        var tokens = new Option<long?>("--tokens-per-minute") { HelpName = "count" };
        var agent = new Option<string?>("--agent") { Description = "Whose key it is; its costs land there.", HelpName = "id" };
        var expires = new Option<string?>("--expires") { HelpName = "moment" };
        return ComputeVerb.Make("key", "Makes a key for the gateway and shows it, this once.", [name, models, budget, requests, tokens, agent, expires], async (result, compute, shop, ct) =>
        {
            var (key, token) = await compute.MakeKeyAsync(shop, result.GetValue(name)!, k => k with
            {
                Models = result.GetValue(models) ?? [],
                Budgets = [.. (result.GetValue(budget) ?? []).Select(BudgetText.Parse)],
                RequestsPerMinute = result.GetValue(requests),
                TokensPerMinute = result.GetValue(tokens),
                Agent = result.GetValue(agent),
                ExpiresAt = ComputeVerb.MomentOf(result.GetValue(expires)),
            }, ct);
            Console.Error.WriteLine($"Key {key.Id}; it is not shown again:");
            Console.WriteLine(token);
            return 0;
        });
    }

    private static Command Revoke()
    {
        var id = new Argument<string>("id") { Description = "As gwk_…" };
        return ComputeVerb.Make("revoke", "Ends a key; servers that run follow within five seconds.", [id], async (result, compute, shop, ct) =>
            ComputeVerb.Tell(await compute.RevokeKeyAsync(shop, result.GetValue(id)!, ct) ? [] : [$"There is no key '{result.GetValue(id)}' that is valid."], "Revoked."));
    }

    private static Command Calls()
    {
        var limit = new Option<int>("--limit") { DefaultValueFactory = _ => 30, HelpName = "count" };
        var order = new Option<string?>("--order") { HelpName = "id" };
        var conversation = new Option<string?>("--conversation") { HelpName = "id" };
        var estimated = new Option<bool>("--estimated") { Description = "Only those that wait for the provider's invoice." };
        return ComputeVerb.Make("calls", "The newest calls with usage and cost.", [limit, order, conversation, estimated], async (result, compute, shop, ct) =>
        {
            var table = new Table().AddColumn(new TableColumn("Call").NoWrap()).AddColumns("Started", "Deployment", "State").AddColumn(new TableColumn("In").RightAligned()).AddColumn(new TableColumn("Out").RightAligned()).AddColumn(new TableColumn("Cost").RightAligned()).AddColumns("Contract", "Flags");
            foreach (var c in await compute.CallsAsync(shop, new(Math.Clamp(result.GetValue(limit), 1, 1000)) { Order = result.GetValue(order), Conversation = result.GetValue(conversation), State = result.GetValue(estimated) ? CallState.Estimated : null }, ct))
                table.AddRow(new[] { c.Id, c.StartedAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), c.Deployment, c.State.ToString(), $"{c.Usage?.Prompt}", $"{c.Usage?.Output}", c.State == CallState.Open ? "" : ComputeVerb.Money(c.Cost, c.Currency), c.Contract ?? "", string.Join(' ', c.Flags) }.Select(Markup.Escape).ToArray());
            AnsiConsole.Write(table);
            return 0;
        });
    }

    private static Command Alerts() => ComputeVerb.Make("alerts", "What contracts want decided: shortfalls, ends, notices, credit that expires.", [], async (_, compute, shop, ct) =>
    {
        foreach (var alert in await compute.AlertsAsync(shop, ct)) Console.WriteLine(alert.Text);
        return 0;
    });

    private static Command Reconcile()
    {
        var file = File("invoice.csv");
        return ComputeVerb.Make("reconcile", "Replaces estimates by a provider's figures: a CSV of call id (or the provider's id) and amount.", [file], async (result, compute, shop, ct) =>
        {
            var open = (await compute.CallsAsync(shop, new(100_000) { State = CallState.Estimated }, ct)).ToList();
            var (done, unknown) = (0, 0);
            foreach (var line in await System.IO.File.ReadAllLinesAsync(result.GetValue(file)!.FullName, ct))
            {
                var cells = line.Split(',');
                if (cells.Length < 2 || !decimal.TryParse(cells[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)) continue;
                var call = open.Find(c => c.Id == cells[0].Trim() || (c.ProviderId is { Length: > 0 } && c.ProviderId == cells[0].Trim()));
                if (call is not null && await compute.ReconcileAsync(shop, call.Id, (long)decimal.Round(amount * 1_000_000_000m), ct)) done++;
                else unknown++;
            }

            Console.WriteLine($"{done} calls reconciled, {unknown} lines without an estimate, {open.Count - done} estimates left.");
            return 0;
        });
    }

    private static Argument<FileInfo> File(string example) => new("file") { Description = $"As {example}; docs/compute.md shows one.", Arity = example == "contracts.json" ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne };
}
