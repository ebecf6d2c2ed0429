using KerasLikeRnn.Models;

namespace KerasLikeRnn.Preprocessing;

/// <summary>Batches of images that are changed at random, as <c>np.random</c> draws, and normalized.</summary>
[KerasExport("keras.preprocessing.image.ImageDataGenerator")]
public class ImageDataGenerator
{
    private readonly bool channelsFirst;

    /// <summary>Creates the generator.</summary>
    /// <param name="featurewise_center">Whether the mean of all images (<see cref="fit"/>) is taken away, for each channel.</param>
    /// <param name="samplewise_center">Whether each image's mean is taken away.</param>
    /// <param name="featurewise_std_normalization">Whether images are divided by the deviation of all (<see cref="fit"/>), for each
    /// channel.</param>
    /// <param name="samplewise_std_normalization">Whether each image is divided by its deviation.</param>
    /// <param name="zca_whitening">Not supported.</param>
    /// <param name="zca_epsilon">Of zca_whitening.</param>
    /// <param name="rotation_range">The greatest angle to turn by, in degrees, to either side.</param>
    /// <param name="width_shift_range">How far images are moved along the columns: a share below 1, pixels above, or a list of
    /// these.</param>
    /// <param name="height_shift_range">How far images are moved along the rows.</param>
    /// <param name="brightness_range">The least and the greatest factor of the levels; null: none.</param>
    /// <param name="shear_range">The greatest angle to shear by, in degrees, to either side.</param>
    /// <param name="zoom_range">How much images are zoomed: 0.2 is a factor of 0.8 to 1.2, (0.5, 1) one from 0.5 to 1.</param>
    /// <param name="channel_shift_range">The greatest number that is added to all levels, to either side.</param>
    /// <param name="fill_mode">What fills the outside: "nearest" (default), "constant", "reflect" or "wrap".</param>
    /// <param name="cval">What "constant" fills with.</param>
    /// <param name="horizontal_flip">Whether half of the images are flipped left to right.</param>
    /// <param name="vertical_flip">Whether half of the images are flipped upside down.</param>
    /// <param name="rescale">A number that levels are multiplied by, after all changes; null or 0: none.</param>
    /// <param name="preprocessing_function">What is done to an image after all changes, before rescale: array to array of the same
    /// shape.</param>
    /// <param name="data_format">Where the channels of images stand, "channels_last" or "channels_first"; null:
    /// <c>image_data_format()</c>.</param>
    /// <param name="validation_split">Share of the images for the subset "validation".</param>
    /// <param name="interpolation_order">0: the nearest pixel, 1 (default): the four around.</param>
    /// <param name="dtype">Type of the images; null: <c>floatx()</c>.</param>
    /// <exception cref="ValueError">An argument is out of range.</exception>
    /// <exception cref="NotSupportedException">zca_whitening is wanted.</exception>
    public ImageDataGenerator(
        bool featurewise_center = false, bool samplewise_center = false, bool featurewise_std_normalization = false,
        bool samplewise_std_normalization = false, bool zca_whitening = false, double zca_epsilon = 1e-6, double rotation_range = 0,
        ShiftRange width_shift_range = default, ShiftRange height_shift_range = default,
        (double least, double greatest)? brightness_range = null,
        double shear_range = 0.0, ZoomRange zoom_range = default, double channel_shift_range = 0.0, string fill_mode = "nearest",
        double cval = 0.0, bool horizontal_flip = false, bool vertical_flip = false, double? rescale = null,
        Func<NDArray, NDArray>? preprocessing_function = null, string? data_format = null, double validation_split = 0.0,
        int interpolation_order = 1, string? dtype = null)
    {
        if (zca_whitening)
            throw new NotSupportedException(
                "zca_whitening is not supported: use featurewise_std_normalization, or whiten the arrays before they are given to flow.");
        if (data_format is not (null or "channels_last" or "channels_first"))
            throw new ValueError(
                "`data_format` should be `\"channels_last\"` (channel after row and column) or `\"channels_first\"` "
                + $"(channel before row and column). Received: {data_format}", nameof(data_format));
        if (validation_split != 0 && validation_split is not (> 0 and < 1))
            throw new ValueError(
                $"`validation_split` must be strictly between 0 and 1.  Received: {PythonText.Repr(validation_split)}",
                nameof(validation_split));
        this.data_format = data_format ?? BackendConfig.image_data_format();
        channelsFirst = this.data_format == "channels_first";
        (Split, this.dtype) = (validation_split, dtype ?? BackendConfig.floatx());
        (this.rotation_range, this.shear_range, this.channel_shift_range) = (rotation_range, shear_range, channel_shift_range);
        (this.width_shift_range, this.height_shift_range, this.zoom_range) = (width_shift_range, height_shift_range, zoom_range);
        (this.brightness_range, this.fill_mode, this.cval) = (brightness_range, fill_mode, cval);
        (this.horizontal_flip, this.vertical_flip, this.rescale) = (horizontal_flip, vertical_flip, rescale);
        this.preprocessing_function = preprocessing_function;
        (this.interpolation_order, this.zca_epsilon) = (interpolation_order, zca_epsilon);
        this.featurewise_std_normalization = featurewise_std_normalization;
        this.samplewise_std_normalization = samplewise_std_normalization;
        this.featurewise_center = Centred(featurewise_center, featurewise_std_normalization, "featurewise");
        this.samplewise_center = Centred(samplewise_center, samplewise_std_normalization, "samplewise");
    }

