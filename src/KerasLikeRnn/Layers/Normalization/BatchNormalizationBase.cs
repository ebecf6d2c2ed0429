namespace KerasLikeRnn.Layers;

/// <summary>
/// Batch normalization. In training it takes mean and variance from the batch and lets the moving averages follow them; otherwise,
/// and where the layer is not trainable, it takes the moving averages.
/// </summary>
public abstract partial class BatchNormalizationBase : ScaledNormalization
{
    /// <summary>The least that TensorFlow's fused operation adds to a variance.</summary>
    private const double SmallestFusedEpsilon = 1.001e-5;

    private readonly AverageArguments averages;
    private readonly BatchArguments batches;
    private readonly Renormalization? renormalization;
    private Variable? mean;
    private Variable? variance;
    private Shape weightShape = Shape.Scalar;

    /// <param name="axis">The axis, or axes, of the features: each of them is normalized by itself.</param>
    private protected BatchNormalizationBase(
        AxesLike axis, AverageArguments? averages, ScaleArguments? scaling, BatchArguments? batches, LayerOptions? options)
        : base(axis, scaling, options)
    {
        this.averages = averages ?? new();
        this.batches = batches ??= new();
        if (renorm) renormalization = new Renormalization(renorm_clipping!, renorm_momentum);
        if (batches.fused == true && WhyNotFused() is { } reason) throw new ValueError(reason, nameof(fused));
        fused = batches.fused is null && WhyNotFused() is not null ? false : batches.fused;
    }

    /// <summary>Whether it computes as TensorFlow's fused operation; known once built.</summary>
    public bool? fused { get; private set; }

    /// <summary>Average of the batches' means, once built.</summary>
    public Variable moving_mean => mean ?? throw NotBuilt();

    /// <summary>Average of the batches' variances, once built.</summary>
    public Variable moving_variance => variance ?? throw NotBuilt();

    /// <summary>Average of the batches' deviations, with renorm.</summary>
    public Variable? moving_stddev => renormalization?.MovingStddev;

    /// <summary>The mean that batches are corrected towards, with renorm.</summary>
    public Variable? renorm_mean => renormalization?.Mean;

    /// <summary>The deviation that batches are corrected towards, with renorm.</summary>
    public Variable? renorm_stddev => renormalization?.Stddev;

    private double Epsilon => fused == true ? Math.Max(epsilon, SmallestFusedEpsilon) : epsilon;

    /// <summary>The type of its weights and of what it computes: float32 for half types, whose averages would stand still.</summary>
    private DType WeightType => DType.IsHalf() ? DType.Float32 : DType;

    /// <inheritdoc/>
    /// <exception cref="ValueError">An axis does not exist, is given twice or is of unknown size, or an option does not fit the
    /// input.</exception>
    public override void build(Shape input_shape)
    {
        axis = axis.In(input_shape);
        CheckVirtualBatches();
        fused = fused != false && CanBeFused(input_shape);
        var sizes = axis.ToDictionary(one => one, one => input_shape.Dims[one]);
        if (sizes.ContainsValue(Shape.Unknown))
            throw new ValueError(
                $"Input has undefined `axis` dimension. Received input with shape {input_shape} and axis={AxesLike.Text([.. axis])}",
                nameof(input_shape));
        input_spec = new InputSpec(ndim: input_shape.Rank, axes: sizes);
        weightShape = axis.Count == 1 && virtual_batch_size is null ? Shape.Of(sizes[axis[0]]) : BroadcastShape(input_shape);
        AddScaleAndCenter(weightShape, WeightType);
        mean = Average("moving_mean", moving_mean_initializer);
        variance = Average("moving_variance", moving_variance_initializer);
        renormalization?.Build((name, isDeviation) =>
            Average(name, isDeviation ? new SquareRoot(moving_variance_initializer) : moving_mean_initializer));

        Variable Average(string name, Initializer initializer) =>
            AddWeight(name, weightShape, initializer, trainable: false, dtype: WeightType);
    }

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var x = Ops.Cast(Ops.Cast(inputs, DType), WeightType);
        var shape = BroadcastShape(x.Shape);
        // The batch axis becomes (virtual_batch_size, batches): the second one is not reduced.
        var batches = virtual_batch_size is { } size ? Ops.Reshape(x, Shape.Of(size, Shape.Unknown).Concat(x.Shape.Range(1, x.Rank))) : x;
        var y = context.training && trainable ? ByBatch(batches, shape) : ByMovingAverages(batches, shape);
        return Ops.Cast(Ops.Reshape(y, x.Shape), DType);
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config()
    {
        var config = base.get_config();
        config.Remove(nameof(fused));
        config.Remove(nameof(adjustment));
        if (virtual_batch_size is null) config.Remove(nameof(virtual_batch_size));
        if (renorm)
            config[nameof(renorm_clipping)] = new OrderedDictionary<string, object?>(
                renorm_clipping!.Select(limit => KeyValuePair.Create(limit.Key, (object?)limit.Value)));
        else foreach (var name in (string[])[nameof(renorm), nameof(renorm_clipping), nameof(renorm_momentum)]) config.Remove(name);
        return config;
    }

    private Tensor ByMovingAverages(Tensor x, Shape shape)
    {
        var (factor, shift) = FactorAndShift(shape);
        return Ops.Add(Ops.Multiply(x, factor), shift);
    }

