using KerasLikeRnn.Models;

namespace KerasLikeRnn.Preprocessing;

/// <summary>Batches of images from an array, each changed at random as an <see cref="ImageDataGenerator"/> says.</summary>
[KerasExport("keras.preprocessing.image.NumpyArrayIterator")]
public class NumpyArrayIterator : Iterator
{
    private readonly NDArray images;
    private readonly NDArray[] others;
    private readonly NDArray? targets;
    private readonly NDArray? weights;
    private readonly ImageDataGenerator generator;
    private readonly SavedImages saved;

    /// <summary>Creates the batches.</summary>
    /// <param name="x">Images (samples, height, width, channels); or a list of these and of other arrays, which are handed on as they
    /// are.</param>
    /// <param name="y">Targets; null for none.</param>
    /// <param name="image_data_generator">What becomes of an image.</param>
    /// <param name="batch_size">Samples of a batch.</param>
    /// <param name="shuffle">Whether the samples are shuffled before each epoch.</param>
    /// <param name="sample_weight">Weights of the samples; null for none.</param>
    /// <param name="seed">Seeds <c>np.random</c> before each batch, plus the number of batches given before; null: it is not
    /// seeded.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: <c>image_data_format()</c>.</param>
    /// <param name="save_to_dir">A folder to write the images of the batches to; null: they are not written.</param>
    /// <param name="save_prefix">How the names of these files begin.</param>
    /// <param name="save_format">"png" (default) or "bmp".</param>
    /// <param name="subset">"training" or "validation", where the generator has a validation_split; null: all.</param>
    /// <param name="ignore_class_split">Whether both subsets may have other classes.</param>
    /// <param name="dtype">Type of the images; null: <c>floatx()</c>.</param>
    /// <exception cref="ValueError">The arrays differ in length, or the images have another number of axes.</exception>
    public NumpyArrayIterator(
        DataLike x, NDArray? y, ImageDataGenerator image_data_generator, int batch_size = 32, bool shuffle = false,
        NDArray? sample_weight = null, int? seed = null, string? data_format = null, string? save_to_dir = null, string save_prefix = "",
        string save_format = "png", string? subset = null, bool ignore_class_split = false, string? dtype = null)
        : this(
            Parts(Required.NotNull(x), y, sample_weight, Required.NotNull(image_data_generator), subset, ignore_class_split),
            batch_size, shuffle, seed)
    {
        generator = image_data_generator;
        images = Arrays.Contiguous(ImageFunctions.Typed(images, dtype));
        if (images.ndim != 4)
            throw new ValueError(
                "Input data in `NumpyArrayIterator` should have rank 4. "
                + $"You passed an array with shape {ImageFunctions.Text(images.shape)}",
                nameof(x));
        saved = new(save_to_dir, save_prefix, save_format, 10_000);
        WarnOfChannels(data_format ?? BackendConfig.image_data_format());
    }

    private NumpyArrayIterator(
        (NDArray Images, NDArray[] Others, NDArray? Y, NDArray? Weights) parts, int batchSize, bool shuffle, int? seed)
        : base(checked((int)parts.Images.shape[0]), batchSize, shuffle, seed)
    {
        (images, others, targets, weights) = parts;
        (generator, saved) = (null!, null!);
    }

    /// <inheritdoc/>
    protected override DataLike _get_batches_of_transformed_samples(int[] index_array)
    {
        Required.NotNull(index_array);
        var batch = ImageBatch.Of([.. index_array.Select(i => generator.Changed(images[i]))], images.shape[1..], images.typecode);
        saved.Save(batch, index_array);
        DataLike x = others.Length == 0 ? batch : (NDArray[])[batch, .. others.Select(Rows)];
        if (targets is null) return x;
        return weights is null ? (x, Rows(targets)) : (x, Rows(targets), Rows(weights));

        NDArray Rows(NDArray array) => TimeseriesGenerator.Taken(array, index_array, [index_array.Length]);
    }

