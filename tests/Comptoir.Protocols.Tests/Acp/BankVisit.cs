using Comptoir.Protocols.Tests.Ucp;

namespace Comptoir.Protocols.Tests.Acp;

/// <summary>An agent that has its buyer confirm a payment with the test bank.</summary>
internal sealed class BankVisit(AcpClient agent)
{
    private static readonly HttpClient Browser = new();

    public Task<UcpReply> StartAsync(string card, long amount, string? session = null) => agent.PostAsync("/delegate_authentication", $$"""
        { "merchant_id": "flowers", "payment_method": { "type": "card", "number": "{{card}}", "exp_month": "11", "exp_year": "2099", "name": "Ada Byron" },
          "amount": { "value": {{amount}}, "currency": "EUR" } {{(session is null ? "" : $", \"checkout_session_id\": \"{session}\"")}},
          "challenge_notification_url": "https://agent.example/3ds" }
        """);

    public Task<UcpReply> AuthenticateAsync(UcpReply started) =>
        agent.PostAsync($"/delegate_authentication/{(string)started["authentication_session_id"]!}/authenticate", """{ "fingerprint_completion": "Y" }""");

    /// <summary>The buyer's click on the bank's page.</summary>
    public async Task ConfirmAsync(UcpReply started, string choice = "confirm")
    {
        var id = (string)started["authentication_session_id"]!;
        var challenge = await AuthenticateAsync(started);
        var address = (string?)challenge["action"]?["challenge"]?["acs_url"] ?? (string)(await agent.GetAsync($"/delegate_authentication/{id}"))["action"]!["challenge"]!["acs_url"]!;
        using var answer = await Browser.PostAsync(address, new FormUrlEncodedContent([new("do", choice)]));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What a completion says of it.</summary>
    public async Task<string> ResultAsync(UcpReply started)
    {
        var result = (await agent.GetAsync($"/delegate_authentication/{(string)started["authentication_session_id"]!}"))["authentication_result"]!;
        return $$"""
            , "authentication_result": { "outcome": "{{((string)result["trans_status"]! == "Y" ? "authenticated" : "denied")}}", "outcome_details": {
              "three_ds_cryptogram": "{{(string?)result["three_ds_cryptogram"] ?? "none"}}", "electronic_commerce_indicator": "{{(string)result["electronic_commerce_indicator"]!}}",
              "transaction_id": "{{(string)result["transaction_id"]!}}", "version": "{{(string)result["version"]!}}" } }
            """;
    }
}
