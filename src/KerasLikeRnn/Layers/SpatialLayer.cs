namespace KerasLikeRnn.Layers;

/// <summary>What layers share that change the lengths of the axes between batch and channels.</summary>
public abstract class SpatialLayer : Layer
{
    private readonly int axes;

    /// <param name="data_format">"channels_last" or "channels_first"; by default <c>keras.backend.image_data_format()</c>.</param>
    private protected SpatialLayer(int axes, string? data_format, LayerOptions? options) : base(options)
    {
        this.axes = axes;
        Format = DataFormat.Normalize(data_format);
        input_spec = new InputSpec(ndim: axes + 2);
    }

    /// <summary>Where the channels are.</summary>
    private protected string Format { get; }

    /// <summary>The first of the axes.</summary>
    internal int First => DataFormat.FirstAxis(Format);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        var output = Required.NotNull(input_shape);
        for (var i = 0; i < axes; i++)
            if (input_shape.Dim(First + i) is var length and not Shape.Unknown)
                output = output.With(First + i, OutputLength(length, i, input_shape));
        return output;
    }

    /// <summary>What becomes of the length of an axis, of inputs of that shape.</summary>
    private protected abstract int OutputLength(int length, int axis, Shape input_shape);
}
