namespace KerasLikeRnn.DataFiles.Hdf5;

/// <summary>The texts of any length in a file that is to be written: collections of the global heap.</summary>
internal sealed class H5NewTexts
{
    private const int Head = 16;

    // HDF5 takes no smaller one.
    private const int SmallestCollection = 4096;
    private const int MostInCollection = ushort.MaxValue;

    private readonly List<byte[]> texts = [];
    private readonly Dictionary<H5NewAttribute, int> numbers = new(ReferenceEqualityComparer.Instance);
    private readonly List<long> addresses = [];

    internal void Add(H5NewAttribute attribute, string text)
    {
        numbers.Add(attribute, texts.Count);
        texts.Add(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Gives each collection its place from an address on.</summary>
    /// <returns>How many bytes they take.</returns>
    internal long Arrange(long address)
    {
        var at = address;
        foreach (var collection in texts.Chunk(MostInCollection))
        {
            addresses.Add(at);
            at += SizeOf(collection);
        }
        return at - address;
    }

    /// <summary>Writes all collections.</summary>
    internal void Write(Stream stream)
    {
        using var with = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        foreach (var collection in texts.Chunk(MostInCollection)) WriteCollection(with, collection);
    }

    /// <summary>Writes where the text of an attribute lies.</summary>
    internal void WritePlace(BinaryWriter with, H5NewAttribute attribute)
    {
        var number = numbers[attribute];
        with.Write(texts[number].Length);
        with.Write(addresses.Count == 0 ? 0L : addresses[number / MostInCollection]);
        with.Write(number % MostInCollection + 1);
    }

    private static void WriteCollection(BinaryWriter with, byte[][] collection)
    {
        var size = SizeOf(collection);
        with.Write("GCOL"u8);
        with.Write([1, 0, 0, 0]);
        with.Write(size);
        var left = size - Head;
        for (var i = 0; i < collection.Length; i++)
        {
            var text = collection[i];
            WriteObject(with, i + 1, text.Length);
            with.Write(text);
            with.Write(new byte[Padded(text) - text.Length]);
            left -= Head + Padded(text);
        }
        // What is free is an object too.
        WriteObject(with, 0, left);
        with.Write(new byte[left - Head]);
    }

    private static void WriteObject(BinaryWriter with, int number, long size)
    {
        with.Write((ushort)number);
        with.Write((ushort)(number == 0 ? 0 : 1));
        with.Write(0);
        with.Write(size);
    }

    private static long SizeOf(byte[][] collection) =>
        Math.Max(SmallestCollection, collection.Sum(text => Head + Padded(text)) + 2 * Head);

    private static long Padded(byte[] text) => (text.Length + 7L) / 8 * 8;
}
