namespace KerasLikeRnn.Optimizers;

/// <summary>
/// Steps in the size of the last steps (Zeiler, 2012): a = rho a + (1 - rho) g^2; u = sqrt(d + epsilon) / sqrt(a + epsilon) g;
/// w -= lr u; d = rho d + (1 - rho) u^2.
/// </summary>
[KerasExport("keras.optimizers.Adadelta", "keras.optimizers.legacy.Adadelta")]
public partial class Adadelta : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate">A number, a schedule or a function; 0.001 by default, the paper has 1.0.</param>
    /// <param name="rho">How much of the mean squares is kept at each step.</param>
    /// <param name="epsilon">Keeps the quotient finite and starts the steps; 0 stands for <c>keras.backend.epsilon()</c>.</param>
    public Adadelta(
        LearningRateLike learning_rate = default, double rho = 0.95, double epsilon = 1e-7, string? name = "Adadelta",
        OptimizerOptions? options = null)
        : base(name, learning_rate.Or(0.001), options)
    {
        _set_hyper("rho", rho);
        this.epsilon = epsilon == 0 ? BackendConfig.epsilon() : epsilon;
    }

    /// <summary>How much of the mean squares is kept at each step.</summary>
    public double rho { get => _get_hyper("rho"); set => _set_hyper("rho", value); }

    /// <summary>Keeps the quotient finite.</summary>
    public double epsilon { get; set; }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(Configured("rho")) { ["epsilon"] = epsilon };

    /// <inheritdoc/>
    protected override void _create_slots(IReadOnlyList<Variable> var_list) => AddSlots(var_list, "accum_grad", "accum_var");

    /// <inheritdoc/>
    private protected override void Update(Gradient gradient, Variable variable) => Ops.ApplyAdadelta(
        variable, get_slot(variable, "accum_grad"), get_slot(variable, "accum_var"), gradient, _decayed_lr(Step, variable.DType), rho,
        epsilon);
}
