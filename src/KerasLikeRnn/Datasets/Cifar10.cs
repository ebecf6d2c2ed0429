namespace KerasLikeRnn.Datasets;

/// <summary>60,000 small colour photographs of ten kinds of things, from 0, aeroplanes, to 9, trucks.</summary>
/// <remarks>A. Krizhevsky: Learning multiple layers of features from tiny images, 2009.</remarks>
public static class Cifar10
{
    private const string Folder = "cifar-10-batches-py";
    private const int Batches = 5;

    private static readonly DatasetFile Photographs = new(
        "cifar-10-python.tar.gz", "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce")
    {
        Collection = CifarBatch.Collection,
    };

    /// <summary>Loads the photographs from <c>datasets/cifar-10-batches-py</c> in the cache folder, where they are downloaded to.</summary>
    /// <returns><c>((x_train, y_train), (x_test, y_test))</c>: x of shape (50000, 32, 32, 3) and (10000, 32, 32, 3) holds red, green and
    /// blue from 0 to 255 (channels before rows and columns where <c>image_data_format</c> says so), y of shape (50000, 1) and (10000, 1)
    /// the kinds; all are of type uint8.</returns>
    /// <exception cref="DataNotAvailableException">The files are not there and cannot be downloaded.</exception>
    /// <exception cref="InvalidDataException">A file is damaged or malicious.</exception>
    [KerasExport("keras.datasets.cifar10.load_data")]
    public static ((NDArray x_train, NDArray y_train) train, (NDArray x_test, NDArray y_test) test) load_data()
    {
        var folder = Photographs.Unpack(Folder);
        return (Arrays(Enumerable.Range(1, Batches).Select(i => Invariant($"data_batch_{i}"))), Arrays(["test_batch"]));

        (NDArray, NDArray) Arrays(IEnumerable<string> names)
        {
            var (x, y) = CifarBatch.Arrays([.. names.Select(name => CifarBatch.Read(Path.Join(folder, name), "labels"))]);
            return (x, y.astype(NPTypeCode.Byte));
        }
    }
}
