using System.Text;

namespace KerasLikeRnn.TensorFlow;

/// <summary>A message in the format of protocol buffers, written field by field: what TensorFlow takes functions in.</summary>
internal sealed class ProtoMessage
{
    private const int Varint = 0, Delimited = 2;

    private readonly List<byte> bytes = [];

    public ProtoMessage Number(int field, long value) => Tag(field, Varint).Raw((ulong)value);

    public ProtoMessage Numbers(int field, IEnumerable<long> values)
    {
        var packed = new ProtoMessage();
        foreach (var value in values) packed.Raw((ulong)value);
        return Message(field, packed);
    }

    public ProtoMessage Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtoMessage Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, Delimited).Raw((ulong)value.Length).bytes.AddRange(value);
        return this;
    }

    public ProtoMessage Message(int field, ProtoMessage value) => Bytes(field, value.ToArray());

    /// <summary>An entry of a map, which is a message of a key and a value.</summary>
    public ProtoMessage Entry(int field, string key, ProtoMessage value) =>
        Message(field, new ProtoMessage().Text(1, key).Message(2, value));

    /// <summary>An entry of a map of texts.</summary>
    public ProtoMessage Entry(int field, string key, string value) => Message(field, new ProtoMessage().Text(1, key).Text(2, value));

    public byte[] ToArray() => [.. bytes];

    private ProtoMessage Tag(int field, int wire) => Raw(((ulong)field << 3) | (uint)wire);

    private ProtoMessage Raw(ulong value)
    {
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return this;
    }
}
