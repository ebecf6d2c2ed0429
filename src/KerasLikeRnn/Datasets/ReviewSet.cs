namespace KerasLikeRnn.Datasets;

/// <summary>One part of a data set of texts, training or test: ids of words, and a label for each text.</summary>
internal sealed record ReviewSet(int[][] Reviews, long[] Labels)
{
    /// <summary>Reads texts and their labels from arrays of a file.</summary>
    /// <exception cref="InvalidDataException">Their numbers differ.</exception>
    internal static ReviewSet Read(NpzFile file, string texts, string classes, Marking marking)
    {
        var reviews = file.ReadNumberLists(texts, marking.Apply);
        var labels = file.ReadIntegers(classes);
        return reviews.Length == labels.Length
            ? new ReviewSet(reviews, labels)
            : throw new InvalidDataException($"{texts} has {reviews.Length} reviews, but {classes} has {labels.Length} labels");
    }

    /// <summary>An argument given under its older name, which is warned of.</summary>
    internal static int? Renamed(int? nb_words)
    {
        if (nb_words is not null) Messages.Warn("The `nb_words` argument in `load_data` has been renamed `num_words`.");
        return nb_words;
    }

    /// <summary>The largest id; 0 when there is none.</summary>
    // Runs over millions of numbers in the first call: too soon for the runtime to have compiled it well by itself.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int LargestId()
    {
        var largest = 0;
        foreach (var review in Reviews)
            foreach (var id in review) largest = Math.Max(largest, id);
        return largest;
    }

    internal ReviewSet Shuffled(NumpyRandom random)
    {
        var order = random.Permutation(Reviews.Length);
        return new ReviewSet(Array.ConvertAll(order, i => Reviews[i]), Array.ConvertAll(order, i => Labels[i]));
    }

    internal ReviewSet ShorterThan(int length)
    {
        var kept = Enumerable.Range(0, Reviews.Length).Where(i => Reviews[i].Length < length).ToArray();
        return new ReviewSet(Array.ConvertAll(kept, i => Reviews[i]), Array.ConvertAll(kept, i => Labels[i]));
    }

    /// <summary>
    /// Replaces ids below <paramref name="first"/> and from <paramref name="limit"/> on by <paramref name="substitute"/>, in
    /// place, or takes them out when there is no substitute.
    /// </summary>
    internal void Keep(int first, int limit, int? substitute)
    {
        for (var i = 0; i < Reviews.Length; i++)
        {
            if (substitute is null) Reviews[i] = Array.FindAll(Reviews[i], id => id >= first && id < limit);
            else Replace(Reviews[i], first, limit, substitute.Value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Replace(int[] review, int first, int limit, int substitute)
    {
        foreach (ref var id in review.AsSpan())
            if (id < first || id >= limit) id = substitute;
    }
}
