using KerasLikeRnn.Engine;

namespace KerasLikeRnn.Layers;

/// <summary>Applies a layer to every time step by itself, with the same weights.</summary>
/// <remarks>
/// Input (batch, timesteps, ...), output (batch, timesteps, ...) with what the layer makes of a (batch, ...). All steps run as
/// one large batch; a stateful layer gets one step after the other.
/// </remarks>
[KerasExport("keras.layers.TimeDistributed")]
public sealed class TimeDistributed : Wrapper
{
    /// <summary>Creates the wrapper.</summary>
    /// <param name="layer">The layer for one time step.</param>
    /// <param name="options">The arguments common to all layers.</param>
    public TimeDistributed(LayerLike layer, LayerOptions? options = null) : base(layer, options) { }

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        if (input_shape.Rank < 3)
            throw new ArgumentException(
                $"`TimeDistributed` Layer should be passed an `input_shape ` with at least 3 dimensions, received: {input_shape}", nameof(input_shape));
        base.build(OfStep(input_shape));
        input_spec = new InputSpec(shape: input_shape.With(0, Shape.Unknown).With(1, Shape.Unknown));
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        Tensor x = inputs;
        if (layer.stateful) return StepByStep(x, context);
        Tensor y = layer.Invoke(Merged(x), context.For(context.mask is null ? null : Merged(context.mask)));
        return Split(y, x.Shape);
    }

    /// <inheritdoc/>
    public override Tensor? compute_mask(Tensors inputs, Tensor? mask = null)
    {
        Tensor x = inputs;
        if (layer.stateful) return mask;
        if (layer.compute_mask(Merged(x), mask is null ? null : Merged(mask)) is { } inner) return Split(inner, x.Shape);
        return mask is { Rank: > 2 } ? Ops.Any(mask, [.. Enumerable.Range(2, mask.Rank - 2)]) : mask;
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        var step = layer.compute_output_shape(OfStep(input_shape));
        return input_shape.Range(0, 2).Concat(step.Range(1, step.Rank));
    }

    private Tensors StepByStep(Tensor x, CallContext context)
    {
        var masks = context.mask is null ? null : Ops.Unstack(context.mask, 1);
        var outputs = new List<Tensor>();
        foreach (var step in Ops.Unstack(x, 1))
        {
            Tensor output = layer.Invoke(step, context.For(null));
            if (masks?[outputs.Count] is { } valid)
            {
                var kept = outputs.Count == 0 ? Ops.ZerosLike(output) : outputs[^1];
                output = Ops.Select(Ops.Reshape(valid, Shape.Of([valid.Shape.Dims[0], .. Enumerable.Repeat(1, output.Rank - 1)])), output, kept);
            }
            outputs.Add(output);
        }
        return Ops.Stack(outputs, 1);
    }

    /// <summary>(batch, timesteps, ...) as (batch · timesteps, ...).</summary>
    private static Tensor Merged(Tensor x) =>
        Ops.Reshape(x, Shape.Of(x.Shape.Dims[0] * x.Shape.Dims[1]).Concat(x.Shape.Range(2, x.Rank)));

    /// <summary>(batch · timesteps, ...) as (batch, timesteps, ...).</summary>
    private static Tensor Split(Tensor y, Shape input) => Ops.Reshape(y, input.Range(0, 2).Concat(y.Shape.Range(1, y.Rank)));

    private static Shape OfStep(Shape shape) => Shape.Of(shape.Dims[0]).Concat(shape.Range(2, shape.Rank));
}
