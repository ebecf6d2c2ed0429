namespace KerasLikeRnn.Models;

/// <summary>A recurrent layer's run over a sequence.</summary>
/// <param name="onnx">The graph.</param>
/// <param name="layer">The layer.</param>
/// <param name="x">The sequence (timesteps, batch, ...).</param>
/// <param name="mask">Which steps count (timesteps, batch), or null.</param>
internal sealed class OnnxSequence(OnnxBuilder onnx, RNN layer, Tensor x, Tensor? mask)
{
    private readonly OnnxFusedCell? fused = OnnxFusedCell.Of(onnx, layer.cell);

    // Keras zeroes such outputs after the last step, by the mask in the order of the inputs.
    private readonly bool zeroesLate = layer is { unroll: true, go_backwards: true, return_sequences: true, zero_output_for_mask: true };

    private bool Zeroes => layer.zero_output_for_mask && !zeroesLate;

    private Shape StepShape => x.Shape.Range(1, 2).Concat(layer.cell.output_size);

    private Shape OutputShape => layer.return_sequences ? x.Shape.Range(0, 1).Concat(StepShape) : StepShape;

    /// <summary>The output, of all steps (timesteps, batch, ...) or the last one, and the states after it.</summary>
    public (Tensor Output, Tensor[] States) Convert(Tensor[] initial)
    {
        var (output, states) = fused is null ? ByStep(initial)
            : mask is null ? Whole(initial)
            : WholeOrByStep(initial);
        return (mask is not null && zeroesLate ? Kept(mask, output, onnx.Scalar(0, output.DType)) : output, states);
    }

    /// <summary>One node; outputs come in the order in which steps run.</summary>
    private (Tensor, Tensor[]) Whole(Tensor[] initial)
    {
        var (outputs, states) = fused!.Run(x, null, initial, layer.go_backwards);
        if (!layer.return_sequences) return (states[0], states);
        return (layer.go_backwards ? onnx.Reverse(outputs, 0) : outputs, states);
    }

    /// <summary>One node where each sample's mask is steps that count and then padding, else step by step.</summary>
    private (Tensor, Tensor[]) WholeOrByStep(Tensor[] initial)
    {
        var lengths = onnx.Reduce("ReduceSum", onnx.Cast(mask!, DType.Int32), [0], keepdims: false);
        var whole = onnx.Body("padded_behind", [], _ => Flat(Padded(lengths, initial)));
        var steps = onnx.Body("by_step", [], _ => Flat(ByStep(initial)));
        (Shape, DType)[] outputs = [(OutputShape, x.DType), .. initial.Select(state => (state.Shape, state.DType))];
        var made = onnx.Nodes("If", outputs, [IsPaddedBehind(lengths)], ("then_branch", whole), ("else_branch", steps));
        return (made[0], [.. made[1..]]);

        static IReadOnlyList<Tensor> Flat((Tensor Output, Tensor[] States) made) => [made.Output, .. made.States];
    }

    /// <summary>Whether every sample's mask is true as often as it is true at the beginning, and at least once.</summary>
    private OnnxTensor IsPaddedBehind(Tensor lengths)
    {
        var places = onnx.Cast(onnx.Range(onnx.Size(mask!, 0)), DType.Int32);
        var padded = onnx.Node("Less", mask!.Shape, DType.Bool, [onnx.Unsqueeze(places, 1), lengths]);
        var same = onnx.Node("Equal", mask.Shape, DType.Bool, [mask, padded]);
        var all = onnx.Reduce("ReduceMin", onnx.Cast(same, DType.Int32), null, keepdims: false);
        var shortest = onnx.Reduce("ReduceMin", lengths, null, keepdims: false);
        return onnx.Node(
            "Greater", Shape.Scalar, DType.Bool, [onnx.Node("Min", Shape.Scalar, DType.Int32, [all, shortest]), Tensor.Scalar(0)]);
    }

    /// <summary>
    /// One node that is told how long each sample is. Behind it ONNX gives zeros where Keras repeats the last output; backwards the padding
    /// comes first, and there is none yet.
    /// </summary>
    private (Tensor, Tensor[]) Padded(Tensor lengths, Tensor[] initial)
    {
        var (outputs, states) = fused!.Run(x, lengths, initial, layer.go_backwards);
        if (layer.go_backwards) return (layer.return_sequences ? onnx.Reverse(outputs, 0) : states[0], states);
        if (!Zeroes) outputs = Kept(mask!, outputs, onnx.Unsqueeze(states[0], 0));
        if (layer.return_sequences) return (outputs, states);
        return (Zeroes ? onnx.Take(outputs, 0, -1) : states[0], states);
    }

    /// <summary>A loop whose body is the cell; a masked step keeps states and output.</summary>
    private (Tensor, Tensor[]) ByStep(Tensor[] initial)
    {
        var repeats = mask is not null && !Zeroes;
        Tensor[] carried = repeats
            ? [.. initial, OnnxRecurrent.Zeros(onnx, x, 1, layer.cell.output_size, x.DType)]
            : initial;
        Tensor[] sequences = mask is null ? [x] : [x, mask];
        var body = onnx.Body(
            "step", [.. carried.Select(Described), .. sequences.Select(each => (OnnxBuilder.Without(each.Shape, 0), each.DType))],
            given => Step(given, initial.Length, repeats));
        (Shape, DType)[] outputs = [.. carried.Select(Described), (x.Shape.Range(0, 1).Concat(StepShape), x.DType)];
        var made = onnx.Nodes(
            "Scan", outputs, [.. carried, .. sequences], ("body", body), ("num_scan_inputs", sequences.Length),
            ("scan_input_directions", sequences.Select(_ => layer.go_backwards ? 1 : 0)));
        return (layer.return_sequences ? made[^1] : onnx.Take(made[^1], 0, -1), [.. made[..initial.Length]]);

        static (Shape, DType) Described(Tensor tensor) => (tensor.Shape, tensor.DType);
    }

    private List<Tensor> Step(OnnxTensor[] given, int count, bool repeats)
    {
        Tensor[] before = [.. given[..count]];
        var input = given[count + (repeats ? 1 : 0)];
        var (output, after) = fused is null
            ? OnnxCells.Step(onnx, layer, layer.cell, input, before)
            : fused.Step(input, before);
        if (mask is null) return [.. after, output];
        var counts = given[^1];
        output = Kept(counts, output, repeats ? given[count] : onnx.Scalar(0, output.DType));
        var states = after.Zip(before, (next, last) => Kept(counts, next, last));
        return repeats ? [.. states, output, output] : [.. states, output];
    }

    /// <summary>A value where the mask is true, another one where it is not.</summary>
    private Tensor Kept(Tensor mask, Tensor value, Tensor other) =>
        onnx.Where(onnx.Unsqueeze(mask, [.. Enumerable.Range(mask.Rank, value.Rank - mask.Rank)]), value, other);
}
