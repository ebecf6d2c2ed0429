namespace KerasLikeRnn.Layers;

/// <summary>Turns words or whole numbers into numbers of bins, by their hash: FarmHash64, or SipHash where there is a salt.</summary>
/// <remarks>
/// Input of strings or whole numbers of any shape, output of the same shape; (batch, num_bins) where output_mode is another than int.
/// </remarks>
[KerasExport("keras.layers.Hashing", "keras.layers.experimental.preprocessing.Hashing")]
public partial class Hashing : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="num_bins">Number of bins, that of the mask included.</param>
    /// <param name="mask_value">A word or number that is padding: bin 0, which nothing else gets then.</param>
    /// <param name="salt">A number, or two: the key of another hash.</param>
    /// <exception cref="ValueError">An argument is out of range.</exception>
    /// <exception cref="NotSupportedException">sparse is true.</exception>
    public Hashing(
        int num_bins, object? mask_value = null, SaltLike salt = default, ModeArguments? mode = null, LayerOptions? options = null)
        : base(OutputMode.WithDType(OutputMode.IntegersOnly(options, (mode ??= new()).output_mode), mode.output_mode))
    {
        if (num_bins <= 0)
            throw new ValueError(
                $"The `num_bins` for `Hashing` cannot be `None` or non-positive values. Received: num_bins={num_bins}.", nameof(num_bins));
        output_mode = OutputMode.Check(
            mode.output_mode, nameof(Hashing), OutputMode.Int, OutputMode.OneHot, OutputMode.MultiHot, OutputMode.Count);
        OutputMode.RefuseSparse(mode.sparse, mode.output_mode, nameof(Hashing), "`\"one_hot\"`, `\"multi_hot\"`, or `\"count\"`");
        if (mask_value is not (null or string or int or long))
            throw new ValueError($"`mask_value` must be a string or a whole number. Received: {mask_value}", nameof(mask_value));
        this.num_bins = num_bins;
        this.mask_value = mask_value;
        this.salt = salt.Keys;
    }

    public int num_bins { get; }

    public object? mask_value { get; }

    /// <summary>The two numbers of the salt, or null.</summary>
    public IReadOnlyList<long>? salt { get; }

    public string output_mode { get; }

    public bool sparse => false;

    /// <summary>Whether there is a salt.</summary>
    public bool strong_hash => salt is not null;

    /// <inheritdoc/>
    private protected override string? OwnDType => BackendConfig.floatx();

    /// <inheritdoc/>
    internal override DType InputDType => mask_value is int or long ? DType.Int64 : DType.String;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        Tensor x = inputs;
        var bins = Array.ConvertAll(Words(x), mask_value is not null && num_bins > 1 ? MaskedBin(Mask(x)) : word => Bin(word, num_bins));
        return CategoricalOutput.Encode(Tensor.From<long>(bins, x.Shape), output_mode, num_bins, DType);
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => CategoricalOutput.OutputShape(input_shape, output_mode, num_bins);

    /// <summary>Strings as they are, whole numbers as text.</summary>
    /// <exception cref="ValueError">The tensor holds something else.</exception>
    internal static string[] Words(Tensor x) => x.DType switch
    {
        DType.String => x.Strings().ToArray(),
        DType.Int32
            or DType.Int64 =>
                Array.ConvertAll(Ops.Cast(x, DType.Int64).ToArray<long>(), number => number.ToString(CultureInfo.InvariantCulture)),
        _ => throw new ValueError($"Strings or whole numbers were expected. Received: {x.DType.Name()}.", nameof(x)),
    };

    private Converter<string, long> MaskedBin(string mask) => word => word == mask ? 0 : 1 + Bin(word, num_bins - 1);

    /// <summary>The mask as text.</summary>
    private string Mask(Tensor x) => mask_value is string == (x.DType == DType.String)
        ? Convert.ToString(mask_value, CultureInfo.InvariantCulture)!
        : throw new ValueError(
            $"`mask_value` {Python.PythonText.Repr(mask_value)} cannot be compared with inputs of type {x.DType.Name()}.", nameof(x));

    private long Bin(string word, int bins)
    {
        var hash = salt is null ? FarmHash.Fingerprint64(word) : SipHash.Hash(word, (ulong)salt[0], (ulong)salt[1]);
        return (long)(hash % (ulong)bins);
    }
}
