namespace KerasLikeRnn.DataFiles.Hdf5;

/// <summary>Where texts of any length lie: in collections, each of which is read once, and each text in it decoded once.</summary>
internal sealed class H5GlobalHeap(H5Input input)
{
    private const string What = "the global heap";

    private readonly Dictionary<long, Dictionary<int, ReadOnlyMemory<byte>>> collections = [];
    private readonly Dictionary<(long, int), string> texts = [];

    /// <summary>The text to which an element refers; an empty one has no place.</summary>
    internal string Text(H5Cursor element)
    {
        var length = element.UInt32();
        var collection = element.Offset();
        var index = (int)element.UInt32();
        if (length == 0 || collection is 0 or H5Cursor.Undefined) return "";
        if (texts.TryGetValue((collection, index), out var text)) return text;
        if (!Collection(collection).TryGetValue(index, out var bytes) || bytes.Length < length)
            throw element.Damaged(Invariant($"refers to {length} bytes of object {index} of the global heap, which has not so many"));
        input.Take(length, What);
        text = H5Attribute.Decoded(bytes.Span[..(int)length]);
        texts.Add((collection, index), text);
        return text;
    }

    private Dictionary<int, ReadOnlyMemory<byte>> Collection(long address)
    {
        if (collections.TryGetValue(address, out var objects)) return objects;
        var prefix = 8 + input.LengthSize;
        var start = input.Read(address, prefix, What).Expect("GCOL"u8);
        start.Version(1, 1);
        start.Skip(3);
        var size = start.Length();
        var all = input.Read(address, size, What);
        all.Skip(prefix);
        objects = Objects(all, prefix);
        collections.Add(address, objects);
        return objects;
    }

    private static Dictionary<int, ReadOnlyMemory<byte>> Objects(H5Cursor all, int prefix)
    {
        var objects = new Dictionary<int, ReadOnlyMemory<byte>>();
        while (all.Remaining >= prefix)
        {
            var index = all.UInt16();
            if (index == 0) break;
            all.Skip(6);
            objects[index] = all.Part(all.Length()).Rest();
            all.Align();
        }
        return objects;
    }
}
