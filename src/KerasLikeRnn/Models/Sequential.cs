using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;

namespace KerasLikeRnn.Models;

/// <summary>A stack of layers, each with one input and one output.</summary>
/// <remarks>
/// With a first layer that tells its input shape (or an Embedding) the weights are made as the layers are added; else
/// when data first come, or <see cref="build"/> is called.
/// </remarks>
[KerasExport("keras.Sequential", "keras.models.Sequential")]
public sealed class Sequential : Model
{
    private readonly List<Layer> stack = [];
    private InputLayer? input;
    private Shape? given;
    private Shape? inferred;

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
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override Shape input_shape => Known ?? throw NotBuiltYet("input");

    /// <inheritdoc/>
    public override Shape output_shape => stack.Count > 0 && Known is not null ? stack[^1].output_shape : Known ?? throw NotBuiltYet("output");

    /// <summary>Shapes and types of the inputs; empty before the model is built.</summary>
    public IReadOnlyList<InputSpec> inputs => Known is null ? [] : [new InputSpec(shape: Known, name: input?.name ?? $"{stack[0].name}_input")];

    /// <summary>Shapes of the outputs; empty before the model is built.</summary>
    public IReadOnlyList<InputSpec> outputs => Known is null || stack.Count == 0 ? [] : [new InputSpec(shape: output_shape, name: stack[^1].name)];

    private Shape? Known => given ?? inferred;

    /// <summary>Adds a layer on top.</summary>
    /// <exception cref="ArgumentException">Its name is taken, or it has several outputs.</exception>
    public void add(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (stack.Exists(other => other.name == layer.name) || input?.name == layer.name)
            throw new ArgumentException(
                $"All layers added to a Sequential model should have unique names. Name \"{layer.name}\" is already the name of a layer in this model. Update the `name` argument to pass a unique name.", nameof(layer));
        if (stack.Count == 0 && input is null)
        {
            given = layer.BatchInputShape ?? (layer as Sequential)?.Known;
            input = layer as InputLayer;
        }
        if (given is not null && layer != input) Connect(layer, stack.Count == 0 ? given : stack[^1].output_shape);
        if (layer != input) stack.Add(layer);
        else layer.OutputShapes = [given!];
        built = given is not null;
    }

    /// <summary>Removes the layer on top.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public void pop()
    {
        if (stack.Count == 0) throw new InvalidOperationException("There are no layers in the model.");
        stack.RemoveAt(stack.Count - 1);
        if (stack.Count > 0) return;
        (given, inferred, input, built) = (null, null, null, false);
    }

    /// <summary>Makes the weights, for batches of that shape (batch axis included).</summary>
    public override void build(Shape input_shape)
    {
        if (given is null) Infer(input_shape, DType);
        built = true;
    }

    /// <summary>Name and layers, from which an equal model can be made.</summary>
    public override OrderedDictionary<string, object?> get_config() => new()
    {
        ["name"] = name,
        ["layers"] = (input is not null ? stack.Prepend(input) : stack).Select(object? (layer) => BuiltInLayers.serialize(layer)).ToList(),
    };

    /// <summary>The model that a configuration describes.</summary>
    /// <exception cref="ArgumentException">It does not describe one.</exception>
    public static Sequential from_config(IReadOnlyDictionary<string, object?> config, IReadOnlyDictionary<string, object>? custom_objects = null)
    {
        var layers = (config.GetValueOrDefault("layers") as IEnumerable<object?>)?.OfType<IReadOnlyDictionary<string, object?>>()
            ?? throw new ArgumentException("The configuration of a Sequential model lists its `layers`.", nameof(config));
        return new Sequential([.. layers.Select(layer => BuiltInLayers.deserialize(layer, custom_objects))], config.GetValueOrDefault("name") as string);
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        Infer(inputs[0].Shape, inputs[0].DType);
        return Forward(inputs, context).Output;
    }

    /// <inheritdoc/>
    public override Tensor? compute_mask(Tensors inputs, Tensor? mask = null) => Forward(inputs, new CallContext { mask = mask }).Mask;

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => stack.Aggregate(input_shape, (shape, layer) => layer.compute_output_shape(shape));

    /// <inheritdoc/>
    internal override (Tensor Output, Tensor? Mask) Forward(Tensor x, CallContext context)
    {
        x = Conform(x, context);
        var inner = context.For(context.mask);
        foreach (var layer in stack)
        {
            x = layer.Invoke(x, inner);
            inner = context.For(null);
        }
        return (x, x.Mask);
    }

    /// <inheritdoc/>
    internal override void Infer(Shape shape, DType dtype)
    {
        if (given is not null || stack.Count == 0) return;
        var relaxed = inferred is null ? shape : Relax(inferred, shape);
        if (relaxed == inferred) return;
        var current = relaxed;
        foreach (var layer in stack)
        {
            Connect(layer, current);
            current = layer.output_shape;
        }
        inferred = relaxed;
        built = true;
    }

    private static void Connect(Layer layer, Shape shape)
    {
        layer.input_spec?.Check(shape, layer.InputDType, 0, layer.name);
        layer.EnsureBuilt(shape);
        layer.input_spec?.Check(shape, layer.InputDType, 0, layer.name);
        layer.InputShape = shape;
        var outputs = layer.ComputeOutputShapes(shape);
        if (outputs.Count != 1)
            throw new ArgumentException(
                "All layers in a Sequential model should have a single output tensor. For multi-output layers, use the functional API.", nameof(layer));
        layer.OutputShapes = outputs;
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

    /// <summary>Adds or drops a last axis of size 1 where the model was told the shape, as Keras does, and checks it.</summary>
    private Tensor Conform(Tensor x, CallContext context)
    {
        if (given is null) return x;
        if (x.Rank == given.Rank - 1 && given.Dim(-1) == 1) x = Ops.ExpandDims(x, -1);
        else if (x.Rank == given.Rank + 1 && x.Shape.Dim(-1) == 1) x = Ops.Squeeze(x, -1);
        var shown = context.IsBatchSizeOpen ? x.Shape.With(0, Shape.Unknown) : x.Shape;
        if (given.Rank == x.Rank && !given.With(0, Shape.Unknown).IsCompatibleWith(shown.With(0, Shape.Unknown)))
            throw new ArgumentException($"Input 0 of layer \"{name}\" is incompatible with the layer: expected shape={given}, found shape={shown}");
        return x;
    }

    private InvalidOperationException NotBuiltYet(string what) =>
        new($"The model {name} has no defined {what} shape yet: it is built when data first come, or build(input_shape) is called.");
}
