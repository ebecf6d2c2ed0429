namespace KerasLikeRnn.Serialization;

/// <summary>The error for a name that no table has: Keras's words, the nearest known names, and all of them.</summary>
internal static class UnknownName
{
    /// <summary>Builds the error.</summary>
    /// <param name="kind">What was looked for, in Keras's words: <c>activation function</c>, <c>initializer</c>.</param>
    /// <param name="name">The name received.</param>
    /// <param name="known">The names that exist.</param>
    /// <param name="parameter">The argument that held the name.</param>
    public static ValueError Exception(string kind, string name, IEnumerable<string> known, string? parameter = null)
    {
        var names = known.Order(StringComparer.Ordinal).ToArray();
        var nearest = Nearest(name, names);
        return new ValueError(
            $"Unknown {kind}: {name}. Please ensure this object is passed to the `custom_objects` argument. "
            + $"See https://www.tensorflow.org/guide/keras/save_and_serialize#registering_the_custom_object for details."
            + (nearest.Length == 0 ? "" : $" Did you mean {string.Join(" or ", nearest.Select(candidate => $"'{candidate}'"))}?")
            + $" Known: {string.Join(", ", names)}.",
            parameter);
    }

    /// <summary>The names at the smallest distance, if a slip of the finger explains it: a third of the letters at most.</summary>
    private static string[] Nearest(string name, string[] known)
    {
        var distances = Array.ConvertAll(known, candidate => Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant()));
        var smallest = distances.DefaultIfEmpty(int.MaxValue).Min();
        if (smallest > Math.Max(1, name.Length / 3)) return [];
        return known.Where((_, i) => distances[i] == smallest).ToArray();
    }

    /// <summary>Letters to insert, delete, replace or swap with their neighbour (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        return rows[a.Length, b.Length];
    }
}
