using System.Globalization;
using Comptoir.Catalog.Offers;
using Comptoir.Catalog.Shops;
using Comptoir.Ordering;
using Comptoir.Ordering.Operators;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Forms;
using Comptoir.Web.Console.Texts;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.Console;

/// <summary>All that a page of the console knows besides its own model: shop, language, texts, moment. One a request, made by the gate.</summary>
public sealed class ConsoleContext
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private readonly Flash? _flash;

    /// <summary>What the console does is done in this name.</summary>
    internal static Caller Operator { get; } = new("operator", "console");

    internal ConsoleContext(Shop? shop, IReadOnlyList<Shop> shops, ConsoleTexts texts, HttpRequest request, DateTimeOffset now, Operator? signedIn, Flash? flash, ConsoleForm? form)
    {
        CurrentShop = shop;
        Shops = shops;
        T = texts;
        Request = request;
        Now = now;
        SignedIn = signedIn;
        _flash = flash;
        PostedForm = form;
    }

    public ConsoleTexts T { get; }

    public string Language => T.Language;

    public DateTimeOffset Now { get; }

    public IReadOnlyList<Shop> Shops { get; }

    /// <summary>The shop at work. Only pages outside of any shop (sign-in, "no shop yet") are shown without.</summary>
    public Shop Shop => CurrentShop ?? throw new InvalidOperationException("This page needs a shop.");

    internal Shop? CurrentShop { get; }

    internal HttpRequest Request { get; }

    /// <summary>Who is at work. Only pages that are open to everybody (sign-in, invitation) are shown without.</summary>
    internal Operator? SignedIn { get; set; }

    /// <summary>What is changed by this request, for the audit log; null: what the address names.</summary>
    internal string? Changed { get; set; }

    /// <summary>How it ended, for the audit log, where the answer's status does not say it.</summary>
    internal string? Outcome { get; set; }

    /// <summary>Whether who is at work may make this kind of change. Pages show no button for what would be refused.</summary>
    internal bool May(ConsoleAction action) => SignedIn is { } who && Rights.May(who.Role, action);

    /// <summary>The posted form; the gate has read it for every unsafe method.</summary>
    internal ConsoleForm Form => PostedForm ?? throw new InvalidOperationException("Only a POST has a form.");

    internal ConsoleForm? PostedForm { get; }

    /// <summary>Says something on the next page; a program, which signs in with each request, is told by the status alone.</summary>
    internal void Say(string text) => _flash?.Say(Request.HttpContext, text);

    internal string? TakeFlash() => _flash?.Take(Request.HttpContext);

    internal string Path => Request.Path.HasValue ? Request.Path.ToUriComponent() : "/console";

    /// <summary>A query parameter, trimmed and at most 200 characters; empty when absent.</summary>
    internal string Query(string name)
    {
        var value = Request.Query[name].ToString().Trim();
        return value.Length > 200 ? value[..200] : value;
    }

    /// <summary>The page number of lists, from 1.</summary>
    internal int PageNumber => int.TryParse(Query("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 100_000) : 1;

    /// <summary>This page's address with other query parameters; an empty value leaves one out, and the page number starts over unless given.</summary>
    internal string PathWith(params IEnumerable<(string Name, string Value)> changes)
    {
        var parameters = Request.Query.Where(q => q.Key is not ("page" or "lang" or "shop")).ToDictionary(q => q.Key, q => q.Value.ToString(), StringComparer.Ordinal);
        foreach (var (name, value) in changes) parameters[name] = value;
        return Path + QueryString.Create(parameters.Where(p => p.Value.Length > 0).Select(p => KeyValuePair.Create<string, string?>(p.Key, p.Value)));
    }

    /// <summary>Minor units of the shop's currency as people write them.</summary>
    public string Money(long amount) => Currencies.Format(amount, Shop.Currency, Language);

    public string Money(long amount, string currency) => Currencies.Format(amount, currency, Language);

    public string Number(long number) => number.ToString("N0", Culture);

    public string Decimal(double number, int digits) => number.ToString("N" + digits.ToString(CultureInfo.InvariantCulture), Culture);

    /// <summary>2000 basis points are <c>20%</c> or <c>20 %</c>.</summary>
    public string Percent(int basisPoints) => (basisPoints / 100m).ToString("0.##", Culture) + (Language == "fr" ? "\u00a0%" : "%");

    /// <summary>Day and time, UTC.</summary>
    public string When(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy, HH:mm", Culture);

    public string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy", Culture);

    public string ShortDay(DateOnly day) => day.ToString("d MMM", Culture);

    /// <summary>How long ago or how long it took, in its largest fitting unit.</summary>
    public string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } => T.Days((int)span.TotalDays),
        { TotalHours: >= 2 } => T.Hours((int)span.TotalHours),
        { TotalMinutes: >= 2 } => T.Minutes((int)span.TotalMinutes),
        _ => T.Seconds(Math.Max(0, (int)span.TotalSeconds)),
    };

    /// <summary>Bytes in the largest fitting unit.</summary>
    public string Bytes(long bytes) => bytes switch
    {
        >= 1L << 30 => Decimal(bytes / (double)(1L << 30), 1) + "\u00a0" + T.Gibibytes,
        >= 1L << 20 => Decimal(bytes / (double)(1L << 20), 1) + "\u00a0" + T.Mebibytes,
        _ => Decimal(bytes / 1024.0, 0) + "\u00a0" + T.Kibibytes,
    };

    /// <summary>The context that the gate left with a request.</summary>
    internal static ConsoleContext Of(HttpContext http) =>
        http.Items[typeof(ConsoleContext)] as ConsoleContext ?? throw new InvalidOperationException("This endpoint is not behind the gate.");

    private CultureInfo Culture => Language == "fr" ? French : English;
}
