namespace KerasLikeRnn.Models;

/// <summary>
/// Layers of <c>Layers/Recurrent</c>. Where a cell has an operator of ONNX that fits it, the whole sequence is one node; else, and where a
/// mask has holes or begins with them, a loop over the steps. A mask is known when the model runs, and so is which of both it needs.
/// </summary>
internal static class OnnxRecurrent
{
    /// <summary>How each class is converted.</summary>
    public static IEnumerable<OnnxLayer> Layers =>
    [
        OnnxLayer.Of<RNN>(Sequence, tellsMasks: true).When("not stateful, without constants, over cells of Keras's"),
        OnnxLayer.Of<ConvLSTM>(Sequence, tellsMasks: true).When("not stateful, rows and columns known"),
        OnnxLayer.Of<AbstractRNNCell>((onnx, cell, inputs, _) =>
        {
            var (output, states) = OnnxCells.Step(onnx, cell, cell, inputs[0], [.. inputs.Skip(1)]);
            return (Tensor[])[output, .. states];
        }),
    ];

    private static Tensors Sequence(OnnxBuilder onnx, RNN layer, Tensors inputs, CallContext context)
    {
        var (x, call) = context.TakenApart(inputs, layer.ConstantsCount);
        if (layer.stateful)
            throw OnnxLayer.Refused(
                layer, "it is stateful, and a file carries nothing from one call to the next",
                "Make it with return_state=True, the states inputs (initial_state) and outputs of the model");
        if (call.constants is not null)
            throw OnnxLayer.Refused(layer, "its cell takes constants", "Join them to the sequence (RepeatVector, Concatenate)");
        var mask = context.mask;
        var run = new OnnxSequence(
            onnx, layer, OfTime(onnx, layer, onnx.Cast(x, layer.DType)), mask is null ? null : OfTime(onnx, layer, mask));
        var (output, final) = run.Convert(Initial(onnx, layer, x, call.initial_state));
        if (layer.return_sequences && !layer.time_major) output = onnx.Transpose(output, [1, 0, .. Enumerable.Range(2, output.Rank - 2)]);
        var masked = onnx.Value(output).WithStepMask(layer.return_sequences ? mask : null);
        return layer.return_state ? (Tensor[])[masked, .. final] : masked;
    }

    /// <summary>What is wanted: the time steps first.</summary>
    private static Tensor OfTime(OnnxBuilder onnx, RNN layer, Tensor x) =>
        layer.time_major ? x : onnx.Transpose(x, [1, 0, .. Enumerable.Range(2, x.Rank - 2)]);

    /// <summary>The states before the first step: those given, or zeros.</summary>
    private static Tensor[] Initial(OnnxBuilder onnx, RNN layer, Tensor x, Tensors? given)
    {
        if (given is not null) return [.. given.Select(state => onnx.Autocast(state, layer.DType))];
        var batchAxis = layer.time_major ? 1 : 0;
        return [.. layer.cell.state_size.Shapes.Select(shape => shape.IsFullyDefined
            ? Zeros(onnx, x, batchAxis, shape, layer.DType)
            : throw OnnxLayer.Refused(
                layer, $"its states have an open shape {shape}", "Give the model's Input a shape with all rows and columns"))];
    }

    /// <summary>Zeros for each sample.</summary>
    public static Tensor Zeros(OnnxBuilder onnx, Tensor x, int batchAxis, Shape shape, DType dtype) => onnx.Expand(
        onnx.Scalar(0, dtype), onnx.SizesOf(onnx.Size(x, batchAxis), onnx.Ints(shape.Dims.ToArray())),
        x.Shape.Range(batchAxis, batchAxis + 1).Concat(shape));
}
