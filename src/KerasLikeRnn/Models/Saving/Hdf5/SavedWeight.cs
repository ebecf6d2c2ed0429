using KerasLikeRnn.DataFiles.Hdf5;

namespace KerasLikeRnn.Models;

/// <summary>A weight in a file, whose numbers are read when they are wanted: as they are, or converted from an older layout.</summary>
internal sealed class SavedWeight
{
    private readonly H5DataSet? stored;
    private readonly Func<Tensor> read;

    private SavedWeight(Shape shape, Func<Tensor> read, H5DataSet? stored = null) => (Shape, this.read, this.stored) = (shape, read, stored);

    /// <summary>Its sizes.</summary>
    internal Shape Shape { get; }

    /// <summary>The number zero, of a state that was not saved.</summary>
    internal static SavedWeight Zero { get; } = new(Shape.Scalar, () => Tensor.Scalar(0L));

    internal static SavedWeight Of(H5DataSet stored) => new(stored.Shape, stored.Read, stored);

    /// <summary>Weights behind one another along an axis.</summary>
    internal static SavedWeight Joined(int axis, params SavedWeight[] parts)
    {
        var at = axis < 0 ? axis + parts[0].Shape.Rank : axis;
        if (at < 0 || parts.Any(part => part.Shape.Rank != parts[0].Shape.Rank))
            throw new ValueError($"The saved weights of shapes {PythonText.List(parts.Select(part => part.Shape))} are no parts of one.");
        var shape = parts[0].Shape.With(at, parts.Sum(part => part.Shape.Dims[at]));
        return new(shape, () => Ops.Concat([.. parts.Select(part => part.Read())], at));
    }

    /// <summary>The same numbers, computed with.</summary>
    internal SavedWeight With(Shape shape, Func<Tensor, Tensor> convert) => new(shape, () => convert(Read()));

    /// <summary>With its axes in another order.</summary>
    internal SavedWeight Transposed(params int[] order) =>
        With(Shape.Of([.. order.Select(axis => Shape.Dims[axis])]), x => Ops.Transpose(x, order));

    /// <summary>Its numbers, in a tensor.</summary>
    internal Tensor Read() => read();

    /// <summary>
    /// Makes ready to set a variable of the same shape: what may still fail is done, unless it takes no more than reading from the file.
    /// </summary>
    internal Action Setter(Variable variable)
    {
        if (stored is { IsContiguous: true } && stored.DType == variable.DType)
            return () => stored.ReadInto(variable.Writable(copies: false).Storage);
        var numbers = Ops.Cast(Read(), variable.DType);
        return () => variable.Assign(numbers);
    }
}