    private static (NDArray Images, NDArray[] Others, NDArray? Y, NDArray? Weights) Parts(
        DataLike x, NDArray? y, NDArray? weights, ImageDataGenerator generator, string? subset, bool ignoresClasses)
    {
        NDArray[] arrays = [.. x.SelectMany(part => part.Arrays).Select(array => array.ToNumPy())];
        var images = arrays[0];
        foreach (var other in arrays[1..])
            if (other.shape[0] != images.shape[0])
                throw new ValueError(
                    "All of the arrays in `x` should have the same length. Found a pair with: "
                    + Invariant($"len(x[0]) = {images.shape[0]}, len(x[?]) = {other.shape[0]}"), nameof(x));
        CheckLength(images, y, "`y` (labels)", "y.shape");
        CheckLength(images, weights, "`sample_weight`", "sample_weight.shape");
        if (subset is null) return (images, arrays[1..], y, weights);
        var split = (int)(images.shape[0] * generator.Split);
        var (validates, from, to) = subset switch
        {
            "validation" => (true, 0, split),
            "training" => (false, split, (int)images.shape[0]),
            _ => throw new ValueError($"Invalid subset name: {subset}; expected \"training\" or \"validation\".", nameof(subset)),
        };
        if (y is not null && !ignoresClasses && !Classes(y, 0, split).SequenceEqual(Classes(y, split, (int)images.shape[0])))
            throw new ValueError(
                "Training and validation subsets have different number of classes after the split. "
                + "If your numpy arrays are sorted by the label, you might want to shuffle them.", nameof(subset));
        // As in Keras, the weights are not cut: those of the first samples count.
        return (Range(images), [.. arrays[1..].Select(Range)], y is null ? null : Range(y), weights);

        NDArray Range(NDArray array) => array[Invariant($"{from}:{to}")];
    }

    private static void CheckLength(NDArray images, NDArray? other, string name, string shape)
    {
        if (other is not null && other.shape[0] != images.shape[0])
            throw new ValueError(
                $"`x` (images tensor) and {name} should have the same length. Found: x.shape = {ImageFunctions.Text(images.shape)}, "
                + $"{shape} = {ImageFunctions.Text(other.shape)}");
    }

    private static IEnumerable<double> Classes(NDArray y, int from, int to) =>
        y[Invariant($"{from}:{to}")].astype(NPTypeCode.Double).ToArray<double>().Distinct().Order();

    private void WarnOfChannels(string dataFormat)
    {
        var axis = dataFormat == "channels_first" ? 1 : 3;
        if (images.shape[axis] is 1 or 3 or 4) return;
        PythonWarnings.Warn(
            Invariant($"NumpyArrayIterator is set to use the data format convention \"{dataFormat}\" (channels on axis {axis}), ")
            + Invariant($"i.e. expected either 1, 3, or 4 channels on axis {axis}. However, it was passed an array with shape ")
            + Invariant($"{ImageFunctions.Text(images.shape)} ({images.shape[axis]} channels)."));
    }
}

/// <summary>Images put together into one array.</summary>
internal static class ImageBatch
{
    /// <summary>Images of one shape and type as an array with an axis of samples before.</summary>
    public static NDArray Of(NDArray[] images, long[] shape, NPTypeCode type)
    {
        var batch = new NDArray(type, new NumSharp.Shape((long[])[images.Length, .. shape]), fillZeros: true);
        for (var i = 0; i < images.Length; i++) TimeseriesGenerator.Put(images[i].astype(type), batch, i);
        return batch;
    }
}

/// <summary>Where the images of batches are written to, so that one sees what has become of them.</summary>
internal sealed class SavedImages(string? folder, string prefix, string format, int numbers)
{
    public void Save(NDArray batch, int[] samples)
    {
        if (folder is null) return;
        for (var i = 0; i < samples.Length; i++)
        {
            var hash = (int)np.random.randint(numbers);
            ImageFunctions.array_to_img(batch[i]).save(Path.Combine(folder, Invariant($"{prefix}_{samples[i]}_{hash}.{format}")));
        }
    }
}
