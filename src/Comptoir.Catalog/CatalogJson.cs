using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Comptoir.Catalog.Inventory;
using Comptoir.Catalog.Policies;
using Comptoir.Catalog.Products;
using Comptoir.Catalog.Reviews;
using Comptoir.Catalog.Shops;

namespace Comptoir.Catalog;

/// <summary>
/// The catalogue's documents as JSON: camelCase, absent instead of null, enumerations by name, nothing that can be computed.
/// A member that an older document lacks keeps its default: the reason why these are not source-generated, whose
/// readers set absent init-only members to null.
/// </summary>
public sealed class CatalogJson
{
    private CatalogJson() { }

    public static CatalogJson Default { get; } = new();

    /// <summary>The rules of all stored documents; other rooms' contexts use them too.</summary>
    public JsonSerializerOptions Options { get; } = CreateOptions();

    public JsonTypeInfo<Shop> Shop => Of<Shop>();

    public JsonTypeInfo<Product> Product => Of<Product>();

    public JsonTypeInfo<Review> Review => Of<Review>();

    public JsonTypeInfo<Policy> Policy => Of<Policy>();

    public JsonTypeInfo<StockLevel> StockLevel => Of<StockLevel>();

    /// <summary>Of any other type, for example a list of those.</summary>
    public JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            IgnoreReadOnlyProperties = true,
            RespectNullableAnnotations = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            Converters = { new JsonStringEnumConverter() },
        };
        options.MakeReadOnly();
        return options;
    }
}
