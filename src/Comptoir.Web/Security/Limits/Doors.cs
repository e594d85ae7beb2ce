using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.Security.Limits;

/// <summary>Which door a request knocks at.</summary>
internal static class Doors
{
    private static readonly (PathString Path, Door Door, bool OnlyChanges)[] Paths =
    [
        ("/assets", Door.Free, false),
        ("/pictures", Door.Free, false),
        ("/health", Door.Free, false),
        ("/testing", Door.Free, false),
        ("/console/sign-in", Door.SignIn, true),
        ("/console/invitation", Door.SignIn, true),
        ("/console", Door.Console, false),
        ("/account/sign-in", Door.SignIn, true),
        ("/account/send-link", Door.SignIn, true),
        ("/account/link", Door.SignIn, true),
        ("/account/register", Door.SignIn, true),
        ("/oauth2/sign-in", Door.SignIn, true),
        ("/oauth2/register", Door.SignIn, true),
        ("/oauth2/token", Door.Ucp, false),
        ("/oauth2/revoke", Door.Ucp, false),
        ("/mcp", Door.Mcp, false),
        ("/ucp", Door.Ucp, false),
        ("/.well-known/ucp", Door.Ucp, false),
        ("/chat", Door.Chat, true),
        ("/api/chat", Door.Chat, true),
        ("/webhooks", Door.Webhooks, false),
    ];

    public static Door Of(HttpRequest request)
    {
        var reading = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        foreach (var (path, door, onlyChanges) in Paths)
            if (!(onlyChanges && reading) && request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)) return door;
        return Door.Pages;
    }
}
