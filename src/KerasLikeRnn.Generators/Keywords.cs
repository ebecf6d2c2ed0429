using Microsoft.CodeAnalysis;

namespace KerasLikeRnn.Generators;

/// <summary>Records marked with <c>KerasKeywords</c>: Python's <c>**kwargs</c>, written out in a factory's signature.</summary>
internal static class Keywords
{
    /// <summary>The constructor whose parameters stand for this one, when its type is such a record.</summary>
    public static IMethodSymbol? Of(IParameterSymbol parameter) =>
        parameter.Type is INamedTypeSymbol type
        && type.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == "KerasLikeRnn.KerasKeywordsAttribute")
            ? type.InstanceConstructors.FirstOrDefault(c => c.DeclaredAccessibility == Accessibility.Public && c.Parameters.Length > 0)
            : null;

    /// <summary>The record's parameters that the method has not already as its own.</summary>
    public static IEnumerable<IParameterSymbol> Added(IMethodSymbol record, IMethodSymbol method) =>
        record.Parameters.Where(keyword => !method.Parameters.Any(own => own.Name == keyword.Name));
}
