namespace KerasLikeRnn.Layers;

/// <summary>Turns words into their numbers in a vocabulary, or back (<c>invert</c>).</summary>
/// <remarks>
/// Input of strings (or, inverted, numbers) of any shape. Output of the same shape; of shape (batch, vocabulary size) where
/// output_mode is another than int. The vocabulary is given, or learnt by adapt.
/// </remarks>
[KerasExport("keras.layers.StringLookup", "keras.layers.experimental.preprocessing.StringLookup"), KerasOrder("idf_weights", "encoding")]
public partial class StringLookup : IndexLookup<string>
{
    /// <summary>Creates the layer.</summary>
    /// <param name="mask_token">A word that is padding: number 0, and nothing in the other modes.</param>
    /// <param name="oov_token">What unknown numbers become when inverted.</param>
    /// <param name="vocabulary">The words, or the path of a text file with a word on each line.</param>
    /// <param name="encoding">Encoding of the strings: utf-8.</param>
    /// <exception cref="ValueError">An argument is out of range, or two of them do not fit.</exception>
    /// <exception cref="NotSupportedException">sparse is true, or encoding is another than utf-8.</exception>
    public StringLookup(
        LookupArguments? arguments = null, string? mask_token = null, string? oov_token = "[UNK]",
        VocabularyLike<string>? vocabulary = null, string? encoding = null, LayerOptions? options = null)
        : base(
            (arguments ?? new()).Checked(nameof(StringLookup)), mask_token, oov_token, vocabulary,
            options?.dtype == "string" ? options with { dtype = null } : options)
    {
        this.encoding = encoding ?? "utf-8";
        if (this.encoding.ToUpperInvariant() is not ("UTF-8" or "UTF8"))
            throw new NotSupportedException($"StringLookup does not support `encoding`={encoding}: strings of C# need none. Leave it out.");
        this.mask_token = mask_token;
        this.oov_token = oov_token;
    }

    public string? mask_token { get; }

    public string? oov_token { get; }

    public string encoding { get; }

    private protected override DType TermDType => DType.String;

    private protected override IComparer<string> Order { get; } = Comparer<string>.Create(CompareBytes);

    private protected override string[] Terms(Tensor x) => Required.NotNull(x, "data").DType == DType.String
        ? x.Strings().ToArray()
        : throw new ValueError($"Strings were expected; cast {x.DType.Name()} to string is not supported.", nameof(x));

    private protected override Tensor ToTensor(string[] tokens, Shape shape) => StringTensors.From(tokens, shape);

    private protected override string Parse(string line) => line;

    private protected override long Bucket(string term, int buckets) => (long)(FarmHash.Fingerprint64(term) % (ulong)buckets);

    /// <summary>The order of the strings' bytes in UTF-8, which is that of their code points.</summary>
    private static int CompareBytes(string? a, string? b)
    {
        using var x = a!.EnumerateRunes();
        using var y = b!.EnumerateRunes();
        while (true)
        {
            var (more, other) = (x.MoveNext(), y.MoveNext());
            if (!more || !other) return more.CompareTo(other);
            if (x.Current != y.Current) return x.Current.CompareTo(y.Current);
        }
    }
}
