namespace KerasLikeRnn.Layers;

/// <summary>Densely connected layer whose product is an Einstein summation: activation(einsum(inputs, kernel) + bias).</summary>
/// <remarks><c>EinsumDense("abc,cd->abd", output_shape: (None, 64), bias_axes: "d")</c> is a Dense(64) over sequences.</remarks>
/// <param name="equation">The summation, of the form <c>ab,bc->ac</c>, <c>...ab,bc->...ac</c> or <c>ab...,bc->ac...</c>.</param>
/// <param name="output_shape">Shape of the output without the batch axis and without the axes of an ellipsis; None where the input
/// tells.</param>
/// <param name="activation">Function applied to the result; none by default.</param>
/// <param name="bias_axes">Letters of the output's axes that the bias has; no bias by default.</param>
[KerasExport("keras.layers.experimental.EinsumDense")]
public partial class EinsumDense(
    string equation, Shape output_shape, ActivationLike activation = default, string? bias_axes = null, KernelArguments? arguments = null,
    LayerOptions? options = null)
    : KernelLayer(activation, arguments, options)
{
    private Shape? outputShape;

    public string equation { get; } = equation;

    /// <summary>The output shape as it was given.</summary>
    public Shape partial_output_shape { get; } = output_shape;

    /// <summary>The output's shape, batch axis included, once built.</summary>
    public Shape full_output_shape => outputShape ?? throw NotBuilt();

    public string? bias_axes { get; } = bias_axes;

    /// <summary>The kernel, once built.</summary>
    public Variable kernel => Kernel;

    /// <inheritdoc/>
    /// <exception cref="ValueError">The equation is none, or does not fit the shapes.</exception>
    public override void build(Shape input_shape)
    {
        var shapes = EinsumShapes.Of(equation, input_shape, partial_output_shape);
        outputShape = shapes.Output;
        AddKernel(shapes.Kernel);
        if (bias_axes is not null) AddBias(shapes.Bias(bias_axes));
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var products = Ops.Einsum(equation, Autocast(inputs), kernel.Current);
        return activation.call(bias is null ? products : Ops.Add(products, bias.Current));
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => EinsumShapes.Of(equation, input_shape, partial_output_shape).Output;

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() =>
        new(base.get_config()) { ["output_shape"] = partial_output_shape.ToArray() };
}
