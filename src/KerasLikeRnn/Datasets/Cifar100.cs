namespace KerasLikeRnn.Datasets;

/// <summary>60,000 small colour photographs of a hundred kinds of things, in twenty groups.</summary>
/// <remarks>A. Krizhevsky: Learning multiple layers of features from tiny images, 2009.</remarks>
public static class Cifar100
{
    private const string Folder = "cifar-100-python";

    private static readonly DatasetFile Photographs = new(
        "cifar-100-python.tar.gz", "85cd44d02ba6437773c5bbd22e183051d648de2e7d6b014e1ef29b855ba677a7")
    {
        Collection = CifarBatch.Collection,
    };

    /// <summary>Loads the photographs from <c>datasets/cifar-100-python</c> in the cache folder, where they are downloaded to.</summary>
    /// <param name="label_mode"><c>fine</c> for the hundred kinds, <c>coarse</c> for the twenty groups.</param>
    /// <returns><c>((x_train, y_train), (x_test, y_test))</c>: x of shape (50000, 32, 32, 3) and (10000, 32, 32, 3) and of type uint8 holds
    /// red, green and blue from 0 to 255 (channels before rows and columns where <c>image_data_format</c> says so), y of shape (50000, 1)
    /// and (10000, 1) and of type int64 the kinds or groups.</returns>
    /// <exception cref="ValueError">label_mode is something else.</exception>
    /// <exception cref="DataNotAvailableException">The files are not there and cannot be downloaded.</exception>
    /// <exception cref="InvalidDataException">A file is damaged or malicious.</exception>
    [KerasExport("keras.datasets.cifar100.load_data")]
    public static ((NDArray x_train, NDArray y_train) train, (NDArray x_test, NDArray y_test) test) load_data(string label_mode = "fine")
    {
        if (label_mode is not ("fine" or "coarse"))
            throw new ValueError(
                $"`label_mode` must be one of `\"fine\"`, `\"coarse\"`. Received: label_mode={label_mode}.", nameof(label_mode));
        var folder = Photographs.Unpack(Folder);
        return (Read("train"), Read("test"));

        (NDArray, NDArray) Read(string part) => CifarBatch.Arrays(CifarBatch.Read(Path.Join(folder, part), label_mode + "_labels"));
    }
}
