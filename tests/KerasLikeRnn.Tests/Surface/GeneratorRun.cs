using System.Collections.Immutable;
using KerasLikeRnn.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KerasLikeRnn.Tests.Surface;

/// <summary>Compiles sources with the generator and lets a test look at what came out.</summary>
internal sealed class GeneratorRun
{
    private static readonly CSharpParseOptions options = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Collections.dll")
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    // The sample has its own attribute: the library's assembly would bring its own tree.
    private const string Attribute = """
        namespace KerasLikeRnn;

        [System.AttributeUsage(System.AttributeTargets.All, AllowMultiple = true)]
        public sealed class KerasExportAttribute(params string[] names) : System.Attribute
        {
            public string[] Names => names;
        }

        public sealed class KerasKeywordsAttribute : System.Attribute;

        [System.AttributeUsage(System.AttributeTargets.All, AllowMultiple = true)]
        public sealed class KerasOrderAttribute(params string[] names) : System.Attribute
        {
            public string[] Names => names;
        }

        [System.AttributeUsage(System.AttributeTargets.All, AllowMultiple = true)]
        public sealed class KerasDefaultAttribute(string name, object value) : System.Attribute
        {
            public string Name => name;
            public object Value => value;
        }

        internal static class Required
        {
            public static T NotNull<T>(T value) where T : class => value;
        }
        """;

    private GeneratorDriver driver;

    public GeneratorRun(params string[] sources)
    {
        Compilation = CSharpCompilation.Create("Sample", sources.Append(Attribute).Select(Parse), references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable,
                generalDiagnosticOption: ReportDiagnostic.Error, allowUnsafe: true, warningLevel: 9999));
        driver = CSharpGeneratorDriver.Create([new KerasTreeGenerator().AsSourceGenerator()], parseOptions: options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        Drive();
    }

    public CSharpCompilation Compilation { get; private set; }

    public Compilation Output { get; private set; } = null!;

    public IReadOnlyList<Diagnostic> Complaints { get; private set; } = [];

    /// <summary>
    /// What the compiler says about sources and generated code together. Samples may lack docs (CS1573, CS1591) and uses (CS9113).
    /// </summary>
    public IReadOnlyList<Diagnostic> Errors =>
        [.. Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Id is not ("CS1573" or "CS1591" or "CS9113"))];

    public GeneratorRunResult Result => driver.GetRunResult().Results[0];

    /// <summary>The generated file of a module.</summary>
    public string this[string module] => Result.GeneratedSources.Single(s => s.HintName == module + ".g.cs").SourceText.ToString();

    /// <summary>Replaces the source of that number and runs again with what is remembered.</summary>
    public void Edit(int index, string source)
    {
        Compilation = Compilation.ReplaceSyntaxTree(Compilation.SyntaxTrees[index], Parse(source, index));
        Drive();
    }

    /// <summary>The signatures of a generated class as the compiler understands them.</summary>
    public IEnumerable<string> Members(string module) =>
        Output.GetTypeByMetadataName(module.Replace('.', '+'))!.GetMembers().Select(m => m.ToDisplayString());

    private static SyntaxTree Parse(string source, int index) => CSharpSyntaxTree.ParseText(source, options, $"Source{index}.cs");

    private void Drive()
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(Compilation, out var output, out var complaints);
        Output = output;
        Complaints = complaints;
    }
}
