using System.Collections.Frozen;

namespace Comptoir.Search.Query;

/// <summary>Whom a thing is for, as people say it.</summary>
internal static class AudienceWords
{
    private static readonly (string Audience, string Phrases)[] Table =
    [
        ("woman", "woman,women,womens,lady,ladies,wife,mother,mum,mom,mummy,mommy,grandmother,grandma,granny,girlfriend,sister,aunt,femme,femmes,dame,dames,epouse,mere,maman,grand mere,mamie,copine,soeur,tante,belle mere,belle soeur"),
        ("man", "man,men,mens,gentleman,guy,guys,husband,father,dad,daddy,grandfather,grandpa,boyfriend,brother,uncle,homme,hommes,monsieur,mari,epoux,pere,papa,grand pere,papi,papy,copain,frere,oncle,beau pere,beau frere"),
        ("girl", "girl,girls,daughter,niece,granddaughter,fille,filles,fillette,fillettes,petite fille,niece"),
        ("boy", "boy,boys,my son,nephew,grandson,garcon,garcons,fils,neveu,petit garcon,petit fils"),
        ("child", "child,children,childrens,kid,kids,toddler,toddlers,enfant,enfants,gamin,gamins,tout petit,petits enfants,little one"),
        ("baby", "baby,babies,newborn,infant,bebe,bebes,nourrisson,nouveau ne"),
        ("teenager", "teenager,teenagers,teen,teens,adolescent,adolescents,adolescente,ado,ados"),
    ];

    private static readonly (string Audience, Phrases Phrases)[] Readers = [.. Table.Select(t => (t.Audience, new Phrases(t.Phrases.Split(','))))];

    public static readonly FrozenSet<string> Words = Table.SelectMany(t => t.Phrases.Split(',', ' ')).ToFrozenSet(StringComparer.Ordinal);

    public static (string Audience, int Length)? At(List<QueryToken> tokens, int at)
    {
        (string, int)? best = null;
        foreach (var (audience, phrases) in Readers)
            if (phrases.At(tokens, at) is > 0 and var length && (best is null || length > best.Value.Item2)) best = (audience, length);
        return best;
    }

    /// <summary><c>for women</c>, <c>pour femme</c>.</summary>
    public static string Label(string audience, string language) => (audience, language == "fr") switch
    {
        ("woman", true) => "pour femme",
        ("man", true) => "pour homme",
        ("girl", true) => "pour fille",
        ("boy", true) => "pour garçon",
        ("child", true) => "pour enfant",
        ("baby", true) => "pour bébé",
        ("teenager", true) => "pour adolescent",
        ("woman", false) => "for women",
        ("man", false) => "for men",
        ("girl", false) => "for girls",
        ("boy", false) => "for boys",
        ("child", false) => "for children",
        ("baby", false) => "for babies",
        ("teenager", false) => "for teenagers",
        (_, true) => $"pour {audience}",
        _ => $"for {audience}",
    };
}
