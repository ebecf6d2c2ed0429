namespace KerasLikeRnn.Optimizers;

/// <summary>
/// Adaptive moments (Kingma and Ba, 2014): m += (g - m)(1 - beta_1); v += (g^2 - v)(1 - beta_2);
/// w -= lr sqrt(1 - beta_2^t) / (1 - beta_1^t) m / (sqrt(v) + epsilon). With amsgrad the root is of the largest v so far.
/// </summary>
[KerasExport("keras.optimizers.Adam", "keras.optimizers.legacy.Adam")]
public partial class Adam : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="beta_1">How much of the mean gradient is kept at each step.</param>
    /// <param name="beta_2">How much of the mean square is kept at each step.</param>
    /// <param name="amsgrad">Whether to use the largest mean square so far (Reddi et al., 2018).</param>
    public Adam(
        LearningRateLike learning_rate = default, double beta_1 = 0.9, double beta_2 = 0.999, double epsilon = 1e-7, bool amsgrad = false,
        string? name = "Adam", OptimizerOptions? options = null) : base(name, learning_rate.Or(0.001), options)
    {
        _set_hyper("beta_1", beta_1);
        _set_hyper("beta_2", beta_2);
        this.epsilon = epsilon == 0 ? BackendConfig.epsilon() : epsilon;
        this.amsgrad = amsgrad;
    }

    /// <summary>How much of the mean gradient is kept at each step.</summary>
    public double beta_1 { get => _get_hyper("beta_1"); set => _set_hyper("beta_1", value); }

    /// <summary>How much of the mean square is kept at each step.</summary>
    public double beta_2 { get => _get_hyper("beta_2"); set => _set_hyper("beta_2", value); }

    /// <summary>Keeps the quotient finite.</summary>
    public double epsilon { get; set; }

    /// <summary>Whether to use the largest mean square so far.</summary>
    public bool amsgrad { get; }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() =>
        new(Configured("beta_1", "beta_2")) { ["epsilon"] = epsilon, ["amsgrad"] = amsgrad };

    /// <inheritdoc/>
    protected override void _create_slots(IReadOnlyList<Variable> var_list) =>
        AddSlots(var_list, amsgrad ? ["m", "v", "vhat"] : ["m", "v"]);

    /// <inheritdoc/>
    private protected override void Update(Gradient gradient, Variable variable)
    {
        var dtype = variable.DType;
        double power1 = Round(Math.Pow(beta_1, Step + 1), dtype), power2 = Round(Math.Pow(beta_2, Step + 1), dtype);
        var correction = Round(Math.Sqrt(Round(1 - power2, dtype)), dtype) / Round(1 - power1, dtype);
        Ops.ApplyAdam(
            variable, get_slot(variable, "m"), get_slot(variable, "v"), amsgrad ? get_slot(variable, "vhat") : null,
            gradient, _decayed_lr(Step, dtype) * Round(correction, dtype), beta_1, beta_2, epsilon);
    }
}
