namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>Features by their names, as records of TFRecord files hold them: the message tensorflow.Example.</summary>
/// <param name="features">The features.</param>
[KerasExport("tf.train.Example")]
public sealed class Example(Features? features = null)
{
    /// <summary>The features.</summary>
    public Features features { get; } = features ?? new();

    /// <summary>Reads an example.</summary>
    /// <exception cref="ValueError">The bytes are none.</exception>
    public static Example FromString(byte[] serialized)
    {
        var named = new Dictionary<string, Feature>();
        foreach (var (field, message) in ProtoReader.Messages(Required.NotNull(serialized)))
        {
            if (field != 1) continue;
            foreach (var (entryField, entry) in ProtoReader.Messages(message))
                if (entryField == 1) Add(named, entry);
        }
        return new(new Features(named));
    }

    /// <summary>The bytes of the message.</summary>
    public byte[] SerializeToString()
    {
        var entries = new ProtoWriter();
        foreach (var (name, feature) in features.feature)
            entries.Message(1, new ProtoWriter().Bytes(1, Encoding.UTF8.GetBytes(name)).Message(2, feature.Written()));
        return new ProtoWriter().Message(1, entries).Written.ToArray();
    }

    private static void Add(Dictionary<string, Feature> named, ReadOnlyMemory<byte> entry)
    {
        var (name, feature) = ("", new Feature());
        foreach (var (field, part) in ProtoReader.Messages(entry))
        {
            if (field == 1) name = Encoding.UTF8.GetString(part.Span);
            if (field == 2) feature = Feature.Read(part);
        }
        named[name] = feature;
    }
}

/// <summary>Features by their names.</summary>
/// <param name="feature">The features.</param>
[KerasExport("tf.train.Features")]
public sealed class Features(Dictionary<string, Feature>? feature = null)
{
    /// <summary>The features.</summary>
    public Dictionary<string, Feature> feature { get; } = feature ?? [];
}

/// <summary>Values of one kind.</summary>
/// <param name="bytes_list">Texts or bytes.</param>
/// <param name="float_list">Fractions.</param>
/// <param name="int64_list">Whole numbers.</param>
[KerasExport("tf.train.Feature")]
public sealed class Feature(BytesList? bytes_list = null, FloatList? float_list = null, Int64List? int64_list = null)
{
    /// <summary>Texts or bytes.</summary>
    public BytesList? bytes_list { get; } = bytes_list;

    /// <summary>Fractions.</summary>
    public FloatList? float_list { get; } = float_list;

    /// <summary>Whole numbers.</summary>
    public Int64List? int64_list { get; } = int64_list;

    internal ProtoWriter Written()
    {
        var writer = new ProtoWriter();
        if (bytes_list is not null)
            writer.Message(1, bytes_list.value.Aggregate(new ProtoWriter(), (list, value) => list.Bytes(1, value)));
        if (float_list is not null) writer.Message(2, new ProtoWriter().Singles(1, float_list.value));
        if (int64_list is not null) writer.Message(3, new ProtoWriter().Numbers(1, int64_list.value));
        return writer;
    }

    internal static Feature Read(ReadOnlyMemory<byte> message)
    {
        foreach (var (kind, list) in ProtoReader.Messages(message))
        {
            if (kind == 1) return new(new BytesList([.. ProtoReader.Messages(list).Select(part => part.Bytes.ToArray())]));
            if (kind == 2) return new(float_list: new(ProtoReader.Floats(list)));
            if (kind == 3) return new(int64_list: new(ProtoReader.Integers(list)));
        }
        return new();
    }
}

/// <summary>Texts or bytes.</summary>
[KerasExport("tf.train.BytesList")]
public sealed class BytesList
{
    /// <param name="value">Bytes.</param>
    public BytesList(IReadOnlyList<byte[]> value) => this.value = Required.NotNull(value);

    /// <param name="value">Texts.</param>
    public BytesList(IReadOnlyList<string> value) => this.value = [.. Required.NotNull(value).Select(Encoding.UTF8.GetBytes)];

    /// <summary>The values.</summary>
    public IReadOnlyList<byte[]> value { get; }
}

/// <summary>Fractions.</summary>
/// <param name="value">The values.</param>
[KerasExport("tf.train.FloatList")]
public sealed class FloatList(IReadOnlyList<float> value)
{
    /// <summary>The values.</summary>
    public IReadOnlyList<float> value { get; } = Required.NotNull(value);
}

/// <summary>Whole numbers.</summary>
/// <param name="value">The values.</param>
[KerasExport("tf.train.Int64List")]
public sealed class Int64List(IReadOnlyList<long> value)
{
    /// <summary>The values.</summary>
    public IReadOnlyList<long> value { get; } = Required.NotNull(value);
}
