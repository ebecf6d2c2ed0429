namespace KerasLikeRnn.Models;

/// <summary>A model made of symbolic tensors: what lies between <c>Input(...)</c> and the outputs of layers called on it.</summary>
[KerasExport]
public class Functional : Model
{
    private readonly List<Tensor> extras = [];
    private Shape? warned;
    private Graph? graph;
    private readonly IReadOnlyList<string>? inputKeys;
    private IReadOnlyList<string>? outputKeys;

    /// <summary>Makes a model of symbolic tensors.</summary>
    /// <param name="inputs">Where data enter: what <c>Input</c> gave, or other symbolic tensors. Data come under the keys of a
    /// dictionary.</param>
    /// <param name="outputs">What the model gives; a dictionary gives its outputs names.</param>
    /// <param name="name">Name of the model; <c>model</c> and a number by default.</param>
    /// <param name="trainable">Whether optimizers change its weights.</param>
    /// <exception cref="ValueError">The outputs are not made of the inputs.</exception>
    public Functional(Tensors inputs, Tensors outputs, string? name = null, bool trainable = true) : base(name: name, trainable: trainable)
    {
        if (inputs is null)
            throw new ValueError("The inputs of a model are what Input(...) gave, or outputs of layers. Received: None", nameof(inputs));
        if (outputs is null)
            throw new ValueError("Output tensors of a Functional model must be the output of a layer. Received: None", nameof(outputs));
        outputKeys = outputs.Names;
        inputKeys = inputs.Names?.Order(StringComparer.Ordinal).ToArray();
        SetGraph(inputKeys is null ? [.. inputs] : [.. inputKeys.Select(key => inputs[key])], [.. outputs]);
    }

    /// <summary>For a model whose graph comes later.</summary>
    private protected Functional(LayerOptions options) : base(options) { }

    /// <summary>The layers between inputs and outputs, then those that fields of the class hold.</summary>
    public override IReadOnlyList<Layer> layers =>
        Kind.IsDerived ? [.. (graph?.Layers ?? []).Union(base.layers)] : graph?.Layers ?? [];

    /// <summary>The symbolic tensors through which data enter; empty before the model is built.</summary>
    public KerasTensors inputs => new(graph?.Inputs ?? []);

    /// <summary>The symbolic tensors that the model gives; empty before the model is built.</summary>
    public KerasTensors outputs => new(graph?.Outputs[..OutputCount] ?? []);

    /// <summary>Names of the inputs: those of their layers.</summary>
    public IReadOnlyList<string> input_names => [.. inputs.Select(input => input.LayerName)];

    /// <summary>Names of the outputs: those of the layers they come from.</summary>
    public IReadOnlyList<string> output_names => UniqueNames([.. outputs.Select(output => output.LayerName)]);

    /// <inheritdoc/>
    public override Tensors input => Tensors.Named([.. (graph ?? throw NotBuiltYet("input")).Inputs], inputKeys);

    /// <inheritdoc/>
    public override Tensors output => graph is null ? throw NotBuiltYet("output") : Tensors.Named(graph.Outputs[..OutputCount], outputKeys);

    /// <inheritdoc/>
    public override Shape input_shape => Shapes(inputs, inputKeys, "input");

    /// <inheritdoc/>
    public override Shape output_shape => Shapes(outputs, outputKeys, "output");

    /// <inheritdoc/>
    internal override string? InnerName(int output) => outputs[output].name;

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    private protected override string AutomaticName => GetType() == typeof(Functional) ? "model" : base.AutomaticName;

    /// <inheritdoc/>
    internal override IReadOnlyList<string>? OutputNames => graph is null ? null : output_names;

    /// <inheritdoc/>
    internal override IReadOnlyList<string>? OutputKeys => outputKeys;

    /// <summary>Keys under which data are given where the inputs are a dictionary, in the order of the inputs; else null.</summary>
    internal IReadOnlyList<string>? InputKeys => inputKeys;

    /// <summary>The calls of layers that make up the model, null before it is built.</summary>
    internal Graph? Graph => graph;

    /// <inheritdoc/>
    internal override IReadOnlyList<Node>? Calls => graph is null
        ? null
        : [.. graph.Inputs.Select(input => input.Node).Concat(graph.Steps).Distinct()];

    /// <inheritdoc/>
    private protected override bool NamesWeightsInside => false;

    private int OutputCount => graph!.Outputs.Length - extras.Count;

