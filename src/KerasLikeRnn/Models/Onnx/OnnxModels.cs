namespace KerasLikeRnn.Models;

/// <summary>Models of layers, the one that is written and those inside of it.</summary>
internal static class OnnxModels
{
    /// <summary>How models inside of models are converted.</summary>
    public static IEnumerable<OnnxLayer> Layers =>
    [
        OnnxLayer.Of<Functional>((onnx, model, inputs, call) => Inner(onnx, model, inputs, call), tellsMasks: true)
            .When("of layers that can be written, without a call of its own"),
        OnnxLayer.Refused<Model>(
            "it has a computation of its own, of which no steps are known. Make a functional model of its layers: "
            + "keras.Model(inputs, outputs)."),
    ];

    /// <summary>Makes the whole graph of a model.</summary>
    public static void Write(OnnxBuilder onnx, Functional model)
    {
        // The names of what goes in and out are the user's, and come before all others.
        var outputNames = model.output_names.Select(name =>
            onnx.Unique(model.input_names.Contains(name) ? name + "_output" : name)).ToArray();
        foreach (var input in model.inputs)
            onnx.Root.Inputs.Add(new OnnxTensor(onnx, onnx.Unique(input.LayerName), input.Shape, input.DType));
        var outputs = Run(onnx, model, [.. onnx.Root.Inputs]);
        for (var i = 0; i < outputs.Length; i++) onnx.Root.Outputs.Add(onnx.Named(outputs[i], outputNames[i]));
        onnx.Root.DropUnused();
    }

    /// <summary>A model as a layer of another one: inputs as it expects them.</summary>
    private static Tensors Inner(OnnxBuilder onnx, Functional model, Tensors inputs, CallContext call)
    {
        var graph = model.Graph!;
        var given = inputs.Select((x, i) =>
        {
            var cast = onnx.Value(onnx.Cast(x, graph.Inputs[i].DType));
            return cast.WithStepMask(call.masks.ElementAtOrDefault(i));
        });
        return Run(onnx, model, [.. given]);
    }

    /// <summary>The calls that lead to a model's outputs; losses and metrics beside them are left out.</summary>
    private static Tensor[] Run(OnnxBuilder onnx, Functional model, OnnxTensor[] inputs)
    {
        var graph = model.Graph!;
        var values = new Dictionary<Tensor, Tensor>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < inputs.Length; i++) values[graph.Inputs[i]] = inputs[i];
        Tensor[] wanted = [.. model.outputs];
        var needed = Needed(graph, wanted);
        foreach (var node in graph.Steps.Where(needed.Contains))
        {
            var outputs = Convert(onnx, node, tensor => tensor is KerasTensor ? values[tensor] : tensor);
            for (var i = 0; i < node.Outputs.Length; i++)
                values[node.Outputs[i]] = onnx.Value(outputs[i]).Of(Known(outputs[i].Shape, node.Outputs[i].Shape));
        }
        return Array.ConvertAll(wanted, output => values[output]);
    }

    private static IReadOnlyList<Tensor> Convert(OnnxBuilder onnx, Node node, Func<Tensor, Tensor> value)
    {
        var inputs = node.Inputs.Map(value);
        if (node.Layer is not TFOpLambda step) return [.. OnnxLayer.Convert(onnx, node.Layer, inputs, node.Context.On(value, new()))];
        using var scope = onnx.Enter(step.name);
        return OnnxOperations.Convert(
            onnx, step.Operation, step.ArgumentsFor(inputs), [.. node.Outputs.Select(output => (output.Shape, output.DType))]);
    }

    /// <summary>A shape of which both say something.</summary>
    private static Shape Known(Shape a, Shape b) => a.Rank != b.Rank
        ? b
        : Shape.Of([.. a.Dims.ToArray().Zip(b.Dims.ToArray(), (x, y) => y == Shape.Unknown ? x : y)]);

    private static HashSet<Node> Needed(Graph graph, IEnumerable<Tensor> outputs)
    {
        var needed = new HashSet<Node>();
        var open = new Stack<Node>(outputs.OfType<KerasTensor>().Select(output => output.Node));
        while (open.TryPop(out var node))
            if (Array.IndexOf(graph.Steps, node) >= 0 && needed.Add(node))
                foreach (var parent in node.Parents) open.Push(parent.Node);
        return needed;
    }
}