    public bool featurewise_center { get; }

    public bool samplewise_center { get; }

    public bool featurewise_std_normalization { get; }

    public bool samplewise_std_normalization { get; }

    public double zca_epsilon { get; }

    public double rotation_range { get; }

    public ShiftRange width_shift_range { get; }

    public ShiftRange height_shift_range { get; }

    public (double least, double greatest)? brightness_range { get; }

    public double shear_range { get; }

    public ZoomRange zoom_range { get; }

    public double channel_shift_range { get; }

    public string fill_mode { get; }

    public double cval { get; }

    public bool horizontal_flip { get; }

    public bool vertical_flip { get; }

    public double? rescale { get; }

    public Func<NDArray, NDArray>? preprocessing_function { get; }

    public string data_format { get; }

    public int interpolation_order { get; }

    public string dtype { get; }

    /// <summary>Mean of each channel, found by <see cref="fit"/>; null before.</summary>
    public NDArray? mean { get; set; }

    /// <summary>Deviation of each channel, found by <see cref="fit"/>; null before.</summary>
    public NDArray? std { get; set; }

    internal double Split { get; }

    private (int Row, int Column, int Channel) Axes => channelsFirst ? (1, 2, 0) : (0, 1, 2);

    /// <summary>Batches of an array's images.</summary>
    /// <param name="x">Images (samples, height, width, channels); or a list of these and of other arrays, which are handed on as they
    /// are.</param>
    /// <param name="y">Targets; null for none.</param>
    /// <param name="batch_size">Images of a batch.</param>
    /// <param name="shuffle">Whether the images are shuffled before each epoch.</param>
    /// <param name="sample_weight">Weights of the images; null for none.</param>
    /// <param name="seed">Seeds <c>np.random</c> before each batch, plus the number of batches given before; null: it is not
    /// seeded.</param>
    /// <param name="save_to_dir">A folder to write the images of the batches to; null: they are not written.</param>
    /// <param name="save_prefix">How the names of these files begin.</param>
    /// <param name="save_format">"png" (default) or "bmp".</param>
    /// <param name="ignore_class_split">Whether both subsets may have other classes.</param>
    /// <param name="subset">"training" or "validation", where there is a validation_split; null: all.</param>
    public NumpyArrayIterator flow(
        DataLike x, NDArray? y = null, int batch_size = 32, bool shuffle = true, NDArray? sample_weight = null, int? seed = null,
        string? save_to_dir = null, string save_prefix = "", string save_format = "png", bool ignore_class_split = false,
        string? subset = null) => new(
            x, y, this, batch_size, shuffle, sample_weight, seed, data_format, save_to_dir, save_prefix, save_format, subset,
            ignore_class_split, dtype);

