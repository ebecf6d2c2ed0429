using System.Diagnostics.CodeAnalysis;

namespace KerasLikeRnn.Engine;

/// <summary>A gradient: a tensor, or rows of one. It is null where the source has no influence, as Python's is None.</summary>
public sealed class Gradient
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

    /// <summary>Sizes of the axes: the source's.</summary>
    public Shape shape => Dense?.Shape ?? Slices!.DenseShape;

    /// <summary>Name of the elements' type.</summary>
    public string dtype => (Dense ?? Slices!.Values).DType.Name();

    /// <summary>The rows that are not zero, where it is sparse.</summary>
    /// <exception cref="InvalidOperationException">It is a tensor.</exception>
    public Tensor values => Sparse.Values;

    /// <summary>The numbers of those rows, where it is sparse.</summary>
    /// <exception cref="InvalidOperationException">It is a tensor.</exception>
    public Tensor indices => Sparse.Indices;

    private IndexedSlices Sparse => Slices ?? throw new InvalidOperationException("The gradient is a tensor and has no rows of its own: it is not sparse.");

    /// <summary>The gradient as a tensor of the source's shape.</summary>
    public Tensor ToDense() => Dense ?? Slices!.ToDense();

    /// <summary>The sum of two gradients of one source; sparse only when both are.</summary>
    internal static Gradient Sum(Gradient? a, Gradient b)
    {
        if (a is null) return b;
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
    public static implicit operator Tensor(Gradient gradient) => gradient is null
        ? throw new InvalidOperationException("There is no gradient: the target does not depend on the source.")
        : gradient.ToDense();

    [return: NotNullIfNotNull(nameof(dense))]
    public static implicit operator Gradient?(Tensor? dense) => dense is null ? null : new(dense, null);

    public static implicit operator Gradient(IndexedSlices slices) => new(null, slices);
}
