using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Comptoir.Money.Tests.Places;
using Comptoir.Money.Tests.Servers;
using Comptoir.Money.Tests.Traffic;
using Comptoir.Money.Tests.Witness;
using Comptoir.Storage.Tests.Postgres;
using Microsoft.Data.Sqlite;

namespace Comptoir.Money.Tests;

/// <summary>What a server does when what it stands on fails: it refuses with 503, keeps its books whole, and goes on by itself.</summary>
public sealed class FaultTests
{
    private readonly HttpClient _http = Shopper.Client();

    [Fact]
    public async Task A_full_disk_is_answered_with_503_and_the_same_key_buys_once_there_is_room_again()
    {
        await using var place = new SqlitePlace();
        await TinyShop.OpenAsync(place.Data);

        // a file-size limit stops writes as a full disk does, without the right to mount one; the signal that comes with it is for programs that never check
        await using var node = Node.Launch(place.Data, ["bash", "-c", "trap '' XFSZ; exec \"$@\"", "--"]);
        await node.ReadyAsync();
        var shopper = new Shopper(_http, "disk");
        var (checkout, key) = (await shopper.ReadyAsync(node.Address), shopper.NewKey());
        var log = new FileInfo(place.Data + "-wal").Length;
        await LimitAsync(node, $"{log}");
        (await shopper.CompleteAsync(node.Address, checkout, key)).Status.ShouldBe(503);
        (await shopper.GetAsync(node.Address, $"/checkout-sessions/{checkout}")).Json!["status"]!.GetValue<string>().ShouldBe("ready_for_complete");
        (await place.ReadAsync(running: true)).Orders.ShouldBeEmpty();
        await LimitAsync(node, "unlimited");
        await BuysOnceAsync(place, shopper, node.Address, checkout, key);
    }

    [Fact]
    public async Task A_database_that_another_process_keeps_locked_is_answered_with_503_until_it_lets_go()
    {
        await using var place = new SqlitePlace();
        await TinyShop.OpenAsync(place.Data);
        await using var node = Node.Launch(place.Data);
        await node.ReadyAsync();
        var shopper = new Shopper(_http, "lock");
        var (checkout, key) = (await shopper.ReadyAsync(node.Address), shopper.NewKey());
        await using (var other = new SqliteConnection($"Data Source={place.Data};Pooling=False"))
        {
            await other.OpenAsync();
            await using var lockIt = other.CreateCommand();
            lockIt.CommandText = "begin immediate";
            await lockIt.ExecuteNonQueryAsync();
            var refused = await shopper.CompleteAsync(node.Address, checkout, key);
            refused.Status.ShouldBe(503);
            refused.Json!["code"]!.GetValue<string>().ShouldBe("unavailable");
            (await shopper.GetAsync(node.Address, $"/checkout-sessions/{checkout}")).Status.ShouldBe(200, "reading needs no lock");
        }

        await BuysOnceAsync(place, shopper, node.Address, checkout, key);
    }

    [Fact]
    public async Task A_PostgreSQL_that_is_gone_is_answered_with_503_until_it_is_back()
    {
        if (PostgresServer.Missing is { } why) Assert.Skip(why);
        using var server = new PostgresServer();
        await using var place = new PostgresPlace(server.NewDatabase());
        await TinyShop.OpenAsync(place.Data);
        await using var node = Node.Launch(place.Data);
        await node.ReadyAsync();
        var shopper = new Shopper(_http, "gone");
        var (checkout, key) = (await shopper.ReadyAsync(node.Address), shopper.NewKey());
        server.Stop();
        (await shopper.CompleteAsync(node.Address, checkout, key)).Status.ShouldBe(503);
        server.StartAgain();
        await BuysOnceAsync(place, shopper, node.Address, checkout, key);
    }

