namespace KerasLikeRnn.Layers;

/// <summary>What a layer knows of its calls on symbolic tensors.</summary>
public abstract partial class Layer
{
    private readonly List<Node> nodes = [];

    /// <summary>The symbolic tensors of the layer's first call.</summary>
    /// <exception cref="InvalidOperationException">The layer was not called on symbolic tensors.</exception>
    public virtual Tensors input => nodes.Count > 0
        ? InputOf(nodes[0])
        : throw new InvalidOperationException($"Layer {name} is not connected, no input to return.");

    /// <summary>The symbolic tensors that the layer's first call gave.</summary>
    /// <exception cref="InvalidOperationException">The layer was not called on symbolic tensors.</exception>
    public virtual Tensors output => nodes.Count > 0
        ? nodes[0].Result
        : throw new InvalidOperationException($"Layer {name} has no inbound nodes.");

    /// <summary>
    /// The mask that the input of the layer's first call has, as a tensor without numbers; null for none. Of several inputs each one's.
    /// </summary>
    /// <exception cref="InvalidOperationException">The layer was not called on symbolic tensors.</exception>
    public Masks? input_mask => Masks.Of(input);

    /// <summary>
    /// The mask that goes with the output of the layer's first call, as a tensor without numbers; null for none. Of several outputs each
    /// one's.
    /// </summary>
    /// <exception cref="InvalidOperationException">The layer was not called on symbolic tensors.</exception>
    public Masks? output_mask => Masks.Of(output);

    /// <summary>Shape of the input, batch axis included; of several a <see cref="ShapeList"/>, as of a model's input layer.</summary>
    /// <exception cref="InvalidOperationException">The layer has not been called yet or was called on inputs of different
    /// shapes.</exception>
    public virtual Shape input_shape => Common("input", node => [.. InputOf(node).Select(tensor => tensor.Shape)]);

    /// <summary>Shape of the output, batch axis included; of several a <see cref="ShapeList"/>, as of a model's input layer.</summary>
    /// <exception cref="InvalidOperationException">The layer has not been called yet or gave outputs of different shapes.</exception>
    public virtual Shape output_shape => Common("output", node => [.. node.Outputs.Select(tensor => tensor.Shape)]);

    /// <summary>The layer's calls on symbolic tensors.</summary>
    internal IReadOnlyList<Node> Nodes => nodes;

    /// <summary>Name of the class, as summaries show it.</summary>
    internal virtual string ClassName => GetType().Name;

    /// <summary>Name that an output has inside of the layer, where the layer is a model.</summary>
    internal virtual string? InnerName(int output) => null;

    /// <summary>Names of the inputs after the first, where each is an argument of its own and not an item of a list.</summary>
    internal virtual IReadOnlyList<string> InputNames => [];

    /// <summary>Whether several outputs are a tuple in Python, which a summary shows in round brackets, and not a list.</summary>
    internal virtual bool GivesTuple => false;

    /// <summary>Names of what a call takes besides inputs, mask, training and states.</summary>
    internal virtual IReadOnlyList<string> CallArguments => [];

    /// <summary>The symbolic tensors of the layer's n-th call.</summary>
    public Tensors get_input_at(int node_index) => InputOf(NodeAt(node_index, "input"));

    /// <summary>The symbolic tensors that the layer's n-th call gave.</summary>
    public Tensors get_output_at(int node_index) => NodeAt(node_index, "output").Result;

    /// <summary>The mask that the input of the layer's n-th call has, as <see cref="input_mask"/>.</summary>
    public Masks? get_input_mask_at(int node_index) => Masks.Of(InputOf(NodeAt(node_index, "input")));

    /// <summary>The mask that goes with the output of the layer's n-th call, as <see cref="output_mask"/>.</summary>
    public Masks? get_output_mask_at(int node_index) => Masks.Of(NodeAt(node_index, "output").Result);

    /// <summary>Shapes of the inputs of the layer's n-th call.</summary>
    public Shape get_input_shape_at(int node_index) =>
        ShapeList.Of([.. InputOf(NodeAt(node_index, "input shape")).Select(tensor => tensor.Shape)]);

    /// <summary>Shapes of the outputs of the layer's n-th call.</summary>
    public Shape get_output_shape_at(int node_index) =>
        ShapeList.Of([.. NodeAt(node_index, "output shape").Outputs.Select(tensor => tensor.Shape)]);

    /// <summary>Notes a call and tells its number.</summary>
    internal int AddNode(Node node)
    {
        nodes.Add(node);
        return nodes.Count - 1;
    }

    /// <summary>Forgets the calls: the model around makes them anew for inputs of another shape.</summary>
    internal void ForgetNodes() => nodes.Clear();

