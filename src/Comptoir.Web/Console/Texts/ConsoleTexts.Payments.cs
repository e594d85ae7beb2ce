using Comptoir.Ordering.Payments.Invoices;

namespace Comptoir.Web.Console.Texts;

/// <summary>Invoices, customers' credit, keys of payment providers.</summary>
public sealed partial class ConsoleTexts
{
    public string Invoices => Say("Invoices", "Factures");

    public string InvoicesExplained => Say("Orders that customers pay later, the longest due first. Record a bank transfer when the whole amount has come in.", "Commandes que les clients règlent plus tard, les échéances les plus anciennes d’abord. Enregistrez le virement quand le montant entier est arrivé.");

    public string AllInvoices => Say("Show paid and void ones too", "Afficher aussi les factures réglées et annulées");

    public string OnlyOpenInvoices => Say("Show only open ones", "N’afficher que les factures ouvertes");

    public string NoInvoices => Say("No invoice is open.", "Aucune facture n’est ouverte.");

    public string InvoiceNo => Say("Invoice no.", "Facture nº");

    public string InvoiceAmount => Say("Amount", "Montant");

    public string DueOn => Say("Due on", "Échéance");

    public string InvoiceStatus => Say("State", "État");

    public string Overdue => Say("Overdue", "En retard");

    public string InvoiceStateOf(InvoiceState state) => state switch
    {
        InvoiceState.Open => Say("Open", "Ouverte"),
        InvoiceState.Paid => Say("Paid", "Réglée"),
        InvoiceState.Void => Say("Void", "Annulée"),
        _ => Say("Not issued", "Non émise"),
    };

    public string InvoiceAction => Say("Action", "Opération");

    public string RecordTransfer => Say("Record the transfer", "Enregistrer le virement");

    public string RecordTransferOf(string number) => Say($"Record the transfer for invoice {number}", $"Enregistrer le virement de la facture {number}");

    public string InvoicePaidDone => Say("The transfer is recorded; the invoice is paid.", "Le virement est enregistré\u202f; la facture est réglée.");

    public string CreditTitle => Say("Who may pay on invoice", "Qui peut payer sur facture");

    public string CreditExplained => Say("A customer with a limit may pay on invoice until that much is open. An empty limit ends it.", "Un client doté d’un plafond peut payer sur facture tant que l’encours ne le dépasse pas. Un plafond vide y met fin.");

    public string CustomerEmail => Say("Customer’s e-mail address", "Adresse e-mail du client");

    public string CreditLimit => Say("Limit", "Plafond");

    public string DaysToPay => Say("Days until an invoice is due", "Délai de paiement en jours");

    public string CreditSaved => Say("The customer’s credit is saved.", "Le crédit du client est enregistré.");

    public string NoSuchCustomer => Say("There is no customer with this address.", "Aucun client n’a cette adresse.");

    public string KeysOf(string handler) => Say($"Keys of {handler}", $"Clés de {handler}");

    public string KeysExplained => Say("Keys are stored encrypted and never shown again. An empty field keeps what is stored.", "Les clés sont enregistrées chiffrées et ne sont plus jamais affichées. Un champ vide conserve ce qui est enregistré.");

    public string ApiKey => Say("Secret key", "Clé secrète");

    public string WebhookSecret => Say("Signing secret of the webhooks", "Secret de signature des webhooks");

    public string WebhookAddress => Say("Address for the webhooks", "Adresse des webhooks");

    public string ForgetOlderSecret => Say("Forget the older signing secret", "Oublier l’ancien secret de signature");

    public string NotEntered => Say("Not entered here", "Non renseignée ici");

    public string EndsWith(string hint) => Say($"Entered, ends with {hint}", $"Renseignée, se termine par {hint}");

    public string EnteredTimes(int count) => Say(count == 1 ? "Entered" : $"Entered, {count} are valid", count == 1 ? "Renseigné" : $"Renseigné, {count} sont valables");

    public string KeysChanged => Say("Changed", "Modifiées");

    public string TestConnection => Say("Test the connection", "Tester la connexion");

    public string KeysSaved => Say("The keys are saved.", "Les clés sont enregistrées.");

    public string KeysWork => Say("The provider accepts the keys.", "Le prestataire accepte les clés.");

    public string KeysFail(string reason) => Say($"The provider refuses the keys: {reason}", $"Le prestataire refuse les clés\u00a0: {reason}");

    public string EnterKeys(string handler) => Say($"Enter the keys of {handler}", $"Saisir les clés de {handler}");

    public string CaptureTitle => Say("When the money is taken", "Quand l’argent est encaissé");

    public string CaptureWhen => Say("Take the money", "Encaisser");

    public string CaptureAtOrder => Say("with the order", "à la commande");

    public string CaptureAtShipment => Say("with each shipment", "à chaque expédition");

    public string CaptureHint => Say("With each shipment, the buyer's bank promises the money at the order, and each parcel takes what it carries. A provider that can take a promise only once (Stripe, gift cards) gives all of it with the first parcel.", "À chaque expédition\u00a0: la banque de l’acheteur promet l’argent à la commande, et chaque colis encaisse ce qu’il contient. Un prestataire qui ne peut encaisser une promesse qu’une fois (Stripe, cartes cadeaux) la règle en entier au premier colis.");

    public string CaptureSaved => Say("Saved.", "Enregistré.");
}
