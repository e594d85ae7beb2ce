namespace Comptoir.Agent.Dialogue.Execution;

/// <summary>Executes an act with the tools and services that know.</summary>
internal sealed class Executor(Finding finding, Showing showing, Basket basket, Buying buying, AfterSale afterSale)
{
    public async Task<Outcome> RunAsync(Scope scope, Act act, CancellationToken ct) => act switch
    {
        FindAct a => finding.Find(scope, a),
        SearchAct a => finding.Search(scope, a),
        ShowAct a => await showing.ShowAsync(scope, a.Id, ct),
        OptionAct a => await showing.OptionAsync(scope, a, ct),
        SimilarAct a => showing.Similar(scope, a.ProductId),
        CompareAct a => showing.Compare(scope, a.Ids),
        AnswerAct a => await showing.AnswerAsync(scope, a, ct),
        AddAct a => await basket.AddAsync(scope, a, ct),
        ChooseAct a => await basket.ChooseAsync(scope, a, ct),
        QuantityAct a => await basket.SetQuantityAsync(scope, a, ct),
        RemoveAct a => await basket.RemoveAsync(scope, a, ct),
        CartAct => await basket.ShowAsync(scope, ct),
        CodeAct a => await basket.ApplyCodeAsync(scope, a.Code, ct),
        CheckOutAct => await buying.StartAsync(scope, ct),
        DetailsAct a => await buying.DetailsAsync(scope, a, ct),
        CarryOutAct { Proposal.Kind: ProposalKind.PlaceOrder } a => await buying.PlaceAsync(scope, a.Proposal, ct),
        CarryOutAct a => await afterSale.CancelAsync(scope, a.Proposal, ct),
        FindOrderAct a => await afterSale.FindAsync(scope, a, ct),
        KnownOrderAct a => await afterSale.KnownAsync(scope, a, ct),
        PolicyAct a => await afterSale.PolicyAsync(scope, a, ct),
        WhichAct a => new WhichOutcome(a.Items, a.Verb),
        UnsureAct a => new UnsureOutcome(a.Intents),
        SayAct a => new SaidOutcome(a.What),
        _ => new SaidOutcome(Saying.NotUnderstood),
    };
}
