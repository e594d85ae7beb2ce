using System.CommandLine;
using Comptoir.Capital;
using Comptoir.Capital.Answers;
using Comptoir.Capital.Formats;

namespace Comptoir.Commands.Capital;

/// <summary><c>comptoir capital question --deals file</c>: who funds whom, and how much comes back.</summary>
internal static class CapitalCommand
{
    /// <summary>Exit code when rows of the file were refused; the answers are given all the same.</summary>
    private const int SomeRefused = 3;

    public static Command Create()
    {
        var question = new Argument<string>("question")
        {
            Description = $"ten (the first screen), all, or one of: {string.Join(", ", Questions.All.Select(Questions.IdOf))}.",
        };
        var format = new Option<string>("--format") { Description = "table, json (exact numbers, for scripts) or csv.", DefaultValueFactory = _ => "table" };
        var source = new CapitalSource();
        var command = new Command("capital", "Reads deals between companies: loops of money, returns, stress, commitments. Without a file: a made-up example.") { question, format };
        source.AddTo(command);
        command.SetAction(async (result, ct) =>
        {
            var analysis = await source.OpenAsync(result, ct);
            var asked = result.GetValue(question)!;
            Question[] questions = asked switch
            {
                "ten" => [.. Questions.Ten],
                "all" => [.. Questions.All],
                _ => [Questions.Parse(asked) ?? throw new ArgumentException($"There is no question '{asked}'; they are ten, all, {string.Join(", ", Questions.All.Select(Questions.IdOf))}.")],
            };
            var answers = questions.Select(q => analysis.Ask(q, source.LanguageOf(result), ct)).ToArray();
            switch (result.GetValue(format))
            {
                case "json":
                    Console.WriteLine(AnswerExport.Json(answers, analysis.Book));
                    break;
                case "csv":
                    foreach (var answer in answers) Console.Write(AnswerExport.Csv(answer));
                    break;
                case "table":
                    foreach (var answer in answers) AnswerTables.Print(answer, source.LanguageOf(result));
                    break;
                default:
                    throw new ArgumentException("--format is table, json or csv.");
            }

            return CapitalSource.TellRefused(analysis.Book) ? SomeRefused : 0;
        });
        command.Subcommands.Add(CapitalExport.Create());
        return command;
    }
}
