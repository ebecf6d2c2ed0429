using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KerasLikeRnn.Generators;

/// <summary>
/// What compiles on arrays and does not do what it says: <c>x[..60]</c> (the indexer takes any object, and throws when it runs) and
/// <c>$"{x.mean():F4}"</c> (an array knows no formats: the number is shown in full).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ArrayAnalyzer : DiagnosticAnalyzer
{
    /// <summary>What to write instead, among a diagnostic's properties.</summary>
    internal const string Instead = "Instead";

    private static readonly Regex placeholder = new(@"\{\{|\{(?<number>\d+)(,[^:}]*)?(:(?<format>[^}]+))?\}");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rules.ArrayIndex, Rules.ArrayFormat];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(CheckIndices, SyntaxKind.BracketedArgumentList);
        context.RegisterSyntaxNodeAction(CheckInterpolation, SyntaxKind.Interpolation);
        context.RegisterSyntaxNodeAction(CheckCall, SyntaxKind.InvocationExpression);
    }

    private static void CheckIndices(SyntaxNodeAnalysisContext context)
    {
        var arguments = ((BracketedArgumentListSyntax)context.Node).Arguments;
        if (context.SemanticModel.GetSymbolInfo(context.Node.Parent!).Symbol is not IPropertySymbol { IsIndexer: true } indexer
            || indexer.ContainingType.ToDisplayString() != "NumSharp.NDArray") return;
        foreach (var index in arguments.Select(argument => argument.Expression))
        {
            var type = context.SemanticModel.GetTypeInfo(index).Type;
            if (type?.ToDisplayString() is "System.Range" or "System.Index" or "double" or "float" or "decimal")
                Report(context, Rules.ArrayIndex, index, InsteadOf(index), type.Name);
        }
    }

    private static void CheckInterpolation(SyntaxNodeAnalysisContext context)
    {
        var interpolation = (InterpolationSyntax)context.Node;
        if (interpolation.FormatClause is { } format) CheckFormat(context, interpolation.Expression, format.FormatStringToken.ValueText);
    }

    /// <summary>Looks at the arguments of a composite format: of <c>string.Format</c>, <c>Console.WriteLine</c> and their like.</summary>
    private static void CheckCall(SyntaxNodeAnalysisContext context)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        if (context.SemanticModel.GetSymbolInfo(call).Symbol is not IMethodSymbol method) return;
        var at = method.Parameters.IndexOf(method.Parameters.FirstOrDefault(IsCompositeFormat)!);
        if (at < 0 || context.SemanticModel.GetConstantValue(call.ArgumentList.Arguments[at].Expression).Value is not string text) return;
        foreach (Match match in placeholder.Matches(text))
            if (match.Groups["format"] is { Success: true } format
                && at + 1 + int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) is var given
                && given < call.ArgumentList.Arguments.Count)
                CheckFormat(context, call.ArgumentList.Arguments[given].Expression, format.Value);
    }

    private static bool IsCompositeFormat(IParameterSymbol parameter) => parameter.GetAttributes().Any(attribute =>
        attribute.AttributeClass?.Name == "StringSyntaxAttribute" && attribute.ConstructorArguments[0].Value is "CompositeFormat");

    private static void CheckFormat(SyntaxNodeAnalysisContext context, ExpressionSyntax value, string format)
    {
        if (context.SemanticModel.GetTypeInfo(value).Type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type
            || Root(type) is not ("NumSharp" or "KerasLikeRnn") || type.AllInterfaces.Any(i => i.Name == nameof(IFormattable))) return;
        var number = "DdXxBb".Contains(format[0]) ? SpecialType.System_Int64 : SpecialType.System_Double;
        var conversion = context.Compilation.ClassifyConversion(type, context.Compilation.GetSpecialType(number));
        Report(context, Rules.ArrayFormat, value,
            conversion.Exists ? $"({(number == SpecialType.System_Int64 ? "long" : "double")}){Bracketed(value)}" : null, type.Name,
            format);
    }

    private static string Root(INamedTypeSymbol type) => type.ContainingNamespace?.ToDisplayString().Split('.')[0] ?? "";

    private static void Report(
        SyntaxNodeAnalysisContext context, DiagnosticDescriptor rule, ExpressionSyntax at, string? instead, params string[] words) =>
        context.ReportDiagnostic(Diagnostic.Create(rule, at.GetLocation(), ImmutableDictionary<string, string?>.Empty.Add(Instead, instead),
            [.. words, instead is null ? "" : $" Write {instead}."]));

    /// <summary>The same index in a form that arrays take; null for what is not written out.</summary>
    private static string? InsteadOf(ExpressionSyntax index) => index switch
    {
        ParenthesizedExpressionSyntax inner => InsteadOf(inner.Expression),
        RangeExpressionSyntax range => Quoted(Bound(range.LeftOperand) + ":" + Bound(range.RightOperand)),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.IndexExpression } end => "-" + Bracketed(end.Operand),
        _ => null,
    };

    private static string Quoted(string slice) => (slice.Contains('{') ? "$\"" : "\"") + slice + "\"";

    /// <summary>A bound as NumPy writes it; what is no number stands in braces.</summary>
    private static string Bound(ExpressionSyntax? bound) => bound switch
    {
        null
            or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.IndexExpression,
                Operand: LiteralExpressionSyntax { Token.ValueText: "0" } } => "",
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.IndexExpression, Operand: LiteralExpressionSyntax end } => "-" + end,
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.IndexExpression } end => $"{{-{Bracketed(end.Operand)}}}",
        LiteralExpressionSyntax
            or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression, Operand: LiteralExpressionSyntax } =>
            bound.ToString(),
        ConditionalExpressionSyntax => $"{{({bound})}}",
        _ => $"{{{bound}}}",
    };

    private static string Bracketed(ExpressionSyntax value) =>
        value is BinaryExpressionSyntax or ConditionalExpressionSyntax or AssignmentExpressionSyntax
        ? $"({value})" : value.ToString();
}
