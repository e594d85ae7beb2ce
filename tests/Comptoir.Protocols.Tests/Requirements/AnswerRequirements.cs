using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Comptoir.Protocols.Ucp;

namespace Comptoir.Protocols.Tests.Requirements;

/// <summary>What UCP demands of every answer: envelope, messages, errors.</summary>
[Must("UCP", "overview: answers")]
public sealed class AnswerRequirements(Tour tour) : IClassFixture<Tour>
{
    private static readonly string[] Severities = ["recoverable", "requires_buyer_input", "requires_buyer_review", "unrecoverable"];

    private IEnumerable<JsonObject> Errors => tour.Messages.Where(m => m.Text("type") == "error");

    private IEnumerable<Tour.Stop> Refusals => tour.All.Where(s => s.Version == UcpVersions.V2026_04_08 && s.Reply.Status >= 400);

    [Fact]
    public void Every_answer_names_the_release_that_it_was_made_in() =>
        tour.Answers.All(s => s.Reply["ucp"].Text("version").ShouldBe(UcpVersions.V2026_04_08, s.Operation));

    [Fact]
    public void Every_answer_is_a_JSON_object_and_says_so() => tour.All.All(s =>
    {
        s.Reply.Content!.ContentType!.MediaType.ShouldBe("application/json", s.Operation);
        JsonNode.Parse(s.Reply.Raw).ShouldBeOfType<JsonObject>();
    });

    [Fact]
    public void An_answer_lists_only_capabilities_that_belong_to_its_operation() => tour.Answers.All(s =>
    {
        string[] allowed = s.Operation switch
        {
            "search_catalog" => ["catalog.search"],
            "lookup_catalog" or "get_product" => ["catalog.lookup"],
            "get_order" => ["order", "fulfillment"],
            _ when s.Operation.EndsWith("_cart", StringComparison.Ordinal) => ["cart", "discount", "fulfillment", "buyer_consent"],
            _ => ["checkout", "fulfillment", "discount", "buyer_consent", "order", "ap2_mandate"],
        };
        (s.Reply["ucp"]!["capabilities"] as JsonObject ?? []).Select(c => c.Key).Where(c => !allowed.Contains(c.Replace("dev.ucp.shopping.", "", StringComparison.Ordinal))).ShouldBeEmpty(s.Operation);
    });

    [Fact]
    public void Every_capability_of_an_answer_has_a_dated_version() => tour.Answers.Where(s => s.Reply["ucp"]!["capabilities"] is JsonObject { Count: > 0 }).All(s =>
    {
        foreach (var (_, entries) in s.Reply["ucp"]!["capabilities"]!.AsObject()) entries!.AsArray().ShouldAllBe(e => Regex.IsMatch(e.Text("version")!, @"^\d{4}-\d{2}-\d{2}$"));
    });

    [Fact]
    public void An_outcome_without_a_resource_says_error_and_why() => tour.Answers.Where(s => s.IsErrorEnvelope).All(s =>
    {
        s.Reply.Status.ShouldBe(200);
        s.Reply["id"].ShouldBeNull();
        Tour.Objects(s.Reply.Body, "messages").ShouldNotBeEmpty(s.Reply.Raw);
        s.Reply.Body!.Select(m => m.Key).ShouldBeSubsetOf(["ucp", "messages", "continue_url"]);
    });

    [Fact]
    public void What_carries_its_resource_does_not_say_error() =>
        tour.Answers.Where(s => s.Reply["id"] is not null || s.Reply["products"] is not null || s.Reply["product"] is not null).All(s => (s.Reply["ucp"].Text("status") ?? "success").ShouldBe("success"));

    [Fact]
    public void A_message_is_an_error_a_warning_or_information() => tour.Messages.All(m => m.Text("type").ShouldBeOneOf("error", "warning", "info"));

    [Fact]
    public void An_error_message_has_a_code_a_text_and_one_of_four_severities() => Errors.All(m =>
    {
        m.ShouldHave("code", "content", "severity");
        Severities.ShouldContain(m.Text("severity")!);
    });

    [Fact]
    public void A_warning_has_a_code_and_a_text() => tour.Messages.Where(m => m.Text("type") == "warning").All(m => m.ShouldHave("code", "content"));

    [Fact]
    public void A_text_is_plain_unless_it_says_markdown() => tour.Messages.All(m => m.Text("content_type").ShouldBeOneOf(null, "plain", "markdown"));

    [Fact]
    public void The_path_of_a_message_is_a_JSONPath() => tour.Messages.Where(m => m["path"] is not null).All(m => m.Text("path")!.ShouldMatch(@"^\$(\.[A-Za-z_][A-Za-z0-9_]*|\[\d+\]|\['[^']+'\])*$"));

    [Fact]
    public void A_message_that_needs_the_buyer_makes_its_checkout_escalate_with_an_address_to_go_on() =>
        tour.Checkouts.Where(c => Tour.Objects(c, "messages").Any(m => m.Text("severity")?.StartsWith("requires_", StringComparison.Ordinal) == true)).All(c =>
        {
            c.Text("status").ShouldBe("requires_escalation");
            Uri.TryCreate(c.Text("continue_url"), UriKind.Absolute, out _).ShouldBeTrue();
        });

    [Fact]
    public void A_checkout_that_escalates_says_why_in_an_error_that_needs_the_buyer() => tour.Checkouts.Where(c => c.Text("status") == "requires_escalation")
        .All(c => Tour.Objects(c, "messages").ShouldContain(m => m.Text("type") == "error" && m.Text("severity")!.StartsWith("requires_buyer_", StringComparison.Ordinal)));

    [Fact]
    public void A_protocol_error_is_a_code_and_a_text_and_no_resource() => Refusals.All(s =>
    {
        s.Reply.Body!.ShouldHave("code", "content");
        s.Reply.Body!.Select(m => m.Key).ShouldBeSubsetOf(["code", "content", "continue_url", "messages"]);
    });

    [Theory]
    [InlineData("create_cart", 400, "invalid_json")]
    [InlineData("create_checkout", 415, "unsupported_media_type")]
    [InlineData("create_checkout", 409, "idempotency_conflict")]
    [InlineData("search_catalog", 400, "invalid_profile_url")]
    [InlineData("lookup_catalog", 400, "request_too_large")]
    public void Each_kind_of_protocol_error_has_its_status_and_code(string operation, int status, string code) =>
        Refusals.ShouldContain(s => s.Operation == operation && s.Reply.Status == status && s.Reply.Body.Text("code") == code, string.Join('\n', Refusals.Select(r => r.Reply.Raw)));

    [Fact]
    public void Business_outcomes_are_200_whatever_came_of_them() =>
        tour.Answers.Where(s => Tour.Objects(s.Reply.Body, "messages").Any(m => m.Text("type") == "error")).All(s => s.Reply.Status.ShouldBeOneOf(200, 201));

    [Fact]
    public void What_was_made_is_201_and_all_else_200() => tour.Answers.All(s =>
        s.Reply.Status.ShouldBe(s.Operation.StartsWith("create_", StringComparison.Ordinal) && !s.IsErrorEnvelope ? 201 : 200, s.Operation));
}
