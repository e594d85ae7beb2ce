using Microsoft.Extensions.DependencyInjection;

namespace Comptoir.ShopTools;

public static class ShopToolsServices
{
    /// <summary>Adds the shop tools. They need the search, ordering and catalogue services.</summary>
    public static IServiceCollection AddShopTools(this IServiceCollection services) => services
        .AddSingleton<ProductCards>()
        .AddSingleton<FindProducts>()
        .AddSingleton<ShowProduct>()
        .AddSingleton<CompareProducts>()
        .AddSingleton<AnswerPolicy>()
        .AddSingleton<RecommendProducts>()
        .AddSingleton<TrackOrder>()
        .AddSingleton<WatchPrice>()
        .AddSingleton<WatchStock>()
        .AddSingleton<BuyWhen>()
        .AddSingleton<Subscribe>()
        .AddSingleton<ListWatches>()
        .AddSingleton<CancelWatch>()
        .AddSingleton<Reorder>()
        .AddSingleton<CancelOrder>()
        .AddSingleton<ChangeItems>()
        .AddSingleton<ChangeAddress>()
        .AddSingleton<ChangePayment>()
        .AddSingleton<ChangeCustomerAddress>()
        .AddSingleton<ReturnStatus>()
        .AddSingleton<ReturnItems>()
        .AddSingleton<ExchangeItems>()
        .AddSingleton<WithdrawFromOrder>();
}
