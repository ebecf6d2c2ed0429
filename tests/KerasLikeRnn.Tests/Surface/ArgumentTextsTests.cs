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
        var repeated = Sources().SelectMany(TextsIn).GroupBy(found => found.Text, found => found.File).Where(group => group.Count() > Files)
            .ToDictionary(group => group.Key, group => string.Join(", ", group));

        Assert.NotEmpty(repeated);
        var wrong = repeated.Where(entry => !exceptions.ContainsKey(entry.Key)).Select(entry => $"{entry.Key} ({entry.Value})").ToList();
        Assert.True(
            wrong.Count == 0,
            "Put these into a record of the family ([KerasKeywords]), or to its base class's constructor:\n" + string.Join("\n", wrong));
        Assert.All(exceptions.Keys, text => Assert.Contains(text, repeated.Keys));
    }

    [Fact]
    public void No_constructor_hands_on_a_long_list_of_arguments_by_their_places()
    {
        var lists = Sources().SelectMany(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes())
            .Select(n => (n as ConstructorInitializerSyntax)?.ArgumentList ?? (n as PrimaryConstructorBaseTypeSyntax)?.ArgumentList)
            .OfType<ArgumentListSyntax>().ToList();

        Assert.True(lists.Count > 250, $"Only {lists.Count} constructors were looked at.");
        Assert.DoesNotContain(lists, list => list.Arguments.Count(argument => argument.NameColon is null) > Places);
    }

    [Fact]
    public void What_describes_one_argument_describes_all_and_so_does_a_constructor_that_is_written()
    {
        var described = XDocument.Load(Path.ChangeExtension(typeof(KerasExportAttribute).Assembly.Location, ".xml")).Descendants("member")
            .Select(member => (Id: member.Attribute("name")!.Value, Texts: member.Elements("param").Count(), member.Value)).ToList();
        var functions = described.Where(member => member.Texts > 0 && member.Id.StartsWith("M:keras.", StringComparison.Ordinal)).ToList();

        Assert.True(functions.Count > 350, $"Only {functions.Count} functions were looked at.");
        Assert.All(functions, member => Assert.Equal((member.Id, Count(member.Id)), (member.Id, member.Texts)));
        var written = Assert.Single(described, member => member.Id.StartsWith(
            "M:KerasLikeRnn.Layers.LSTM.#ctor(System.Int32,", StringComparison.Ordinal) && member.Texts > 10);
        Assert.Equal(Count(written.Id), written.Texts);
        var property = Assert.Single(described, member => member.Id == "P:KerasLikeRnn.Layers.KernelRNN.recurrent_initializer");
        Assert.Equal("First values of the recurrent kernel, orthogonal by default.", property.Value.Trim());
    }

    private static IEnumerable<(string Text, string File)> TextsIn(string file) => Texts().Matches(File.ReadAllText(file))
        .Select(match => ($"{match.Groups[1]}: {match.Groups[2]}", Path.GetFileName(file))).Distinct();

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

    private static string Root([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "src"));
}
