using System.Collections.Immutable;

namespace Comptoir.Capital.Answers;

/// <summary>What can be asked of a file of deals.</summary>
public enum Question { Funds, Returns, Loops, SelfFunded, Circularity, Commitments, Runway, Stress, Changes, OrderEarnings, Ownership, Conflicts, Uncertainty, Doubts }

public static class Questions
{
    /// <summary>The ten of the first screen, in their order.</summary>
    public static ImmutableArray<Question> Ten { get; } =
        [Question.Funds, Question.Returns, Question.Loops, Question.SelfFunded, Question.Circularity, Question.Commitments, Question.Runway, Question.Stress, Question.Changes, Question.OrderEarnings];

    public static ImmutableArray<Question> All { get; } = [.. Enum.GetValues<Question>()];

    /// <summary>As the command line and addresses write it.</summary>
    public static string IdOf(Question question) => question switch
    {
        Question.SelfFunded => "self-funded",
        Question.OrderEarnings => "order-earnings",
        _ => question.ToString().ToLowerInvariant(),
    };

    public static Question? Parse(string id) => All.Where(q => IdOf(q) == id).Select(q => (Question?)q).FirstOrDefault();

    public static string Text(Question question, Words w) => question switch
    {
        Question.Funds => w.Say("Who funds whom, this year and over the contracts’ lives?", "Qui finance qui, cette année et sur la vie des contrats\u00a0?"),
        Question.Returns => w.Say("How much of each investment can come back, and how much does?", "Quelle part de chaque investissement peut revenir, et quelle part revient\u00a0?"),
        Question.Loops => w.Say("Which loops, worth how much, through which contracts?", "Quelles boucles, pour combien, par quels contrats\u00a0?"),
        Question.SelfFunded => w.Say("What share of a supplier’s revenue comes from parties it funds?", "Quelle part du chiffre d’affaires d’un fournisseur vient de ceux qu’il finance\u00a0?"),
        Question.Circularity => w.Say("How circular is the whole: now, a year ago, and with firm money only?", "À quel point l’ensemble est-il circulaire\u00a0: aujourd’hui, il y a un an, et avec le seul argent ferme\u00a0?"),
        Question.Commitments => w.Say("Commitments: size, term, drawn, behind or ahead, cancellable how fast?", "Engagements\u00a0: montant, durée, consommé, retard ou avance, résiliables en combien de temps\u00a0?"),
        Question.Runway => w.Say("How long does the money last, at current burn and at committed pace?", "Combien de temps l’argent dure-t-il, au rythme actuel et au rythme engagé\u00a0?"),
        Question.Stress => w.Say("If one party pays only part: who misses payments, who loses value?", "Si une partie ne paie qu’en partie\u00a0: qui manque ses paiements, qui perd de la valeur\u00a0?"),
        Question.Changes => w.Say("What changed since a date?", "Qu’est-ce qui a changé depuis une date\u00a0?"),
        Question.OrderEarnings => w.Say("What does one order earn after fees, refunds and model cost?", "Que rapporte une commande après frais, remboursements et coût des modèles\u00a0?"),
        Question.Ownership => w.Say("Who owns how much, after which rounds?", "Qui détient combien, après quels tours\u00a0?"),
        Question.Conflicts => w.Say("Which contracts stand against an exclusivity?", "Quels contrats vont contre une exclusivité\u00a0?"),
        Question.Uncertainty => w.Say("How much does it depend on deals that may not happen?", "À quel point cela dépend-il d’accords qui peuvent ne pas se faire\u00a0?"),
        Question.Doubts => w.Say("What is doubtful in the file?", "Qu’est-ce qui est douteux dans le fichier\u00a0?"),
        _ => IdOf(question),
    };
}
