namespace KerasLikeRnn.Models;

/// <summary>A stack of layers, each with one input and one output.</summary>
/// <remarks>
/// With a first layer that tells its input shape (or an Embedding) the weights are made as the layers are added; else
/// when data first come, or <see cref="build"/> is called.
/// </remarks>
[KerasExport("keras.Sequential", "keras.models.Sequential")]
public class Sequential : Functional
{
    private readonly List<Layer> stack = [];
    private readonly List<KerasTensor> tops = [];
    private InputLayer? entrance;
    private Shape? given;
    private Shape? inferred;
    private bool isWarned;

    /// <summary>Creates the model.</summary>
    /// <param name="layers">Its layers.</param>
    /// <param name="name">Its name; <c>sequential</c> and a number by default.</param>
    public Sequential(IReadOnlyList<Layer>? layers = null, string? name = null) : base(new LayerOptions(name: name))
    {
        foreach (var layer in layers ?? []) add(layer);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> layers => stack;

    /// <inheritdoc/>
    /// <exception cref="ValueError">The model is not built.</exception>
    public override IReadOnlyList<Variable> trainable_weights => Created(base.trainable_weights);

    /// <inheritdoc/>
    /// <exception cref="ValueError">The model is not built.</exception>
    public override IReadOnlyList<Variable> non_trainable_weights => Created(base.non_trainable_weights);

    /// <inheritdoc/>
    internal override IReadOnlyList<string>? OutputNames => base.OutputNames ?? ["output_1"];

    /// <inheritdoc/>
    private protected override IEnumerable<Variable> AllWeights() => Created(base.AllWeights());

    /// <summary>Adds a layer on top.</summary>
    /// <exception cref="ValueError">Its name is taken, it has several outputs, or the model would hold itself.</exception>
    public void add(Layer layer)
    {
        if (layer is null) throw new ValueError("The added layer must be an instance of class Layer. Received: layer=None", nameof(layer));
        if (layer.Holds(this))
            throw new ValueError($"The model {name} cannot be a layer of itself: \"{layer.name}\" holds it.", nameof(layer));
        if (stack.Exists(other => other.name == layer.name) || entrance?.name == layer.name)
            throw new ValueError(
                $"All layers added to a Sequential model should have unique names. Name \"{layer.name}\" is already the name of a layer in "
                + $"this model. Update the `name` argument to pass a unique name.", nameof(layer));
        if (stack.Count == 0 && entrance is null && ShapeGivenBy(layer) is { } shape)
        {
            given = shape;
            entrance = layer as InputLayer ?? EntranceOf(layer, shape, layer.InputDType);
        }
        if (layer == entrance)
        {
            SetGraph([entrance.Entry], [entrance.Entry]);
            return;
        }
        if (given is not null) tops.Add(Connect(layer, Top));
        stack.Add(layer);
        if (given is not null) SetGraph([entrance!.Entry], [Top]);
        GoOnRestoring();
    }

    /// <summary>Removes the layer on top.</summary>
    /// <exception cref="TypeError">There is none.</exception>
    public void pop()
    {
        if (stack.Count == 0) throw new TypeError("There are no layers in the model.");
        stack.RemoveAt(stack.Count - 1);
        if (tops.Count > 0) tops.RemoveAt(tops.Count - 1);
        if (stack.Count > 0)
        {
            if (entrance is not null) SetGraph([entrance.Entry], [Top]);
            return;
        }
        (given, inferred, entrance) = (null, null, null);
        ClearGraph();
    }

    /// <inheritdoc/>
    private protected override IEnumerable<Layer> Stacked => stack;

    /// <summary>Makes the weights, for batches of that shape (batch axis included).</summary>
    public override void build(Shape input_shape)
    {
        if (given is null && stack.Count > 0) Infer(input_shape, stack[0].InputDType);
        built = true;
    }

    /// <inheritdoc/>
    protected internal override void BuildAll(IReadOnlyList<Shape> input_shapes)
    {
        if (input_shapes.Count == 1) build(input_shapes[0]);
        else built = true;
    }

    /// <summary>Name and layers, from which an equal model can be made.</summary>
    public override OrderedDictionary<string, object?> get_config() => new()
    {
        ["name"] = name,
        ["layers"] = (entrance is not null ? stack.Prepend(entrance) : stack).Select(object? (layer) => LayerConfigs.serialize(layer))
            .ToList(),
    };

    /// <summary>The model that a configuration describes.</summary>
    /// <exception cref="ValueError">It does not describe one.</exception>
    public static new Sequential from_config(
        IReadOnlyDictionary<string, object?> config, IReadOnlyDictionary<string, object>? custom_objects = null)
    {
        var layers = (config.GetValueOrDefault("layers") as IEnumerable<object?>)?.OfType<IReadOnlyDictionary<string, object?>>()
            ?? throw new ValueError("The configuration of a Sequential model lists its `layers`.", nameof(config));
        return new Sequential(
            [.. layers.Select(layer => LayerConfigs.deserialize(layer, custom_objects))], config.GetValueOrDefault("name") as string);
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        if (given is null && (TakesDictionary || (stack.Count > 0 && Required.NotNull(inputs).Count > 1)))
            return CallOneByOne(inputs, context);
        Infer(Required.NotNull(inputs)[0].Shape, inputs[0].DType);
        return Graph is null ? inputs : base.call(inputs, context);
    }

    /// <summary>Whether the first layer takes the features of a dictionary.</summary>
    private bool TakesDictionary => stack.Count > 0 && stack[0] is FeaturesLayer;

    /// <inheritdoc/>
    private protected override bool NamesWeightsInside => Graph is null && (TakesDictionary || base.NamesWeightsInside);

    /// <summary>Calls the layers one after another on several inputs, of which no graph is made, as in Keras.</summary>
    private Tensors CallOneByOne(Tensors inputs, CallContext context)
    {
        if (!isWarned)
            Messages.Warn(
                $"Layers in a Sequential model should only have a single input tensor. Received: inputs={Described(inputs)}. Consider "
                + "rewriting this model with the Functional API.");
        isWarned = true;
        return stack.Aggregate(inputs, (tensors, layer) => layer.Invoke(tensors, context.Inner()));
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) =>
        stack.Aggregate(input_shape, (shape, layer) => layer.compute_output_shape(shape));

    /// <inheritdoc/>
    internal override void Infer(Shape shape, DType dtype)
    {
        if (given is not null || stack.Count == 0 || TakesDictionary || (inferred is not null && Covers(inferred, shape))) return;
        lock (stack)
        using (NameScope.Root())
        using (MemoryScope.Lasting())
        using (GradientTape.Pause())
        {
            var relaxed = inferred is null ? shape : Relax(inferred, shape);
            if (relaxed == inferred) return;
            entrance = EntranceOf(stack[0], relaxed, dtype);
            tops.Clear();
            foreach (var layer in stack)
            {
                layer.ForgetNodes();
                tops.Add(Connect(layer, Top));
            }
            SetGraph([entrance.Entry], [Top]);
            inferred = relaxed;
        }
    }

    /// <summary>Leaves open how many samples there are, where the shape was learned of data: as if other batches had come.</summary>
    internal void OpenBatch()
    {
        if (inferred is { Rank: > 0 }) Infer(inferred.With(0, Shape.Unknown), entrance!.Entry.DType);
    }

    /// <summary>Inputs as their names and shapes.</summary>
    private static string Described(Tensors inputs)
    {
        var texts = inputs.Select(input => $"<tf.Tensor shape={input.Shape.With(0, Shape.Unknown)} dtype={input.DType.Name()}>");
        return inputs.Names is { } names
            ? $"{{{string.Join(", ", names.Zip(texts, (name, text) => $"{PythonText.Repr(name)}: {text}"))}}}"
            : $"[{string.Join(", ", texts)}]";
    }

    private T Created<T>(T variables) => built || Graph is not null
        ? variables
        : throw new ValueError(
            $"Weights for model {name} have not yet been created. Weights are created when the Model is first called on inputs or "
            + $"`build()` is called with an `input_shape`.");

    /// <summary>Removed from Keras: the likeliest class of each sample.</summary>
    /// <param name="x">Samples.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    [Obsolete(
        "Keras 2.9 has no predict_classes. Write np.argmax(model.predict(x), axis: -1), or model.predict(x) > 0.5 of one output.",
        error: true)]
    public NDArray predict_classes(DataLike x) => throw new NotSupportedException(
        "predict_classes was removed from Keras. Use np.argmax(model.predict(x), axis: -1), or model.predict(x) > 0.5 of one output.");

    /// <summary>Removed from Keras: the outputs.</summary>
    /// <param name="x">Samples.</param>
    [Obsolete("Keras 2.9 has no predict_proba. Write model.predict(x).", error: true)]
    public NDArray predict_proba(DataLike x) => predict(x);

    /// <summary>The symbolic output of the layers so far.</summary>
    private KerasTensor Top => tops.Count == 0 ? entrance!.Entry : tops[^1];

    private static Shape? ShapeGivenBy(Layer layer) =>
        layer.BatchInputShape ?? (layer is Functional { inputs: [var only] } ? only.Shape : null);

    private static InputLayer EntranceOf(Layer first, Shape shape, DType dtype) =>
        new(batch_input_shape: shape, dtype: dtype.Name(), name: $"{first.name}_input");

    private static KerasTensor Connect(Layer layer, KerasTensor top)
    {
        var outputs = layer.Invoke((Tensor)top, new CallContext());
        return outputs.Count == 1 ? (KerasTensor)outputs[0] : throw new ValueError(
            "All layers in a Sequential model should have a single output tensor. For multi-output layers, use the functional API.",
            nameof(layer));
    }

    /// <summary>Whether a model for batches of one shape takes those of another: each axis is the same, or open.</summary>
    private static bool Covers(Shape open, Shape shape)
    {
        if (open.Rank != shape.Rank) return false;
        for (var i = 0; i < open.Rank; i++)
            if (open.Dims[i] != shape.Dims[i] && open.Dims[i] != Shape.Unknown) return false;
        return true;
    }

    /// <summary>The shape that covers both: axes of different size become unknown.</summary>
    private static Shape Relax(Shape a, Shape b)
    {
        if (a.Rank != b.Rank) return b;
        var sizes = a.Dims.ToArray();
        for (var i = 0; i < sizes.Length; i++)
            if (sizes[i] != b.Dims[i]) sizes[i] = Shape.Unknown;
        return Shape.Of(sizes);
    }
}
