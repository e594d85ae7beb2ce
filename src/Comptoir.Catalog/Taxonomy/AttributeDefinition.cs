using System.Text.Json.Serialization;
using Comptoir.Catalog.Products;

namespace Comptoir.Catalog.Taxonomy;

[JsonConverter(typeof(JsonStringEnumConverter<AttributeType>))]
public enum AttributeType { Text, Number, Enumeration, Boolean }

/// <summary>What an attribute is called, how it is typed, and the names of its values.</summary>
/// <param name="Unit">Unit of a number as stored; null otherwise.</param>
/// <param name="Values">Names of an enumeration's values by id.</param>
public sealed record AttributeDefinition(
    string Id,
    LocalizedText Name,
    AttributeType Type,
    string? Unit = null,
    IReadOnlyDictionary<string, OptionValue>? Values = null);
