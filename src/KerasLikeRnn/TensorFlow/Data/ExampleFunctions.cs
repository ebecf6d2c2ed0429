namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>tf.io: examples to tensors.</summary>
public static class ExampleFunctions
{
    /// <summary>The features of an example as tensors, by their names in order.</summary>
    /// <param name="serialized">A record, as TFRecordDataset gives it.</param>
    /// <param name="features">What is wanted: <c>new() { ["x"] = tf.io.FixedLenFeature([2], "float32") }</c>.</param>
    /// <param name="example_names">Without effect.</param>
    /// <param name="name">A name.</param>
    /// <exception cref="ValueError">A feature is missing, of another type, or has another number of values.</exception>
    [KerasExport("tf.io.parse_single_example")]
    public static Element parse_single_example(
        Element serialized, ExampleFeatures features, Element? example_names = null, string? name = null) =>
        Parsed([Required.NotNull(serialized).Single.Strings()[0]], features, (feature, key, found) => feature.Of(key, found[0]));

    /// <summary>The same of a vector of records: tensors with one more axis.</summary>
    /// <param name="serialized">The records.</param>
    /// <param name="features">What is wanted.</param>
    /// <param name="example_names">Without effect.</param>
    /// <param name="name">A name.</param>
    /// <exception cref="ValueError">A feature is missing, of another type, or has another number of values.</exception>
    [KerasExport("tf.io.parse_example")]
    public static Element parse_example(
        Element serialized, ExampleFeatures features, Element? example_names = null, string? name = null) =>
        Parsed(Required.NotNull(serialized).Single.Strings().ToArray(), features, (feature, key, found) => feature.Batch(key, found));

    /// <summary>Not supported: it gives sparse tensors, which do not exist here.</summary>
    /// <param name="dtype">Type of its values.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    [KerasExport("tf.io.VarLenFeature")]
    public static ExampleFeature VarLenFeature(string dtype) => throw Refused($"VarLenFeature({dtype})", "a sparse tensor");

    /// <summary>Not supported: it gives ragged tensors, which do not exist here.</summary>
    /// <param name="dtype">Type of its values.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    [KerasExport("tf.io.RaggedFeature")]
    public static ExampleFeature RaggedFeature(string dtype) => throw Refused($"RaggedFeature({dtype})", "a ragged tensor");

    private static NotSupportedException Refused(string feature, string tensor) => new(
        $"{feature} gives {tensor}, which does not exist here. Use FixedLenSequenceFeature([], dtype, allow_missing: true): as many values "
        + "as each example has, in a batch filled up with default_value.");

    private static Element Parsed(
        string[] records, ExampleFeatures features, Func<ExampleFeature, string, Feature?[], Tensor> tensor)
    {
        var examples = Array.ConvertAll(records, record => Example.FromString(Encoding.Latin1.GetBytes(record)).features.feature);
        return Element.Dictionary([.. Required.NotNull(features).InOrder.Select(wanted => (wanted.Name, Element.Of(tensor(
            wanted.Feature, wanted.Name, Array.ConvertAll(examples, example => example.GetValueOrDefault(wanted.Name))))))]);
    }
}

/// <summary>What is wanted of a feature of examples.</summary>
/// <param name="shape">Sizes of its tensor, or of each step of it.</param>
/// <param name="dtype">"float32", "int64" or "string".</param>
/// <param name="default_value">What stands where values are missing.</param>
public abstract class ExampleFeature(Shape shape, string dtype, Element? default_value)
{
    /// <summary>Sizes of its tensor, or of each step of it.</summary>
    public Shape shape { get; } = Required.NotNull(shape);

    /// <summary>Type of its values.</summary>
    public ElementType dtype => new(Type);

    /// <summary>What stands where values are missing.</summary>
    public Element? default_value { get; } = default_value;

    private protected DType Type { get; } =
        DTypes.Parse(Required.NotNull(dtype)) is var parsed and (DType.Float32 or DType.Int64 or DType.String)
            ? parsed
            : throw new ValueError($"Examples hold float32, int64 and string. Received: dtype={dtype}", nameof(dtype));

    /// <summary>The tensor of an example.</summary>
    internal abstract Tensor Of(string key, Feature? feature);

    /// <summary>The tensor of several examples.</summary>
    internal abstract Tensor Batch(string key, Feature?[] features);

    /// <summary>The values of a feature; null where there are none.</summary>
    private protected Array? Values(string key, Feature? feature)
    {
        if (feature is null or { bytes_list: null, float_list: null, int64_list: null }) return null;
        var own = feature.bytes_list is not null ? DType.String : feature.float_list is not null ? DType.Float32 : DType.Int64;
        if (own != Type)
            throw new ValueError($"Key: {key}.  Data types don't match. Data type: {NameOf(own)} but expected type: {NameOf(Type)}");
        return Type switch
        {
            DType.String => feature.bytes_list!.value.Select(bytes => Bytes.Text(bytes)).ToArray(),
            DType.Float32 => feature.float_list!.value.ToArray(),
            _ => feature.int64_list!.value.ToArray(),
        };
    }

