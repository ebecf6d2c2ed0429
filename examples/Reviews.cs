using KerasLikeRnn.Datasets;

namespace KerasLikeRnn.Examples;

/// <summary>
/// The IMDB reviews: from a file given, from Keras's cache or by download. Where they can be had by none of these, reviews
/// of the same form and size are made up, so that the notebook runs everywhere; it says so in one line.
/// </summary>
internal sealed class Reviews(string? path)
{
    /// <summary>As <c>keras.datasets.imdb.load_data</c>.</summary>
    public ((int[][] x, NDArray y) train, (int[][] x, NDArray y) test) load_data(int num_words)
    {
        if (path is not null) return keras.datasets.imdb.load_data(path: path, num_words: num_words);
        try
        {
            return keras.datasets.imdb.load_data(num_words: num_words);
        }
        catch (DataNotAvailableException missing)
        {
            print("The IMDB reviews could not be had, so made-up ones stand in for them (--data PATH takes an imdb.npz).", missing.Reason);
            return MadeUpReviews.load_data(num_words);
        }
    }
}