    /// <summary>Batches of the images in the folders of a folder, one for each class.</summary>
    /// <inheritdoc cref="DirectoryIterator(string, ImageDataGenerator?, ValueTuple{int, int}?, string, IReadOnlyList{string}?, string?,
    /// int, bool, int?, string?, string?, string, string, bool, string?, string, bool, string?)"/>
    public DirectoryIterator flow_from_directory(
        string directory, (int height, int width)? target_size = null, string color_mode = "rgb", IReadOnlyList<string>? classes = null,
        string? class_mode = "categorical", int batch_size = 32, bool shuffle = true, int? seed = null, string? save_to_dir = null,
        string save_prefix = "", string save_format = "png", bool follow_links = false, string? subset = null,
        string interpolation = "nearest", bool keep_aspect_ratio = false) =>
        new(directory, this, target_size, color_mode, classes, class_mode, batch_size, shuffle, seed, data_format, save_to_dir, save_prefix,
            save_format, follow_links, subset, interpolation, keep_aspect_ratio, dtype);

    /// <summary>Batches of the images whose files a table names: <c>new() { ["filename"] = files, ["class"] = classes }</c>.</summary>
    /// <inheritdoc cref="DataFrameIterator(DataFrame, string?, ImageDataGenerator?, string, ColumnNames, string?, ValueTuple{int, int}?,
    /// string, IReadOnlyList{string}?, string?, int, bool, int?, string, string?, string, string, string?, string, bool, string, bool)"/>
    public DataFrameIterator flow_from_dataframe(
        DataFrame dataframe, string? directory = null, string x_col = "filename", ColumnNames y_col = default, string? weight_col = null,
        (int height, int width)? target_size = null, string color_mode = "rgb", IReadOnlyList<string>? classes = null,
        string? class_mode = "categorical", int batch_size = 32, bool shuffle = true, int? seed = null, string? save_to_dir = null,
        string save_prefix = "", string save_format = "png", string? subset = null, string interpolation = "nearest",
        bool validate_filenames = true)
    {
        if (class_mode == "other")
        {
            PythonWarnings.Warn("`class_mode` \"other\" is deprecated, please use `class_mode` \"raw\".");
            class_mode = "raw";
        }
        return new(
            dataframe, directory, this, x_col, y_col, weight_col, target_size, color_mode, classes, class_mode, batch_size, shuffle, seed,
            data_format, save_to_dir, save_prefix, save_format, subset, interpolation, keep_aspect_ratio: false, dtype, validate_filenames);
    }

    /// <summary>Finds mean and deviation of each channel for the featurewise normalizations.</summary>
    /// <param name="x">Images (samples, height, width, channels).</param>
    /// <param name="augment">Whether images changed at random are looked at.</param>
    /// <param name="rounds">How many times over, where they are changed.</param>
    /// <param name="seed">Seeds <c>np.random</c> before; null: it is not seeded.</param>
    /// <exception cref="ValueError">The images have another number of axes.</exception>
    public void fit(NDArray x, bool augment = false, int rounds = 1, int? seed = null)
    {
        Required.NotNull(x);
        if (x.ndim != 4)
            throw new ValueError($"Input to `.fit()` should have rank 4. Got array with shape: {ImageFunctions.Text(x.shape)}", nameof(x));
        if (seed is { } given) np.random.seed(given);
        var images = Enumerable.Range(0, augment ? rounds : 1).SelectMany(_ => Enumerable.Range(0, (int)x.shape[0])).Select(i =>
        {
            var image = Scaled(ImageFunctions.Typed(x[i], dtype));
            return PixelsOf(augment ? random_transform(image) : image);
        }).ToArray();
        if (featurewise_center) mean = PerChannel(images, (sum, count) => sum / count, value => value);
        if (!featurewise_std_normalization) return;
        var centre = mean!.astype(NPTypeCode.Double).ToArray<double>();
        std = PerChannel(images, (sum, count) => Math.Sqrt(sum / count), (value, channel) => Math.Pow(value - centre[channel], 2));
    }

