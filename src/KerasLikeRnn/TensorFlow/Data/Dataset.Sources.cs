namespace KerasLikeRnn.TensorFlow.Data;

// Datasets made of something else.
public abstract partial class Dataset
{
    /// <summary>
    /// The rows of arrays, of a tuple or dictionary of them: <c>from_tensor_slices((x, y))</c>. Arrays stay where they are.
    /// </summary>
    /// <param name="tensors">The arrays, whose first axes are equally long.</param>
    /// <param name="name">A name.</param>
    /// <exception cref="ValueError">The first axes differ, or there is none.</exception>
    [KerasExport("tf.data.Dataset.from_tensor_slices")]
    public static Dataset from_tensor_slices(Element tensors, string? name = null) => new TensorSliceDataset(Required.NotNull(tensors));

    /// <summary>One element.</summary>
    /// <param name="tensors">The element.</param>
    /// <param name="name">A name.</param>
    [KerasExport("tf.data.Dataset.from_tensors")]
    public static Dataset from_tensors(Element tensors, string? name = null) => new TensorDataset(Required.NotNull(tensors));

    /// <summary>What a function of one's own gives with <c>yield return</c>; it runs anew for each pass through the dataset.</summary>
    /// <param name="generator">The function: arrays, numbers, texts, tuples or dictionaries of them.</param>
    /// <param name="output_types">Types of what it gives, where there is no signature: <c>("float32", "int32")</c>.</param>
    /// <param name="output_shapes">Shapes for these types, one for each part: <c>[[null, 3], []]</c>; unknown by default.</param>
    /// <param name="output_signature">Shapes and types: <c>(tf.TensorSpec([null, 3], "float32"), tf.TensorSpec([], "int32"))</c>.</param>
    /// <param name="name">A name.</param>
    /// <exception cref="TypeError">Neither signature nor types are given; or, when it is met, the function gives something
    /// else.</exception>
    [KerasExport("tf.data.Dataset.from_generator")]
    public static Dataset from_generator(
        Func<IEnumerable> generator, ElementSpec? output_types = null, IReadOnlyList<Shape?>? output_shapes = null,
        ElementSpec? output_signature = null, string? name = null)
    {
        Required.NotNull(generator);
        if ((output_types is not null || output_shapes is not null) && output_signature is not null)
            throw new TypeError(
                "The `output_types` and `output_shapes` arguments can not be used together with the `output_signature` argument.");
        if ((output_signature ?? output_types) is not { } spec)
            throw new TypeError("Either `output_signature` or `output_types` must be specified.");
        if (output_shapes is not null && output_shapes.Count != spec.Parts.Length)
            throw new ValueError(
                $"`output_shapes` has one shape for each part of the elements, {spec.Parts.Length}. Received: {output_shapes.Count}",
                nameof(output_shapes));
        if (output_shapes is not null)
            spec = new(spec.Structure, [.. spec.Parts.Zip(output_shapes, (part, shape) => part with { Shape = shape })]);
        return new GeneratorDataset(generator, spec);
    }

    /// <summary>The numbers from 0 up to but without stop.</summary>
    /// <param name="stop">The end.</param>
    [KerasExport("tf.data.Dataset.range")]
    public static Dataset range(long stop) => new RangeDataset(0, stop, 1, DType.Int64);

    /// <summary>The numbers from start, by step, up to but without stop.</summary>
    /// <param name="start">The first.</param>
    /// <param name="stop">The end.</param>
    /// <param name="step">The distance.</param>
    /// <param name="output_type">Type of the numbers.</param>
    /// <exception cref="ValueError">step is 0.</exception>
    [KerasExport("tf.data.Dataset.range")]
    public static Dataset range(long start, long stop, long step = 1, string output_type = "int64") => step != 0
        ? new RangeDataset(start, stop, step, DTypes.Parse(Required.NotNull(output_type)))
        : throw new ValueError("step cannot be 0", nameof(step));

    /// <summary>Elements of several datasets side by side, until one of them ends: <c>zip((a, b))</c>.</summary>
    /// <param name="datasets">A tuple or dictionary of datasets, in any depth.</param>
    /// <param name="name">A name.</param>
    /// <exception cref="TypeError">It holds something else.</exception>
    [KerasExport("tf.data.Dataset.zip")]
    public static Dataset zip(Element datasets, string? name = null) => new ZipDataset(
        Required.NotNull(datasets).Structure,
        Array.ConvertAll(datasets.Parts, part => part is DatasetTensor set ? set.Dataset : throw new TypeError(
            "Invalid `datasets`. `datasets` is expected to be a (nested) structure of `tf.data.Dataset` objects but encountered "
            + $"object of type {part.GetType()}.")));

    /// <summary>The names of the files that match a pattern, as texts.</summary>
    /// <param name="file_pattern">The pattern, or several: <c>"data/*.txt"</c>.</param>
    /// <param name="shuffle">Whether in random order, which they are by default.</param>
    /// <param name="seed">A seed for that order.</param>
    /// <param name="name">A name.</param>
    /// <exception cref="ValueError">No file matches.</exception>
    [KerasExport("tf.data.Dataset.list_files")]
    public static Dataset list_files(Element file_pattern, bool? shuffle = null, long? seed = null, string? name = null)
    {
        var patterns = Required.NotNull(file_pattern).Single.Strings().ToArray();
        var files = FilePatterns.Matching(patterns);
        if (files.Length == 0) throw new ValueError($"No files matched pattern: {string.Join(", ", patterns)}", nameof(file_pattern));
        var names = from_tensor_slices(files);
        return shuffle ?? true ? names.shuffle(files.Length, seed) : names;
    }
}
