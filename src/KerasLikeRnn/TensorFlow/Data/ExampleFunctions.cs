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
        Element serialized, Dictionary<string, FixedLenFeature> features, Element? example_names = null, string? name = null)
    {
        var example = Example.FromString(Encoding.Latin1.GetBytes(Required.NotNull(serialized).Single.Strings()[0]));
        return Element.Dictionary([.. Required.NotNull(features).OrderBy(feature => feature.Key, StringComparer.Ordinal)
            .Select(feature => (feature.Key, feature.Value.Of(feature.Key, example.features.feature.GetValueOrDefault(feature.Key))))]);
    }

    /// <summary>The same of a vector of records: tensors with one more axis.</summary>
    /// <param name="serialized">The records.</param>
    /// <param name="features">What is wanted.</param>
    /// <param name="example_names">Without effect.</param>
    /// <param name="name">A name.</param>
    /// <exception cref="ValueError">A feature is missing, of another type, or has another number of values.</exception>
    [KerasExport("tf.io.parse_example")]
    public static Element parse_example(
        Element serialized, Dictionary<string, FixedLenFeature> features, Element? example_names = null, string? name = null) =>
        Batches.Of([.. Required.NotNull(serialized).Single.Strings().ToArray().Select(record => parse_single_example(record, features))]);
}

/// <summary>A feature that has as many values in each example.</summary>
/// <param name="shape">Sizes of its tensor.</param>
/// <param name="dtype">"float32", "int64" or "string".</param>
/// <param name="default_value">Its value where an example has none; there must be one by default.</param>
[KerasExport("tf.io.FixedLenFeature")]
public sealed class FixedLenFeature(Shape shape, string dtype, Element? default_value = null)
{
    private readonly DType type = DTypes.Parse(Required.NotNull(dtype)) is var parsed and (DType.Float32 or DType.Int64 or DType.String)
        ? parsed
        : throw new ValueError($"Examples hold float32, int64 and string. Received: dtype={dtype}", nameof(dtype));

    /// <summary>Sizes of its tensor.</summary>
    public Shape shape { get; } = Required.NotNull(shape);

    /// <summary>Type of its values.</summary>
    public ElementType dtype => new(type);

    /// <summary>Its value where an example has none.</summary>
    public Element? default_value { get; } = default_value;

    /// <summary>The tensor of a feature.</summary>
    internal Element Of(string key, Feature? feature)
    {
        if (feature is null or { bytes_list: null, float_list: null, int64_list: null })
            return Default() ?? throw new ValueError($"Feature: {key} (data type: {NameOf(type)}) is required but could not be found.");
        var own = feature.bytes_list is not null ? DType.String : feature.float_list is not null ? DType.Float32 : DType.Int64;
        if (own != type)
            throw new ValueError($"Key: {key}.  Data types don't match. Data type: {NameOf(own)} but expected type: {NameOf(type)}");
        Array values = type switch
        {
            DType.String => feature.bytes_list!.value.Select(bytes => Bytes.Text(bytes)).ToArray(),
            DType.Float32 => feature.float_list!.value.ToArray(),
            _ => feature.int64_list!.value.ToArray(),
        };
        return values.Length == shape.Length
            ? Batches.FromArray(values, shape, type)
            : throw new ValueError($"Key: {key}.  Can't parse serialized Example.");
    }

    private Element? Default() => default_value is null ? null
        : (Tensor)default_value is var value && value.DType != type ? Ops.BroadcastTo(Ops.Cast(value, type), shape)
        : type == DType.String || value.Shape == shape ? value
        : Ops.BroadcastTo(value, shape);

    private static string NameOf(DType dtype) => dtype == DType.Float32 ? "float" : dtype.Name();
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
