using Comptoir.Ledger.Accounts;
using Comptoir.Ledger.Transfers;

namespace Comptoir.Web.Console.Texts;

/// <summary>Entries by hand and contracts that are signed.</summary>
public sealed partial class ConsoleTexts
{
    public string NewEntry => Say("New entry", "Nouvelle écriture");

    public string NewExchange => Say("New exchange", "Nouveau change");

    public string EntryExplained => Say(
        "An amount moves from the credited to the debited account. Entries are never changed or removed: a mistake is corrected by a second entry.",
        "Un montant passe du compte crédité au compte débité. Une écriture n’est jamais modifiée ni supprimée\u00a0: une erreur se corrige par une seconde écriture.");

    public string ExchangeExplained => Say(
        "An amount of one currency or unit is given for an amount of another; both amounts together are the rate.",
        "Un montant d’une devise ou d’une unité est donné contre un montant d’une autre\u00a0; les deux montants forment le taux.");

    public string EntryKey => Say("Key", "Clé");

    public string EntryKeyHint => Say("Names the entry; the same key again changes nothing.", "Désigne l’écriture\u00a0; la même clé une seconde fois ne change rien.");

    public string DebitHint => Say("The account that receives.", "Le compte qui reçoit.");

    public string CreditHint => Say("The account that gives.", "Le compte qui donne.");

    public string KindIfNew => Say("Kind, for a new account", "Type, pour un nouveau compte");

    public string AccountIsThere => Say("The account exists", "Le compte existe");

    public IEnumerable<(string Value, string Text)> AccountKinds => [("", AccountIsThere), .. Enum.GetValues<AccountKind>().Select(k => (k.ToString(), AccountKindName(k)))];

    public string AssetLabel => Say("Currency or unit", "Devise ou unité");

    public string AssetLike => Say("EUR, USD, tokens, hours/2 …", "EUR, USD, tokens, hours/2…");

    public string AmountOfAsset(string asset, int decimals) => Say($"An amount of {asset} above zero with {decimals} decimals at most.", $"Un montant en {asset}, supérieur à zéro, avec {decimals} décimales au plus.");

    public string DayLike => Say("Please give a day.", "Indiquez un jour.");

    public string EntryNote => Say("Note", "Note");

    public string PostEntry => Say("Enter", "Enregistrer l’écriture");

    public string EntryPosted => Say("Entered.", "Écriture enregistrée.");

    public string EntryWasThere => Say("This was entered before; nothing changed.", "Cette écriture existait déjà\u00a0; rien n’a changé.");

    public string GivingAccount => Say("Account that gives", "Compte qui donne");

    public string TakingAccount => Say("Account that receives", "Compte qui reçoit");

    public string GivenAmount => Say("Amount given", "Montant donné");

    public string GivenAsset => Say("Currency or unit given", "Devise ou unité donnée");

    public string TakenAmount => Say("Amount received", "Montant reçu");

    public string TakenAsset => Say("Currency or unit received", "Devise ou unité reçue");

    public string TwoAssets => Say("The two currencies or units must differ.", "Les deux devises ou unités doivent être différentes.");

    public string NoSuchAccount => Say("There is no such account; choose its kind to make it.", "Ce compte n’existe pas\u00a0; choisissez son type pour le créer.");

    public string AccountCounts(string asset) => Say($"This account counts {asset}.", $"Ce compte est tenu en {asset}.");

    public string NewContract => Say("New contract", "Nouveau contrat");

    public string SigningExplained => Say(
        "What is promised is counted beside the books until it is drawn, released or missed; money moves only when it is paid.",
        "Ce qui est promis est compté hors bilan jusqu’à être consommé, libéré ou manqué\u00a0; l’argent ne circule qu’au paiement.");

    public string ContractId => Say("Contract id", "Identifiant du contrat");

    public string ContractIdHint => Say("Unique in the shop, for example ctr_cloud_2026.", "Unique dans la boutique, par exemple ctr_cloud_2026.");

    public string ContractTitle => Say("Title", "Intitulé");

    public string PartyHint => Say("shop, or for example cloud:aws.", "shop, ou par exemple cloud:aws.");

    public string ConditionHint => Say("What must happen before it is owed; empty: owed from the start.", "Ce qui doit arriver avant que ce soit dû\u00a0; vide\u00a0: dû dès le début.");

    public string TakeOrPay => Say("What is not taken must be paid all the same", "Ce qui n’est pas consommé est dû quand même");

    public string EndsAfterStart => Say("The end lies after the beginning.", "La fin doit être postérieure au début.");

    public string SignContract => Say("Sign", "Signer");

    public string ContractSigned => Say("The contract is in the books.", "Le contrat est dans les comptes.");

    public string ConditionMet => Say("The condition is met", "La condition est remplie");

    public string RecordDraw => Say("Record as drawn", "Enregistrer comme consommé");

    public string RecordRelease => Say("Record as released", "Enregistrer comme libéré");

    /// <summary>Why the ledger refused an entry.</summary>
    public string PostRefused(PostStatus status) => status switch
    {
        PostStatus.OtherContent => Say("Nothing was entered: an entry with this key is there and says something else.", "Rien n’a été enregistré\u00a0: une écriture avec cette clé existe et dit autre chose."),
        PostStatus.OtherAccount => Say("Nothing was entered: an account with this name is there with another kind or unit.", "Rien n’a été enregistré\u00a0: un compte de ce nom existe avec un autre type ou une autre unité."),
        PostStatus.InsufficientBalance => Say("Nothing was entered: the account does not hold that much.", "Rien n’a été enregistré\u00a0: le compte ne contient pas ce montant."),
        PostStatus.PeriodClosed => Say("Nothing was entered: the day lies in a closed period.", "Rien n’a été enregistré\u00a0: le jour appartient à une période clôturée."),
        _ => Say("Nothing was entered: the entry is not sound.", "Rien n’a été enregistré\u00a0: l’écriture n’est pas valable."),
    };
}
