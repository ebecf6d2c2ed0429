namespace KerasLikeRnn.DataFiles.Hdf5;

/// <summary>A named value that a group or a data set carries.</summary>
internal sealed class H5Attribute
{
    private readonly H5GlobalHeap heap;
    private readonly H5Cursor elements;
    private IReadOnlyList<string>? texts;

    private H5Attribute(H5GlobalHeap heap, string name, H5Type type, H5Space space, H5Cursor elements)
    {
        (this.heap, Name, Type, Space, this.elements) = (heap, name, type, space, elements);
    }

    /// <summary>Its name.</summary>
    internal string Name { get; }

    /// <summary>What it holds.</summary>
    internal H5Type Type { get; }

    /// <summary>How much it holds.</summary>
    internal H5Space Space { get; }

    /// <summary>A single text.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    internal string Text => Texts is [var text] ? text : throw new InvalidDataException(
        Invariant($"the attribute {DamagedFile.Shown(Name)} holds {Texts.Count} texts instead of one"));

    /// <summary>A list of texts.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    internal IReadOnlyList<string> Texts => texts ??= ReadTexts();

    /// <summary>Bytes as text, as Keras decodes them.</summary>
    internal static string Decoded(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    internal static H5Attribute Read(H5Input input, H5GlobalHeap heap, H5Cursor message)
    {
        var version = message.Version(1, 3);
        var flags = message.Byte();
        var (nameSize, typeSize, spaceSize) = (message.UInt16(), message.UInt16(), message.UInt16());
        if (version == 3) message.Skip(1);
        var name = Decoded(message.Next(nameSize));
        if (version == 1) message.Align();
        var type = H5Type.Read(Part(typeSize, version > 1 && (flags & 1) != 0, H5MessageKind.Type));
        var space = H5Space.Read(Part(spaceSize, version > 1 && (flags & 2) != 0, H5MessageKind.Space));
        if (space.Count > message.Remaining / type.Size) throw message.Damaged($"announces more than it holds: {space} elements");
        return new(heap, name, type, space, message.Part(space.Count * type.Size, $"the attribute {DamagedFile.Shown(name)}"));

        H5Cursor Part(int size, bool isShared, H5MessageKind kind)
        {
            var part = message.Part(size);
            if (version == 1) message.Align();
            return isShared ? H5Header.Shared(input, part, kind) : part;
        }
    }

    private string[] ReadTexts()
    {
        var isFixed = Type.Kind == H5Kind.Text;
        // An empty list has a type of numbers where NumPy made it.
        if (Space.Count > 0 && !isFixed && !Type.IsText)
            throw new InvalidDataException($"the attribute {DamagedFile.Shown(Name)} holds {Type} instead of text");
        var all = elements.Part(elements.Remaining);
        var read = new string[Space.Count];
        for (var i = 0; i < read.Length; i++)
        {
            var element = all.Part(Type.Size);
            read[i] = isFixed ? Decoded(element.Rest().Span) : heap.Text(element);
        }
        return read;
    }
}
