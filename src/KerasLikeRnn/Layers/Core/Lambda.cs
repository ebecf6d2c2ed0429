namespace KerasLikeRnn.Layers;

/// <summary>A function of tensors as a layer.</summary>
/// <remarks>
/// The function is written with <c>keras.backend</c>, <c>tf</c> or operators: <c>Lambda(x => x * 2)</c>. A function of several
/// inputs says so by its type: <c>Lambda((Tensors x) => x[0] + x[1])</c>. It has no weights.
/// </remarks>
[KerasExport("keras.layers.Lambda")]
public sealed class Lambda : Layer
{
    private readonly Func<Tensors, Tensors> run;
    private readonly Func<Tensors, Tensor?, Tensor?>? computeMask;
    private readonly Shape? sampleShape;
    private readonly Func<Shape, Shape>? wholeShape;

    /// <summary>Creates the layer of a function of one tensor.</summary>
    /// <param name="function">The function.</param>
    /// <param name="output_shape">Shape of one sample of the output; by default it is found by running the function on zeros.</param>
    /// <param name="mask">Makes the output's mask of inputs and their mask; by default there is none.</param>
    /// <param name="arguments">Not supported: a C# function keeps what it needs.</param>
    /// <param name="options">The arguments common to all layers.</param>
    /// <exception cref="NotSupportedException">arguments is given.</exception>
    [OverloadResolutionPriority(1)]
    public Lambda(
        Func<Tensor, Tensor> function, Shape? output_shape = null, Func<Tensors, Tensor?, Tensor?>? mask = null,
        IReadOnlyDictionary<string, object?>? arguments = null, LayerOptions? options = null)
        : this(OfOne(function), output_shape, mask, arguments, options) { }

    /// <summary>Creates the layer of a function of one tensor whose output's shape is a function too.</summary>
    /// <param name="function">The function.</param>
    /// <param name="output_shape">Makes the output's shape, batch included, of the input's.</param>
    /// <param name="mask">Makes the output's mask of inputs and their mask; by default there is none.</param>
    /// <param name="arguments">Not supported: a C# function keeps what it needs.</param>
    /// <param name="options">The arguments common to all layers.</param>
    /// <exception cref="NotSupportedException">arguments is given.</exception>
    public Lambda(
        Func<Tensor, Tensor> function, Func<Shape, Shape> output_shape, Func<Tensors, Tensor?, Tensor?>? mask = null,
        IReadOnlyDictionary<string, object?>? arguments = null, LayerOptions? options = null)
        : this(OfOne(function), output_shape, mask, arguments, options) { }

    /// <summary>Creates the layer of a function of several tensors whose output's shape is a function too.</summary>
    /// <param name="function">The function.</param>
    /// <param name="output_shape">Makes the output's shape, batch included, of the inputs' (a <see cref="ShapeList"/>).</param>
    /// <param name="mask">Makes the output's mask of inputs and their mask; by default there is none.</param>
    /// <param name="arguments">Not supported: a C# function keeps what it needs.</param>
    /// <param name="options">The arguments common to all layers.</param>
    /// <exception cref="NotSupportedException">arguments is given.</exception>
    public Lambda(
        Func<Tensors, Tensors> function, Func<Shape, Shape> output_shape, Func<Tensors, Tensor?, Tensor?>? mask = null,
        IReadOnlyDictionary<string, object?>? arguments = null, LayerOptions? options = null)
        : this(function, (Shape?)null, mask, arguments, options) => wholeShape = Required.NotNull(output_shape);

    /// <summary>Creates the layer of a function of several tensors.</summary>
    /// <param name="function">The function.</param>
    /// <param name="output_shape">Shape of one sample of the output; by default it is found by running the function on zeros.</param>
    /// <param name="mask">Makes the output's mask of inputs and their mask; by default there is none.</param>
    /// <param name="arguments">Not supported: a C# function keeps what it needs.</param>
    /// <param name="options">The arguments common to all layers.</param>
    /// <exception cref="NotSupportedException">arguments is given.</exception>
    public Lambda(
        Func<Tensors, Tensors> function, Shape? output_shape = null, Func<Tensors, Tensor?, Tensor?>? mask = null,
        IReadOnlyDictionary<string, object?>? arguments = null, LayerOptions? options = null)
        : base(options)
    {
        Required.NotNull(function);
        if (arguments is not null)
            throw new NotSupportedException("Lambda does not support `arguments`: use them inside of the function, which keeps the variables around it.");
        run = function;
        computeMask = mask;
        sampleShape = output_shape;
        built = true;
    }

    /// <inheritdoc/>
    public override bool supports_masking => computeMask is not null;

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) => run(inputs);

    /// <inheritdoc/>
    public override Tensor? compute_mask(Tensors inputs, Tensor? mask = null) => computeMask?.Invoke(inputs, mask);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => wholeShape is not null ? wholeShape(input_shape) : sampleShape is { } known
        ? Shape.Of(input_shape.Dims[0]).Concat(known)
        : ShapeInference.Of(input_shape, DType, tensor => run(tensor));

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => throw new NotSupportedException(
        $"The Lambda layer {name} has no configuration: a C# function cannot be written down. Make a layer class of it.");

    /// <inheritdoc/>
    internal override IReadOnlyList<(Shape Shape, DType DType)> InferOutputs(Tensors inputs, CallContext context) => sampleShape is null
        ? ShapeInference.Of(inputs, tensors => run(tensors))
        : [(compute_output_shape(inputs[0].Shape), DType)];

    private static Func<Tensors, Tensors> OfOne(Func<Tensor, Tensor> function)
    {
        Required.NotNull(function);
        return inputs => inputs.Count == 1 ? function(inputs) : throw new ValueError(
            FormattableString.Invariant($"The Lambda layer's function takes one tensor and was called on {inputs.Count}. Write it as a function of several: Lambda((Tensors x) => x[0] + x[1])."), nameof(inputs));
    }
}
