using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace KerasLikeRnn.Generators;

/// <summary>One member of the tree: text before and after its name, and what tells it from its overloads.</summary>
/// <param name="WrittenName">The name as the attribute gives it.</param>
/// <param name="Module">The nested class it lives in, e.g. <c>tf.keras.layers</c>.</param>
/// <param name="Name">Its own name, e.g. <c>Dense</c>.</param>
/// <param name="Signature">Parameter types in canonical form; null for a property or constant.</param>
/// <param name="Documentation">Doc comment without slashes, one line per line.</param>
/// <param name="Head">Attributes, modifiers and type.</param>
/// <param name="Tail">Everything after the name.</param>
internal sealed record Export(
    string WrittenName, string Module, string Name, string? Signature, string Documentation, string Head, string Tail);

/// <summary>A static class of the tree with its members.</summary>
internal sealed record Module(string Path, EquatableArray<Export> Members);

/// <summary>An export with the place it comes from, kept apart because places change with every edit above them.</summary>
internal sealed record LocatedExport(Export Export, Place Place);

/// <summary>What one marked symbol gives: members for the tree, factories by arguments for a class, and complaints.</summary>
internal sealed record ReadResult(
    EquatableArray<LocatedExport> Exports, EquatableArray<Complaint> Complaints, EquatableArray<string> Constructors,
    EquatableArray<string> Conversions, EquatableArray<string> Functions);

/// <summary>A source location that holds on to no syntax tree.</summary>
internal sealed record Place(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static Place Of(SyntaxNode node)
    {
        var location = node.GetLocation();
        return new Place(node.SyntaxTree.FilePath, location.SourceSpan, location.GetLineSpan().Span);
    }

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}

/// <summary>A diagnostic yet to be reported.</summary>
internal sealed record Complaint(DiagnosticDescriptor Rule, Place Place, string Name, string Detail)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rule, Place.ToLocation(), Name, Detail);
}
