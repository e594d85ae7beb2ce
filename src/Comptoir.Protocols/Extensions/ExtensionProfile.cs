using System.Text.Json.Nodes;
using Comptoir.Protocols.Trust;
using Comptoir.Protocols.Ucp;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Protocols.Extensions;

/// <summary>
/// The extensions in the business profile, for a platform whose own profile names them. To others they are not shown: UCP wants the documents
/// of a name at the host that the name belongs to, and these are served by each shop.
/// </summary>
internal static class ExtensionProfile
{
    public static async Task AddAsync(HttpContext http, JsonObject profile, string shopId, string baseUrl, string platform)
    {
        var call = new AgentCall(shopId, UcpVersions.V2026_04_08, "get_profile", "ucp") { ProfileUrl = platform, CountsAs = AgentAct.Catalogue };
        var admission = await http.RequestServices.GetRequiredService<AgentGate>().AdmitAsync(call, http.RequestAborted);
        if (admission.Capabilities is not { } both || profile["ucp"]?["capabilities"] is not JsonObject capabilities) return;
        foreach (var name in ComptoirExtensions.All.Where(both.Contains))
        {
            var url = ComptoirExtensions.SchemaUrl(baseUrl, name);
            capabilities[name] = new JsonArray { new JsonObject { ["version"] = ComptoirExtensions.Version, ["spec"] = url, ["schema"] = url } };
        }
    }
}
