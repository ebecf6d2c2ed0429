namespace KerasLikeRnn.Layers;

/// <summary>What all layers that add zeros at the ends of axes have in common.</summary>
public abstract class ZeroPadding : Layer
{
    private readonly IReadOnlyList<IReadOnlyList<int>> ends;
    private readonly int first;

    private protected ZeroPadding(IReadOnlyList<IReadOnlyList<int>> ends, string data_format, LayerOptions? options) : base(options)
    {
        this.ends = ends;
        first = DataFormat.FirstAxis(data_format);
        input_spec = new InputSpec(ndim: ends.Count + 2);
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Autocast(inputs);
        var paddings = new (int Before, int After)[x.Rank];
        for (var i = 0; i < ends.Count; i++) paddings[first + i] = (ends[i][0], ends[i][1]);
        return Ops.Pad(x, paddings);
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        for (var i = 0; i < ends.Count; i++)
        {
            var length = Required.NotNull(input_shape).Dim(first + i);
            if (length != Shape.Unknown) input_shape = input_shape.With(first + i, Shape.Size((long)length + ends[i][0] + ends[i][1]));
        }
        return input_shape;
    }
}
