using KerasLikeRnn.Models;

namespace KerasLikeRnn.Preprocessing;

/// <summary>
/// Batches of images from the folders of a folder, one for each class, each image changed at random as an <see cref="ImageDataGenerator"/>
/// says.
/// </summary>
[KerasExport("keras.preprocessing.image.DirectoryIterator")]
public class DirectoryIterator : Iterator
{
    private readonly ImagesOfFiles images;
    private readonly int[] numbers;

    /// <summary>Looks for the images.</summary>
    /// <param name="directory">The folder, with a folder for each class.</param>
    /// <param name="image_data_generator">What becomes of an image; null: nothing.</param>
    /// <param name="target_size">Rows and columns of the images; null: (256, 256).</param>
    /// <param name="color_mode">"rgb" (default), "rgba" or "grayscale".</param>
    /// <param name="classes">Names of the folders; null: all there are, in the order of their names.</param>
    /// <param name="class_mode">Targets: "categorical" (one-hot), "binary" or "sparse" (numbers), "input" (the images); null: none.</param>
    /// <param name="batch_size">Images of a batch.</param>
    /// <param name="shuffle">Whether the images are shuffled before each epoch.</param>
    /// <param name="seed">Seeds <c>np.random</c> before each batch, plus the number of batches given before; null: it is not
    /// seeded.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: <c>image_data_format()</c>.</param>
    /// <param name="save_to_dir">A folder to write the images of the batches to; null: they are not written.</param>
    /// <param name="save_prefix">How the names of these files begin.</param>
    /// <param name="save_format">"png" (default) or "bmp".</param>
    /// <param name="follow_links">Whether folders that links lead to are looked into.</param>
    /// <param name="subset">"training" or "validation", where the generator has a validation_split; null: all.</param>
    /// <param name="interpolation">How images are resized: "nearest" (default), "bilinear", "bicubic", "hamming", "box" or
    /// "lanczos".</param>
    /// <param name="keep_aspect_ratio">Whether the ends of the longer side are cut, so that nothing is stretched.</param>
    /// <param name="dtype">Type of the images; null: <c>floatx()</c>.</param>
    /// <exception cref="ValueError">There is no such mode or subset.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public DirectoryIterator(
        string directory, ImageDataGenerator? image_data_generator, (int height, int width)? target_size = null, string color_mode = "rgb",
        IReadOnlyList<string>? classes = null, string? class_mode = "categorical", int batch_size = 32, bool shuffle = true,
        int? seed = null, string? data_format = null, string? save_to_dir = null, string save_prefix = "", string save_format = "png",
        bool follow_links = false, string? subset = null, string interpolation = "nearest", bool keep_aspect_ratio = false,
        string? dtype = null)
        : this(
            new ImageFolder(Required.NotNull(directory), classes, follow_links, Share(image_data_generator, subset)),
            batch_size, shuffle, seed)
    {
        if (class_mode is not ("categorical" or "binary" or "sparse" or "input" or null))
            throw new ValueError(
                $"Invalid class_mode: {class_mode}; expected one of: {{'categorical', 'binary', 'sparse', 'input', None}}",
                nameof(class_mode));
        this.directory = directory;
        this.class_mode = class_mode;
        images = new(
            image_data_generator, target_size ?? (256, 256), color_mode, data_format, interpolation, keep_aspect_ratio, dtype,
            new(save_to_dir, save_prefix, save_format, 10_000_000));
        PythonConsole.Write(Invariant($"Found {samples} images belonging to {num_classes} classes.\n"));
    }

    private DirectoryIterator(ImageFolder folder, int batchSize, bool shuffle, int? seed)
        : base(folder.Files.Count, batchSize, shuffle, seed)
    {
        filenames = [.. folder.Files.Select(file => file.Name)];
        filepaths = [.. folder.Files.Select(file => Path.Combine(folder.Path, file.Name))];
        numbers = [.. folder.Files.Select(file => file.Class)];
        class_indices = new OrderedDictionary<string, int>(folder.Classes.Select((name, i) => KeyValuePair.Create(name, i)));
        (directory, images) = (folder.Path, null!);
    }

    /// <summary>The folder.</summary>
    public string directory { get; }

    /// <summary>The targets: "categorical", "binary", "sparse", "input" or null.</summary>
    public string? class_mode { get; }

    /// <summary>Number of images.</summary>
    public int samples => n;

    /// <summary>Number of classes.</summary>
    public int num_classes => class_indices.Count;

    /// <summary>Numbers of the classes by their names.</summary>
    public OrderedDictionary<string, int> class_indices { get; }

    /// <summary>Number of each image's class.</summary>
    public NDArray classes => np.array(numbers);

    /// <summary>Number of each image's class.</summary>
    public NDArray labels => classes;

    /// <summary>Files from the folder on.</summary>
    public IReadOnlyList<string> filenames { get; }

    /// <summary>Files with the folder.</summary>
    public IReadOnlyList<string> filepaths { get; }

    /// <inheritdoc/>
    protected override DataLike _get_batches_of_transformed_samples(int[] index_array)
    {
        var batch = images.Batch(filepaths, Required.NotNull(index_array));
        var type = batch.typecode;
        return class_mode switch
        {
            null => (DataLike)batch,
            "input" => (batch, batch.copy()),
            "categorical" => (batch, OneHot(index_array).astype(type)),
            _ => (batch, np.array(Array.ConvertAll(index_array, i => (double)numbers[i])).astype(type)),
        };
    }

    private NDArray OneHot(int[] samples)
    {
        var hot = new double[samples.Length, num_classes];
        for (var i = 0; i < samples.Length; i++) hot[i, numbers[samples[i]]] = 1;
        return np.array(hot);
    }

    /// <summary>The share of each folder's files that a subset is.</summary>
    internal static (double From, double To)? Share(ImageDataGenerator? generator, string? subset) => subset switch
    {
        null => null,
        "validation" => (0, generator?.Split ?? 0),
        "training" => (generator?.Split ?? 0, 1),
        _ => throw new ValueError($"Invalid subset name: {subset};expected \"training\" or \"validation\"", nameof(subset)),
    };
}

