using KerasLikeRnn.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KerasLikeRnn.Tests.Surface;

public class KeptClassesGeneratorTests
{
    [Fact]
    public void Classes_derived_from_the_librarys_are_kept_whatever_they_lie_in()
    {
        var text = Generated("""
            namespace Mine;
            class Plain : System.Exception { }
            abstract class Between : KerasLikeRnn.Initializers.Initializer { }
            sealed class Fives : Between
            {
                public override KerasLikeRnn.Engine.Tensor call(KerasLikeRnn.Engine.Shape shape, KerasLikeRnn.Engine.DType dtype) => null!;
                private sealed class Hidden : KerasLikeRnn.Callbacks.Callback { }
            }
            """);
        Assert.Contains("AllFields, \"Mine.Fives\", \"Sample\")]", text, StringComparison.Ordinal);
        Assert.Contains("AllFields, \"Mine.Fives.Hidden\", \"Sample\")]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Between", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Plain", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_without_such_classes_gets_nothing() => Assert.Null(Generated("class Plain : System.Exception { }"));

    private static string? Generated(string source)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(
            p => MetadataReference.CreateFromFile(p));
        var compilation = CSharpCompilation.Create("Sample",
            [CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken)], references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var driver = CSharpGeneratorDriver.Create(new KeptClassesGenerator())
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out _, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(output.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity == DiagnosticSeverity.Error);
        return driver.GetRunResult().Results[0].GeneratedSources.SingleOrDefault().SourceText?.ToString();
    }
}
