namespace KerasLikeRnn.Optimizers;

/// <summary>
/// Divides the gradient by the root of its mean square (Hinton, 2012): s = rho s + (1 - rho) g^2; w -= lr g / (sqrt(s) + epsilon).
/// With momentum m = momentum m + lr g / sqrt(s + epsilon), w -= m. Centered: s less the square of the mean gradient.
/// </summary>
[KerasExport("keras.optimizers.RMSprop", "keras.optimizers.legacy.RMSprop")]
public partial class RMSprop : Optimizer
{
    private readonly bool hasMomentum;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="rho">How much of the mean square is kept at each step.</param>
    /// <param name="momentum">How much of the last step is kept, 0 to 1.</param>
    /// <param name="centered">Whether to divide by the standard deviation instead of the root mean square.</param>
    /// <exception cref="ValueError">The momentum is not between 0 and 1.</exception>
    public RMSprop(
        LearningRateLike learning_rate = default, double rho = 0.9, double momentum = 0.0, double epsilon = 1e-7, bool centered = false,
        string? name = "RMSprop", OptimizerOptions? options = null) : base(name, learning_rate.Or(0.001), options)
    {
        hasMomentum = RequireMomentum(momentum) > 0;
        _set_hyper("rho", rho);
        _set_hyper("momentum", momentum);
        this.epsilon = epsilon == 0 ? BackendConfig.epsilon() : epsilon;
        this.centered = centered;
    }

    /// <summary>How much of the mean square is kept at each step.</summary>
    public double rho { get => _get_hyper("rho"); set => _set_hyper("rho", value); }

    /// <summary>How much of the last step is kept.</summary>
    public double momentum { get => _get_hyper("momentum"); set => _set_hyper("momentum", value); }

    /// <summary>Keeps the quotient finite.</summary>
    public double epsilon { get; set; }

    /// <summary>Whether to divide by the standard deviation.</summary>
    public bool centered { get; }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() =>
        new(Configured("rho", "momentum")) { ["epsilon"] = epsilon, ["centered"] = centered };

    internal static double RequireMomentum(double momentum) => momentum is < 0 or > 1
        ? throw new ValueError($"`momentum` must be between [0, 1]. Received: momentum={momentum}.", nameof(momentum))
        : momentum;

    /// <inheritdoc/>
    protected override void _create_slots(IReadOnlyList<Variable> var_list) =>
        AddSlots(var_list, ["rms", .. hasMomentum ? ["momentum"] : Array.Empty<string>(), .. centered ? ["mg"] : Array.Empty<string>()]);

    /// <inheritdoc/>
    private protected override void Update(Gradient gradient, Variable variable) => Ops.ApplyRmsProp(
        variable,
        get_slot(variable, "rms"),
        centered ? get_slot(variable, "mg") : null,
        hasMomentum ? get_slot(variable, "momentum") : null,
        gradient, _decayed_lr(Step, variable.DType), rho, momentum, epsilon);
}
