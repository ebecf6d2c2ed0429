namespace KerasLikeRnn.Engine;

/// <summary>How an axis gets another length: each new element is a weighted sum of old ones that lie side by side.</summary>
/// <param name="From">The old length.</param>
/// <param name="Elements">The new elements.</param>
public sealed record ResampledAxis(int From, IReadOnlyList<ResampledElement> Elements)
{
    /// <summary>The way back: how the new elements are added to the old ones.</summary>
    public ResampledAxis Transposed()
    {
        var column = new float[Elements.Count];
        var columns = new ResampledElement[From];
        for (var j = 0; j < From; j++)
        {
            for (var i = 0; i < column.Length; i++) column[i] = Elements[i].WeightOf(j);
            columns[j] = ResampledElement.Of(column);
        }
        return new ResampledAxis(Elements.Count, columns);
    }
}

/// <summary>A new element: the first old one it is made of, and the weights of that and the following ones.</summary>
public sealed record ResampledElement(int First, IReadOnlyList<float> Weights)
{
    /// <summary>What an old element counts.</summary>
    public float WeightOf(int old) => old >= First && old < First + Weights.Count ? Weights[old - First] : 0;

    /// <summary>The element whose weights are those, zeros at both ends left out.</summary>
    internal static ResampledElement Of(ReadOnlySpan<float> row)
    {
        var first = row.IndexOfAnyExcept(0f);
        return first < 0
            ? new ResampledElement(0, [])
            : new ResampledElement(first, row[first..(row.LastIndexOfAnyExcept(0f) + 1)].ToArray());
    }
}
