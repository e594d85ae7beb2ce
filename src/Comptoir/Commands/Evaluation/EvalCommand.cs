using System.CommandLine;

namespace Comptoir.Commands.Evaluation;

/// <summary><c>comptoir eval</c>: what the parts of the product are worth, measured on data that the caller brings.</summary>
internal static class EvalCommand
{
    public static Command Create() => new("eval", "Measures the product on judged data of your own.") { SearchEvalCommand.Create() };
}
