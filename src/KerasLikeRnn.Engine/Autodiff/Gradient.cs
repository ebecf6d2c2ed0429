namespace KerasLikeRnn.Engine;

/// <summary>A gradient: a tensor, rows of one, or nothing (the source has no influence).</summary>
public readonly record struct Gradient
{
    private Gradient(Tensor? dense, IndexedSlices? slices)
    {
        Dense = dense;
        Slices = slices;
    }

    /// <summary>The gradient as a tensor of the source's shape, when it is one.</summary>
    public Tensor? Dense { get; }

    /// <summary>The gradient as rows of a table, when it is sparse.</summary>
    public IndexedSlices? Slices { get; }

    /// <summary>True when the source has no influence on the target.</summary>
    public bool IsNone => Dense is null && Slices is null;

    /// <summary>The gradient as a tensor of the source's shape.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public Tensor ToDense() => Dense ?? Slices?.ToDense() ?? throw new InvalidOperationException("There is no gradient: the target does not depend on the source.");

    /// <summary>The sum of two gradients of one source; sparse only when both are.</summary>
    internal static Gradient Sum(Gradient a, Gradient b)
    {
        if (a.IsNone) return b;
        if (b.IsNone) return a;
        if (a.Slices is { } x && b.Slices is { } y) return Join(x, y);
        return GradientTape.Add(a.ToDense(), b.ToDense());
    }

    private static IndexedSlices Join(IndexedSlices a, IndexedSlices b)
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
}
