namespace KerasLikeRnn.Layers;

/// <summary>Repeats its input: (batch, features) gives (batch, n, features).</summary>
[KerasExport("keras.layers.RepeatVector")]
public partial class RepeatVector : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="n">How many times.</param>
    /// <exception cref="ValueError">n is negative.</exception>
    public RepeatVector(int n, LayerOptions? options = null) : base(options)
    {
        if (n < 0) throw new ValueError($"Dimension {n} must be >= 0", nameof(n));
        this.n = n;
        input_spec = new InputSpec(ndim: 2);
    }

    public int n { get; }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Autocast(inputs);
        return Ops.BroadcastTo(Ops.ExpandDims(x, 1), compute_output_shape(x.Shape));
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) =>
        Shape.Of(Required.NotNull(input_shape).Dims[0], n, input_shape.Dims[1]);
}
