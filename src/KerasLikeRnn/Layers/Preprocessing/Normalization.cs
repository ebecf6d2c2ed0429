namespace KerasLikeRnn.Layers;

/// <summary>(inputs - mean) / standard deviation, for each feature, with the mean and variance of the data that adapt was given.</summary>
/// <remarks>Input of any shape whose kept axes have known sizes, output of the same shape.</remarks>
[KerasExport("keras.layers.Normalization", "keras.layers.experimental.preprocessing.Normalization")]
public partial class Normalization : PreprocessingLayer
{
    private readonly NDArray? givenMean;
    private readonly NDArray? givenVariance;
    private int[] kept = [];
    private Shape broadcast = Shape.Scalar;
    private Variable? meanVariable;
    private Variable? varianceVariable;
    private Variable? countVariable;
    private Tensor? currentMean;
    private Tensor? currentVariance;

    /// <summary>Creates the layer.</summary>
    /// <param name="axis">The axis (or axes) whose positions have a mean and a variance of their own; None: one mean and variance for
    /// all.</param>
    /// <param name="mean">The mean to use, a number or one for each position, instead of learning it.</param>
    /// <param name="variance">The variance to use; given if and only if the mean is.</param>
    /// <exception cref="ValueError">Only one of mean and variance is given.</exception>
    public Normalization(AxesLike axis = default, NumbersLike mean = default, NumbersLike variance = default, LayerOptions? options = null)
        : base(options)
    {
        this.axis = [.. axis.Or(-1)];
        (givenMean, givenVariance) = (mean.Array, variance.Array);
        if (givenMean is null != givenVariance is null)
            throw new ValueError(
                $"When setting values directly, both `mean` and `variance` must be set. Got mean: {PythonText.Repr(mean.Config)} and "
                + $"variance: {PythonText.Repr(variance.Config)}", nameof(mean));
    }

    /// <summary>The axes that are kept.</summary>
    public int[] axis { get; }

    /// <summary>The mean in use, of a shape that broadcasts against the inputs; null until the layer is built.</summary>
    public Tensor? mean => currentMean;

    /// <summary>The variance in use, of a shape that broadcasts against the inputs; null until the layer is built.</summary>
    public Tensor? variance => currentVariance;

    /// <summary>The mean learnt so far, once built.</summary>
    public Variable adapt_mean => meanVariable ?? throw NotBuilt();

    /// <summary>The variance learnt so far, once built.</summary>
    public Variable adapt_variance => varianceVariable ?? throw NotBuilt();

