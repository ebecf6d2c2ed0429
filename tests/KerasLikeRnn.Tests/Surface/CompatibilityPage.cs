using System.Text;

namespace KerasLikeRnn.Tests.Surface;

/// <summary>Writes docs/compatibility.md from the verdicts.</summary>
internal static class CompatibilityPage
{
    public static string Write(IReadOnlyList<Verdict> verdicts)
    {
        var text = new StringBuilder();
        var modules = verdicts.GroupBy(v => v.Symbol.Module).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        Line(text, "# Compatibility with Keras 2.9");
        Line(text);
        Line(text,
            $"Of the {verdicts.Count} public symbols of Keras 2.9, **{Whole(verdicts)} are supported**, {Partly(verdicts)} partly and "
            + $"{Absent(verdicts)} not. The ready-made networks of `keras.applications` are left aside.");
        Line(text);
        Line(text, "| module | supported | partly | not | of |");
        Line(text, "| --- | ---: | ---: | ---: | ---: |");
        foreach (var module in modules)
            Line(
                text,
                $"| [{module.Key}](#{Anchor(module.Key)}) | {Whole(module)} | {Partly(module)} | {Absent(module)} | {module.Count()} |");
        WriteRules(text);
        foreach (var module in modules)
            WriteModule(text, module.Key, [.. module.OrderBy(v => v.Symbol.Name, StringComparer.Ordinal)]);
        return text.ToString();
    }

    private static void WriteRules(StringBuilder text)
    {
        Line(text);
        Line(text, "This page is written by `CompatibilityTests` from the library itself and from the recorded symbols of Keras 2.9.0");
        Line(text, "(tests/Goldens/api.json). To write it anew: `KERASLIKERNN_WRITE=1 dotnet test --project tests/KerasLikeRnn.Tests`.");
        Line(text);
        Line(text, "What counts:");
        Line(text);
        Line(text, "- A symbol is supported when all its arguments exist under Keras's names, and for a class all its methods (with their");
        Line(text, "  arguments) and properties. Order and defaults are never other than Keras's: the test fails when they are.");
        Line(
            text,
            "- A default that is an object or a name (`'glorot_uniform'`) may be resolved inside a typed argument such as an initializer;");
        Line(text, "  that it is Keras's is checked by the recorded configurations and numbers.");
        Line(text, "- A member that a class inherits or overrides counts once, with the class that brings it in: `get_config` with");
        Line(text, "  `keras.layers.Layer`.");
        Line(
            text,
            $"- `**kwargs` of a layer stands for {string.Join(", ", CompatibilityRules.KeywordsOfEveryLayer.Select(k => $"`{k}`"))}.");
        Line(text, "- Not counted are:");
        foreach (var reason in CompatibilityRules.NotCounted.GroupBy(r => r.Value))
            Line(text, $"  - {string.Join(", ", reason.Select(r => $"`{r.Key}`"))}: {reason.Key}");
    }

    private static void WriteModule(StringBuilder text, string module, IReadOnlyList<Verdict> verdicts)
    {
        Line(text);
        Line(text, "## " + module);
        WriteNames(text, "Supported", verdicts.Where(v => v.IsWhole));
        var partly = verdicts.Where(v => v.IsPresent && !v.IsWhole).ToList();
        if (partly.Count > 0)
        {
            Line(text);
            Line(text, "| partly | missing |");
            Line(text, "| --- | --- |");
            foreach (var verdict in partly)
                Line(text, $"| `{verdict.Symbol.Name}` | {string.Join(", ", verdict.Missing.Select(m => $"`{m}`"))} |");
        }
        WriteNames(text, "Not", verdicts.Where(v => !v.IsPresent && ReasonAgainst(v) is null));
        foreach (var reason in verdicts.Where(v => !v.IsPresent).GroupBy(ReasonAgainst).Where(group => group.Key is not null))
            WriteNames(text, $"Not, for it {reason.Key}", reason);
    }

    private static void WriteNames(StringBuilder text, string title, IEnumerable<Verdict> verdicts)
    {
        var names = verdicts.Select(v => $"`{v.Symbol.Name}`").ToList();
        if (names.Count == 0)
            return;
        Line(text);
        Line(text, $"{title}: {string.Join(", ", names)}");
    }

    private static string? ReasonAgainst(Verdict verdict) => CompatibilityRules.Impossible
        .FirstOrDefault(entry => CompatibilityRules.Fits(entry.Key, verdict.Symbol.Path)).Value;

    private static int Whole(IEnumerable<Verdict> verdicts) => verdicts.Count(v => v.IsWhole);

    private static int Partly(IEnumerable<Verdict> verdicts) => verdicts.Count(v => v.IsPresent && !v.IsWhole);

    private static int Absent(IEnumerable<Verdict> verdicts) => verdicts.Count(v => !v.IsPresent);

    private static string Anchor(string title) => title.Replace(".", "", StringComparison.Ordinal);

    private static void Line(StringBuilder text, string line = "") => text.Append(line).Append('\n');
}
