namespace KerasLikeRnn.Models;

/// <summary>A cell that ONNX has an operator for: <c>RNN</c>, <c>LSTM</c> or <c>GRU</c>.</summary>
internal sealed class OnnxFusedCell
{
    // Keras's gates of an LSTM are i, f, c, o; ONNX's are i, o, f, c. Those of a GRU are z, r, h in both.
    private static readonly int[] lstmGates = [0, 3, 1, 2];

    // Functions whose constants are ONNX's: 0.2 and 0.5 of HardSigmoid, 1 of Elu.
    private static readonly Dictionary<string, string> functions = new()
    {
        ["elu"] = "Elu",
        ["hard_sigmoid"] = "HardSigmoid",
        ["relu"] = "Relu",
        ["sigmoid"] = "Sigmoid",
        ["softplus"] = "Softplus",
        ["softsign"] = "Softsign",
        ["tanh"] = "Tanh",
    };

    private readonly OnnxBuilder onnx;
    private readonly UnitsCell cell;
    private readonly string @operator;
    private readonly (string, object)[] attributes;
    private readonly int[] gates;

    private OnnxFusedCell(
        OnnxBuilder onnx, UnitsCell cell, string @operator, int[] gates, string[] activations, params (string, object)[] others)
    {
        (this.onnx, this.cell, this.@operator, this.gates) = (onnx, cell, @operator, gates);
        attributes = [("hidden_size", cell.units), ("activations", activations), .. others];
    }

    /// <summary>The cell as an operator of ONNX; null where none fits it.</summary>
    public static OnnxFusedCell? Of(OnnxBuilder onnx, IRNNCell cell)
    {
        // ONNX Runtime's operators compute with float32.
        if (cell is not UnitsCell { Kind.IsDerived: false, units: > 0, DType: not DType.Float64 } known) return null;
        if (Function(known.activation) is not { } own) return null;
        if (cell is SimpleRNNCell) return new(onnx, known, "RNN", [0], [own]);
        if (Function(((GatedCell)known).recurrent_activation) is not { } gate) return null;
        return cell is GRUCell gru
            ? new(onnx, known, "GRU", [0, 1, 2], [gate, own], ("linear_before_reset", gru.reset_after))
            : new(onnx, known, "LSTM", lstmGates, [gate, own, own]);
    }

    /// <summary>All steps of a sequence.</summary>
    /// <param name="x">(timesteps, batch, features).</param>
    /// <param name="lengths">How many of the steps count (batch), or null.</param>
    /// <param name="states">The states before (batch, units).</param>
    /// <param name="backwards">Whether it runs from the last step to the first.</param>
    /// <returns>The outputs (timesteps, batch, units) in the order of the inputs, and the states after.</returns>
    public (Tensor Outputs, Tensor[] States) Run(Tensor x, Tensor? lengths, Tensor[] states, bool backwards)
    {
        var state = Shape.Of(1, x.Shape.Dims[1], cell.units);
        (Shape, DType)[] outputs =
            [(x.Shape.Range(0, 1).Concat(state), x.DType), .. states.Select(_ => (state, x.DType))];
        var made = onnx.Nodes(
            @operator, outputs, [x, Kernel(cell.kernel), Kernel(cell.recurrent_kernel), Bias(), lengths, .. states.Select(each =>
                onnx.Unsqueeze(each, 0))],
            [.. attributes, ("direction", backwards ? "reverse" : "forward")]);
        return (onnx.Squeeze(made[0], 1), [.. made[1..].Select(each => onnx.Squeeze(each, 0))]);
    }

    /// <summary>One step.</summary>
    public (Tensor Output, Tensor[] States) Step(Tensor x, Tensor[] states)
    {
        var (outputs, after) = Run(onnx.Unsqueeze(x, 0), null, states, backwards: false);
        return (onnx.Squeeze(outputs, 0), after);
    }

    private static string? Function(Activations.Activation activation) =>
        activation.Equals(Registered(activation.Name)) ? functions.GetValueOrDefault(activation.Name) : null;

    /// <summary>Keras's function of a name, unless it is one of the user's.</summary>
    private static Activations.Activation? Registered(string name) =>
        functions.ContainsKey(name) ? Registry.Create<Activations.Activation>(name) : null;

    /// <summary>(1, gates · units, features).</summary>
    private OnnxTensor Kernel(Variable kernel) =>
        onnx.Weight(kernel, "/onnx", numbers => Ops.ExpandDims(Ops.Transpose(InOrder(numbers)), 0));

    /// <summary>(1, 2 · gates · units): those of the inputs, then those of the states.</summary>
    private OnnxTensor? Bias() => cell.bias is null ? null : onnx.Weight(cell.bias, "/onnx", numbers =>
    {
        var rows = numbers.Rank == 1 ? Ops.Stack([numbers, Ops.ZerosLike(numbers)], 0) : numbers;
        return Ops.Reshape(InOrder(rows), Shape.Of(1, (int)rows.Length));
    });

    private Tensor InOrder(Tensor weights) =>
        Ops.Concat([.. gates.Select(gate => Ops.Narrow(weights, -1, gate * cell.units, cell.units))], -1);
}
