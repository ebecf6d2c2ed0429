namespace KerasLikeRnn.Datasets;

/// <summary>70,000 handwritten digits.</summary>
/// <remarks>Y. LeCun, C. Cortes: the MNIST database of handwritten digits.</remarks>
public static class Mnist
{
    private static readonly DatasetFile Digits = new("mnist.npz", "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1");

    /// <summary>Loads the digits.</summary>
    /// <param name="path">A file in the format of Keras's mnist.npz, used as it is; or a name in the cache folder (see
    /// <c>get_file</c>), where the official file is downloaded to and verified.</param>
    /// <returns><c>((x_train, y_train), (x_test, y_test))</c>: x of shape (60000, 28, 28) and (10000, 28, 28) holds grey values from 0 to
    /// 255, y of shape (60000,) and (10000,) the digits; all are of type uint8.</returns>
    /// <exception cref="DataNotAvailableException">There is no such file, and the official one cannot be downloaded.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or malicious.</exception>
    [KerasExport("keras.datasets.mnist.load_data")]
    public static ((NDArray x_train, NDArray y_train) train, (NDArray x_test, NDArray y_test) test) load_data(string path = "mnist.npz") =>
        NpzFile.Read(Digits.Locate(path), file => (
            (file.ReadArray("x_train"), file.ReadArray("y_train")), (file.ReadArray("x_test"), file.ReadArray("y_test"))));
}
