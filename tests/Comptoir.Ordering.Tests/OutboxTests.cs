using System.Net;
using System.Net.Sockets;
using System.Text;
using Comptoir.Catalog;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Tests.World;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests;

public sealed class OutboxTests
{
    private readonly TestShop _shop = French();

    private OutboxDelivery Delivery(params IOutboxChannel[] channels) => new(_shop.Store, channels, _shop.Time, NullLogger<OutboxDelivery>.Instance);

    private EmailChannel Email(EmailOptions? options = null) => new(_shop, new Fixed(options ?? new EmailOptions()), _shop.Time);

    private async Task<Order> OrderAsync(string language)
    {
        var checkout = await _shop.CreateAsync(Input(("pan", 1), ("book", 2)) with
        {
            Buyer = new("Zoé", "Martin", "zoe@example.fr"),
            Language = language,
            Fulfilment = [Shipping(new("d", "Zoé", "Martin", "1 rue de la Paix", null, "Lyon", null, "69001", "FR"), "relay")],
        }, Agent with { WebhookUrl = null });
        return (await _shop.Store.GetOrderAsync("", Value(await _shop.CompleteAsync(checkout)).OrderId!, default))!;
    }

    [Fact]
    public async Task Without_a_mail_server_the_confirmation_is_written_and_held()
    {
        var order = await OrderAsync("fr");
        (await Delivery(Email()).RunOnceAsync(default)).ShouldBe(1);
        var mail = _shop.Store.Outbox.Values.Single();
        mail.State.ShouldBe(OutboxState.Held);
        mail.Target.ShouldBe("zoe@example.fr");
        mail.Subject.ShouldBe("Commande 1001 confirmée – Le Comptoir");
        mail.Body.ShouldNotBeNull().ShouldSatisfyAllConditions(
            b => b.ShouldContain("Bonjour Zoé,"),
            b => b.ShouldContain("1 × Poêle  48,00\u00a0€"),
            b => b.ShouldContain("2 × Livre  21,10\u00a0€"),
            b => b.ShouldContain("Livraison\u00a0: 3,90\u00a0€"),
            b => b.ShouldContain("Total\u00a0: 73,00\u00a0€"),
            b => b.ShouldContain("dont taxes"),
            b => b.ShouldContain("Point relais"),
            b => b.ShouldContain("69001 Lyon"),
            b => b.ShouldContain($"https://comptoir.example/orders/{order.Id}"));
        (await Delivery(Email()).RunOnceAsync(default)).ShouldBe(0);
    }