/// <summary>The images in the folders of a folder.</summary>
internal sealed class ImageFolder
{
    private static readonly string[] endings = ["png", "jpg", "jpeg", "bmp", "ppm", "tif", "tiff"];

    public ImageFolder(string path, IReadOnlyList<string>? classes, bool followsLinks, (double From, double To)? share)
    {
        Path = path;
        Classes = classes is { Count: > 0 } ? classes
            : [.. Directory.GetDirectories(path).Select(folder => System.IO.Path.GetFileName(folder)).Order(StringComparer.Ordinal)];
        Files = [.. Classes.SelectMany((name, number) => Cut([.. Images(System.IO.Path.Combine(path, name), followsLinks)], share)
            .Select(file => (System.IO.Path.GetRelativePath(path, file), number)))];
    }

    /// <summary>Whether a file's name is that of an image.</summary>
    public static bool IsImage(string file) => endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    public string Path { get; }

    public IReadOnlyList<string> Classes { get; }

    public IReadOnlyList<(string Name, int Class)> Files { get; }

    private static string[] Cut(string[] files, (double From, double To)? share) =>
        share is not var (from, to) ? files : files[(int)(from * files.Length)..(int)(to * files.Length)];

    private static IEnumerable<string> Images(string folder, bool followsLinks)
    {
        if (!Directory.Exists(folder)) yield break;
        foreach (var place in Folders(folder, followsLinks).Order(StringComparer.Ordinal))
            foreach (var file in Directory.GetFiles(place).Order(StringComparer.Ordinal))
            {
                if (file.EndsWith(".tiff", StringComparison.OrdinalIgnoreCase))
                    PythonWarnings.Warn("Using \".tiff\" files with multiple bands will cause distortion. Please verify your output.");
                if (IsImage(file)) yield return file;
            }
    }

    private static IEnumerable<string> Folders(string folder, bool followsLinks) => Directory.GetDirectories(folder)
        .Where(inner => followsLinks || new DirectoryInfo(inner).LinkTarget is null)
        .SelectMany(inner => Folders(inner, followsLinks)).Prepend(folder);
}
