namespace KerasLikeRnn.Layers;

/// <summary>
/// Which runs of words count as words: up to n of them, or those of given lengths. The default value and <c>None</c> mean single words.
/// </summary>
public readonly struct NgramsLike
{
    private NgramsLike(object config, int[] widths) => (Config, Widths) = (config, widths);

    /// <summary>What was given.</summary>
    internal object? Config { get; }

    /// <summary>The lengths of runs, in their order; null for single words as they are.</summary>
    internal int[]? Widths { get; }

    public static implicit operator NgramsLike(int? most) =>
        most is { } given ? new(given, [.. Enumerable.Range(1, Math.Max(given, 0))]) : default;

    public static implicit operator NgramsLike(int most) => (int?)most;

    public static implicit operator NgramsLike(int[] widths) => new(widths, widths);

    public static implicit operator NgramsLike((int, int) widths) => (int[])[widths.Item1, widths.Item2];

    public static implicit operator NgramsLike((int, int, int) widths) => (int[])[widths.Item1, widths.Item2, widths.Item3];

    /// <summary>The runs of words, joined by blanks.</summary>
    internal string[] Of(string[] words) => Widths is null ? words : [.. Widths.SelectMany(width => Runs(words, width))];

    private static IEnumerable<string> Runs(string[] words, int width)
    {
        for (var start = 0; start + width <= words.Length; start++) yield return string.Join(' ', words[start..(start + width)]);
    }
}
