namespace KerasLikeRnn.Layers;

/// <summary>
/// What the attention layers without projections share: each query gets the mean of the values, weighted by the softmax of its
/// scores with their keys.
/// </summary>
/// <remarks>
/// Inputs [query (batch, Tq, dim), value (batch, Tv, dim)] or [query, value, key (batch, Tv, dim)]; without a key the value is its own.
/// Masks: that of the query zeroes outputs, that of the value keeps its steps out of the mean. Output (batch, Tq, dim), and with
/// return_attention_scores also the weights (batch, Tq, Tv).
/// </remarks>
public abstract class BaseDenseAttention : Layer
{
    private const string ReturnScores = "return_attention_scores";

    private readonly DropoutMask dropped;

    /// <param name="causal">Whether a query sees only the keys up to its own place.</param>
    /// <param name="dropout">Share of the weights dropped in training.</param>
    private protected BaseDenseAttention(bool causal, double dropout, LayerOptions? options) : base(options)
    {
        this.causal = causal;
        this.dropout = CheckedArgument.Rate(dropout);
        dropped = new DropoutMask(dropout);
    }

    public bool causal { get; }

    public double dropout { get; }

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    internal override bool GivesTuple => true;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> CallArguments => [ReturnScores];

    /// <summary>Python's <c>layer([query, value])</c>.</summary>
    /// <param name="inputs">[query, value] or [query, value, key].</param>
    /// <param name="mask">[query_mask, value_mask], truth values (batch, Tq) and (batch, Tv), null for none; by default those that the
    /// inputs carry.</param>
    /// <param name="training">Whether weights are dropped; by default as in the layer or model around.</param>
    /// <param name="return_attention_scores">Whether the weights follow the output.</param>
    /// <exception cref="ValueError">There are more or fewer inputs or masks.</exception>
    public Tensors this[Tensors inputs, IReadOnlyList<Tensor?>? mask = null, bool? training = null, bool return_attention_scores = false] =>
        __call__(inputs, mask, training, return_attention_scores);

    /// <summary>The same of arrays.</summary>
    /// <inheritdoc cref="this[Tensors, IReadOnlyList{Tensor?}?, bool?, bool]"/>
    [OverloadResolutionPriority(-1)]
    public Tensors this[
        NDArray[] inputs, IReadOnlyList<Tensor?>? mask = null, bool? training = null, bool return_attention_scores = false] =>
        __call__(inputs, mask, training, return_attention_scores);

    /// <summary>The same as <c>layer[[query, value]]</c>.</summary>
    /// <param name="inputs">[query, value] or [query, value, key].</param>
    /// <param name="mask">[query_mask, value_mask], truth values (batch, Tq) and (batch, Tv), null for none; by default those that the
    /// inputs carry.</param>
    /// <param name="training">Whether weights are dropped; by default as in the layer or model around.</param>
    /// <param name="return_attention_scores">Whether the weights follow the output.</param>
    /// <exception cref="ValueError">There are more or fewer inputs or masks.</exception>
    public Tensors __call__(
        Tensors inputs, IReadOnlyList<Tensor?>? mask = null, bool? training = null, bool return_attention_scores = false) =>
        Invoke(
            inputs,
            CallContext.Call(
                training, mask ?? [], arguments: new Dictionary<string, object?> { [ReturnScores] = return_attention_scores }));

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        CheckCall(Required.NotNull(inputs).Count, Required.NotNull(context).masks.Count);
        var (query, value) = (Autocast(inputs[0]), Autocast(inputs[1]));
        var scores = _calculate_scores(query, inputs.Count > 2 ? Autocast(inputs[2]) : value);
        var weights = Ops.Softmax(WithoutMasked(scores, context.masks.ElementAtOrDefault(1)));
        if (context.training && dropped.Draw(weights.Shape, weights.DType) is { } drawn) weights = Ops.Multiply(weights, drawn);
        var output = Ops.MatMul(weights, value);
        if (context.masks.ElementAtOrDefault(0) is { } valid)
            output = Ops.Multiply(output, Ops.Cast(Ops.ExpandDims(valid, -1), output.DType));
        return context.arguments.GetValueOrDefault(ReturnScores) is true ? [output, weights] : output;
    }

    /// <inheritdoc/>
    private protected override void CheckInputs(Tensors inputs, CallContext context)
    {
        if (!inputs.IsList)
            throw new ValueError(
                $"{GetType().Name} layer must be called on a list of inputs, namely [query, value] or [query, value, key]. Received: a "
                + $"tensor of shape {inputs[0].Shape}.", nameof(inputs));
        base.CheckInputs(inputs, context);
    }

    /// <summary>How well each query goes with each key: (batch, Tq, Tv).</summary>
    protected abstract Tensor _calculate_scores(Tensor query, Tensor key);

    /// <summary>Makes the weights.</summary>
    private protected abstract void BuildScores(Shape value);

    /// <inheritdoc/>
    public override void build(Shape input_shape) => BuildAll(ShapeList.Each(input_shape));

    /// <inheritdoc/>
    protected internal override void BuildAll(IReadOnlyList<Shape> input_shapes)
    {
        CheckCall(input_shapes.Count, 0);
        BuildScores(input_shapes[1]);
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> input_shapes)
    {
        CheckCall(input_shapes.Count, 0);
        return [input_shapes[0].With(-1, input_shapes[1].Dim(-1))];
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<(Shape Shape, DType DType)> InferOutputs(Tensors inputs, CallContext context)
    {
        var output = base.InferOutputs(inputs, context);
        var scores = inputs[0].Shape.With(-1, inputs[1].Shape.Dim(-2));
        return context.arguments.GetValueOrDefault(ReturnScores) is true ? [.. output, (scores, DType)] : output;
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor?> ComputeMasks(Tensors inputs, IReadOnlyList<Tensor?> masks)
    {
        CheckCall(inputs.Count, masks.Count);
        return [masks.ElementAtOrDefault(0)];
    }

    /// <summary>query[:, :, new, :] + key[:, new, :, :]: every pair's sum (batch, Tq, Tv, dim).</summary>
    private protected static Tensor PairSums(Tensor query, Tensor key) => Ops.Add(Ops.ExpandDims(query, -2), Ops.ExpandDims(key, -3));

    private Tensor WithoutMasked(Tensor scores, Tensor? valueMask)
    {
        var mask = valueMask is null ? null : Ops.ExpandDims(valueMask, -2);
        if (causal)
        {
            var past = Ops.Compare(
                CompareOp.GreaterEqual, Ops.ExpandDims(Ops.Arange(scores.Shape.Dim(-2)), 1),
                Ops.ExpandDims(Ops.Arange(scores.Shape.Dim(-1)), 0));
            mask = mask is null ? past : Ops.And(mask, past);
        }
        return mask is null ? scores : scores - Ops.Cast(Ops.Not(mask), scores.DType) * Softmax.Masked(scores.DType);
    }

    private void CheckCall(int inputs, int masks)
    {
        var layer = GetType().Name;
        if (inputs is not (2 or 3))
            throw new ValueError(
                $"{layer} layer accepts inputs list of length 2 or 3, namely [query, value] or [query, value, key]. Received "
                + $"length: {inputs}.", nameof(inputs));
        if (masks > 0 && (masks < 2 || masks > inputs))
            throw new ValueError(
                $"{layer} layer mask must be a list of length 2, namely [query_mask, value_mask]. Received length: {masks}.", "mask");
    }
}
