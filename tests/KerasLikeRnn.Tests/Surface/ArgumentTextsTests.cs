using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KerasLikeRnn.Tests.Surface;

/// <summary>What a family of classes takes stands once, and reaches every one of them.</summary>
public partial class ArgumentTextsTests
{
    /// <summary>The files that may describe an argument in the same words.</summary>
    private const int Files = 3;

    /// <summary>How many arguments a constructor hands on by their places.</summary>
    private const int Places = 8;

    /// <summary>Texts in more files, with the reason.</summary>
    private static readonly Dictionary<string, string> exceptions = new()
    {
        ["x: Any shape."] = "functions that have nothing else in common",
        ["name: Its name."] = "methods of weights, metrics, optimizers and variables",
        ["dtype: Type of the elements."] = "functions and specifications that have nothing else in common",
        ["config: What <see cref=\"get_config\"/> gave."] = "each class's own get_config",
        ["y_true: Targets."] = "losses and metrics, as classes and as functions",
        ["mask: Truth values (batch, time), or null."] = "operations of the engine, and the seam below them",
        ["options: How it runs."] = "operations of the engine, and the seam below them",
    };

    [Fact]
    public void No_argument_is_described_in_the_same_words_in_many_files()
    {
        var repeated = Sources().SelectMany(file => Texts().Matches(File.ReadAllText(file)).Select(m => (Text: $"{m.Groups[1]}: {m.Groups[2]}", file)).Distinct())
            .GroupBy(found => found.Text, found => Path.GetFileName(found.file)).Where(group => group.Count() > Files)
            .ToDictionary(group => group.Key, group => string.Join(", ", group));

        Assert.NotEmpty(repeated);
        var wrong = repeated.Where(entry => !exceptions.ContainsKey(entry.Key)).Select(entry => $"{entry.Key} ({entry.Value})").ToList();
        Assert.True(wrong.Count == 0, "Put these into a record of the family ([KerasKeywords]) or at the constructor of its base class:\n" + string.Join("\n", wrong));
        Assert.All(exceptions.Keys, text => Assert.Contains(text, repeated.Keys));
    }

    [Fact]
    public void No_constructor_hands_on_a_long_list_of_arguments_by_their_places()
    {
        var initializers = Sources().SelectMany(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: file).GetRoot().DescendantNodes())
            .Select(node => (node as ConstructorInitializerSyntax)?.ArgumentList ?? (node as PrimaryConstructorBaseTypeSyntax)?.ArgumentList).OfType<ArgumentListSyntax>().ToList();

        Assert.True(initializers.Count > 250, $"Only {initializers.Count} constructors were looked at.");
        Assert.DoesNotContain(initializers, list => list.Arguments.Count(argument => argument.NameColon is null) > Places);
    }

    [Fact]
    public void What_describes_one_argument_describes_all_and_constructors_that_are_written_describe_theirs()
    {
        var members = XDocument.Load(Path.ChangeExtension(typeof(KerasExportAttribute).Assembly.Location, ".xml")).Descendants("member").ToList();
        var described = members.Where(m => m.Attribute("name")!.Value.StartsWith("M:keras.", StringComparison.Ordinal) && m.Elements("param").Any()).ToList();

        Assert.True(described.Count > 350, $"Only {described.Count} functions were looked at.");
        Assert.All(described, m => Assert.Equal((m.Attribute("name")!.Value, Count(m.Attribute("name")!.Value)), (m.Attribute("name")!.Value, m.Elements("param").Count())));
        var written = Assert.Single(members, m => m.Attribute("name")!.Value.StartsWith("M:KerasLikeRnn.Layers.LSTM.#ctor(System.Int32,", StringComparison.Ordinal) && m.Elements("param").Count() > 10);
        Assert.Equal(Count(written.Attribute("name")!.Value), written.Elements("param").Count());
        Assert.Contains("First values of the recurrent kernel", members.Single(m => m.Attribute("name")!.Value == "P:KerasLikeRnn.Layers.KernelRNN.recurrent_initializer").Value, StringComparison.Ordinal);
    }

    /// <summary>Number of parameters in a documentation id.</summary>
    private static int Count(string id)
    {
        var depth = 0;
        return id.IndexOf('(', StringComparison.Ordinal) < 0 ? 0 : 1 + id[(id.IndexOf('(', StringComparison.Ordinal) + 1)..^1].Count(c =>
        {
            depth += c is '{' or '[' or '(' ? 1 : c is '}' or ']' or ')' ? -1 : 0;
            return c == ',' && depth == 0;
        });
    }

    [GeneratedRegex("<(?:param|argument) name=\"(\\w+)\">(.*?)</(?:param|argument)>", RegexOptions.Singleline)]
    private static partial Regex Texts();

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Root(), "*.cs", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(Root(), file).Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj"));

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "src"));
}
