using System.Text.Json.Nodes;
using Comptoir.Catalog;
using Comptoir.Ordering.Idempotency;
using Comptoir.Web.Security;

namespace Comptoir.Web.ShopPages.AfterSale;

/// <summary>A key that a page puts into the form of its last step, so that pressing its button twice, or sending it again, does the thing once.</summary>
internal static class FormKey
{
    public const string Field = "key";

    public static string New(TimeProvider time) => Ids.New("form", time);

    /// <summary>Null for a form that carries none.</summary>
    /// <param name="scope">What is done and to which object.</param>
    public static IdempotencyKey? Of(BoundedForm form, string scope) => form.Text(Field, 60) is { } key
        ? new(scope, key, RequestHash.Of(new JsonObject(form.Names.Order(StringComparer.Ordinal).Select(n => new KeyValuePair<string, JsonNode?>(n, form.Text(n, 1000)))))) : null;
}
