namespace Comptoir.Ordering.Outbox;

/// <summary>How e-mail leaves (configuration section <c>Email</c>). Without a host, messages are written and held, readable in the console.</summary>
public sealed class EmailOptions
{
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    /// <summary>True: TLS from the first byte (usually port 465); false: STARTTLS where the server offers it.</summary>
    public bool ImplicitTls { get; set; }

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>Sender's address; null: the shop's own.</summary>
    public string? From { get; set; }

    /// <summary>Scheme and host under which buyers reach the shop, without a trailing slash, for links; null: the shop's first host name.</summary>
    public string? PublicUrl { get; set; }
}
