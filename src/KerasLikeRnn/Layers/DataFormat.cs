namespace KerasLikeRnn.Layers;

/// <summary>Where images and sequences keep their channels.</summary>
internal static class DataFormat
{
    public const string ChannelsLast = "channels_last";
    public const string ChannelsFirst = "channels_first";

    /// <exception cref="ValueError">The name is neither.</exception>
    public static string Normalize(string? data_format) => (data_format ?? BackendConfig.image_data_format()).ToLowerInvariant() switch
    {
        ChannelsLast => ChannelsLast,
        ChannelsFirst => ChannelsFirst,
        _ => throw new ValueError(
            $"The `data_format` argument must be one of \"channels_first\", \"channels_last\". Received: {data_format}",
            nameof(data_format)),
    };

    /// <summary>The first axis after batch and channels.</summary>
    public static int FirstAxis(string data_format) => data_format == ChannelsFirst ? 2 : 1;

    /// <summary>The shape with another size of all axes but batch and channels.</summary>
    public static Shape WithAxes(Shape shape, string data_format, int size)
    {
        var first = FirstAxis(data_format);
        for (var i = 0; i < shape.Rank - 2; i++) shape = shape.With(first + i, size);
        return shape;
    }

    /// <summary>Computes with the channels at the end, and puts them back where they were.</summary>
    public static Tensor WithChannelsLast(Tensor x, string data_format, Func<Tensor, Tensor> compute) =>
        data_format == ChannelsFirst ? ToFirst(compute(ToLast(x))) : compute(x);

    /// <summary>(batch, channels, axes...) as (batch, axes..., channels).</summary>
    public static Tensor ToLast(Tensor x) => Ops.Transpose(x, [0, .. Enumerable.Range(2, x.Rank - 2), 1]);

    /// <summary>(batch, axes..., channels) as (batch, channels, axes...).</summary>
    public static Tensor ToFirst(Tensor x) => Ops.Transpose(x, [0, x.Rank - 1, .. Enumerable.Range(1, x.Rank - 2)]);
}