    /// <summary>Draws how an image is to be changed.</summary>
    /// <param name="img_shape">Its shape.</param>
    /// <param name="seed">Seeds <c>np.random</c> before; null: it is not seeded.</param>
    public OrderedDictionary<string, object?> get_random_transform(Shape img_shape, int? seed = null)
    {
        var (rows, columns, _) = Axes;
        if (seed is { } given) np.random.seed(given);
        var theta = rotation_range != 0 ? Draws.Uniform(-rotation_range, rotation_range) : 0.0;
        var tx = height_shift_range.Draw(img_shape.Dims[rows]);
        var ty = width_shift_range.Draw(img_shape.Dims[columns]);
        var shear = shear_range != 0 ? Draws.Uniform(-shear_range, shear_range) : 0.0;
        var (zx, zy) = ImageTransforms.DrawZoom(zoom_range.Factors);
        var flipsAcross = ((double)np.random.random_sample() < 0.5) & horizontal_flip;
        var flipsDown = ((double)np.random.random_sample() < 0.5) & vertical_flip;
        double? shift = channel_shift_range != 0 ? Draws.Uniform(-channel_shift_range, channel_shift_range) : null;
        double? brightness = brightness_range is var (least, greatest) ? Draws.Uniform(least, greatest) : null;
        return new()
        {
            ["theta"] = theta,
            ["tx"] = tx,
            ["ty"] = ty,
            ["shear"] = shear,
            ["zx"] = zx,
            ["zy"] = zy,
            ["flip_horizontal"] = flipsAcross,
            ["flip_vertical"] = flipsDown,
            ["channel_shift_intensity"] = shift,
            ["brightness"] = brightness,
        };
    }

    /// <summary>Changes an image.</summary>
    /// <param name="x">The image, three axes.</param>
    /// <param name="transform_parameters">What <see cref="get_random_transform"/> drew, or some of it.</param>
    public NDArray apply_transform(NDArray x, IReadOnlyDictionary<string, object?> transform_parameters)
    {
        Required.NotNull(transform_parameters);
        var (row, column, channel) = Axes;
        x = ImageTransforms.apply_affine_transform(
            x, Number("theta", 0), Number("tx", 0), Number("ty", 0), Number("shear", 0), Number("zx", 1), Number("zy", 1), row, column,
            channel, fill_mode, cval, interpolation_order);
        if (Given("channel_shift_intensity") is { } shift)
            x = ImageTransforms.apply_channel_shift(x, Convert.ToDouble(shift, CultureInfo.InvariantCulture), channel);
        if (Given("flip_horizontal") is true) x = Flipped(x, across: true);
        if (Given("flip_vertical") is true) x = Flipped(x, across: false);
        return Given("brightness") is { } brightness
            ? ImageTransforms.apply_brightness_shift(x, Convert.ToDouble(brightness, CultureInfo.InvariantCulture), scale: false)
            : x;

        object? Given(string name) => transform_parameters.GetValueOrDefault(name);

        double Number(string name, double otherwise) =>
            Given(name) is { } value ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : otherwise;
    }

    /// <summary>Changes an image at random.</summary>
    /// <param name="x">The image, three axes.</param>
    /// <param name="seed">Seeds <c>np.random</c> before; null: it is not seeded.</param>
    public NDArray random_transform(NDArray x, int? seed = null) =>
        apply_transform(x, get_random_transform(Shape.Of([.. Required.NotNull(x).shape.Select(size => (int)size)]), seed));

