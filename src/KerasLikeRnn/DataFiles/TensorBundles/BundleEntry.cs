namespace KerasLikeRnn.DataFiles;

/// <summary>Where a tensor lies in the data files of a bundle.</summary>
internal sealed record BundleEntry(string Key, BundleType Type, long[] Sizes, int Shard, long Offset, long Length, uint Checksum)
{
    /// <summary>Whether it was written in parts, by several machines.</summary>
    public bool IsPartitioned { get; init; }

    /// <summary>Number of elements.</summary>
    public long Count { get; } = Sizes.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>The shape of a tensor that takes it.</summary>
    /// <exception cref="NotSupportedException">An axis is longer than those of tensors.</exception>
    public Shape Shape => Sizes.All(size => size <= int.MaxValue)
        ? Shape.Of([.. Sizes.Select(size => (int)size)])
        : throw new NotSupportedException($"{Key} has shape [{string.Join(", ", Sizes)}], an axis longer than {int.MaxValue}.");

    /// <summary>Reads an entry of the index.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static BundleEntry Read(string key, ReadOnlyMemory<byte> message)
    {
        var (type, sizes, shard, offset, length, checksum, isPartitioned) = (0, Array.Empty<long>(), 0, 0L, 0L, 0u, false);
        foreach (var field in ProtoReader.Fields(message))
        {
            switch (field.Number)
            {
                case 1: type = field.Int; break;
                case 2: sizes = SizesOf(field.Message); break;
                case 3: shard = field.Int; break;
                case 4: offset = field.Whole; break;
                case 5: length = field.Whole; break;
                case 6: checksum = field.Fixed32; break;
                case 7: isPartitioned = true; break;
            }
        }
        if (offset < 0 || length < 0) throw new InvalidDataException($"it begins at {offset} and has {length} bytes");
        try
        {
            return new(key, new BundleType(type), sizes, shard, offset, length, checksum) { IsPartitioned = isPartitioned };
        }
        catch (OverflowException)
        {
            throw new InvalidDataException($"its shape [{string.Join(", ", sizes)}] is that of no tensor");
        }
    }

    /// <summary>The entry as the index holds it.</summary>
    public byte[] Written()
    {
        var message = new ProtoWriter().Number(1, Type.Code).Message(2, WrittenSizes(Sizes));
        if (Shard != 0) message.Number(3, Shard);
        if (Offset != 0) message.Number(4, Offset);
        if (Length != 0) message.Number(5, Length);
        return message.Fixed32(6, Checksum).Written.ToArray();
    }

    /// <summary>A shape as TensorFlow writes it.</summary>
    public static ProtoWriter WrittenSizes(IEnumerable<long> sizes)
    {
        var message = new ProtoWriter();
        foreach (var size in sizes) message.Message(2, size == 0 ? new ProtoWriter() : new ProtoWriter().Number(1, size));
        return message;
    }

    /// <summary>The sizes in a message of TensorFlow's.</summary>
    /// <exception cref="InvalidDataException">They are those of no tensor.</exception>
    public static long[] SizesOf(ReadOnlyMemory<byte> message)
    {
        var sizes = new List<long>();
        foreach (var axis in ProtoReader.Fields(message))
        {
            if (axis.Number == 3 && axis.Whole != 0) throw new InvalidDataException("its shape is not known");
            if (axis.Number != 2) continue;
            var size = 0L;
            foreach (var field in ProtoReader.Fields(axis.Message))
                if (field.Number == 1) size = field.Whole;
            if (size < 0 || sizes.Count == LargestRank) throw new InvalidDataException("its shape is that of no tensor");
            sizes.Add(size);
        }
        return [.. sizes];
    }

    private const int LargestRank = 254;
}

/// <summary>TensorFlow's number of an element type.</summary>
internal readonly record struct BundleType(int Code)
{
    private static readonly (int Code, string Name, DType? Type)[] table =
    [
        (1, "float32", DType.Float32), (2, "float64", DType.Float64), (3, "int32", DType.Int32), (4, "uint8", null), (5, "int16", null),
        (6, "int8", null), (7, "string", DType.String), (8, "complex64", null), (9, "int64", DType.Int64), (10, "bool", DType.Bool),
        (11, "qint8", null), (12, "quint8", null), (13, "qint32", null), (14, "bfloat16", DType.BFloat16), (17, "uint16", null),
        (18, "complex128", null), (19, "float16", DType.Float16), (20, "resource", null), (21, "variant", null), (22, "uint32", null),
        (23, "uint64", null),
    ];

    /// <summary>NumPy's name.</summary>
    public string Name
    {
        get
        {
            var code = Code;
            return Array.Find(table, row => row.Code == code).Name ?? Invariant($"type {code}");
        }
    }

    /// <summary>TensorFlow's name, without its beginning.</summary>
    public string TensorFlowName => Name switch
    {
        "float32" => "FLOAT",
        "float64" => "DOUBLE",
        "float16" => "HALF",
        var name => name.ToUpperInvariant(),
    };

    /// <summary>The type of tensors; null for one that tensors do not have.</summary>
    public DType? Type
    {
        get
        {
            var code = Code;
            return Array.Find(table, row => row.Code == code).Type;
        }
    }

    /// <summary>The type that NumPy calls so.</summary>
    public static BundleType Named(string name) => new(Array.Find(table, row => row.Name == name).Code);

    /// <summary>TensorFlow's number of a type of tensors.</summary>
    public static BundleType Of(DType type) => new(Array.Find(table, row => row.Type == type).Code);
}
