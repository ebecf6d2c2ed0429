namespace KerasLikeRnn.Layers;

/// <summary>An operation on symbolic tensors as a step of a model: what <c>a + b</c> or <c>K.sum(x)</c> becomes.</summary>
internal sealed class TFOpLambda : Layer
{
    private readonly Func<Tensor[], Tensor[]> compute;

    /// <param name="operation">Name of the operation, such as <c>tf.math.reduce_sum</c>; a number is put after it where it was used before.</param>
    /// <param name="compute">Computes the outputs.</param>
    public TFOpLambda(string operation, Func<Tensor[], Tensor[]> compute)
        : this(compute, AutomaticNames.Next(operation, avoidObserved: true)) { }

    private TFOpLambda(Func<Tensor[], Tensor[]> compute, string name) : base(new LayerOptions(name: name))
    {
        this.compute = compute;
        built = true;
    }

    /// <summary>The same operation for another model.</summary>
    public TFOpLambda Copy() => new(compute, name);

    /// <inheritdoc/>
    internal override string ClassName => name.StartsWith("tf.__operators__.getitem", StringComparison.Ordinal) ? "SlicingOpLambda" : nameof(TFOpLambda);

    /// <summary>Computes the outputs from tensors with numbers.</summary>
    public Tensor[] Compute(Tensor[] inputs) => compute(inputs);

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) => compute([.. inputs]);

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => throw new NotSupportedException(
        $"The operation {name} has no configuration: only layers have. Put it into a Lambda layer, or into a layer of your own.");

    /// <inheritdoc/>
    internal override IReadOnlyList<(Shape Shape, DType DType)> InferOutputs(Tensors inputs, CallContext context) => ShapeInference.Of(inputs, compute);
}
