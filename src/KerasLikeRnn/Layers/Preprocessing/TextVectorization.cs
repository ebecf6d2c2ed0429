namespace KerasLikeRnn.Layers;

/// <summary>Turns texts into numbers of words: standardizes them, splits them into words, and looks these up in a vocabulary.</summary>
/// <remarks>
/// Input of strings of shape (batch) or (batch, 1). Output (batch, words) of numbers, padded with 0; (batch, vocabulary size) where
/// output_mode is another than int. 0 is padding and 1 an unknown word. The vocabulary is given, or learnt by adapt.
/// </remarks>
[KerasExport("keras.layers.TextVectorization", "keras.layers.experimental.preprocessing.TextVectorization")]
[KerasConfig(IVocabulary.IsGivenArgument)]
public partial class TextVectorization : PreprocessingLayer, IVocabulary
{
    private readonly StringLookup lookup;
    private readonly StandardizeLike standardizing;
    private readonly SplitLike splitting;
    private readonly NgramsLike runs;

    /// <summary>Creates the layer.</summary>
    /// <param name="max_tokens">Largest size of the vocabulary, padding and unknown words included; unlimited by default.</param>
    /// <param name="standardize">lower_and_strip_punctuation, lower, strip_punctuation, None, or a function of a text.</param>
    /// <param name="split">whitespace, character, None, or a function of a text.</param>
    /// <param name="ngrams">Runs of words that count as words: of up to so many words, or of given numbers of words.</param>
    /// <param name="output_mode">int: numbers. multi_hot: which words a text has. count: how often. tf_idf: how often, times weights. None:
    /// the words.</param>
    /// <param name="output_sequence_length">Length of the output with int: longer texts are cut, shorter ones padded. The longest text's by
    /// default.</param>
    /// <param name="pad_to_max_tokens">Whether vectors have max_tokens numbers even where there are fewer words.</param>
    /// <param name="vocabulary">The words, or the path of a text file with a word on each line.</param>
    /// <param name="idf_weights">Weights of the words for output_mode tf_idf.</param>
    /// <param name="sparse">Not supported: the output is dense.</param>
    /// <param name="ragged">Not supported: texts of different lengths are padded with 0.</param>
    /// <exception cref="ValueError">An argument is out of range, or two of them do not fit.</exception>
    /// <exception cref="NotSupportedException">sparse or ragged is true.</exception>
    public TextVectorization(
        int? max_tokens = null, StandardizeLike standardize = default, SplitLike split = default, NgramsLike ngrams = default,
        string? output_mode = "int", int? output_sequence_length = null, bool pad_to_max_tokens = false,
        VocabularyLike<string>? vocabulary = null, IReadOnlyList<double>? idf_weights = null, bool sparse = false, bool ragged = false,
        LayerOptions? options = null)
        : base(Strings(options))
    {
        this.output_mode = output_mode is null ? null : Mode(output_mode);
        if (output_mode != OutputMode.Int && output_sequence_length is not null)
            throw new ValueError(
                $"`output_sequence_length` must not be set if `output_mode` is not 'int'. Received "
                + $"output_sequence_length={output_sequence_length}.", nameof(output_sequence_length));
        RefuseRagged(ragged, output_mode, output_sequence_length);
        (standardizing, splitting, runs) = (standardize, split, ngrams);
        this.output_sequence_length = output_sequence_length;
        lookup = new StringLookup(
            max_tokens, mask_token: "", vocabulary: vocabulary, idf_weights: idf_weights, output_mode: this.output_mode ?? OutputMode.Int,
            sparse: sparse, pad_to_max_tokens: pad_to_max_tokens);
    }

    public int? max_tokens => lookup.max_tokens;

    /// <summary>Name or function, or null.</summary>
    public object? standardize => standardizing.Config;

    /// <summary>Name or function, or null.</summary>
    public object? split => splitting.Config;

    /// <summary>A number, an array of numbers, or null.</summary>
    public object? ngrams => runs.Config;

    public string? output_mode { get; }

    public int? output_sequence_length { get; }

    public bool pad_to_max_tokens => lookup.pad_to_max_tokens;

    /// <summary>The vocabulary given when the layer was made, or null.</summary>
    public object? vocabulary => lookup.vocabulary;

    /// <summary>The weights given when the layer was made, or null.</summary>
    public IReadOnlyList<double>? idf_weights => lookup.idf_weights;

