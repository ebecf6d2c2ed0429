namespace KerasLikeRnn.Optimizers.Experimental;

/// <summary>Divides by the root of the sum of all squares so far: a += g^2, w -= lr g / sqrt(a + epsilon).</summary>
[KerasExport("keras.optimizers.experimental.Adagrad", IsKnownByName = false, Aliases = ["keras.optimizers.ExperimentalAdagrad"])]
public partial class Adagrad : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="initial_accumulator_value">Where the sum of squares begins.</param>
    public Adagrad(
        LearningRateLike learning_rate = default, double initial_accumulator_value = 0.1, double epsilon = 1e-7,
        UpdateArguments? arguments = null, string name = "Adagrad")
        : base(name, learning_rate.Or(0.001), arguments)
    {
        this.initial_accumulator_value = initial_accumulator_value;
        this.epsilon = epsilon;
    }

    /// <summary>Where the sum of squares begins.</summary>
    public double initial_accumulator_value { get; }

    /// <summary>Keeps the quotient finite.</summary>
    public double epsilon { get; }

    /// <inheritdoc/>
    public override void build(IReadOnlyList<Variable> var_list)
    {
        if (IsBuilt) return;
        base.build(var_list);
        foreach (var variable in var_list)
            add_variable_from_reference(
                variable, "accumulator", initial_value: Ops.Fill(variable.Shape, initial_accumulator_value, variable.DType));
    }

    /// <inheritdoc/>
    public override void update_step(Gradient gradient, Variable variable)
    {
        Required.NotNull(gradient);
        Required.NotNull(variable);
        var sum = Made(variable, "accumulator");
        sum.Assign(sum.Current + Squares(gradient));
        variable.Assign(variable.Current - gradient.ToDense() * Rate(variable) / Ops.Sqrt(sum.Current + epsilon));
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => WithRate(
        ("initial_accumulator_value", initial_accumulator_value), ("epsilon", epsilon));
}
