using Comptoir.Catalog.Shops;
using Comptoir.Ordering;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Customers;
using Comptoir.ShopTools;

namespace Comptoir.Web.Layout;

/// <summary>One request of a visitor: in which shop, in which language, with which cart, signed in as whom.</summary>
/// <param name="BaseUrl">Scheme and host, without a trailing slash.</param>
/// <param name="Address">Path and query as asked for, without the language parameter.</param>
public sealed record Visit(Shop Shop, string Language, string BaseUrl, string Address, bool Demo)
{
    public Texts Texts { get; } = new(Language);

    /// <summary>Null while nothing was added.</summary>
    public Cart? Cart { get; init; }

    /// <summary>Null when not signed in.</summary>
    public Customer? Customer { get; init; }

    /// <summary>Null while the visitor has not chatted.</summary>
    public string? ConversationId { get; init; }

    public string Country => Cart?.Country ?? Shop.Country;

    public int CartCount => Cart?.Lines.Sum(l => l.Quantity) ?? 0;

    public string Path => Address.Split('?')[0];

    public Caller Caller => new(Cart?.Id ?? ConversationId ?? "visitor", "web", CustomerId: Customer?.Id);

    public ShopContext Context => new(Shop, Language, Country, Caller);

    /// <summary>
    /// Where links in e-mails lead. A request's Host header can be anything, so one that is neither the shop's own nor local is not believed.
    /// </summary>
    public string MailBaseUrl(WebOptions options) =>
        options.PublicUrl is not null || Shop.Hosts.Count == 0 || !Uri.TryCreate(BaseUrl, UriKind.Absolute, out var here) || here.IsLoopback || Shop.Hosts.Contains(here.Host, StringComparer.OrdinalIgnoreCase)
            ? BaseUrl
            : $"https://{Shop.Hosts[0]}";

    /// <summary>This page in another language.</summary>
    public string InLanguage(string language) => $"{Address}{(Address.Contains('?') ? '&' : '?')}lang={language}";
}