    /// <summary>Makes a model of symbolic tensors.</summary>
    /// <param name="inputs">Where data enter: what <c>Input</c> gave, or other symbolic tensors.</param>
    /// <param name="outputs">What the model gives; a dictionary gives its outputs names.</param>
    /// <param name="name">Name of the model; <c>model</c> and a number by default.</param>
    /// <param name="trainable">Whether optimizers change its weights.</param>
    /// <exception cref="ValueError">The outputs are not made of the inputs.</exception>
    [KerasExport("keras.Model", "keras.models.Model")]
    public static Functional Model(Tensors inputs, Tensors outputs, string? name = null, bool trainable = true) =>
        new(inputs, outputs, name, trainable);

    /// <inheritdoc/>
    public override void build(Shape input_shape) => built = true;

    /// <inheritdoc/>
    protected internal override void BuildAll(IReadOnlyList<Shape> input_shapes) => built = true;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var arranged = Arrange(inputs, context);
        var pass = context.Inner();
        var outputs = graph!.Run(arranged, (node, value) => node.Run(value, pass));
        return Tensors.Named(outputs[..OutputCount], outputKeys);
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => ComputeOutputShapes([input_shape])[0];

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> input_shapes)
    {
        if (graph is null) throw NotBuiltYet("output");
        var placeholders = graph.Inputs.Zip(input_shapes, (input, shape) => ShapeInference.PlaceholderOf(shape, input.DType)).ToArray();
        if (placeholders.Length != graph.Inputs.Length) throw WrongCount(input_shapes.Count);
        return [.. graph.Run(placeholders, (node, value) => node.Describe(value)).Take(OutputCount).Select(output => output.Shape)];
    }

    /// <summary>Adds a term to the loss: a symbolic tensor of this model.</summary>
    public override void add_loss(Tensor losses)
    {
        if (losses is KerasTensor) Extend(new AddLoss()[losses]);
        else base.add_loss(losses);
    }

    /// <summary>Reports the mean of a number beside the loss: a symbolic tensor of this model.</summary>
    public override void add_metric(Tensor value, string? name = null, string? aggregation = null)
    {
        if (value is KerasTensor)
            Extend(
                new AddMetric(
                    name
                    ?? throw new ValueError(
                        "Please provide a name for your metric like `self.add_metric(tf.reduce_sum(inputs), name='mean_activation')`",
                        nameof(name)))[value]);
        else base.add_metric(value, name, aggregation);
    }

    /// <summary>The layers by their places, those with weights also by their places among such; then what it holds as a model.</summary>
    internal override IEnumerable<Trackable> Trackables()
    {
        var (place, weighted) = (0, 0);
        foreach (var layer in Stacked)
        {
            if (layer.HasWeights) yield return new(Invariant($"layer_with_weights-{weighted++}"), layer);
            yield return new(Invariant($"layer-{place++}"), layer);
        }
        foreach (var trackable in base.Trackables()) yield return trackable;
    }

    /// <summary>The layers that make up the model.</summary>
    private protected virtual IEnumerable<Layer> Stacked => graph?.Layers ?? [];

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() =>
        GraphConfig.Of(this, graph ?? throw NotBuiltYet("input"), OutputCount);

    /// <summary>The model that a configuration describes.</summary>
    /// <param name="config">What <see cref="get_config"/> gave.</param>
    /// <param name="custom_objects">One's own classes (<c>typeof</c>) by name.</param>
    /// <exception cref="ValueError">It does not describe one.</exception>
    public static Functional from_config(
        IReadOnlyDictionary<string, object?> config, IReadOnlyDictionary<string, object>? custom_objects = null) =>
        GraphConfig.Read(config, custom_objects);

    /// <summary>Sets the calls that make up the model.</summary>
    private protected void SetGraph(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> outputs)
    {
        graph = new Graph(inputs, [.. outputs, .. extras]);
        built = true;
    }

    /// <summary>Forgets the calls.</summary>
    private protected void ClearGraph()
    {
        graph = null;
        built = false;
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<(Shape Shape, DType DType)> InferOutputs(Tensors inputs, CallContext context) =>
        [.. ComputeOutputShapes([.. inputs.Select(input => input.Shape)]).Zip(outputs, (shape, output) => (shape, output.DType))];

    /// <inheritdoc/>
    internal override IReadOnlyList<Tensor?> InferMasks(Tensors inputs, IReadOnlyList<Tensor?> masks)
    {
        var known = new Dictionary<Tensor, Tensor?>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < graph!.Inputs.Length; i++) known[graph.Inputs[i]] = i < masks.Count ? masks[i] : null;
        foreach (var node in graph.Steps)
        {
            var given = node.MasksFor(tensor => known.GetValueOrDefault(tensor));
            for (var i = 0; i < node.Outputs.Length; i++) known[node.Outputs[i]] = given[i];
        }
        return [.. outputs.Select(output => known[output])];
    }

    /// <inheritdoc/>
    private protected override bool IsSummaryChain => graph?.IsChain ?? true;

    /// <inheritdoc/>
    private protected override string ConnectionsOf(Layer layer) =>
        graph is null ? "" : "[" + string.Join(", ", layer.Nodes.Where(graph.Contains)
        .SelectMany(node => node.Parents)
        .Select(parent => Invariant($"'{parent.LayerName}[{parent.Node.Index}][{parent.Index}]'"))) + "]";

    /// <summary>An input as the model expects it: of the right type, with or without a last axis of size 1.</summary>
    /// <exception cref="ValueError">It has another shape; the message is Keras's.</exception>
    private Tensor Conform(Tensor x, KerasTensor expected, int index, CallContext context)
    {
        var shape = expected.Shape;
        var open = shape.Rank > 0 ? shape.With(0, Shape.Unknown) : shape;
        new InputSpec(shape: open, allow_last_axis_squeeze: true).Check(Display(x.Shape, context), x.DType, index, name);
        if (x.Rank == shape.Rank - 1 && shape.Dim(-1) == 1) x = Ops.ExpandDims(x, -1);
        else if (x.Rank == shape.Rank + 1 && x.Shape.Dim(-1) == 1) x = Ops.Squeeze(x, -1);
        // As Keras, which compares the axes that both have, the check lets other ranks through and warns of them in fit, evaluate and
        // predict.
        var shown = Display(x.Shape, context);
        if (context.IsBatchSizeOpen && !open.IsCompatibleWith(shown) && warned != (warned = shown))
            Messages.Warn(
                $"Model was constructed with shape {shape} for input {expected}, but it was called on an input with incompatible "
                + $"shape {shown}.");
        return x.DType == expected.DType || x.DType == DType.String || TakesAnyType(expected) ? x : Ops.Cast(x, expected.DType);
    }

    /// <summary>Row numbers of a lookup stay whole numbers, which a conversion there and back would only slow down.</summary>
    private bool TakesAnyType(KerasTensor input) =>
        graph!.Steps.Where(node => node.Inputs.Contains(input)).All(node => node.Layer is Embedding { Kind.Calls: false });

    private Tensor[] Arrange(Tensors given, CallContext context)
    {
        var ordered = given.Names is null ? [.. given] : ByName(given);
        if (ordered.Length != graph!.Inputs.Length) throw WrongCount(ordered.Length);
        var conformed = ordered.Select((x, i) => Conform(x, graph.Inputs[i], i, context)).ToArray();
        for (var i = 0; i < conformed.Length; i++)
            conformed[i] = conformed[i].WithMask(i < context.masks.Count ? context.masks[i] : ordered[i].Mask);
        return conformed;
    }

    private Tensor[] ByName(Tensors given)
    {
        var names = inputKeys ?? input_names;
        var missing = names.Where(name => !given.Names!.Contains(name)).ToArray();
        if (missing.Length > 0)
            throw new ValueError(
                $"Missing data for input \"{missing[0]}\". You passed a data dictionary with keys "
                + $"[{string.Join(", ", given.Names!.Select(name => $"'{name}'"))}]. Expected the following keys: "
                + $"[{string.Join(", ", names.Select(name => $"'{name}'"))}]");
        return [.. names.Select(name => given[name])];
    }

    private void Extend(Tensors extra)
    {
        var outputs = this.outputs;
        extras.AddRange(extra);
        graph = new Graph(inputs, [.. outputs, .. extras], graph);
    }

    private Shape Shapes(KerasTensors tensors, IReadOnlyList<string>? keys, string what) =>
        tensors.Count > 0 ? ShapeList.Of([.. tensors.Select(tensor => tensor.Shape)], keys) : throw NotBuiltYet(what);

    private ValueError WrongCount(int received) => new(
        $"Layer \"{name}\" expects {graph!.Inputs.Length} input(s), but it received {received} input tensors.");

    private protected InvalidOperationException NotBuiltYet(string what) =>
        new($"The model {name} has no defined {what} shape yet: it is built when data first come, or build(input_shape) is called.");

    /// <summary>Names with a number where several outputs come from one layer.</summary>
    private static string[] UniqueNames(string[] names)
    {
        var counts = new Dictionary<string, int>();
        return Array.ConvertAll(names, name =>
        {
            var count = counts[name] = counts.GetValueOrDefault(name) + 1;
            return count == 1 ? name : Invariant($"{name}_{count - 1}");
        });
    }
}
