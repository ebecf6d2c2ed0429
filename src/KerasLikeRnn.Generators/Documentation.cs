using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace KerasLikeRnn.Generators;

/// <summary>Doc comments for the tree, taken from the marked symbols. References in them are already resolved to full ids.</summary>
internal static class Documentation
{
    /// <summary>The element by which a class gives an argument of a record a text of its own; the compiler takes no <c>param</c> for it.</summary>
    private const string Refined = "argument";

    /// <summary>The doc comment of a method, property or constant.</summary>
    public static string Of(ISymbol symbol) => Text(symbol is IMethodSymbol method ? OfCall(method) : Elements(symbol));

    /// <summary>
    /// The doc comment of a factory: the class's summary, its remarks followed by what the constructor adds, the
    /// constructor's parameters (a primary constructor has those of the class) and the exceptions of both.
    /// </summary>
    public static string OfFactory(INamedTypeSymbol type, IMethodSymbol constructor)
    {
        var ofClass = Elements(type);
        var ofConstructor = OfCall(constructor).ToList();
        var notes = ofClass.Where(e => e.Name == "remarks")
            .Concat(ofConstructor.Where(e => e.Name == "summary" || e.Name == "remarks"))
            .Where(e => !ofClass.Any(c => c.Name == "summary" && c.Value == e.Value))
            .GroupBy(e => e.Value).Select(g => g.First()).ToList();
        var others = ofConstructor.Where(e => e.Name != "summary" && e.Name != "remarks")
            .Concat(ofClass.Where(e => e.Name != "summary" && e.Name != "remarks" && e.Name != "param" && e.Name != Refined))
            .GroupBy(e => (e.Name, Key(e))).Select(g => g.First());

        var summary = ofClass.Where(e => e.Name == "summary").Take(1).ToList();
        if (summary.Count == 0)
            return Text(notes.Concat(others));
        return Text(summary.Concat(Remarks(notes)).Concat(others));
    }

    private static IEnumerable<XElement> Remarks(List<XElement> notes) => notes.Count switch
    {
        0 => [],
        1 => [new XElement("remarks", notes[0].Nodes())],
        _ => [new XElement("remarks", notes.Select(n => new XElement("para", n.Nodes())))],
    };

    /// <summary>The texts of a class's parameters by name.</summary>
    public static Dictionary<string, string> Parameters(INamedTypeSymbol type) => Elements(type).Where(e => e.Name == "param")
        .ToDictionary(Key, e => string.Concat(e.Nodes().Select(n => n.ToString(SaveOptions.DisableFormatting))));

    /// <summary>The comment of a method or constructor, with its arguments one by one.</summary>
    private static IEnumerable<XElement> OfCall(IMethodSymbol method)
    {
        var own = Elements(method).Concat(OfClass(method)).ToList();
        var others = new Lazy<List<XElement>>(() => [.. Inherited(method).SelectMany(Elements).Where(e => e.Name == "param")]);
        return own.Where(e => e.Name != "param" && e.Name != Refined).Concat(Keywords.WrittenOut(method).Select(a => Of(a, own) ?? Of(a, others.Value)).OfType<XElement>());

        static XElement? Of(Argument argument, List<XElement> elements) => elements.Find(e => e.Name == "param" && Key(e) == argument.Name);
    }

    /// <summary>The texts that a constructor's class or its bases give arguments of records.</summary>
    private static IEnumerable<XElement> OfClass(IMethodSymbol method) => method.MethodKind != MethodKind.Constructor ? []
        : Keywords.SelfAndBases(method.ContainingType).SelectMany(Elements).Where(e => e.Name == Refined).Select(e => new XElement("param", e.Attributes(), e.Nodes()));

    /// <summary>Where the text of an argument stands that a method itself does not describe: at its records, or at its class's bases.</summary>
    private static IEnumerable<ISymbol> Inherited(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
            if (Keywords.Of(parameter) is not null)
                yield return parameter.Type;
        if (method.MethodKind != MethodKind.Constructor)
            yield break;
        foreach (var constructor in Keywords.SelfAndBases(method.ContainingType.BaseType).Select(c => c.OriginalDefinition).SelectMany(c => c.InstanceConstructors))
        {
            yield return constructor;
            foreach (var parameter in constructor.Parameters)
                if (Keywords.Of(parameter) is not null)
                    yield return parameter.Type;
        }
    }

    private static List<XElement> Elements(ISymbol symbol)
    {
        var xml = symbol.GetDocumentationCommentXml(expandIncludes: true);
        // A comment that is no well-formed XML comes back as an XML comment; the compiler has reported it already.
        if (xml is null || !xml.TrimStart().StartsWith("<member", StringComparison.Ordinal))
            return [];
        var elements = XElement.Parse(xml, LoadOptions.PreserveWhitespace).Elements().ToList();
        foreach (var inherited in elements.Where(e => e.Name == "inheritdoc" && e.Attribute("cref") is null))
            inherited.SetAttributeValue("cref", symbol.GetDocumentationCommentId());
        return elements;
    }

    private static string Key(XElement element) =>
        element.Attribute("name")?.Value ?? element.Attribute("cref")?.Value ?? element.Value;

    private static string Text(IEnumerable<XElement> elements) =>
        string.Join("\n", elements.OrderBy(Order).Select(e => Outdent(e.ToString(SaveOptions.DisableFormatting))));

    private static int Order(XElement element) => Array.IndexOf(
        ["summary", "inheritdoc", "typeparam", "param", "returns", "value", "remarks", "exception", "example"], element.Name.LocalName) is
        var place and >= 0 ? place : int.MaxValue;

    private static string Outdent(string xml)
    {
        var lines = xml.Replace("\r", "").Split('\n');
        var indent = lines.Skip(1).Where(l => l.Trim().Length > 0).Select(l => l.Length - l.TrimStart().Length)
            .DefaultIfEmpty(0).Min();
        return string.Join("\n", lines.Select((l, i) => i == 0 ? l : l.Length > indent ? l.Substring(indent).TrimEnd() : ""));
    }
}
