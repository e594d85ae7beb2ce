using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Comptoir.Web.Layout;

/// <summary>Razor components as plain HTML: no circuit, no script, no form tokens.</summary>
public static class Html
{
    /// <summary>A component as a page; it takes everything through one parameter named <c>Model</c>.</summary>
    public static IResult Page<TComponent>(object? model, int status = StatusCodes.Status200OK)
        where TComponent : IComponent => new PageResult(typeof(TComponent), model, status);

    /// <summary>A component as text, for answers that carry a piece of a page.</summary>
    public static async Task<string> RenderAsync(IServiceProvider services, Type component, object? model)
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = model is null ? ParameterView.Empty : ParameterView.FromDictionary(new Dictionary<string, object?> { ["Model"] = model });
            var root = await renderer.RenderComponentAsync(component, parameters);
            return PlainText.Accents(root.ToHtmlString());
        });
    }

    private sealed class PageResult(Type component, object? model, int status) : IResult
    {
        public async Task ExecuteAsync(HttpContext http)
        {
            var html = await RenderAsync(http.RequestServices, component, model);
            http.Response.StatusCode = status;
            http.Response.ContentType = "text/html; charset=utf-8";
            // what a page shows depends on the visitor's language, cart and sign-in
            http.Response.Headers.CacheControl = "private, no-cache";
            http.Response.Headers.Vary = "Cookie, Accept-Language";
            var bytes = Encoding.UTF8.GetBytes(html);
            http.Response.ContentLength = bytes.Length;
            if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
        }
    }
}
