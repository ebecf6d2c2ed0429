namespace KerasLikeRnn.Layers;

/// <summary>One call of a layer on symbolic tensors: a step of the models that are made of them.</summary>
internal sealed class Node
{
    public Node(Layer layer, Tensors inputs, CallContext context, IReadOnlyList<(Shape Shape, DType DType)> outputs)
    {
        (Layer, Inputs, Context) = (layer, inputs, context);
        Outputs = [.. outputs.Select((output, i) => new KerasTensor(this, i, output.Shape, output.DType))];
        Index = layer.AddNode(this);
    }

    /// <summary>The layer that is called.</summary>
    public Layer Layer { get; }

    /// <summary>Which call of the layer it is.</summary>
    public int Index { get; }

    /// <summary>What it is called on; constants among them.</summary>
    public Tensors Inputs { get; }

    /// <summary>What the layer is told besides.</summary>
    public CallContext Context { get; }

    /// <summary>What the call gives.</summary>
    public KerasTensor[] Outputs { get; }

    /// <summary>The masks of what the call gives.</summary>
    public IReadOnlyList<Tensor?> OutputMasks =>
        field ??= MasksFor(tensor => tensor is KerasTensor symbolic ? symbolic.SymbolicMask : tensor.Mask);

    /// <summary>What the call gives, as a layer gives it.</summary>
    public Tensors Result => Layer.InLists(Tensors.Named([.. Outputs], null));

    /// <summary>Whether data enter a model here.</summary>
    public bool IsInput => Layer is InputLayer;

    /// <summary>The symbolic tensors that the call needs: its inputs, then those among its other arguments.</summary>
    public IEnumerable<KerasTensor> Parents => Inputs.Concat(Context.Tensors).OfType<KerasTensor>();

    /// <summary>The masks of what the call gives, where its inputs have these masks.</summary>
    public IReadOnlyList<Tensor?> MasksFor(Func<Tensor, Tensor?> mask)
    {
        var given = Context.masks.Count > 0 ? Context.masks : [.. Inputs.Select(mask)];
        var masks = IsInput ? [] : Layer.InferMasks(Inputs, given.All(each => each is null) ? [] : given);
        return [.. Outputs.Select((_, i) => i < masks.Count ? masks[i] : null)];
    }

    /// <summary>Makes the call on tensors with numbers.</summary>
    /// <param name="value">Gives the numbers of a symbolic tensor.</param>
    /// <param name="pass">The pass through the model.</param>
    public Tensors Run(Func<Tensor, Tensor> value, CallContext pass) =>
        Layer.Invoke(Inputs.Map(value), Context.On(value, pass));

    /// <summary>Shapes and types of what the call gives for inputs of other shapes, as tensors without numbers.</summary>
    public Tensor[] Describe(Func<Tensor, Tensor> value) =>
        [.. Layer.Outputs(Inputs.Map(value), Context.On(value, new CallContext()))
            .Select(output => ShapeInference.PlaceholderOf(output.Shape, output.DType))];

    /// <summary>Makes the same call of another layer, or on other symbolic tensors.</summary>
    public Tensors Repeat(Layer layer, Func<Tensor, Tensor> value) =>
        layer.Invoke(Inputs.Map(value), Context.On(value, new CallContext()));
}
