namespace KerasLikeRnn.Optimizers.Experimental;

/// <summary>Adam with the largest gradient in the place of the mean square: u = max(beta_2 u, |g|), w -= lr m / ((1 - beta_1^t)(u +
/// epsilon)).</summary>
[KerasExport("keras.optimizers.experimental.Adamax", IsKnownByName = false, Aliases = ["keras.optimizers.ExperimentalAdamax"])]
public partial class Adamax : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    public Adamax(
        LearningRateLike learning_rate = default, double beta_1 = 0.9, double beta_2 = 0.999, double epsilon = 1e-7,
        UpdateArguments? arguments = null, string name = "Adamax")
        : base(name, learning_rate.Or(0.001), arguments)
    {
        this.beta_1 = beta_1;
        this.beta_2 = beta_2;
        this.epsilon = epsilon;
    }

    /// <summary>How much of the mean gradient is kept at each step.</summary>
    public double beta_1 { get; }

    /// <summary>How much of the mean square is kept at each step.</summary>
    public double beta_2 { get; }

    /// <summary>Keeps the quotient finite.</summary>
    public double epsilon { get; }

    /// <inheritdoc/>
    public override void build(IReadOnlyList<Variable> var_list)
    {
        if (IsBuilt) return;
        base.build(var_list);
        MakeAll(var_list, "m", "u");
    }

    /// <inheritdoc/>
    public override void update_step(Gradient gradient, Variable variable)
    {
        Required.NotNull(gradient);
        Required.NotNull(variable);
        Variable m = Made(variable, "m"), u = Made(variable, "u");
        m.Assign(m.Current + (gradient.ToDense() - m.Current) * (1 - beta_1));
        u.Assign(Largest(u.Current * beta_2, gradient));
        var rest = Round(1 - Power(beta_1, variable.DType), variable.DType);
        variable.Assign(variable.Current - m.Current * Rate(variable) / ((u.Current + epsilon) * rest));
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() =>
        WithRate(("beta_1", beta_1), ("beta_2", beta_2), ("epsilon", epsilon));

    /// <summary>The larger ones. What a row of a table gains is added for each time that it was read, as in Keras.</summary>
    private static Tensor Largest(Tensor u, Gradient gradient)
    {
        if (Rows(gradient) is not { } rows) return Ops.Maximum(u, Ops.Abs(gradient.ToDense()));
        var now = Ops.Gather(u, rows.Indices);
        return u + (rows with { Values = Ops.Maximum(now, Ops.Abs(rows.Values)) - now, IsUnique = false }).ToDense();
    }

    /// <inheritdoc/>
    private protected override string ListOf(string kind) => kind == "m" ? "_m" : base.ListOf(kind);
}
