namespace KerasLikeRnn.Models;

/// <summary>A linear model: the sum of its inputs, each times a kernel, with a bias.</summary>
/// <remarks>
/// Inputs (batch, features): one, a list, or a dictionary, of which each has a kernel; output (batch, units). Kernels of a dictionary
/// have the names of their inputs.
/// </remarks>
[KerasExport("keras.experimental.LinearModel")]
public partial class LinearModel : Model
{
    private readonly List<Dense> dense = [];
    private Variable? biasVariable;
    private IReadOnlyList<string>? given;
    private IReadOnlyList<string>? names;

    /// <summary>Creates the model.</summary>
    /// <param name="units">Size of the output.</param>
    /// <param name="activation">What is done to the sum; nothing by default.</param>
    /// <param name="use_bias">Whether a bias is added.</param>
    /// <param name="kernel_initializer">Where the first kernels come from; zeros by default.</param>
    /// <param name="bias_initializer">Where the first bias comes from; zeros by default.</param>
    /// <param name="kernel_regularizer">Penalty on the kernels.</param>
    /// <param name="bias_regularizer">Penalty on the bias.</param>
    public LinearModel(
        int units = 1, ActivationLike activation = default, bool use_bias = true, InitializerLike kernel_initializer = default,
        InitializerLike bias_initializer = default, RegularizerLike kernel_regularizer = default,
        RegularizerLike bias_regularizer = default,
        LayerOptions? options = null) : base(options)
    {
        this.units = CheckedArgument.Units(units);
        this.activation = activation.Or("linear");
        this.use_bias = use_bias;
        this.kernel_initializer = kernel_initializer.Or("zeros");
        this.bias_initializer = bias_initializer.Or("zeros");
        this.kernel_regularizer = kernel_regularizer.Value;
        this.bias_regularizer = bias_regularizer.Value;
    }

    /// <summary>Size of the output.</summary>
    public int units { get; }

    /// <summary>What is done to the sum.</summary>
    public Activations.Activation activation { get; }

    /// <summary>Whether a bias is added.</summary>
    public bool use_bias { get; }

    /// <summary>Where the first kernels come from.</summary>
    public Initializer kernel_initializer { get; }

    /// <summary>Where the first bias comes from.</summary>
    public Initializer bias_initializer { get; }

    /// <summary>Penalty on the kernels.</summary>
    public Regularizer? kernel_regularizer { get; }

    /// <summary>Penalty on the bias.</summary>
    public Regularizer? bias_regularizer { get; }

    /// <summary>The bias (units), once built; null without one.</summary>
    public Variable? bias => biasVariable;

    /// <summary>A layer for each input, once built.</summary>
    public IReadOnlyList<Dense> dense_layers => dense;

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> layers => dense;

    /// <inheritdoc/>
    public override void build(Shape input_shape) => BuildAll([Required.NotNull(input_shape)]);

    /// <inheritdoc/>
    protected internal override void BuildAll(IReadOnlyList<Shape> input_shapes)
    {
        if (dense.Count > 0) return;
        for (var i = 0; i < input_shapes.Count; i++)
        {
            dense.Add(new Dense(
                units, use_bias: false, kernel_initializer: kernel_initializer, kernel_regularizer: kernel_regularizer, name: names?[i]));
            // As in Keras the kernels' names begin with the model's alone.
            dense[i].Build([input_shapes[names is null ? i : Place(names[i])]]);
        }
        if (use_bias) biasVariable = AddWeight("bias", Shape.Of(units), bias_initializer, bias_regularizer);
        built = true;
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var ordered = InOrder(Required.NotNull(inputs));
        var sum = (Tensor)dense[0].Invoke(ordered[0], context.Inner());
        for (var i = 1; i < ordered.Count; i++) sum = Ops.Add(sum, (Tensor)dense[i].Invoke(ordered[i], context.Inner()));
        return activation.call(biasVariable is null ? sum : Ops.Add(sum, biasVariable.Current));
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => Required.NotNull(input_shape).With(-1, units);

    /// <inheritdoc/>
    private protected override IEnumerable<Trackable> InnerTrackables() =>
        dense.Count == 0 ? [] : [new(nameof(dense_layers), new TrackedItems(dense))];

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => LayerConfigs.Config(this);

    /// <inheritdoc/>
    private protected override void CheckInputs(Tensors inputs, CallContext context)
    {
        base.CheckInputs(inputs, context);
        if (built) return;
        given = inputs.Names;
        names = given is null ? null : [.. given.Order(StringComparer.Ordinal)];
    }

    /// <summary>The place of an input among those that the model is built with.</summary>
    private int Place(string name) => given!.ToList().IndexOf(name);

    /// <exception cref="ValueError">A dictionary lacks inputs that the model was built with.</exception>
    private Tensors InOrder(Tensors inputs)
    {
        if (names is null || inputs.Names is not { } received) return inputs;
        if (names.Except(received).ToArray() is { Length: > 0 } missing)
            throw new ValueError(
                $"The `inputs` dictionary does not match the structure expected by the model.\n\tExpected keys: {PythonText.Repr(names)}"
                + $"\n\tReceived keys: {PythonText.Repr(received)}\n\tMissing keys: {PythonText.Repr(missing)}", nameof(inputs));
        return [.. names.Select(name => inputs[name])];
    }
}
