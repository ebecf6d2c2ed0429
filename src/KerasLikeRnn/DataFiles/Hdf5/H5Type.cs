using System.Buffers.Binary;

namespace KerasLikeRnn.DataFiles.Hdf5;

/// <summary>Kinds of elements. What no Keras writes is named in errors only.</summary>
internal enum H5Kind
{
    Integer = 0,
    Float = 1,
    Time = 2,
    Text = 3,
    Bits = 4,
    Opaque = 5,
    Compound = 6,
    Reference = 7,
    Enumeration = 8,
    Varying = 9,
    Array = 10,
}

/// <summary>The type of the elements of a data set or an attribute.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Size">Bytes of each.</param>
internal sealed record H5Type(H5Kind Kind, int Size)
{
    private const int MostSize = 1 << 28;

    /// <summary>Whether integers have a sign.</summary>
    internal bool IsSigned { get; init; }

    /// <summary>Whether the most significant byte comes first.</summary>
    internal bool IsBigEndian { get; init; }

    /// <summary>Whether elements of varying length are text, and no lists.</summary>
    internal bool IsText { get; init; }

    internal static H5Type Float16 { get; } = new(H5Kind.Float, 2);

    internal static H5Type Float32 { get; } = new(H5Kind.Float, 4);

    internal static H5Type Float64 { get; } = new(H5Kind.Float, 8);

    internal static H5Type Int32 { get; } = new(H5Kind.Integer, 4) { IsSigned = true };

    internal static H5Type Int64 { get; } = new(H5Kind.Integer, 8) { IsSigned = true };

    internal static H5Type UInt32 { get; } = new(H5Kind.Integer, 4);

    /// <summary>h5py's truth values: bytes with the names FALSE and TRUE.</summary>
    internal static H5Type Bool { get; } = new(H5Kind.Enumeration, 1) { IsSigned = true };

    /// <summary>Text of any length, which lies elsewhere in the file.</summary>
    internal static H5Type VaryingText { get; } = new(H5Kind.Varying, 16) { IsText = true };

    /// <summary>Two bytes without a meaning, as Keras 3 keeps bfloat16.</summary>
    internal static H5Type TwoBytes { get; } = new(H5Kind.Opaque, 2);

    /// <summary>The type as tensors have it: the next wider one where they have not the same; null for what is no number.</summary>
    internal DType? DType => (Kind, Size) switch
    {
        (H5Kind.Float, 2) => Engine.DType.Float16,
        (H5Kind.Float, 4) => Engine.DType.Float32,
        (H5Kind.Float, 8) => Engine.DType.Float64,
        (H5Kind.Enumeration, 1) => Engine.DType.Bool,
        (H5Kind.Integer, 4) when !IsSigned => Engine.DType.Int64,
        (H5Kind.Integer, 1 or 2 or 4) => Engine.DType.Int32,
        (H5Kind.Integer, 8) => Engine.DType.Int64,
        (H5Kind.Opaque, 2) => Engine.DType.BFloat16,
        _ => null,
    };

    /// <summary>The type in which a tensor's elements are written.</summary>
    /// <exception cref="NotSupportedException">It holds strings.</exception>
    internal static H5Type Of(DType type) => type switch
    {
        Engine.DType.Float16 => Float16,
        Engine.DType.Float32 => Float32,
        Engine.DType.Float64 => Float64,
        Engine.DType.Int32 => Int32,
        Engine.DType.Int64 => Int64,
        Engine.DType.Bool => Bool,
        Engine.DType.BFloat16 => TwoBytes,
        _ => throw new NotSupportedException($"Tensors of {type.Name()} cannot be written to HDF5: only numbers can."),
    };

    /// <summary>Text of so many bytes.</summary>
    internal static H5Type FixedText(int size) => new(H5Kind.Text, size);

    internal static H5Type Read(H5Cursor message)
    {
        var first = message.Byte();
        var kind = (H5Kind)(first & 15);
        var bits = (int)message.Number(3);
        var size = message.UInt32();
        if (size is 0 or > MostSize) throw message.Damaged(Invariant($"has elements of {size} bytes"));
        return new H5Type(kind, (int)size)
        {
            IsSigned = (bits & 8) != 0,
            IsBigEndian = kind is H5Kind.Integer or H5Kind.Float && (bits & 1) != 0,
            IsText = kind == H5Kind.Varying && (bits & 15) == 1,
        };
    }

    /// <summary>Elements as they lie in a file, made to what tensors have: bytes in this machine's order, narrow integers widened.</summary>
    internal void Convert(Span<byte> source, Span<byte> target)
    {
        if (IsBigEndian)
            for (var i = 0; i < source.Length; i += Size) source.Slice(i, Size).Reverse();
        var wide = DType!.Value.Size();
        if (wide == Size)
        {
            source.CopyTo(target);
            return;
        }
        for (var i = 0; i < source.Length / Size; i++)
        {
            var value = Widened(source.Slice(i * Size, Size));
            if (wide == 4) BinaryPrimitives.WriteInt32LittleEndian(target[(4 * i)..], (int)value);
            else BinaryPrimitives.WriteInt64LittleEndian(target[(8 * i)..], value);
        }
    }

    /// <summary>What the header of a data set or an attribute says of it.</summary>
    internal byte[] Message() => Kind switch
    {
        H5Kind.Integer => Numbers(IsSigned ? 0x08 : 0, [.. Short(0), .. Short(8 * Size)]),
        H5Kind.Float => Numbers(0x20 | (8 * Size - 1) << 8, FloatParts()),
        H5Kind.Text => Numbers(0x01, []),
        H5Kind.Opaque => Numbers(0, []),
        H5Kind.Enumeration => Numbers(2, [.. (Int32 with { Size = 1 }).Message(), .. "FALSE\0\0\0TRUE\0\0\0\0"u8, 0, 1]),
        _ => Numbers(0x01, new H5Type(H5Kind.Integer, 1).Message()),
    };

    public override string ToString() => Invariant($"{Kind} of {Size} bytes");

    private long Widened(ReadOnlySpan<byte> element) => (Size, IsSigned) switch
    {
        (1, true) => (sbyte)element[0],
        (1, false) => element[0],
        (2, true) => BinaryPrimitives.ReadInt16LittleEndian(element),
        (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(element),
        _ => BinaryPrimitives.ReadUInt32LittleEndian(element),
    };

    private byte[] FloatParts()
    {
        var (exponent, mantissa, bias) = Size switch { 2 => (5, 10, 15), 4 => (8, 23, 127), _ => (11, 52, 1023) };
        return [.. Short(0), .. Short(8 * Size), (byte)mantissa, (byte)exponent, 0, (byte)mantissa, .. Short(bias), .. Short(0)];
    }

    private byte[] Numbers(int bits, byte[] properties) =>
        [(byte)((int)Kind | 0x10), (byte)bits, (byte)(bits >> 8), (byte)(bits >> 16), .. Short(Size), (byte)(Size >> 16), (byte)(Size >> 24),
            .. properties];

    private static byte[] Short(int value) => [(byte)value, (byte)(value >> 8)];
}
