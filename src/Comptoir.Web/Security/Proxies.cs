using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using IPNetwork = System.Net.IPNetwork;

namespace Comptoir.Web.Security;

/// <summary>Proxies that may say for whom and how they were asked (section <c>Proxies</c>); nobody else is believed.</summary>
public sealed class Proxies
{
    private readonly List<IPNetwork> _networks = [];

    /// <summary>Reads <c>Proxies:Known:0</c>, <c>:1</c> …: addresses (<c>10.0.0.7</c>) or networks (<c>10.0.0.0/24</c>).</summary>
    /// <exception cref="ArgumentException">One is neither.</exception>
    public static Proxies From(IConfiguration configuration)
    {
        var proxies = new Proxies();
        foreach (var entry in configuration.GetSection("Proxies:Known").GetChildren().Select(c => c.Value?.Trim() ?? ""))
        {
            if (IPNetwork.TryParse(entry, out var network)) proxies._networks.Add(network);
            else if (IPAddress.TryParse(entry, out var address)) proxies._networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else throw new ArgumentException($"Proxies:Known has '{entry}', which is neither an address nor a network such as 10.0.0.0/24.");
        }

        return proxies;
    }

    internal static void Use(IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetService<Proxies>() is not { _networks.Count: > 0 } proxies) return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in proxies._networks) options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }
}
