namespace KerasLikeRnn.Layers;

/// <summary>A function of tensors as a layer.</summary>
/// <remarks>
/// The function is written with <c>keras.backend</c>, <c>tf</c> or operators: <c>Lambda(x => x * 2)</c>. A function of several
/// inputs says so by its type: <c>Lambda((Tensors x) => x[0] + x[1])</c>. It has no weights. <c>clone_model</c> takes the function over; a
/// configuration holds its name, once it has one: <c>keras.utils.register_keras_serializable("mine", "twice")[x => x * 2]</c>.
/// </remarks>
[KerasExport("keras.layers.Lambda")]
public partial class Lambda : Layer
{
    private readonly Func<Tensors, Tensors> run;
    private readonly Delegate function;
    private readonly Func<Tensors, Tensor?, Tensor?>? computeMask;
    private readonly Shape? sampleShape;
    private readonly Func<Shape, Shape>? wholeShape;

    /// <summary>Creates the layer of a function of one tensor.</summary>
    /// <param name="function">The function.</param>
    /// <param name="output_shape">Shape of one sample of the output; by default it is found by running the function on zeros.</param>
    /// <param name="mask">Makes the output's mask of inputs and their mask; by default there is none.</param>
    /// <param name="arguments">Not supported: a C# function keeps what it needs.</param>
    /// <exception cref="NotSupportedException">arguments is given.</exception>
    [OverloadResolutionPriority(1)]
    public Lambda(
        Func<Tensor, Tensor> function, Shape? output_shape = null, Func<Tensors, Tensor?, Tensor?>? mask = null,
        IReadOnlyDictionary<string, object?>? arguments = null, LayerOptions? options = null)
        : this(function, OfOne(function), output_shape, mask, arguments, options) { }

    /// <summary>Creates the layer of a function of one tensor whose output's shape is a function too.</summary>
    /// <param name="function">The function.</param>
    /// <param name="output_shape">Makes the output's shape, batch included, of the input's.</param>
    /// <param name="mask">Makes the output's mask of inputs and their mask; by default there is none.</param>
    /// <param name="arguments">Not supported: a C# function keeps what it needs.</param>
    /// <exception cref="NotSupportedException">arguments is given.</exception>
    public Lambda(
        Func<Tensor, Tensor> function, Func<Shape, Shape> output_shape, Func<Tensors, Tensor?, Tensor?>? mask = null,
        IReadOnlyDictionary<string, object?>? arguments = null, LayerOptions? options = null)
        : this(function, OfOne(function), null, mask, arguments, options, Required.NotNull(output_shape)) { }

    /// <summary>Creates the layer of a function of several tensors whose output's shape is a function too.</summary>
    /// <param name="function">The function.</param>
    /// <param name="output_shape">Makes the output's shape, batch included, of the inputs' (a <see cref="ShapeList"/>).</param>
    /// <param name="mask">Makes the output's mask of inputs and their mask; by default there is none.</param>
    /// <param name="arguments">Not supported: a C# function keeps what it needs.</param>
    /// <exception cref="NotSupportedException">arguments is given.</exception>
    public Lambda(
        Func<Tensors, Tensors> function, Func<Shape, Shape> output_shape, Func<Tensors, Tensor?, Tensor?>? mask = null,
        IReadOnlyDictionary<string, object?>? arguments = null, LayerOptions? options = null)
        : this(function, function, null, mask, arguments, options, Required.NotNull(output_shape)) { }

    /// <summary>Creates the layer of a function of several tensors.</summary>
    /// <param name="function">The function.</param>
    /// <param name="output_shape">Shape of one sample of the output; by default it is found by running the function on zeros.</param>
    /// <param name="mask">Makes the output's mask of inputs and their mask; by default there is none.</param>
    /// <param name="arguments">Not supported: a C# function keeps what it needs.</param>
    /// <exception cref="NotSupportedException">arguments is given.</exception>
    public Lambda(
        Func<Tensors, Tensors> function, Shape? output_shape = null, Func<Tensors, Tensor?, Tensor?>? mask = null,
        IReadOnlyDictionary<string, object?>? arguments = null, LayerOptions? options = null)
        : this(function, function, output_shape, mask, arguments, options) { }

