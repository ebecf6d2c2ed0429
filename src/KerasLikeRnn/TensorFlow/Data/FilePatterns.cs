using System.Text.RegularExpressions;

namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>Files by patterns such as <c>data/*/part-?.txt</c>.</summary>
internal static class FilePatterns
{
    /// <summary>The files that match one of the patterns, sorted.</summary>
    public static string[] Matching(IEnumerable<string> patterns) =>
        [.. patterns.SelectMany(Matching).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Matching(string pattern)
    {
        var parts = pattern.Replace('\\', '/').Split('/');
        IEnumerable<string> places = [pattern.StartsWith('/') ? "/" : ""];
        foreach (var part in parts.Where(part => part.Length > 0)) places = [.. places.SelectMany(place => Inside(place, part))];
        return places;
    }

    private static IEnumerable<string> Inside(string folder, string part)
    {
        if (part.AsSpan().IndexOfAny('*', '?', '[') < 0)
        {
            var path = Path.Combine(folder, part);
            return Path.Exists(path) ? [path] : [];
        }
        if (folder.Length > 0 && !Directory.Exists(folder)) return [];
        var expression = new Regex(
            "^" + Regex.Escape(part).Replace("\\*", ".*").Replace("\\?", ".").Replace("\\[", "[") + "$", RegexOptions.Singleline);
        return Directory.EnumerateFileSystemEntries(folder.Length == 0 ? "." : folder)
            .Select(path => Path.GetFileName(path)).Where(name => expression.IsMatch(name)).Select(name => Path.Combine(folder, name));
    }
}
