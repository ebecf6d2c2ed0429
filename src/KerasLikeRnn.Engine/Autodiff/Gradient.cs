using System.Diagnostics.CodeAnalysis;

namespace KerasLikeRnn.Engine;

/// <summary>A gradient: a tensor, or rows of one. It is null where the source has no influence, as Python's is None.</summary>
public sealed partial class Gradient
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

    /// <summary>What a projected lookup adds to the rest, on its way through a tape.</summary>
    internal LookupGradient? Lookup { get; }

    /// <summary>The rest; null where there is none.</summary>
    internal Gradient? WithoutLookup => Dense is null && Slices is null ? null : new(Dense, Slices);

    /// <summary>As it leaves a tape.</summary>
    internal Gradient Resolved => Lookup is null ? this : ToDense();

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

    private IndexedSlices Sparse =>
        Slices ?? throw new InvalidOperationException("The gradient is a tensor and has no rows of its own: it is not sparse.");

    /// <summary>The gradient as a tensor of the source's shape.</summary>
    public Tensor ToDense() => Lookup is not null ? Sum(WithoutLookup, Lookup.Rows()).ToDense() : Dense ?? Slices!.ToDense();

    /// <summary>The sum of two gradients of one source; sparse only when both are.</summary>
    internal static Gradient Sum(Gradient? a, Gradient b)
    {
        if (a is null) return b;
        if (a.Lookup is not null || b.Lookup is not null)
        {
            var rest = b.WithoutLookup is { } other ? Sum(a.WithoutLookup, other) : a.WithoutLookup;
            return new(rest?.ToDense(), null, LookupGradient.Sum(a.Lookup, b.Lookup));
        }
        if (a.Slices is { } x && b.Slices is { } y) return Join(x, y);
        return Ops.Add(a.ToDense(), b.ToDense());
    }

    internal static IndexedSlices Join(IndexedSlices a, IndexedSlices b)
    {
        var (values, indices) = (Ops.Concat([a.Values, b.Values], 0), Ops.Concat([a.Indices, b.Indices], 0));
        return new IndexedSlices(values, indices, a.DenseShape)
        {
            BeforeAdding = a.BeforeAdding is null && b.BeforeAdding is null
                ? null
                : () => Join(a.BeforeAdding?.Invoke() ?? a, b.BeforeAdding?.Invoke() ?? b),
            Keep = a.Keep + b.Keep,
        };
    }

    /// <summary>The gradient as a tensor of the source's shape.</summary>
    /// <exception cref="ValueError">There is none.</exception>
    public static implicit operator Tensor(Gradient gradient) => gradient is null
        ? throw new ValueError("There is no gradient: the target does not depend on the source. Received: None")
        : gradient.ToDense();

    [return: NotNullIfNotNull(nameof(dense))]
    public static implicit operator Gradient?(Tensor? dense) => dense is null ? null : new(dense, null);

    public static implicit operator Gradient(IndexedSlices slices) => new(null, slices);

    internal static Gradient Of(LookupGradient lookup) => new(null, null, lookup);
}

/// <summary>The gradient of a lookup that was projected, in two forms of which the tape computes what is asked for.</summary>
/// <param name="Table">The table's.</param>
/// <param name="Rows">The lookup's own.</param>
internal sealed record LookupGradient(Func<IndexedSlices> Table, Func<Tensor> Rows)
{
    public static LookupGradient? Sum(LookupGradient? a, LookupGradient? b) => a is null ? b : b is null ? a
        : new(() => Gradient.Join(a.Table(), b.Table()), () => Ops.Add(a.Rows(), b.Rows()));
}