    private Lambda(
        Delegate function, Func<Tensors, Tensors> run, Shape? output_shape, Func<Tensors, Tensor?, Tensor?>? mask,
        IReadOnlyDictionary<string, object?>? arguments, LayerOptions? options, Func<Shape, Shape>? whole = null)
        : base(options)
    {
        if (arguments is { Count: > 0 })
            throw new NotSupportedException(
                "Lambda does not support `arguments`: use them inside of the function, which keeps the variables around it.");
        (this.function, this.run) = (Required.NotNull(function), run);
        computeMask = mask;
        sampleShape = output_shape;
        wholeShape = whole;
        built = true;
    }

    /// <summary>The layer of a configuration, its function found by its name.</summary>
    /// <exception cref="ValueError">No function has that name.</exception>
    /// <exception cref="NotSupportedException">The function stands there as Python's bytecode.</exception>
    public static Lambda from_config(IReadOnlyDictionary<string, object?> config)
    {
        if (config.GetValueOrDefault("function") is not string name)
            throw new NotSupportedException(
                $"The Lambda layer {config.GetValueOrDefault("name")} holds its function as Python's bytecode, which is not executed. Name "
                + $"the function, in Python with custom_objects too, or put a layer in its place.");
        return CustomObjects.Find(name) switch
        {
            Func<Tensor, Tensor> one => Of(one, OfOne(one)),
            Func<Tensors, Tensors> several => Of(several, several),
            _ => throw new ValueError(
                $"Unknown function in Lambda layer: {name}. Please ensure this object is passed to the `custom_objects` argument, or "
                + $"registered with keras.utils.register_keras_serializable.", nameof(config)),
        };

        Lambda Of(Delegate function, Func<Tensors, Tensors> run)
        {
            var options = new LayerOptions(
                name: config.GetValueOrDefault("name") as string, dtype: config.GetValueOrDefault("dtype") as string);
            var sizes = (config.GetValueOrDefault("output_shape") as IEnumerable)?.Cast<object?>().Select(size => size as int?);
            var arguments = config.GetValueOrDefault("arguments") as IReadOnlyDictionary<string, object?>;
            return new(function, run, sizes is null ? null : new Shape([.. sizes]), null, arguments, options);
        }
    }

    /// <summary>The same layer for another model.</summary>
    internal Lambda Copy() =>
        new(function, run, sampleShape, computeMask, null, new LayerOptions(name: name, dtype: dtype_policy), wholeShape);

    /// <inheritdoc/>
    public override bool supports_masking => computeMask is not null;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) => run(Required.NotNull(inputs).Map(Autocast));

    /// <inheritdoc/>
    public override Tensor? compute_mask(Tensors inputs, Tensor? mask = null) => computeMask?.Invoke(inputs, mask);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) =>
        wholeShape is not null ? wholeShape(input_shape) : sampleShape is { } known
        ? Shape.Of(input_shape.Dims[0]).Concat(known)
        : ShapeInference.Of(input_shape, DType, tensor => run(tensor));

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The function, its mask or the shape of its output cannot be written down.</exception>
    public override OrderedDictionary<string, object?> get_config()
    {
        if (CustomObjects.NameOf(function) is not { } registered)
            throw new NotSupportedException(
                $"The Lambda layer {name} has no configuration: a C# function cannot be written down. Register it under a name, "
                + $"keras.utils.register_keras_serializable(\"mine\", \"twice\")[function], or make a layer class of it.");
        if (computeMask is not null || wholeShape is not null)
            throw new NotSupportedException(
                $"The Lambda layer {name} has no configuration: its mask or output_shape is a C# function. Make a layer class of it.");
        return new()
        {
            ["name"] = name,
            ["trainable"] = trainable,
            ["dtype"] = dtype,
            ["function"] = registered,
            ["function_type"] = "function",
            ["module"] = null,
            ["output_shape"] = sampleShape,
            ["output_shape_type"] = "raw",
            ["output_shape_module"] = null,
            ["arguments"] = new Dictionary<string, object?>(),
        };
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<(Shape Shape, DType DType)> InferOutputs(Tensors inputs, CallContext context) => sampleShape is null
        ? ShapeInference.Of(inputs, tensors => run(tensors))
        : [(compute_output_shape(inputs[0].Shape), DType)];

    private static Func<Tensors, Tensors> OfOne(Func<Tensor, Tensor> function)
    {
        Required.NotNull(function);
        return inputs => inputs.Count == 1 ? function(inputs) : throw new ValueError(
            $"The Lambda layer's function takes one tensor and was called on {inputs.Count}. Write it as a function of several: "
            + $"Lambda((Tensors x) => x[0] + x[1]).", nameof(inputs));
    }
}
