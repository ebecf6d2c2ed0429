namespace KerasLikeRnn.Preprocessing;

/// <summary>
/// Turns texts into sequences of numbers of words, or into vectors, once it has seen the texts whose words it is to know.
/// </summary>
/// <remarks>Numbers begin with 1, the most frequent word first; 0 is no word. Texts may be lists of words already.</remarks>
/// <param name="num_words">Words with numbers from this on are left out of sequences; null: none.</param>
/// <param name="filters">Characters that split words; the apostrophe does not by default.</param>
/// <param name="lower">Whether texts are made lower case.</param>
/// <param name="split">What stands between words.</param>
/// <param name="char_level">Whether each character is a word.</param>
/// <param name="oov_token">What unknown words become, with number 1; null: they are left out.</param>
/// <param name="analyzer">A function that splits texts, instead of filters, lower and split.</param>
[KerasExport("keras.preprocessing.text.Tokenizer")]
public class Tokenizer(
    int? num_words = null, string filters = Words.Filters, bool lower = true, string split = " ", bool char_level = false,
    string? oov_token = null, Func<string, IEnumerable<string>>? analyzer = null)
{
    public int? num_words { get; set; } = num_words;

    public string filters { get; set; } = filters;

    public bool lower { get; set; } = lower;

    public string split { get; set; } = split;

    public bool char_level { get; set; } = char_level;

    public string? oov_token { get; set; } = oov_token;

    public Func<string, IEnumerable<string>>? analyzer { get; set; } = analyzer;

    /// <summary>Number of texts seen.</summary>
    public int document_count { get; set; }

    /// <summary>How often each word was seen, in the order of their first appearance.</summary>
    public OrderedDictionary<string, int> word_counts { get; internal set; } = [];

    /// <summary>In how many texts each word was seen.</summary>
    public OrderedDictionary<string, int> word_docs { get; internal set; } = [];

    /// <summary>In how many texts the word of each number was seen.</summary>
    public OrderedDictionary<int, int> index_docs { get; internal set; } = [];

    /// <summary>The number of each word, most frequent words first.</summary>
    public OrderedDictionary<string, int> word_index { get; internal set; } = [];

    /// <summary>The word of each number.</summary>
    public OrderedDictionary<int, string> index_word { get; internal set; } = [];

    private int? OovIndex => oov_token is not null && word_index.TryGetValue(oov_token, out var index) ? index : null;

    /// <summary>Learns the words of texts, and numbers all words anew.</summary>
    public void fit_on_texts(IEnumerable<string> texts) => Fit(Required.NotNull(texts).Select(Split));

    /// <summary>Learns the words of texts that are lists of words.</summary>
    public void fit_on_texts(IEnumerable<IEnumerable<string>> texts) => Fit(Required.NotNull(texts).Select(Split));

    /// <summary>Takes sequences into account, for tfidf where there were no texts.</summary>
    public void fit_on_sequences(IEnumerable<IEnumerable<int>> sequences)
    {
        foreach (var sequence in Required.NotNull(sequences))
        {
            document_count++;
            foreach (var index in sequence.Distinct()) index_docs[index] = index_docs.GetValueOrDefault(index) + 1;
        }
    }

    /// <summary>Texts as sequences of numbers; unknown words are left out, or become oov_token.</summary>
    public int[][] texts_to_sequences(IEnumerable<string> texts) => [.. texts_to_sequences_generator(texts)];

    /// <summary>Lists of words as sequences of numbers.</summary>
    public int[][] texts_to_sequences(IEnumerable<IEnumerable<string>> texts) => [.. texts_to_sequences_generator(texts)];

    /// <summary>Texts as sequences of numbers, one by one.</summary>
    public IEnumerable<int[]> texts_to_sequences_generator(IEnumerable<string> texts) =>
        Required.NotNull(texts).Select(text => Numbers(Split(text)));

    /// <summary>Lists of words as sequences of numbers, one by one.</summary>
    public IEnumerable<int[]> texts_to_sequences_generator(IEnumerable<IEnumerable<string>> texts) =>
        Required.NotNull(texts).Select(text => Numbers(Split(text)));

    /// <summary>Sequences of numbers as texts, with blanks between the words.</summary>
    public List<string> sequences_to_texts(IEnumerable<IEnumerable<int>> sequences) => [.. sequences_to_texts_generator(sequences)];

    /// <summary>Sequences of numbers as texts, one by one.</summary>
    public IEnumerable<string> sequences_to_texts_generator(IEnumerable<IEnumerable<int>> sequences) =>
        Required.NotNull(sequences).Select(sequence => string.Join(' ', sequence.Select(Word).OfType<string>()));

    /// <summary>Texts as vectors, one row for each: see <see cref="sequences_to_matrix"/>.</summary>
    public NDArray texts_to_matrix(IEnumerable<string> texts, string mode = "binary") =>
        sequences_to_matrix(texts_to_sequences(texts), mode);

    /// <summary>Lists of words as vectors, one row for each: see <see cref="sequences_to_matrix"/>.</summary>
    public NDArray texts_to_matrix(IEnumerable<IEnumerable<string>> texts, string mode = "binary") =>
        sequences_to_matrix(texts_to_sequences(texts), mode);

    /// <summary>Sequences as vectors, one row for each and one column for each number.</summary>
    /// <param name="sequences">Sequences of numbers of words.</param>
    /// <param name="mode">binary: whether the word is there. count: how often. freq: its share of the text. tfidf: its weight.</param>
    /// <returns>An array (sequences, num_words) of float64; without num_words as many columns as there are words, and one more.</returns>
    /// <exception cref="ValueError">No text was seen, and num_words is not given or the mode is tfidf.</exception>
    /// <exception cref="ValueError">The mode is unknown.</exception>
    public NDArray sequences_to_matrix(IEnumerable<IEnumerable<int>> sequences, string mode = "binary")
    {
        if (num_words is null or 0 && word_index.Count == 0)
            throw new ValueError("Specify a dimension (`num_words` argument), or fit on some text data first.");
        var columns = num_words is { } given and not 0 ? given : word_index.Count + 1;
        if (columns < 0) throw new ValueError($"`num_words` must not be negative. Received: {num_words}");
        if (mode == "tfidf" && document_count == 0) throw new ValueError("Fit the Tokenizer on some data before using tfidf mode.");
        if (mode is not ("binary" or "count" or "freq" or "tfidf"))
            throw new ValueError($"Unknown vectorization mode: {mode}", nameof(mode));
        int[][] rows = [.. Required.NotNull(sequences).Select(sequence => sequence.ToArray())];
        var matrix = new double[rows.Length, columns];
        for (var row = 0; row < rows.Length; row++)
            foreach (var (index, count) in rows[row].Where(index => index < columns).CountBy(index => index))
                matrix[row, index] = Weight(mode, index, count, rows[row].Length);
        return np.array(matrix);
    }

    /// <summary>Settings and words, from which <see cref="TokenizerJson.tokenizer_from_json"/> makes an equal tokenizer.</summary>
    public OrderedDictionary<string, object?> get_config() => new()
    {
        ["num_words"] = num_words,
        ["filters"] = filters,
        ["lower"] = lower,
        ["split"] = split,
        ["char_level"] = char_level,
        ["oov_token"] = oov_token,
        ["document_count"] = document_count,
        ["word_counts"] = Json(word_counts),
        ["word_docs"] = Json(word_docs),
        ["index_docs"] = Json(index_docs),
        ["index_word"] = Json(index_word),
        ["word_index"] = Json(word_index),
    };

    /// <summary>The configuration as text, in the form of Keras.</summary>
    public string to_json() =>
        PythonJson.Dumps(new OrderedDictionary<string, object?> { ["class_name"] = nameof(Tokenizer), ["config"] = get_config() });

    /// <summary>A dictionary as text; JSON knows strings only as keys.</summary>
    private static string Json<TKey, TValue>(OrderedDictionary<TKey, TValue> entries) where TKey : notnull => PythonJson.Dumps(
        new OrderedDictionary<string, object?>(entries.Select(
            entry => KeyValuePair.Create(PythonText.Str(entry.Key), (object?)entry.Value))));

    private IReadOnlyList<string> Split(string text)
    {
        if (char_level) return [.. (lower ? PythonString.Lower(text) : text).EnumerateRunes().Select(letter => letter.ToString())];
        return analyzer is null ? Words.text_to_word_sequence(text, filters, lower, split) : [.. analyzer(text)];
    }

    private IReadOnlyList<string> Split(IEnumerable<string> words) => [.. lower ? words.Select(PythonString.Lower) : words];

    private void Fit(IEnumerable<IReadOnlyList<string>> texts)
    {
        foreach (var words in texts)
        {
            document_count++;
            foreach (var word in words) word_counts[word] = word_counts.GetValueOrDefault(word) + 1;
            foreach (var word in words.Distinct()) word_docs[word] = word_docs.GetValueOrDefault(word) + 1;
        }
        word_index = [];
        index_word = [];
        var sorted = word_counts.OrderByDescending(count => count.Value).Select(count => count.Key);
        foreach (var (i, word) in (oov_token is null ? sorted : sorted.Prepend(oov_token)).Index()) word_index[word] = i + 1;
        foreach (var (word, index) in word_index) index_word[index] = word;
        foreach (var (word, count) in word_docs) index_docs[word_index[word]] = count;
    }

    private int[] Numbers(IReadOnlyList<string> words)
    {
        var oov = OovIndex;
        var numbers = new List<int>(words.Count);
        foreach (var word in words)
            if (word_index.TryGetValue(word, out var index) && IsKept(index)) numbers.Add(index);
            else if (oov is { } unknown) numbers.Add(unknown);
        return [.. numbers];
    }

    private string? Word(int index) =>
        index_word.TryGetValue(index, out var word) && IsKept(index) ? word : OovIndex is { } oov ? index_word[oov] : null;

    private bool IsKept(int index) => num_words is null or 0 || index < num_words;

    private double Weight(string mode, int index, int count, int length) => mode switch
    {
        "count" => count,
        "freq" => (double)count / length,
        "binary" => 1,
        _ => (1 + Math.Log(count)) * Math.Log(1 + document_count / (1.0 + index_docs.GetValueOrDefault(index))),
    };
}
