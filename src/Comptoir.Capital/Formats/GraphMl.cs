using System.Text;
using System.Xml;
using Comptoir.Capital.Deals;
using Comptoir.Capital.Flows;

namespace Comptoir.Capital.Formats;

/// <summary>GraphML: parties are nodes, deals are edges from payer to payee that carry the fields of a deal. Gephi, yEd and networkx read it.</summary>
public static class GraphMl
{
    private const string Space = "http://graphml.graphdrawing.org/xmlns";

    public static string Write(IEnumerable<Deal> deals)
    {
        var all = deals.ToArray();
        return Write(
            all.SelectMany(d => new[] { d.Payer, d.Payee }),
            DealCsv.Fields.Except(["payer", "payee"]).Select(f => (f, "string")),
            all.Select(d => (d.Payer, d.Payee, DealFields.Of(d).Where(f => f.Field is not ("payer" or "payee")))));
    }

    /// <summary>A view: one edge a pair, with what it carries and how much of it goes round, in minor units.</summary>
    public static string Write(FlowNetwork network, IReadOnlyList<double>? circular = null) => Write(
        network.Parties,
        [("amount", "long"), ("circular", "double"), ("deals", "string")],
        network.Flows.Select((flow, i) => (network.Parties[flow.From], network.Parties[flow.To], (IEnumerable<(string, string)>)
        [
            ("amount", flow.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("circular", (circular?[i] ?? 0).ToString("R", System.Globalization.CultureInfo.InvariantCulture)),
            ("deals", string.Join(';', flow.Deals)),
        ])));

    /// <summary>Edges that name a payer and a payee by their nodes; fields by the names of the keys.</summary>
    public static DealBook Read(string text, IReadOnlyDictionary<string, string>? columns, IReadOnlyList<PartyFacts>? known)
    {
        var (names, keys) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        var rows = new List<(int, IReadOnlyDictionary<string, string>)>();
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, MaxCharactersInDocument = 128L * 1024 * 1024, IgnoreComments = true });
            (string? Node, Dictionary<string, string>? Edge, int Line) open = default;
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.EndElement)
                {
                    if (reader.LocalName == "edge" && open.Edge is not null) rows.Add((open.Line, open.Edge));
                    if (reader.LocalName is "edge" or "node") open = default;
                    continue;
                }

                if (reader.NodeType != XmlNodeType.Element) continue;
                var line = ((IXmlLineInfo)reader).LineNumber;
                switch (reader.LocalName)
                {
                    case "key":
                        keys[reader.GetAttribute("id") ?? ""] = reader.GetAttribute("attr.name") ?? reader.GetAttribute("id") ?? "";
                        break;
                    case "node":
                        var node = reader.GetAttribute("id") ?? "";
                        names[node] = node;
                        if (!reader.IsEmptyElement) open = (node, null, line);
                        break;
                    case "edge":
                        var edge = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["payer"] = reader.GetAttribute("source") ?? "", ["payee"] = reader.GetAttribute("target") ?? "" };
                        if (reader.GetAttribute("id") is { } id) edge["id"] = id;
                        if (reader.IsEmptyElement) rows.Add((line, edge));
                        else open = (null, edge, line);
                        break;
                    case "data":
                        var key = keys.GetValueOrDefault(reader.GetAttribute("key") ?? "", reader.GetAttribute("key") ?? "");
                        var value = reader.IsEmptyElement ? "" : reader.ReadString();
                        if (open.Edge is not null) open.Edge[key] = value;
                        else if (open.Node is not null && key is "label" or "name" && value.Length > 0) names[open.Node!] = value;
                        break;
                }
            }
        }
        catch (XmlException e)
        {
            return DealBook.Of([], [new(e.LineNumber, "", "", "The file is no XML from this line on, or declares a document type, which is not read.")], known);
        }

        foreach (var (_, fields) in rows)
        {
            var edge = (Dictionary<string, string>)fields;
            foreach (var end in new[] { "payer", "payee" }) edge[end] = names.GetValueOrDefault(edge[end], edge[end]);
        }

        return DealFields.Read(rows, columns, known);
    }

    private static string Write(IEnumerable<string> parties, IEnumerable<(string Name, string Type)> keys, IEnumerable<(string From, string To, IEnumerable<(string Field, string Text)> Data)> edges)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true, CheckCharacters = false }))
        {
            xml.WriteStartElement("graphml", Space);
            Key(xml, "label", "node", "label", "string");
            foreach (var (name, type) in keys) Key(xml, name, "edge", name, type);
            xml.WriteStartElement("graph", Space);
            xml.WriteAttributeString("edgedefault", "directed");
            var ids = parties.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select((name, i) => (name, Id: $"n{i}")).ToDictionary(p => p.name, p => p.Id, StringComparer.Ordinal);
            foreach (var (name, id) in ids)
            {
                xml.WriteStartElement("node", Space);
                xml.WriteAttributeString("id", id);
                Data(xml, "label", name);
                xml.WriteEndElement();
            }

            foreach (var (from, to, data) in edges)
            {
                xml.WriteStartElement("edge", Space);
                xml.WriteAttributeString("source", ids[from]);
                xml.WriteAttributeString("target", ids[to]);
                foreach (var (field, value) in data) Data(xml, field, value);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return text.ToString();
    }

    private static void Key(XmlWriter xml, string id, string of, string name, string type)
    {
        xml.WriteStartElement("key", Space);
        xml.WriteAttributeString("id", id);
        xml.WriteAttributeString("for", of);
        xml.WriteAttributeString("attr.name", name);
        xml.WriteAttributeString("attr.type", type);
        xml.WriteEndElement();
    }

    private static void Data(XmlWriter xml, string key, string value)
    {
        xml.WriteStartElement("data", Space);
        xml.WriteAttributeString("key", key);
        xml.WriteString(value);
        xml.WriteEndElement();
    }
}
