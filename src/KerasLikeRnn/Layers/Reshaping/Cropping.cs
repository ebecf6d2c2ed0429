namespace KerasLikeRnn.Layers;

/// <summary>What all layers that cut the ends of axes have in common.</summary>
public abstract class Cropping : Layer
{
    private readonly IReadOnlyList<IReadOnlyList<int>> ends;
    private readonly int first;

    private protected Cropping(IReadOnlyList<IReadOnlyList<int>> ends, string data_format, LayerOptions? options) : base(options)
    {
        this.ends = ends;
        first = DataFormat.FirstAxis(data_format);
        input_spec = new InputSpec(ndim: ends.Count + 2);
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Autocast(inputs);
        var begin = new int[x.Rank];
        for (var i = 0; i < ends.Count; i++) begin[first + i] = ends[i][0];
        return Ops.Slice(x, begin, compute_output_shape(x.Shape).Dims.ToArray());
    }

    /// <inheritdoc/>
    /// <exception cref="ValueError">Nothing would be left of an axis.</exception>
    public override Shape compute_output_shape(Shape input_shape)
    {
        var cropped = input_shape;
        for (var i = 0; i < ends.Count; i++)
        {
            var length = Required.NotNull(input_shape).Dim(first + i);
            if (length == Shape.Unknown) continue;
            if ((long)ends[i][0] + ends[i][1] >= length) throw NothingLeft(input_shape);
            cropped = cropped.With(first + i, length - ends[i][0] - ends[i][1]);
        }
        return cropped;
    }

    private ValueError NothingLeft(Shape input)
    {
        var texts = ends.Select(end => ((Shape)end.ToArray()).ToString()).ToArray();
        return texts is [var only]
            ? new($"cropping parameter of Cropping layer must be greater than the input shape. Received: inputs.shape={input}, and cropping={only}")
            : new($"Argument `cropping` must be greater than the input shape. Received: inputs.shape={input}, and cropping=({string.Join(", ", texts)})");
    }
}
