using System.Text.Json.Nodes;
using Comptoir.Catalog.Products;
using Comptoir.Ordering;
using Comptoir.Protocols.Ucp.Answers;
using Comptoir.Protocols.Ucp.Requests;
using Comptoir.Search;
using Comptoir.ShopTools;

namespace Comptoir.Protocols.Ucp;

/// <summary>The three catalogue operations of 2026-04-08.</summary>
internal sealed class CatalogAnswers(ProductSearch search, FindProducts find)
{
    private const int MostIds = 50;
    private const int MostVariantsInSearch = 25;
    private const int MostVariants = 250;

    public UcpAnswer Search(UcpCall call, JsonObject body)
    {
        var read = new WireReader();
        var request = CatalogRequest.Read(read, body, call.Context.Shop);
        if (read.Problem is { } problem) return Bad(problem);
        var found = find.Run(call.Context, new FindRequest(request.Text, request.Filters, SortOrder.Relevance, request.Offset, request.Limit));
        var write = Writer(call);
        var products = found.Products
            .Select(card => (Card: card, Product: search.FindProduct(call.Context.Shop.Id, card.ProductId)))
            .Where(f => f.Product is not null)
            .Select(f => write.Product(f.Product!, Featured(f.Product!, f.Card.VariantId).Take(MostVariantsInSearch).Select(v => write.Variant(f.Product!, v))));
        var next = request.Offset + request.Limit;
        var more = next < found.Total;
        return Answer(call, UcpCapabilities.Search, new JsonObject
        {
            ["products"] = WireWriter.Array(products),
            ["pagination"] = new JsonObject { ["has_next_page"] = more, ["total_count"] = found.Total }.Maybe("cursor", more ? CatalogRequest.Cursor(next) : null),
        }, request.PriceIgnored ? [Warning(call, "price_filter_ignored",
            $"The price filter was left out: prices here are in {call.Context.Shop.Currency}.",
            $"Le filtre de prix n’a pas été appliqué\u00a0: les prix sont ici en {call.Context.Shop.Currency}.", "$.filters.price")] : []);
    }

    public UcpAnswer Lookup(UcpCall call, JsonObject body)
    {
        var read = new WireReader();
        if (body["ids"] is JsonArray { Count: > MostIds })
            return Bad(new(RefusalKind.Invalid, "request_too_large", $"$.ids has more than {MostIds} entries.", "$.ids"));
        var ids = read.Texts(body, "ids", "$", MostIds) ?? [];
        if (ids.Count == 0) read.Refuse("invalid_request", "$.ids must hold at least one id.", "$.ids");
        if (read.Problem is { } problem) return Bad(problem);

        var write = Writer(call);
        var products = new List<(Product Product, List<(Variant Variant, JsonArray Inputs)> Variants)>();
        var unknown = new List<JsonObject>();
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            if (search.FindItem(call.Context, id) is not var (product, variant))
            {
                unknown.Add(Warning(call, "not_found", $"No product has the id {id}.", $"Aucun article n’a l’identifiant {id}.", "$.ids"));
                continue;
            }

            if (products.FindIndex(p => p.Product.Id == product.Id) is var at && at < 0)
            {
                at = products.Count;
                products.Add((product, []));
            }

            var variants = products[at].Variants;
            if (variants.FindIndex(v => v.Variant.Id == variant.Id) is var seen && seen < 0)
            {
                seen = variants.Count;
                variants.Add((variant, []));
            }

            variants[seen].Inputs.Add(new JsonObject { ["id"] = id, ["match"] = id == product.Id || id == product.Handle ? "featured" : "exact" });
        }

