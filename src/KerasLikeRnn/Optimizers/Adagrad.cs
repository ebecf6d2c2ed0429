namespace KerasLikeRnn.Optimizers;

/// <summary>
/// Divides the gradient by the root of the sum of its squares so far (Duchi et al., 2011): a += g^2; w -= lr g / (sqrt(a) + epsilon).
/// </summary>
[KerasExport("keras.optimizers.Adagrad", "keras.optimizers.legacy.Adagrad")]
public partial class Adagrad : Optimizer
{
    private readonly double initialAccumulatorValue;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="initial_accumulator_value">What the sums of squares start with; not negative.</param>
    /// <exception cref="ValueError">The initial value is negative.</exception>
    public Adagrad(
        LearningRateLike learning_rate = default, double initial_accumulator_value = 0.1, double epsilon = 1e-7,
        string? name = "Adagrad", OptimizerOptions? options = null) : base(name, learning_rate.Or(0.001), options)
    {
        if (initial_accumulator_value < 0)
            throw new ValueError(
                $"initial_accumulator_value must be non-negative: {initial_accumulator_value}",
                nameof(initial_accumulator_value));
        initialAccumulatorValue = initial_accumulator_value;
        this.epsilon = epsilon == 0 ? BackendConfig.epsilon() : epsilon;
    }

    /// <summary>Keeps the quotient finite.</summary>
    public double epsilon { get; set; }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() =>
        new(Configured()) { ["initial_accumulator_value"] = initialAccumulatorValue, ["epsilon"] = epsilon };

    /// <inheritdoc/>
    protected override void _create_slots(IReadOnlyList<Variable> var_list)
    {
        foreach (var variable in var_list) add_slot(variable, "accumulator", new Constant(initialAccumulatorValue));
    }

    /// <inheritdoc/>
    private protected override void Update(Gradient gradient, Variable variable) =>
        Ops.ApplyAdagrad(variable, get_slot(variable, "accumulator"), gradient, _decayed_lr(Step, variable.DType), epsilon);
}
