using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Comptoir.EndToEnd.Tests;

/// <summary>A web application that shows a shop's page inside its own, on an origin of its own, and speaks UCP's embedded protocol with it.</summary>
internal sealed class EmbeddingApplication : IAsyncDisposable
{
    // what it answers to a request stands in window.answers; what it heard, in window.seen
    private const string Script = """
        window.seen = [];
        window.answers = {};
        addEventListener("message", (event) => {
          const message = event.data;
          if (message?.jsonrpc !== "2.0") return;
          seen.push(message);
          if (message.id === undefined) return;
          const answer = answers[message.method]?.(message.params) ?? {};
          event.source.postMessage({ jsonrpc: "2.0", id: message.id, result: { ucp: { version: "2026-04-08", status: "success" }, ...answer } }, event.origin);
        });
        """;

    private readonly WebApplication _app;

    private EmbeddingApplication(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<EmbeddingApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/", () => Results.Content("<!doctype html><title>An assistant</title><h1>An assistant</h1>", "text/html"));
        await app.StartAsync();
        return new(app);
    }

    /// <summary>Opens the shop's page in a frame.</summary>
    /// <param name="answers">JavaScript: an object of functions by method.</param>
    public static async Task<IFrameLocator> EmbedAsync(IPage page, string address, string answers = "{}")
    {
        await page.EvaluateAsync($"{Script}\nwindow.answers = {answers};");
        await page.EvaluateAsync("address => { const frame = document.createElement('iframe'); frame.style.cssText = 'position: fixed; inset: 0; width: 100%; height: 100%'; frame.src = address; document.body.append(frame); }", address);
        return page.FrameLocator("iframe").FrameLocator("iframe");
    }

    /// <summary>Waits until the application heard a message, and gives its parameters as JSON.</summary>
    public static async Task<string> HearsAsync(IPage page, string method)
    {
        await page.WaitForFunctionAsync("method => window.seen.some(m => m.method === method)", method, new() { Timeout = 60_000 });
        return await page.EvaluateAsync<string>("method => JSON.stringify(window.seen.findLast(m => m.method === method).params)", method);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
