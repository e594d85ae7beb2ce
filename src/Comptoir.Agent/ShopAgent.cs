using System.Diagnostics;
using System.Diagnostics.Metrics;
using Comptoir.Agent.Dialogue;
using Comptoir.Agent.Dialogue.Execution;
using Comptoir.Agent.Guardrails;
using Comptoir.Agent.Replies;
using Comptoir.Agent.Understanding;
using Comptoir.Ordering;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Orders;
using Comptoir.Search;
using Comptoir.ShopTools;
using Microsoft.Extensions.Logging;

namespace Comptoir.Agent;

/// <summary>The shop's conversational agent: one turn in, text and typed blocks out. The same for the chat, tests and outside doors.</summary>
public sealed class ShopAgent(
    IConversationStore conversations,
    ProductSearch search,
    FindProducts find,
    ShowProduct show,
    CompareProducts compare,
    AnswerPolicy policies,
    TrackOrder track,
    CartService carts,
    CheckoutService checkouts,
    OrderService orders,
    IOrderingStore store,
    TimeProvider time,
    ILogger<ShopAgent> log)
{
    private const int MostTurns = 200;
    private const int LongestId = 100;
    private static readonly ActivitySource Activities = new("Comptoir.Agent");
    private static readonly Meter Meter = new("Comptoir.Agent");
    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>("comptoir.agent.turn.duration", "ms", "Time from a turn's request to its reply.");
    private static readonly Counter<long> Commands = Meter.CreateCounter<long>("comptoir.agent.commands", description: "Commands understood, by kind.");

    private readonly Reader _reader = new(search);
    private readonly Executor _executor = NewExecutor(find, show, compare, policies, track, carts, checkouts, orders, store, search, time);

    /// <summary>Never throws for what a person wrote; says so when it did not understand.</summary>
    public async Task<AgentReply> TurnAsync(AgentTurn turn, CancellationToken ct)
    {
        var start = time.GetTimestamp();
        using var activity = Activities.StartActivity("agent turn");
        var shop = turn.Context.Shop;
        var stored = await LoadAsync(shop.Id, turn.ConversationId, ct);
        var id = stored?.Id ?? Catalog.Ids.New("conv", time);
        var said = Utterance.Of(turn.Text);
        var state = Begin(turn, stored, said);
        IReadOnlyList<Command> commands = [];
        var parts = new List<Part>();
        try
        {
            commands = Read(turn, said, state);
            foreach (var command in commands)
            {
                Commands.Add(1, new KeyValuePair<string, object?>("command", command.GetType().Name));
                (state, var acts) = Policy.Decide(state, command);
                foreach (var act in acts)
                {
                    var context = turn.Context with { Language = state.Language, Caller = turn.Context.Caller with { Channel = "chat" } };
                    var outcome = await _executor.RunAsync(new Scope(context, id, state), act, ct);
                    state = Memory.After(state, outcome);
                    parts.Add(ReplyWriter.Write(new Audience(shop, state.Language, id, state), outcome));
                }
            }
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            log.LogError(broken, "A turn of a conversation failed");
            activity?.SetStatus(ActivityStatusCode.Error);
            parts.Add(TalkReplies.Broken(new Audience(shop, state.Language, id, state)));
        }

        var reply = ReplyWriter.Join(parts);
        if (state.Turns == 0) reply = reply with { Text = $"{reply.Text}\n{TalkReplies.Automated(new Audience(shop, state.Language, id, state))}" };
        state = state with { Turns = state.Turns + 1 };
        var elapsed = time.GetElapsedTime(start).TotalMilliseconds;
        Durations.Record(elapsed);
        activity?.SetTag("comptoir.commands", string.Join(' ', commands.Select(c => c.GetType().Name)));
        await StoreAsync(stored, id, shop.Id, state, turn, said, reply.Text, commands, elapsed, ct);
        return new AgentReply(id, reply.Text, reply.Blocks, reply.QuickReplies, state.CartId);
    }

    /// <summary>An unknown, foreign or malformed id is as none.</summary>
    private async Task<Conversation?> LoadAsync(string shopId, string? id, CancellationToken ct) =>
        id is { Length: > 0 and <= LongestId } ? await conversations.GetAsync(shopId, id, ct) : null;

    private static DialogueState Begin(AgentTurn turn, Conversation? stored, Utterance said)
    {
        var shop = turn.Context.Shop;
        var first = shop.Languages.Contains(turn.Context.Language) ? turn.Context.Language : shop.DefaultLanguage;
        var state = stored is null ? new DialogueState { Language = first } : DialogueState.Read(stored.State, first);
        return state with
        {
            Language = turn.Action is null && turn.Fields is null ? LanguageGuess.Of(said, state.Language, shop.Languages) : state.Language,
            CartId = turn.CartId is { Length: > 0 and <= LongestId } given ? given : state.CartId,
            PageProductId = turn.PageProductId is { Length: > 0 and <= LongestId } page ? page : null,
            Focus = turn.PageProductId is not null && turn.PageProductId != state.PageProductId ? null : state.Focus,
        };
    }

    private IReadOnlyList<Command> Read(AgentTurn turn, Utterance said, DialogueState state) =>
        turn.Fields is { Count: > 0 } fields ? [new GiveDetails(fields)]
        : turn.Action is { } action ? [ActionReader.Read(action)]
        : _reader.Read(turn.Context.Shop.Id, said, state);

    private async Task StoreAsync(Conversation? stored, string id, string shopId, DialogueState state, AgentTurn turn, Utterance said, string replied, IReadOnlyList<Command> commands, double elapsed, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var entry = new ConversationTurn(now, turn.Fields is not null ? "[form]" : turn.Action is { } action ? $"[{Bounded.Text(action.Split(':')[0], 40)}]" : said.Text, replied, [.. commands.Select(c => c.Line)], elapsed);
        for (var attempt = 0; attempt < 4; attempt++)
        {
            var next = new Conversation(id, shopId, (stored?.Version ?? 0) + 1, state.Language, state.CartId, state.OrderIds.LastOrDefault(), state.Write(), [.. (stored?.Turns ?? []).TakeLast(MostTurns - 1), entry], stored?.StartedAt ?? now, now);
            if (await conversations.SaveAsync(next, ct)) return;
            stored = await conversations.GetAsync(shopId, id, ct);
        }

        log.LogWarning("A conversation was changed by several turns at once; one was not kept");
    }

    private static Executor NewExecutor(FindProducts find, ShowProduct show, CompareProducts compare, AnswerPolicy policies, TrackOrder track, CartService carts, CheckoutService checkouts, OrderService orders, IOrderingStore store, ProductSearch search, TimeProvider time)
    {
        var basket = new Basket(carts, search);
        return new Executor(new Finding(find), new Showing(show, compare, search), basket, new Buying(basket, checkouts, orders, store, time), new AfterSale(track, orders, policies, time));
    }
}

/// <param name="ConversationId">Null starts a new one. An unknown or foreign id starts a new one too.</param>
/// <param name="Text">At most 2,000 characters are read.</param>
/// <param name="Action">Value of a tapped button (<see cref="QuickReply.Action"/>); null for typed text.</param>
/// <param name="Fields">A filled form (<see cref="FormBlock"/>), by field id.</param>
/// <param name="CartId">The cart of the page the chat is on; the agent uses the same one.</param>
/// <param name="PageProductId">The product page the person is looking at; "it" may mean it.</param>
public sealed record AgentTurn(
    ShopContext Context,
    string? ConversationId,
    string Text,
    string? Action = null,
    IReadOnlyDictionary<string, string>? Fields = null,
    string? CartId = null,
    string? PageProductId = null);

/// <param name="Text">Plain text, short, first line answers.</param>
/// <param name="CartId">The cart in use, new or as given; null while there is none.</param>
public sealed record AgentReply(string ConversationId, string Text, IReadOnlyList<Block> Blocks, IReadOnlyList<QuickReply> QuickReplies, string? CartId);

/// <param name="Action">Opaque value to send back as <see cref="AgentTurn.Action"/>.</param>
public sealed record QuickReply(string Label, string Action);
