namespace KerasLikeRnn.Layers;

/// <summary>Densely connected layer: activation(inputs · kernel + bias).</summary>
/// <remarks>
/// Input (batch, ..., input_dim), output (batch, ..., units): for inputs of more than two axes the product runs over the last one.
/// </remarks>
[KerasExport("keras.layers.Dense")]
public partial class Dense : KernelLayer
{
    private readonly OutputArguments result;

    /// <summary>Creates the layer.</summary>
    /// <param name="units">Size of the output's last axis.</param>
    /// <exception cref="ValueError">units is negative.</exception>
    public Dense(int units, OutputArguments? output = null, KernelArguments? arguments = null, LayerOptions? options = null)
        : base((output ??= new()).activation, arguments, options)
    {
        this.units = CheckedArgument.Units(units);
        result = output;
        input_spec = new InputSpec(min_ndim: 2);
    }

    public int units { get; }

    /// <summary>The kernel (input_dim, units), once built.</summary>
    public Variable kernel => Kernel;

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        var size = Required.NotNull(input_shape).Dim(-1);
        if (size == Shape.Unknown)
            throw new ValueError(
                $"The last dimension of the inputs to a Dense layer should be defined. Found None. Full input shape "
                + $"received: {input_shape}", nameof(input_shape));
        AddKernel(Shape.Of(size, units));
        if (use_bias) AddBias(Shape.Of(units));
        input_spec = new InputSpec(min_ndim: 2, axes: new Dictionary<int, int> { [-1] = size });
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) =>
        activation.call(Ops.Linear(Ops.Cast(inputs, DType), kernel.Current, bias?.Current));

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => Required.NotNull(input_shape).With(-1, units);
}
