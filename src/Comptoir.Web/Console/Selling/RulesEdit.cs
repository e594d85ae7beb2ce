using Comptoir.Ordering;
using Comptoir.Ordering.Rules;
using Comptoir.Search;
using Comptoir.Web.Console.Forms;

namespace Comptoir.Web.Console.Selling;

/// <summary>Saves a change of the selling rules over the version that the operator saw.</summary>
internal static class RulesEdit
{
    public const string VersionField = "version";

    public static string VersionOf(SellingRules rules) => rules.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>False, with the reason in the form, when somebody else saved meanwhile. What was typed stays; saving once more wins.</summary>
    public static async Task<bool> SaveAsync(ConsoleContext console, ConsoleForm form, IOrderingStore ordering, ProductSearch search, SellingRules read, SellingRules changed, CancellationToken ct)
    {
        if (form[VersionField] == VersionOf(read) && await ordering.SaveRulesAsync(console.Shop.Id, changed with { Version = read.Version + 1 }, ct))
        {
            await search.FollowAsync(ct);
            return true;
        }

        var now = await ordering.GetRulesAsync(console.Shop.Id, ct);
        form.Wrong("", console.T.RulesChangedMeanwhile);
        form[VersionField] = VersionOf(now);
        return false;
    }
}
