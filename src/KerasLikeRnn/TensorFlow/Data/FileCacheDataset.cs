using System.Runtime.InteropServices;

namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>The elements, which stay in a file once all of them have been gone through; where there is such a file, it is read.</summary>
internal sealed class FileCacheDataset(Dataset input, string filename) : UnaryDataset(input)
{
    private readonly string path = filename + ".data-00000-of-00001";

    internal override string Name => nameof(CacheDataset);

    internal override IEnumerator<Element> Begin() => File.Exists(path) ? CacheFile.Read(path).GetEnumerator() : Run(Input.Begin());

    protected override IEnumerator<Element> Run(IEnumerator<Element> input)
    {
        using var elements = input;
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        TemporaryFile.DeleteAbandoned(Path.GetFullPath(path));
        var draft = TemporaryFile.NameFor(path);
        var count = 0L;
        try
        {
            using (var file = new CacheFile(draft))
            {
                while (elements.MoveNextToKeep())
                {
                    file.Add(elements.Current);
                    // Who takes as many elements as there are does not ask for one more.
                    if (++count == Input.Cardinality) Finish(file, draft);
                    yield return elements.Current;
                }
                if (count != Input.Cardinality || count == 0) Finish(file, draft);
            }
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private void Finish(CacheFile file, string draft)
    {
        file.Close();
        File.Move(draft, path, overwrite: true);
    }
}

/// <summary>
/// Elements in a file: records, framed as TFRecord's, each one an element's nesting and tensors; the last one is empty, so that a file that
/// was cut is known.
/// </summary>
internal sealed class CacheFile(string path) : IDisposable
{
    private const byte Single = 0, Tuple = 1, Dictionary = 2;

    private FileStream? file = File.Create(path);

    /// <summary>Adds an element.</summary>
    /// <exception cref="TypeError">It holds a dataset.</exception>
    public void Add(Element element)
    {
        using var record = new MemoryStream();
        using var writer = new BinaryWriter(record, Encoding.UTF8);
        Write(writer, element.Structure);
        foreach (var part in element.Parts) Write(writer, part);
        writer.Flush();
        file!.Write(TfRecord.Framed(record.GetBuffer().AsSpan(0, (int)record.Length)));
    }

    /// <summary>Ends the file, which is on the disk then.</summary>
    public void Close()
    {
        file!.Write(TfRecord.Framed([]));
        file.Flush(flushToDisk: true);
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        file?.Dispose();
        file = null;
    }

    /// <summary>The elements of a file.</summary>
    /// <exception cref="DataLossError">When it is met: the file is damaged.</exception>
    public static IEnumerable<Element> Read(string path)
    {
        using var stream = new BufferedStream(File.OpenRead(path), 1 << 18);
        foreach (var record in TFRecordDatasetV2.Records(stream))
        {
            if (record.Length == 0) yield break;
            using var reader = new BinaryReader(new MemoryStream(record.ToArray()), Encoding.UTF8);
            var structure = ReadStructure(reader);
            var parts = new Tensor[structure.Count];
            for (var i = 0; i < parts.Length; i++) parts[i] = ReadTensor(reader);
            yield return new(structure, parts);
        }
        throw new DataLossError($"truncated cache {path}: delete it, so that it is written anew.");
    }

    private static void Write(BinaryWriter writer, Structure structure)
    {
        writer.Write(structure.IsSingle ? Single : structure.Names is null ? Tuple : Dictionary);
        if (structure.IsSingle) return;
        writer.Write(structure.Inner.Count);
        foreach (var name in structure.Names ?? []) writer.Write(name);
        foreach (var inner in structure.Inner) Write(writer, inner);
    }

    private static Structure ReadStructure(BinaryReader reader)
    {
        var kind = reader.ReadByte();
        if (kind == Single) return Structure.Single;
        var count = reader.ReadInt32();
        string[] names = kind == Dictionary ? [.. Enumerable.Range(0, count).Select(_ => reader.ReadString())] : [];
        Structure[] inner = [.. Enumerable.Range(0, count).Select(_ => ReadStructure(reader))];
        return kind == Dictionary ? Structure.Dictionary(names, inner) : Structure.Tuple(inner);
    }

    private static void Write(BinaryWriter writer, Tensor part)
    {
        if (part is DatasetTensor)
            throw new TypeError("A cache in a file holds tensors, no datasets. Make tensors of the windows first, as by flat_map.");
        writer.Write(part.DType.Name());
        writer.Write(part.Rank);
        foreach (var size in part.Shape.Dims) writer.Write(size);
        if (part.DType == DType.String)
            foreach (var text in part.Strings()) writer.Write(text);
        else writer.Write(BytesOf(part.ToArray(), part.DType));
    }

    private static Tensor ReadTensor(BinaryReader reader)
    {
        var dtype = DTypes.Parse(reader.ReadString());
        var shape = Shape.Of([.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadInt32())]);
        var length = checked((int)shape.Length);
        if (dtype == DType.String)
            return StringTensors.From([.. Enumerable.Range(0, length).Select(_ => reader.ReadString())], shape);
        Array elements = dtype switch
        {
            DType.Float32 => new float[length],
            DType.Float64 => new double[length],
            DType.Int32 => new int[length],
            DType.Int64 => new long[length],
            DType.Float16 => new Half[length],
            DType.BFloat16 => new BFloat16[length],
            _ => new bool[length],
        };
        reader.BaseStream.ReadExactly(BytesOf(elements, dtype));
        return Batches.FromArray(elements, shape, dtype);
    }

    private static Span<byte> BytesOf(Array elements, DType dtype) =>
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(elements), elements.Length * dtype.Size());
}
