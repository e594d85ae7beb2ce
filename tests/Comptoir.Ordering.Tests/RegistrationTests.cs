using System.Reflection;
using Comptoir.Catalog;
using Comptoir.Ordering.Attempts;
using Comptoir.Ordering.Carts;
using Comptoir.Ordering.Checkouts;
using Comptoir.Ordering.Customers;
using Comptoir.Ordering.Jobs;
using Comptoir.Ordering.Orders;
using Comptoir.Ordering.Outbox;
using Comptoir.Ordering.Tests.World;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Comptoir.Ordering.Tests.World.TestShop;

namespace Comptoir.Ordering.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public async Task In_a_host_the_workers_deliver_and_settle_by_themselves()
    {
        var shop = Flowers();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Email:PublicUrl"] = "https://flowers.example" });
        builder.Services.AddSingleton<TimeProvider>(shop.Time).AddSingleton<IOrderingStore>(shop.Store).AddSingleton<ICustomerStore>(shop.Store).AddSingleton<IJobStore>(shop.Store).AddSingleton<IAttemptStore>(new MemoryAttempts()).AddSingleton<Watches.IAutomationStore>(shop.Store).AddSingleton<ICatalogStore>(new StoredGoods(shop)).AddSingleton<ILiveCatalog>(shop);
        builder.Services.AddOrdering();
        using var host = builder.Build();
        host.Services.GetRequiredService<CartService>().ShouldNotBeNull();
        host.Services.GetRequiredService<OrderService>().ShouldNotBeNull();
        host.Services.GetRequiredService<CustomerService>().ShouldNotBeNull();
        Refused(await host.Services.GetRequiredService<CheckoutService>().CompleteAsync("flowers", (await shop.ReadyAsync()).Id, new([Token("timeout_token")]), Agent, null, default), RefusalKind.PaymentPending);
        shop.Time.Advance(TimeSpan.FromMinutes(1));
        await host.StartAsync();
        for (var i = 0; i < 200 && !(shop.Store.Outbox.Values.ToList() is [.., _] sent && sent.Any(m => m.State == OutboxState.Held)); i++)
        {
            await Task.Delay(20);
            shop.Time.Advance(TimeSpan.FromSeconds(1));
        }

        shop.Store.Orders.ShouldHaveSingleItem();
        shop.Store.Outbox.Values.Single(m => m.Kind == "email").Body.ShouldNotBeNull().ShouldContain("https://flowers.example/orders/ord_");
        await host.StopAsync();
    }

    [Fact]
    public void French_texts_have_their_spaces_and_differ_from_the_english_ones()
    {
        foreach (var method in typeof(Wording).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.ReturnType == typeof(string)))
        {
            string Say(string language) => (string)method.Invoke(null, [.. method.GetParameters().Select(object (p) => p.Name == "l" ? language : p.ParameterType == typeof(string) ? "x" : p.ParameterType == typeof(int) ? (object)2 : p.ParameterType.IsEnum ? Enum.GetValues(p.ParameterType).GetValue(0)! : 2L)])!;
            Say("fr-FR").ShouldNotBe(Say("en"), method.Name);
            Say("fr").ShouldNotMatch("""[^\u00a0\u202f](:|;|!|\?)( |$)""", method.Name);
        }
    }
}
