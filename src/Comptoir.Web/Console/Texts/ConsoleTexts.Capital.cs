using Comptoir.Capital.Flows;

namespace Comptoir.Web.Console.Texts;

/// <summary>Who funds whom: the capital pages.</summary>
public sealed partial class ConsoleTexts
{
    public string Capital => Say("Capital", "Capitaux");

    public string CapitalExplained => Say(
        "Who funds whom, and how much comes back. Every figure has two ends, each with what it assumes, and opens to its rows and sources.",
        "Qui finance qui, et combien revient. Chaque chiffre a deux bornes, avec l’hypothèse de chacune, et s’ouvre sur ses lignes et ses sources.");

    public string CapitalExample => Say("This is a made-up market: companies, deals and sources are fictitious. Configure Capital:DealsFile to see yours.", "Ce marché est inventé\u00a0: sociétés, accords et sources sont fictifs. Configurez Capital:DealsFile pour voir les vôtres.");

    public string CapitalRefused(int rows) => Say($"{rows} rows were refused.", $"{rows} lignes ont été refusées.");

    public string CapitalSee => Say("See why", "Voir pourquoi");

    public string CapitalView => Say("View", "Vue");

    public string CapitalSource => Say("Source", "Source");

    public string CapitalSourceName(string source) => source switch
    {
        "file" => Say("File of deals", "Fichier d’accords"),
        "ledger" => Say("This shop’s ledger", "Grand livre de la boutique"),
        _ => Say("Made-up example", "Exemple inventé"),
    };

    public string CapitalBasis => Say("Amounts", "Montants");

    public string CapitalBasisName(FlowBasis basis) => basis switch
    {
        FlowBasis.Annual => Say("a year of the term", "par an de contrat"),
        FlowBasis.Window => Say("due in the year", "échus dans l’année"),
        FlowBasis.Paid => Say("paid only", "payé seulement"),
        _ => Say("whole contracts", "contrats entiers"),
    };

    public string CapitalRole => Say("Kinds of flow", "Types de flux");

    public string CapitalAllRoles => Say("all", "tous");

    public string CapitalAsOf => Say("As of", "Au");

    public string CapitalAlso => Say("Count also", "Compter aussi");

    public string CapitalConditional => Say("conditional", "conditionnel");

    public string CapitalUnconfirmed => Say("unconfirmed", "non confirmé");

    public string CapitalTalks => Say("in talks", "en discussion");

    public string CapitalGrouped => Say("groups as one", "groupes réunis");

    public string CapitalFails => Say("Stress: who pays only part", "Stress\u00a0: qui ne paie qu’en partie");

    public string CapitalGreatest => Say("who owes most", "le plus gros débiteur");

    public string CapitalPays => Say("pays, in percent", "paie, en pour cent");

    public string CapitalColon => Say(":", "\u00a0:");

    public string CapitalRows(int rows) => rows == 1 ? Say("1 row with its source", "1 ligne avec sa source") : Say($"{rows} rows with their sources", $"{rows} lignes avec leurs sources");

    public string CapitalSources => Say("Sources", "Sources");

    public string CapitalFirstRows(int rows) => Say($"The first {rows} rows; the files hold all.", $"Les {rows} premières lignes\u00a0; les fichiers contiennent tout.");

    public string CapitalAllDeals => Say("All deals with their sources", "Tous les accords avec leurs sources");

    public string CapitalDeals => Say("Deals and sources", "Accords et sources");

    public string CapitalNoDeals => Say("No such deals.", "Aucun accord de ce type.");

    public string CapitalOpenSource => Say("Open the source", "Ouvrir la source");

    public string CapitalKind => Say("Kind", "Type");

    public string CapitalNotPublished => Say("not published", "non publié");

    public string CapitalHistory => Say("History", "Historique");

    public string CapitalInferred => Say(" (inferred)", " (déduit)");

    public string CapitalConfidence => Say("Confidence", "Confiance");

    public string CapitalConfidenceName(string level) => level switch { "high" => Say("high", "forte"), "low" => Say("low", "faible"), _ => Say("medium", "moyenne") };

    public string CapitalLinks => Say("Linked deals", "Accords liés");

    public string CapitalRow => Say("Row of the file", "Ligne du fichier");
}
