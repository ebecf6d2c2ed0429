namespace KerasLikeRnn.Layers;

/// <summary>Turns whole numbers into their places in a vocabulary, or back (<c>invert</c>).</summary>
/// <remarks>
/// Input of whole numbers of any shape. Output of the same shape; of shape (batch, vocabulary size) where output_mode is another
/// than int. The vocabulary is given, or learnt by adapt.
/// </remarks>
[KerasExport("keras.layers.IntegerLookup", "keras.layers.experimental.preprocessing.IntegerLookup")]
public sealed partial class IntegerLookup : IndexLookup<long>
{
    /// <summary>Creates the layer.</summary>
    /// <param name="max_tokens">Largest size of the vocabulary, mask and unknown numbers included; unlimited by default.</param>
    /// <param name="num_oov_indices">How many places unknown numbers share; with none they are an error.</param>
    /// <param name="mask_token">A number that is padding: place 0, and nothing in the other modes.</param>
    /// <param name="oov_token">What unknown places become when inverted.</param>
    /// <param name="vocabulary">The numbers, or the path of a text file with a number on each line.</param>
    /// <param name="vocabulary_dtype">Type of the numbers: int64 or int32.</param>
    /// <param name="idf_weights">Weights of the numbers for output_mode tf_idf.</param>
    /// <param name="invert">Whether places become numbers.</param>
    /// <param name="output_mode">int: places. one_hot: a vector for each number. multi_hot: which numbers a sample has. count: how many. tf_idf: how many, times weights.</param>
    /// <param name="sparse">Not supported: the output is dense.</param>
    /// <param name="pad_to_max_tokens">Whether vectors have max_tokens numbers even where the vocabulary is smaller.</param>
    /// <exception cref="ValueError">An argument is out of range, or two of them do not fit.</exception>
    /// <exception cref="NotSupportedException">sparse is true.</exception>
    public IntegerLookup(
        int? max_tokens = null, int num_oov_indices = 1, long? mask_token = null, long? oov_token = -1,
        VocabularyLike<long>? vocabulary = null, string vocabulary_dtype = "int64", IReadOnlyList<double>? idf_weights = null,
        bool invert = false, string output_mode = "int", bool sparse = false, bool pad_to_max_tokens = false, LayerOptions? options = null)
        : base(
            Arguments(max_tokens, num_oov_indices, invert, output_mode, sparse, pad_to_max_tokens, idf_weights),
            mask_token, oov_token, vocabulary, idf_weights,
            options?.dtype == "int64" && output_mode != "int" ? options with { dtype = null } : options)
    {
        TermDType = DTypes.Parse(vocabulary_dtype);
        if (TermDType is not (DType.Int32 or DType.Int64))
            throw new ValueError($"`vocabulary_dtype` must be an integer dtype. Received: {vocabulary_dtype}", nameof(vocabulary_dtype));
        this.vocabulary_dtype = vocabulary_dtype;
        this.mask_token = mask_token;
        this.oov_token = oov_token;
    }

    public long? mask_token { get; }

    public long? oov_token { get; }

    public string vocabulary_dtype { get; }

    private protected override DType TermDType { get; }

    private protected override IComparer<long> Order => Comparer<long>.Default;

    private protected override long[] Terms(Tensor x) => Required.NotNull(x, "data").DType == DType.String
        ? throw new ValueError("Whole numbers were expected; cast string to int64 is not supported.", nameof(x))
        : Ops.Cast(Ops.Cast(x, TermDType), DType.Int64).ToArray<long>();

    private protected override Tensor ToTensor(long[] tokens, Shape shape) => Ops.Cast(Tensor.From<long>(tokens, shape), TermDType);

    private protected override long Parse(string line) => long.Parse(line, System.Globalization.CultureInfo.InvariantCulture);

    private protected override long Bucket(long term, int buckets) => (term % buckets + buckets) % buckets;

    private static LookupArguments Arguments(
        int? max_tokens, int num_oov_indices, bool invert, string output_mode, bool sparse, bool pad_to_max_tokens,
        IReadOnlyList<double>? idf_weights)
    {
        if (max_tokens <= 1)
            throw new ValueError(FormattableString.Invariant($"If `max_tokens` is set for `IntegerLookup`, it must be greater than 1. Received: max_tokens={max_tokens}."), nameof(max_tokens));
        if (num_oov_indices < 0)
            throw new ValueError(FormattableString.Invariant($"The value of `num_oov_indices` argument for `IntegerLookup` must >= 0. Received num_oov_indices={num_oov_indices}."), nameof(num_oov_indices));
        return new LookupArguments(
            nameof(IntegerLookup), max_tokens, num_oov_indices, invert, output_mode, sparse, pad_to_max_tokens, idf_weights);
    }
}
