namespace KerasLikeRnn.Optimizers.Experimental;

/// <summary>Follow the regularized leader, which makes small weights zero.</summary>
[KerasExport("keras.optimizers.experimental.Ftrl", IsKnownByName = false, Aliases = ["keras.optimizers.ExperimentalFtrl"])]
public partial class Ftrl : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate_power">Power of the sum of squares, negative or zero.</param>
    /// <param name="initial_accumulator_value">Where the sum of squares begins.</param>
    /// <param name="l1_regularization_strength">Penalty on absolute values.</param>
    /// <param name="l2_regularization_strength">Penalty on squares.</param>
    /// <param name="l2_shrinkage_regularization_strength">Penalty on squares that acts on gradients.</param>
    /// <param name="beta">What is added to the penalty on squares, over twice the learning rate.</param>
    public Ftrl(
        LearningRateLike learning_rate = default, double learning_rate_power = -0.5, double initial_accumulator_value = 0.1,
        double l1_regularization_strength = 0.0, double l2_regularization_strength = 0.0,
        double l2_shrinkage_regularization_strength = 0.0, double beta = 0.0,
        UpdateArguments? arguments = null, string name = "Ftrl")
        : base(name, learning_rate.Or(0.001), arguments)
    {
        this.learning_rate_power = learning_rate_power;
        this.initial_accumulator_value = initial_accumulator_value;
        this.l1_regularization_strength = l1_regularization_strength;
        this.l2_regularization_strength = l2_regularization_strength;
        this.l2_shrinkage_regularization_strength = l2_shrinkage_regularization_strength;
        this.beta = beta;
    }

    /// <summary>Power of the sum of squares, negative or zero.</summary>
    public double learning_rate_power { get; }

    /// <summary>Where the sum of squares begins.</summary>
    public double initial_accumulator_value { get; }

    /// <summary>Penalty on absolute values.</summary>
    public double l1_regularization_strength { get; }

    /// <summary>Penalty on squares.</summary>
    public double l2_regularization_strength { get; }

    /// <summary>Penalty on squares that acts on gradients.</summary>
    public double l2_shrinkage_regularization_strength { get; }

    /// <summary>What is added to the penalty on squares, over twice the learning rate.</summary>
    public double beta { get; }

    /// <inheritdoc/>
    public override void build(IReadOnlyList<Variable> var_list)
    {
        if (IsBuilt) return;
        base.build(var_list);
        foreach (var variable in var_list)
            add_variable_from_reference(
                variable, "accumulator", initial_value: Ops.Fill(variable.Shape, initial_accumulator_value, variable.DType));
        MakeAll(var_list, "linear");
    }

    /// <inheritdoc/>
    public override void update_step(Gradient gradient, Variable variable)
    {
        Required.NotNull(gradient);
        Required.NotNull(variable);
        Variable sum = Made(variable, "accumulator"), linear = Made(variable, "linear");
        var (rate, l1) = (Rate(variable), l1_regularization_strength);
        var (before, after, g) = (Root(sum.Current), sum.Current + Ops.Square(gradient.ToDense()), gradient.ToDense());
        var shrunk = g + variable.Current * (2 * l2_shrinkage_regularization_strength);
        linear.Assign(linear.Current + (shrunk - (Root(after) - before) / rate * variable.Current));
        var quadratic = Root(after) / rate + 2 * (l2_regularization_strength + beta / (2 * rate));
        variable.Assign((Ops.Clip(linear.Current, -l1, l1) - linear.Current) / quadratic);
        sum.Assign(after);
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => WithRate(
        ("learning_rate_power", learning_rate_power), ("initial_accumulator_value", initial_accumulator_value),
        ("l1_regularization_strength", l1_regularization_strength),
        ("l2_regularization_strength", l2_regularization_strength),
        ("l2_shrinkage_regularization_strength", l2_shrinkage_regularization_strength), ("beta", beta));

    private Tensor Root(Tensor sum) => Ops.Power(sum, Ops.Constant(-learning_rate_power, sum.DType));
}
