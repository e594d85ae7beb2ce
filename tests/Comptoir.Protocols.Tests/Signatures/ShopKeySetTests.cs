using Comptoir.Protocols.Signatures;
using Comptoir.Protocols.Tests.Requirements;

namespace Comptoir.Protocols.Tests.Signatures;

/// <summary>When a key is published and when it signs, without a clock.</summary>
[Must("UCP", "signatures")]
public sealed class ShopKeySetTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddYears(50);

    [Fact]
    public void A_retired_key_stays_published_for_at_least_seven_days()
    {
        var keys = new ShopKeySet("s", 0, []).With(Key("a", Start), false, Start);
        keys.SigningAt(Start)!.Id.ShouldBe("a");
        var later = Start.AddDays(90);
        keys = keys.With(Key("b", later), false, later);
        keys.SigningAt(later)!.Id.ShouldBe("a");
        keys.PublishedAt(later).Select(k => k.Id).ShouldBe(["b", "a"]);
        var takesOver = later + ShopKeySet.Lead;
        keys.SigningAt(takesOver)!.Id.ShouldBe("b");
        keys.PublishedAt(takesOver.AddDays(7)).Select(k => k.Id).ShouldBe(["b", "a"]);
        keys.PublishedAt(takesOver.AddDays(9)).Select(k => k.Id).ShouldBe(["b"]);
    }

    [Fact]
    public void Making_two_keys_in_a_row_leaves_one_that_signs_now()
    {
        var keys = new ShopKeySet("s", 0, []).With(Key("a", Start), false, Start);
        var later = Start.AddMinutes(1);
        keys = keys.With(Key("b", later), false, later).With(Key("c", later), false, later.AddMinutes(1));
        keys.SigningAt(later.AddMinutes(1))!.Id.ShouldBe("a");
        keys.PublishedAt(later.AddMinutes(1)).Select(k => k.Id).ShouldBe(["c", "a"]);
        keys.SigningAt(later.AddMinutes(30))!.Id.ShouldBe("c");
    }

    [Fact]
    public void A_stolen_key_is_withdrawn_at_once()
    {
        var keys = new ShopKeySet("s", 0, []).With(Key("a", Start), false, Start).With(Key("b", Start), atOnce: true, Start.AddHours(1));
        keys.SigningAt(Start.AddHours(1))!.Id.ShouldBe("b");
        keys.PublishedAt(Start.AddHours(1)).Select(k => k.Id).ShouldBe(["b"]);
    }

    private static StoredSigningKey Key(string id, DateTimeOffset at) => new(id, "{}", "", at, at);
}
