using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Tests.Ucp;
using Comptoir.Protocols.Trust;
using Comptoir.Protocols.Ucp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Comptoir.Protocols.Tests.Trust;

/// <summary>Profiles from a server that is slow, talks too much, leads elsewhere or changes its keys.</summary>
public sealed class ProfileFetchTests : IAsyncLifetime
{
    private readonly Clock _clock = new();
    private WebApplication _platform = null!;
    private SigningKey _key = SigningKey.Create();
    private int _asked;
    private int _led;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string At(string path) => _platform.Urls.Single() + path;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _platform = builder.Build();
        _platform.MapGet("/good", () =>
        {
            Interlocked.Increment(ref _asked);
            return Results.Content(UcpShop.Profile([_key]), "application/json");
        });
        _platform.MapGet("/slow", async (HttpContext http) =>
        {
            await http.Response.WriteAsync("{", http.RequestAborted);
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        });
        _platform.MapGet("/large", () => Results.Content(UcpShop.Profile([_key]) + new string(' ', 300 * 1024), "application/json"));
        _platform.MapGet("/elsewhere", () => Results.Redirect("/led"));
        _platform.MapGet("/led", () =>
        {
            Interlocked.Increment(ref _led);
            return Results.Content(UcpShop.Profile([_key]), "application/json");
        });
        _platform.MapGet("/words", () => "no profile");
        await _platform.StartAsync();
    }

    public ValueTask DisposeAsync() => _platform.DisposeAsync();

    [Fact]
    public async Task A_profile_that_never_ends_is_unreachable_after_three_seconds()
    {
        var found = Profiles().FindAsync(At("/slow"), Ct);
        (await found.WaitAsync(TimeSpan.FromSeconds(60), Ct)).State.ShouldBe(ProfileState.Unreachable);
    }

    [Fact]
    public async Task A_profile_beyond_256_KB_is_unreachable() => (await Profiles().FindAsync(At("/large"), Ct)).State.ShouldBe(ProfileState.Unreachable);

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        (await Profiles().FindAsync(At("/elsewhere"), Ct)).State.ShouldBe(ProfileState.Unreachable);
        _led.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_no_profile_is_malformed() => (await Profiles().FindAsync(At("/words"), Ct)).State.ShouldBe(ProfileState.Malformed);

    [Theory]
    [InlineData("https://10.0.0.1/profile")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::1]/profile")]
    [InlineData("https://[::ffff:127.0.0.1]/profile")]
    [InlineData("https://localhost/profile")]
    public async Task A_private_address_is_never_called(string url) => (await Profiles(loopback: false).FindAsync(url, Ct)).State.ShouldBe(ProfileState.Unreachable);

    [Fact]
    public void A_loopback_address_is_not_even_tried_where_development_is_not_allowed() => new GuardedHttp(Options.Create(new UcpOptions())).Allows(At("/good")).ShouldBeFalse();

    [Fact]
    public async Task After_a_rotation_the_profile_is_fetched_again_once_a_minute_at_most()
    {
        var profiles = Profiles();
        var first = await profiles.FindAsync(At("/good"), Ct);
        first.Keys.Single().Id.ShouldBe(_key.Id);
        _key = SigningKey.Create();
        (await profiles.AgainAsync(At("/good"), first, Ct)).Keys.Single().Id.ShouldNotBe(_key.Id);
        _asked.ShouldBe(1);
        _clock.Passed = TimeSpan.FromSeconds(61);
        (await profiles.AgainAsync(At("/good"), first, Ct)).Keys.Single().Id.ShouldBe(_key.Id);
        _asked.ShouldBe(2);
    }

    private AgentProfiles Profiles(bool loopback = true)
    {
        var options = Options.Create(new UcpOptions { AllowLoopback = loopback });
        return new(new GuardedHttp(options), new TrialAgent(), options, _clock, NullLogger<AgentProfiles>.Instance);
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Passed;
    }
}
