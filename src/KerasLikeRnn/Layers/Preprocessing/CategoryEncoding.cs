namespace KerasLikeRnn.Layers;

/// <summary>Class numbers as vectors: one-hot, as a set (multi_hot) or counted.</summary>
/// <remarks>
/// Input of whole numbers from 0 to num_tokens - 1, of shape (batch) or (batch, numbers of a sample). Output (batch, num_tokens); for a
/// single sample (num_tokens). one_hot turns each number of (batch) or (batch, 1) into a vector.
/// </remarks>
[KerasDefault("output_mode", OutputMode.MultiHot)]
[KerasExport("keras.layers.CategoryEncoding", "keras.layers.experimental.preprocessing.CategoryEncoding")]
public partial class CategoryEncoding : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="num_tokens">Number of classes; it must be given.</param>
    /// <exception cref="ValueError">num_tokens is not given or not positive, or the mode is unknown.</exception>
    /// <exception cref="NotSupportedException">sparse is true.</exception>
    public CategoryEncoding(int? num_tokens = null, ModeArguments? mode = null, LayerOptions? options = null) : base(options)
    {
        mode ??= new(OutputMode.MultiHot);
        output_mode = OutputMode.Check(
            mode.output_mode, nameof(CategoryEncoding), OutputMode.Count, OutputMode.OneHot, OutputMode.MultiHot);
        this.num_tokens = num_tokens ?? throw new ValueError(
            "num_tokens must be set to use this layer. If the number of tokens is not known beforehand, use the IntegerLookup layer "
            + "instead.", nameof(num_tokens));
        if (num_tokens < 1)
            throw new ValueError($"`num_tokens` must be >= 1. Received: num_tokens={num_tokens}.", nameof(num_tokens));
        OutputMode.RefuseSparse(mode.sparse, output_mode, nameof(CategoryEncoding), "");
    }

    public int num_tokens { get; }

    public string output_mode { get; }

    public bool sparse => false;

    /// <inheritdoc/>
    private protected override string? OwnDType => BackendConfig.floatx();

    /// <inheritdoc/>
    internal override DType InputDType => DType.Int64;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> CallArguments => ["count_weights"];

    /// <summary>Python's <c>layer(inputs, count_weights=weights)</c>, in output_mode count.</summary>
    /// <param name="inputs">Class numbers.</param>
    /// <param name="count_weights">What each of them counts, of the shape of the inputs.</param>
    public Tensors this[Tensors inputs, Tensors count_weights] => __call__(inputs, count_weights);

    /// <summary>The same as <c>layer[inputs, count_weights]</c>.</summary>
    /// <param name="inputs">Class numbers.</param>
    /// <param name="count_weights">What each of them counts, of the shape of the inputs.</param>
    public Tensors __call__(Tensors inputs, Tensors count_weights) =>
        Invoke(inputs, new CallContext { arguments = new Dictionary<string, object?> { [nameof(count_weights)] = count_weights } });

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var ids = Ops.Cast(inputs, DType.Int64);
        var weights = context.Tensor("count_weights");
        if (weights is not null && output_mode != OutputMode.Count)
            throw new ValueError("`count_weights` is not used when `output_mode` is not `'count'`.", nameof(inputs));
        if (Array.Exists(ids.ToArray<long>(), id => id < 0 || id >= num_tokens))
            throw new ValueError(
                $"Input values must be in the range 0 <= values < num_tokens with num_tokens={num_tokens}", nameof(inputs));
        return CategoricalOutput.Encode(ids, output_mode, num_tokens, DType, weights);
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => CategoricalOutput.OutputShape(input_shape, output_mode, num_tokens);
}
