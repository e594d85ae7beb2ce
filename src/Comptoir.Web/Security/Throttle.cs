using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Comptoir.Web.Security;

/// <summary>Slows down who guesses: passwords, order numbers, sign-in links. Counted by address of the network; a whole block for IPv6.</summary>
public sealed class Throttle : IEndpointFilter, IDisposable
{
    private const int Tries = 60;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(
        who => RateLimitPartition.GetFixedWindowLimiter(who, _ => new FixedWindowRateLimiterOptions { PermitLimit = Tries, Window = Window }));

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (HttpMethods.IsGet(context.HttpContext.Request.Method)) return await next(context);
        using var lease = _limiter.AttemptAcquire(Origin(context.HttpContext));
        return lease.IsAcquired ? await next(context) : Results.StatusCode(StatusCodes.Status429TooManyRequests);
    }

    public void Dispose() => _limiter.Dispose();

    private static string Origin(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address) return "";
        var bytes = address.IsIPv4MappedToIPv6 ? address.MapToIPv4().GetAddressBytes() : address.GetAddressBytes();
        return Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, 8)));
    }
}
