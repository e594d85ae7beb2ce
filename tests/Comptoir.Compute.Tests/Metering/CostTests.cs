using System.Text;
using Comptoir.Compute.Metering;
using Comptoir.Compute.Metering.PriceFiles;
using FsCheck.Xunit;

namespace Comptoir.Compute.Tests.Metering;

public sealed class CostTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Price Price = new() { Provider = "north", Model = "small-1", From = Now, Rates = new(3_000_000_000, 15_000_000_000) { CacheRead = 300_000_000, CacheWrite = 3_750_000_000 } };

    [Fact]
    public void A_call_costs_its_tokens_times_their_prices_in_nano_units() =>
        Cost.Of(Price, new() { Input = 1000, CacheRead = 2000, CacheWrite = 400, Output = 500, Reasoning = 100 }).Nano.ShouldBe((1000 * 3000) + (2000 * 300) + (400 * 3750) + (500 * 15_000));

    [Fact]
    public void The_sum_is_rounded_once_and_halves_go_to_the_even_one()
    {
        var price = Price with { Rates = new(500_000, 0) };
        Cost.Of(price, new() { Input = 1 }).Nano.ShouldBe(0);
        Cost.Of(price, new() { Input = 3 }).Nano.ShouldBe(2);
        Cost.Of(price, new() { Input = 2001 }).Nano.ShouldBe(1000);
    }

    [Fact]
    public void A_long_prompt_pays_its_tier_for_all_its_tokens_and_batches_pay_theirs()
    {
        var price = Price with { Above = [new(200_000, new(6_000_000_000, 22_500_000_000))], Batch = new(1_500_000_000, 7_500_000_000) };
        Cost.Of(price, new() { Input = 200_000, Output = 1 }).Nano.ShouldBe(600_015_000);
        Cost.Of(price, new() { Input = 150_000, CacheRead = 50_001, Output = 1 }).Nano.ShouldBe((200_001L * 6000) + 22_500);
        Cost.Of(price, new() { Input = 1000, Output = 1000 }, batch: true).Nano.ShouldBe(9_000_000);
    }

    [Fact]
    public void What_the_list_does_not_price_costs_as_ordinary_tokens_and_is_marked()
    {
        var cost = Cost.Of(Price with { Rates = new(3_000_000_000, 15_000_000_000) }, new() { CacheWrite = 100 });
        cost.Nano.ShouldBe(300_000);
        cost.Flags.ShouldBe(["unpriced:cacheWrite"]);
    }

    [Property]
    public void A_discount_is_exact(ushort input, ushort output, ushort percent)
    {
        var off = percent % 100_001;
        var usage = new Usage { Input = input, Output = output };
        var exact = Cost.Of(Price, usage).Nano * (100_000m - off) / 100_000m;
        Cost.Of(Price, usage, percentOffMilli: off).Nano.ShouldBe((long)decimal.Round(exact, MidpointRounding.ToEven));
    }

    [Fact]
    public void A_price_holds_from_its_moment_until_the_next()
    {
        var book = new PriceBook([Price, Price with { From = Now.AddDays(10), Rates = new(1, 1) }]);
        book.Find("north", "small-1", Now.AddTicks(-1)).ShouldBeNull();
        book.Find("north", "small-1", Now.AddDays(9))!.Rates.Input.ShouldBe(3_000_000_000);
        book.Find("north", "small-1", Now.AddDays(10))!.Rates.Input.ShouldBe(1);
    }

    [Fact]
    public void LiteLlms_list_is_read_with_its_tiers_batches_and_caches()
    {
        var import = Read(
            """
            {"sample_spec":{"litellm_provider":"one of"},
             "north/small-1":{"litellm_provider":"north","mode":"chat","input_cost_per_token":3e-06,"output_cost_per_token":1.5e-05,"cache_read_input_token_cost":3e-07,"cache_creation_input_token_cost":3.75e-06,
               "cache_creation_input_token_cost_above_1hr":6e-06,"input_cost_per_token_above_200k_tokens":6e-06,"output_cost_per_token_above_200k_tokens":2.25e-05,"input_cost_per_token_batches":1.5e-06,"output_cost_per_token_batches":7.5e-06},
             "north/embed":{"litellm_provider":"north","mode":"embedding","input_cost_per_token":2e-08,"output_cost_per_token":0.0},
             "north/free":{"litellm_provider":"north","input_cost_per_token":0.0,"output_cost_per_token":0.0},
             "north/picture":{"litellm_provider":"north","input_cost_per_pixel":1e-08}}
            """);
        import.Skipped.ShouldBe(1);
        import.Prices.Select(p => p.Model).ShouldBe(["small-1", "embed"]);
        import.Notes.ShouldHaveSingleItem().ShouldContain("north/free");
        var price = import.Prices[0];
        price.Rates.ShouldBe(Price.Rates with { CacheWriteLong = 6_000_000_000 });
        price.Above.ShouldHaveSingleItem().Tokens.ShouldBe(200_000);
        price.Above[0].Rates.Output.ShouldBe(22_500_000_000);
        price.Batch!.Input.ShouldBe(1_500_000_000);
        import.Prices[1].Rates.Input.ShouldBe(20_000_000);
    }

    [Fact]
    public void Portkeys_list_is_read_in_cents()
    {
        var price = Read(
            """
            {"default":{"pricing_config":{"pay_as_you_go":{"request_token":{"price":0},"response_token":{"price":0}},"currency":"USD"}},
             "small-1":{"pricing_config":{"pay_as_you_go":{"request_token":{"price":0.0003},"response_token":{"price":0.0015},"cache_read_input_token":{"price":0.00003},"cache_write_input_token":{"price":0.000375},
               "additional_units":{"cache_write_1h":{"price":0.0006}}},"batch_config":{"request_token":{"price":0.00015},"response_token":{"price":0.00075}}}}}
            """).Prices.ShouldHaveSingleItem();
        (price.Provider, price.Model, price.Rates).ShouldBe(("prices", "small-1", Price.Rates with { CacheWriteLong = 6_000_000_000 }));
        price.Batch!.Output.ShouldBe(7_500_000_000);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"a":{"b":1}}""")]
    [InlineData("{")]
    public void Other_files_are_refused(string json) => Should.Throw<FormatException>(() => Read(json));

    private static PriceImport Read(string json) => PriceFile.Read(Encoding.UTF8.GetBytes(json), "prices.json", null, Now);
}
