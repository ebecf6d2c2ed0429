namespace KerasLikeRnn.Layers;

/// <summary>Turns whole numbers into their places in a vocabulary, or back (<c>invert</c>).</summary>
/// <remarks>
/// Input of whole numbers of any shape. Output of the same shape; of shape (batch, vocabulary size) where output_mode is another
/// than int. The vocabulary is given, or learnt by adapt.
/// </remarks>
[KerasOrder("vocabulary", "vocabulary_dtype")]
[KerasExport("keras.layers.IntegerLookup", "keras.layers.experimental.preprocessing.IntegerLookup")]
public partial class IntegerLookup : IndexLookup<long>
{
    /// <summary>Creates the layer.</summary>
    /// <param name="mask_token">A number that is padding: place 0, and nothing in the other modes.</param>
    /// <param name="oov_token">What unknown places become when inverted.</param>
    /// <param name="vocabulary">The numbers, or the path of a text file with a number on each line.</param>
    /// <param name="vocabulary_dtype">Type of the numbers: int64 or int32.</param>
    /// <exception cref="ValueError">An argument is out of range, or two of them do not fit.</exception>
    /// <exception cref="NotSupportedException">sparse is true.</exception>
    public IntegerLookup(
        string vocabulary_dtype = "int64", LookupArguments? arguments = null, long? mask_token = null, long? oov_token = -1,
        VocabularyLike<long>? vocabulary = null, LayerOptions? options = null)
        : base(
            Checked(arguments ??= new()), mask_token, oov_token, vocabulary,
            options?.dtype == "int64" && arguments.output_mode != "int" ? options with { dtype = null } : options)
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

    private static LookupArguments Checked(LookupArguments arguments)
    {
        if (arguments.max_tokens <= 1)
            throw new ValueError(
                Invariant(
                    $"If `max_tokens` is set for `IntegerLookup`, it must be greater than 1. Received: max_tokens={arguments.max_tokens}."),
                nameof(max_tokens));
        if (arguments.num_oov_indices is < 0 and var num)
            throw new ValueError(
                Invariant($"The value of `num_oov_indices` argument for `IntegerLookup` must >= 0. Received num_oov_indices={num}."),
                nameof(num_oov_indices));
        return arguments.Checked(nameof(IntegerLookup));
    }
}
