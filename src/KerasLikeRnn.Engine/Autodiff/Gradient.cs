namespace KerasLikeRnn.Engine;

/// <summary>A gradient: a tensor, rows of one, or nothing (the source has no influence).</summary>
public readonly record struct Gradient
{
    private Gradient(Tensor? dense, IndexedSlices? slices, LookupGradient? lookup = null)
    {
        Dense = dense;
        Slices = slices;
        Lookup = lookup;
    }

    /// <summary>The gradient as a tensor of the source's shape, when it is one.</summary>
    public Tensor? Dense { get; }

    /// <summary>The gradient as rows of a table, when it is sparse.</summary>
    public IndexedSlices? Slices { get; }

    /// <summary>True when the source has no influence on the target.</summary>
    public bool IsNone => Dense is null && Slices is null && Lookup is null;

    /// <summary>What a projected lookup adds to the rest, on its way through a tape.</summary>
    internal LookupGradient? Lookup { get; }

    /// <summary>The rest.</summary>
    internal Gradient WithoutLookup => new(Dense, Slices);

    /// <summary>As it leaves a tape.</summary>
    internal Gradient Resolved => Lookup is null ? this : ToDense();

    /// <summary>The gradient as a tensor of the source's shape.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public Tensor ToDense() => Lookup is not null ? Sum(WithoutLookup, Lookup.Rows()).ToDense()
        : Dense ?? Slices?.ToDense() ?? throw new InvalidOperationException("There is no gradient: the target does not depend on the source.");

    /// <summary>The sum of two gradients of one source; sparse only when both are.</summary>
    internal static Gradient Sum(Gradient a, Gradient b)
    {
        if (a.IsNone) return b;
        if (b.IsNone) return a;
        if (a.Lookup is not null || b.Lookup is not null)
            return Sum(a.WithoutLookup, b.WithoutLookup) is var rest && rest.IsNone
                ? new(null, null, LookupGradient.Sum(a.Lookup, b.Lookup))
                : new(rest.ToDense(), null, LookupGradient.Sum(a.Lookup, b.Lookup));
        if (a.Slices is { } x && b.Slices is { } y) return Join(x, y);
        return GradientTape.Add(a.ToDense(), b.ToDense());
    }

    internal static IndexedSlices Join(IndexedSlices a, IndexedSlices b)
    {
        var rows = (int)(a.Indices.Length + b.Indices.Length);
        var values = Tensor.Empty(Shape.Of(rows).Concat(a.DenseShape.Range(1, a.DenseShape.Rank)), a.Values.DType);
        var indices = Tensor.Empty(rows, DType.Int32);
        Backend.Current.Concat([a.Values, b.Values], 0, values);
        Backend.Current.Concat([a.Indices, b.Indices], 0, indices);
        return new IndexedSlices(values, indices, a.DenseShape)
        {
            Occurrences = a.Occurrences is null && b.Occurrences is null
                ? null
                : () => Join(a.Occurrences?.Invoke() ?? a, b.Occurrences?.Invoke() ?? b),
        };
    }

    /// <summary>The gradient as a tensor of the source's shape.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static implicit operator Tensor(Gradient gradient) => gradient.ToDense();

    public static implicit operator Gradient(Tensor? dense) => new(dense, null);

    public static implicit operator Gradient(IndexedSlices slices) => new(null, slices);

    internal static Gradient Of(LookupGradient lookup) => new(null, null, lookup);
}

/// <summary>The gradient of a lookup that was projected, in two forms of which the tape computes what is asked for.</summary>
/// <param name="Table">The table's.</param>
/// <param name="Rows">The lookup's own.</param>
internal sealed record LookupGradient(Func<IndexedSlices> Table, Func<Tensor> Rows)
{
    public static LookupGradient? Sum(LookupGradient? a, LookupGradient? b) => a is null ? b : b is null ? a
        : new(() => Gradient.Join(a.Table(), b.Table()), () => GradientTape.Add(a.Rows(), b.Rows()));
}
