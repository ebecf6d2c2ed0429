namespace KerasLikeRnn.Optimizers;

/// <summary>
/// Adam with Nesterov's momentum (Dozat, 2015): mu_t = beta_1 (1 - 0.96^(decay t) / 2), P_t = mu_1 ... mu_t;
/// m = beta_1 m + (1 - beta_1) g; v = beta_2 v + (1 - beta_2) g^2;
/// w -= lr ((1 - mu_t) g / (1 - P_t) + mu_(t+1) m / (1 - P_(t+1))) / (sqrt(v / (1 - beta_2^t)) + epsilon).
/// </summary>
/// <argument name="decay">Without effect here, as in Keras 2.9.</argument>
[KerasExport("keras.optimizers.Nadam", "keras.optimizers.legacy.Nadam")]
public partial class Nadam : Optimizer
{
    private Variable? cache;
    private double gradientWeight;
    private double momentWeight;
    private double correction;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate">A number or a function; 0.001 by default.</param>
    /// <param name="beta_1">How much of the mean gradient is kept at each step.</param>
    /// <param name="beta_2">How much of the mean square is kept at each step.</param>
    /// <param name="schedule_decay">How fast the momentum rises to beta_1.</param>
    /// <exception cref="ValueError">The learning rate is a schedule.</exception>
    public Nadam(
        LearningRateLike learning_rate = default, double beta_1 = 0.9, double beta_2 = 0.999, double epsilon = 1e-7,
        string? name = "Nadam", double schedule_decay = 0.004, OptimizerOptions? options = null)
        : base(name, learning_rate.Or(0.001), (options ?? new OptimizerOptions()) with { decay = schedule_decay })
    {
        if (learning_rate.Schedule is not null)
            throw new ValueError(
                "The Nadam optimizer does not support tf.keras.optimizers.LearningRateSchedules as the learning rate. Use a number.",
                nameof(learning_rate));
        _set_hyper("beta_1", beta_1);
        _set_hyper("beta_2", beta_2);
        this.epsilon = epsilon == 0 ? BackendConfig.epsilon() : epsilon;
    }

    /// <summary>How much of the mean gradient is kept at each step.</summary>
    public double beta_1 { get => _get_hyper("beta_1"); set => _set_hyper("beta_1", value); }

    /// <summary>How much of the mean square is kept at each step.</summary>
    public double beta_2 { get => _get_hyper("beta_2"); set => _set_hyper("beta_2", value); }

    /// <summary>Keeps the quotient finite.</summary>
    public double epsilon { get; set; }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(Configured("beta_1", "beta_2")) { ["epsilon"] = epsilon };

    /// <inheritdoc/>
    private protected override IEnumerable<Trackable> OwnTrackables() => cache is null ? [] : [new("momentum_cache", cache)];

    /// <inheritdoc/>
    protected override void _create_slots(IReadOnlyList<Variable> var_list)
    {
        if (cache is null) Track(cache = add_weight("momentum_cache", Shape.Scalar, var_list[0].DType.Name(), "ones", trainable: false));
        AddSlots(var_list, "m", "v");
    }

    /// <inheritdoc/>
    protected override void _prepare(long step, DType dtype)
    {
        double now = Momentum(step + 1, dtype), next = Momentum(step + 2, dtype);
        var product = Round(cache!.Current.Item() * now, cache.DType);
        cache.Assign(Tensor.Scalar(product, cache.DType));
        double rate = learning_rate;
        gradientWeight = rate * Round(1 - now, dtype) / Round(1 - product, dtype);
        momentWeight = rate * next / Round(1 - Round(product * next, dtype), dtype);
        correction = Round(1 - Round(Math.Pow(beta_2, step + 1), dtype), dtype);
    }

    /// <inheritdoc/>
    private protected override void Update(Gradient gradient, Variable variable) => Ops.ApplyNadam(
        variable, get_slot(variable, "m"), get_slot(variable, "v"), gradient, gradientWeight, momentWeight, correction, beta_1, beta_2,
        epsilon);

    private double Momentum(long t, DType dtype) =>
        Round(beta_1 * Round(1 - 0.5 * Round(Math.Pow(Round(0.96, dtype), Round(decay * t, dtype)), dtype), dtype), dtype);
}
