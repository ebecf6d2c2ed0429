using System.Buffers.Binary;

namespace KerasLikeRnn.DataFiles;

/// <summary>Reads messages of Protocol Buffers.</summary>
internal static class ProtoReader
{
    /// <summary>The fields of a message with their bytes: those of numbers as they are written.</summary>
    /// <exception cref="ValueError">The bytes are no message.</exception>
    public static IEnumerable<(int Field, ReadOnlyMemory<byte> Bytes)> Messages(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length;)
        {
            var key = Number(message.Span, ref at);
            var length = (int)(key & 7) switch
            {
                0 => LengthOfNumber(message.Span, at),
                1 => sizeof(long),
                2 => checked((long)Number(message.Span, ref at)),
                5 => sizeof(int),
                _ => throw Damaged(),
            };
            if (length > message.Length - at) throw Damaged();
            yield return ((int)(key >> 3), message.Slice(at, (int)length));
            at += (int)length;
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

    private static ulong Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        var number = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            if (at >= bytes.Length || shift > 63) throw Damaged();
            var next = bytes[at++];
            number |= (ulong)(next & 127) << shift;
            if (next < 128) return number;
        }
    }

    private static long LengthOfNumber(ReadOnlySpan<byte> bytes, int at)
    {
        var end = at;
        Number(bytes, ref end);
        return end - at;
    }

    private static ValueError Damaged() => new("Could not parse example input: the bytes are no tensorflow.Example.");
}
