namespace KerasLikeRnn.Layers;

/// <summary>Applies a layer to every time step by itself, with the same weights.</summary>
/// <remarks>
/// Input (batch, timesteps, ...), output (batch, timesteps, ...) with what the layer makes of a (batch, ...). All steps run as
/// one large batch; a stateful layer gets one step after the other. A layer with several inputs or outputs keeps them.
/// </remarks>
/// <param name="layer">The layer for one time step.</param>
[KerasExport("keras.layers.TimeDistributed")]
public partial class TimeDistributed(LayerLike layer, LayerOptions? options = null) : Wrapper(layer, options)
{
    private InputSpec[] specs = [];

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    private protected override InputSpec? SpecOf(int input) => input < specs.Length ? specs[input] : null;

    /// <inheritdoc/>
    public override void build(Shape input_shape) => BuildAll(ShapeList.Each(input_shape));

    /// <inheritdoc/>
    protected internal override void BuildAll(IReadOnlyList<Shape> input_shapes)
    {
        foreach (var shape in input_shapes)
            if (shape.Rank < 3)
                throw new ValueError(
                    $"`TimeDistributed` Layer should be passed an `input_shape ` with at least 3 dimensions, received: {shape}",
                    nameof(input_shapes));
        BuildInner([.. input_shapes.Select(OfStep)]);
        specs = [.. input_shapes.Select(shape => new InputSpec(shape: shape.With(0, Shape.Unknown).With(1, Shape.Unknown)))];
        input_spec = specs[0];
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        if (layer.stateful) return StepByStep(inputs, context);
        Tensors steps = [.. inputs.Select(Merged)];
        var masks = context.masks.Select(mask => mask is null ? null : Merged(mask)).ToArray();
        return layer.Invoke(steps, context.Inner(masks)).Select(output => Split(output, inputs[0].Shape)).ToArray();
    }

    /// <inheritdoc/>
    public override Tensor? compute_mask(Tensors inputs, Tensor? mask = null) => ComputeMasks(inputs, [mask])[0];

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor?> ComputeMasks(Tensors inputs, IReadOnlyList<Tensor?> masks)
    {
        var mask = masks.Count > 0 ? masks[0] : null;
        if (layer.stateful) return [mask];
        Tensors steps = [.. inputs.Select(Merged)];
        var inner = layer.MasksOfOutputs(steps, [.. masks.Select(each => each is null ? null : Merged(each))]);
        return [.. inner.Select(output => output is null ? OfSteps(mask) : Split(output, inputs[0].Shape))];
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => ComputeOutputShapes(input_shape)[0];

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> input_shapes)
    {
        var time = input_shapes[0].Range(1, 2);
        return [.. layer.ComputeOutputShapes([.. input_shapes.Select(OfStep)])
            .Select(step => step.Range(0, 1).Concat(time).Concat(step.Range(1, step.Rank)))];
    }

    private Tensors StepByStep(Tensors inputs, CallContext context)
    {
        var masks = context.mask is null ? null : Ops.Unstack(context.mask, 1);
        var steps = inputs.Select(input => Ops.Unstack(input, 1)).ToArray();
        var outputs = new List<Tensors>();
        // Keras runs the first step once more before, to see what the layer gives: the states move on with it.
        layer.Invoke([.. steps.Select(input => input[0])], context.Inner());
        for (var t = 0; t < steps[0].Length; t++)
        {
            var output = layer.Invoke([.. steps.Select(input => input[t])], context.Inner());
            outputs.Add(
                masks is null
                ? output
                : output.Select((each, i) => Kept(masks[t], each, t == 0 ? Ops.ZerosLike(each) : outputs[^1][i])).ToArray());
        }
        return outputs[0].Select((_, i) => Ops.Stack(outputs.Select(output => output[i]).ToArray(), 1)).ToArray();
    }

    /// <summary>The output where the step counts, else the one before it.</summary>
    private static Tensor Kept(Tensor mask, Tensor output, Tensor before) =>
        Ops.Select(Ops.Reshape(mask, Shape.Of([output.Shape.Dims[0], .. Enumerable.Repeat(1, output.Rank - 1)])), output, before);

    /// <summary>A mask of finer parts than time steps: a step counts when one of its parts does.</summary>
    private static Tensor? OfSteps(Tensor? mask) => mask is { Rank: > 2 } ? Ops.Any(mask, [.. Enumerable.Range(2, mask.Rank - 2)]) : mask;

    /// <summary>(batch, timesteps, ...) as (batch · timesteps, ...).</summary>
    private static Tensor Merged(Tensor x) =>
        Ops.Reshape(x, Shape.Of(x.Shape.Dims[0] * x.Shape.Dims[1]).Concat(x.Shape.Range(2, x.Rank)));

    /// <summary>(batch · timesteps, ...) as (batch, timesteps, ...).</summary>
    private static Tensor Split(Tensor y, Shape input) => Ops.Reshape(y, input.Range(0, 2).Concat(y.Shape.Range(1, y.Rank)));

    private static Shape OfStep(Shape shape) => Shape.Of(shape.Dims[0]).Concat(shape.Range(2, shape.Rank));
}
