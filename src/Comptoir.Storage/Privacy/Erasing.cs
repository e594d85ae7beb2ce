using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Ordering.Orders;
using Comptoir.Storage.Ordering;

namespace Comptoir.Storage.Privacy;

/// <summary>A row as it is without the person. Pure: takes a row, gives a row.</summary>
internal static class Erasing
{
    public const string Erased = "erased";

    /// <summary>Members that say who somebody is, or what they wrote; all may be absent.</summary>
    private static readonly HashSet<string> Removed = new(StringComparer.Ordinal) { "firstName", "lastName", "phone", "comment", "note", "evidence", "carried", "passwordHash", "verifiedAt", "lastDigits", "expiryMonth", "expiryYear" };

    /// <summary>Of an object that has an e-mail address: these describe the person and must be there.</summary>
    private static readonly string[] Described = ["email", "name", "content"];

    /// <summary>Of a place only what taxes were reckoned by is kept.</summary>
    private static readonly HashSet<string> KeptOfPlace = new(StringComparer.Ordinal) { "id", "region", "country" };

    /// <summary>The row's document; null when it has none, or none that is JSON.</summary>
    public static JsonNode? Document(Table table, object?[] row)
    {
        var at = table.IndexOf("document");
        if (at < 0 || row[at] is not byte[] bytes) return null;
        try
        {
            return JsonNode.Parse(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Rows that are worth nothing without the person: sign-ins, and what was to be done for them later.</summary>
    private static readonly HashSet<string> Gone = new(StringComparer.Ordinal) { "customer_token", "automation", "mandate", "oauth_link", "oauth_token" };

    /// <summary>The row's new values; null when it has to go, because it stands for the person or a key column names them.</summary>
    public static object?[]? Row(Table table, object?[] row, Traces traces)
    {
        if (Gone.Contains(table.Name)) return null;
        if (table.Keys.Any(k => row[table.IndexOf(k.Name)] is string key && traces.Without(key) != key)) return null;
        var erased = (object?[])row.Clone();
        for (var i = 0; i < row.Length; i++)
        {
            var column = table.Columns[i];
            if (column.Key > 0) continue;
            if (row[i] is string text) erased[i] = Text(table, column.Name, text, row, traces);
            if (row[i] is byte[] bytes && column.Name != "document") erased[i] = Plain(bytes, traces);
        }

        if (Document(table, row) is { } document) Put(table, erased, Scrub(table, document, traces));
        return erased;
    }

    private static string? Text(Table table, string column, string text, object?[] row, Traces traces) => (table.Name, column) switch
    {
        ("customer", "email") => AddressOf(row[table.IndexOf("customer_id")] as string),
        ("placed_order", "email") => null,
        (_, "email") => Erased,
        (_, "first_said") => "",
        ("outbox", "state") when text is "Waiting" or "Held" && row[table.IndexOf("kind")] is "email" => "Failed",
        _ => traces.Without(text),
    };

    private static JsonNode Scrub(Table table, JsonNode document, Traces traces)
    {
        Walk(document, traces);
        switch (table.Name)
        {
            case "customer":
                document["email"] = AddressOf((string?)document["id"]);
                break;
            case "conversation":
                foreach (var turn in document["turns"]!.AsArray())
                    (turn!["said"], turn["replied"], turn["commands"]) = ("", "", new JsonArray());
                document["state"] = new JsonObject { ["language"] = (string?)document["language"] }.ToJsonString();
                break;
            case "outbox":
                foreach (var name in (string[])["subject", "body", "data", "lastError"]) document.AsObject().Remove(name);
                if ((string?)document["kind"] == "email" && (string?)document["state"] is "Waiting" or "Held") document["state"] = "Failed";
                break;
        }

        return document;
    }

    private static void Walk(JsonNode? node, Traces traces)
    {
        if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (Cleaned(list[i], traces) is { } clean) list[i] = clean;
                else Walk(list[i], traces);
            }
        }
        else if (node is JsonObject o)
        {
            var place = o.ContainsKey("street") || o.ContainsKey("postalCode");
            var person = o.ContainsKey("email");
            foreach (var (name, value) in o.ToList())
            {
                // kept as nobody, because some documents must have one
                if (name == "buyer" && value is JsonObject) o[name] = new JsonObject();
                else if (Removed.Contains(name) || (place && !KeptOfPlace.Contains(name))) o.Remove(name);
                else if (person && Described.Contains(name) && value is JsonValue) o[name] = Erased;
                else if (Cleaned(value, traces) is { } clean) o[name] = clean;
                else Walk(value, traces);
            }
        }
    }

    /// <summary>A text without the person; null when there is nothing to change.</summary>
    private static JsonNode? Cleaned(JsonNode? value, Traces traces) =>
        value is JsonValue leaf && leaf.TryGetValue(out string? text) && traces.Without(text) is var clean && clean != text ? JsonValue.Create(clean) : null;

    private static byte[] Plain(byte[] bytes, Traces traces)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return traces.Without(text) is var clean && clean != text ? Encoding.UTF8.GetBytes(clean) : bytes;
    }

    /// <summary>Stores the document, as a new version, so that whoever holds the one before cannot write it back.</summary>
    private static void Put(Table table, object?[] row, JsonNode document)
    {
        if (table.IndexOf("version") is >= 0 and var version && row[version] is long number)
        {
            row[version] = number + 1;
            if (document["version"] is not null) document["version"] = number + 1;
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(document);
        row[table.IndexOf("document")] = bytes;
        if (table.IndexOf("search_text") is >= 0 and var search) row[search] = OrderText.Of(Documents.Read<Order>(bytes));
    }

    private static string AddressOf(string? id) => $"{id}@erased.invalid";
}