    private protected static string NameOf(DType dtype) => dtype == DType.Float32 ? "float" : dtype.Name();

    private protected static ValueError Misfit(string key) => new($"Key: {key}.  Can't parse serialized Example.");
}

/// <summary>A feature that has as many values in each example.</summary>
/// <param name="shape">Sizes of its tensor.</param>
/// <param name="dtype">"float32", "int64" or "string".</param>
/// <param name="default_value">Its value where an example has none; there must be one by default.</param>
[KerasExport("tf.io.FixedLenFeature")]
public sealed class FixedLenFeature(Shape shape, string dtype, Element? default_value = null)
    : ExampleFeature(shape, dtype, default_value)
{
    internal override Tensor Of(string key, Feature? feature)
    {
        if (Values(key, feature) is not { } values)
            return Default() ?? throw new ValueError($"Feature: {key} (data type: {NameOf(Type)}) is required but could not be found.");
        return values.Length == shape.Length ? Batches.FromArray(values, shape, Type) : throw Misfit(key);
    }

    internal override Tensor Batch(string key, Feature?[] features) =>
        Batches.Stack(Array.ConvertAll(features, feature => Of(key, feature)), 0);

    private Tensor? Default() => default_value is null ? null
        : (Tensor)default_value is var value && value.DType != Type ? Ops.BroadcastTo(Ops.Cast(value, Type), shape)
        : Type == DType.String || value.Shape == shape ? value
        : Ops.BroadcastTo(value, shape);
}

/// <summary>
/// A feature that has some number of steps in each example: a tensor with one more axis, in a batch as long as the longest and filled up.
/// </summary>
/// <param name="shape">Sizes of a step.</param>
/// <param name="dtype">"float32", "int64" or "string".</param>
/// <param name="allow_missing">Whether examples may have none; it must be true.</param>
/// <param name="default_value">What batches are filled up with: 0 or an empty text by default.</param>
[KerasExport("tf.io.FixedLenSequenceFeature")]
public sealed class FixedLenSequenceFeature(Shape shape, string dtype, bool allow_missing = false, Element? default_value = null)
    : ExampleFeature(shape, dtype, default_value)
{
    /// <summary>Whether examples may have none.</summary>
    public bool allow_missing { get; } = allow_missing;

    internal override Tensor Of(string key, Feature? feature)
    {
        var values = Steps(key, feature, out var steps);
        return Batches.FromArray(values, Shape.Of(steps).Concat(shape), Type);
    }

    internal override Tensor Batch(string key, Feature?[] features)
    {
        var rows = new Array[features.Length];
        var most = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = Steps(key, features[i], out var steps);
            most = Math.Max(most, steps);
        }
        var length = checked(most * (int)shape.Length);
        var all = Filled(rows.Length * length);
        for (var i = 0; i < rows.Length; i++) Array.Copy(rows[i], 0, all, i * length, rows[i].Length);
        return Batches.FromArray(all, Shape.Of(rows.Length, most).Concat(shape), Type);
    }

    private Array Steps(string key, Feature? feature, out int steps)
    {
        if (!allow_missing)
            throw new ValueError($"Unsupported: FixedLenSequenceFeature requires allow_missing to be True. Received: {key}");
        var values = Values(key, feature) ?? Filled(0);
        steps = shape.Length == 0 ? 0 : values.Length / (int)shape.Length;
        return steps * shape.Length == values.Length ? values : throw Misfit(key);
    }

    private Array Filled(int length)
    {
        var given = default_value is null ? null : (Tensor)default_value;
        return Type switch
        {
            DType.String => Enumerable.Repeat(given?.Strings()[0] ?? "", length).ToArray(),
            DType.Float32 => Enumerable.Repeat((float)(given?.Item() ?? 0), length).ToArray(),
            _ => Enumerable.Repeat((long)(given?.Item() ?? 0), length).ToArray(),
        };
    }
}

/// <summary>
/// Writes records into a file: <c>using var writer = tf.io.TFRecordWriter("data.tfrecord");</c>. The file appears when it is closed.
/// </summary>
[KerasExport("tf.io.TFRecordWriter")]
public sealed class TFRecordWriter : IDisposable
{
    private readonly string path;
    private readonly string draft;
    private FileStream? file;

    /// <param name="path">The file, which is replaced.</param>
    public TFRecordWriter(string path)
    {
        this.path = Required.NotEmpty(path);
        draft = TemporaryFile.NameFor(path);
        file = File.Create(draft);
    }

    /// <summary>Adds a record.</summary>
    /// <exception cref="InvalidOperationException">The file is closed.</exception>
    public void write(byte[] record) =>
        (file ?? throw new InvalidOperationException("Writer is closed.")).Write(TfRecord.Framed(Required.NotNull(record)));

    /// <summary>Writes to the disk what was added.</summary>
    public void flush() => file?.Flush();

    /// <summary>Closes the file.</summary>
    public void close() => Dispose();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (file is null) return;
        file.Dispose();
        file = null;
        File.Move(draft, path, overwrite: true);
    }
}
