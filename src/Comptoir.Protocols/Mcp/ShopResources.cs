using System.Text;
using Comptoir.Catalog;
using Comptoir.Catalog.Shops;
using ModelContextProtocol.Protocol;

namespace Comptoir.Protocols.Mcp;

/// <summary>What can be read without a tool: who the shop is, and its policies word for word.</summary>
internal sealed class ShopResources(ICatalogStore store)
{
    private const string Description = "shop://description";
    private const string Policies = "shop://policies/";
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
        ],
    };

    /// <summary>Null when there is no such resource.</summary>
    public async Task<ReadResourceResult?> ReadAsync(McpVisit visit, string? uri, CancellationToken ct)
    {
        var text = visit.Shop is not { } shop ? null
            : uri == Description ? Describe(shop, visit.Language)
            : (await store.GetPoliciesAsync(shop.Id, ct)).FirstOrDefault(p => UriOf(p.Id) == uri)?.Text.In(visit.Language);
        return text is null ? null : new() { Contents = [new TextResourceContents { Uri = uri!, MimeType = Markdown, Text = text }] };
    }

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
