using Comptoir.Ledger.Contracts;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Web.Console.Texts;

/// <summary>Statements, lineage, seals, periods and contracts.</summary>
public sealed partial class ConsoleTexts
{
    public string Show => Say("Show", "Afficher");

    public string SpanFrom => Say("From", "Du");

    public string SpanTo => Say("To", "Au");

    public string ByWhichTime => Say("By", "Selon");

    public string EffectiveTime => Say("Effective time", "Date d’effet");

    public string RecordedTime => Say("Time of writing", "Date d’enregistrement");

    public string AskedTime => Say("Time asked for", "Date demandée");

    public string ExpiryTime => Say("Runs out", "Expire le");

    public string Statements => Say("Statements", "États financiers");

    public string IncomeStatement(string asset) => Say($"Income statement, {asset}", $"Compte de résultat, {asset}");

    public string BalanceSheet(string asset) => Say($"Balance sheet, {asset}", $"Bilan, {asset}");

    public string IncomeAccounts => Say("Income", "Produits");

    public string ExpenseAccounts => Say("Expenses", "Charges");

    public string AssetAccounts => Say("Assets", "Actif");

    public string LiabilityAccounts => Say("Liabilities", "Dettes");

    public string EquityAccounts => Say("Equity", "Capitaux propres");

    public string Result => Say("Result", "Résultat");

    public string ResultNotClosed => Say("Result not closed yet", "Résultat non clôturé");

    public string OpeningBalance => Say("Opening balance", "Solde d’ouverture");

    public string ClosingBalance => Say("Closing balance", "Solde de clôture");

    public string AvailableBalance => Say("Available", "Disponible");

    public string Change => Say("Change", "Mouvement");

    public string StatementOfAccount => Say("Statement of the account", "Relevé du compte");

    public string OnlyFirst(int lines) => Say($"Only the first {lines} lines are shown; choose fewer days or export.", $"Seules les {lines} premières lignes sont affichées\u00a0; choisissez moins de jours ou exportez.");

    public string Accounts => Say("Accounts", "Comptes");

    public string Export => Say("Export", "Exporter");

    public string Format => Say("Format", "Format");

    public string FormatName(string format) => format switch { "csv" => "CSV", "focus" => Say("Costs (FOCUS 1.4)", "Coûts (FOCUS 1.4)"), _ => format };

    public string TransferTitle(string kind) => Say($"Transfer: {kind}", $"Écriture\u00a0: {kind}");

    public string Phase => Say("Phase", "Phase");

    public string PhaseName(TransferPhase phase) => phase switch
    {
        TransferPhase.Posted => Say("Posted", "Comptabilisée"),
        TransferPhase.Pending => Say("Reserved", "Réservée"),
        TransferPhase.Post => Say("Reservation posted", "Réservation comptabilisée"),
        TransferPhase.Void => Say("Reservation released", "Réservation libérée"),
        _ => phase.ToString(),
    };

    public string Resolves => Say("Resolves the reservation", "Solde la réservation");

    public string WhereItComesFrom => Say("Where it comes from", "D’où elle vient");

    public string LineageExplained => Say("From this transfer to what caused it, and to what caused that.", "De cette écriture à ce qui l’a causée, et à la cause de cette cause.");

    public string SameCause => Say("Other transfers with the same cause", "Autres écritures de même cause");

    public string CauseLabel => Say("Cause (kind:id)", "Cause (type:identifiant)");

    public string CauseKind(string kind) => kind switch
    {
        "transfer" => Say("Transfer", "Écriture"),
        "order" => Say("Order", "Commande"),
        "checkout" => Say("Checkout", "Passage en caisse"),
        "conversation" => Say("Conversation", "Conversation"),
        "contract" => Say("Contract", "Contrat"),
        "call" => Say("Model call", "Appel de modèle"),
        "card" => Say("Gift card", "Carte cadeau"),
        "closing" => Say("Closing of a period", "Clôture d’une période"),
        "expiry" => Say("A reservation ran out", "Expiration d’une réservation"),
        "manual" => Say("Entered by hand", "Saisie manuelle"),
        "reference" => Say("Reference", "Référence"),
        _ => kind,
    };

