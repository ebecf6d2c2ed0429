namespace KerasLikeRnn.DataFiles.Hdf5;

/// <summary>What has a name in a file: a group or a data set. Both carry attributes.</summary>
internal abstract class H5Object(H5File file, H5Header header, string path)
{
    private Dictionary<string, H5Attribute>? attributes;

    /// <summary>Its name with those of the groups it was reached by, fit for messages.</summary>
    internal string Path { get; } = path;

    /// <summary>Its attributes by their names.</summary>
    internal IReadOnlyDictionary<string, H5Attribute> Attributes => attributes ??= ReadAttributes();

    private protected H5File File { get; } = file;

    private protected H5Header Header { get; } = header;

    private Dictionary<string, H5Attribute> ReadAttributes()
    {
        var read = new Dictionary<string, H5Attribute>(StringComparer.Ordinal);
        foreach (var message in Header.All(H5MessageKind.Attribute)) Add(message);
        if (Header.Find(H5MessageKind.AttributeInfo) is { } info) ReadDense(info);
        return read;

        void ReadDense(H5Cursor info)
        {
            info.Version(0, 0);
            info.Skip((info.Byte() & 1) != 0 ? 2 : 0);
            var (heapAddress, tree) = (info.Offset(), info.Offset());
            if (heapAddress == H5Cursor.Undefined) return;
            var heap = new H5FractalHeap(File.Input, heapAddress);
            foreach (var record in H5BTree2.Records(File.Input, tree)) Add(heap.Object(record));
        }

        void Add(H5Cursor message)
        {
            var attribute = H5Attribute.Read(File.Input, File.Heap, message);
            read[attribute.Name] = attribute;
        }
    }
}

/// <summary>A group: names, each of which leads to a group or a data set.</summary>
internal sealed class H5Group : H5Object
{
    private const int MostSoftLinks = 16;

    private readonly Dictionary<string, H5Object?> objects = new(StringComparer.Ordinal);
    private Dictionary<string, H5Link>? links;

    internal H5Group(H5File file, long address, string path) : base(file, file.Header(address), path) { }

    /// <summary>The names in it, in h5py's order.</summary>
    internal IEnumerable<string> Names => Links.Keys.Order(StringComparer.Ordinal);

    private Dictionary<string, H5Link> Links => links ??= H5Links.Read(File.Input, Header);

    /// <summary>Whether a name, or names with slashes between them, leads to something.</summary>
    internal bool Contains(string name) => Find(name, 0) is not null;

    /// <summary>The group of that name.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    internal H5Group Group(string name) => Find(name, 0) as H5Group ?? throw Missing(name, "group");

    /// <summary>The group of that name, or null.</summary>
    internal H5Group? FindGroup(string name) => Find(name, 0) as H5Group;

    /// <summary>The data set of that name.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    internal H5DataSet DataSet(string name) => Find(name, 0) as H5DataSet ?? throw Missing(name, "data set");

    private H5Object? Find(string path, int softLinks)
    {
        H5Object? found = path.StartsWith('/') ? File.Root : this;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            if (name != ".") found = (found as H5Group)?.Child(name, softLinks);
        return found;
    }

    private H5Object? Child(string name, int softLinks)
    {
        if (objects.TryGetValue(name, out var child)) return child;
        if (!Links.TryGetValue(name, out var link)) return null;
        if (softLinks > MostSoftLinks) throw new InvalidDataException($"{Path}: soft links lead to one another");
        child = link.Address != H5Cursor.Undefined ? Open(link.Address, $"{Path.TrimEnd('/')}/{DamagedFile.Shown(name)}")
            : link.Path is { } path ? Find(path, softLinks + 1) : null;
        objects.Add(name, child);
        return child;
    }

    private H5Object Open(long address, string path)
    {
        var header = File.Header(address);
        return header.Find(H5MessageKind.Layout) is { } layout ? new H5DataSet(File, header, layout, path) : new H5Group(File, address, path);
    }

    private InvalidDataException Missing(string name, string what) =>
        new($"{Path} has no {what} named {DamagedFile.Shown(name)}");
}
