namespace KerasLikeRnn.Models;

/// <summary>New models of the same layers, with weights of their own.</summary>
public static class Cloning
{
    /// <summary>A model of the same layers with new weights.</summary>
    /// <param name="model">A functional or sequential model.</param>
    /// <param name="input_tensors">What the new model's inputs are; new <c>Input</c>s by default.</param>
    /// <param name="clone_function">Makes each new layer (inputs aside) of the old one; by default one of the same configuration.</param>
    /// <exception cref="ValueError">The model is a class of one's own, of whose call nothing is known.</exception>
    [KerasExport("keras.models.clone_model")]
    public static Functional clone_model(Model model, Tensors? input_tensors = null, Func<Layer, Layer>? clone_function = null) =>
        model switch
    {
        Sequential stack => Clone(stack, input_tensors, clone_function ?? Copy),
        Functional functional => Clone(functional, input_tensors, clone_function ?? Copy),
        null => throw new ValueError("Expected `model` argument to be a `Model` instance. Received: model=None", nameof(model)),
        _ =>
            throw new ValueError(
                $"Expected `model` argument to be a functional `Model` instance, but got a subclassed model "
                + $"instead: {model.GetType().Name}", nameof(model)),
    };

    private static Sequential Clone(Sequential model, Tensors? inputs, Func<Layer, Layer> clone)
    {
        if (inputs?.Count > 1) throw new ValueError("Argument `input_tensors` must contain a single tensor.", nameof(inputs));
        Layer? entrance = inputs is not null ? ((KerasTensor)inputs[0]).Node.Layer
            : model.inputs is [var only] ? Copy(only.Node.Layer)
            : null;
        var layers = model.layers.Select(clone);
        return new Sequential([.. entrance is null ? layers : layers.Prepend(entrance)], model.name);
    }

    private static Functional Clone(Functional model, Tensors? inputs, Func<Layer, Layer> clone)
    {
        var graph = model.Graph!;
        if (inputs is not null && inputs.Count != graph.Inputs.Length)
            throw new ValueError(
                $"`input_tensors` must have one tensor for each of the model's {graph.Inputs.Length} inputs. Received: {inputs.Count}",
                nameof(inputs));
        var entrances = inputs is null ? [.. graph.Inputs.Select(input => ((InputLayer)Copy(input.Node.Layer)).Entry)] : inputs.ToArray();
        var clones = new Dictionary<Layer, Layer>();
        var outputs = graph.Run(entrances, (node, value) =>
        {
            if (!clones.TryGetValue(node.Layer, out var layer))
                clones[node.Layer] = layer = node.Layer is TFOpLambda ? Copy(node.Layer) : clone(node.Layer);
            return [.. node.Repeat(layer, value)];
        });
        return new Functional(
            Tensors.Named(entrances, model.InputKeys), Tensors.Named(outputs[..model.outputs.Count], model.OutputKeys), model.name,
            model.trainable);
    }

    private static Layer Copy(Layer layer) => layer switch
    {
        TFOpLambda step => step.Copy(),
        Lambda lambda => lambda.Copy(),
        _ =>
            LayerConfigs.deserialize(
                LayerConfigs.serialize(layer), new Dictionary<string, object> { [layer.GetType().Name] = layer.GetType() }),
    };
}
