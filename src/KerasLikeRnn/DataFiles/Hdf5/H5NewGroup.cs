namespace KerasLikeRnn.DataFiles.Hdf5;

/// <summary>What is to be written: an object with attributes.</summary>
internal abstract class H5NewObject
{
    private readonly Dictionary<string, H5NewAttribute> attributes = new(StringComparer.Ordinal);

    /// <summary>The attributes in the order in which they were set.</summary>
    internal IReadOnlyDictionary<string, H5NewAttribute> Attributes => attributes;

    /// <summary>How many names lead to it.</summary>
    internal int Links { get; set; }

    /// <summary>Sets an attribute to a text of any length.</summary>
    internal void SetText(string name, string text) => attributes[name] = new(text, null);

    /// <summary>Sets an attribute to a list of texts, which together take less than 64 KB.</summary>
    internal void SetTexts(string name, IReadOnlyList<string> texts) => attributes[name] = new(null, texts);
}

/// <summary>An attribute that is to be written.</summary>
/// <param name="Text">A single text.</param>
/// <param name="Texts">Or several.</param>
internal sealed record H5NewAttribute(string? Text, IReadOnlyList<string>? Texts);

/// <summary>A group that is to be written.</summary>
internal sealed class H5NewGroup : H5NewObject
{
    private readonly SortedDictionary<string, H5NewObject> members = new(StringComparer.Ordinal);

    /// <summary>What is in it, by names.</summary>
    internal IReadOnlyDictionary<string, H5NewObject> Members => members;

    /// <summary>The group of that name, or of names with slashes between them; those that are missing are made.</summary>
    /// <exception cref="ValueError">A data set has such a name.</exception>
    internal H5NewGroup Group(string path)
    {
        var group = this;
        foreach (var name in Names(path))
        {
            if (!group.members.TryGetValue(name, out var member)) group.Link(name, member = new H5NewGroup());
            group = member as H5NewGroup ?? throw Taken(path, "group");
        }
        return group;
    }

    /// <summary>Adds a data set, with the groups that its name with slashes names. One data set may be added under several names.</summary>
    /// <exception cref="ValueError">The name is taken.</exception>
    internal void Add(string path, H5NewDataSet dataSet)
    {
        var names = Names(path);
        var group = Group(string.Join('/', names[..^1]));
        if (group.members.ContainsKey(names[^1])) throw Taken(path, "dataset");
        group.Link(names[^1], dataSet);
    }

    private void Link(string name, H5NewObject member)
    {
        members.Add(name, member);
        member.Links++;
    }

    private static string[] Names(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static ValueError Taken(string path, string what) => new(
        $"Unable to create {what} (name already exists): two weights or layers are named {path}. Give each a name of its own.");
}

/// <summary>A data set that is to be written.</summary>
/// <param name="type">Type of its elements.</param>
/// <param name="sizes">Its sizes.</param>
/// <param name="write">Writes all elements, when their turn comes.</param>
internal sealed class H5NewDataSet(H5Type type, IReadOnlyList<int> sizes, Action<Stream> write) : H5NewObject
{
    private const int BlockSize = 1 << 20;

    /// <summary>Type of its elements.</summary>
    internal H5Type Type { get; } = type;

    /// <summary>Its sizes.</summary>
    internal IReadOnlyList<int> Sizes { get; } = sizes;

    /// <summary>Bytes of all elements.</summary>
    internal long Bytes => Sizes.Aggregate((long)Type.Size, (product, size) => product * size);

    /// <summary>A data set of the numbers that a variable has when it is written.</summary>
    internal static H5NewDataSet Of(Variable variable) => Of(variable.Shape, variable.DType, () => variable.Current);

    /// <summary>A data set of a tensor's numbers.</summary>
    internal static H5NewDataSet Of(Tensor tensor) => Of(tensor.Shape, tensor.DType, () => tensor);

    /// <summary>Writes the elements.</summary>
    internal void Write(Stream stream) => write(stream);

    private static H5NewDataSet Of(Shape shape, DType type, Func<Tensor> tensor) =>
        new(H5Type.Of(type), shape.Dims.ToArray(), stream => WriteElements(tensor().Storage, stream));

    private static void WriteElements(Storage storage, Stream stream)
    {
        var size = storage.DType.Size();
        var buffer = new byte[Math.Min(BlockSize, storage.Length * size)];
        for (var first = 0L; first < storage.Length; first += buffer.Length / size)
        {
            var block = buffer.AsSpan(0, (int)Math.Min(buffer.Length, (storage.Length - first) * size));
            storage.Read(block, first);
            stream.Write(block);
        }
    }
}
