using System.Collections.Concurrent;
using System.Security.Cryptography;
using Comptoir.Ordering.Secrets;
using Comptoir.Web.Security.Secrets;
using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.Web.Tests.Security;

public sealed class SecretBoxTests
{
    private const string Key = "a key of more than thirty-two characters";

    [Fact]
    public void Another_node_with_the_same_ring_and_key_reads_what_the_first_stored()
    {
        var ring = new Ring();
        var stored = Node(ring, Key).Protect("sk_live_123");
        stored.ShouldNotContain("sk_live_123");
        Node(ring, Key).Reveal(stored).ShouldBe("sk_live_123");
    }

    [Fact]
    public void With_a_key_the_ring_lies_sealed_and_opens_with_no_other()
    {
        var ring = new Ring();
        var stored = Node(ring, Key).Protect("sk_live_123");
        ring.Documents.ShouldNotBeEmpty();
        ring.Documents.ShouldAllBe(d => d.Contains("<sealed", StringComparison.Ordinal) && !d.Contains("<masterKey", StringComparison.Ordinal));
        Should.Throw<CryptographicException>(() => Node(ring, "another key of more than thirty-two characters").Reveal(stored));
        Should.Throw<CryptographicException>(() => Node(ring, null).Reveal(stored));
    }

    [Fact]
    public void A_stored_secret_that_was_altered_is_not_revealed()
    {
        var node = Node(new Ring(), null);
        var stored = node.Protect("sk_live_123").ToCharArray();
        stored[^5] = stored[^5] == 'A' ? 'B' : 'A';
        Should.Throw<CryptographicException>(() => node.Reveal(new string(stored)));
    }

    [Fact]
    public void A_key_file_that_others_can_read_or_a_short_key_is_refused()
    {
        Should.Throw<ArgumentException>(() => KeyRingKey.From("short", null)).Message.ShouldContain("32");
        Should.Throw<ArgumentException>(() => KeyRingKey.From(null, "/nowhere/key")).Message.ShouldContain("/nowhere/key");
        if (OperatingSystem.IsWindows()) return;
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, Key);
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
            Should.Throw<ArgumentException>(() => KeyRingKey.From(null, file)).Message.ShouldContain("chmod 600");
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            KeyRingKey.From(null, file).Given.ShouldBeTrue();
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static ISecretBox Node(Ring ring, string? key) =>
        new ServiceCollection().AddLogging().AddSingleton<IKeyRingStore>(ring).AddSingleton(KeyRingKey.From(key, null)).AddComptoirSecrets().BuildServiceProvider().GetRequiredService<ISecretBox>();

    private sealed class Ring : IKeyRingStore
    {
        private readonly ConcurrentDictionary<string, string> _entries = [];

        public ICollection<string> Documents => _entries.Values;

        public Task<IReadOnlyList<string>> ReadAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>([.. _entries.Values]);

        public Task AddAsync(string name, string document, CancellationToken ct)
        {
            _entries.TryAdd(name, document);
            return Task.CompletedTask;
        }
    }
}
