using System.Globalization;
using System.Text;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Orders;

namespace Comptoir.Storage.Ordering;

/// <summary>
/// Documents of a new order are written before its number is known, so that the writer, of which there is one, need not do it:
/// they carry a place for it. Quotes inside of JSON texts are escaped, so nobody's text looks like that place.
/// </summary>
internal static class LateNumber
{
    private const long Place = long.MaxValue;

    private static readonly byte[] _inOrder = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\"number\":{Place}"));
    private static readonly byte[] _inCheckout = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\"orderNumber\":\"{Place}\""));

    public static byte[] Write(Order order) => Documents.Write(order with { Number = Place });

    public static byte[] Write(Checkout checkout) => Documents.Write(checkout with { OrderNumber = Place.ToString(CultureInfo.InvariantCulture) });

    public static byte[] InOrder(byte[] document, long number) => Put(document, _inOrder, string.Create(CultureInfo.InvariantCulture, $"\"number\":{number}"));

    public static byte[] InCheckout(byte[] document, long number) => Put(document, _inCheckout, string.Create(CultureInfo.InvariantCulture, $"\"orderNumber\":\"{number}\""));

    private static byte[] Put(byte[] document, byte[] place, string text)
    {
        var at = document.AsSpan().IndexOf(place);
        return [.. document.AsSpan(0, at), .. Encoding.UTF8.GetBytes(text), .. document.AsSpan(at + place.Length)];
    }
}
