namespace KerasLikeRnn.Constraints;

/// <summary>
/// Makes the weights of a Conv2D kernel equal at equal distance from its centre (rings of a square): every ring takes
/// one element of the diagonal.
/// </summary>
/// <remarks>
/// Which element is Keras 2.9's choice, which its documentation does not describe rightly: with s = size / 2, the centre (the
/// innermost 2 x 2 for an even size) takes element (s - 1, s - 1), and the r-th ring around it element (s - 1 + r, s - 1 + r),
/// one further for an even size. A kernel of size 1, at which Keras fails, stays as it is.
/// </remarks>
[KerasExport("keras.constraints.RadialConstraint", "keras.constraints.radial_constraint")]
public class RadialConstraint : Constraint
{
    /// <inheritdoc/>
    /// <param name="w">(rows, cols, input_depth, output_depth) with rows = cols.</param>
    /// <exception cref="ValueError">The weight is not of rank 4, or not square.</exception>
    public override Tensor call(Tensor w)
    {
        if (Required.NotNull(w).Rank != 4)
            throw new ValueError($"The weight tensor must have rank 4. Received weight tensor with shape: {w.Shape}", nameof(w));
        int size = w.Shape[0]!.Value, width = w.Shape[1]!.Value;
        if (size != width)
            throw new ValueError(
                $"A radial constraint needs a square kernel: rows and cols must be equal. Received weight tensor with shape: {w.Shape}",
                nameof(w));
        if (size == 1) return w;
        var places = Ops.Reshape(w, (size * size, null));
        return Ops.Reshape(Ops.Gather(places, Tensor.From<int>(Sources(size), size * size)), w.Shape);
    }

    /// <summary>For each place of the square the place it is taken from.</summary>
    private static int[] Sources(int size)
    {
        int middle = size / 2, even = 1 - size % 2;
        var sources = new int[size * size];
        for (var row = 0; row < size; row++)
            for (var column = 0; column < size; column++)
            {
                var edge = Math.Min(Math.Min(row, column), size - 1 - Math.Max(row, column));
                var ring = middle - even - edge;
                var diagonal = ring == 0 ? middle - 1 : middle - 1 + ring + even;
                sources[row * size + column] = diagonal * (size + 1);
            }
        return sources;
    }
}