    [Theory]
    [InlineData("en", "Order 1001 is on its way", "Tracking: DHL T1")]
    [InlineData("fr", "Commande 1001 expédiée", "Suivi\u00a0: DHL T1")]
    public async Task Every_event_has_its_letter_in_the_buyers_language(string language, string subject, string text)
    {
        var order = await OrderAsync(language);
        Value(await _shop.Orders.ShipAsync("comptoir", order.Id, null, "DHL", "T1", Agent, default));
        Value(await _shop.Orders.DeliverAsync("comptoir", order.Id, Agent, default));
        Value(await _shop.Orders.RefundAsync("comptoir", order.Id, "refund", [], 250, false, null, Agent, null, default));
        await Delivery(Email()).RunOnceAsync(default);
        var mails = _shop.Store.Outbox.Values.ToDictionary(m => m.Topic);
        mails.Keys.ShouldBe(["order_placed", "order_shipped", "order_delivered", "order_refunded"], ignoreOrder: true);
        mails["order_shipped"].Subject.ShouldBe($"{subject} – Le Comptoir");
        mails["order_shipped"].Body.ShouldNotBeNull().ShouldContain(text);
        mails["order_refunded"].Body.ShouldNotBeNull().ShouldContain(language == "fr" ? "2,50\u00a0€" : "€2.50");
        mails.Values.ShouldAllBe(m => m.Body!.StartsWith(language == "fr" ? "Bonjour" : "Hello", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cancellation_says_what_is_given_back()
    {
        var order = await OrderAsync("en");
        Value(await _shop.Orders.CancelAsync("comptoir", order.Id, null, Agent, null, default));
        await Delivery(Email()).RunOnceAsync(default);
        _shop.Store.Outbox.Values.Single(m => m.Topic == "order_canceled").Body.ShouldNotBeNull().ShouldContain("€73.00");
    }

    [Fact]
    public async Task A_sign_in_link_is_in_the_letter_and_no_longer_beside_it()
    {
        Value(await _shop.Customers.RegisterAsync("comptoir", "zoe@example.fr", null, null, null, "fr", "https://comptoir.example/account/link?token=", default));
        await Delivery(Email()).RunOnceAsync(default);
        var mail = _shop.Store.Outbox.Values.Single();
        mail.Body.ShouldNotBeNull().ShouldContain("https://comptoir.example/account/link?token=");
        mail.Data.ShouldBeNull();
    }

    [Fact]
    public async Task A_name_from_outside_cannot_forge_lines_of_the_letter()
    {
        var order = await OrderAsync("en");
        var forged = order with { Buyer = order.Buyer! with { FirstName = "X\n\nYour refund: https://evil.example" } };
        var mail = await Email().RenderAsync(_shop.Store.Outbox.Values.Single(), forged, default);
        mail.Body.ShouldNotBeNull().Split('\n')[0].ShouldBe("Hello X  Your refund: https://evil.example,");
    }

    [Fact]
    public async Task A_failing_channel_is_tried_twelve_times_with_growing_pauses_and_the_same_text()
    {
        await OrderAsync("en");
        var channel = new Failing();
        var delivery = Delivery(channel);
        var pauses = new List<TimeSpan>();
        while (_shop.Store.Outbox.Values.Single().State == OutboxState.Waiting)
        {
            (await delivery.RunOnceAsync(default)).ShouldBe(1);
            (await delivery.RunOnceAsync(default)).ShouldBe(0, "it is not due yet");
            var pause = _shop.Store.Outbox.Values.Single().NextAttemptAt - _shop.Time.GetUtcNow();
            pauses.Add(pause);
            _shop.Time.Advance(pause);
        }

        var message = _shop.Store.Outbox.Values.Single();
        (message.State, message.Attempts, message.LastError).ShouldBe((OutboxState.Failed, 12, "nobody home"));
        channel.Rendered.ShouldBe(1);
        pauses.ShouldBe([.. pauses.Order()]);
        pauses[0].ShouldBeInRange(TimeSpan.FromSeconds(3.75), TimeSpan.FromSeconds(6.25), "five seconds, a quarter more or less");
        pauses[^1].ShouldBeLessThanOrEqualTo(TimeSpan.FromHours(6));
    }

    [Fact]
    public async Task A_lease_that_runs_out_while_a_text_is_made_lets_only_one_text_leave_under_the_id()
    {
        await OrderAsync("en");
        var channel = new Stalling(_shop.Time);
        channel.Meanwhile = () => Delivery(channel).RunOnceAsync(default);
        await Delivery(channel).RunOnceAsync(default);
        _shop.Time.Advance(TimeSpan.FromHours(1));
        await Delivery(channel).RunOnceAsync(default);
        channel.Sent.Distinct().ShouldBe(["text 2"]);
        _shop.Store.Outbox.Values.Single().ShouldSatisfyAllConditions(m => m.State.ShouldBe(OutboxState.Sent), m => m.Body.ShouldBe("text 2"));
    }

    /// <summary>Makes its first text so slowly that its lease runs out and another process takes the message.</summary>
    private sealed class Stalling(World.ManualTime time) : IOutboxChannel
    {
        private int _made;

        public Func<Task>? Meanwhile { get; set; }

        public List<string> Sent { get; } = [];

        public string Kind => "email";

        public async Task<OutboxMessage> RenderAsync(OutboxMessage message, Order? order, CancellationToken ct)
        {
            var first = ++_made == 1;
            if (!first) return message with { Body = $"text {_made}" };
            time.Advance(TimeSpan.FromMinutes(6));
            await Meanwhile!();
            return message with { Body = "text 1" };
        }

        public Task<OutboxMessage> SendAsync(OutboxMessage message, CancellationToken ct)
        {
            Sent.Add(message.Body!);
            return Task.FromResult(message with { State = OutboxState.Sent });
        }
    }

    [Fact]
    public async Task A_receiver_that_answers_410_gets_nothing_more_until_a_person_resends()
    {
        OutboxMessage Event(string id) => new() { Id = id, ShopId = "comptoir", Kind = "webhook", Topic = "order_placed", Target = "https://a.example/hook", Body = "{}", CreatedAt = _shop.Time.GetUtcNow(), NextAttemptAt = _shop.Time.GetUtcNow() };
        foreach (var id in (string[])["m1", "m2"]) await _shop.Store.SaveOutboxAsync(Event(id), default);
        var channel = new Gone();
        while (await Delivery(channel).RunOnceAsync(default) > 0) { }
        channel.Calls.ShouldBe(1);
        _shop.Store.Outbox.Values.ShouldAllBe(m => m.State == OutboxState.Failed && m.LastError!.Contains("410"));
        await _shop.Store.LiftReceiverAsync("comptoir", "https://a.example/hook", default);
        await _shop.Store.SaveOutboxAsync(Event("m3"), default);
        await Delivery(channel).RunOnceAsync(default);
        channel.Calls.ShouldBe(2);
    }

    [Fact]
    public void Messages_that_failed_together_do_not_come_back_together()
    {
        var pauses = Enumerable.Range(0, 100).Select(i => OutboxDelivery.PauseAfter(3, $"msg_{i}")).ToList();
        pauses.Distinct().Count().ShouldBeGreaterThan(50);
        pauses.ShouldAllBe(p => p >= TimeSpan.FromSeconds(15) && p <= TimeSpan.FromSeconds(25));
        OutboxDelivery.PauseAfter(3, "msg_1").ShouldBe(OutboxDelivery.PauseAfter(3, "msg_1"));
    }

    [Fact]
    public async Task A_message_that_nothing_delivers_waits_with_its_error()
    {
        await OrderAsync("en");
        await Delivery().RunOnceAsync(default);
        var message = _shop.Store.Outbox.Values.Single();
        message.State.ShouldBe(OutboxState.Waiting);
        message.LastError.ShouldNotBeNull().ShouldContain("email");
    }

    [Fact]
    public async Task With_a_mail_server_the_letter_arrives_there()
    {
        await OrderAsync("fr");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var received = ReceiveAsync(listener);
        var options = new EmailOptions { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port, From = "boutique@comptoir.example" };
        await Delivery(Email(options)).RunOnceAsync(default);
        var message = _shop.Store.Outbox.Values.Single();
        (message.State, message.LastError).ShouldBe((OutboxState.Sent, (string?)null));
        message.SentAt.ShouldBe(_shop.Time.GetUtcNow());
        var wire = await received.WaitAsync(TimeSpan.FromSeconds(5));
        wire.ShouldContain("RCPT TO:<zoe@example.fr>");
        wire.ShouldContain("Subject: ");
        wire.ShouldContain($"<{message.Id}@comptoir.invalid>");
    }

    /// <summary>As much of RFC 5321 as one letter needs.</summary>
    private static async Task<string> ReceiveAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        var wire = new StringBuilder();
        await writer.WriteLineAsync("220 test");
        var data = false;
        while (await reader.ReadLineAsync() is { } line)
        {
            wire.AppendLine(line);
            if (data && line != ".") continue;
            data = line == "DATA";
            await writer.WriteLineAsync(data ? "354 go on" : line.StartsWith("QUIT", StringComparison.Ordinal) ? "221 bye" : "250 ok");
        }

        return wire.ToString();
    }

    private sealed class Gone : IOutboxChannel
    {
        public int Calls { get; private set; }

        public string Kind => "webhook";

        public Task<OutboxMessage> RenderAsync(OutboxMessage message, Order? order, CancellationToken ct) => Task.FromResult(message);

        public Task<OutboxMessage> SendAsync(OutboxMessage message, CancellationToken ct)
        {
            Calls++;
            return Task.FromResult(message with { State = OutboxState.Failed, ReceiverGone = true, LastError = "The receiver answered 410." });
        }
    }

    private sealed class Failing : IOutboxChannel
    {
        public int Rendered { get; private set; }

        public string Kind => "email";

        public Task<OutboxMessage> RenderAsync(OutboxMessage message, Order? order, CancellationToken ct)
        {
            Rendered++;
            return Task.FromResult(message with { Subject = "s", Body = "b" });
        }

        public Task<OutboxMessage> SendAsync(OutboxMessage message, CancellationToken ct) => throw new InvalidOperationException("nobody home");
    }

    private sealed class Fixed(EmailOptions options) : IOptionsMonitor<EmailOptions>
    {
        public EmailOptions CurrentValue => options;

        public EmailOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<EmailOptions, string?> listener) => null;
    }
}
