using System.Buffers.Binary;
using System.IO.Compression;

namespace KerasLikeRnn.Datasets;

/// <summary>70,000 small pictures of clothes and shoes, of ten kinds: from 0, a T-shirt or top, to 9, an ankle boot.</summary>
/// <remarks>H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST, 2017.</remarks>
public static class FashionMnist
{
    private const int Side = 28;
    private const int LabelsHead = 8;
    private const int ImagesHead = 16;
    private const long MostBytes = 1L << 28;

    /// <summary>Loads the pictures from <c>datasets/fashion-mnist</c> in the cache folder, where they are downloaded to.</summary>
    /// <returns><c>((x_train, y_train), (x_test, y_test))</c>: x of shape (60000, 28, 28) and (10000, 28, 28) holds grey values from 0 to
    /// 255, y of shape (60000,) and (10000,) the kinds; all are of type uint8.</returns>
    /// <exception cref="DataNotAvailableException">The files are not there and cannot be downloaded.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    [KerasExport("keras.datasets.fashion_mnist.load_data")]
    public static ((NDArray x_train, NDArray y_train) train, (NDArray x_test, NDArray y_test) test) load_data() =>
        (Read("train"), Read("t10k"));

    private static (NDArray, NDArray) Read(string part)
    {
        var labels = Unzipped($"{part}-labels-idx1-ubyte.gz", LabelsHead, 1);
        var images = Unzipped($"{part}-images-idx3-ubyte.gz", ImagesHead, Side * Side);
        if (images.Length != (long)labels.Length * Side * Side)
            throw new InvalidDataException(
                $"The images of {part} have {images.Length} bytes, those of {labels.Length} labels {(long)labels.Length * Side * Side}. "
                + "Delete the files and fetch them again.");
        return (new NDArray(images, new NumSharp.Shape(labels.Length, Side, Side), 'C'), new NDArray(labels));
    }

    /// <summary>The bytes of a file that come after its head, which says how many items of that size there are.</summary>
    private static byte[] Unzipped(string name, int head, int size)
    {
        var path = new DatasetFile(name, null) { Folder = Path.Join("datasets", "fashion-mnist") }.Fetch();
        using var content = new MemoryStream();
        try
        {
            using var unzipped = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            var block = new byte[1 << 16];
            for (var count = unzipped.Read(block); count > 0; count = unzipped.Read(block))
            {
                content.Write(block, 0, count);
                if (content.Length > MostBytes) throw new InvalidDataException($"it unpacks to more than {MostBytes} bytes");
            }
            // A file that was cut off ends without an error.
            if (content.Length < head || content.Length - head != size * (long)CountIn(content.GetBuffer()))
                throw new InvalidDataException($"it has {content.Length} bytes, which is not what its head says");
        }
        catch (Exception error) when (DamagedFile.Is(error))
        {
            throw new InvalidDataException(
                $"{path} is damaged: {DamagedFile.Told(error).TrimEnd('.')}. Delete it and fetch it again.", error);
        }
        return content.ToArray()[head..];
    }

    private static int CountIn(byte[] head) => BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4));
}