    /// <summary>What numbers are multiplied with, and what is added then, by the moving averages.</summary>
    /// <param name="shape">The shape in which both are wanted: that of the input, 1 for what is no axis of features.</param>
    internal (Tensor Factor, Tensor Shift) FactorAndShift(Shape shape)
    {
        var factor = Scaled(Ops.Rsqrt(Ops.Reshape(moving_variance.Current, shape) + Epsilon), gamma, shape, Ops.Multiply);
        var shift = Ops.Negate(Ops.Multiply(Ops.Reshape(moving_mean.Current, shape), factor));
        return (factor, Scaled(shift, beta, shape, Ops.Add));

        static Tensor Scaled(Tensor y, Variable? by, Shape shape, Func<Tensor, Tensor, Tensor> operation) =>
            by is null ? y : operation(y, Ops.Reshape(by.Current, shape));
    }

    private Tensor ByBatch(Tensor x, Shape shape)
    {
        if (axis.Count == 1 && axis[0] == x.Rank - 1 && virtual_batch_size is null && renormalization is null && adjustment is null)
            return ByColumns(x);
        var offset = virtual_batch_size is null ? 0 : 1;
        int[] reduced = [.. Enumerable.Range(0, x.Rank).Except(axis.Select(one => one + offset)).Where(one => offset == 0 || one != 1)];
        var (y, batchMean, batchVariance) = Ops.Standardize(x, reduced, Epsilon);
        if (TakeIn(batchMean, batchVariance, x.Length / Math.Max(1, batchMean.Length)) is var (factor, shift))
            y = y * Ops.Reshape(factor, shape) + Ops.Reshape(shift, shape);
        if (adjustment is not null)
        {
            var (adjustedScale, bias) = adjustment(x.Shape);
            y = y * adjustedScale + bias;
        }
        return Scaled(y, shape);
    }

    /// <summary>The common case, features on the last axis and nothing between standardizing and scaling, as one operation.</summary>
    private Tensor ByColumns(Tensor x)
    {
        var (y, batchMean, batchVariance) = Ops.StandardizeColumns(x, gamma?.Current, beta?.Current, Epsilon);
        TakeIn(batchMean, batchVariance, x.Length / Math.Max(1, batchMean.Length));
        return y;
    }

    /// <summary>Lets the moving averages follow a batch; with renorm the correction of its numbers.</summary>
    private (Tensor Factor, Tensor Shift)? TakeIn(Tensor batchMean, Tensor batchVariance, long samples)
    {
        using var pause = GradientTape.Pause();
        if (virtual_batch_size is not null) (batchMean, batchVariance) = (Ops.Mean(batchMean, [1]), Ops.Mean(batchVariance, [1]));
        (batchMean, batchVariance) = (Ops.Reshape(batchMean, weightShape), Ops.Reshape(batchVariance, weightShape));
        var correction = renormalization?.Correct(batchMean, batchVariance, epsilon);
        MovingAverage.Update(moving_mean, batchMean, momentum);
        // Bessel's correction: the fused operation hands on an unbiased variance.
        if (fused == true && samples > 1) batchVariance *= (double)samples / (samples - 1);
        if (renormalization is null) MovingAverage.Update(moving_variance, batchVariance, momentum);
        else moving_variance.Assign(renormalization.Variance(batchVariance, epsilon, momentum));
        return correction;
    }

    private Shape BroadcastShape(Shape input)
    {
        var shape = Only(axis, input);
        return virtual_batch_size is null ? shape : Shape.Of(1).Concat(shape);
    }

    private void CheckVirtualBatches()
    {
        if (virtual_batch_size is null) return;
        if (virtual_batch_size <= 0)
            throw new ValueError(
                $"`virtual_batch_size` must be a positive integer that divides the true batch size of the input tensor. Received: "
                + $"virtual_batch_size={virtual_batch_size}",
                nameof(virtual_batch_size));
        if (axis.Contains(0))
            throw new ValueError(
                $"When using `virtual_batch_size`, the batch dimension must be 0 and thus axis cannot include 0. Received "
                + $"axis=[{string.Join(", ", axis)}]",
                nameof(virtual_batch_size));
        if (adjustment is not null)
            throw new ValueError("When using `virtual_batch_size`, adjustment cannot be specified", nameof(adjustment));
    }

    /// <summary>Why TensorFlow's fused operation does not know these options; null where it does.</summary>
    private string? WhyNotFused() =>
        renorm ? "Passing both `fused=True` and `renorm=True` is not supported"
        : axis is not [-4 or -3 or -1 or 1 or 3 or 4]
            ? $"Passing `fused=True` is only supported when axis is 1 or 3 for input rank = 4 or 1 or 4 for input rank = 5. Got axis "
                + $"[{string.Join(", ", axis)}]"
        : virtual_batch_size is not null ? "Passing `fused=True` is not supported when `virtual_batch_size` is specified."
        : adjustment is not null ? "Passing `fused=True` is not supported when `adjustment` is specified."
        : DType == DType.Float64
            ? $"Passing `fused=True` is only supported when the compute dtype is float16, bfloat16, or float32. Got dtype: {DType.Name()}"
        : null;

    private bool CanBeFused(Shape input)
    {
        if (input.Rank is not (4 or 5))
            return fused == true
                ? throw new ValueError(
                    $"Batch normalization layers with `fused=True` only support 4D or 5D input tensors. Received tensor with "
                    + $"shape: {input}", nameof(input))
                : false;
        var isChannelAxis = axis[0] == 1 || axis[0] == input.Rank - 1;
        return isChannelAxis || input.Rank == 5 ? isChannelAxis : throw new ValueError(
            $"Unsupported axis. The use of `fused=True` is only possible with `axis=1` or `axis=3` for 4D input tensors. Received: "
            + $"axis={AxesLike.Text([.. axis])}", nameof(axis));
    }

    /// <summary>The square roots of another initializer's values.</summary>
    private sealed class SquareRoot(Initializer squares) : Initializer
    {
        public override Tensor call(Shape shape, DType dtype = DType.Float32) => Ops.Sqrt(squares.call(shape, dtype));
    }
}
