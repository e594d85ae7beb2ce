using System.Globalization;
using System.Reflection;

namespace Comptoir.Storage.Migrations;

/// <summary>One numbered step of the schema. A step that was released never changes; what is wrong with it is put right by the next.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>The steps for a database, from the embedded files <c>0001_name.sql</c> …, in order and without gaps.</summary>
    public static IReadOnlyList<Migration> For(string provider)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var migrations = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(provider + "/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly, name))
            .ToList();
        for (var i = 0; i < migrations.Count; i++)
            if (migrations[i].Number != i + 1) throw new InvalidOperationException($"Migration {i + 1} of {provider} is missing.");
        return migrations;
    }

    private static Migration Read(Assembly assembly, string resource)
    {
        var name = Path.GetFileNameWithoutExtension(resource);
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name[5..], reader.ReadToEnd());
    }
}
