using System.Runtime.InteropServices;

namespace KerasLikeRnn.Preprocessing;

/// <summary>Pairs of words and their neighbours, for word2vec.</summary>
public static class SkipGrams
{
    /// <summary>How probably the word of each rank is to be taken: frequent words more seldom, by Zipf's law.</summary>
    /// <param name="size">Number of words.</param>
    /// <param name="sampling_factor">The factor of word2vec's formula.</param>
    /// <returns>Probabilities, by ranks.</returns>
    /// <exception cref="ValueError">size is not positive.</exception>
    [KerasExport("keras.preprocessing.sequence.make_sampling_table")]
    public static NDArray make_sampling_table(int size, double sampling_factor = 1e-5)
    {
        if (size < 1) throw new ValueError($"size must be positive. Received: size={size}", nameof(size));
        const double gamma = 0.577;
        var table = new double[size];
        for (var i = 0; i < size; i++)
        {
            var rank = Math.Max(i, 1);
            var share = sampling_factor * (rank * (Math.Log(rank) + gamma) + 0.5 - 1 / (12.0 * rank));
            table[i] = Math.Min(1, share / Math.Sqrt(share));
        }
        return np.array(table);
    }

    /// <summary>Pairs of words of a sequence: with words near it (label 1), and with random words (label 0).</summary>
    /// <param name="sequence">Numbers of words; 0 is no word.</param>
    /// <param name="vocabulary_size">The largest number, plus one.</param>
    /// <param name="window_size">How far a neighbour may stand, on either side.</param>
    /// <param name="negative_samples">Pairs with random words, as a share of those with neighbours.</param>
    /// <param name="shuffle">Whether the pairs are put into random order.</param>
    /// <param name="categorical">Whether labels are [0, 1] and [1, 0] instead of 1 and 0.</param>
    /// <param name="sampling_table">How probably each word is taken, by numbers.</param>
    /// <param name="seed">Seed of the order; from it on Python's random numbers are the same.</param>
    /// <returns>Pairs of words, and their labels: an int[], or an int[][] where they are categorical.</returns>
    [KerasExport("keras.preprocessing.sequence.skipgrams")]
    public static (int[][] couples, Array labels) skipgrams(
        IReadOnlyList<int> sequence, int vocabulary_size, int window_size = 4, double negative_samples = 1.0, bool shuffle = true,
        bool categorical = false, NDArray? sampling_table = null, int? seed = null)
    {
        var random = PythonRandom.Shared;
        var couples = Neighbours(sequence, window_size, sampling_table, random);
        var near = couples.Count;
        if (negative_samples > 0) couples.AddRange(Strangers(couples, vocabulary_size, (int)(near * negative_samples), random));
        var pairs = couples.ToArray();
        var labels = pairs.Select((_, i) => i < near ? 1 : 0).ToArray();
        if (shuffle)
        {
            var start = seed ?? random.RandInt(0, 10_000_000);
            random.Seed(start);
            random.Shuffle(pairs.AsSpan());
            random.Seed(start);
            random.Shuffle(labels.AsSpan());
        }
        return (pairs, categorical ? Array.ConvertAll(labels, label => new[] { 1 - label, label }) : labels);
    }

    private static List<int[]> Neighbours(IReadOnlyList<int> sequence, int window, NDArray? table, PythonRandom random)
    {
        var probabilities = table?.astype(NPTypeCode.Double).ToArray<double>();
        if (sequence.Count > 0 && (sequence.Min() < 0 || sequence.Max() >= probabilities?.Length))
            throw new ValueError(
                $"Numbers of words are not negative, and `sampling_table` has an entry for each. Received: numbers from {sequence.Min()} "
                + $"to {sequence.Max()}, a table "
                + $"of {probabilities?.Length.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "None"}", nameof(sequence));
        var couples = new List<int[]>();
        for (var i = 0; i < sequence.Count; i++)
        {
            if (sequence[i] == 0 || (probabilities is not null && probabilities[sequence[i]] < random.Random())) continue;
            for (var j = Math.Max(0, i - window); j < Math.Min(sequence.Count, i + window + 1); j++)
                if (j != i && sequence[j] != 0) couples.Add([sequence[i], sequence[j]]);
        }
        return couples;
    }

    /// <summary>The same first words in random order, each with a random word.</summary>
    private static List<int[]> Strangers(List<int[]> couples, int vocabulary, int count, PythonRandom random)
    {
        var words = couples.ConvertAll(couple => couple[0]);
        random.Shuffle(CollectionsMarshal.AsSpan(words));
        var strangers = new List<int[]>(count);
        for (var i = 0; i < count; i++) strangers.Add([words[i % words.Count], (int)random.RandInt(1, vocabulary - 1)]);
        return strangers;
    }
}
