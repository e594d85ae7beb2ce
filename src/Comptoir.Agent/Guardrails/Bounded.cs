namespace Comptoir.Agent;

/// <summary>Keeps texts and lists that come from outside short enough to store and to show.</summary>
internal static class Bounded
{
    public static string Text(string text, int most) => text.Length <= most ? text : text[..most] + "…";
}