    /// <summary>Shapes and types of what the layer gives for symbolic inputs.</summary>
    internal IReadOnlyList<(Shape Shape, DType DType)> Outputs(Tensors inputs, CallContext context) =>
        Kind.InfersByRunning ? InferByRunning(inputs, context) : InferOutputs(inputs, context);

    /// <summary>The outputs of a call, those in lists that Keras has in lists.</summary>
    internal virtual Tensors InLists(Tensors outputs) => outputs;

    /// <summary>Shapes and types of what the layer gives for symbolic inputs, by its rule.</summary>
    internal virtual IReadOnlyList<(Shape Shape, DType DType)> InferOutputs(Tensors inputs, CallContext context) =>
        [.. ComputeOutputShapes([.. inputs.Select(input => input.Shape)]).Select(shape => (shape, OutputDType(inputs)))];

    /// <summary>Type of the outputs' numbers.</summary>
    private protected virtual DType OutputDType(Tensors inputs) => DType;

    /// <summary>Whether some tensor among inputs and arguments has no numbers.</summary>
    private static bool IsSymbolic(Tensors inputs, CallContext context)
    {
        for (var i = 0; i < Required.NotNull(inputs).Count; i++)
            if (inputs[i] is SymbolicTensor) return true;
        return !context.IsBare && context.Tensors.Any(tensor => tensor is SymbolicTensor);
    }

    /// <summary>The call as a step of a model: the layer is built, its output only described.</summary>
    private Tensors Connect(Tensors inputs, CallContext context)
    {
        inputs = inputs.InOrderOfNames();
        CheckInputs(inputs, context);
        using var naming = NamesWeightsInside ? new NameScope(name) : null;
        EnsureBuilt([.. inputs.Select(input => input.Shape)], isNamed: naming is not null);
        CheckInputs(inputs, context);
        return new Node(this, inputs, context, Outputs(inputs, context)).Result;
    }

    /// <summary>Masks of the outputs, without numbers.</summary>
    internal virtual IReadOnlyList<Tensor?> InferMasks(Tensors inputs, IReadOnlyList<Tensor?> masks)
    {
        if (!HandsOnMasks) return [];
        Tensor[] all = [.. inputs, .. masks.OfType<Tensor>()];
        bool[] isMasked = [];
        var shapes = ShapeInference.Of(all, numbers =>
        {
            var next = inputs.Count;
            var given = MasksOfOutputs(
                numbers[..inputs.Count], [.. masks.Select(mask => mask is null ? null : numbers[next++])]);
            isMasked = [.. given.Select(mask => mask is not null)];
            return [.. given.OfType<Tensor>()];
        });
        var found = 0;
        return [.. isMasked.Select(has => has ? new KerasMask(shapes[found++].Shape, name) : null)];
    }

    private (Shape, DType)[] InferByRunning(Tensors inputs, CallContext context)
    {
        Tensor[] all = [.. inputs, .. context.Tensors];
        return ShapeInference.Of(all, numbers =>
        {
            Tensor Number(Tensor tensor) => numbers[Array.IndexOf(all, tensor)];
            return Call(inputs.Map(Number), context.On(Number, new CallContext()));
        });
    }

    /// <summary>What a call was made on; data that enter a model are what the input layer gives.</summary>
    private static Tensors InputOf(Node node) => node.IsInput ? node.Result : node.Inputs;

    private Node NodeAt(int index, string what)
    {
        if (nodes.Count == 0)
            throw new InvalidOperationException($"The layer {name} has never been called and thus has no defined {what}.");
        return index >= 0 && index < nodes.Count
            ? nodes[index]
            : throw new ValueError(
                $"Asked to get {what} at node {index}, but the layer has only {nodes.Count} inbound nodes.", nameof(index));
    }

    private Shape Common(string what, Func<Node, Shape[]> shapes)
    {
        if (nodes.Count == 0)
            throw new InvalidOperationException(
                $"The layer \"{name}\" has never been called and thus has no defined {what} shape."
                + (what == "input" ? " Note that the `input_shape` property is only available for Functional and Sequential models." : ""));
        var first = shapes(nodes[0]);
        if (nodes.Exists(node => !shapes(node).SequenceEqual(first)))
            throw new InvalidOperationException(
                $"The layer \"{name}\" has multiple inbound nodes, with different {what} shapes. Hence the notion of \"{what} shape\" is "
                + $"ill-defined for the layer. Use `get_{what}_shape_at(node_index)` instead.");
        return nodes[0].IsInput ? new ShapeList(first) : ShapeList.Of(first);
    }
}
