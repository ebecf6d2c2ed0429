using System.Runtime.CompilerServices;
using KerasLikeRnn.Operations;

namespace KerasLikeRnn.Tests.Surface;

/// <summary>Writes the models' part of docs/operations.md.</summary>
public sealed class OperationsPageTests
{
    private const string Begin = "<!-- models -->\n";
    private const string End = "<!-- end of models -->\n";

    [Fact]
    public void The_page_lists_every_operation_of_models()
    {
        var path = Path.Combine(Root(), "docs", "operations.md");
        var page = File.ReadAllText(path);
        var rows = Operation.All.OrderBy(operation => operation.Name, StringComparer.Ordinal)
            .ThenBy(operation => operation.Parameters.Length).Select(Row);
        var written = page[..(page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)]
            + "| Operation | Tensors | Attributes | Can be saved |\n| --- | --- | --- | --- |\n" + string.Concat(rows)
            + page[page.IndexOf(End, StringComparison.Ordinal)..];
        if (Environment.GetEnvironmentVariable("KERASLIKERNN_WRITE") == "1") File.WriteAllText(path, page = written);
        Assert.True(
            page == written,
            "docs/operations.md is out of date. Write it anew: KERASLIKERNN_WRITE=1 dotnet test --project tests/KerasLikeRnn.Tests");
    }

    private static string Row(Operation operation)
    {
        var names = operation.Parameters.ToLookup(parameter => HoldsTensors(parameter.Type), parameter => parameter.Name);
        var canBeSaved = !Array.Exists(operation.Parameters, parameter => parameter.Type.IsAssignableTo(typeof(Delegate)));
        return $"| `{operation.Name}` | {string.Join(", ", names[true])} | {string.Join(", ", names[false])} "
            + $"| {(canBeSaved ? "yes" : "no: a C# function")} |\n";
    }

    private static bool HoldsTensors(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is var own
        && (own.IsAssignableTo(typeof(ITensorArgument)) || own == typeof(Engine.Tensor) || own == typeof(Engine.Slice[]));

    private static string Root([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}
