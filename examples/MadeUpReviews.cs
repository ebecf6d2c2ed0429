namespace KerasLikeRnn.Examples;

/// <summary>
/// Reviews that were never written: words drawn from Zipf's distribution, lengths as those of IMDB's, and among the words
/// two vocabularies of opinion, one of which each review prefers. So there is something to learn, as in the real ones.
/// </summary>
internal static class MadeUpReviews
{
    private const int Samples = 25000;
    private const int Words = 88584;
    private const int OpinionWords = 60;
    private const double OpinionShare = 0.12;
    private const double MedianLength = 177;
    private const double LengthSpread = 0.75;
    private const int Start = 1, Unknown = 2, Shift = 3;

    /// <summary>As <c>keras.datasets.imdb.load_data</c>.</summary>
    public static ((int[][] x, NDArray y) train, (int[][] x, NDArray y) test) load_data(int num_words)
    {
        var random = new Random(113);
        return (Split(random, num_words), Split(random, num_words));
    }

    private static (int[][] x, NDArray y) Split(Random random, int num_words)
    {
        var x = new int[Samples][];
        var y = new long[Samples];
        for (var i = 0; i < Samples; i++)
        {
            y[i] = random.Next(2);
            x[i] = Review(random, y[i] == 1, num_words);
        }
        return (x, np.array(y));
    }

    private static int[] Review(Random random, bool positive, int num_words)
    {
        var length = Math.Clamp((int)(MedianLength * Math.Exp(LengthSpread * Normal(random))), 10, 2500);
        var review = new int[length + 1];
        review[0] = Start;
        // A reviewer is not always of one mind: some reviews say it clearly, others hardly.
        var conviction = 0.6 + 0.4 * random.NextDouble();
        for (var i = 1; i <= length; i++)
        {
            var word = random.NextDouble() < OpinionShare
                ? Opinion(random, positive == random.NextDouble() < conviction)
                : Zipf(random);
            review[i] = word + Shift < num_words ? word + Shift : Unknown;
        }
        return review;
    }

    /// <summary>A word of opinion: the good ones have even ranks behind the hundred most frequent words, the bad ones odd.</summary>
    private static int Opinion(Random random, bool good) => 100 + 2 * random.Next(OpinionWords) + (good ? 0 : 1);

    /// <summary>A rank with probability in proportion to 1/rank.</summary>
    private static int Zipf(Random random) => (int)Math.Exp(random.NextDouble() * Math.Log(Words));

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
