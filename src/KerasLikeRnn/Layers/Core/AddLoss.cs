namespace KerasLikeRnn.Layers;

/// <summary>A symbolic tensor as a term of the loss: what <c>model.add_loss(tensor)</c> puts into a model.</summary>
internal sealed class AddLoss : Layer
{
    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        AddLoss(inputs[0], context);
        return inputs;
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}

/// <summary>A symbolic tensor as a number to report: what <c>model.add_metric(tensor, name)</c> puts into a model.</summary>
/// <param name="reported">Name of the number.</param>
internal sealed class AddMetric(string reported) : Layer
{
    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        context.Report(reported, inputs);
        return inputs;
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
