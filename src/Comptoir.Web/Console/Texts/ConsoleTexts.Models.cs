using Comptoir.Compute.Contracts;
using Comptoir.Compute.Routing;

namespace Comptoir.Web.Console.Texts;

/// <summary>Language models, their contracts and what they cost.</summary>
public sealed partial class ConsoleTexts
{
    public string Models => Say("Models", "Modèles");

    public string ModelsExplained => Say(
        "Where language models run, what they cost, and why a call goes where it goes. Setup, prices, contracts and keys: comptoir compute (docs/compute.md).",
        "Où tournent les modèles de langage, ce qu’ils coûtent, et pourquoi un appel va où il va. Configuration, prix, contrats et clés\u00a0: comptoir compute (docs/compute.md).");

    public string ModelAlerts => Say("To decide", "À décider");

    public string ModelAlert(AlertKind kind, string clause, string day, string amount) => kind switch
    {
        AlertKind.ShortfallExpected => Say($"{clause}: {amount} will probably not be spent by {day}.", $"{clause}\u00a0: {amount} ne seront sans doute pas dépensés d’ici le {day}."),
        AlertKind.ExhaustedEarly => Say($"{clause}: will probably be used up on {day}, before its end.", $"{clause}\u00a0: sera sans doute épuisé le {day}, avant son terme."),
        AlertKind.ClauseBegins => Say($"{clause} begins on {day}.", $"{clause} commence le {day}."),
        AlertKind.CreditExpires => Say($"{clause}: {amount} of credit expire on {day}.", $"{clause}\u00a0: {amount} de crédit expirent le {day}."),
        AlertKind.NoticeDue => Say($"{clause}: notice has to be given by {day}.", $"{clause}\u00a0: le préavis doit être donné avant le {day}."),
        AlertKind.MinimumMissed => Say($"{clause}: {amount} of this month’s minimum are not spent yet.", $"{clause}\u00a0: il manque {amount} au minimum de ce mois."),
        _ => Say($"{clause} ends on {day}.", $"{clause} prend fin le {day}."),
    };

    public string Deployments => Say("Deployments", "Déploiements");

    public string Deployment => Say("Deployment", "Déploiement");

    public string NoDeployments => Say("No model is set up; the shop works without one.", "Aucun modèle n’est configuré\u00a0; la boutique fonctionne sans.");

    public string ModelProvider => Say("Provider", "Fournisseur");

    public string ModelRegion => Say("Region and chip", "Région et puce");

    public string DeploymentState => Say("State", "État");

    public string DeploymentReady => Say("ready", "prêt");

    public string DeploymentStopped => Say("stopped", "arrêté");

    public string DeploymentRests(string why, string until) => Say($"rests until {until} ({why})", $"en pause jusqu’au {until} ({why})");

    public string FirstByte => Say("First byte", "Premier octet");

    public string InFlight => Say("Under way", "En cours");

    public string Calls30 => Say("Calls, 30 days", "Appels, 30 jours");

    public string Cost30 => Say("Cost, 30 days", "Coût, 30 jours");

    public string WhichDeployment => Say("Which deployment, and why", "Quel déploiement, et pourquoi");

    public string AskedModel => Say("Model", "Modèle");

    public string NeededCapability => Say("Needs", "Besoin");

    public string ExplainRoute => Say("Explain", "Expliquer");

    public string RouteOutcome => Say("Outcome", "Résultat");

    public string RouteClause => Say("Clause", "Clause");

    public string RouteEstimate => Say("1,000 tokens in, 300 out", "1\u202f000 jetons lus, 300 écrits");

    public string RouteChosen => Say("chosen", "choisi");

    public string RouteThen(int place) => Say($"number {place}", $"numéro {place}");

    public string RouteRefused => Say("refused", "refusé");

    public string RouteReason(ChoiceReason reason) => reason switch
    {
        ChoiceReason.PaidCapacity => Say("paid capacity", "capacité payée"),
        ChoiceReason.CommitmentBehind => Say("a commitment would be lost", "un engagement serait perdu"),
        ChoiceReason.LowestCost => Say("lowest cost", "coût le plus bas"),
        ChoiceReason.LowestLatency => Say("lowest latency", "latence la plus basse"),
        ChoiceReason.RunsOut => Say("its commitment runs out", "son engagement s’épuise"),
        _ => Say("fallback", "solution de repli"),
    };

    public string Unpriced => Say("no price", "sans prix");

    public string SpentByCalls => Say("Drawn by calls", "Consommé par les appels");

    public string CommittedAmount => Say("Committed", "Engagé");

    public string ForecastAtEnd => Say("Forecast at the end", "Prévision au terme");

    public string Between(string expected, string low, string high) => Say($"{expected} (four times in five between {low} and {high})", $"{expected} (quatre fois sur cinq entre {low} et {high})");

    public string TooFewDays => Say("fewer than seven days to go by", "moins de sept jours de recul");

    public string Clauses => Say("Clauses", "Clauses");

    public string NewestCalls => Say("Newest calls", "Derniers appels");

    public string NoCalls => Say("No call was made yet.", "Aucun appel n’a encore été fait.");

    public string CallStarted => Say("Started", "Début");

    public string TokensIn => Say("Tokens in", "Jetons lus");

    public string TokensOut => Say("Tokens out", "Jetons écrits");

    public string CallCost => Say("Cost", "Coût");

    public string CallFor => Say("For", "Pour");

    public string CallState(Comptoir.Compute.Metering.CallState state) => state switch
    {
        Comptoir.Compute.Metering.CallState.Open => Say("under way", "en cours"),
        Comptoir.Compute.Metering.CallState.Settled => Say("settled", "réglé"),
        Comptoir.Compute.Metering.CallState.Estimated => Say("estimated", "estimé"),
        Comptoir.Compute.Metering.CallState.Void => Say("failed, nothing used", "échec, rien d’utilisé"),
        Comptoir.Compute.Metering.CallState.Cached => Say("from the cache", "du cache"),
        _ => Say("no price", "sans prix"),
    };
}
