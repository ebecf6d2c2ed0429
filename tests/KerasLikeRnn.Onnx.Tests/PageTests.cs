using System.Reflection;
using System.Text;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using KerasLikeRnn.Operations;

namespace KerasLikeRnn.Tests.Onnx;

/// <summary>Writes the tables of docs/onnx.md, and holds its example to one that runs.</summary>
public sealed class PageTests
{
    private static string Page => Path.Combine(Served.Sources("../docs"), "onnx.md");

    [Fact]
    public void The_page_lists_which_layers_and_operations_can_be_written()
    {
        var page = File.ReadAllText(Page);
        var written = With(With(page, "layers", Layers()), "operations", Operations());
        if (Environment.GetEnvironmentVariable("KERASLIKERNN_WRITE") == "1") File.WriteAllText(Page, page = written);
        Assert.True(
            page == written,
            "docs/onnx.md is out of date. Write it anew: KERASLIKERNN_WRITE=1 dotnet test --project tests/KerasLikeRnn.Onnx.Tests");
    }

    [Fact]
    public void Of_every_layer_and_operation_it_is_known_whether_it_can_be_written()
    {
        Assert.All(Classes(), layer => Assert.True(OnnxLayer.Find(layer.Class) is not null, layer.Name));
        Assert.All(Operation.All, operation => Assert.True(OnnxOperations.Find(operation.Name) is not null, operation.Name));
        var names = Operation.All.Select(operation => operation.Name).ToHashSet();
        Assert.All(OnnxOperations.Names, name => Assert.Contains(name, names));
    }

    [Fact]
    public void The_pages_example_is_the_one_that_runs()
    {
        var source = File.ReadAllText(Path.Combine(Served.Sources("KerasLikeRnn.Onnx.Tests"), nameof(ServingExample) + ".cs"));
        Assert.Contains(Example(source), File.ReadAllText(Page), StringComparison.Ordinal);
    }

    /// <summary>What stands between the example's marks, without the indentation.</summary>
    private static string Example(string source)
    {
        var lines = source.Split('\n').SkipWhile(line => !line.Contains("// begin", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => !line.Contains("// end", StringComparison.Ordinal)).ToArray();
        return string.Join("\n", lines.Select(line => line.Length > 8 ? line[8..] : line.TrimStart()));
    }

    private static string With(string page, string name, string table)
    {
        var begin = $"<!-- {name} -->\n";
        return page[..(page.IndexOf(begin, StringComparison.Ordinal) + begin.Length)] + table
            + page[page.IndexOf($"<!-- end of {name} -->", StringComparison.Ordinal)..];
    }

    private static string Layers()
    {
        var table = new StringBuilder("| Layer | Can be written |\n| --- | --- |\n");
        foreach (var (name, type) in Classes())
        {
            var known = OnnxLayer.Find(type)!;
            var verdict = known.Refusal is { } why ? $"no: {why}" : known.Condition is { } condition ? $"yes: {condition}" : "yes";
            table.Append($"| `{name}` | {verdict} |\n");
        }
        return table.ToString();
    }

    private static string Operations()
    {
        var names = Operation.All.Select(operation => operation.Name).Distinct().Order(StringComparer.Ordinal).ToArray();
        var table = new StringBuilder("| Operations | Can be written |\n| --- | --- |\n");
        foreach (var group in names.GroupBy(name => OnnxOperations.Find(name)!.Refusal).OrderBy(group => group.Key is not null))
            table.Append(
                $"| {string.Join(", ", group.Select(name => $"`{name}`"))} | {(group.Key is { } why ? $"no: {why}" : "yes")} |\n");
        return table.ToString();
    }

    /// <summary>The layers of Keras's that a user makes, by name.</summary>
    private static IEnumerable<(string Name, Type Class)> Classes() =>
        from type in typeof(Layer).Assembly.GetTypes()
        where type.IsAssignableTo(typeof(Layer)) && !type.IsAbstract && type != typeof(Layer)
        let name = type.GetCustomAttribute<KerasExportAttribute>(inherit: false)?.Names.FirstOrDefault(
            each => each.StartsWith("keras.layers.", StringComparison.Ordinal))
        where name is not null
        orderby name
        select (name["keras.layers.".Length..], type);
}
