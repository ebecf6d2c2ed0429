namespace KerasLikeRnn.Layers;

/// <summary>What all layers that make one number of each channel have in common.</summary>
public abstract class GlobalPooling : Layer
{
    private readonly Func<Tensor, int[], bool, Tensor> reduce;

    /// <param name="data_format">
    /// "channels_last" or "channels_first"; by default <c>keras.backend.image_data_format()</c>, of sequences "channels_last".
    /// </param>
    /// <param name="keepdims">Whether the axes remain, with size 1.</param>
    private protected GlobalPooling(
        int axes, Func<Tensor, int[], bool, Tensor> reduce, string? data_format, bool keepdims, LayerOptions? options)
        : base(options)
    {
        this.reduce = reduce;
        this.data_format = DataFormat.Normalize(data_format);
        this.keepdims = keepdims;
        Axes = [.. Enumerable.Range(DataFormat.FirstAxis(this.data_format), axes)];
        input_spec = new InputSpec(ndim: axes + 2);
    }

    /// <summary>Where the channels are.</summary>
    public string data_format { get; }

    /// <summary>Whether the axes remain, with size 1.</summary>
    public bool keepdims { get; }

    /// <summary>The axes that are reduced.</summary>
    internal int[] Axes { get; }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) => reduce(Autocast(inputs), Axes, keepdims);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => keepdims
        ? Axes.Aggregate(Required.NotNull(input_shape), (shape, axis) => shape.With(axis, 1))
        : Shape.Of(Required.NotNull(input_shape).Dims[0], input_shape.Dims[Axes[0] == 1 ? ^1 : 1]);
}