    [Fact]
    public async Task Whoever_hangs_up_in_the_middle_of_an_answer_and_asks_again_has_bought_once()
    {
        await using var place = new SqlitePlace();
        await TinyShop.OpenAsync(place.Data);
        await using var node = Node.Launch(place.Data);
        await node.ReadyAsync();
        var shopper = new Shopper(_http, "pipe");
        var random = new Random(Setting.Number("COMPTOIR_SEED", 1));
        var orders = new List<string>();
        for (var i = 0; i < Setting.Number("COMPTOIR_PIPES", 12); i++)
        {
            var (checkout, key) = (await shopper.ReadyAsync(node.Address), shopper.NewKey());
            await HangUpAsync(new Uri(node.Address), checkout, key, random.Next(0, 12));
            Answer again;
            do again = await shopper.CompleteAsync(node.Address, checkout, key);
            while (Shopper.Order(again) is null && again.Text.Contains("payment_pending", StringComparison.Ordinal));
            orders.Add(Shopper.Order(again).ShouldNotBeNull(again.Text));
        }

        var books = await place.ReadAsync(running: true);
        books.Orders.Select(o => o.Id).ShouldBe(orders);
        Invariants.Check(books, []).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clock_that_is_set_forward_and_back_buys_nothing_twice_and_loses_nothing()
    {
        await using var place = new SqlitePlace();
        await TinyShop.OpenAsync(place.Data);
        var clock = new ClockSetting(place.Folder);
        clock.Set(TimeSpan.FromDays(3));
        await using var node = Node.Launch(place.Data, clock: clock);
        await node.ReadyAsync();
        var shopper = new Shopper(_http, "clock");
        var (checkout, key) = (await shopper.ReadyAsync(node.Address), shopper.NewKey());
        DateTimeOffset.Parse((await shopper.GetAsync(node.Address, $"/checkout-sessions/{checkout}")).Json!["expires_at"]!.GetValue<string>(), CultureInfo.InvariantCulture)
            .ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddDays(2), "the server lives in the time that it was given");
        (await shopper.CompleteAsync(node.Address, checkout, key, "lost_token")).Text.ShouldContain("payment_pending");
        clock.Set(TimeSpan.FromDays(-3));
        (await shopper.CompleteAsync(node.Address, checkout, key, "lost_token")).Status.ShouldBeLessThan(500);
        clock.Set(TimeSpan.FromDays(3) + TimeSpan.FromMinutes(5));
        await BuysOnceAsync(place, shopper, node.Address, checkout, shopper.NewKey());
    }

    private static async Task BuysOnceAsync(IPlace place, Shopper shopper, string address, string checkout, string key)
    {
        Answer answer;
        var watch = Stopwatch.StartNew();
        do
        {
            answer = await shopper.CompleteAsync(address, checkout, key);
            if (Shopper.Order(answer) is null) await Task.Delay(250);
        }
        while (Shopper.Order(answer) is null && watch.Elapsed < TimeSpan.FromSeconds(40));

        var order = Shopper.Order(answer).ShouldNotBeNull(answer.Text);
        Shopper.Order(await shopper.CompleteAsync(address, checkout, key)).ShouldBe(order);
        var books = await place.ReadAsync(running: true);
        books.Orders.ShouldHaveSingleItem().Id.ShouldBe(order);
        Invariants.Check(books, []).ShouldBeEmpty();
        (await WholeBook.CheckAsync(place.Data)).ShouldBeEmpty();
    }

    /// <summary>Sends the request whole, reads a little of the answer (or nothing) and resets the connection.</summary>
    private static async Task HangUpAsync(Uri server, string checkout, string key, int milliseconds)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0), NoDelay = true };
        await socket.ConnectAsync(server.Host, server.Port);
        var body = Shopper.Payment("success_token").ToJsonString();
        await socket.SendAsync(Encoding.UTF8.GetBytes(
            $"POST /ucp/2026-04-08/checkout-sessions/{checkout}/complete HTTP/1.1\r\nHost: {server.Authority}\r\nUCP-Agent: profile=\"https://pipe.example/profile.json\"\r\n" +
            $"Idempotency-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        await Task.Delay(milliseconds);
        if (socket.Available > 0) await socket.ReceiveAsync(new byte[40]);
    }

    /// <summary>Of the largest file, the part of the limit that its owner may raise again.</summary>
    private static async Task LimitAsync(Node node, string bytes)
    {
        using var prlimit = Process.Start("prlimit", [$"--pid={node.Process.Id}", $"--fsize={bytes}:"]);
        await prlimit.WaitForExitAsync();
        prlimit.ExitCode.ShouldBe(0);
    }
}