    public bool sparse => false;

    public bool ragged => false;

    /// <inheritdoc/>
    private protected override DType OutputDType(Tensors inputs) => output_mode is null ? DType.String : lookup.DType;

    /// <summary>The words in the order of their numbers.</summary>
    /// <param name="include_special_tokens">Whether padding and the unknown word are among them, so that a word's place is its
    /// number.</param>
    public List<string> get_vocabulary(bool include_special_tokens = true) => lookup.get_vocabulary(include_special_tokens);

    /// <summary>Sets the vocabulary, instead of learning it by adapt.</summary>
    /// <inheritdoc cref="IndexLookup{T}.set_vocabulary"/>
    public void set_vocabulary(VocabularyLike<string> vocabulary, IReadOnlyList<double>? idf_weights = null) =>
        lookup.set_vocabulary(vocabulary, idf_weights);

    /// <summary>Number of words, padding and the unknown word included.</summary>
    public int vocabulary_size() => lookup.vocabulary_size();

    /// <inheritdoc/>
    public override void update_state(Tensor data)
    {
        var texts = Standardized(data);
        if (splitting.Function is null && runs.Widths is null) lookup.update_state(texts);
        else lookup.Count(Words(texts, out _));
    }

    /// <inheritdoc/>
    public override void reset_state()
    {
        base.reset_state();
        lookup.reset_state();
    }

    /// <inheritdoc/>
    public override void finalize_state() => lookup.finalize_state();

    /// <inheritdoc/>
    internal override string? UnsavedInHdf5 => lookup.UnsavedInHdf5;

    /// <inheritdoc/>
    bool IVocabulary.IsGiven => Lookup.IsGiven;

    /// <inheritdoc/>
    Tensor? IVocabulary.Weights => Lookup.Weights;

    /// <inheritdoc/>
    int IVocabulary.TermStart => Lookup.TermStart;

    /// <inheritdoc/>
    IReadOnlyList<object> IVocabulary.Learnt(bool withSpecialTerms) => Lookup.Learnt(withSpecialTerms);

    /// <inheritdoc/>
    void IVocabulary.Learn(IReadOnlyList<string> lines, IReadOnlyList<double>? weights) => Lookup.Learn(lines, weights);

    /// <inheritdoc/>
    private protected override bool Adopt(string argument, object? value) => argument == IVocabulary.IsGivenArgument
        ? ((IConfigurable)lookup).Adopt(argument, value) : base.Adopt(argument, value);

    private IVocabulary Lookup => lookup;

