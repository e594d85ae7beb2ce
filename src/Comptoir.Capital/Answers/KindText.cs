using Comptoir.Capital.Deals;
using Comptoir.Capital.Flows;

namespace Comptoir.Capital.Answers;

/// <summary>Kinds, statuses and reasons in words.</summary>
public static class KindText
{
    public static string Of(DealKind kind, Words w) => kind switch
    {
        DealKind.Equity => w.Say("equity", "capital"),
        DealKind.Acquisition => w.Say("acquisition", "acquisition"),
        DealKind.Loan => w.Say("loan", "prêt"),
        DealKind.ComputePurchase => w.Say("compute", "calcul"),
        DealKind.ChipPurchase => w.Say("chips", "puces"),
        DealKind.Lease => w.Say("lease", "location"),
        DealKind.Purchase => w.Say("purchase", "achat"),
        DealKind.RevenueShare => w.Say("revenue share", "partage de revenus"),
        DealKind.License => w.Say("licence", "licence"),
        DealKind.Guarantee => w.Say("guarantee", "garantie"),
        DealKind.Backstop => w.Say("capacity backstop", "reprise de capacité"),
        DealKind.Warrants => w.Say("warrants", "bons de souscription"),
        DealKind.ShareGrant => w.Say("shares granted", "actions attribuées"),
        DealKind.Option => w.Say("option", "option"),
        DealKind.Exclusivity => w.Say("exclusivity", "exclusivité"),
        DealKind.FirstRefusal => w.Say("first refusal", "premier refus"),
        _ => w.Say("distribution", "distribution"),
    };

    public static string Of(FlowClass role, Words w) => role switch
    {
        FlowClass.Funding => w.Say("funding", "financement"),
        FlowClass.Purchase => w.Say("purchases", "achats"),
        FlowClass.Shares => w.Say("shares to buyers", "actions aux acheteurs"),
        FlowClass.Support => w.Say("credit support", "soutien de crédit"),
        _ => w.Say("clauses", "clauses"),
    };

    public static string Of(DealStatus status, Words w) => status switch
    {
        DealStatus.InTalks => w.Say("in talks", "en discussion"),
        DealStatus.Unconfirmed => w.Say("unconfirmed", "non confirmé"),
        DealStatus.Announced => w.Say("announced", "annoncé"),
        DealStatus.Conditional => w.Say("conditional", "conditionnel"),
        DealStatus.Signed => w.Say("signed", "signé"),
        DealStatus.Paid => w.Say("paid", "payé"),
        DealStatus.Superseded => w.Say("superseded", "remplacé"),
        DealStatus.Cancelled => w.Say("cancelled", "annulé"),
        _ => w.Say("ended", "terminé"),
    };

    public static string Of(LeftOut why, Words w) => why switch
    {
        LeftOut.NotCounted => w.Say("marked as not counted: a total, a restatement or part of another row", "marqué non compté\u00a0: total, reprise ou partie d’une autre ligne"),
        LeftOut.NoAmount => w.Say("amount not published", "montant non publié"),
        LeftOut.NotYet => w.Say("not known of on that day", "pas encore connu ce jour-là"),
        LeftOut.Over => w.Say("superseded, cancelled or ended", "remplacé, annulé ou terminé"),
        LeftOut.Conditional => w.Say("conditional, and the view leaves those out", "conditionnel, et la vue les écarte"),
        LeftOut.Unconfirmed => w.Say("unconfirmed, and the view leaves those out", "non confirmé, et la vue les écarte"),
        LeftOut.Talks => w.Say("in talks, and the view leaves those out", "en discussion, et la vue les écarte"),
        LeftOut.OtherKind => w.Say("of a kind that the view leaves out, or a clause without money", "d’un type que la vue écarte, ou clause sans argent"),
        LeftOut.OtherCurrency => w.Say("in another currency; no rate is guessed", "dans une autre devise\u00a0; aucun taux n’est supposé"),
        LeftOut.WithinGroup => w.Say("within a group", "au sein d’un groupe"),
        LeftOut.OutsideWindow => w.Say("nothing due in the window", "rien d’échu dans la fenêtre"),
        _ => w.Say("no payment known", "aucun paiement connu"),
    };

    public static string OfRule(string rule, Words w) => rule switch
    {
        DealChecks.LetterAndClosing => w.Say("A letter of intent and its closing may both be counted.", "Une lettre d’intention et sa conclusion sont peut-être comptées toutes deux."),
        DealChecks.TwoReports => w.Say("Two reports may tell of the same deal: same pair and kind, near in time and amount.", "Deux articles décrivent peut-être le même accord\u00a0: même paire et type, proches en date et montant."),
        DealChecks.PartOfTotal => w.Say("A part may be counted beside the total that holds it.", "Une partie est peut-être comptée à côté du total qui la contient."),
        DealChecks.MissingTerm => w.Say("The term is missing; a view by year assumes one.", "La durée manque\u00a0; une vue par an en suppose une."),
        DealChecks.UnconfirmedCounted => w.Say("Counted although not confirmed.", "Compté bien que non confirmé."),
        DealChecks.LowConfidence => w.Say("Low confidence.", "Faible confiance."),
        DealChecks.NotReadInSource => w.Say("The amount is arithmetic or an estimate, not read in a source.", "Le montant est un calcul ou une estimation, non lu dans une source."),
        DealChecks.CeilingCounted => w.Say("An “up to” is counted in full.", "Un «\u00a0jusqu’à\u00a0» est compté en entier."),
        DealChecks.UnknownLink => w.Say("Links to a deal that is not in the file.", "Renvoie à un accord absent du fichier."),
        DealChecks.SimilarNames => w.Say("Names that differ only in spelling may be one party.", "Des noms qui ne diffèrent que par l’écriture sont peut-être une seule partie."),
        DealChecks.NoSource => w.Say("No source.", "Aucune source."),
        DealChecks.OverButCounted => w.Say("Marked as counted although it is over.", "Marqué compté bien que terminé."),
        _ => rule,
    };
}
