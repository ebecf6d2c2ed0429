namespace KerasLikeRnn.Layers;

/// <summary>What all layers that slide a window over an input have in common.</summary>
public abstract class Pooling : Layer
{
    private protected Pooling(int axes, IntTuple pool_size, IntTuple strides, string padding, string? data_format, LayerOptions? options) : base(options)
    {
        pool_size = pool_size.Or(2);
        this.pool_size = pool_size.Normalize(axes, nameof(pool_size));
        this.strides = strides.Or(pool_size).Normalize(axes, nameof(strides), allow_zero: true);
        if (this.strides.Contains(0)) throw new ValueError("Stride must be > 0, but got 0", nameof(strides));
        this.padding = Window.Padding(padding);
        if (this.padding == Window.Causal)
            throw new ValueError("Pooling knows no \"causal\" padding. Use \"valid\" or \"same\".", nameof(padding));
        this.data_format = DataFormat.Normalize(data_format);
        input_spec = new InputSpec(ndim: axes + 2);
    }

    /// <summary>Size of the window along each axis.</summary>
    public IReadOnlyList<int> pool_size { get; }

    /// <summary>How far the window moves along each axis.</summary>
    public IReadOnlyList<int> strides { get; }

    /// <summary>"valid": windows lie inside the input; "same": the last ones may reach out of it.</summary>
    public string padding { get; }

    /// <summary>Where the channels are.</summary>
    public string data_format { get; }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) => DataFormat.WithChannelsLast(Autocast(inputs), data_format, Pool);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        for (var i = 0; i < pool_size.Count; i++)
        {
            var axis = DataFormat.FirstAxis(data_format) + i;
            input_shape = Required.NotNull(input_shape).With(axis, Window.OutputLength(input_shape.Dim(axis), pool_size[i], padding, strides[i]));
        }
        return input_shape;
    }

    /// <inheritdoc/>
    private protected override void CheckInputs(Tensors inputs, CallContext context)
    {
        base.CheckInputs(inputs, context);
        var first = DataFormat.FirstAxis(data_format);
        Window.RefuseShort(inputs[0].Shape.Range(first, first + pool_size.Count).Dims, pool_size, padding, null, name);
    }

    private protected abstract Tensor Pool(Tensor x, IReadOnlyList<(int Before, int After)> ends);

    private Tensor Pool(Tensor x) =>
        Pool(x, [.. pool_size.Select((size, i) => Window.Ends(x.Shape.Dims[i + 1], size, padding, strides[i]))]);
}
