namespace KerasLikeRnn.Layers;

/// <summary>A vocabulary: its terms (an array, list or tensor), or the path of a text file with a term on each line.</summary>
/// <typeparam name="T">Type of the terms: string or long.</typeparam>
[CollectionBuilder(typeof(VocabularyLike), nameof(VocabularyLike.Create))]
public sealed class VocabularyLike<T> : IEnumerable<T> where T : notnull
{
    internal VocabularyLike(T[] terms) => Terms = terms;

    private VocabularyLike(string file)
    {
        Terms = [];
        File = file;
    }

    /// <summary>The terms; none where there is a file.</summary>
    internal T[] Terms { get; }

    /// <summary>Path of the file.</summary>
    internal string? File { get; }

    /// <summary>What a configuration shows.</summary>
    internal object Config => File is null ? Terms.Cast<object?>().ToList() : File;

    public static implicit operator VocabularyLike<T>(T[] terms) => new(terms);

    public static implicit operator VocabularyLike<T>(List<T> terms) => new([.. terms]);

    public static implicit operator VocabularyLike<T>(string file) => new(file);

    public static implicit operator VocabularyLike<T>(Tensor terms) => new(VocabularyLike.Of<T>(terms));

    public static implicit operator VocabularyLike<T>(NDArray terms) => new(VocabularyLike.Of<T>(Arrays.ToTensor(terms)));

    public static implicit operator VocabularyLike<T>(int[] terms) => new(VocabularyLike.Of<T>(Tensor.From<int>(terms)));

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)Terms).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Terms.GetEnumerator();
}

/// <summary>Makes vocabularies of collection expressions and tensors.</summary>
public static class VocabularyLike
{
    /// <summary>Builds the vocabulary from a collection expression.</summary>
    public static VocabularyLike<T> Create<T>(ReadOnlySpan<T> terms) where T : notnull => new(terms.ToArray());

    internal static T[] Of<T>(Tensor terms) where T : notnull => typeof(T) == typeof(string)
        ? (T[])(object)terms.Strings().ToArray()
        : (T[])(object)Ops.Cast(terms, DType.Int64).ToArray<long>();
}
