namespace Comptoir.Web.Security.Limits;

/// <summary>
/// Requests a minute that one network address may make at each door of one node (section <c>Limits</c>); 0: no limit. They keep a node
/// from being busy with one caller. Guessing has limits of its own, which hold over all nodes.
/// </summary>
public sealed class LimitOptions
{
    public int Pages { get; set; } = 600;

    /// <summary>Sentences said to the shop's agent.</summary>
    public int Chat { get; set; } = 60;

    public int Ucp { get; set; } = 1_200;

    public int Mcp { get; set; } = 600;

    /// <summary>Every way of signing in, shoppers' and operators'.</summary>
    public int SignIn { get; set; } = 30;

    public int Console { get; set; } = 600;

    /// <summary>What payment providers and carriers report.</summary>
    public int Webhooks { get; set; } = 6_000;

    /// <summary>Counts callers on this machine too. Otherwise one that names nobody as its own caller (X-Forwarded-For) is not limited: a command, a test, a probe.</summary>
    public bool Local { get; set; }

    internal int Of(Door door) => door switch
    {
        Door.Pages => Pages,
        Door.Chat => Chat,
        Door.Ucp => Ucp,
        Door.Mcp => Mcp,
        Door.SignIn => SignIn,
        Door.Console => Console,
        Door.Webhooks => Webhooks,
        _ => 0,
    };
}

/// <summary>A way into the server, with limits and an error form of its own.</summary>
internal enum Door
{
    /// <summary>Style sheets, pictures and probes: cheap, and many with one page.</summary>
    Free,
    Pages,
    Chat,
    Ucp,
    Mcp,
    SignIn,
    Console,
    Webhooks,
}
