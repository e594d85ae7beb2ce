using Comptoir.Ordering.Agents;
using Comptoir.Ordering.Payments;
using Comptoir.Ordering.Payments.Testing;
using Comptoir.Storage.Ordering;
using Comptoir.Storage.Sql;

namespace Comptoir.Storage.Tests.Compliance;

/// <summary>The keys of agents, and what agents leave with the test provider.</summary>
public abstract class AgentKeyCompliance(IDatabasePlace place) : ComplianceSuite(place)
{
    private AgentKeyStore Keys => new((IDatabase)Stores.Database);

    private TestVaultStore Vault => new((IDatabase)Stores.Database);

    [Fact]
    public async Task A_key_is_found_by_its_hash_in_its_shop_only_and_revoked_without_being_lost()
    {
        var key = AgentKey.Of("agk_1", "s", "ChatGPT", "ck_secret", Some.Now) with { WebhookUrl = "https://agent.example/hook", WebhookSecret = "box:1", RequestSecret = "box:2" };
        (await Keys.SaveAsync(key, None)).ShouldBeTrue();
        (await Keys.FindAsync("s", AgentKey.HashOf("ck_secret"), None)).ShouldBe(key);
        (await Keys.GetAsync("s", "agk_1", None)).ShouldBe(key);
        (await Keys.FindAsync("other", AgentKey.HashOf("ck_secret"), None)).ShouldBeNull();
        (await Keys.FindAsync("s", AgentKey.HashOf("guess"), None)).ShouldBeNull();
        (await Keys.SaveAsync(key with { RevokedAt = Some.Now, Version = 2 }, None)).ShouldBeTrue();
        (await Keys.FindAsync("s", key.Hash, None))!.RevokedAt.ShouldBe(Some.Now);
    }

    [Fact]
    public async Task Of_many_who_change_one_key_at_once_one_succeeds_and_a_key_is_made_once()
    {
        var key = AgentKey.Of("agk_1", "s", "ChatGPT", "ck_secret", Some.Now);
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Keys.SaveAsync(key, None))));
        made.Count(m => m).ShouldBe(1);
        var changed = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Keys.SaveAsync(key with { Name = $"{i}", Version = 2 }, None))));
        changed.Count(c => c).ShouldBe(1);
        (await Keys.GetAsync("s", "agk_1", None))!.Name.ShouldBe($"{Array.IndexOf(changed, true)}");
        (await Keys.SaveAsync(key with { Version = 4 }, None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Keys_are_listed_newest_first_and_the_same_secret_opens_one_key_of_a_shop()
    {
        foreach (var i in Enumerable.Range(1, 3)) (await Keys.SaveAsync(AgentKey.Of($"agk_{i}", "s", $"agent {i}", $"secret {i}", Some.Now.AddMinutes(i)), None)).ShouldBeTrue();
        (await Keys.SaveAsync(AgentKey.Of("agk_9", "other", "agent", "secret 1", Some.Now), None)).ShouldBeTrue();
        (await Keys.ListAsync("s", None)).Select(k => k.Id).ShouldBe(["agk_3", "agk_2", "agk_1"]);
        (await Keys.SaveAsync(AgentKey.Of("agk_4", "s", "twin", "secret 1", Some.Now), None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Of_many_who_spend_a_delegated_card_at_once_one_succeeds()
    {
        (await Vault.SaveAsync(Card("vt_1"), None)).ShouldBeTrue();
        (await Vault.SaveAsync(Card("vt_1") with { MaxAmount = 1 }, None)).ShouldBeFalse("an id is given once");
        var spent = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Vault.SaveAsync(Card("vt_1") with { UsedBy = $"pay_{i}", Version = 2 }, None))));
        spent.Count(s => s).ShouldBe(1);
        (await Vault.FindTokenAsync("s", "vt_1", None)).ShouldBe(Card("vt_1") with { UsedBy = $"pay_{Array.IndexOf(spent, true)}", Version = 2 });
        (await Vault.FindTokenAsync("other", "vt_1", None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_confirmation_is_no_card_and_both_are_forgotten_a_week_after_their_time()
    {
        var asked = new TestAuthentication("auth_1", "s", TestAuthenticationState.Challenge, 4000, "EUR", "chk_1", DateTimeOffset.UtcNow.AddMinutes(5)) { Challenges = true };
        (await Vault.SaveAsync(asked, None)).ShouldBeTrue();
        (await Vault.FindAuthenticationAsync("s", "auth_1", None)).ShouldBe(asked);
        (await Vault.FindTokenAsync("s", "auth_1", None)).ShouldBeNull();
        (await Vault.SaveAsync(Card("vt_old") with { ExpiresAt = DateTimeOffset.UtcNow.AddDays(-8) }, None)).ShouldBeTrue();
        (await Vault.SaveAsync(Card("vt_late") with { ExpiresAt = DateTimeOffset.UtcNow.AddDays(-6) }, None)).ShouldBeTrue();
        (await Vault.SaveAsync(Card("vt_new"), None)).ShouldBeTrue();
        (await Vault.FindTokenAsync("s", "vt_old", None)).ShouldBeNull();
        (await Vault.FindTokenAsync("s", "vt_late", None)).ShouldNotBeNull();
        (await Vault.FindAuthenticationAsync("s", "auth_1", None)).ShouldNotBeNull();
    }

    private static TestVaultToken Card(string id) =>
        new(id, "s", TestFault.None, new InstrumentDisplay("visa", "4242", 11, 2099), 10_000, "EUR", "chk_1", "s", Some.Now.AddYears(10));
}
