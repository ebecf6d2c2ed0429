namespace KerasLikeRnn.Preprocessing;

/// <summary>Batches of images that are read from files and changed as a generator says.</summary>
internal sealed class ImagesOfFiles
{
    private readonly ImageDataGenerator? generator;
    private readonly (int Height, int Width) size;
    private readonly string mode;
    private readonly string? dataFormat;
    private readonly string interpolation;
    private readonly bool keepsAspectRatio;
    private readonly string? dtype;
    private readonly SavedImages saved;

    /// <exception cref="ValueError">There is no such mode or format.</exception>
    public ImagesOfFiles(
        ImageDataGenerator? generator, (int Height, int Width) size, string mode, string? dataFormat, string interpolation,
        bool keepsAspectRatio, string? dtype, SavedImages saved)
    {
        if (mode is not ("rgb" or "rgba" or "grayscale"))
            throw new ValueError($"Invalid color mode: {mode}; expected \"rgb\", \"rgba\", or \"grayscale\".", "color_mode");
        _ = ImageFunctions.IsChannelsFirst(dataFormat, "Unknown data_format");
        (this.generator, this.size, this.mode, this.dataFormat, this.interpolation) = (generator, size, mode, dataFormat, interpolation);
        (this.keepsAspectRatio, this.dtype, this.saved) = (keepsAspectRatio, dtype, saved);
    }

    /// <summary>Some of the images.</summary>
    /// <param name="paths">All files.</param>
    /// <param name="samples">The numbers of those that are wanted.</param>
    public NDArray Batch(IReadOnlyList<string> paths, int[] samples)
    {
        NDArray[] images = [.. samples.Select(sample => Read(paths[sample]))];
        var type = np.dtype(dtype ?? BackendConfig.floatx()).typecode;
        var batch = ImageBatch.Of(images, images.Length > 0 ? images[0].shape : [size.Height, size.Width, 0], type);
        saved.Save(batch, samples);
        return batch;
    }

    private NDArray Read(string path)
    {
        var image = ImageFunctions.load_img(
            path, color_mode: mode, target_size: size, interpolation: interpolation, keep_aspect_ratio: keepsAspectRatio);
        var array = ImageFunctions.img_to_array(image, dataFormat);
        return generator is null ? array : generator.Changed(array);
    }
}
