using System.Runtime.CompilerServices;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Preprocessing;

namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>Datasets of images in files.</summary>
public static class ImageDataset
{
    private static readonly FolderFiles files = new(
        "image", "images", "images", "Allowed formats: ('.bmp', '.gif', '.jpeg', '.jpg', '.png')",
        [".bmp", ".gif", ".jpeg", ".jpg", ".png"]);

    /// <summary>
    /// The images in the folders of a folder, one for each class, float32 (batch, height, width, channels) from 0 to 255. Its
    /// <c>class_names</c> are the folders, its <c>file_paths</c> the files in their order before they are shuffled for an epoch.
    /// </summary>
    /// <param name="directory">The folder.</param>
    /// <param name="labels">"inferred": the folders are the classes. A list: the labels, in the order of the files' paths. null:
    /// none.</param>
    /// <param name="label_mode">"int" for numbers, int32 (batch,); "binary" for 0 and 1, float32 (batch, 1); "categorical" for one-hot
    /// rows, float32 (batch, classes); null: none.</param>
    /// <param name="class_names">The folders in the order of their numbers; null: by their names.</param>
    /// <param name="color_mode">"rgb" (default), "rgba" or "grayscale".</param>
    /// <param name="batch_size">Images of a batch; null: they are not batched.</param>
    /// <param name="image_size">Rows and columns of the images; null: (256, 256).</param>
    /// <param name="shuffle">Whether files are shuffled, all of them once, and again near each other for each epoch.</param>
    /// <param name="seed">A seed for both; null: drawn from <c>np.random</c>.</param>
    /// <param name="validation_split">Share of the files for validation; null: none.</param>
    /// <param name="subset">"training" or "validation", where there is a validation_split.</param>
    /// <param name="interpolation">How images are resized: "bilinear" (default), "nearest" (whole numbers, int32), "bicubic", "area",
    /// "lanczos3", "lanczos5", "gaussian" or "mitchellcubic".</param>
    /// <param name="follow_links">As in Keras 2.9, links to folders are followed either way.</param>
    /// <param name="crop_to_aspect_ratio">Whether the ends of the longer side are cut, so that nothing is stretched.</param>
    /// <exception cref="ValueError">Arguments do not fit together, or there are no files; when it is met: a file is no image.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    [OverloadResolutionPriority(1)]
    [KerasExport("keras.utils.image_dataset_from_directory", "keras.preprocessing.image_dataset_from_directory")]
    public static Dataset image_dataset_from_directory(
        string directory, string? labels = "inferred", string? label_mode = "int", IReadOnlyList<string>? class_names = null,
        string color_mode = "rgb", int? batch_size = 32, (int height, int width)? image_size = null, bool shuffle = true, int? seed = null,
        double? validation_split = null, string? subset = null, string interpolation = "bilinear", bool follow_links = false,
        bool crop_to_aspect_ratio = false) => Of(
            new(directory, labels, null, label_mode, class_names, batch_size, shuffle, seed, validation_split, subset),
            color_mode, image_size ?? (256, 256), interpolation, crop_to_aspect_ratio);

    /// <summary>The same with a list of labels.</summary>
    /// <inheritdoc cref="image_dataset_from_directory(string, string?, string?, IReadOnlyList{string}?, string, int?,
    /// ValueTuple{int, int}?, bool, int?, double?, string?, string, bool, bool)"/>
    [KerasExport("keras.utils.image_dataset_from_directory", "keras.preprocessing.image_dataset_from_directory")]
    public static Dataset image_dataset_from_directory(
        string directory, IReadOnlyList<int> labels, string? label_mode = "int", IReadOnlyList<string>? class_names = null,
        string color_mode = "rgb", int? batch_size = 32, (int height, int width)? image_size = null, bool shuffle = true, int? seed = null,
        double? validation_split = null, string? subset = null, string interpolation = "bilinear", bool follow_links = false,
        bool crop_to_aspect_ratio = false) => Of(
            new(directory, null, Required.NotNull(labels), label_mode, class_names, batch_size, shuffle, seed, validation_split, subset),
            color_mode, image_size ?? (256, 256), interpolation, crop_to_aspect_ratio);

    private static Dataset Of(
        FolderArguments arguments, string colours, (int Height, int Width) size, string interpolation, bool crops)
    {
        var channels = colours switch
        {
            "rgb" => 3,
            "rgba" => 4,
            "grayscale" => 1,
            _ => throw new ValueError(
                $"`color_mode` must be one of {{\"rgb\", \"rgba\", \"grayscale\"}}. Received: color_mode={colours}", "color_mode"),
        };
        if (size is not (> 0, > 0))
            throw new ValueError(Invariant($"image_size must be positive. Received: ({size.Height}, {size.Width})"), "image_size");
        var method = Interpolations.Find(Required.NotNull(interpolation));
        var folders = new ClassFolders(arguments, files);
        // TensorFlow's uint8, which tensors here do not have.
        var dtype = method == Interpolation.Nearest ? DType.Int32 : DType.Float32;
        return folders.Read(new(Shape.Of(size.Height, size.Width, channels), dtype), Read).Named(folders.ClassNames, folders.Paths);

        Tensor Read(string path)
        {
            var image = ImageFile.Decode(path, channels);
            var pixels = Tensor.From<float>(
                Array.ConvertAll(image.Bytes, value => (float)value), Shape.Of(image.height, image.width, channels));
            var resized = crops
                ? Images.SmartResize(pixels, size.Height, size.Width, method)
                : Images.Resize(pixels, size.Height, size.Width, method);
            return dtype == DType.Float32 ? resized : Ops.Cast(resized, dtype);
        }
    }
}
