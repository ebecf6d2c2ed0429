namespace KerasLikeRnn.Layers;

/// <summary>The Einstein summations of multi-head attention, for tensors of any number of axes.</summary>
internal static class AttentionEquations
{
    /// <summary>
    /// Keeps the free axes, sums over the bound ones and gives new ones: <c>abc,cde->abde</c>. The bias has the new ones.
    /// </summary>
    public static (string Equation, string BiasAxes) Projection(int free, int bound, int output)
    {
        string kept = Letters(0, free), summed = Letters(free, bound), made = Letters(free + bound, output);
        return ($"{kept}{summed},{summed}{made}->{kept}{made}", made);
    }

    /// <summary>
    /// Scores of keys (batch, key steps, heads, size) with queries (batch, query steps, heads, size), <c>aecd,abcd->acbe</c>, and the
    /// mean of the values by them, <c>acbe,aecd->abcd</c>.
    /// </summary>
    /// <param name="rank">Number of axes of the projected tensors.</param>
    /// <param name="axes">The axes of steps.</param>
    public static (string Scores, string Combination) Products(int rank, int[] axes)
    {
        var query = Letters(0, rank);
        var steps = Letters(rank, axes.Length);
        var key = string.Concat(query.Select((letter, axis) => Array.IndexOf(axes, axis) is var place and >= 0 ? steps[place] : letter));
        var batch = string.Concat(query.Where((_, axis) => axis != rank - 1 && !axes.Contains(axis)));
        var scores = batch + string.Concat(axes.Select(axis => query[axis])) + string.Concat(axes.Select(axis => key[axis]));
        return ($"{key},{query}->{scores}", $"{scores},{key}->{query}");
    }

    private static string Letters(int from, int count) => string.Concat(Enumerable.Range('a' + from, count).Select(letter => (char)letter));
}
