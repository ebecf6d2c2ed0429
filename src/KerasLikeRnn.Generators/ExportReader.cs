using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KerasLikeRnn.Generators;

/// <summary>Turns a marked class, method, property or field into members of the tree.</summary>
internal sealed class ExportReader
{
    private readonly GeneratorAttributeSyntaxContext context;
    private readonly ISymbol symbol;
    private readonly Place place;
    private readonly List<string> names;
    private readonly List<string> aliases;
    private readonly List<LocatedExport> exports = [];
    private readonly List<Complaint> complaints = [];
    private readonly Factories factories = new();

    private ExportReader(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        this.context = context;
        symbol = context.TargetSymbol;
        place = Place.Of(context.Attributes[0].ApplicationSyntaxReference?.GetSyntax(cancellation) ?? context.TargetNode);
        names = [.. context.Attributes.SelectMany(a => a.ConstructorArguments).SelectMany(Strings)];
        aliases = [.. context.Attributes.SelectMany(a => a.NamedArguments)
            .Where(argument => argument.Key == "Aliases").SelectMany(argument => Strings(argument.Value))];
    }

    /// <summary>Reads what one target of the attribute asks for.</summary>
    public static ReadResult Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var reader = new ExportReader(context, cancellation);
        reader.CheckNames();
        reader.ReadSymbol();
        return new ReadResult(new([.. reader.exports]), new([.. reader.complaints]), new([.. reader.factories.Constructors]),
            new([.. reader.factories.Conversions]),
            new([.. reader.factories.Functions]));
    }

    private static IEnumerable<string> Strings(TypedConstant argument) =>
        argument.Kind == TypedConstantKind.Array ? argument.Values.SelectMany(Strings) : [argument.Value as string ?? ""];

    private void CheckNames()
    {
        foreach (var name in names.ToList())
        {
            var parts = name.Split('.');
            var wrong = parts[0] is not ("keras" or "tf") || parts.Length < 2 ? "it must begin with 'keras.' or 'tf.'"
                : !parts.All(SyntaxFacts.IsValidIdentifier) ? "its parts must be identifiers"
                : parts[parts.Length - 1] == parts[parts.Length - 2] ? "C# allows no member named as the class around it"
                : null;
            if (wrong is null)
                continue;
            complaints.Add(new Complaint(Rules.BadName, place, name, wrong));
            names.Remove(name);
        }
    }

    private void ReadSymbol()
    {
        // What has no name in the tree may be internal.
        if (names.Count > 0 && NotPublic(symbol) is { } hidden && OperationWriter.Of(symbol) is null)
            Complain($"{hidden.Name} is not public. Make it public or drop the attribute.");
        else if (symbol is INamedTypeSymbol type)
            ReadClass(type);
        else if (!symbol.IsStatic)
            Complain($"{symbol.Name} is not static; instance members are reached through their object.");
        else if (symbol is IMethodSymbol method)
            ReadMethod(method);
        else if (symbol is IPropertySymbol property)
            ReadProperty(property);
        else if (symbol is IFieldSymbol field)
            ReadField(field);
    }

    private static ISymbol? NotPublic(ISymbol? symbol)
    {
        for (; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingType)
        {
            if (symbol.DeclaredAccessibility != Accessibility.Public)
                return symbol;
        }
        return null;
    }

    private void ReadClass(INamedTypeSymbol type)
    {
        if (type.IsStatic)
        {
            Complain($"{type.Name} is a static class. Mark its methods instead, one name each.");
            return;
        }
        if (type.IsAbstract)
            return;
        var constructors = type.InstanceConstructors.Where(c => c.DeclaredAccessibility == Accessibility.Public).ToList();
        if (constructors.Count == 0)
            Complain($"{type.Name} has no public constructor.");
        if (constructors.Exists(Keywords.IsWrittenOut) && !KerasTreeGenerator.IsPartial(context.TargetNode))
        {
            Complain($"{type.Name} takes arguments of a family. Make it partial: its constructor is written out.");
            return;
        }
        factories.Add(type);
        var generic = type.TypeParameters;
        foreach (var constructor in constructors)
        {
            Add(Signature(constructor, generic.Length), Documentation.OfFactory(type, constructor),
                Obsolete(constructor) + "public static " + SignatureText.Type(type),
                SignatureText.TypeParameters(generic) + SignatureText.Parameters(constructor) + SignatureText.Constraints(generic)
                + " => new " + SignatureText.Type(type) + SignatureText.FactoryArguments(constructor) + ";");
        }
    }

    private void ReadMethod(IMethodSymbol method)
    {
        if (OperationWriter.Of(method) is { } operation)
        {
            ReadOperation(method, operation);
            return;
        }
        var generic = SignatureText.TypeParameters(method.TypeParameters);
        var returns = method.ReturnsVoid ? "void" : SignatureText.Type(method.ReturnType);
        Add(Signature(method, method.Arity), Documentation.Of(method), Obsolete(method) + Priority(method) + "public static " + returns,
            generic + SignatureText.Parameters(method) + SignatureText.Constraints(method.TypeParameters)
            + " => " + Target(method) + generic + SignatureText.Arguments(method) + ";");
    }

    private void ReadOperation(IMethodSymbol method, OperationWriter operation)
    {
        var isNamed = !names[0].StartsWith("keras.", StringComparison.Ordinal);
        var documentation = Documentation.Of(method);
        Add(Signature(method, 0), isNamed ? OperationWriter.Documented(documentation) : documentation,
            Obsolete(method) + "public static " + SignatureText.Type(method.ReturnType), operation.Tail(isNamed));
    }

    private void ReadProperty(IPropertySymbol property)
    {
        if (property.Type.TypeKind == TypeKind.Delegate) factories.AddFunction(property, [.. names, .. aliases]);
        var writable = property.SetMethod is { DeclaredAccessibility: Accessibility.Public };
        Add(null, Documentation.Of(property), Obsolete(property) + "public static " + SignatureText.Type(property.Type),
            Accessors(Target(property), writable));
    }

    private void ReadField(IFieldSymbol field)
    {
        var type = SignatureText.Type(field.Type);
        if (field.HasConstantValue)
            Add(null, Documentation.Of(field), Obsolete(field) + "public const " + type,
                " = " + SignatureText.Constant(field.Type, field.ConstantValue) + ";");
        else
            Add(null, Documentation.Of(field), Obsolete(field) + "public static " + type, Accessors(Target(field), !field.IsReadOnly));
    }

    private static string Accessors(string target, bool writable) =>
        writable ? $" {{ get => {target}; set => {target} = value; }}" : $" => {target};";

    private static string Target(ISymbol member) => SignatureText.Type(member.ContainingType) + "." + SignatureText.Identifier(member.Name);

    /// <summary>The parameter list of the documentation id: free of names, nullability and tuple element names.</summary>
    private static string Signature(IMethodSymbol method, int arity)
    {
        var id = method.GetDocumentationCommentId() ?? "";
        var open = id.IndexOf('(');
        return (arity == 0 ? "" : "`" + arity) + (open < 0 ? "()" : id.Substring(open));
    }

    private static string Obsolete(ISymbol member)
    {
        var attribute = member.GetAttributes().Concat(member.ContainingType.GetAttributes())
            .FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == "System.ObsoleteAttribute");
        if (attribute is null)
            return "";
        var arguments = attribute.ConstructorArguments.Select(a => SignatureText.Constant(a.Type!, a.Value));
        return $"[global::System.Obsolete({string.Join(", ", arguments)})] ";
    }

    /// <summary>Which of several methods goes before the others where all fit.</summary>
    private static string Priority(IMethodSymbol method) => ConstructorWriter.Priority(method) is var priority and not 0
        ? $"[global::{ConstructorWriter.PriorityMark}({priority})] "
        : "";

    private void Add(string? signature, string documentation, string head, string tail)
    {
        foreach (var name in names)
        {
            Add(name, name);
            if (name.StartsWith("keras.", StringComparison.Ordinal))
                Add(name, "tf." + name);
        }

        void Add(string written, string path)
        {
            var dot = path.LastIndexOf('.');
            exports.Add(new LocatedExport(
                new Export(written, path.Substring(0, dot), path.Substring(dot + 1), signature, documentation, head, tail), place));
        }
    }

    private void Complain(string detail)
    {
        foreach (var name in names)
            complaints.Add(new Complaint(Rules.NotReachable, place, name, detail));
    }
}
