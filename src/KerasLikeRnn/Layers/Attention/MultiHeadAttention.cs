namespace KerasLikeRnn.Layers;

/// <summary>
/// Multi-head attention (Vaswani et al., 2017): projects queries, keys and values for each head, lets each query take the mean of the
/// values weighted by the softmax of its scaled products with the keys, and projects what the heads found.
/// </summary>
/// <remarks>
/// Inputs query (batch, T, dim), value (batch, S, dim) and perhaps key (batch, S, dim), with any number of step axes. Output (batch, T, dim
/// of the query), or output_shape in place of the last axis; with return_attention_scores also the weights (batch, num_heads, T, S).
/// </remarks>
[KerasExport("keras.layers.MultiHeadAttention")]
public partial class MultiHeadAttention : Layer
{
    private const string AttentionMask = "attention_mask";
    private const string ReturnScores = "return_attention_scores";

    private static readonly string[] inputShapes = ["query_shape", "value_shape", "key_shape"];

    private readonly Dictionary<string, Shape> told = [];
    private readonly KernelArguments arguments;
    private readonly Shape? outputSizes;
    private Parts? parts;

    /// <summary>Creates the layer.</summary>
    /// <param name="num_heads">Number of heads.</param>
    /// <param name="key_dim">Size of a query and key in each head.</param>
    /// <param name="value_dim">Size of a value in each head; that of a key by default.</param>
    /// <param name="dropout">Share of the weights dropped in training.</param>
    /// <param name="use_bias">Whether the projections add a bias.</param>
    /// <param name="output_shape">Shape of an output besides the batch and steps; the query's last axis by default.</param>
    /// <param name="attention_axes">The axes of steps; all but batch and features by default.</param>
    public MultiHeadAttention(
        int num_heads, int key_dim, int? value_dim = null, double dropout = 0.0, bool use_bias = true, Shape? output_shape = null,
        AxesLike? attention_axes = null, KernelArguments? arguments = null, LayerOptions? options = null)
        : base(options, (arguments ??= new()).activity_regularizer)
    {
        this.num_heads = num_heads;
        this.key_dim = key_dim;
        this.value_dim = value_dim ?? key_dim;
        this.dropout = dropout;
        this.use_bias = use_bias;
        outputSizes = output_shape;
        this.attention_axes = attention_axes?.ToArray();
        this.arguments = arguments;
    }

    public int num_heads { get; }

    public int key_dim { get; }

    public int value_dim { get; }

    public double dropout { get; }

    public bool use_bias { get; }

    /// <summary>The axes of steps; known once built.</summary>
    public IReadOnlyList<int>? attention_axes { get; private set; }

    /// <summary>What a call is made of; null before the layer is built.</summary>
    internal Parts? Inside => parts;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> InputNames => ["value", "key"];

    /// <inheritdoc/>
    internal override bool GivesTuple => true;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> CallArguments => [AttentionMask, ReturnScores];

    /// <inheritdoc/>
    protected internal override IEnumerable<Layer> SubLayers =>
        parts is null ? base.SubLayers : [parts.Query, parts.Key, parts.Value, parts.Output, .. base.SubLayers];

    /// <summary>A layer from its configuration, with its weights if the configuration tells the shapes of its inputs.</summary>
    public static MultiHeadAttention from_config(IReadOnlyDictionary<string, object?> config)
    {
        var arguments = config.Where(entry => !inputShapes.Contains(entry.Key)).ToDictionary();
        var layer = (MultiHeadAttention)Construction.Create(typeof(MultiHeadAttention), arguments);
        foreach (var name in inputShapes.Where(config.ContainsKey)) layer.Adopt(name, config[name]);
        return layer;
    }

    /// <summary>Takes the shapes of the inputs too: with all of them the weights are made.</summary>
    private protected override bool Adopt(string argument, object? value)
    {
        if (!inputShapes.Contains(argument)) return base.Adopt(argument, value);
        if (ToShape(value) is { } shape) told[argument] = shape;
        if (told.Count == inputShapes.Length) EnsureBuilt([.. inputShapes.Select(name => told[name])]);
        return true;
    }

