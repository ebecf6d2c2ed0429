namespace KerasLikeRnn.Layers;

/// <summary>Puts the axes of every sample into another order: Permute((2, 1)) turns (batch, a, b) into (batch, b, a).</summary>
[KerasExport("keras.layers.Permute")]
public partial class Permute : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="dims">For each axis of the output the axis of the input, counted from 1: the batch axis stays.</param>
    /// <exception cref="ValueError">dims is no permutation of 1, 2, ...</exception>
    public Permute(IntTuple dims, LayerOptions? options = null) : base(options)
    {
        this.dims = dims.Values;
        if (!this.dims.Order().SequenceEqual(Enumerable.Range(1, this.dims.Count)))
            throw new ValueError(
                "Invalid permutation argument `dims` for Permute Layer. The set of indices in `dims` must be consecutive and start from 1. "
                + $"Received dims={dims}", nameof(dims));
        input_spec = new InputSpec(ndim: this.dims.Count + 1);
    }

    public IReadOnlyList<int> dims { get; }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) => Ops.Transpose(Autocast(inputs), [0, .. dims]);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => Shape.Of([input_shape.Dims[0], .. dims.Select(input_shape.Dim)]);
}
