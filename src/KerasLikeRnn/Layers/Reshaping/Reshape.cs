namespace KerasLikeRnn.Layers;

/// <summary>Gives every sample another shape.</summary>
/// <remarks>Input (batch, ...), output (batch, target_shape...).</remarks>
/// <param name="target_shape">Shape of a sample; one size may be −1 and is worked out.</param>
[KerasExport("keras.layers.Reshape")]
public partial class Reshape(IntTuple target_shape, LayerOptions? options = null) : Layer(options)
{
    public IReadOnlyList<int> target_shape { get; } = target_shape.Values;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Autocast(inputs);
        return Ops.Reshape(x, compute_output_shape(x.Shape));
    }

    /// <inheritdoc/>
    /// <exception cref="ValueError">The numbers of elements differ, or more than one size is open.</exception>
    public override Shape compute_output_shape(Shape input_shape)
    {
        var sample = Required.NotNull(input_shape).Range(1, input_shape.Rank);
        int[] sizes = [.. target_shape];
        // Shape.Unknown is -1, too.
        return Shape.Of([input_shape.Dims[0], .. sample.IsFullyDefined ? Closed(sample, sizes) : sizes]);
    }

    private static int[] Closed(Shape sample, int[] sizes)
    {
        var open = Array.FindIndex(sizes, size => size < 0);
        if (open != Array.FindLastIndex(sizes, size => size < 0))
            throw new ValueError(
                $"There must be at most one unknown dimension in output_shape. Received: output_shape={PythonText.Repr(sizes)}.",
                nameof(sizes));
        var known = sizes.Where(size => size >= 0).Aggregate(1L, (n, size) => n * size);
        if (open < 0 ? sample.Length != known : known == 0 || sample.Length % known != 0)
            throw new ValueError(
                $"total size of new array must be unchanged, input_shape = {PythonText.Repr(sample.Dims.ToArray())}, output_shape "
                + $"= {PythonText.Repr(sizes)}", nameof(sizes));
        if (open >= 0) sizes[open] = checked((int)(sample.Length / known));
        return sizes;
    }
}
