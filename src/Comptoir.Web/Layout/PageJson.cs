using System.Text.Json.Serialization;
using Comptoir.Web.Chat;
using Comptoir.Web.ShopPages.Buying;

namespace Comptoir.Web.Layout;

/// <summary>What the pages' script sends and reads.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AddAnswer))]
[JsonSerializable(typeof(ChatRequest))]
[JsonSerializable(typeof(ChatAnswer))]
internal sealed partial class PageJson : JsonSerializerContext;
