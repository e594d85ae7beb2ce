using Comptoir.Catalog;
using Comptoir.Ordering.Orders;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Comptoir.Ordering.Outbox;

/// <summary>E-mail by SMTP; held for the console where no server is configured.</summary>
internal sealed class EmailChannel(ILiveCatalog catalog, IOptionsMonitor<EmailOptions> options, TimeProvider time) : IOutboxChannel
{
    private const int Patience = 20_000;

    public string Kind => "email";

    public Task<OutboxMessage> RenderAsync(OutboxMessage message, Order? order, CancellationToken ct)
    {
        var shop = catalog.FindShop(message.ShopId) ?? throw new InvalidOperationException($"Shop {message.ShopId} is not loaded.");
        var address = options.CurrentValue.PublicUrl?.TrimEnd('/') ?? (shop.Hosts.Count > 0 ? $"https://{shop.Hosts[0]}" : null);
        if (Letter.Read(message) is { } letter)
            return Task.FromResult(message with { Subject = letter.SubjectFor(shop), Body = letter.Write(shop, address, message.Language), Unsubscribe = letter.StopAddress(address), Data = null });
        var (subject, body) = EmailTexts.Write(message, order, shop, address);
        return Task.FromResult(message with { Subject = subject, Body = body, Data = null });
    }

    public async Task<OutboxMessage> SendAsync(OutboxMessage message, CancellationToken ct)
    {
        var to = options.CurrentValue;
        if (string.IsNullOrWhiteSpace(to.Host)) return message with { State = OutboxState.Held };
        var shop = catalog.FindShop(message.ShopId);
        var mail = new MimeMessage { Subject = message.Subject ?? "", Body = new TextPart("plain") { Text = message.Body ?? "" }, MessageId = $"{message.Id}@comptoir.invalid" };
        mail.From.Add(new MailboxAddress(shop?.Name ?? "", to.From ?? shop?.Email ?? throw new InvalidOperationException("Email:From is not configured and the shop has no e-mail address.")));
        mail.To.Add(MailboxAddress.Parse(message.Target));
        if (message.Unsubscribe is { } stop)
        {
            mail.Headers.Add(HeaderId.ListUnsubscribe, $"<{stop}>");
            mail.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }

        using var client = new SmtpClient { Timeout = Patience };
        await client.ConnectAsync(to.Host, to.Port, to.ImplicitTls ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTlsWhenAvailable, ct);
        if (to.User is not null) await client.AuthenticateAsync(to.User, to.Password ?? "", ct);
        await client.SendAsync(mail, ct);
        await client.DisconnectAsync(quit: true, ct);
        return message with { State = OutboxState.Sent, SentAt = time.GetUtcNow() };
    }
}