    /// <inheritdoc/>
    private protected override IEnumerable<Trackable> InnerTrackables() => [new("_lookup_layer", lookup)];

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var texts = Standardized(inputs);
        if (splitting.Function is null && runs.Widths is null) return Looked(texts);
        var rows = Words(texts, out var outer);
        if (output_mode is null) return Together(rows, outer);
        if (output_mode != OutputMode.Int) return lookup.Encode(rows, outer);
        return Padded(Array.ConvertAll(rows, row => lookup.Ids(row)), outer);
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        var words = splitting.Function is null
            ? runs.Widths is null ? input_shape : input_shape.With(-1, Shape.Unknown)
            : Outer(input_shape).Concat(Shape.Of(Shape.Unknown));
        if (output_mode is OutputMode.Int)
            return words.Rank > 0 && output_sequence_length is { } length ? words.With(-1, length) : words;
        return output_mode is null ? words : lookup.compute_output_shape(words);
    }

    private static LayerOptions Strings(LayerOptions? options) => options?.dtype is null or "string"
        ? (options ?? new LayerOptions()) with { dtype = "string" }
        : throw new ValueError($"`TextVectorization` may only have a dtype of string. Received dtype: {options.dtype}.", nameof(options));

    private static string Mode(string mode)
    {
        string[] allowed = [OutputMode.Int, OutputMode.Count, OutputMode.MultiHot, OutputMode.TfIdf];
        mode = mode switch { "binary" => OutputMode.MultiHot, "tf-idf" => OutputMode.TfIdf, _ => mode };
        return allowed.Contains(mode) ? mode
            : throw OutputMode.Unknown("output_mode", nameof(TextVectorization), "`None`, ", mode, allowed);
    }

    private static void RefuseRagged(bool ragged, string? output_mode, int? output_sequence_length)
    {
        if (!ragged) return;
        if (output_mode != OutputMode.Int)
            throw new ValueError(
                $"`ragged` must not be true if `output_mode` is `'int'`. Received: ragged=True and "
                + $"output_mode={PythonText.Str(output_mode)}", nameof(ragged));
        if (output_sequence_length is not null)
            throw new ValueError(
                $"`output_sequence_length` must not be set if ragged is True. Received: ragged=True and "
                + $"output_sequence_length={output_sequence_length}", nameof(output_sequence_length));
        throw new NotSupportedException(
            "TextVectorization does not support `ragged`: leave it out, shorter texts are then padded with 0, which Embedding(mask_zero: "
            + "true) masks.");
    }

    private Tensor Standardized(Tensor x)
    {
        if (Required.NotNull(x, "data").DType != DType.String)
            throw new ValueError($"Strings were expected; cast {x.DType.Name()} to string is not supported.", nameof(x));
        return standardizing.Function is { } function
            ? StringTensors.From(Array.ConvertAll(x.Strings().ToArray(), text => function(text)), x.Shape) : x;
    }

    /// <summary>The words of each text, and the shape of the texts.</summary>
    private string[][] Words(Tensor texts, out Shape outer)
    {
        var elements = texts.Strings();
        string[][] rows;
        if (splitting.Function is { } split)
        {
            outer = Outer(texts.Shape);
            rows = Array.ConvertAll(elements.ToArray(), text => split(text));
        }
        else
        {
            if (texts.Rank == 0)
                throw new ValueError("`ngrams` without `split` need at least a vector of words. Received a single string.", nameof(texts));
            outer = texts.Shape.Range(0, texts.Rank - 1);
            rows = Rows(elements, texts.Shape.Dims[^1], (int)outer.Length);
        }
        return runs.Widths is null ? rows : Array.ConvertAll(rows, runs.Of);
    }

    private static string[][] Rows(ReadOnlySpan<string> elements, int width, int count)
    {
        var rows = new string[count][];
        for (var row = 0; row < count; row++) rows[row] = elements.Slice(row * width, width).ToArray();
        return rows;
    }

    /// <summary>Shape of the texts without a last axis of size 1.</summary>
    private static Shape Outer(Shape texts)
    {
        if (Required.NotNull(texts, "input_shape").Rank < 2) return texts;
        return texts.Dims[^1] == 1 ? texts.Range(0, texts.Rank - 1) : throw new ValueError(
            $"When using `TextVectorization` to tokenize strings, the input rank must be 1 or the last shape dimension must be 1. "
            + $"Received: inputs.shape={texts} with rank={texts.Rank}", nameof(texts));
    }

    /// <summary>Texts that are words.</summary>
    private Tensor Looked(Tensor words)
    {
        if (output_mode is null) return words;
        Tensor ids = lookup.__call__(words);
        if (output_mode != OutputMode.Int || output_sequence_length is not { } length) return ids;
        if (words.Rank == 0)
            throw new ValueError(
                "`output_sequence_length` without `split` needs at least a vector of words. Received a single string.", nameof(words));
        if (words.Shape.Dims[^1] >= length) return Ops.Narrow(ids, -1, 0, length);
        var paddings = new (int, int)[words.Rank];
        paddings[^1] = (0, length - words.Shape.Dims[^1]);
        return Ops.Pad(ids, paddings);
    }

    private Tensor Together(string[][] rows, Shape outer) => splitting.Function is null
        ? StringTensors.From(rows.SelectMany(row => row).ToArray(), outer.Concat(Shape.Of(rows.Length == 0 ? 0 : rows[0].Length)))
        : throw new NotSupportedException(
            "TextVectorization does not support `output_mode` None with `split`: texts have different numbers of words, and there are no "
            + "ragged tensors. Take the numbers (output_mode: \"int\") and turn them back with StringLookup(invert: true).");

    private Tensor Padded(long[][] rows, Shape outer)
    {
        var width = output_sequence_length ?? rows.Select(row => row.Length).DefaultIfEmpty(0).Max();
        var padded = new long[rows.Length * width];
        for (var i = 0; i < rows.Length; i++) rows[i].AsSpan(0, Math.Min(rows[i].Length, width)).CopyTo(padded.AsSpan(i * width));
        return Tensor.From<long>(padded, outer.Concat(Shape.Of(width)));
    }
}
