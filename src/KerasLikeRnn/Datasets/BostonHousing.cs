namespace KerasLikeRnn.Datasets;

/// <summary>Prices of houses in 506 places around Boston in the late 1970s, with 13 numbers about each place.</summary>
/// <remarks>D. Harrison, D. L. Rubinfeld: Hedonic prices and the demand for clean air, 1978.</remarks>
public static class BostonHousing
{
    private static readonly DatasetFile Houses = new(
        "boston_housing.npz", "f553886a1f8d56431e820c5b82552d9d95cfcb96d1e678153f8839538947dff5");

    /// <summary>Loads the places, shuffled as Keras shuffles them.</summary>
    /// <param name="path">A file in the format of Keras's boston_housing.npz, used as it is; or a name in the cache folder (see
    /// <c>get_file</c>), where the official file is downloaded to and verified.</param>
    /// <param name="test_split">Share of the places that become test data, from 0 to less than 1.</param>
    /// <param name="seed">Seed of the shuffle, 0 or more.</param>
    /// <returns><c>((x_train, y_train), (x_test, y_test))</c>: x of shape (n, 13) and y of shape (n,), prices in thousands of dollars; all
    /// are of type float64.</returns>
    /// <exception cref="ValueError">test_split or seed is out of bounds.</exception>
    /// <exception cref="DataNotAvailableException">There is no such file, and the official one cannot be downloaded.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or malicious.</exception>
    [KerasExport("keras.datasets.boston_housing.load_data")]
    public static ((NDArray x_train, NDArray y_train) train, (NDArray x_test, NDArray y_test) test) load_data(
        string path = "boston_housing.npz", double test_split = 0.2, int seed = 113)
    {
        if (test_split is not (>= 0 and < 1))
            throw new ValueError(
                $"test_split must be at least 0 and less than 1. Received: {PythonNumber.Repr(test_split)}", nameof(test_split));
        if (seed < 0) throw new ValueError("Seed must be between 0 and 2**32 - 1", nameof(seed));
        var (x, y) = NpzFile.Read(Houses.Locate(path), file => (file.ReadArray("x"), file.ReadArray("y")));
        var count = x.shape.Length == 0 ? 0 : checked((int)x.shape[0]);
        if (y.shape.Length != 1 || y.shape[0] != count || x.shape.Length != 2)
            throw new InvalidDataException($"{path}: x of {x.shape.Length} dimensions and y of {y.size} numbers do not belong together");
        var order = new NumpyRandom((uint)seed).Permutation(count);
        var at = (int)(count * (1 - test_split));
        var (train, test) = (order[..at], order[at..]);
        return ((Rows(x, train), Rows(y, train)), (Rows(x, test), Rows(y, test)));
    }

    private static NDArray Rows(NDArray array, int[] rows)
    {
        var width = array.shape.Length == 2 ? checked((int)array.shape[1]) : 1;
        var numbers = array.astype(NPTypeCode.Double).ToArray<double>();
        var kept = new double[rows.Length * width];
        for (var i = 0; i < rows.Length; i++) numbers.AsSpan(rows[i] * width, width).CopyTo(kept.AsSpan(i * width));
        return new NDArray(kept, array.shape.Length == 2 ? new NumSharp.Shape(rows.Length, width) : new NumSharp.Shape(rows.Length), 'C');
    }
}
