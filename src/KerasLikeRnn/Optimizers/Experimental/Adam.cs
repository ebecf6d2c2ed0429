namespace KerasLikeRnn.Optimizers.Experimental;

/// <summary>Adaptive moments: m += (g - m)(1 - beta_1), v += (g^2 - v)(1 - beta_2), w -= lr sqrt(1 - beta_2^t) / (1 - beta_1^t) m /
/// (sqrt(v) + epsilon).</summary>
[KerasExport("keras.optimizers.experimental.Adam", IsKnownByName = false, Aliases = ["keras.optimizers.ExperimentalAdam"])]
public partial class Adam : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="amsgrad">Whether to use the largest mean square so far.</param>
    public Adam(
        LearningRateLike learning_rate = default, double beta_1 = 0.9, double beta_2 = 0.999, double epsilon = 1e-7,
        bool amsgrad = false, UpdateArguments? arguments = null, string name = "Adam")
        : base(name, learning_rate.Or(0.001), arguments)
    {
        this.beta_1 = beta_1;
        this.beta_2 = beta_2;
        this.epsilon = epsilon;
        this.amsgrad = amsgrad;
    }

    /// <summary>How much of the mean gradient is kept at each step.</summary>
    public double beta_1 { get; }

    /// <summary>How much of the mean square is kept at each step.</summary>
    public double beta_2 { get; }

    /// <summary>Keeps the quotient finite.</summary>
    public double epsilon { get; }

    /// <summary>Whether to use the largest mean square so far.</summary>
    public bool amsgrad { get; }

    /// <inheritdoc/>
    public override void build(IReadOnlyList<Variable> var_list)
    {
        if (IsBuilt) return;
        base.build(var_list);
        MakeAll(var_list, amsgrad ? ["m", "v", "vhat"] : ["m", "v"]);
    }

    /// <inheritdoc/>
    public override void update_step(Gradient gradient, Variable variable)
    {
        Required.NotNull(gradient);
        Required.NotNull(variable);
        double power1 = Power(beta_1, variable.DType), power2 = Power(beta_2, variable.DType);
        var root = Round(Math.Sqrt(Round(1 - power2, variable.DType)), variable.DType);
        var rate = Round(Round(Rate(variable) * root, variable.DType) / Round(1 - power1, variable.DType), variable.DType);
        Variable m = Made(variable, "m"), v = Made(variable, "v");
        m.Assign(m.Current + (gradient.ToDense() - m.Current) * (1 - beta_1));
        v.Assign(v.Current + (Squares(gradient) - v.Current) * (1 - beta_2));
        var size = v;
        if (amsgrad) (size = Made(variable, "vhat")).Assign(Ops.Maximum(size.Current, v.Current));
        variable.Assign(variable.Current - m.Current * rate / (Ops.Sqrt(size.Current) + epsilon));
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => WithRate(
        ("beta_1", beta_1), ("beta_2", beta_2), ("epsilon", epsilon), ("amsgrad", amsgrad));
}
