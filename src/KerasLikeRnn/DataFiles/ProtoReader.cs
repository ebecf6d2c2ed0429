using System.Buffers.Binary;

namespace KerasLikeRnn.DataFiles;

/// <summary>Reads messages of Protocol Buffers.</summary>
internal static class ProtoReader
{
    /// <summary>The fields of a message with their bytes: those of numbers as they are written.</summary>
    /// <exception cref="ValueError">The bytes are no message.</exception>
    public static IEnumerable<(int Field, ReadOnlyMemory<byte> Bytes)> Messages(ReadOnlyMemory<byte> message) =>
        Fields(message, NoExample).Select(field => (field.Number, field.Bytes));

    /// <summary>The fields of a message in a file.</summary>
    /// <exception cref="InvalidDataException">The bytes are no message.</exception>
    public static IEnumerable<ProtoField> Fields(ReadOnlyMemory<byte> message) => Fields(message, NoMessage);

    /// <summary>The messages in a message of a file that are its field of that number.</summary>
    /// <exception cref="InvalidDataException">The bytes are no message.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Inner(ReadOnlyMemory<byte> message, int number) =>
        Fields(message).Where(field => field.Number == number).Select(field => field.Message);

    private static IEnumerable<ProtoField> Fields(ReadOnlyMemory<byte> message, Func<Exception> damaged)
    {
        for (var at = 0; at < message.Length;)
        {
            if (!TryNumber(message.Span, ref at, out var key)) throw damaged();
            var start = at;
            var number = 0UL;
            var length = (int)(key & 7) switch
            {
                0 => TryNumber(message.Span, ref at, out number) ? at - start : -1,
                1 => sizeof(long),
                2 => TryNumber(message.Span, ref at, out var bytes) && bytes <= int.MaxValue ? (int)bytes : -1,
                5 => sizeof(int),
                _ => -1,
            };
            if ((key & 7) == 0) at = start;
            if (length < 0 || length > message.Length - at || key >> 3 is 0 or > int.MaxValue) throw damaged();
            yield return new((int)(key >> 3), (ProtoKind)(key & 7), message.Slice(at, length), number);
            at += length;
        }
    }

    /// <summary>The fractions of a list.</summary>
    public static List<float> Floats(ReadOnlyMemory<byte> list)
    {
        var values = new List<float>();
        foreach (var (_, part) in Messages(list))
            for (var at = 0; at + sizeof(float) <= part.Length; at += sizeof(float))
                values.Add(BinaryPrimitives.ReadSingleLittleEndian(part.Span[at..]));
        return values;
    }

    /// <summary>The whole numbers of a list.</summary>
    public static List<long> Integers(ReadOnlyMemory<byte> list)
    {
        var values = new List<long>();
        foreach (var (_, part) in Messages(list))
            for (var at = 0; at < part.Length;) values.Add((long)Number(part.Span, ref at));
        return values;
    }

    /// <summary>Reads a number of seven bits a byte.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool TryNumber(ReadOnlySpan<byte> bytes, ref int at, out ulong number)
    {
        number = 0;
        for (var shift = 0; ; shift += 7)
        {
            if (at >= bytes.Length || shift > 63) return false;
            var next = bytes[at++];
            number |= (ulong)(next & 127) << shift;
            if (next < 128) return true;
        }
    }

    private static ulong Number(ReadOnlySpan<byte> bytes, ref int at) =>
        TryNumber(bytes, ref at, out var number) ? number : throw NoExample();

    private static ValueError NoExample() => new("Could not parse example input: the bytes are no tensorflow.Example.");

    private static InvalidDataException NoMessage() => new("the bytes are no message of Protocol Buffers");
}

/// <summary>How a field of a message is written.</summary>
internal enum ProtoKind
{
    /// <summary>A whole number, seven bits a byte.</summary>
    Number = 0,

    /// <summary>Eight bytes.</summary>
    Eight = 1,

    /// <summary>Bytes, a text, a message or a packed list.</summary>
    Bytes = 2,

    /// <summary>Four bytes.</summary>
    Four = 5,
}

/// <summary>A field of a message.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Kind">How it is written.</param>
/// <param name="Bytes">What it holds.</param>
/// <param name="Value">The number that it holds, if it is one.</param>
internal readonly record struct ProtoField(int Number, ProtoKind Kind, ReadOnlyMemory<byte> Bytes, ulong Value)
{
    /// <summary>A whole number.</summary>
    public long Whole => Kind == ProtoKind.Number ? (long)Value : throw Wrong("a whole number");

    /// <summary>A whole number of 32 bits.</summary>
    public int Int => Whole is var value && value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Wrong("a number of 32 bits");

    /// <summary>Four bytes as a number.</summary>
    public uint Fixed32 => Kind == ProtoKind.Four ? BinaryPrimitives.ReadUInt32LittleEndian(Bytes.Span) : throw Wrong("four bytes");

    /// <summary>Bytes, or a message.</summary>
    public ReadOnlyMemory<byte> Message => Kind == ProtoKind.Bytes ? Bytes : throw Wrong("bytes");

    /// <summary>A text.</summary>
    public string Text => Encoding.UTF8.GetString(Message.Span);

    private InvalidDataException Wrong(string expected) => new($"field {Number} of a message holds no {expected}");
}
