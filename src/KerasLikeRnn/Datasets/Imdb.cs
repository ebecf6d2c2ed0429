namespace KerasLikeRnn.Datasets;

/// <summary>
/// 50,000 film reviews from IMDB, labelled by sentiment, each a list of word ranks (1 = the most frequent word).
/// </summary>
/// <remarks>A. L. Maas et al.: Learning Word Vectors for Sentiment Analysis, ACL 2011.</remarks>
public static class Imdb
{
    private static readonly DatasetFile Reviews = new("imdb.npz", "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f");
    private static readonly DatasetFile Words = new("imdb_word_index.json", "bfafd718b763782e994055a2d397834f");

    /// <summary>Loads the reviews, shuffled as Keras shuffles them.</summary>
    /// <remarks>With neither mark nor shift (<paramref name="start_char"/> null, <paramref name="index_from"/> 0 or null) Keras
    /// 2.9 joins training and test reviews by mistake; here they stay apart as they do with every other argument.</remarks>
    /// <param name="path">A file in the format of Keras's imdb.npz, used as it is; or a name in the cache folder (see
    /// <c>get_file</c>), where the official file is downloaded to and verified.</param>
    /// <param name="num_words">Ids from here on become <paramref name="oov_char"/>. Null or 0: the largest id.</param>
    /// <param name="skip_top">Ids below become <paramref name="oov_char"/>.</param>
    /// <param name="maxlen">Reviews of this length or longer, start mark included, are left out. Null or 0: none is.</param>
    /// <param name="seed">Seed of the shuffle, 0 or more.</param>
    /// <param name="start_char">Put before each review; null for no mark.</param>
    /// <param name="oov_char">Stands for words left out; with null they disappear without a trace.</param>
    /// <param name="index_from">Added to each rank. Null adds nothing and needs <paramref name="start_char"/> to be null.</param>
    /// <param name="nb_words">The older name of <paramref name="num_words"/>, of which it warns.</param>
    /// <returns><c>((x_train, y_train), (x_test, y_test))</c>: x holds an array of ids for each review; y, of shape (n,) and
    /// type int64, is 1 for a positive review and 0 for a negative one.</returns>
    /// <exception cref="ValueError">maxlen is so small that no review is left.</exception>
    /// <exception cref="DataNotAvailableException">There is no such file, and the official one cannot be downloaded.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or malicious.</exception>
    [KerasExport("keras.datasets.imdb.load_data")]
    public static ((int[][] x_train, NDArray y_train) train, (int[][] x_test, NDArray y_test) test) load_data(
        string path = "imdb.npz", int? num_words = null, int skip_top = 0, int? maxlen = null, int seed = 113, int? start_char = 1,
        int? oov_char = 2, int? index_from = 3, int? nb_words = null)
    {
        num_words = ReviewSet.Renamed(nb_words) ?? num_words;
        if (seed < 0) throw new ValueError("Seed must be between 0 and 2**32 - 1", nameof(seed));
        var marking = new Marking(start_char, index_from);
        var (train, test) = Read(Reviews.Locate(path), marking);
        var random = new NumpyRandom((uint)seed);
        train = train.Shuffled(random);
        test = test.Shuffled(random);
        if (maxlen is not (null or 0))
        {
            train = train.ShorterThan(maxlen.Value);
            test = test.ShorterThan(maxlen.Value);
            if (train.Reviews.Length == 0 || test.Reviews.Length == 0)
                throw new ValueError(
                    $"After filtering for sequences shorter than maxlen={maxlen}, no sequence was kept. Increase maxlen.", nameof(maxlen));
        }
        var limit = num_words is null or 0 ? Math.Max(train.LargestId(), test.LargestId()) : num_words.Value;
        train.Keep(skip_top, limit, oov_char);
        test.Keep(skip_top, limit, oov_char);
        return ((train.Reviews, new NDArray(train.Labels)), (test.Reviews, new NDArray(test.Labels)));
    }

    /// <summary>Loads the words with their ranks, as they are before <c>index_from</c> is added.</summary>
    /// <param name="path">A file in the format of Keras's imdb_word_index.json, used as it is; or a name in the cache folder,
    /// where the official file is downloaded to and verified.</param>
    /// <exception cref="DataNotAvailableException">There is no such file, and the official one cannot be downloaded.</exception>
    /// <exception cref="InvalidDataException">The file is not a JSON object of whole numbers.</exception>
    [KerasExport("keras.datasets.imdb.get_word_index")]
    public static Dictionary<string, int> get_word_index(string path = "imdb_word_index.json")
        => WordIndex.Read(Words.Locate(path));

    // Half the time is unpacking, and the parts are independent: each gets a core.
    private static (ReviewSet Train, ReviewSet Test) Read(string path, Marking marking)
    {
        var train = Task.Run(() => NpzFile.Read(path, file => ReviewSet.Read(file, "x_train", "y_train", marking)));
        var test = Task.Run(() => NpzFile.Read(path, file => ReviewSet.Read(file, "x_test", "y_test", marking)));
        Task.WhenAll(train, test).GetAwaiter().GetResult();
        return (train.Result, test.Result);
    }
}
