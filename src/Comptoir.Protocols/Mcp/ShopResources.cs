using System.Text;
using Comptoir.Catalog;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering;
using Comptoir.Protocols.Mcp.Apps;
using Comptoir.Protocols.Trust;
using Comptoir.Protocols.Ucp;
using Comptoir.Search;
using Comptoir.ShopTools;
using ModelContextProtocol.Protocol;

namespace Comptoir.Protocols.Mcp;

/// <summary>What can be read without a tool: who the shop is, its policies word for word, its products, and the pages of <see cref="ShopApps"/>.</summary>
internal sealed class ShopResources(ICatalogStore store, ProductSearch search, ShowProduct products, AgentGate gate)
{
    private const string Description = "shop://description";
    private const string Policies = "shop://policies/";
    private const string Products = "shop://products/";
    private const string Markdown = "text/markdown";

    public static string UriOf(string policyId) => Policies + Uri.EscapeDataString(policyId);

    public async Task<ListResourcesResult> ListAsync(McpVisit visit, CancellationToken ct)
    {
        if (visit.Shop is not { } shop) return new();
        var policies = await store.GetPoliciesAsync(shop.Id, ct);
        return new()
        {
            Resources =
            [
                new() { Uri = Description, Name = "description", Title = shop.Name, Description = Say(visit, "Who the shop is and what it sells.", "Qui est la boutique et ce qu’elle vend."), MimeType = Markdown },
                .. ShopApps.List(visit),
                .. policies.Select(p => new Resource { Uri = UriOf(p.Id), Name = p.Id, Title = p.Title.In(visit.Language), MimeType = Markdown }),
            ],
        };
    }

    public static ListResourceTemplatesResult Templates(McpVisit visit) => new()
    {
        ResourceTemplates =
        [
            new()
            {
                UriTemplate = Policies + "{id}",
                Name = "policy",
                Title = Say(visit, "A policy of the shop", "Une des conditions de la boutique"),
                Description = Say(visit, "Delivery, returns, privacy, terms and what else the shop has put in writing.", "Livraison, retours, vie privée, conditions de vente et tout ce que la boutique a mis par écrit."),
                MimeType = Markdown,
            },
            new()
            {
                UriTemplate = Products + "{id}",
                Name = "product",
                Title = Say(visit, "A product of the shop", "Un article de la boutique"),
                Description = Say(visit, "Description, properties, price and stock as they are now. By id, SKU or handle.", "Description, caractéristiques, prix et stock du moment. Par identifiant, SKU ou adresse."),
                MimeType = Markdown,
            },
        ],
    };

    /// <summary>Null when there is no such resource.</summary>
    public async Task<ReadResourceResult?> ReadAsync(McpVisit visit, string? uri, string version, CancellationToken ct)
    {
        if (ShopApps.Find(visit, uri, version) is { } page) return new() { Contents = [page] };
        var text = visit.Shop is not { } shop ? null
            : uri == Description ? Describe(shop, visit.Language)
            : uri?.StartsWith(Products, StringComparison.Ordinal) == true ? await ProductAsync(visit, shop, uri[Products.Length..], ct)
            : (await store.GetPoliciesAsync(shop.Id, ct)).FirstOrDefault(p => UriOf(p.Id) == uri)?.Text.In(visit.Language);
        return text is null ? null : new() { Contents = [new TextResourceContents { Uri = uri!, MimeType = Markdown, Text = text }] };
    }

    /// <summary>Values that an argument of a template may take, those that begin with what is typed first.</summary>
    public async Task<IReadOnlyList<string>> CompleteAsync(McpVisit visit, string template, string typed, CancellationToken ct)
    {
        if (visit.Shop is not { } shop) return [];
        if (template == Policies + "{id}") return [.. (await store.GetPoliciesAsync(shop.Id, ct)).Select(p => p.Id).Where(id => id.StartsWith(typed, StringComparison.OrdinalIgnoreCase))];
        if (template != Products + "{id}" || typed.Length == 0 || await CallerAsync(visit, shop, ct) is not { } caller) return [];
        var context = new ShopContext(shop, visit.Language, shop.Country, caller);
        return [.. search.Suggest(shop.Id, typed, visit.Language, 50).Where(s => s.Kind == "product").Select(s => search.FindItem(context, s.Id)?.Product.Handle).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private async Task<string?> ProductAsync(McpVisit visit, Shop shop, string escaped, CancellationToken ct)
    {
        if (escaped.Length is 0 or > 300 || await CallerAsync(visit, shop, ct) is not { } caller) return null;
        return await products.RunAsync(new(shop, visit.Language, shop.Country, caller), Uri.UnescapeDataString(escaped), ct) is { } found ? ProductText.Of(found, visit) : null;
    }

    /// <summary>Who asks, so that a product that is kept from agents stays so here; null: the shop does not serve them.</summary>
    private async Task<Caller?> CallerAsync(McpVisit visit, Shop shop, CancellationToken ct) =>
        (await gate.AdmitAsync(new(shop.Id, UcpVersions.V2026_04_08, "get_product", "mcp") { ProfileUrl = visit.Agent.Profile, Message = visit.Message }, ct)).Caller;

    private static string Describe(Shop shop, string language)
    {
        var french = language == "fr";
        var text = new StringBuilder($"# {shop.Name}\n");
        if (!shop.Tagline.IsEmpty) text.Append($"\n{shop.Tagline.In(language)}\n");
        text.Append('\n');
        if (shop.LegalName is not null) Fact("Company", "Société", string.Join(", ", [shop.LegalName, .. shop.Address]));
        if (shop.VatNumber is not null) Fact("VAT number", "Numéro de TVA", shop.VatNumber);
        if (shop.Email is not null) Fact("E-mail", "Courriel", shop.Email);
        Fact("Country", "Pays", shop.Country);
        Fact("Currency", "Devise", shop.Currency);
        Fact("Prices", "Prix", shop.PricesIncludeTax ? french ? "taxes comprises" : "with taxes" : french ? "hors taxes" : "without taxes");
        Fact("Languages", "Langues", string.Join(", ", shop.Languages));
        if (shop.Categories.Count > 0) Fact("Categories", "Rayons", string.Join(", ", shop.Categories.Where(c => c.ParentId is null).Select(c => c.Name.In(language))));
        return text.ToString();

        void Fact(string name, string nom, string value) => text.Append(french ? $"- {nom}\u00a0: {value}\n" : $"- {name}: {value}\n");
    }

    private static string Say(McpVisit visit, string english, string french) => visit.Language == "fr" ? french : english;
}
