using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Comptoir.Catalog.Offers;
using Comptoir.Protocols.Acp.Client;

namespace Comptoir.Commands;

/// <summary><c>comptoir acp buy</c>: a purchase over ACP as an agent's platform makes it, to try a merchant's endpoint with a test card.</summary>
internal static class AcpCommand
{
    private const int Refused = 3;

    public static Command Create()
    {
        var command = new Command("acp", "Acts as an agent's platform towards an ACP merchant.");
        command.Subcommands.Add(Buy());
        return command;
    }

    private static Command Buy()
    {
        var shop = new Option<string>("--shop") { Description = "Address of the merchant; its /.well-known/acp.json says where the rest is.", HelpName = "https://…", Required = true };
        var provider = new Option<string?>("--provider") { Description = "Base address of the payment provider; the merchant's own when left out.", HelpName = "https://…" };
        var item = new Option<string>("--item") { Description = "Id of what to buy.", HelpName = "id", Required = true };
        var quantity = new Option<int>("--quantity") { Description = "Pieces.", DefaultValueFactory = _ => 1 };
        var most = new Option<decimal>("--most") { Description = "The most to pay, with delivery.", HelpName = "amount", Required = true };
        var card = new Option<string>("--card") { Description = "Number of a test card.", DefaultValueFactory = _ => "4242424242424242" };
        var (name, email) = (new Option<string>("--name") { DefaultValueFactory = _ => "Ada Byron" }, new Option<string>("--email") { DefaultValueFactory = _ => "ada@example.com" });
        var (line, city) = (new Option<string>("--line") { DefaultValueFactory = _ => "1 rue des Lilas" }, new Option<string>("--city") { DefaultValueFactory = _ => "Lyon" });
        var (postalCode, country) = (new Option<string>("--postal-code") { DefaultValueFactory = _ => "69001" }, new Option<string>("--country") { DefaultValueFactory = _ => "FR" });
        var command = new Command("buy", "Buys something with a test card. The merchant's key is read from COMPTOIR_ACP_KEY, a secret to sign with from COMPTOIR_ACP_SECRET. Exit code 3: nothing was bought.")
        {
            shop, item, most, quantity, card, provider, name, email, line, city, postalCode, country,
        };
        command.SetAction(async (result, ct) =>
        {
            if (Environment.GetEnvironmentVariable("COMPTOIR_ACP_KEY") is not { Length: > 0 } key) return Fail("COMPTOIR_ACP_KEY is not set.", 2);
            if (Address(result.GetValue(shop)) is not { } at) return Fail("--shop must be an https address.", 2);
            if (result.GetValue(provider) is { } said && Address(said) is null) return Fail("--provider must be an https address.", 2);
            try
            {
                using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
                var discovered = await http.GetFromJsonAsync<JsonObject>(new Uri(at, ".well-known/acp.json"), ct);
                if (Address((string?)discovered?["api_base_url"]) is not { } api || Address(result.GetValue(provider) ?? api.AbsoluteUri) is not { } psp) return Fail("The merchant's document names no https address.", Refused);
                var currency = ((string?)(discovered!["capabilities"]?["supported_currencies"] as JsonArray)?.FirstOrDefault() ?? "eur").ToUpperInvariant();
                if (!Currencies.IsKnown(currency) || Currencies.FromMajor(result.GetValue(most), currency) is not { } limit) return Fail($"--most is no amount in {currency}.", 2);
                using var merchantHttp = new HttpClient { BaseAddress = api, Timeout = TimeSpan.FromSeconds(60) };
                using var providerHttp = new HttpClient { BaseAddress = psp, Timeout = TimeSpan.FromSeconds(60) };
                var secret = Environment.GetEnvironmentVariable("COMPTOIR_ACP_SECRET") is { Length: > 0 } agreed ? agreed : null;
                var purchase = new AcpPurchase(new(merchantHttp, key, TimeProvider.System, secret), new(providerHttp, key, TimeProvider.System, secret), TimeProvider.System);
                var wish = new AcpWish([new(result.GetValue(item)!, result.GetValue(quantity))], result.GetValue(name)!, result.GetValue(email)!, result.GetValue(line)!, result.GetValue(city)!, result.GetValue(postalCode)!, result.GetValue(country)!, currency, limit);
                var bought = await purchase.BuyAsync(wish, new(result.GetValue(card)!, 12, TimeProvider.System.GetUtcNow().Year + 3, wish.Name, "123"), ct);
                if (bought.Challenge is { } challenge)
                {
                    Console.WriteLine($"The bank asks the buyer: open {challenge}, then press Enter.");
                    Console.ReadLine();
                    bought = await purchase.FinishAsync(bought, wish, ct);
                }

                Console.WriteLine($"{bought.Status}: order {bought.OrderId} for {Currencies.Format(bought.Total, currency, CultureInfo.CurrentCulture.TwoLetterISOLanguageName)}, {bought.OrderUrl}");
                return bought.OrderId is null ? Refused : 0;
            }
            catch (Exception e) when (e is AcpException or HttpRequestException or JsonException)
            {
                return Fail(e is AcpException refused ? $"{refused.Code}: {refused.Message}" : e.Message, Refused);
            }
        });
        return command;
    }

    /// <summary>As a base, with a slash at its end; null: not to be called.</summary>
    private static Uri? Address(string? text) =>
        Uri.TryCreate(text?.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)) ? uri : null;

    private static int Fail(string why, int code)
    {
        Console.Error.WriteLine(why);
        return code;
    }
}
