using System.Text;
using Comptoir.Catalog.Feeds;
using Comptoir.Catalog.Feeds.Listings;
using Comptoir.DemoShop;

namespace Comptoir.Fuzz.Tests;

/// <summary>Product feeds come as files, so they are read as files: what is wrong with one is reported or named in one exception, nothing else.</summary>
internal static class FeedFuzz
{
    private static readonly (string Ending, string Text)[] Files =
    [
        (".csv", "Handle,Title,Body (HTML),Vendor,Variant SKU,Variant Price,Image Src\nlamp,Lamp,\"A <b>lamp</b>\",Tilleul,L-1,49.00,https://example.org/l.jpg\nlamp,,,,L-2,59.00,\n"),
        (".csv", "id;title;price;currency;stock;gtin\n1;Thé vert;4,90;EUR;12;4006381333931\n2;\"Un \"\"bon\"\" thé\";5.90;EUR;;\n"),
        (".jsonl", "{\"id\":\"1\",\"title\":\"Lamp\",\"price\":\"49.00 EUR\",\"availability\":\"in_stock\",\"link\":\"https://example.org/1\"}\n{\"id\":\"2\",\"title\":{\"en\":\"Tea\",\"fr\":\"Thé\"},\"price\":{\"amount\":490,\"currency\":\"EUR\"}}\n"),
        (".json", "{\"products\":[{\"id\":1,\"title\":\"Lamp\",\"variants\":[{\"id\":11,\"sku\":\"L\",\"price\":\"49.00\",\"inventory_quantity\":3}],\"options\":[{\"name\":\"Colour\",\"values\":[\"red\"]}]}]}"),
        (".xml", "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:g=\"http://base.google.com/ns/1.0\"><channel><title>t</title><link>https://example.org</link><description>d</description><item><g:id>1</g:id><g:title>Lamp</g:title><g:price>49.00 EUR</g:price></item></channel></rss>"),
    ];

    /// <summary>Reads one changed feed; gives 200 for one that was read and 400 for one that was refused.</summary>
    public static int Read(string folder, int worker, Random r, Action<Exception, byte[]> found)
    {
        var (ending, text) = Files[r.Next(Files.Length)];
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var n = r.Next(4); n > 0; n--) bytes = JsonMutation.Text(bytes, r);
        var path = Path.Combine(folder, $"feed-{worker}{ending}");
        File.WriteAllBytes(path, bytes);
        try
        {
            if (ending == ".xml" || r.Next(3) == 0)
            {
                using var content = File.OpenRead(path);
                ListingCheck.File(ListingTarget.Named(r.Next(2) == 0 ? "google" : "openai")!, content, path);
                return 200;
            }

            using var reader = new FeedReader(path, DemoRules.Shop, DateTimeOffset.UnixEpoch, null, _ => { });
            foreach (var _ in reader.Read())
            {
                // reading is all
            }

            return 200;
        }
        catch (FeedFormatException)
        {
            return 400;
        }
        catch (Exception e)
        {
            found(e, bytes);
            return 500;
        }
    }
}
