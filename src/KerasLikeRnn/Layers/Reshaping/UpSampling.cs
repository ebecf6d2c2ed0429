namespace KerasLikeRnn.Layers;

/// <summary>What all layers that make axes longer by whole factors have in common.</summary>
public abstract class UpSampling : Layer
{
    private readonly IReadOnlyList<int> factors;
    private readonly int first;

    private protected UpSampling(IReadOnlyList<int> factors, string data_format, LayerOptions? options) : base(options)
    {
        this.factors = factors;
        first = DataFormat.FirstAxis(data_format);
        input_spec = new InputSpec(ndim: factors.Count + 2);
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Autocast(inputs);
        for (var i = 0; i < factors.Count; i++) x = Ops.Repeat(x, factors[i], first + i);
        return x;
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        for (var i = 0; i < factors.Count; i++)
        {
            var length = Required.NotNull(input_shape).Dim(first + i);
            if (length != Shape.Unknown) input_shape = input_shape.With(first + i, Shape.Size((long)length * factors[i]));
        }
        return input_shape;
    }
}
