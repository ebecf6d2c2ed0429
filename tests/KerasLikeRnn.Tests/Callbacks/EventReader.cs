using System.Buffers.Binary;
using System.Text;

namespace KerasLikeRnn.Tests.Callbacks;

/// <summary>An event of a summary, as a reader of its own finds it in a file.</summary>
internal sealed record ReadEvent(
    string Tag, long Step, string Plugin, string PluginContent, long DataClass, long DType, long[] Shape, byte[] Numbers, byte[][] Strings,
    byte[]? Graph, string FileVersion, double WallTime);

/// <summary>Reads event files: frames with a bitwise checksum, then messages field by field.</summary>
internal static class EventReader
{
    public static List<ReadEvent> Read(string path)
    {
        var events = new List<ReadEvent>();
        for (var rest = File.ReadAllBytes(path).AsSpan(); rest.Length > 0;)
        {
            var length = checked((int)BinaryPrimitives.ReadInt64LittleEndian(rest));
            Assert.Equal(Masked(rest[..8]), BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]));
            var record = rest.Slice(12, length);
            Assert.Equal(Masked(record), BinaryPrimitives.ReadUInt32LittleEndian(rest[(12 + length)..]));
            events.AddRange(Event(record.ToArray()));
            rest = rest[(16 + length)..];
        }
        return events;
    }

    /// <summary>The fields of a message, each with its number: a number, or bytes.</summary>
    public static List<(int Field, ulong Number, byte[] Bytes)> Fields(byte[] message)
    {
        var fields = new List<(int, ulong, byte[])>();
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message, ref at);
            var (number, bytes) = (0ul, Array.Empty<byte>());
            switch (tag & 7)
            {
                case 0: number = Varint(message, ref at); break;
                case 1: (number, at) = (BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(at)), at + 8); break;
                case 5: (number, at) = (BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(at)), at + 4); break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    (bytes, at) = (message[at..(at + length)], at + length);
                    break;
                default: throw new InvalidDataException($"wire type {tag & 7}");
            }
            fields.Add(((int)(tag >> 3), number, bytes));
        }
        return fields;
    }

    private static IEnumerable<ReadEvent> Event(byte[] message)
    {
        var fields = Fields(message);
        var step = (long)Number(fields, 2);
        var time = BitConverter.UInt64BitsToDouble(Number(fields, 1));
        foreach (var (field, _, bytes) in fields)
        {
            if (field == 3) yield return Empty with { FileVersion = Encoding.UTF8.GetString(bytes), WallTime = time };
            if (field == 4) yield return Empty with { Graph = bytes, WallTime = time, Step = step };
            if (field == 5)
                foreach (var (_, _, value) in Fields(bytes)) yield return Value(Fields(value)) with { Step = step, WallTime = time };
        }
    }

    private static readonly ReadEvent Empty = new("", 0, "", "", 0, 0, [], [], [], null, "", 0);

    private static ReadEvent Value(List<(int Field, ulong Number, byte[] Bytes)> value)
    {
        var metadata = Fields(Bytes(value, 9));
        var plugin = Fields(Bytes(metadata, 1));
        var tensor = Fields(Bytes(value, 8));
        return Empty with
        {
            Tag = Encoding.UTF8.GetString(Bytes(value, 1)),
            Plugin = Encoding.UTF8.GetString(Bytes(plugin, 1)),
            PluginContent = Encoding.UTF8.GetString(Bytes(plugin, 2)),
            DataClass = (long)Number(metadata, 4),
            DType = (long)Number(tensor, 1),
            Shape = [.. Fields(Bytes(tensor, 2)).Select(size => (long)Number(Fields(size.Bytes), 1))],
            Numbers = Bytes(tensor, 4),
            Strings = [.. tensor.Where(field => field.Field == 8).Select(field => field.Bytes)],
        };
    }

    private static ulong Number(List<(int Field, ulong Number, byte[] Bytes)> fields, int field) =>
        fields.Where(each => each.Field == field).Select(each => each.Number).LastOrDefault();

    private static byte[] Bytes(List<(int Field, ulong Number, byte[] Bytes)> fields, int field) =>
        fields.Where(each => each.Field == field).Select(each => each.Bytes).LastOrDefault() ?? [];

    private static ulong Varint(byte[] message, ref int at)
    {
        var value = 0ul;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 127) << shift;
            if (next < 128) return value;
        }
    }

    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0x82F63B78u);
        }
        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
    }
}
