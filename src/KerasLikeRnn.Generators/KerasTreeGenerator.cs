using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace KerasLikeRnn.Generators;

/// <summary>
/// Writes the <c>keras</c> and <c>tf.keras</c> trees of static classes from the classes and static members marked with
/// <c>[KerasExport]</c>: a factory for every public constructor, a forwarder for every method, property and constant.
/// </summary>
/// <remarks>One file per module, so that an edit rewrites only the modules it touches.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class KerasTreeGenerator : IIncrementalGenerator
{
    private const string Attribute = "KerasLikeRnn.KerasExportAttribute";

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var tree = context.SyntaxProvider.ForAttributeWithMetadataName(Attribute, (_, _) => true, ExportReader.Read)
            .Collect().Select((results, _) => Tree.Build(results));

        context.RegisterSourceOutput(tree.SelectMany((t, _) => t.Modules).WithTrackingName("Modules"),
            (output, module) => output.AddSource(module.Path + ".g.cs", SourceText.From(ModuleWriter.Write(module), Encoding.UTF8)));
        context.RegisterSourceOutput(tree.SelectMany((t, _) => t.Complaints),
            (output, complaint) => output.ReportDiagnostic(complaint.ToDiagnostic()));
    }
}
