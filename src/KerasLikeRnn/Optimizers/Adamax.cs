namespace KerasLikeRnn.Optimizers;

/// <summary>
/// Adam with the largest gradient in place of the mean square (Kingma and Ba, 2014): m += (g - m)(1 - beta_1);
/// v = max(beta_2 v, |g|); w -= lr / (1 - beta_1^t) m / (v + epsilon).
/// </summary>
[KerasExport("keras.optimizers.Adamax", "keras.optimizers.legacy.Adamax")]
public partial class Adamax : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="beta_1">How much of the mean gradient is kept at each step.</param>
    /// <param name="beta_2">How much of the largest gradient is kept at each step.</param>
    public Adamax(
        LearningRateLike learning_rate = default, double beta_1 = 0.9, double beta_2 = 0.999, double epsilon = 1e-7,
        string? name = "Adamax", OptimizerOptions? options = null) : base(name, learning_rate.Or(0.001), options)
    {
        _set_hyper("beta_1", beta_1);
        _set_hyper("beta_2", beta_2);
        this.epsilon = epsilon == 0 ? BackendConfig.epsilon() : epsilon;
    }

    /// <summary>How much of the mean gradient is kept at each step.</summary>
    public double beta_1 { get => _get_hyper("beta_1"); set => _set_hyper("beta_1", value); }

    /// <summary>How much of the largest gradient is kept at each step.</summary>
    public double beta_2 { get => _get_hyper("beta_2"); set => _set_hyper("beta_2", value); }

    /// <summary>Keeps the quotient finite.</summary>
    public double epsilon { get; set; }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(Configured("beta_1", "beta_2")) { ["epsilon"] = epsilon };

    /// <inheritdoc/>
    protected override void _create_slots(IReadOnlyList<Variable> var_list) => AddSlots(var_list, "m", "v");

    /// <inheritdoc/>
    private protected override void Update(Gradient gradient, Variable variable)
    {
        var dtype = variable.DType;
        var correction = Round(1 - Round(Math.Pow(beta_1, Step + 1), dtype), dtype);
        Ops.ApplyAdamax(
            variable, get_slot(variable, "m"), get_slot(variable, "v"), gradient,
            _decayed_lr(Step, dtype) / correction, beta_1, beta_2, epsilon);
    }
}
