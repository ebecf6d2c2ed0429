using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.CSharp;

namespace KerasLikeRnn.Tests.Surface;

/// <summary>Sources can be read side by side.</summary>
public class LineLengthTests
{
    private const int Most = 140;

    [Fact]
    public void No_line_is_longer_than_140_characters()
    {
        var files = new[] { "src", "tests", "examples", "benchmarks" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root(), folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !Path.GetRelativePath(Root(), file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));
        var tooLong = files.AsParallel().SelectMany(TooLong).Order(StringComparer.Ordinal).ToList();
        Assert.True(tooLong.Count == 0, $"These lines have more than {Most} characters. Cut them:\n" + string.Join("\n", tooLong));
    }

    /// <summary>Lines of raw strings are as they have to be.</summary>
    private static IEnumerable<string> TooLong(string file)
    {
        var lines = File.ReadAllLines(file);
        if (!Array.Exists(lines, line => line.Length > Most)) yield break;
        var tree = CSharpSyntaxTree.ParseText(File.ReadAllText(file));
        foreach (var line in tree.GetText().Lines.Where(line => line.Span.Length > Most))
            if (line.Start == 0 || !tree.GetRoot().FindToken(line.Start).Span.Contains(line.Start - 1))
                yield return $"{Path.GetRelativePath(Root(), file)}:{line.LineNumber + 1}";
    }

    private static string Root([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}
