namespace KerasLikeRnn.Layers;

/// <summary>Repeats each time step of sequences.</summary>
/// <remarks>Input (batch, steps, features), output (batch, steps · size, features).</remarks>
[KerasExport("keras.layers.UpSampling1D")]
public partial class UpSampling1D : UpSampling
{
    /// <summary>Creates the layer.</summary>
    /// <param name="size">How many times.</param>
    /// <exception cref="ValueError">size is not positive.</exception>
    public UpSampling1D(int size = 2, LayerOptions? options = null) : base([size], DataFormat.ChannelsLast, options)
    {
        if (size < 1)
            throw new ValueError(
                $"Received an invalid value for `size`, expected a positive integer. Received: size={size}", nameof(size));
        this.size = size;
    }

    public int size { get; }
}
