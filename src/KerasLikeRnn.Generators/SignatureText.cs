using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KerasLikeRnn.Generators;

/// <summary>Writes types, parameters, defaults and constraints so that they mean the same in any file.</summary>
internal static class SignatureText
{
    private static readonly SymbolDisplayFormat fullNames = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The type from <c>global::</c> on, with nullability.</summary>
    public static string Type(ITypeSymbol type) => type.ToDisplayString(fullNames);

    /// <summary>The name, with @ where it is a keyword.</summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary><c>(int units, bool use_bias = true)</c>; a record of keywords is written out.</summary>
    /// <param name="method">The method.</param>
    /// <param name="whole">A record that stays one.</param>
    public static string Parameters(IMethodSymbol method, IParameterSymbol? whole = null) =>
        "(" + string.Join(", ", Keywords.WrittenOut(method, whole).Select(Parameter)) + ")";

    /// <summary><c>(units, use_bias)</c>; a record of keywords is put together.</summary>
    /// <param name="method">The method.</param>
    /// <param name="whole">A record that stays one.</param>
    public static string Arguments(IMethodSymbol method, IParameterSymbol? whole = null) =>
        "(" + string.Join(", ", method.Parameters.Select(p =>
        !SymbolEqualityComparer.Default.Equals(p, whole) && Keywords.Of(p) is { } record
        ? $"new {Type(record.ContainingType)}({string.Join(", ", Keywords.Added(record, method).Select(Named))})"
            : Argument(p))) + ")";

    /// <summary><c>(units, use_bias)</c> for the written constructor of a class, which checks them itself, or for its own.</summary>
    public static string FactoryArguments(IMethodSymbol constructor) => Keywords.IsWrittenOut(constructor)
        ? "(" + string.Join(", ", Keywords.WrittenOut(constructor).Select(p => Identifier(p.Name))) + ")"
        : Arguments(constructor);

    private static string Named(IParameterSymbol keyword) => $"{Identifier(keyword.Name)}: {Argument(keyword)}";

    /// <summary><c>&lt;T, U&gt;</c>, or nothing.</summary>
    public static string TypeParameters(IReadOnlyList<ITypeParameterSymbol> parameters) =>
        parameters.Count == 0 ? "" : "<" + string.Join(", ", parameters.Select(p => Identifier(p.Name))) + ">";

    /// <summary><c> where T : class, new()</c>, or nothing.</summary>
    public static string Constraints(IEnumerable<ITypeParameterSymbol> parameters) => string.Concat(
        from parameter in parameters
        let constraints = Constraints(parameter).ToList()
        where constraints.Count > 0
        select $" where {Identifier(parameter.Name)} : {string.Join(", ", constraints)}");

    /// <summary>A constant of a type as source text.</summary>
    public static string Constant(ITypeSymbol type, object? value)
    {
        if (value is null)
            return type.IsReferenceType || IsNullable(type) ? "null" : "default";
        if (Unwrap(type) is INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration)
            return Enumeration(enumeration, value);
        return value switch
        {
            double number => Floating(number, number.ToString("R", CultureInfo.InvariantCulture), "double", "d"),
            float number => Floating(number, number.ToString("R", CultureInfo.InvariantCulture), "float", "f"),
            decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
            char or string or bool => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false) ?? "default",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "default",
        };
    }

    private static string Parameter(Argument argument)
    {
        var parameter = argument.Parameter;
        var modifier = parameter.IsParams ? "params " : parameter.RefKind switch
        {
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.In => "in ",
            RefKind.RefReadOnlyParameter => "ref readonly ",
            _ => "",
        };
        var text = modifier + Type(parameter.Type) + " " + Identifier(parameter.Name);
        return argument.Default is { } value ? text + " = " + value : text;
    }

    private static string Argument(IParameterSymbol parameter) => parameter.RefKind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In or RefKind.RefReadOnlyParameter => "in ",
        _ => "",
    } + (IsRequired(parameter) ? $"global::KerasLikeRnn.Required.NotNull({Identifier(parameter.Name)})" : Identifier(parameter.Name));

    /// <summary>Whether null is no value for it: the tree refuses it by the argument's name.</summary>
    public static bool IsRequired(IParameterSymbol parameter) =>
        parameter is { RefKind: RefKind.None, NullableAnnotation: NullableAnnotation.NotAnnotated, Type.IsReferenceType: true };

    private static IEnumerable<string> Constraints(ITypeParameterSymbol parameter)
    {
        if (parameter.HasUnmanagedTypeConstraint)
            yield return "unmanaged";
        else if (parameter.HasValueTypeConstraint)
            yield return "struct";
        else if (parameter.HasReferenceTypeConstraint)
            yield return parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class";
        else if (parameter.HasNotNullConstraint)
            yield return "notnull";
        foreach (var type in parameter.ConstraintTypes)
            yield return Type(type);
        if (parameter.HasConstructorConstraint)
            yield return "new()";
        if (parameter.AllowsRefLikeType)
            yield return "allows ref struct";
    }

    private static string Enumeration(INamedTypeSymbol enumeration, object value)
    {
        var member = enumeration.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => Equals(f.ConstantValue, value));
        return member is null
            ? $"({Type(enumeration)})({Convert.ToString(value, CultureInfo.InvariantCulture)})"
            : Type(enumeration) + "." + Identifier(member.Name);
    }

    private static string Floating(double number, string text, string type, string suffix)
    {
        if (double.IsNaN(number))
            return type + ".NaN";
        if (double.IsInfinity(number))
            return type + (number > 0 ? ".PositiveInfinity" : ".NegativeInfinity");
        return text + suffix;
    }

    private static bool IsNullable(ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    /// <summary>The type itself, of a nullable value the value's.</summary>
    public static ITypeSymbol Unwrap(ITypeSymbol type) => IsNullable(type) ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
}
