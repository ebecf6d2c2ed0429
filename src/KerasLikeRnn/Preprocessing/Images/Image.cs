namespace KerasLikeRnn.Preprocessing;

/// <summary>An image of 8 bits a channel, as <c>load_img</c> and <c>array_to_img</c> give it; Python's <c>PIL.Image</c>.</summary>
public sealed class Image
{
    internal Image(byte[] bytes, int height, int width, int channels) =>
        (Bytes, this.height, this.width, Channels) = (bytes, height, width, channels);

    /// <summary>Rows.</summary>
    public int height { get; }

    /// <summary>Columns.</summary>
    public int width { get; }

    /// <summary>Columns and rows.</summary>
    public (int width, int height) size => (width, height);

    /// <summary>"L" for levels of grey, "LA" with opacity, "RGB", or "RGBA" with opacity.</summary>
    public string mode => Channels switch { 1 => "L", 2 => "LA", 3 => "RGB", _ => "RGBA" };

    /// <summary>Channels of a pixel.</summary>
    internal int Channels { get; }

    /// <summary>The channels of the pixels, row by row.</summary>
    internal byte[] Bytes { get; }

    /// <summary>Writes the image to a file.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="format">"png" or "bmp"; null: as the ending of the path says.</param>
    /// <exception cref="ValueError">The ending says no format.</exception>
    /// <exception cref="NotSupportedException">It is another format.</exception>
    public void save(string path, string? format = null) => ImageFile.Write(this, Required.NotNull(path), format);

    /// <summary>The image with other channels: "L", "RGB" or "RGBA".</summary>
    /// <param name="mode">The channels.</param>
    /// <exception cref="ValueError">There is no such mode.</exception>
    public Image convert(string mode) => mode switch
    {
        _ when mode == this.mode => this,
        "L" => Mapped(1, (pixel, to) => to[0] = Grey(pixel)),
        "RGB" => Mapped(3, Colours),
        "RGBA" => Mapped(4, (pixel, to) =>
        {
            Colours(pixel, to);
            to[3] = pixel.Length is 2 or 4 ? pixel[^1] : byte.MaxValue;
        }),
        _ => throw new ValueError($"conversion from {this.mode} to {mode} not supported", nameof(mode)),
    };

    /// <summary>
    /// The image with as many channels as <c>tf.image.decode_image</c> makes of it: opacity is left out or full, and levels of grey are
    /// libpng's, which are not rounded.
    /// </summary>
    internal Image Decoded(int channels) => channels switch
    {
        1 when Channels >= 3 => Mapped(1, (pixel, to) => to[0] = (byte)((pixel[0] * 9797 + pixel[1] * 19234 + pixel[2] * 3737) >> 15)),
        1 => convert("L"),
        3 => convert("RGB"),
        _ => convert("RGBA"),
    };

    private delegate void PixelMap(ReadOnlySpan<byte> pixel, Span<byte> to);

    private static void Colours(ReadOnlySpan<byte> pixel, Span<byte> to)
    {
        if (pixel.Length < 3) to[..3].Fill(pixel[0]);
        else pixel[..3].CopyTo(to);
    }

    /// <summary>The luma of ITU-R 601 in 16 bits, rounded.</summary>
    private static byte Grey(ReadOnlySpan<byte> pixel) =>
        pixel.Length < 3 ? pixel[0] : (byte)((pixel[0] * 19595 + pixel[1] * 38470 + pixel[2] * 7471 + 0x8000) >> 16);

    private Image Mapped(int channels, PixelMap map)
    {
        var result = new byte[height * width * channels];
        for (var i = 0; i < height * width; i++) map(Bytes.AsSpan(i * Channels, Channels), result.AsSpan(i * channels, channels));
        return new(result, height, width, channels);
    }
}
