namespace KerasLikeRnn.Layers;

/// <summary>
/// cos(inputs · kernel / scale + bias) with a random kernel: features whose inner products approximate a kernel function of the
/// inputs' difference (Rahimi and Recht, 2007), so that a linear model after it acts as a kernel method.
/// </summary>
/// <remarks>Input (batch, input_dim), output (batch, output_dim). Weights: unscaled_kernel, bias, kernel_scale.</remarks>
[KerasExport("keras.layers.experimental.RandomFourierFeatures")]
public partial class RandomFourierFeatures : Layer
{
    private Variable? kernelVariable;
    private Variable? biasVariable;
    private Variable? scaleVariable;

    /// <summary>Creates the layer.</summary>
    /// <param name="output_dim">Number of features.</param>
    /// <param name="kernel_initializer">Where the kernel is drawn from: "gaussian" for exp(−|x − y|² / 2 scale²), "laplacian" for exp(−|x −
    /// y| / scale), or an initializer.</param>
    /// <param name="scale">Width of the approximated kernel; null for √(input_dim / 2) with "gaussian", 1 otherwise.</param>
    /// <param name="trainable">Whether the scale is learned.</param>
    /// <param name="name">Name of the layer.</param>
    /// <exception cref="ValueError">output_dim or scale is not positive, or the name of the kernel is unknown.</exception>
    public RandomFourierFeatures(
        int output_dim, RandomKernelLike kernel_initializer = default, double? scale = null, bool trainable = false, string? name = null,
        LayerOptions? options = null)
        : base((options ?? new LayerOptions()) with { trainable = trainable, name = name ?? options?.name })
    {
        this.output_dim = output_dim > 0
            ? output_dim
            : throw new ValueError($"`output_dim` should be a positive integer. Received: {output_dim}", nameof(output_dim));
        if (scale <= 0)
            throw new ValueError($"When provided, `scale` should be a positive float. Received: {PythonText.Repr(scale)}", nameof(scale));
        this.kernel_initializer = kernel_initializer;
        this.scale = scale;
    }

    public int output_dim { get; }

    public RandomKernelLike kernel_initializer { get; }

    /// <summary>Width of the approximated kernel at first; known once built.</summary>
    public double? scale { get; private set; }

    /// <summary>The random kernel (input_dim, output_dim), once built.</summary>
    public Variable unscaled_kernel => kernelVariable ?? throw NotBuilt();

    /// <summary>The random bias (output_dim), once built.</summary>
    public Variable bias => biasVariable ?? throw NotBuilt();

    /// <summary>The scale (1), once built.</summary>
    public Variable kernel_scale => scaleVariable ?? throw NotBuilt();

    /// <inheritdoc/>
    /// <exception cref="ValueError">The input has not two axes, or its last one is of unknown size.</exception>
    public override void build(Shape input_shape)
    {
        if (Required.NotNull(input_shape).Rank != 2)
            throw new ValueError(
                $"The rank of the input tensor should be 2. Received input with rank {input_shape.Rank} instead. Full input shape "
                + $"received: {input_shape}", nameof(input_shape));
        var size = SizeIn(input_shape);
        input_spec = new InputSpec(ndim: 2, axes: new Dictionary<int, int> { [1] = size });
        kernelVariable = AddWeight(
            "unscaled_kernel", Shape.Of(size, output_dim), kernel_initializer.For(Shape.Of(size, output_dim)), trainable: false);
        biasVariable = AddWeight("bias", Shape.Of(output_dim), new RandomUniform(0.0, 2 * Math.PI), trainable: false);
        scale ??= kernel_initializer.IsGaussian ? Math.Sqrt(size / 2.0) : 1.0;
        scaleVariable = AddWeight("kernel_scale", Shape.Of(1), new Constant(scale.Value), constraint: new Constraints.NonNeg());
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) =>
        Ops.Cos(Ops.Linear(Ops.Cast(inputs, DType), Ops.Divide(unscaled_kernel.Current, kernel_scale.Current), bias.Current));

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        SizeIn(input_shape);
        return input_shape.With(-1, output_dim);
    }

    private static int SizeIn(Shape input_shape) => Required.NotNull(input_shape).Dim(-1) is var size and not Shape.Unknown
        ? size
        : throw new ValueError(
            $"The last dimension of the input tensor should be defined. Found `None`. Full input shape received: {input_shape}",
            nameof(input_shape));
}

/// <summary>
/// Where the kernel of random features is drawn from: <c>"gaussian"</c> (the default), <c>"laplacian"</c>, or an initializer.
/// </summary>
public readonly struct RandomKernelLike
{
    private const string Gaussian = "gaussian";
    private const string Laplacian = "laplacian";

    private readonly string? name;
    private readonly Initializer? initializer;

    private RandomKernelLike(string? name, Initializer? initializer) => (this.name, this.initializer) = (name, initializer);

    internal bool IsGaussian => initializer is null && Name.Equals(Gaussian, StringComparison.OrdinalIgnoreCase);

    /// <summary>As a configuration shows it.</summary>
    internal object? Config => initializer is null ? Name : InitializerConfigs.serialize(initializer);

    private string Name => name ?? Gaussian;

    /// <summary>The distribution of that name.</summary>
    /// <exception cref="ValueError">There is none.</exception>
    public static implicit operator RandomKernelLike(string name) => name.ToLowerInvariant() is Gaussian or Laplacian
        ? new(name, null)
        : throw new ValueError(
            $"Unsupported `kernel_initializer`: {name} Expected one of: ['{Gaussian}', '{Laplacian}']", "kernel_initializer");

    public static implicit operator RandomKernelLike(Initializer initializer) => new(null, initializer);

    public static implicit operator RandomKernelLike(OrderedDictionary<string, object?> config) =>
        new(null, Registry.Create<Initializer>(config));

    /// <summary>The initializer for a kernel of that shape.</summary>
    internal Initializer For(Shape shape) =>
        initializer ?? (IsGaussian ? new RandomNormal(stddev: 1.0) : new Constant(Cauchy((int)shape.Length)));

    private static double[] Cauchy(int count) =>
        Array.ConvertAll(np.random.uniform(0.0, 1.0, count).ToArray<double>()!, share => Math.Tan(Math.PI * (share - 0.5)));
}