    /// <summary>Python's <c>layer(query, value)</c>.</summary>
    /// <param name="query">The queries (batch, T, dim).</param>
    /// <param name="value">The values (batch, S, dim).</param>
    /// <param name="key">The keys (batch, S, dim); the values by default.</param>
    /// <param name="attention_mask">Truth values (batch, T, S), false where a query must not see a key; leading axes may be
    /// missing.</param>
    /// <param name="return_attention_scores">Whether the weights follow the output.</param>
    /// <param name="training">Whether weights are dropped; by default as in the layer or model around.</param>
    public Tensors this[
        Tensors query, Tensors value, Tensors? key = null, Tensor? attention_mask = null, bool return_attention_scores = false,
        bool? training = null] =>
        __call__(query, value, key, attention_mask, return_attention_scores, training);

    /// <summary>The same as <c>layer[query, value]</c>.</summary>
    /// <param name="query">The queries (batch, T, dim).</param>
    /// <param name="value">The values (batch, S, dim).</param>
    /// <param name="key">The keys (batch, S, dim); the values by default.</param>
    /// <param name="attention_mask">Truth values (batch, T, S), false where a query must not see a key; leading axes may be
    /// missing.</param>
    /// <param name="return_attention_scores">Whether the weights follow the output.</param>
    /// <param name="training">Whether weights are dropped; by default as in the layer or model around.</param>
    public Tensors __call__(
        Tensors query, Tensors value, Tensors? key = null, Tensor? attention_mask = null, bool return_attention_scores = false,
        bool? training = null) =>
        Invoke(key is null ? [query, value] : [query, value, key], CallContext.Call(training, [], arguments: new Dictionary<string, object?>
        {
            [AttentionMask] = attention_mask,
            [ReturnScores] = return_attention_scores,
        }));

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var (layers, inner) = (parts!, Required.NotNull(context).Inner());
        Tensor query = layers.Query.Invoke(Required.NotNull(inputs)[0], inner), key = layers.Key.Invoke(inputs[^1], inner),
            value = layers.Value.Invoke(inputs[1], inner);
        var scores = Ops.Einsum(layers.ScoreEquation, key, query * (1 / Math.Sqrt(key_dim)));
        var mask = context.Tensor(AttentionMask);
        Tensor weights = layers.Softmax.Invoke(scores, context.Inner(mask is null ? [] : [OfRank(mask, scores.Rank)]));
        Tensor output = layers.Output.Invoke(Ops.Einsum(layers.CombinationEquation, layers.Dropout.Invoke(weights, inner), value), inner);
        return context.arguments.GetValueOrDefault(ReturnScores) is true ? [output, weights] : output;
    }

    /// <inheritdoc/>
    public override void build(Shape input_shape) => BuildAll(ShapeList.Each(input_shape));

    /// <inheritdoc/>
    protected internal override void BuildAll(IReadOnlyList<Shape> input_shapes)
    {
        Check(input_shapes);
        Shape query = input_shapes[0], value = input_shapes[1], key = input_shapes[^1];
        attention_axes ??= [.. Enumerable.Range(1, value.Rank - 2)];
        var axes = Steps(value.Rank);
        if (Array.Exists(axes, axis => axis < 0 || axis >= value.Rank))
            throw new ValueError(
                $"`attention_axes` must be axes of the inputs. Received: attention_axes={PythonText.List(attention_axes)} and a value of "
                + $"shape {value}", nameof(input_shapes));
        var (scores, combination) = AttentionEquations.Products(value.Rank + 1, axes);
        parts = new Parts(
            Projection("query", query.Rank - 1, 1, Shape.Of(num_heads, key_dim)),
            Projection("key", key.Rank - 1, 1, Shape.Of(num_heads, key_dim)),
            Projection("value", value.Rank - 1, 1, Shape.Of(num_heads, value_dim)),
            new Softmax((int[])[.. Enumerable.Range(value.Rank, axes.Length)], dtype: dtype),
            new Dropout(dropout, dtype: dtype),
            Projection("attention_output", query.Rank - 1, 2, OutputSizes(query)),
            scores,
            combination,
            [query, value, key]);
        parts.Query.EnsureBuilt(query);
        parts.Key.EnsureBuilt(key);
        parts.Value.EnsureBuilt(value);
        parts.Output.EnsureBuilt(query.Range(0, query.Rank - 1).Concat(Shape.Of(num_heads, value_dim)));
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> input_shapes)
    {
        Check(input_shapes);
        var query = input_shapes[0];
        return [query.Range(0, query.Rank - 1).Concat(OutputSizes(query))];
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<(Shape Shape, DType DType)> InferOutputs(Tensors inputs, CallContext context)
    {
        var output = base.InferOutputs(inputs, context);
        if (context.arguments.GetValueOrDefault(ReturnScores) is not true) return output;
        Shape query = inputs[0].Shape, key = inputs[^1].Shape;
        var steps = Steps(query.Rank);
        var batch = Enumerable.Range(0, query.Rank - 1).Except(steps);
        int[] sizes = [
            .. batch.Select(axis => query.Dims[axis]), num_heads, .. steps.Select(axis => query.Dims[axis]),
            .. steps.Select(axis => key.Dims[axis])];
        return [.. output, (Shape.Of(sizes), DType)];
    }

    /// <inheritdoc/>
    private protected override IEnumerable<Trackable> InnerTrackables() =>
        parts is null
            ? []
            : [
                new("_query_dense", parts.Query), new("_key_dense", parts.Key), new("_value_dense", parts.Value),
                new("_softmax", parts.Softmax), new("_dropout_layer", parts.Dropout), new("_output_dense", parts.Output),
            ];

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(base.get_config())
    {
        ["output_shape"] = outputSizes?.ToArray(),
        ["query_shape"] = parts?.Inputs[0].ToArray(),
        ["key_shape"] = parts?.Inputs[2].ToArray(),
        ["value_shape"] = parts?.Inputs[1].ToArray(),
    };

    private static void Check(IReadOnlyList<Shape> inputs)
    {
        if (inputs.Count is not (2 or 3))
            throw new ValueError(
                $"MultiHeadAttention takes a query and a value, and perhaps a key: __call__(query, value, key). Received: {inputs.Count} "
                + $"inputs", nameof(inputs));
        if (inputs.Any(input => input.Rank < 3))
            throw new ValueError(
                $"MultiHeadAttention needs inputs with an axis of steps between batch and features: (batch, steps, features). "
                + $"Received: {string.Join(", ", inputs)}", nameof(inputs));
    }

    private static Shape? ToShape(object? sizes) => sizes is not IEnumerable list
        ? null
        : new Shape(
            [.. list.Cast<object?>().Select(size => size is null ? (int?)null : Convert.ToInt32(size, CultureInfo.InvariantCulture))]);

    /// <summary>The axes of steps, counted from the start, of inputs with that many axes.</summary>
    private int[] Steps(int rank) => [.. attention_axes!.Select(axis => axis < 0 ? axis + rank + 1 : axis)];

    private Shape OutputSizes(Shape query) => outputSizes ?? query.Range(query.Rank - 1, query.Rank);

    private EinsumDense Projection(string name, int free, int bound, Shape made)
    {
        var (equation, biasAxes) = AttentionEquations.Projection(free, bound, made.Rank);
        return new EinsumDense(
            equation, Shape.Of([.. Enumerable.Repeat(Shape.Unknown, free - 1)]).Concat(made), default, use_bias ? biasAxes : null,
            new(kernel_initializer, bias_initializer, kernel_regularizer, bias_regularizer, default, kernel_constraint, bias_constraint),
            new LayerOptions(name: name, dtype: dtype_policy));
    }

    /// <summary>The mask with new axes before those of steps, until it has as many as the scores.</summary>
    private Tensor OfRank(Tensor mask, int rank)
    {
        while (mask.Rank < rank) mask = Ops.ExpandDims(mask, -2 * attention_axes!.Count - 1);
        return mask;
    }

    /// <summary>The layers and equations that a call is made of.</summary>
    internal sealed record Parts(
        EinsumDense Query, EinsumDense Key, EinsumDense Value, Softmax Softmax, Dropout Dropout, EinsumDense Output,
        string ScoreEquation, string CombinationEquation, Shape[] Inputs);
}
