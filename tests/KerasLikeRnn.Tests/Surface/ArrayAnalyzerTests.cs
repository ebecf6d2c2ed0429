using System.Collections.Immutable;
using KerasLikeRnn.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NumSharp;

namespace KerasLikeRnn.Tests.Surface;

public class ArrayAnalyzerTests
{
    private static readonly ImmutableArray<MetadataReference> references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(
            p => MetadataReference.CreateFromFile(p)),
    ];

    [Theory]
    [InlineData("x[..60]", "x[\":60\"]")]
    [InlineData("x[60..]", "x[\"60:\"]")]
    [InlineData("x[1..^1]", "x[\"1:-1\"]")]
    [InlineData("x[^3..^0]", "x[\"-3:\"]")]
    [InlineData("x[.., 0]", "x[\":\", 0]")]
    [InlineData("x[..2, ..]", "x[\":2\", \":\"]")]
    [InlineData("x[^1]", "x[-1]")]
    [InlineData("x[^n]", "x[-n]")]
    [InlineData("x[^(n + 1)]", "x[-(n + 1)]")]
    [InlineData("x[..n]", "x[$\":{n}\"]")]
    [InlineData("x[(n - 1)..^n]", "x[$\"{(n - 1)}:{-n}\"]")]
    [InlineData("x[0][^1, ..2]", "x[0][-1, \":2\"]")]
    [InlineData("x?[..2]", "x?[\":2\"]")]
    [InlineData("$\"{x.mean():F4}\"", "$\"{(double)x.mean():F4}\"")]
    [InlineData("$\"{x[0, 1],8:0.00}\"", "$\"{(double)x[0, 1],8:0.00}\"")]
    [InlineData("$\"{x[0, 1]:D3}\"", "$\"{(long)x[0, 1]:D3}\"")]
    [InlineData("$\"{x.mean() + 1:F4}\"", "$\"{(double)(x.mean() + 1):F4}\"")]
    [InlineData("string.Format(\"{{0:F1}} {1} {0:F4}\", x.mean(), x)", "string.Format(\"{{0:F1}} {1} {0:F4}\", (double)x.mean(), x)")]
    [InlineData("text.AppendFormat(null, \"{0:F4}\", x.mean())", "text.AppendFormat(null, \"{0:F4}\", (double)x.mean())")]
    public async Task What_does_not_work_on_an_array_is_an_error_and_the_fix_writes_what_does(string wrong, string right)
    {
        Assert.Equal(right, await Fix(wrong));
        Assert.Empty(await Errors(right));
    }

    [Theory]
    [InlineData(
        "x[range]",
        "An array takes no Range as an index and throws when the program runs: it takes whole numbers and strings such as \":60\".")]
    [InlineData(
        "x[0.5]",
        "An array takes no Double as an index and throws when the program runs: it takes whole numbers and strings such as \":60\".")]
    [InlineData(
        "x[^1]",
        "An array takes no Index as an index and throws when the program runs: it takes whole numbers and strings such as \":60\". Write "
        + "-1.")]
    [InlineData("$\"{x:F2}\"", "A value of type NDArray knows no formats: 'F2' is dropped without a word. Write (double)x.")]
    public async Task The_message_says_what_to_write(string wrong, string message)
    {
        var error = Assert.Single(await Errors(wrong));
        Assert.Equal(message, error.GetMessage());
        Assert.Equal(DiagnosticSeverity.Error, error.Severity);
    }

    [Theory]
    [InlineData("x[\":60\"]")]
    [InlineData("x[-1, n]")]
    [InlineData("x[x]")]
    [InlineData("numbers[..2]")]
    [InlineData("numbers[^1]")]
    [InlineData("tensor[.., ..^1]")]
    [InlineData("$\"{x} {x,10} {numbers[0]:F4} {(double)x.mean():F4}\"")]
    [InlineData("string.Format(\"{0} {1:F4}\", x, 1.5)")]
    public async Task What_works_is_left_alone(string right) => Assert.Empty(await Errors(right));

    [Fact]
    public void NumSharp_takes_what_the_fixes_write()
    {
        var x = np.arange(24).reshape(4, 6);
        var n = 2;
        Assert.Equal([18, 19, 20, 21, 22, 23], x[-1].ToArray<long>());
        Assert.Equal([6, 12], x["1:-1"][":", 0].ToArray<long>());
        Assert.Equal([6], x[$"{n - 1}:{-n}", 0].ToArray<long>());
        Assert.Equal("11.5000", FormattableString.Invariant($"{(double)x.mean():F4}"));
        Assert.Equal("007", FormattableString.Invariant($"{(long)x[1, 1]:D3}"));
    }

    private static Document Source(string expression)
    {
        var project = new AdhocWorkspace().AddProject("Sample", LanguageNames.CSharp)
            .WithMetadataReferences(references).WithParseOptions(new CSharpParseOptions(LanguageVersion.Preview));
        return project.AddDocument("Sample.cs", SourceText.From(
            $"class Sample {{ object? Of(NumSharp.NDArray x, float[] numbers, KerasLikeRnn.Engine.Tensor tensor, System.Text.StringBuilder "
            + $"text, int n, System.Range range) =>\n{expression}; }}"));
    }

    private static async Task<IReadOnlyList<Diagnostic>> Errors(string expression) => await Errors(Source(expression));

    private static async Task<IReadOnlyList<Diagnostic>> Errors(Document document)
    {
        var compilation = (await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        Assert.DoesNotContain(
            compilation.GetDiagnostics(TestContext.Current.CancellationToken),
            d => d.Severity == DiagnosticSeverity.Error && d.Id != "CS5001");
        return await compilation.WithAnalyzers([new ArrayAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The expression after every error was mended, from the last to the first.</summary>
    private static async Task<string> Fix(string expression)
    {
        var document = Source(expression);
        var errors = await Errors(document);
        Assert.NotEmpty(errors);
        foreach (var error in errors.OrderByDescending(e => e.Location.SourceSpan.Start))
        {
            CodeAction? fix = null;
            await new ArrayCodeFix().RegisterCodeFixesAsync(new CodeFixContext(
                document, error, (action, _) => fix = action, TestContext.Current.CancellationToken));
            var operations = await fix!.GetOperationsAsync(TestContext.Current.CancellationToken);
            document = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution.GetDocument(document.Id)!;
        }
        var text = (await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
        return text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..^3];
    }
}
