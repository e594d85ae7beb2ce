using Comptoir.Ledger.Accounts;
using Comptoir.Ordering.Outbox;

namespace Comptoir.Web.Console.Texts;

/// <summary>Ledger, events out, health.</summary>
public sealed partial class ConsoleTexts
{
    public string LedgerSound => Say("The books are balanced: every balance agrees with its transfers.", "Les comptes sont équilibrés\u00a0: chaque solde concorde avec ses écritures.");

    public string LedgerUnsound => Say("The books do not agree:", "Les comptes ne concordent pas\u00a0:");

    public string TrialBalance(string asset) => Say($"Trial balance, {asset}", $"Balance, {asset}");

    public string Balanced => Say("Balanced", "Équilibrée");

    public string NotBalanced => Say("Not balanced", "Déséquilibrée");

    public string AccountLabel => Say("Account", "Compte");

    public string Party => Say("Party", "Partie");

    public string Debit => Say("Debit", "Débit");

    public string Credit => Say("Credit", "Crédit");

    public string Debits => Say("Debits", "Débits");

    public string Credits => Say("Credits", "Crédits");

    public string Balance => Say("Balance", "Solde");

    public string Sum => Say("Sum", "Somme");

    public string Transfers => Say("Transfers", "Écritures");

    public string AllTransfers => Say("All transfers", "Toutes les écritures");

    public string TransfersNewestFirst => Say("Transfers, newest first", "Écritures, de la plus récente à la plus ancienne");

    public string NoTransfers => Say("No transfers.", "Aucune écriture.");

    public string Reference => Say("Reference", "Référence");

    public string ReferenceLabel => Say("Order id", "Identifiant de commande");

    public string AccountKindName(AccountKind kind) => kind switch
    {
        AccountKind.Asset => Say("Asset", "Actif"),
        AccountKind.Liability => Say("Liability", "Passif"),
        AccountKind.Equity => Say("Equity", "Capitaux propres"),
        AccountKind.Income => Say("Income", "Produit"),
        AccountKind.Expense => Say("Expense", "Charge"),
        _ => kind.ToString(),
    };

    public string TransferKind(string kind) => kind switch
    {
        "sale" => Say("sale", "vente"),
        "tax" => Say("tax", "taxe"),
        "shipping" => Say("shipping", "livraison"),
        "discount" => Say("discount", "remise"),
        "payment" => Say("payment", "paiement"),
        "refund" => Say("refund", "remboursement"),
        "cancellation" => Say("cancellation", "annulation"),
        "fee" => Say("fee", "frais"),
        "charge" => Say("charge", "supplément"),
        "capture" => Say("capture", "encaissement"),
        "cost" => Say("cost", "coût"),
        "usage" => Say("usage", "consommation"),
        "exchange" => Say("exchange", "change"),
        "commitment" => Say("commitment", "engagement"),
        "draw" => Say("draw", "tirage"),
        "release" => Say("release", "libération"),
        "shortfall" => Say("shortfall", "manque"),
        "closing" => Say("closing", "clôture"),
        "manual" => Say("manual entry", "saisie manuelle"),
        "load" => Say("loading", "chargement"),
        _ => kind,
    };

    // events out
    public string OutboxExplained => Say("E-mails and webhooks, written with what caused them and sent afterwards, at least once.", "E-mails et webhooks, écrits avec ce qui les a causés puis envoyés, au moins une fois.");

    public string Topic => Say("About", "Sujet");

    public string Written => Say("Written (UTC)", "Écrit le (UTC)");

    public string Attempts => Say("Attempts", "Essais");

    public string NextAttempt => Say("Next attempt (UTC)", "Prochain essai (UTC)");

    public string SentAt => Say("Sent (UTC)", "Envoyé le (UTC)");

    public string LastError => Say("Last error", "Dernière erreur");

    public string Body => Say("Content", "Contenu");

    public string NotRenderedYet => Say("Written at the first attempt to send it.", "Rédigé au premier essai d’envoi.");

    public string Retry => Say("Try again now", "Réessayer maintenant");

    public string MessageRetried => Say("The message is in line again.", "Le message est de nouveau en attente d’envoi.");

    public string KindName(string kind) => kind switch { "email" => Say("E-mail", "E-mail"), "webhook" => Say("Webhook (UCP)", "Webhook (UCP)"), "acp_webhook" => Say("Webhook (ACP)", "Webhook (ACP)"), _ => kind };

