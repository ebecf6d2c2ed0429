namespace KerasLikeRnn.Layers;

/// <summary>Makes one axis of all but the batch axis: (batch, a, b, ...) gives (batch, a·b·...).</summary>
[KerasExport("keras.layers.Flatten")]
public partial class Flatten : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="data_format">"channels_last" (default), or "channels_first": then the channels are moved to the end first, so that both
    /// give the same order.</param>
    public Flatten(string? data_format = null, LayerOptions? options = null) : base(options)
    {
        this.data_format = DataFormat.Normalize(data_format);
        input_spec = new InputSpec(min_ndim: 1);
    }

    public string data_format { get; }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Autocast(inputs);
        if (data_format == DataFormat.ChannelsFirst && x.Rank > 2)
            x = DataFormat.ToLast(x);
        return Ops.Reshape(x, compute_output_shape(x.Shape));
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        if (Required.NotNull(input_shape).Rank == 0) throw new ValueError("Flatten needs an input with a batch axis.", nameof(input_shape));
        var sample = input_shape.Range(1, input_shape.Rank);
        return Shape.Of(input_shape.Dims[0], sample.IsFullyDefined ? checked((int)sample.Length) : Shape.Unknown);
    }
}
