using System.CommandLine;

namespace Comptoir.Commands;

/// <summary><c>comptoir serve</c>: the server on one's own data.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var data = SharedOptions.Data("comptoir.db");
        var urls = SharedOptions.Urls();
        var hooks = SharedOptions.TestHooks();
        var version = SharedOptions.UcpVersion();
        var pins = SharedOptions.PinnedProfiles();
        var command = new Command("serve", "Serves the shops of a database: pages, chat, console, UCP and MCP. Unsigned agents get catalogue and cart.") { data, urls, hooks, version, pins };
        command.SetAction((result, ct) => Server.RunAsync(
            new ServerOptions(result.GetValue(data)!)
            {
                Urls = result.GetValue(urls),
                TestHooksSecret = result.GetValue(hooks),
                UcpVersion = result.GetValue(version),
                PinnedProfiles = result.GetValue(pins) ?? [],
            },
            ct));
        return command;
    }
}