    /// <summary>How many numbers the learnt mean is of, once built.</summary>
    public Variable count => countVariable ?? throw NotBuilt();

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        var rank = Required.NotNull(input_shape).Rank;
        if (axis.Any(a => a < -rank || a >= rank))
            throw new ValueError(
                $"All `axis` values must be in the range [-ndim, ndim). Found ndim: `{rank}`, axis: {Axes()}", nameof(input_shape));
        kept = [.. axis.Select(a => a < 0 ? a + rank : a).Order()];
        foreach (var at in kept)
            if (input_shape.Dims[at] == Shape.Unknown)
                throw new ValueError(
                    $"All `axis` values to be kept must have known shape. Got axis: {Axes()}, input shape: {PythonText.List(input_shape)}, "
                    + $"with unknown axis at index: {at}", nameof(input_shape));
        broadcast = Shape.Of([.. Enumerable.Range(0, rank).Select(at => kept.Contains(at) ? input_shape.Dims[at] : 1)]);
        var own = Shape.Of([.. kept.Select(at => input_shape.Dims[at])]);
        if (givenMean is null)
        {
            meanVariable = AddWeight("mean", own, new Zeros(), trainable: false);
            varianceVariable = AddWeight("variance", own, new Ones(), trainable: false);
            countVariable = AddWeight("count", Shape.Scalar, new Zeros(), trainable: false, dtype: DType.Int64);
            finalize_state();
        }
        else
        {
            currentMean = Given(givenMean, own);
            currentVariance = Given(givenVariance!, own);
        }
    }

    /// <inheritdoc/>
    public override void update_state(Tensor data)
    {
        if (givenMean is not null)
            throw new ValueError(
                $"Cannot `adapt` a Normalization layer that is initialized with static `mean` and `variance`, you passed "
                + $"mean {NumbersLike.Text(givenMean)} and variance {NumbersLike.Text(givenVariance!)}.");
        if (!built) throw new InvalidOperationException("`build` must be called before `update_state`.");
        using var scope = MemoryScope.OfThread();
        data = Ops.Cast(data, DType);
        var reduced = Enumerable.Range(0, data.Rank).Except(kept).ToArray();
        var batchMean = reduced.Length == 0 ? data : Ops.Mean(data, reduced, keepdims: true);
        var batchVariance = reduced.Length == 0
            ? Ops.ZerosLike(data)
            : Ops.Mean(Ops.Square(Ops.Subtract(data, batchMean)), reduced, keepdims: true);
        var batchCount = reduced.Aggregate(1L, (product, at) => product * data.Shape.Dims[at]);
        var total = batchCount + (long)count.Current.Item();
        var share = Ops.Divide(Ops.Constant(batchCount, DType), Ops.Constant(total, DType));
        var rest = Ops.Subtract(Ops.Constant(1, DType), share);
        batchMean = Ops.Reshape(batchMean, adapt_mean.Shape);
        batchVariance = Ops.Reshape(batchVariance, adapt_mean.Shape);

        // Variances of parts: each is that of the part, plus the distance of its mean from the common one.
        var newMean = Ops.Add(Ops.Multiply(adapt_mean.Current, rest), Ops.Multiply(batchMean, share));
        var newVariance = Ops.Add(
            Ops.Multiply(Ops.Add(adapt_variance.Current, Ops.Square(Ops.Subtract(adapt_mean.Current, newMean))), rest),
            Ops.Multiply(Ops.Add(batchVariance, Ops.Square(Ops.Subtract(batchMean, newMean))), share));
        adapt_mean.Assign(newMean);
        adapt_variance.Assign(newVariance);
        count.Assign(Tensor.Scalar(total));
    }

    /// <inheritdoc/>
    public override void reset_state()
    {
        base.reset_state();
        if (givenMean is not null || !built) return;
        using var scope = MemoryScope.OfThread();
        adapt_mean.Assign(Ops.ZerosLike(adapt_mean.Current));
        adapt_variance.Assign(Ops.OnesLike(adapt_variance.Current));
        count.Assign(Tensor.Scalar(0L));
    }

    /// <inheritdoc/>
    public override void finalize_state()
    {
        if (givenMean is not null || meanVariable is null) return;
        using var lasting = MemoryScope.Lasting();
        currentMean = Copy(adapt_mean);
        currentVariance = Copy(adapt_variance);
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) => Ops.Divide(
        Ops.Subtract(Ops.Cast(inputs, DType), Mean), Deviation());

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        foreach (var at in kept) input_shape = input_shape.With(at, broadcast.Dims[at]);
        return input_shape;
    }

    /// <inheritdoc/>
    private protected override IEnumerable<Trackable> InnerTrackables() =>
        built && givenMean is null
            ? [
                new("mean", adapt_mean), new(nameof(adapt_mean), adapt_mean), new("variance", adapt_variance),
                new(nameof(adapt_variance), adapt_variance),
            ]
            : [];

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config()
    {
        var config = base.get_config();
        (config["axis"], config["mean"], config["variance"]) = (axis, NumbersLike.ToConfig(givenMean), NumbersLike.ToConfig(givenVariance));
        return config;
    }

    /// <summary>What is subtracted.</summary>
    internal Tensor Mean => currentMean ?? throw NotBuilt();

    /// <summary>What is divided by.</summary>
    internal Tensor Deviation() =>
        Ops.Maximum(Ops.Sqrt(currentVariance ?? throw NotBuilt()), Ops.Constant(BackendConfig.epsilon(), DType));

    private string Axes() => AxesLike.Text(axis);

    private Tensor Copy(Variable variable) => Ops.Reshape(Ops.Copy(variable.Current), broadcast);

    private Tensor Given(NDArray numbers, Shape own) =>
        Ops.Reshape(Ops.BroadcastTo(Ops.Cast(Arrays.ToTensor(numbers), DType), own), broadcast);
}
