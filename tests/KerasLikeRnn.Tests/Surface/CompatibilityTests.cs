using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Tests.Surface;

/// <summary>Holds the public surface to Keras's, symbol by symbol.</summary>
public class CompatibilityTests
{
    private const string Rewrite = "KERASLIKERNN_WRITE";

    private static readonly KerasApi api = KerasApi.Load();
    private static readonly ExportedTree tree = new(typeof(keras));
    private static readonly List<Verdict> verdicts = [.. api.Symbols.Values.Select(s => Comparison.Of(api, tree, s))];

    [Fact]
    public void What_is_there_has_the_arguments_order_and_defaults_of_Keras()
    {
        var wrong = verdicts.SelectMany(v => v.Wrong).Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.True(wrong.Count == 0, "Correct these, or explain them in CompatibilityRules.Allowed:\n" + string.Join("\n", wrong));
    }

    [Fact]
    public void Every_name_of_the_tree_is_a_name_of_Keras()
    {
        var own = tree.Paths.Where(
            p => !api.Symbols.ContainsKey(p)
                && !CompatibilityRules.Modules.Any(m => m.Names.Any(name => p == $"{m.Module}.{name}"))
                && !CompatibilityRules.Allowed.Keys.Any(a => CompatibilityRules.Fits(a, p)))
            .Order(StringComparer.Ordinal).ToList();

        Assert.True(
            own.Count == 0,
            "Keras has no such names. Drop them, or explain them in CompatibilityRules.Allowed:\n" + string.Join("\n", own));
    }

    [Fact]
    public void The_compatibility_page_says_what_the_code_does()
    {
        var page = CompatibilityPage.Write(verdicts);
        var path = Path.Combine(TestFolder(), "..", "..", "..", "docs", "compatibility.md");
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
            Write(path, page);

        Assert.True(File.Exists(path) && File.ReadAllText(path) == page,
            $"docs/compatibility.md is out of date. Write it anew: {Rewrite}=1 dotnet test --project tests/KerasLikeRnn.Tests");
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = path + ".tmp";
        File.WriteAllText(draft, text);
        File.Move(draft, path, overwrite: true);
    }

    private static string TestFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