        return Answer(call, UcpCapabilities.Lookup, new JsonObject
        {
            ["products"] = WireWriter.Array(products.Select(p => write.Product(p.Product, p.Variants.Select(v =>
            {
                var variant = write.Variant(p.Product, v.Variant);
                variant["inputs"] = v.Inputs;
                return variant;
            })))),
        }, unknown);
    }

    public UcpAnswer Product(UcpCall call, JsonObject body)
    {
        var read = new WireReader();
        var id = read.Text(body, "id", "$", 200);
        if (string.IsNullOrWhiteSpace(id)) read.Refuse("invalid_request", "$.id is required.", "$.id");
        var item = read.Problem is null ? search.FindItem(call.Context, id!) : null;
        var chosen = item is { } known ? OptionSelection.Read(read, body, known.Product) : [];
        var preferences = read.Texts(body, "preferences", "$", 20) ?? [];
        if (read.Problem is { } problem) return Bad(problem);
        if (item is not var (product, featured))
            return ((V2026_04_08.Presenter)UcpPresenter.For(call.Version)).Envelope(new(RefusalKind.NotFound, "not_found", Say(call, "No product has this id.", "Aucun article n’a cet identifiant."), "$.id"), call, UcpCapabilities.Lookup, null, null);

        var wanted = OptionSelection.Relax(product, chosen, preferences);
        if (!OptionSelection.Has(featured, wanted))
            featured = product.Variants.Where(v => OptionSelection.Has(v, wanted)).OrderByDescending(v => Available(call, v.Id) > 0).First();
        var write = Writer(call);
        var detail = write.Product(product, Featured(product, featured.Id).Where(v => OptionSelection.Has(v, wanted)).Take(MostVariants).Select(v => write.Variant(product, v)));
        if (product.Options.Count > 0)
        {
            detail["selected"] = WireWriter.Array(featured.Options.Select(o => write.Selected(product, o)));
            foreach (var (option, written) in product.Options.Where(o => o.Values.Count > 0).Zip(detail["options"]!.AsArray()))
                MarkValues(call, product, option, wanted, written!["values"]!.AsArray());
        }

        return Answer(call, UcpCapabilities.Lookup, new JsonObject { ["product"] = detail }, []);
    }

    /// <summary>Tells for each value of an option whether a variant exists, and is in stock, with the other choices as they are.</summary>
    private void MarkValues(UcpCall call, Product product, ProductOption option, IReadOnlyList<SelectedOption> wanted, JsonArray values)
    {
        foreach (var (value, written) in option.Values.Zip(values))
        {
            var choice = wanted.Where(w => w.OptionId != option.Id).Append(new SelectedOption(option.Id, value.Id)).ToList();
            var fitting = product.Variants.Where(v => OptionSelection.Has(v, choice)).ToList();
            written!["exists"] = fitting.Count > 0;
            written["available"] = fitting.Any(v => Available(call, v.Id) > 0);
        }
    }

    private static IEnumerable<Variant> Featured(Product p, string variantId) => p.Variants.OrderByDescending(v => v.Id == variantId);

    private long Available(UcpCall call, string variantId) => search.Available(call.Context.Shop.Id, variantId);

    private ProductWriter Writer(UcpCall call) => new(call.Context.Shop, call.BaseUrl, call.Context.Language, id => Available(call, id));

    private static UcpAnswer Answer(UcpCall call, string root, JsonObject body, IReadOnlyList<JsonObject> messages)
    {
        body.Insert(0, "ucp", new JsonObject
        {
            ["version"] = call.Version,
            ["status"] = "success",
            ["capabilities"] = V2026_04_08.Presenter.Capabilities(call, root, null),
        });
        return new(200, body.Maybe("messages", WireWriter.Array(messages).OrNothing()));
    }

    private static UcpAnswer Bad(Refusal problem) => V2026_04_08.Presenter.Instance.Error(400, problem.Code, problem.Message, problem.Path);

    private static JsonObject Warning(UcpCall call, string code, string english, string french, string path) =>
        WireWriter.Message("warning", code, Say(call, english, french), path);

    private static string Say(UcpCall call, string english, string french) => call.Context.Language == "fr" ? french : english;
}
