using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Comptoir.Catalog;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Rules;

namespace Comptoir.Ordering;

/// <summary>The documents of buying as JSON, as they are stored; written by the rules of <see cref="CatalogJson"/>.</summary>
public sealed class OrderingJson
{
    private OrderingJson() { }

    public static OrderingJson Default { get; } = new();

    public JsonSerializerOptions Options => CatalogJson.Default.Options;

    public JsonTypeInfo<Cart> Cart => Of<Cart>();

    public JsonTypeInfo<Checkout> Checkout => Of<Checkout>();

    public JsonTypeInfo<Order> Order => Of<Order>();

    public JsonTypeInfo<Customer> Customer => Of<Customer>();

    public JsonTypeInfo<SellingRules> SellingRules => Of<SellingRules>();

    public JsonTypeInfo<OutboxMessage> OutboxMessage => Of<OutboxMessage>();

    public JsonTypeInfo<Refusal> Refusal => Of<Refusal>();

    /// <summary>Of any other type, for example a list of those.</summary>
    public JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}
