using KerasLikeRnn.Layers;

namespace KerasLikeRnn.Preprocessing;

/// <summary>Images from files, as arrays, and back.</summary>
public static class ImageFunctions
{
    /// <summary>Reads an image: png, jpeg, bmp or gif (its first picture).</summary>
    /// <param name="path">The file.</param>
    /// <param name="grayscale">Deprecated: color_mode "grayscale".</param>
    /// <param name="color_mode">"rgb" (default), "rgba" or "grayscale".</param>
    /// <param name="target_size">Rows and columns that it is to have; null: its own.</param>
    /// <param name="interpolation">How it is resized: "nearest" (default), "bilinear", "bicubic", "hamming", "box" or "lanczos".</param>
    /// <param name="keep_aspect_ratio">Whether the ends of the longer side are cut, so that nothing is stretched.</param>
    /// <exception cref="ValueError">It is no image, or there is no such mode or interpolation.</exception>
    [KerasExport("keras.utils.load_img", "keras.preprocessing.image.load_img")]
    public static Image load_img(
        string path, bool grayscale = false, string color_mode = "rgb", (int height, int width)? target_size = null,
        string interpolation = "nearest", bool keep_aspect_ratio = false)
    {
        Required.NotNull(path);
        if (grayscale)
        {
            PythonWarnings.Warn("grayscale is deprecated. Please use color_mode = \"grayscale\"");
            color_mode = "grayscale";
        }
        var image = ImageFile.Read(path).convert(color_mode switch
        {
            "grayscale" => "L",
            "rgba" => "RGBA",
            "rgb" => "RGB",
            _ => throw new ValueError("color_mode must be \"grayscale\", \"rgb\", or \"rgba\"", nameof(color_mode)),
        });
        return target_size is { } size ? ImageResampling.Resize(image, size, interpolation, keep_aspect_ratio) : image;
    }

    /// <summary>The levels of an image as an array (height, width, channels), 0 to 255.</summary>
    /// <param name="img">The image.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: <c>image_data_format()</c>.</param>
    /// <param name="dtype">Type of the array; null: <c>floatx()</c>.</param>
    /// <exception cref="ValueError">There is no such data format.</exception>
    [KerasExport("keras.utils.img_to_array", "keras.preprocessing.image.img_to_array")]
    public static NDArray img_to_array(Image img, string? data_format = null, string? dtype = null)
    {
        Required.NotNull(img);
        var first = IsChannelsFirst(data_format, "Unknown data_format");
        var array = np.array(img.Bytes).reshape(img.height, img.width, img.Channels);
        return Typed(first ? np.transpose(array, [2, 0, 1]) : array, dtype);
    }

    /// <summary>An array (height, width, channels) as an image.</summary>
    /// <param name="x">The array; 1, 3 or 4 channels.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: <c>image_data_format()</c>.</param>
    /// <param name="scale">Whether its least value is to become 0 and its greatest 255.</param>
    /// <param name="dtype">Type to compute in; null: <c>floatx()</c>.</param>
    /// <exception cref="ValueError">It has another number of axes or channels.</exception>
    [KerasExport("keras.utils.array_to_img", "keras.preprocessing.image.array_to_img")]
    public static Image array_to_img(NDArray x, string? data_format = null, bool scale = true, string? dtype = null)
    {
        Required.NotNull(x);
        if (x.ndim != 3)
            throw new ValueError($"Expected image array to have rank 3 (single image). Got array with shape: {Text(x.shape)}", nameof(x));
        var first = IsChannelsFirst(data_format, "Invalid data_format");
        var array = first ? np.transpose(x, [1, 2, 0]) : x;
        var channels = (int)array.shape[2];
        if (channels is not (1 or 3 or 4)) throw new ValueError($"Unsupported channel number: {channels}", nameof(x));
        var values = Typed(array, dtype).astype(np.float32).ToArray<float>();
        if (scale) Scale(values);
        if (channels == 1 && values.Length > 0 && values.Max() > 255)
            throw new NotSupportedException("An image has 8 bits a channel: x has values above 255. Give scale=true, or divide x.");
        return new(Array.ConvertAll(values, value => unchecked((byte)(int)value)), (int)array.shape[0], (int)array.shape[1], channels);
    }

    /// <summary>Writes an array as an image.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="x">The array (height, width, channels).</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: <c>image_data_format()</c>.</param>
    /// <param name="file_format">"png" or "bmp"; null: as the ending of the path says.</param>
    /// <param name="scale">Whether its least value is to become 0 and its greatest 255.</param>
    /// <exception cref="NotSupportedException">It is another format.</exception>
    [KerasExport("keras.utils.save_img", "keras.preprocessing.image.save_img")]
    public static void save_img(string path, NDArray x, string? data_format = null, string? file_format = null, bool scale = true) =>
        array_to_img(x, data_format, scale).save(path, file_format);

    /// <summary>Images of another size, nothing stretched: the ends of the longer side are cut.</summary>
    /// <param name="x">Images (height, width, channels) or (batch, height, width, channels).</param>
    /// <param name="size">Rows and columns.</param>
    /// <param name="interpolation">"bilinear" (default), "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian" or
    /// "mitchellcubic".</param>
    /// <exception cref="ValueError">x has another number of axes, or there is no such interpolation.</exception>
    [KerasExport("keras.preprocessing.image.smart_resize")]
    public static NDArray smart_resize(NDArray x, (int height, int width) size, string interpolation = "bilinear")
    {
        Required.NotNull(x);
        if (x.ndim is not (3 or 4))
            throw new ValueError(
                "Expected an image array with shape `(height, width, channels)`, or `(batch_size, height, width, channels)`, "
                + $"but got input with incorrect rank, of shape {Text(x.shape)}.", nameof(x));
        using var scope = new MemoryScope();
        var method = Interpolations.Find(interpolation);
        var tensor = Arrays.ToTensor(method == Interpolation.Nearest ? x : x.astype(np.float32));
        return Arrays.FromTensor(Images.SmartResize(tensor, size.height, size.width, method));
    }

    internal static string Text(long[] shape) => Shape.Of([.. shape.Select(size => (int)size)]).ToString();

    /// <summary>Whether channels come before rows.</summary>
    internal static bool IsChannelsFirst(string? dataFormat, string refused) => (dataFormat ?? BackendConfig.image_data_format()) switch
    {
        "channels_first" => true,
        "channels_last" => false,
        var other => throw new ValueError($"{refused}: {other}", "data_format"),
    };

    internal static NDArray Typed(NDArray array, string? dtype) => array.astype(np.dtype(dtype ?? BackendConfig.floatx()));

    private static void Scale(float[] values)
    {
        if (values.Length == 0) return;
        var least = values.Min();
        var greatest = values.Max() - least;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] -= least;
            if (greatest != 0) values[i] /= greatest;
            values[i] *= 255;
        }
    }
}
