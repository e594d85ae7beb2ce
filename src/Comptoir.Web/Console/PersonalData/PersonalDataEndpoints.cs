using System.Text.Json;
using Comptoir.Ordering.Privacy;
using Comptoir.Web.Console.Access;
using Comptoir.Web.Console.Audit;
using Comptoir.Web.Console.Forms;
using Comptoir.Web.Console.Parts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Comptoir.Web.Console.PersonalData;

/// <summary>A customer's copy of their data, and its erasure. The e-mail address is posted, so that it stands in no address and no log.</summary>
internal static class PersonalDataEndpoints
{
    private const string Home = "/console/personal-data";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public static void MapPersonalData(this IEndpointRouteBuilder console)
    {
        console.MapGet("/personal-data", Show).Needs(ConsoleAction.PersonalData);
        console.MapPost("/personal-data/export", ExportAsync).Needs(ConsoleAction.PersonalData);
        console.MapPost("/personal-data/erase", EraseAsync).Needs(ConsoleAction.PersonalData);
    }

    private static IResult Show(HttpContext http) => Form(ConsoleContext.Of(http), new ConsoleForm(ConsoleContext.Of(http).T));

    private static async Task<IResult> ExportAsync(HttpContext http, PersonalDataService data, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (await PersonAsync(console, data, ct) is not { } person) return Form(console, console.Form);
        var found = await data.ExportAsync(person, By(console), ct);
        if (found.Count > 0) return Results.File(JsonSerializer.SerializeToUtf8Bytes(found, Readable), "application/json", "personal-data.json");
        console.Form.Wrong("email", console.T.NothingKnown);
        return Form(console, console.Form);
    }

    private static async Task<IResult> EraseAsync(HttpContext http, PersonalDataService data, CancellationToken ct)
    {
        var console = ConsoleContext.Of(http);
        if (await PersonAsync(console, data, ct) is not { } person) return Form(console, console.Form);
        if (!console.Form.Has("confirmed")) return Ask(console, null);
        var result = await data.EraseAsync(person, console.Language, By(console), ct);
        return result.Ok ? Page.Done(console, Home, console.T.DataErased(result.Value.Rows)) : Ask(console, result.Refusal.Message);
    }

    private static IResult Ask(ConsoleContext console, string? error) => Page.Show<ConfirmPage, Confirmation>(
        console,
        new(console.T.EraseTitle, (Home, console.T.PersonalData), Home + "/erase", [new(console.T.Email, console.Form["email"])], [console.T.EraseExplained, console.T.EraseKeeps, console.T.CannotBeUndone],
            new Dictionary<string, string> { ["email"] = console.Form["email"], ["confirmed"] = "yes" }, console.T.EraseData, Danger: true, error),
        error is null ? 200 : 409);

    /// <summary>Whose data; null when the form names nobody. The service itself writes the audit log, with the customer's id.</summary>
    private static async Task<Person?> PersonAsync(ConsoleContext console, PersonalDataService data, CancellationToken ct)
    {
        console.Outcome = ConsoleAudit.Unchanged;
        var email = console.Form.Text("email", 254, required: true);
        return console.Form.Valid ? await data.FindAsync(console.Shop.Id, email, ct) : null;
    }

    private static AuditActor By(ConsoleContext console) => new("operator", console.SignedIn?.Id, "console");

    private static IResult Form(ConsoleContext console, ConsoleForm form) => Page.Show<PersonalDataPage, ConsoleForm>(console, form, form.Valid ? 200 : 422);
}
