namespace KerasLikeRnn.Datasets;

/// <summary>Photographs in the format of CIFAR-10 and CIFAR-100: a pickled dictionary, as Python 2 wrote it.</summary>
/// <param name="Pixels">For each photograph its red values row by row, then the green and the blue ones.</param>
/// <param name="Labels">What is on the photographs.</param>
internal sealed record CifarBatch(byte[] Pixels, int[] Labels)
{
    /// <summary>Where the archives come from.</summary>
    internal const string Collection = "https://www.cs.toronto.edu/~kriz/";

    private const int Side = 32;
    private const int Channels = 3;
    private const int Size = Channels * Side * Side;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="labels">The entry of the dictionary with the labels.</param>
    /// <exception cref="InvalidDataException">It is damaged or malicious.</exception>
    internal static CifarBatch Read(string path, string labels)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        try
        {
            var root = new PickleReader(new ByteSource(stream, stream.Length), numbers => numbers.ToArray()).Read();
            if (root.Reference is not PickleDictionary entries)
                throw new InvalidDataException($"it holds a {root.TypeName} instead of a dictionary");
            return Checked(entries["data"], entries[labels]);
        }
        catch (Exception error) when (DamagedFile.Is(error))
        {
            throw new InvalidDataException(
                $"{path} is not a sound file of photographs: {DamagedFile.Told(error).TrimEnd('.')}. Delete it and fetch it again.", error);
        }
    }

    /// <summary>Batches one after another: photographs as they lie in batches of models, labels of shape (n, 1) and type int64.</summary>
    internal static (NDArray X, NDArray Y) Arrays(params ReadOnlySpan<CifarBatch> batches)
    {
        var count = 0;
        foreach (var batch in batches) count += batch.Labels.Length;
        var pixels = new byte[(long)count * Size];
        var labels = new long[count];
        var at = 0;
        var isLast = BackendConfig.image_data_format() == "channels_last";
        foreach (var batch in batches)
        {
            var target = pixels.AsSpan(at * Size, batch.Pixels.Length);
            if (isLast) PutChannelsLast(batch.Pixels, target);
            else batch.Pixels.CopyTo(target);
            foreach (var label in batch.Labels) labels[at++] = label;
        }
        var shape = isLast ? new NumSharp.Shape(count, Side, Side, Channels) : new NumSharp.Shape(count, Channels, Side, Side);
        return (new NDArray(pixels, shape, 'C'), new NDArray(labels, new NumSharp.Shape(count, 1), 'C'));
    }

    private static CifarBatch Checked(PickleValue data, PickleValue labels)
    {
        if (data.Reference is not PickledArray { Bytes: { } pixels, DType.Code: "u1", Shape: { } shape })
            throw new InvalidDataException($"its data are a {data.TypeName} and no array of bytes");
        if (labels.Reference is not int[] numbers)
            throw new InvalidDataException($"its labels are a {labels.TypeName} and no list of numbers");
        if (shape.Length == 0 || shape[0] != numbers.Length || pixels.Length != (long)numbers.Length * Size)
            throw new InvalidDataException($"it has {pixels.Length} bytes for {numbers.Length} labels; a photograph has {Size}");
        return new CifarBatch(((PickledArray)data.Reference).Fortran ? RowsFirst(pixels, numbers.Length) : pixels, numbers);
    }

    private static byte[] RowsFirst(byte[] columns, int count)
    {
        var rows = new byte[columns.Length];
        for (var i = 0; i < rows.Length; i++) rows[i] = columns[i % Size * count + i / Size];
        return rows;
    }

    private static void PutChannelsLast(ReadOnlySpan<byte> from, Span<byte> to)
    {
        for (var image = 0; image < from.Length; image += Size)
            for (var channel = 0; channel < Channels; channel++)
                for (var pixel = 0; pixel < Side * Side; pixel++)
                    to[image + pixel * Channels + channel] = from[image + channel * Side * Side + pixel];
    }
}
