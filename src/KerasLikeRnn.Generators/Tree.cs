using System.Collections.Immutable;

namespace KerasLikeRnn.Generators;

/// <summary>All modules with their members in a fixed order, and what does not fit together.</summary>
internal sealed record Tree(EquatableArray<Module> Modules, EquatableArray<Complaint> Complaints)
{
    /// <summary>Sorts the members into modules. Of two that exclude each other the first stays, and a module wins over a member.</summary>
    public static Tree Build(ImmutableArray<ReadResult> results, EquatableArray<ModuleAlias> aliases)
    {
        var exports = results.SelectMany(r => r.Exports)
            .OrderBy(e => e.Export.Module, StringComparer.Ordinal).ThenBy(e => e.Export.Name, StringComparer.Ordinal)
            .ThenBy(e => e.Export.Signature, StringComparer.Ordinal).ThenBy(e => e.Place.Path, StringComparer.Ordinal)
            .ThenBy(e => e.Place.Span.Start).ToList();
        var paths = new SortedSet<string>(
            exports.Select(e => e.Export.Module).Concat(aliases.Select(a => a.Path)).SelectMany(WithParents), StringComparer.Ordinal);
        var complaints = results.SelectMany(r => r.Complaints).ToList();
        var members = paths.ToDictionary(p => p, _ => new List<Export>());
        foreach (var (export, place) in exports.Select(e => (e.Export, e.Place)))
        {
            var siblings = members[export.Module];
            if (paths.Contains(export.Module + "." + export.Name))
                complaints.Add(new Complaint(
                    Rules.ModuleClash, place, export.WrittenName, "a module has that name, and C# allows only one of them"));
            else if (siblings.Any(s => Excludes(s, export)))
                complaints.Add(new Complaint(Rules.Duplicate, place, export.WrittenName, export.Signature ?? "of a property"));
            else
                siblings.Add(export);
        }
        foreach (var alias in aliases)
            if (members.TryGetValue(alias.Of, out var shown)) members[alias.Path].AddRange(alias.Shows(shown));
        return new Tree(
            new([.. paths.Select(p => new Module(p, new([.. members[p]])))]),
            new([.. complaints.Distinct()]));
    }

    private static IEnumerable<string> WithParents(string path)
    {
        for (var dot = path.Length; dot > 0; dot = path.LastIndexOf('.', dot - 1))
            yield return path.Substring(0, dot);
    }

    private static bool Excludes(Export one, Export other) =>
        one.Name == other.Name && (one.Signature is null || other.Signature is null || one.Signature == other.Signature);
}
