using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Comptoir.EndToEnd.Tests;

/// <summary>What shoppers ask for beforehand, on the real server: set on its pages, caused by another process, told by e-mail.</summary>
public sealed partial class AutomationTests : IDisposable
{
    private readonly string _folder = RunningServer.TemporaryFolder();

    private string Database => Path.Combine(_folder, "shop.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_alert_and_a_waiting_purchase_are_set_on_the_page_caused_by_an_import_beside_the_server_and_end_for_good()
    {
        var server = await RunningServer.StartAsync(Database);
        try
        {
            await ImportAsync("60.00");
            await UntilAsync(async () => (await server.Http.GetAsync("requests/new?item=zz-1")).IsSuccessStatusCode, "the import to be on sale");
            var page = await server.Http.GetStringAsync((await server.Http.GetAsync("products/zz-1")).RequestMessage!.RequestUri);
            page.ShouldContain("/requests/tell");

            (await PostAsync(server, "requests/tell", ("kind", "price"), ("item", "zz-1"), ("at_most", "50"), ("email", "ada@example.com"))).Status.ShouldBe(HttpStatusCode.OK);
            var alert = await ConfirmAsync(server, (await MailAsync("watch_confirm", 1))[^1]);

            // the words, then the yes to just these words
            (string, string)[] wish = [("item", "zz-1"), ("pieces", "1"), ("limit", "50"), ("email", "ada@example.com"), ("first", "Ada"), ("last", "Byron"), ("street", "1 rue de la Paix"), ("postal", "69001"), ("city", "Lyon"), ("country", "FR"), ("card", "success")];
            var shown = (await PostAsync(server, "requests/new", wish)).Body;
            shown.ShouldContain("Ada Byron, 1 rue de la Paix");
            (string, string)[] yes = [.. wish, ("nonce", Nonce().Match(shown).Groups[1].Value), ("agree", Agree().Match(shown).Groups[1].Value)];
            (await PostAsync(server, "requests/new", [.. yes.Where(f => f.Item1 != "limit"), ("limit", "500")])).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "another limit is another agreement");
            (await PostAsync(server, "requests/new", yes)).Location.ShouldBe("/requests/sent");
            (await PostAsync(server, "requests/new", yes)).Location.ShouldBe("/requests/sent");
            var purchase = await ConfirmAsync(server, (await MailAsync("watch_confirm", 2))[^1]);
            Count("placed_order").ShouldBe(0);

            await ImportAsync("39.90");
            await MailAsync("watch_price", 1);
            (await MailAsync("watch_bought", 1))[0].ShouldContain("€44.80", customMessage: "39.90 and delivery");
            await ImportAsync("38.90");
            await Task.Delay(TimeSpan.FromSeconds(3));
            Count("placed_order").ShouldBe(1);
            Mails("watch_price").Count.ShouldBe(1);
            Mails("watch_bought").Count.ShouldBe(1);
            (await server.Http.GetStringAsync(purchase)).ShouldContain("/requests/");

            // a price that falls while no node runs is told by the next one that does
            (await PostAsync(server, "requests/tell", ("kind", "price"), ("item", "zz-1"), ("at_most", "35"), ("email", "ada@example.com"))).Status.ShouldBe(HttpStatusCode.OK);
            await ConfirmAsync(server, (await MailAsync("watch_confirm", 3))[^1]);
            await Task.Delay(TimeSpan.FromSeconds(1)); // else the dead node may hold the job for a minute
            await server.KillAsync();
            await server.DisposeAsync();
            await ImportAsync("34.00");
            server = await RunningServer.StartAsync(Database);
            await MailAsync("watch_price", 2);

            // one click in a mail program ends it: no cookie, no page, no origin
            using var stop = await server.Http.PostAsync(new Uri(alert.Replace("?", "/stop?", StringComparison.Ordinal), UriKind.Relative), new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));
            stop.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await server.Http.GetStringAsync(alert)).ShouldNotContain("/stop?");
            using var stranger = await server.Http.GetAsync(new Uri(alert.Split('?')[0] + "?key=wrong", UriKind.Relative));
            stranger.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static async Task<string> ConfirmAsync(RunningServer server, string mail)
    {
        var link = Link().Match(mail).Value.TrimStart('/');
        var page = await server.Http.GetStringAsync(link);
        page.ShouldContain("/confirm");
        var id = link.Split('/', '?')[1];
        (await PostAsync(server, $"requests/{id}/confirm", ("key", link.Split("key=")[1]))).Status.ShouldBe(HttpStatusCode.SeeOther);
        return link;
    }

    private async Task ImportAsync(string price)
    {
        var feed = Path.Combine(_folder, "feed.csv");
        await File.WriteAllTextAsync(feed, $"id,title,price,quantity\nzz-1,Blue zeppelin kite,{price},4\n");
        var (code, output) = await RunningServer.RunAsync("import", feed, "--data", Database);
        code.ShouldBe(0, output);
    }

    /// <summary>Bodies of the e-mails of a topic, oldest first, once there are as many.</summary>
    private async Task<IReadOnlyList<string>> MailAsync(string topic, int count)
    {
        await UntilAsync(() => Task.FromResult(Mails(topic).Count >= count), $"{count} × {topic}");
        return Mails(topic);
    }

    private List<string> Mails(string topic)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select document from outbox order by created_at, message_id";
        using var reader = command.ExecuteReader();
        var bodies = new List<string>();
        while (reader.Read())
        {
            using var message = JsonDocument.Parse((byte[])reader[0]);
            if (message.RootElement.GetProperty("topic").GetString() == topic && message.RootElement.TryGetProperty("body", out var body) && body.GetString() is { } text) bodies.Add(text);
        }

        return bodies;
    }

    private long Count(string table)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"select count(*) from {table}";
        return (long)command.ExecuteScalar()!;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return connection;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        for (var i = 0; i < 900; i++)
        {
            if (await holds()) return;
            await Task.Delay(100);
        }

        throw new TimeoutException($"Waited in vain for {what}.");
    }

    private static async Task<(HttpStatusCode Status, string Body, string? Location)> PostAsync(RunningServer server, string path, params (string Name, string Value)[] fields)
    {
        using var quiet = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Http.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await quiet.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.Location?.ToString());
    }

    [GeneratedRegex("/requests/(?:wat|sub)_[0-9a-f]+\\?key=[A-Za-z0-9_-]+")]
    private static partial Regex Link();

    [GeneratedRegex("name=\"nonce\" value=\"([0-9a-f]+)\"")]
    private static partial Regex Nonce();

    [GeneratedRegex("name=\"agree\" value=\"([0-9a-f]+)\"")]
    private static partial Regex Agree();
}
