using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;

namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>What stands in files, one after another.</summary>
internal abstract class FileDataset(string[] files, string? compression) : Dataset
{
    internal override ElementSpec Spec => ElementSpec.Of(new PartSpec(Shape.Scalar, DType.String));

    internal override long Cardinality => Unknown;

    /// <summary>Names of files that were given, and how they are compressed.</summary>
    /// <exception cref="ValueError">The kind of compression is unknown.</exception>
    public static (string[] Files, string? Compression) Checked(Element filenames, string? compression) =>
        compression is null or "" or "GZIP" or "ZLIB"
            ? (Required.NotNull(filenames).Single.Strings().ToArray(), compression)
            : throw new ValueError($"compression_type must be \"\", \"GZIP\" or \"ZLIB\". Received: {compression}", "compression_type");

    internal override IEnumerator<Element> Begin()
    {
        foreach (var file in files)
        {
            using var stream = Opened(file);
            foreach (var element in Read(stream)) yield return element;
        }
    }

    /// <summary>The elements of a file.</summary>
    protected abstract IEnumerable<Element> Read(Stream stream);

    private Stream Opened(string file)
    {
        if (!File.Exists(file)) throw new FileNotFoundException($"{file}; No such file or directory", file);
        var stream = new BufferedStream(File.OpenRead(file), 1 << 18);
        return compression switch
        {
            "GZIP" => new GZipStream(stream, CompressionMode.Decompress),
            "ZLIB" => new ZLibStream(stream, CompressionMode.Decompress),
            _ => stream,
        };
    }
}

/// <summary>The lines of files, without what ends them.</summary>
internal sealed class TextLineDatasetV2(string[] files, string? compression) : FileDataset(files, compression)
{
    protected override IEnumerable<Element> Read(Stream stream)
    {
        using var reader = new StreamReader(stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
        while (reader.ReadLine() is { } line) yield return line;
    }
}

/// <summary>The records of TFRecord files: length, its checksum, bytes, their checksum. A byte is a character of the text.</summary>
internal sealed class TFRecordDatasetV2(string[] files, string? compression) : FileDataset(files, compression)
{
    protected override IEnumerable<Element> Read(Stream stream) =>
        Records(stream).Select(record => (Element)Encoding.Latin1.GetString(record.Span));

    /// <summary>The records of a file.</summary>
    /// <exception cref="DataLossError">When it is met: the file is damaged.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Records(Stream stream)
    {
        var head = new byte[TfRecord.HeadLength];
        for (var at = 0L; stream.ReadAtLeast(head, TfRecord.HeadLength, throwOnEndOfStream: false) is var read and > 0;)
        {
            if (read < TfRecord.HeadLength) throw new DataLossError($"truncated record at {at}");
            if (BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(8)) != TfRecord.Checksum(head.AsSpan(0, 8)))
                throw new DataLossError($"corrupted record at {at}");
            var record = new byte[checked((int)BinaryPrimitives.ReadInt64LittleEndian(head) + 4)];
            if (stream.ReadAtLeast(record, record.Length, throwOnEndOfStream: false) < record.Length)
                throw new DataLossError($"truncated record at {at}");
            var bytes = record.AsMemory(..^4);
            if (BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(bytes.Length)) != TfRecord.Checksum(bytes.Span))
                throw new DataLossError($"corrupted record at {at}");
            at += TfRecord.HeadLength + record.Length;
            yield return bytes;
        }
    }
}

/// <summary>A file is damaged.</summary>
/// <param name="message">What is wrong.</param>
public sealed class DataLossError(string message) : IOException(message);
