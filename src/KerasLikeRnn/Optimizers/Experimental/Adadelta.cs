namespace KerasLikeRnn.Optimizers.Experimental;

/// <summary>Steps in the size of the steps so far: a = rho a + (1 - rho) g^2, d = -sqrt(b + epsilon) / sqrt(a + epsilon) g, b = rho b +
/// (1 - rho) d^2, w += lr d.</summary>
[KerasExport("keras.optimizers.experimental.Adadelta", IsKnownByName = false, Aliases = ["keras.optimizers.ExperimentalAdadelta"])]
public partial class Adadelta : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="rho">How much of the mean square is kept at each step.</param>
    public Adadelta(
        LearningRateLike learning_rate = default, double rho = 0.95, double epsilon = 1e-7, UpdateArguments? arguments = null,
        string name = "Adadelta")
        : base(name, learning_rate.Or(0.001), arguments)
    {
        this.rho = rho;
        this.epsilon = epsilon;
    }

    /// <summary>How much of the mean square is kept at each step.</summary>
    public double rho { get; }

    /// <summary>Keeps the quotient finite.</summary>
    public double epsilon { get; }

    /// <inheritdoc/>
    public override void build(IReadOnlyList<Variable> var_list)
    {
        if (IsBuilt) return;
        base.build(var_list);
        MakeAll(var_list, "accumulated_grad", "accumulated_delta_var");
    }

    /// <inheritdoc/>
    public override void update_step(Gradient gradient, Variable variable)
    {
        Required.NotNull(gradient);
        Required.NotNull(variable);
        Variable squares = Made(variable, "accumulated_grad"), steps = Made(variable, "accumulated_delta_var");
        squares.Assign(squares.Current * rho + Squares(gradient) * (1 - rho));
        var step = -(Ops.Sqrt(steps.Current + epsilon) * gradient.ToDense() / Ops.Sqrt(squares.Current + epsilon));
        steps.Assign(steps.Current * rho + Ops.Square(step) * (1 - rho));
        variable.Assign(variable.Current + step * Rate(variable));
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => WithRate(("rho", rho), ("epsilon", epsilon));
}
