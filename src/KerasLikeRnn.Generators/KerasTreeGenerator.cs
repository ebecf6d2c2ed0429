using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace KerasLikeRnn.Generators;

/// <summary>
/// Writes the <c>keras</c> and <c>tf.keras</c> trees of static classes from the classes and static members marked with
/// <c>[KerasExport]</c>: a factory for every public constructor, a forwarder for every method, property and constant. Beside
/// them it writes the constructors and properties of partial classes that take the arguments of a family (<see cref="ConstructorWriter"/>),
/// and what the library needs to make the classes from configurations without reflection.
/// </summary>
/// <remarks>One file per module, so that an edit rewrites only the modules it touches.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class KerasTreeGenerator : IIncrementalGenerator
{
    private const string Attribute = "KerasLikeRnn.KerasExportAttribute";

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var read = context.SyntaxProvider.ForAttributeWithMetadataName(Attribute, (_, _) => true, ExportReader.Read).Collect();
        var aliases = context.CompilationProvider.Select((compilation, _) => ModuleAlias.Read(compilation));
        var tree = read.Combine(aliases).Select((found, _) => Tree.Build(found.Left, found.Right));
        var isLibrary = context.CompilationProvider.Select(
            (compilation, _) => compilation.Assembly.GetTypeByMetadataName(Factories.Owner) is not null);

        context.RegisterSourceOutput(read.Combine(isLibrary), (output, found) =>
        {
            if (found.Right) output.AddSource("Construction.g.cs", SourceText.From(Factories.Write(found.Left), Encoding.UTF8));
        });

        var classes = context.SyntaxProvider.CreateSyntaxProvider((node, _) => IsPartial(node), WrittenClass);
        context.RegisterSourceOutput(classes, (output, file) =>
        {
            if (file is not null) output.AddSource(file.Name, SourceText.From(file.Text, Encoding.UTF8));
        });

        var operations = context.SyntaxProvider.ForAttributeWithMetadataName(
            "KerasLikeRnn.OperationAttribute", (_, _) => true, (marked, _) => OperationWriter.Of(marked.TargetSymbol)?.Entry).Collect();
        context.RegisterSourceOutput(operations, (output, entries) =>
        {
            if (!entries.IsEmpty)
                output.AddSource("Operations.g.cs", SourceText.From(OperationWriter.List(entries.OfType<string>()), Encoding.UTF8));
        });

        context.RegisterSourceOutput(tree.SelectMany((t, _) => t.Modules).WithTrackingName("Modules"),
            (output, module) => output.AddSource(module.Path + ".g.cs", SourceText.From(ModuleWriter.Write(module), Encoding.UTF8)));
        context.RegisterSourceOutput(tree.SelectMany((t, _) => t.Complaints),
            (output, complaint) => output.ReportDiagnostic(complaint.ToDiagnostic()));
    }

    /// <summary>Whether a class may be given more than stands in it.</summary>
    public static bool IsPartial(SyntaxNode node) => node is ClassDeclarationSyntax type && type.Modifiers.Any(SyntaxKind.PartialKeyword);

    /// <summary>What belongs to a class, asked for at the first of its declarations only.</summary>
    private static WrittenFile? WrittenClass(GeneratorSyntaxContext context, CancellationToken cancellation) =>
        context.SemanticModel.GetDeclaredSymbol(context.Node, cancellation)
            is INamedTypeSymbol { IsStatic: false, ContainingType: null } type
        && type.DeclaringSyntaxReferences[0].GetSyntax(cancellation) == context.Node ? ConstructorWriter.Of(type) : null;
}
