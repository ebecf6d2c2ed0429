namespace KerasLikeRnn.DataFiles.Hdf5;

/// <summary>
/// Writes groups, data sets and attributes as an HDF5 file that every HDF5 since 1.8 opens: the superblock, texts of any length, the
/// headers of all objects, then the numbers. All places are known before the first byte is written, so it needs a stream that only takes.
/// </summary>
internal sealed class H5Writer
{
    private const int SuperblockSize = 48;
    private const int Alignment = 8;
    private const long Nowhere = -1;

    private readonly List<H5NewObject> objects = [];
    private readonly Dictionary<H5NewObject, long> headers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<H5NewDataSet, long> places = new(ReferenceEqualityComparer.Instance);
    private readonly H5NewTexts texts = new();
    private readonly H5NewGroup root;

    private H5Writer(H5NewGroup root)
    {
        this.root = root;
        Collect(root);
        Length = Arrange();
    }

    private long Length { get; }

    /// <summary>How many bytes the file will have.</summary>
    internal static long LengthOf(H5NewGroup root) => new H5Writer(root).Length;

    /// <summary>Writes the file.</summary>
    internal static void Write(H5NewGroup root, Stream stream) => new H5Writer(root).WriteAll(stream);

    private void Collect(H5NewObject item)
    {
        if (!headers.TryAdd(item, 0)) return;
        objects.Add(item);
        foreach (var attribute in item.Attributes.Values)
            if (attribute.Text is { } text) texts.Add(attribute, text);
        if (item is H5NewGroup group)
            foreach (var member in group.Members.Values) Collect(member);
        else places.Add((H5NewDataSet)item, 0);
    }

    // Where a thing stands does not change how long it is.
    private long Arrange()
    {
        long at = SuperblockSize;
        at += texts.Arrange(at);
        foreach (var item in objects)
        {
            headers[item] = at;
            at = Aligned(at + Header(item).Length);
        }
        foreach (var dataSet in objects.OfType<H5NewDataSet>())
        {
            places[dataSet] = at;
            at = Aligned(at + dataSet.Bytes);
        }
        return at;
    }

    private void WriteAll(Stream stream)
    {
        stream.Write(Superblock());
        texts.Write(stream);
        foreach (var item in objects)
        {
            var header = Header(item);
            stream.Write(header);
            Pad(stream, header.Length);
        }
        foreach (var dataSet in objects.OfType<H5NewDataSet>())
        {
            dataSet.Write(stream);
            Pad(stream, dataSet.Bytes);
        }
    }

    private byte[] Superblock() => Made(with =>
    {
        with.Write(H5File.Signature);
        with.Write([2, 8, 8, 0]);
        with.Write(0L);
        with.Write(Nowhere);
        with.Write(Length);
        with.Write(headers[root]);
    });

    private byte[] Header(H5NewObject item)
    {
        var messages = Messages(item);
        return Made(with =>
        {
            with.Write("OHDR"u8);
            with.Write([2, 2]);
            with.Write(messages.Length);
            with.Write(messages);
        });
    }

    private byte[] Messages(H5NewObject item)
    {
        using var messages = new MemoryStream();
        if (item is H5NewGroup group) AddGroup(messages, group);
        else AddDataSet(messages, (H5NewDataSet)item);
        if (item.Links > 1) Add(messages, 0x16, "", with => { with.Write((byte)0); with.Write(item.Links); });
        foreach (var (name, attribute) in item.Attributes) Add(messages, 0x0C, name, with => WriteAttribute(with, name, attribute));
        return messages.ToArray();
    }

    private void AddGroup(Stream messages, H5NewGroup group)
    {
        Add(messages, 0x02, "", with => { with.Write((short)0); with.Write(Nowhere); with.Write(Nowhere); });
        Add(messages, 0x0A, "", with => with.Write((short)0));
        foreach (var (name, member) in group.Members)
            Add(messages, 0x06, name, with =>
            {
                var bytes = Encoding.UTF8.GetBytes(name);
                with.Write([1, 0x12, 1]);
                with.Write(bytes.Length);
                with.Write(bytes);
                with.Write(headers[member]);
            });
    }

    private void AddDataSet(Stream messages, H5NewDataSet dataSet)
    {
        Add(messages, 0x01, "", with => WriteSpace(with, dataSet.Sizes));
        Add(messages, 0x03, "", with => with.Write(dataSet.Type.Message()));
        // Space is there before anything is written; nothing is filled.
        Add(messages, 0x05, "", with => with.Write([3, 0x0A]));
        Add(messages, 0x08, "", with =>
        {
            with.Write([3, 1]);
            with.Write(dataSet.Bytes == 0 ? Nowhere : places[dataSet]);
            with.Write(dataSet.Bytes);
        });
    }

    private void WriteAttribute(BinaryWriter with, string name, H5NewAttribute attribute)
    {
        var lines = attribute.Texts?.Select(Encoding.UTF8.GetBytes).ToArray();
        var type = lines is null ? H5Type.VaryingText : H5Type.FixedText(Math.Max(1, lines.Select(line => line.Length).DefaultIfEmpty().Max()));
        var (bytes, described) = (Encoding.UTF8.GetBytes(name + "\0"), type.Message());
        int[] sizes = lines is null ? [] : [lines.Length];
        with.Write([3, 0]);
        with.Write((ushort)bytes.Length);
        with.Write((ushort)described.Length);
        with.Write((ushort)(4 + 8 * sizes.Length));
        with.Write((byte)1);
        with.Write(bytes);
        with.Write(described);
        WriteSpace(with, sizes);
        if (lines is null) texts.WritePlace(with, attribute);
        else
            foreach (var line in lines) with.Write([.. line, .. new byte[type.Size - line.Length]]);
    }

    private static void WriteSpace(BinaryWriter with, IReadOnlyList<int> sizes)
    {
        with.Write([2, (byte)sizes.Count, 0, (byte)(sizes.Count == 0 ? 0 : 1)]);
        foreach (var size in sizes) with.Write((long)size);
    }

    private static void Add(Stream messages, byte kind, string name, Action<BinaryWriter> write)
    {
        using var message = new MemoryStream();
        using var with = new BinaryWriter(message);
        write(with);
        if (message.Length > ushort.MaxValue)
            throw new ValueError($"{name} is too large for the header of an HDF5 object, which takes 64 KB: it has {message.Length} bytes.");
        messages.Write([kind, (byte)message.Length, (byte)(message.Length >> 8), 0]);
        message.WriteTo(messages);
    }

    // A structure with its checksum.
    private static byte[] Made(Action<BinaryWriter> write)
    {
        using var made = new MemoryStream();
        using var with = new BinaryWriter(made);
        write(with);
        with.Write(Lookup3.Hash(made.GetBuffer().AsSpan(0, (int)made.Length)));
        return made.ToArray();
    }

    private static long Aligned(long at) => (at + Alignment - 1) / Alignment * Alignment;

    private static void Pad(Stream stream, long written) => stream.Write(new byte[Aligned(written) - written]);
}
