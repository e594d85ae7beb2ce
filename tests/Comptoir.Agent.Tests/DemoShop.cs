using Comptoir.Agent.Dialogue;
using Comptoir.Catalog;
using Comptoir.Catalog.Shops;
using Comptoir.DemoShop;
using Comptoir.Ordering;
using Comptoir.Search;
using Comptoir.ShopTools;
using Comptoir.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Comptoir.Agent.Tests;

/// <summary>The demo shop over a real SQLite file in a temporary folder, with every real service.</summary>
public sealed class DemoShop : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("comptoir-agent").FullName;
    private ServiceProvider? _services;

    public IServiceProvider Services => _services!;

    public ShopAgent Agent => Services.GetRequiredService<ShopAgent>();

    public ProductSearch Search => Services.GetRequiredService<ProductSearch>();

    public Shop Shop => Search.FindShop("demo") ?? Search.Shops[0];

    public async ValueTask InitializeAsync()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddComptoirStorage(Path.Combine(_folder, "shop.db"));
        services.AddSingleton<ProductSearch>();
        services.AddSingleton<ILiveCatalog>(s => s.GetRequiredService<ProductSearch>());
        services.AddOrdering().AddShopTools().AddComptoirAgent();
        _services = services.BuildServiceProvider();
        await DemoLoader.LoadAsync(_services, null, CancellationToken.None);
        await Search.LoadAsync(null, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public ShopContext Context(string language) => new(Shop, language, "FR", new Caller("shopper", "chat"));

    internal Talk Talk(string language) => new(this, language);
}

/// <summary>One conversation, turn by turn.</summary>
internal sealed class Talk(DemoShop shop, string language)
{
    public string? ConversationId { get; set; }

    public string? CartId { get; set; }

    public string? PageProductId { get; set; }

    public AgentReply Last { get; private set; } = null!;

    public Task<AgentReply> Say(string text) => Turn(new AgentTurn(shop.Context(language), ConversationId, text, CartId: CartId, PageProductId: PageProductId));

    public Task<AgentReply> Tap(string action) => Turn(new AgentTurn(shop.Context(language), ConversationId, "", Action: action, CartId: CartId, PageProductId: PageProductId));

    /// <summary>Taps the button with that beginning of its label.</summary>
    public Task<AgentReply> TapLabel(string label) => Tap(Last.QuickReplies.First(q => q.Label.StartsWith(label, StringComparison.OrdinalIgnoreCase)).Action);

    /// <summary>Says yes to the confirmation that was shown last.</summary>
    public Task<AgentReply> TapYes() => Tap(Block<ConfirmationBlock>().Yes.Action);

    public Task<AgentReply> Fill(params (string Field, string Value)[] fields) =>
        Turn(new AgentTurn(shop.Context(language), ConversationId, "", Fields: fields.ToDictionary(f => f.Field, f => f.Value), CartId: CartId));

    /// <summary>The state as stored after the last turn.</summary>
    public async Task<DialogueState> State()
    {
        var conversation = await Stored();
        return DialogueState.Read(conversation.State, language);
    }

    public async Task<Conversation> Stored() =>
        (await shop.Services.GetRequiredService<IConversationStore>().GetAsync(shop.Shop.Id, ConversationId!, CancellationToken.None))!;

    /// <summary>What the last turn was understood as.</summary>
    public async Task<IReadOnlyList<string>> Commands() => (await Stored()).Turns[^1].Commands;

    public T Block<T>() where T : Block => Last.Blocks.OfType<T>().Last();

    private async Task<AgentReply> Turn(AgentTurn turn)
    {
        Last = await shop.Agent.TurnAsync(turn, CancellationToken.None);
        ConversationId = Last.ConversationId;
        return Last;
    }
}