    /// <summary>Normalizes an image. Unlike Keras's it leaves <paramref name="x"/> as it is.</summary>
    /// <param name="x">The image, three axes.</param>
    public NDArray standardize(NDArray x)
    {
        x = Scaled(preprocessing_function is { } own ? own(Required.NotNull(x)) : Required.NotNull(x));
        if (!samplewise_center && !featurewise_center) return x;
        var image = PixelsOf(x);
        if (samplewise_center) image = Less(image, [image.Values.Average()]);
        if (samplewise_std_normalization)
        {
            var centre = image.Values.Average();
            image = Divided(image, [Math.Sqrt(image.Values.Average(value => (value - centre) * (value - centre)))]);
        }
        if (featurewise_center) image = IsFitted(mean, "featurewise_center") ? Less(image, Numbers(mean)) : image;
        if (featurewise_std_normalization)
            image = IsFitted(std, "featurewise_std_normalization") ? Divided(image, Numbers(std)) : image;
        return image.ToNumPy();
    }

    /// <summary>An image changed at random and normalized.</summary>
    internal NDArray Changed(NDArray image) => standardize(random_transform(image));

    private static bool Centred(bool centres, bool normalizes, string kind)
    {
        if (normalizes && !centres)
            PythonWarnings.Warn(
                $"This ImageDataGenerator specifies `{kind}_std_normalization`, which overrides setting of `{kind}_center`.");
        return centres || normalizes;
    }

    private static bool IsFitted([NotNullWhen(true)] NDArray? numbers, string argument)
    {
        if (numbers is not null) return true;
        PythonWarnings.Warn(
            $"This ImageDataGenerator specifies `{argument}`, but it hasn't been fit on any training data. "
            + "Fit it first by calling `.fit(numpy_data)`.");
        return false;
    }

    private static double[] Numbers(NDArray array) => array.astype(NPTypeCode.Double).ToArray<double>();

    private static Pixels Less(Pixels image, double[] numbers) =>
        image.With([.. image.Values.Select((value, i) =>
            image.Round(value - image.Round(numbers[i % image.Channels % numbers.Length])))]);

    private static Pixels Divided(Pixels image, double[] numbers) =>
        image.With([.. image.Values.Select((value, i) =>
            image.Round(value / image.Round(numbers[i % image.Channels % numbers.Length] + 1e-6)))]);

    private Pixels PixelsOf(NDArray image) => Pixels.Of(image, Axes.Row, Axes.Column, Axes.Channel);

    private NDArray Scaled(NDArray x)
    {
        if (rescale is not { } factor || factor == 0) return x;
        var image = PixelsOf(x);
        return image.With(Array.ConvertAll(image.Values, value => image.Round(value * image.Round(factor)))).ToNumPy();
    }

    private NDArray Flipped(NDArray x, bool across)
    {
        var image = PixelsOf(x);
        var values = new double[image.Values.Length];
        for (var row = 0; row < image.Height; row++)
            for (var column = 0; column < image.Width; column++)
            {
                var from = across ? row * image.Width + image.Width - 1 - column : (image.Height - 1 - row) * image.Width + column;
                var to = values.AsSpan((row * image.Width + column) * image.Channels);
                image.Values.AsSpan(from * image.Channels, image.Channels).CopyTo(to);
            }
        return image.With(values).ToNumPy();
    }

    private NDArray PerChannel(Pixels[] images, Func<double, double, double> finish, Func<double, double> of) =>
        PerChannel(images, finish, (value, _) => of(value));

    /// <summary>A number for each channel, in the shape that it is taken from images in.</summary>
    private NDArray PerChannel(Pixels[] images, Func<double, double, double> finish, Func<double, int, double> of)
    {
        var channels = images.Length == 0 ? throw new ValueError("There are no images to fit on.", "x") : images[0].Channels;
        var sums = new double[channels];
        foreach (var image in images)
            for (var i = 0; i < image.Values.Length; i++) sums[i % channels] += of(image.Values[i], i % channels);
        var count = (double)images.Length * images[0].Height * images[0].Width;
        var numbers = np.array(Array.ConvertAll(sums, sum => finish(sum, count)));
        return ImageFunctions.Typed(channelsFirst ? numbers.reshape(channels, 1, 1) : numbers.reshape(1, 1, channels), dtype);
    }
}
