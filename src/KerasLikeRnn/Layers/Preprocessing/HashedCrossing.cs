namespace KerasLikeRnn.Layers;

/// <summary>Crosses features: two or more words or whole numbers of a sample together give the number of a bin, by their hash.</summary>
/// <remarks>
/// Inputs: two or more tensors of strings or whole numbers, all of shape (), (batch) or (batch, 1). Output of the same shape, or (batch,
/// num_bins).
/// </remarks>
[KerasExport("keras.layers.experimental.preprocessing.HashedCrossing")]
public partial class HashedCrossing : Layer
{
    /// <summary>The hash that TensorFlow begins with.</summary>
    private const ulong Start = 0xDECAFCAFFE;

    /// <summary>Creates the layer.</summary>
    /// <param name="num_bins">Number of bins.</param>
    /// <exception cref="ValueError">An argument is out of range.</exception>
    /// <exception cref="NotSupportedException">sparse is true.</exception>
    public HashedCrossing(int num_bins, ModeArguments? mode = null, LayerOptions? options = null)
        : base(OutputMode.WithDType(options, (mode ??= new()).output_mode))
    {
        OutputMode.CheckDType(DType, mode.output_mode);
        output_mode = OutputMode.Check(mode.output_mode, nameof(HashedCrossing), OutputMode.Int, OutputMode.OneHot);
        if (mode.sparse)
            throw new NotSupportedException(
                "HashedCrossing does not support `sparse`: leave it out, the output is then a dense tensor with the same numbers.");
        if (num_bins <= 0) throw new ValueError($"`num_bins` must be positive. Received: num_bins={num_bins}.", nameof(num_bins));
        this.num_bins = num_bins;
    }

    public int num_bins { get; }

    public string output_mode { get; }

    public bool sparse => false;

    /// <inheritdoc/>
    private protected override string? OwnDType => BackendConfig.floatx();

    /// <inheritdoc/>
    internal override DType InputDType => DType.String;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        Check([.. Required.NotNull(inputs).Select(input => input.Shape)]);
        var hashes = Enumerable.Repeat(Start, checked((int)inputs[0].Length)).ToArray();
        foreach (var feature in inputs.Select(Features))
            for (var i = 0; i < hashes.Length; i++) hashes[i] = FarmHash.Combine(hashes[i], feature[i]);
        var bins = Array.ConvertAll(hashes, hash => (long)(hash % (ulong)num_bins));
        return CategoricalOutput.Encode(Tensor.From<long>(bins, inputs[0].Shape), output_mode, num_bins, DType);
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> input_shapes)
    {
        Check(input_shapes);
        return [CategoricalOutput.OutputShape(input_shapes[0], output_mode, num_bins)];
    }

    private static void Check(IReadOnlyList<Shape> shapes)
    {
        if (shapes.Count < 2)
            throw new ValueError($"`HashedCrossing` should be called on at least two inputs. Received: {shapes.Count}", nameof(shapes));
        if (shapes[0].Rank > 2 || (shapes[0].Rank == 2 && shapes[0].Dims[1] != 1))
            throw new ValueError(
                $"All `HashedCrossing` inputs should have shape `[]`, `[batch_size]` or `[batch_size, 1]`. Received: {shapes[0]}",
                nameof(shapes));
        if (shapes.Any(shape => shape != shapes[0]))
            throw new ValueError(
                $"All `HashedCrossing` inputs should have equal shape. Received: {string.Join(", ", shapes)}", nameof(shapes));
    }

    /// <summary>Words by their hash, whole numbers as they are.</summary>
    private static ulong[] Features(Tensor x) => x.DType switch
    {
        DType.String => Array.ConvertAll(x.Strings().ToArray(), FarmHash.Fingerprint64),
        DType.Int32 or DType.Int64 => Array.ConvertAll(Ops.Cast(x, DType.Int64).ToArray<long>(), number => (ulong)number),
        _ =>
            throw new ValueError(
                $"All `HashedCrossing` inputs should have an integer or string dtype. Received: {x.DType.Name()}", nameof(x)),
    };
}
