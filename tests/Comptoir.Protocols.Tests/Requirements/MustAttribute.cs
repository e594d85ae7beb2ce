namespace Comptoir.Protocols.Tests.Requirements;

/// <summary>
/// Names the part of a specification whose demands these tests are, one test a demand, named after it. On a class: all of its tests, but for
/// those that say otherwise themselves.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
internal sealed class MustAttribute(string protocol, string part) : Attribute
{
    /// <summary>UCP, ACP or AP2.</summary>
    public string Protocol { get; } = protocol;

    /// <summary>The document or its section, for example <c>cart</c>.</summary>
    public string Part { get; } = part;
}
