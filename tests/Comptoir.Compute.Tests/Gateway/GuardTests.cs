using Comptoir.Compute.Gateway;
using Comptoir.Compute.Setup;
using Comptoir.Compute.Tests.World;

namespace Comptoir.Compute.Tests.Gateway;

public sealed class GuardTests
{
    private static readonly Guards Mask = new() { Secrets = GuardAction.Mask, PersonalData = GuardAction.Mask };

    [Theory]
    [InlineData("my key is sk-proj-abcdefghijklmnopqrstuvwxyz012345", "my key is [removed]")]
    [InlineData("AKIAABCDEFGHIJKLMNOP", "[removed]")]
    [InlineData("write to Ann.Lee+x@mail.example.org today", "write to [removed] today")]
    [InlineData("card 4242 4242 4242 4242 ok", "card [removed] ok")]
    [InlineData("order 4242 4242 4242 4241 ok", "order 4242 4242 4242 4241 ok")]
    [InlineData("IBAN FR76 3000 6000 0112 3456 7890 189", "IBAN [removed]")]
    [InlineData("call +33 6 12 34 56 78 now", "call [removed] now")]
    [InlineData("SKU 123456 costs 12.50, 30 x 40 cm", "SKU 123456 costs 12.50, 30 x 40 cm")]
    public void Secrets_and_personal_data_are_masked_and_other_numbers_are_not(string text, string expected) => Guard.Look(text, Mask, outgoing: false).Text.ShouldBe(expected);

    [Fact]
    public async Task What_comes_in_two_pieces_of_a_stream_is_seen_whole()
    {
        await using var provider = new ScriptedProvider((_, wire) => wire.StreamAsync(
            Some.Chunk("Write to ann"), Some.Chunk("@mail.exam"), Some.Chunk("ple.org, or use card 4242 42"), Some.Chunk("42 4242 "), Some.Chunk("4242 please. Good"), Some.Chunk("bye."), Some.Chunk("", "stop"), Some.UsageChunk(), "[DONE]"));
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url, policy: new() { Guards = Mask }));
        var text = "";
        await foreach (var update in node.OpenAi.GetChatClient("assistant").CompleteChatStreamingAsync(new OpenAI.Chat.UserChatMessage("Who?")))
            text += string.Concat(update.ContentUpdate.Select(c => c.Text));
        text.ShouldBe("Write to [removed], or use card [removed] please. Goodbye.");
    }

    [Fact]
    public async Task A_forbidden_word_refuses_a_request_and_ends_a_stream()
    {
        await using var provider = new ScriptedProvider((_, wire) => wire.StreamAsync(Some.Chunk("This is our top "), Some.Chunk("sec"), Some.Chunk("ret recipe."), Some.Chunk("", "stop"), Some.UsageChunk(), "[DONE]"));
        await using var node = await GatewayNode.StartAsync(Some.Setup(provider.Url, policy: new() { Guards = new() { Forbidden = ["top secret"] } }));
        using var refused = await node.PostAsync("/v1/chat/completions", """{"model":"assistant","messages":[{"role":"user","content":"the TOP SECRET recipe"}]}""");
        ((int)refused.StatusCode).ShouldBe(400);
        provider.Requests.ShouldBeEmpty();
        using var ended = await node.PostAsync("/v1/chat/completions", Some.AskStream);
        var text = await ended.Content.ReadAsStringAsync();
        text.ShouldContain("guard.forbidden");
        text.ShouldNotContain("recipe");
        (await node.CallsAsync(1))[0].Cost!.Value.ShouldBeGreaterThan(0);
    }
}
