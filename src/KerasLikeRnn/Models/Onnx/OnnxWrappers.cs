namespace KerasLikeRnn.Models;

/// <summary>Layers of <c>Layers/Wrappers</c>.</summary>
internal static class OnnxWrappers
{
    /// <summary>How each class is converted.</summary>
    public static IEnumerable<OnnxLayer> Layers =>
    [
        OnnxLayer.Of<Bidirectional>(BothWays, tellsMasks: true).When("around layers that can be written"),
        OnnxLayer.Of<TimeDistributed>(EachStep, tellsMasks: true).When("around layers that can be written, not stateful"),
    ];

    private static Tensors BothWays(OnnxBuilder onnx, Bidirectional layer, Tensors inputs, CallContext context)
    {
        var (x, call) = context.TakenApart(inputs, layer.forward_layer.ConstantsCount);
        var states = call.initial_state?.ToArray() ?? [];
        var forward = Half(layer.forward_layer, states[..(states.Length / 2)]);
        var backward = Half(layer.backward_layer, states[(states.Length / 2)..]);
        var inOrder = layer.return_sequences ? onnx.Reverse(backward[0], layer.forward_layer.time_major ? 0 : 1) : backward[0];
        var mask = layer.return_sequences ? context.mask : null;
        var merged = Merged(forward[0], inOrder).Select(output => onnx.Value(output).WithStepMask(mask));
        return (Tensor[])[.. merged, .. forward.Skip(1), .. backward.Skip(1)];

        Tensors Half(RNN half, Tensor[] own) => OnnxLayer.Convert(onnx, half, x, new CallContext
        {
            masks = context.masks.Take(1).ToArray(),
            initial_state = own.Length > 0 ? (Tensors)own : null,
            constants = call.constants,
        });

        Tensor[] Merged(Tensor there, Tensor back) => layer.merge_mode switch
        {
            "concat" => [onnx.Concat(-1, there, back)],
            "sum" => [there + back],
            "ave" => [(there + back) / 2],
            "mul" => [there * back],
            _ => [there, back],
        };
    }

    private static Tensors EachStep(OnnxBuilder onnx, TimeDistributed layer, Tensors inputs, CallContext call)
    {
        if (layer.layer.stateful)
            throw OnnxLayer.Refused(
                layer, "the layer inside is stateful, and a file carries nothing from one call to the next", "Make it without");
        Tensors steps = (Tensor[])[.. inputs.Select(Merged)];
        var inner = OnnxLayer.Convert(
            onnx, layer.layer, steps, new CallContext { masks = [.. call.masks.Select(mask => mask is null ? null : Merged(mask))] });
        var batch = onnx.Sizes(inputs[0], 0, 2);
        return (Tensor[])[.. inner.Select(output =>
            onnx.Value(Split(output)).WithStepMask(OnnxLayer.StepMask(output) is { } mask ? Split(mask) : OfSteps(call.mask)))];

        Tensor Merged(Tensor x) => onnx.Reshape(
            x, onnx.SizesOf(onnx.Ints(-1), onnx.Sizes(x, 2)), Shape.Of(Shape.Unknown).Concat(x.Shape.Range(2, x.Rank)));

        Tensor Split(Tensor y) => onnx.Reshape(
            y, onnx.SizesOf(batch, onnx.Sizes(y, 1)), inputs[0].Shape.Range(0, 2).Concat(y.Shape.Range(1, y.Rank)));

        Tensor? OfSteps(Tensor? mask) => mask is { Rank: > 2 } ? tf.reduce_any(mask, (int[])[.. Enumerable.Range(2, mask.Rank - 2)]) : mask;
    }
}
