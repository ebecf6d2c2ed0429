namespace KerasLikeRnn.Layers;

/// <summary>Dropout of whole channels: a channel is dropped everywhere or nowhere.</summary>
public abstract class SpatialDropout : Dropout
{
    /// <param name="rate">Share of the channels dropped, between 0 and 1.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; by default <c>keras.backend.image_data_format()</c>.</param>
    private protected SpatialDropout(int axes, double rate, string? data_format, Shape? noise_shape, int? seed, LayerOptions? options)
        : base(rate, noise_shape, seed, options)
    {
        this.data_format = DataFormat.Normalize(data_format);
        input_spec = new InputSpec(ndim: axes + 2);
    }

    public string data_format { get; }

    /// <inheritdoc/>
    protected override Shape _get_noise_shape(Tensor inputs) => DataFormat.WithAxes(Required.NotNull(inputs).Shape, data_format, 1);
}