    public string Seals => Say("Seals and periods", "Scellés et périodes");

    public string SealsExplained => Say(
        "Transfers are sealed in batches, each bound to the one before by its hash: what is sealed cannot be changed unseen.",
        "Les écritures sont scellées par lots, chacun lié au précédent par son empreinte\u00a0: ce qui est scellé ne peut plus être modifié sans que cela se voie.");

    public string Batch => Say("Batch", "Lot");

    public string Batches => Say("Batches", "Lots");

    public string Hash => Say("Hash (SHA-256)", "Empreinte (SHA-256)");

    public string Head => Say("Head of the chain", "Tête de la chaîne");

    public string HeadExplained => Say(
        "Noted elsewhere, the head proves later that nothing before it was changed: comptoir ledger check --head.",
        "Notée ailleurs, la tête prouvera plus tard que rien n’a été modifié avant elle\u00a0: comptoir ledger check --head.");

    public string NotSealedYet => Say("Not sealed yet", "Pas encore scellées");

    public string CheckWholeBook => Say("Check the whole book", "Vérifier tout le livre");

    public string BookIsSound => Say("The whole book is sound.", "Tout le livre est cohérent.");

    public string ClosedPeriods => Say("Closed periods", "Périodes clôturées");

    public string ClosedThrough(string day, string transfers) => Say($"Closed through {day}, {transfers} transfers", $"Clôturé jusqu’au {day}, {transfers} écritures");

    public string LastDayOfPeriod => Say("Last day of the period", "Dernier jour de la période");

    public string ClosePeriod => Say("Close the period", "Clôturer la période");

    public string ClosingIsFinal => Say("A closed period cannot be opened again.", "Une période clôturée ne peut pas être rouverte.");

    public string ClosingMovesResult => Say("Income and expenses go to retained earnings.", "Les produits et les charges vont au report à nouveau.");

    public string PeriodClosed(string day) => Say($"The books are closed through {day}.", $"Les comptes sont clôturés jusqu’au {day}.");

    public string PeriodNotClosed => Say(
        "Nothing was closed: the day is not over, lies in a closed period, or the books are not sound.",
        "Rien n’a été clôturé\u00a0: le jour n’est pas terminé, appartient à une période clôturée, ou les comptes ne sont pas cohérents.");

    public string Contracts => Say("Contracts", "Contrats");

    public string ContractsExplained => Say("What was promised, drawn, late and short.", "Ce qui a été promis, consommé, en retard ou manquant.");

    public string NoContracts => Say("No contracts.", "Aucun contrat.");

    public string Buyer => Say("Buyer", "Acheteur");

    public string Seller => Say("Seller", "Vendeur");

    public string Term => Say("Term", "Durée");

    public string Drawn => Say("Drawn", "Consommé");

    public string DueByNow => Say("Due by now", "Dû à ce jour");

    public string Late => Say("Late", "En retard");

    public string Short => Say("Short", "Manquant");

    public string Released => Say("Released", "Libéré");

    public string Left => Say("Left", "Reste");

    public string ContractCondition => Say("Condition", "Condition");

    public string Evidence => Say("Evidence", "Justificatif");

    public string ContractStatus(LifecycleStatus status) => status switch
    {
        LifecycleStatus.Pending => Say("Pending", "En attente"),
        LifecycleStatus.Active => Say("Active", "Actif"),
        LifecycleStatus.Exhausted => Say("Exhausted", "Épuisé"),
        LifecycleStatus.Expired => Say("Expired", "Expiré"),
        LifecycleStatus.Canceled => Say("Cancelled", "Annulé"),
        _ => status.ToString(),
    };
}
