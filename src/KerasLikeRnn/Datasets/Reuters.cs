namespace KerasLikeRnn.Datasets;

/// <summary>11,228 messages of the news agency Reuters on 46 topics, each a list of word ranks (1 = the most frequent word).</summary>
/// <remarks>D. D. Lewis: Reuters-21578 text categorization test collection.</remarks>
public static class Reuters
{
    private static readonly DatasetFile News = new("reuters.npz", "d6586e694ee56d7a4e65172e12b3e987c03096cb01eab99753921ef915959916");
    private static readonly DatasetFile Words = new("reuters_word_index.json", "4d44cc38712099c9e383dc6e5f11a921");

    /// <summary>Loads the messages, shuffled as Keras shuffles them.</summary>
    /// <param name="path">A file in the format of Keras's reuters.npz, used as it is; or a name in the cache folder (see
    /// <c>get_file</c>), where the official file is downloaded to and verified.</param>
    /// <param name="num_words">Ids from here on become <paramref name="oov_char"/>. Null or 0: the largest id.</param>
    /// <param name="skip_top">Ids below become <paramref name="oov_char"/>.</param>
    /// <param name="maxlen">Messages of this length or longer, start mark included, are left out. Null or 0: none is.</param>
    /// <param name="test_split">Share of the messages that become test data.</param>
    /// <param name="seed">Seed of the shuffle, 0 or more.</param>
    /// <param name="start_char">Put before each message; null for no mark.</param>
    /// <param name="oov_char">Stands for words left out; with null they disappear without a trace.</param>
    /// <param name="index_from">Added to each rank. Null adds nothing and needs <paramref name="start_char"/> to be null.</param>
    /// <param name="nb_words">The older name of <paramref name="num_words"/>, of which it warns.</param>
    /// <returns><c>((x_train, y_train), (x_test, y_test))</c>: x holds an array of ids for each message; y, of shape (n,) and
    /// type int64, is the topic, from 0 to 45.</returns>
    /// <exception cref="ValueError">An argument is out of bounds, or maxlen leaves no message to find the largest id in.</exception>
    /// <exception cref="DataNotAvailableException">There is no such file, and the official one cannot be downloaded.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or malicious.</exception>
    [KerasExport("keras.datasets.reuters.load_data")]
    public static ((int[][] x_train, NDArray y_train) train, (int[][] x_test, NDArray y_test) test) load_data(
        string path = "reuters.npz", int? num_words = null, int skip_top = 0, int? maxlen = null, double test_split = 0.2, int seed = 113,
        int? start_char = 1, int? oov_char = 2, int? index_from = 3, int? nb_words = null)
    {
        num_words = ReviewSet.Renamed(nb_words) ?? num_words;
        if (seed < 0) throw new ValueError("Seed must be between 0 and 2**32 - 1", nameof(seed));
        if (test_split is not (>= 0 and <= 1))
            throw new ValueError($"test_split must be from 0 to 1. Received: {PythonNumber.Repr(test_split)}", nameof(test_split));
        var marking = new Marking(start_char, index_from);
        var news = NpzFile.Read(News.Locate(path), file => ReviewSet.Read(file, "x", "y", marking)).Shuffled(new NumpyRandom((uint)seed));
        if (maxlen is not (null or 0)) news = news.ShorterThan(maxlen.Value);
        if (num_words is null or 0 && news.Reviews.Length == 0)
            throw new ValueError(
                $"After filtering for sequences shorter than maxlen={maxlen}, no sequence was kept. Increase maxlen.", nameof(maxlen));
        news.Keep(skip_top, num_words is null or 0 ? news.LargestId() : num_words.Value, oov_char);
        var train = (int)(news.Reviews.Length * (1 - test_split));
        return ((news.Reviews[..train], new NDArray(news.Labels[..train])), (news.Reviews[train..], new NDArray(news.Labels[train..])));
    }

    /// <summary>Loads the words with their ranks, as they are before <c>index_from</c> is added.</summary>
    /// <param name="path">A file in the format of Keras's reuters_word_index.json, used as it is; or a name in the cache folder,
    /// where the official file is downloaded to and verified.</param>
    /// <exception cref="DataNotAvailableException">There is no such file, and the official one cannot be downloaded.</exception>
    /// <exception cref="InvalidDataException">The file is not a JSON object of whole numbers.</exception>
    [KerasExport("keras.datasets.reuters.get_word_index")]
    public static Dictionary<string, int> get_word_index(string path = "reuters_word_index.json") => WordIndex.Read(Words.Locate(path));
}
