using Comptoir.Agent.Dialogue;
using Comptoir.Search;
using Comptoir.Search.Query;

namespace Comptoir.Agent.Understanding;

/// <summary>Turns what a person wrote into commands. Reads the catalogue's words; changes nothing.</summary>
internal sealed class Reader(ProductSearch search)
{
    private const int Sure = 7;
    private readonly ProductWords _products = new(search);

    /// <summary>At least one command, at most three.</summary>
    public IReadOnlyList<Command> Read(string shopId, Utterance said, DialogueState state)
    {
        if (said.Words.Count == 0) return [new NotUnderstood()];
        if (AnswerToQuestion(shopId, said, state) is { } answer) return [answer];
        foreach (var (end, next) in Clauses.Joins(said))
        {
            var (left, right) = (said.Slice(0, end), said.Skip(next));
            // "do you deliver to Italy and how long does it take?" is one question
            if (Best(left, state) == "ask_policy" && Best(right, state)?.StartsWith("ask_", StringComparison.Ordinal) == true) continue;
            if (!IsRequest(left, state) || !IsRequest(right, state)) continue;
            // a yes counts only when it stands alone: "ok, show me my cart" agrees to nothing
            if (Best(right, state) is "confirm" or "greet" or "thanks") return Read(shopId, left, state);
            if (Best(left, state) is "confirm" or "greet" or "thanks" || (Best(left, state) == "deny" && state.Proposal is null)) return Read(shopId, right, state);
            var first = One(shopId, left, state);
            if (first is OutOfScope) return [first];
            return [.. new[] { first }.Concat(Read(shopId, right, state)).Take(Clauses.Most)];
        }

        return [One(shopId, said, state)];
    }

    private Command One(string shopId, Utterance said, DialogueState state)
    {
        var scene = new Scene(shopId, said.Skip(PoliteLead(said)) is { Words.Count: > 0 } rest ? rest : said, said, state);
        var candidates = Candidates(scene);
        if (Ambiguous(candidates) is { } unsure) return unsure;
        foreach (var candidate in candidates)
            if (IntentCommands.From(candidate, scene, _products) is { } command) return command;
        return _products.Read(scene);
    }

    /// <summary>The clearest reading of each intent, the clearest first.</summary>
    private static List<Candidate> Candidates(Scene scene) =>
    [
        .. Phrases.All.SelectMany(p => p.Match(scene.Said.Folded).Concat(p.Match(scene.Whole.Folded)))
            .OrderByDescending(c => c.Weight).ThenByDescending(c => c.Language == scene.State.Language)
            .DistinctBy(c => c.Intent),
    ];

    /// <summary>Two different requests that only the context could tell apart: a lone "order" or "commande" says too little.</summary>
    private static Unsure? Ambiguous(List<Candidate> candidates)
    {
        var hints = candidates.Where(c => c.Intent.StartsWith("hint_", StringComparison.Ordinal)).ToList();
        if (hints.Count == 0 || candidates.Any(c => c.Weight >= Sure && !hints.Contains(c))) return null;
        return new Unsure([.. hints[0].Intent["hint_".Length..].Split("_or_")]);
    }

    /// <summary>The reply to a question that we asked: a number, an e-mail, a code, a size.</summary>
    private Command? AnswerToQuestion(string shopId, Utterance said, DialogueState state)
    {
        if (state.AskedOrder is { } asked && (Particulars.Email(said.Text) is not null || Particulars.OrderNumber(said.Text, bare: true) is not null))
        {
            var (number, email) = (Particulars.OrderNumber(said.Text, bare: true) ?? asked.Number, Particulars.Email(said.Text) ?? asked.Email);
            return asked.Cancel ? new CancelOrder(number, email) : new TrackOrderCommand(number, email);
        }

        if (state.AskedCode && said.Words.Count <= 3 && !IsRequest(said, state) && Particulars.DiscountCode(said.Text.Trim().ToUpperInvariant()) is { } code) return new ApplyCode(code);
        return state.Choosing is { } question && _products.NamedValues(shopId, question.ProductId, said) is { Count: > 0 } values ? new ChooseOption(values) : null;
    }

    private static bool IsRequest(Utterance said, DialogueState state) => Best(said, state) is not null;

    private static string? Best(Utterance said, DialogueState state)
    {
        var rest = said.Skip(PoliteLead(said));
        var best = Phrases.All.SelectMany(p => p.Match(rest.Folded).Concat(p.Match(said.Folded))).Where(c => c.Weight >= Sure)
            .OrderByDescending(c => c.Weight).ThenByDescending(c => c.Language == state.Language).FirstOrDefault();
        if (best.Intent is not null) return best.Intent;
        return Phrases.All.Any(p => p.FindLead(rest) >= 2 && p.FindLead(rest) < rest.Words.Count) ? "find" : null;
    }

    private static int PoliteLead(Utterance said) => Phrases.All.Max(p => p.PoliteLead(said));
}

/// <summary>A clause with what surrounds it.</summary>
/// <param name="Said">Without the polite beginning.</param>
/// <param name="Whole">As written.</param>
internal sealed record Scene(string ShopId, Utterance Said, Utterance Whole, DialogueState State);
