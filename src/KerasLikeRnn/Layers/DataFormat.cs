namespace KerasLikeRnn.Layers;

/// <summary>Where images and sequences keep their channels.</summary>
internal static class DataFormat
{
    public const string ChannelsLast = "channels_last";
    public const string ChannelsFirst = "channels_first";

    /// <exception cref="ArgumentException">The name is neither.</exception>
    public static string Normalize(string? data_format) => (data_format ?? BackendConfig.image_data_format()).ToLowerInvariant() switch
    {
        ChannelsLast => ChannelsLast,
        ChannelsFirst => ChannelsFirst,
        _ => throw new ArgumentException(
            $"The `data_format` argument must be one of \"channels_first\", \"channels_last\". Received: {data_format}", nameof(data_format)),
    };
}
