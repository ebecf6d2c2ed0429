using System.Numerics;
using System.Security.Cryptography;

namespace KerasLikeRnn.Preprocessing;

/// <summary>Texts as lists of words, and words as numbers by their hash.</summary>
public static class Words
{
    /// <summary>The characters that split words, the apostrophe not among them.</summary>
    internal const string Filters = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n";

    /// <summary>A text's words.</summary>
    /// <param name="input_text">The text.</param>
    /// <param name="filters">Characters that become <paramref name="split"/>.</param>
    /// <param name="lower">Whether the text is made lower case.</param>
    /// <param name="split">What stands between words.</param>
    /// <exception cref="ValueError">split is empty.</exception>
    [KerasExport("keras.preprocessing.text.text_to_word_sequence")]
    public static List<string> text_to_word_sequence(string input_text, string filters = Filters, bool lower = true, string split = " ")
    {
        Required.NotNull(input_text);
        if (split.Length == 0) throw new ValueError("empty separator", nameof(split));
        if (lower) input_text = PythonString.Lower(input_text);
        var unwanted = filters.EnumerateRunes().ToHashSet();
        var filtered = new StringBuilder(input_text.Length);
        foreach (var letter in input_text.EnumerateRunes())
            if (unwanted.Contains(letter)) filtered.Append(split);
            else filtered.Append(letter.ToString());
        return [.. filtered.ToString().Split(split, StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>A text's words as numbers from 1 to n - 1, by their hash; different words may get the same one.</summary>
    /// <param name="input_text">The text.</param>
    /// <param name="n">Size of the vocabulary, 0 included.</param>
    /// <param name="filters">Characters that become <paramref name="split"/>.</param>
    /// <param name="lower">Whether the text is made lower case.</param>
    /// <param name="split">What stands between words.</param>
    /// <param name="analyzer">A function that splits texts, instead of the above.</param>
    /// <remarks>Python's own hash changes with every run. Here it is the same in each.</remarks>
    /// <exception cref="ValueError">n is below 2.</exception>
    [KerasExport("keras.preprocessing.text.one_hot")]
    public static List<int> one_hot(
        string input_text, int n, string filters = Filters, bool lower = true, string split = " ",
        Func<string, IEnumerable<string>>? analyzer = null) =>
        hashing_trick(input_text, n, default, filters, lower, split, analyzer);

    /// <summary>A text's words as numbers from 1 to n - 1, by their hash; different words may get the same one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="n">Size of the vocabulary, 0 included.</param>
    /// <param name="hash_function">"md5", or a function of a word; by default one that is the same in each run, otherwise than
    /// Python's.</param>
    /// <param name="filters">Characters that become <paramref name="split"/>.</param>
    /// <param name="lower">Whether the text is made lower case.</param>
    /// <param name="split">What stands between words.</param>
    /// <param name="analyzer">A function that splits texts, instead of the above.</param>
    /// <exception cref="ValueError">n is below 2.</exception>
    [KerasExport("keras.preprocessing.text.hashing_trick")]
    public static List<int> hashing_trick(
        string text, int n, HashFunctionLike hash_function = default, string filters = Filters, bool lower = true, string split = " ",
        Func<string, IEnumerable<string>>? analyzer = null)
    {
        if (n < 2) throw new ValueError($"n must be at least 2: words get the numbers from 1 to n - 1. Received: n={n}", nameof(n));
        var words = analyzer?.Invoke(text) ?? text_to_word_sequence(text, filters, lower, split);
        return [.. words.Select(word => (int)(Modulo(hash_function.Hash(word), n - 1) + 1))];
    }

    /// <summary>Never negative, as in Python.</summary>
    private static BigInteger Modulo(BigInteger number, int divisor) => (number % divisor + divisor) % divisor;

    /// <summary>MD5 as one number, the first byte the highest.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "No secret hangs on it: it is the hash that Keras offers by this name.")]
    internal static BigInteger Md5(string word) => new(MD5.HashData(Encoding.UTF8.GetBytes(word)), isUnsigned: true, isBigEndian: true);
}
