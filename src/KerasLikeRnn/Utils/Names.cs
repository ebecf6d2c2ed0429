namespace KerasLikeRnn.Utils;

/// <summary>Helps with names that nobody knows: activations, losses, layers, arguments.</summary>
public static class Names
{
    /// <summary>The known name nearest to a misspelt one, or null when none is near.</summary>
    /// <remarks>
    /// Nearness is the number of letters inserted, left out, replaced or exchanged with their neighbour (optimal string
    /// alignment), without regard to case and underscores; up to a third of the longer name's letters may differ.
    /// </remarks>
    /// <param name="unknown">The name as it was given.</param>
    /// <param name="known">The names there are. Of equally near ones the first in ordinal order is taken.</param>
    public static string? Nearest(string unknown, IEnumerable<string> known)
    {
        var wanted = Fold(unknown);
        return known.Order(StringComparer.Ordinal)
            .Where(name => Distance(wanted, Fold(name)) <= Math.Max(wanted.Length, Fold(name).Length) / 3)
            .MinBy(name => Distance(wanted, Fold(name)));
    }

    /// <summary><c>Unknown activation function: sigmod. Did you mean 'sigmoid'? Known: elu, ...</c></summary>
    /// <param name="kind">What was looked for, e.g. <c>activation function</c>.</param>
    /// <param name="unknown">The name as it was given.</param>
    /// <param name="known">The names there are.</param>
    public static string Unknown(string kind, string unknown, IEnumerable<string> known)
    {
        var names = known.Order(StringComparer.Ordinal).ToList();
        var nearest = Nearest(unknown, names);
        return $"Unknown {kind}: {unknown}." + (nearest is null ? "" : $" Did you mean '{nearest}'?")
            + $" Known: {string.Join(", ", names)}";
    }

    private static string Fold(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
                d[i, j] = Math.Min(i, j) == 0 ? Math.Max(i, j) : Step(i, j);
        }
        return d[a.Length, b.Length];

        int Step(int i, int j)
        {
            var same = a[i - 1] == b[j - 1];
            var best = Math.Min(d[i - 1, j - 1] + (same ? 0 : 1), Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
            var exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            return exchanged ? Math.Min(best, d[i - 2, j - 2] + 1) : best;
        }
    }
}
