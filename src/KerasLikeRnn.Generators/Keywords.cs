using Microsoft.CodeAnalysis;

namespace KerasLikeRnn.Generators;

/// <summary>Classes marked with <c>KerasKeywords</c>: arguments that a family shares, written out in a parameter's place.</summary>
internal static class Keywords
{
    /// <summary>Whether a type stands for the arguments that its constructor takes.</summary>
    public static bool Are(ITypeSymbol type) => Marks(type, "KerasKeywords").Any();

    /// <summary>The constructor whose parameters stand for this one, when its type is such a class.</summary>
    public static IMethodSymbol? Of(IParameterSymbol parameter) => Are(parameter.Type)
        ? ((INamedTypeSymbol)parameter.Type).InstanceConstructors.FirstOrDefault(
            c => c.DeclaredAccessibility == Accessibility.Public && c.Parameters.Length > 0)
        : null;

    /// <summary>
    /// Whether beside a constructor stands one that takes its arguments one by one, which <see cref="ConstructorWriter"/> writes: where
    /// the records are, not in programs whose classes hand them on.
    /// </summary>
    public static bool IsWrittenOut(IMethodSymbol method) => method.MethodKind == MethodKind.Constructor
        && method.Parameters.Any(p => Of(p) is not null && IsBeside(p.Type, method));

    /// <summary>Whether a type and a member are of one assembly.</summary>
    public static bool IsBeside(ITypeSymbol type, ISymbol member) =>
        SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, member.ContainingAssembly);

    /// <summary>The arguments of a method one by one, with the order and the defaults that its class asks for.</summary>
    /// <param name="method">The method.</param>
    /// <param name="whole">A record that stays one.</param>
    public static IReadOnlyList<Argument> WrittenOut(IMethodSymbol method, IParameterSymbol? whole = null)
    {
        var arguments = method.Parameters.SelectMany(
            p => !SymbolEqualityComparer.Default.Equals(p, whole) && Of(p) is { } record ? Added(record, method) : [p])
            .Select(Argument.Of).ToList();
        foreach (var mark in method.Parameters.SelectMany(p => Marks(p.Type, "KerasOrder")).Concat(OfClass(method, "KerasOrder")))
        {
            var names = mark.ConstructorArguments[0].Values.Select(name => (string)name.Value!).ToList();
            for (var i = 1; i < names.Count; i++) Move(arguments, names[i], names[i - 1]);
        }
        foreach (var mark in OfClass(method, "KerasDefault"))
        {
            var at = arguments.FindIndex(a => a.Name.Equals(mark.ConstructorArguments[0].Value));
            if (at >= 0) arguments[at] = arguments[at].With(mark.ConstructorArguments[1].Value);
        }
        return arguments;
    }

    /// <summary>The arguments that all classes of a kind take, which derived classes hand on as a whole.</summary>
    public static IParameterSymbol? Common(IMethodSymbol method) =>
        method.Parameters.LastOrDefault() is { Name: "options" } last && Are(last.Type) ? last : null;

    /// <summary>The record's parameters that the method has not already as its own.</summary>
    public static IEnumerable<IParameterSymbol> Added(IMethodSymbol record, IMethodSymbol method) =>
        record.Parameters.Where(keyword => !method.Parameters.Any(own => own.Name == keyword.Name && Of(own) is null));

    /// <summary>A class and those it derives from, itself first.</summary>
    public static IEnumerable<INamedTypeSymbol> SelfAndBases(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
            yield return type;
    }

    /// <summary>What a constructor's class and its bases are marked with, the bases' first.</summary>
    private static IEnumerable<AttributeData> OfClass(IMethodSymbol method, string mark) =>
        method.MethodKind == MethodKind.Constructor
            ? SelfAndBases(method.ContainingType).Reverse().SelectMany(type => Marks(type, mark)) : [];

    private static void Move(List<Argument> arguments, string name, string behind)
    {
        var from = arguments.FindIndex(a => a.Name == name);
        if (from < 0 || !arguments.Exists(a => a.Name == behind))
            return;
        var moved = arguments[from];
        arguments.RemoveAt(from);
        arguments.Insert(arguments.FindIndex(a => a.Name == behind) + 1, moved);
    }

    private static IEnumerable<AttributeData> Marks(ITypeSymbol type, string mark) => type.GetAttributes()
        .Where(a => a.AttributeClass is { ContainingNamespace.Name: "KerasLikeRnn" } attribute && attribute.Name == mark + "Attribute");
}

/// <summary>An argument as a caller sees it: a parameter, with a default of its own or that of its class, as source text.</summary>
internal readonly record struct Argument(IParameterSymbol Parameter, string? Default)
{
    public string Name => Parameter.Name;

    public ITypeSymbol Type => Parameter.Type;

    public static Argument Of(IParameterSymbol parameter) =>
        parameter.HasExplicitDefaultValue ? new Argument(parameter, null).With(parameter.ExplicitDefaultValue) : new(parameter, null);

    public Argument With(object? value) => this with { Default = SignatureText.Constant(Type, value) };
}
