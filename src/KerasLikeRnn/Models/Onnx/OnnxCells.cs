namespace KerasLikeRnn.Models;

/// <summary>Steps of cells, written as formulas.</summary>
internal static class OnnxCells
{
    /// <summary>A cell's output and its states after a step.</summary>
    /// <exception cref="NotSupportedException">The cell is not one of Keras's.</exception>
    public static (Tensor Output, Tensor[] States) Step(OnnxBuilder onnx, Layer layer, IRNNCell cell, Tensor x, Tensor[] states)
    {
        if (((Layer)cell).GetType() is var type && type != typeof(ConvLSTMCell) && ((Layer)cell).Kind.IsDerived)
            throw OnnxLayer.Refused(
                layer, $"its cell \"{cell.name}\" ({type.Name}) is a class of your own, of whose call no steps are known",
                "Use SimpleRNNCell, LSTMCell, GRUCell or StackedRNNCells of them");
        using var reading = Variable.ReadIn(((Layer)cell).DType);
        x = onnx.Autocast(x, ((Layer)cell).DType);
        return cell switch
        {
            StackedRNNCells stack => Stacked(onnx, layer, stack, x, states),
            SimpleRNNCell simple => Simple(onnx, simple, x, states),
            LSTMCell lstm => Lstm(onnx, lstm, x, states),
            GRUCell gru => Gru(onnx, gru, x, states),
            ConvLSTMCell convolving => Convolving(onnx, convolving, x, states),
            _ => throw OnnxLayer.Refused(layer, $"its cell \"{cell.name}\" ({type.Name}) is not known", "Use a cell of Keras's"),
        };
    }

    private static (Tensor, Tensor[]) Stacked(OnnxBuilder onnx, Layer layer, StackedRNNCells stack, Tensor x, Tensor[] states)
    {
        var after = new List<Tensor>();
        foreach (var cell in stack.cells)
        {
            Tensor[] own = [.. states.Skip(after.Count).Take(cell.state_size.Shapes.Count)];
            (x, var next) = OnnxFusedCell.Of(onnx, cell) is { } fused ? fused.Step(x, own) : Step(onnx, layer, cell, x, own);
            after.AddRange(next);
        }
        return (x, [.. after]);
    }

    private static (Tensor, Tensor[]) Simple(OnnxBuilder onnx, SimpleRNNCell cell, Tensor x, Tensor[] states)
    {
        var output = OnnxLayer.Activate(
            cell, cell.activation,
            OnnxCore.Linear(onnx, x, onnx.Weight(cell.kernel), cell.bias) + Product(onnx, states[0], cell.recurrent_kernel));
        return (output, [output]);
    }

    private static (Tensor, Tensor[]) Lstm(OnnxBuilder onnx, LSTMCell cell, Tensor x, Tensor[] states)
    {
        var z = OnnxCore.Linear(onnx, x, onnx.Weight(cell.kernel), cell.bias) + Product(onnx, states[0], cell.recurrent_kernel);
        return LstmStep(cell, cell.activation, cell.recurrent_activation, gate => Gate(onnx, z, gate, cell.units), states[1]);
    }

    private static (Tensor, Tensor[]) LstmStep(
        Layer cell, Activations.Activation activation, Activations.Activation recurrent, Func<int, Tensor> gate, Tensor c)
    {
        var carry = Open(1) * c + Open(0) * OnnxLayer.Activate(cell, activation, gate(2));
        var output = Open(3) * OnnxLayer.Activate(cell, activation, carry);
        return (output, [output, carry]);

        Tensor Open(int place) => OnnxLayer.Activate(cell, recurrent, gate(place));
    }

    private static (Tensor, Tensor[]) Gru(OnnxBuilder onnx, GRUCell cell, Tensor x, Tensor[] states)
    {
        var h = states[0];
        var inputs = onnx.Node("MatMul", h.Shape.With(-1, 3 * cell.units), h.DType, [x, onnx.Weight(cell.kernel)]) as Tensor;
        if (cell.bias is not null) inputs += cell.reset_after ? BiasRow(0) : onnx.Weight(cell.bias);
        var z = OnnxLayer.Activate(cell, cell.recurrent_activation, In(0) + Of(h, 0));
        var r = OnnxLayer.Activate(cell, cell.recurrent_activation, In(1) + Of(h, 1));
        var candidate = OnnxLayer.Activate(cell, cell.activation, In(2) + (cell.reset_after ? r * Of(h, 2) : Of(r * h, 2)));
        var output = z * h + (1 - z) * candidate;
        return (output, [output]);

        Tensor In(int gate) => Gate(onnx, inputs, gate, cell.units);
        OnnxTensor BiasRow(int row) => onnx.Weight(cell.bias!, Invariant($"/row_{row}"), bias => Ops.Take(bias, 0, row));
        Tensor Of(Tensor state, int gate)
        {
            var kernel = onnx.Weight(
                cell.recurrent_kernel, Invariant($"/gate_{gate}"), all => Ops.Narrow(all, -1, gate * cell.units, cell.units));
            Tensor product = onnx.Node("MatMul", h.Shape, h.DType, [state, kernel]);
            return cell.bias is not null && cell.reset_after
                ? product + onnx.Weight(
                    cell.bias, Invariant($"/row_1_gate_{gate}"),
                    bias => Ops.Narrow(Ops.Take(bias, 0, 1), -1, gate * cell.units, cell.units))
                : product;
        }
    }

    private static (Tensor, Tensor[]) Convolving(OnnxBuilder onnx, ConvLSTMCell cell, Tensor x, Tensor[] states)
    {
        int[] ones = [.. cell.strides.Select(_ => 1)];
        var axis = cell.data_format == DataFormat.ChannelsFirst ? 1 : x.Rank - 1;
        var all = states[0].Shape.With(axis, 4 * cell.Convolution.filters);
        var z = Convolve(x, cell.kernel, cell.bias, new(cell.strides, cell.padding, cell.data_format, cell.dilation_rate))
            + Convolve(states[0], cell.recurrent_kernel, null, new(ones, Window.Same, cell.data_format, ones));
        return LstmStep(
            cell, cell.activation, cell.recurrent_activation, gate => Gate(onnx, z, gate, cell.Convolution.filters, axis), states[1]);

        Tensor Convolve(Tensor from, Variable kernel, Variable? bias, ConvolutionWindows windows) =>
            OnnxConvolutional.Convolve(onnx, from, OnnxConvolutional.KernelOf(onnx, kernel), bias, 1, windows, _ => all);
    }

    private static Tensor Product(OnnxBuilder onnx, Tensor h, Variable kernel) => OnnxCore.Linear(onnx, h, onnx.Weight(kernel), null);

    private static Tensor Gate(OnnxBuilder onnx, Tensor all, int gate, int units, int axis = 1) =>
        onnx.Slice(all, axis, gate * units, (gate + 1) * units);
}