    public string TopicName(string topic) => topic switch
    {
        "order_placed" => Say("Order confirmation", "Confirmation de commande"),
        "order_shipped" => Say("Shipment", "Expédition"),
        "order_delivered" => Say("Delivery", "Livraison effectuée"),
        "order_canceled" => Say("Cancellation", "Annulation"),
        "order_refunded" => Say("Refund", "Remboursement"),
        "order_ready" => Say("Ready for pick-up", "Prête au retrait"),
        "order_changed" => Say("Order changed", "Commande modifiée"),
        "order_lines_canceled" => Say("Pieces cancelled", "Pièces annulées"),
        "price_adjusted" => Say("Price lowered", "Prix réduit"),
        "return_requested" => Say("Return requested", "Retour demandé"),
        "return_approved" => Say("Return accepted", "Retour accepté"),
        "return_label" => Say("Return label", "Étiquette de retour"),
        "return_sent" => Say("Return sent", "Retour expédié"),
        "return_received" => Say("Return received", "Retour reçu"),
        "return_rejected" => Say("Return rejected", "Retour refusé"),
        "return_canceled" => Say("Return cancelled", "Retour annulé"),
        "return_completed" => Say("Return settled", "Retour terminé"),
        "exchange_payment" => Say("Exchange to pay", "Échange à régler"),
        "exchange_settled" => Say("Exchange settled", "Échange terminé"),
        "withdrawal_received" => Say("Withdrawal acknowledged", "Accusé de rétractation"),
        "withdrawal_refunded" => Say("Withdrawal refunded", "Rétractation remboursée"),
        "dispute_opened" => Say("Dispute opened", "Litige ouvert"),
        "dispute_won" => Say("Dispute won", "Litige gagné"),
        "dispute_lost" => Say("Dispute lost", "Litige perdu"),
        "sign_in" => Say("Sign-in link", "Lien de connexion"),
        _ => topic,
    };

    public string StateOf(OutboxState state) => state switch
    {
        OutboxState.Waiting => Say("Waiting", "En attente"),
        OutboxState.Sent => Say("Sent", "Envoyé"),
        OutboxState.Failed => Say("Failed", "Échec"),
        OutboxState.Held => Say("Kept here", "Gardé ici"),
        _ => state.ToString(),
    };

    // health
    public string Checks => Say("Checks", "Contrôles");

    public string Part => Say("Part", "Élément");

    public string Remark => Say("Remark", "Remarque");

    public string Took => Say("Took", "Durée");

    public string StorageTitle => Say("Storage", "Stockage");

    public string SearchIndex => Say("Search index", "Index de recherche");

    public string SeeOutbox => Say("See the messages", "Voir les messages");

    public string Program => Say("Program", "Programme");

    public string ProbesExplained => Say("For watchdogs, without the key:", "Pour la surveillance, sans la clé\u00a0:");

    public string ChangeLog => Say("Entries of the change log", "Entrées du journal");

    public string Size => Say("Size", "Taille");

    public string FollowedUpTo => Say("Followed up to entry", "Suivi jusqu’à l’entrée");

    public string LastFollowed => Say("Last followed", "Dernier suivi");

    public string OperatingSystem => Say("Operating system", "Système");

    public string Processors => Say("Processors", "Processeurs");

    public string Uptime => Say("Running for", "En marche depuis");

    public string Memory => Say("Memory", "Mémoire");

    public string GcHeap => Say("Managed heap", "Tas managé");

    public string Collections => Say("Collections (gen 0 / 1 / 2)", "Collectes (gén. 0 / 1 / 2)");

    public string GcPauses => Say("Pauses for collections", "Pauses de collecte");

    public string Threads => Say("Threads", "Fils d’exécution");

    public string CheckName(string check) => check switch
    {
        "storage" => StorageTitle,
        "search" => SearchIndex,
        "outbox" => Outbox,
        _ => check,
    };

    public string ProblemOf(string problem) => problem switch
    {
        "unreachable" => Say("does not answer; see the log", "ne répond pas\u00a0; voir le journal"),
        "behind" => Say("far behind the catalogue", "loin derrière le catalogue"),
        "empty" => Say("no shop is loaded", "aucune boutique n’est chargée"),
        "failed_messages" => Say("messages could not be sent", "des messages n’ont pas pu être envoyés"),
        "late_messages" => Say("messages wait for more than ten minutes", "des messages attendent depuis plus de dix minutes"),
        _ => problem,
    };
}
