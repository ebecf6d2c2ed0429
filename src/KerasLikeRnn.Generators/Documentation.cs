using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace KerasLikeRnn.Generators;

/// <summary>Doc comments for the tree, taken from the marked symbols. References in them are already resolved to full ids.</summary>
internal static class Documentation
{
    /// <summary>The element by which a class gives an argument of a record a text of its own: no <c>param</c>, for the compiler.</summary>
    private const string Refined = "argument";

    /// <summary>What was read of symbols, for as long as they are used: texts of bases and records are asked for again and again.</summary>
    private static readonly ConditionalWeakTable<ISymbol, List<XElement>> read = new();

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
            .Concat(ofClass.Where(e => e.Name != "summary" && e.Name != "remarks" && !IsText(e)))
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
        var own = Elements(method);
        var texts = own.Concat(Elsewhere(method)).Where(IsText).ToLookup(Key);
        return own.Where(e => !IsText(e)).Concat(Keywords.WrittenOut(method).SelectMany(a => texts[a.Name].Take(1))
            .Select(text => new XElement("param", text.Attributes(), text.Nodes())));
    }

    /// <summary>
    /// Where the text of an argument stands that a method itself does not describe, the nearest first: at its class and the bases of
    /// that, at its records, at the constructors of the bases and their records.
    /// </summary>
    private static IEnumerable<XElement> Elsewhere(IMethodSymbol method)
    {
        var classes = method.MethodKind == MethodKind.Constructor ? Keywords.SelfAndBases(method.ContainingType).ToList() : [];
        var calls = classes.Skip(1).SelectMany(c => c.OriginalDefinition.InstanceConstructors).Prepend(method);
        return classes.SelectMany(Elements).Where(e => e.Name == Refined)
            .Concat(calls.SelectMany(c => c.Parameters.Select(p => p.Type).Where(Keywords.Are).Prepend<ISymbol>(c)).SelectMany(Elements));
    }

    private static bool IsText(XElement element) => element.Name == "param" || element.Name == Refined;

    private static List<XElement> Elements(ISymbol symbol) => read.GetValue(symbol, Read);

    private static List<XElement> Read(ISymbol symbol)
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
