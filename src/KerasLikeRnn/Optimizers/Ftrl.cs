namespace KerasLikeRnn.Optimizers;

/// <summary>
/// Follows the regularised leader (McMahan et al., 2013): n' = n + g^2; z += g - (sqrt(n') - sqrt(n)) / lr w;
/// w = 0 where |z| is at most l1, else (sign(z) l1 - z) / (sqrt(n') / lr + 2 l2).
/// </summary>
/// <argument name="lr">Only warns here, as in Keras 2.9.</argument>
[KerasExport("keras.optimizers.Ftrl", "keras.optimizers.legacy.Ftrl")]
public partial class Ftrl : Optimizer
{
    private readonly double initialAccumulatorValue;
    private readonly double shrinkage;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate_power">How the learning rate falls with the sum of squares; not positive, -0.5 for the root.</param>
    /// <param name="initial_accumulator_value">What the sums of squares start with; not negative.</param>
    /// <param name="l1_regularization_strength">Sets small weights to zero; not negative.</param>
    /// <param name="l2_regularization_strength">Makes weights smaller; not negative.</param>
    /// <param name="l2_shrinkage_regularization_strength">Adds a penalty on the weights' size to the gradient; not negative.</param>
    /// <param name="beta">Adds beta / lr to the regularisation (the paper's beta).</param>
    /// <exception cref="ValueError">An argument has the wrong sign.</exception>
    public Ftrl(
        LearningRateLike learning_rate = default, double learning_rate_power = -0.5, double initial_accumulator_value = 0.1,
        double l1_regularization_strength = 0.0, double l2_regularization_strength = 0.0, string? name = "Ftrl",
        double l2_shrinkage_regularization_strength = 0.0, double beta = 0.0, OptimizerOptions? options = null)
        : base(name, learning_rate.Or(0.001), options)
    {
        if (options?.lr is not null) this.learning_rate = learning_rate.Or(0.001);
        initialAccumulatorValue = RequireNotNegative(initial_accumulator_value, nameof(initial_accumulator_value));
        if (learning_rate_power > 0)
            throw new ValueError(
                $"`learning_rate_power` needs to be negative or zero. Received: learning_rate_power={learning_rate_power}.",
                nameof(learning_rate_power));
        _set_hyper("learning_rate_power", learning_rate_power);
        _set_hyper("l1_regularization_strength", RequireNotNegative(l1_regularization_strength, nameof(l1_regularization_strength)));
        _set_hyper("l2_regularization_strength", RequireNotNegative(l2_regularization_strength, nameof(l2_regularization_strength)));
        _set_hyper("beta", beta);
        shrinkage = RequireNotNegative(l2_shrinkage_regularization_strength, nameof(l2_shrinkage_regularization_strength));
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(Configured())
    {
        ["initial_accumulator_value"] = initialAccumulatorValue,
        ["learning_rate_power"] = _serialize_hyperparameter("learning_rate_power"),
        ["l1_regularization_strength"] = _serialize_hyperparameter("l1_regularization_strength"),
        ["l2_regularization_strength"] = _serialize_hyperparameter("l2_regularization_strength"),
        ["beta"] = _serialize_hyperparameter("beta"),
        ["l2_shrinkage_regularization_strength"] = shrinkage,
    };

    /// <inheritdoc/>
    protected override void _create_slots(IReadOnlyList<Variable> var_list)
    {
        foreach (var variable in var_list)
        {
            add_slot(variable, "accumulator", new Constant(initialAccumulatorValue));
            add_slot(variable, "linear");
        }
    }

    /// <inheritdoc/>
    private protected override void Update(Gradient gradient, Variable variable)
    {
        var rate = _decayed_lr(Step, variable.DType);
        var l2 = _get_hyper("l2_regularization_strength") + _get_hyper("beta") / (2 * rate);
        Ops.ApplyFtrl(
            variable, get_slot(variable, "accumulator"), get_slot(variable, "linear"), gradient,
            rate, _get_hyper("learning_rate_power"), _get_hyper("l1_regularization_strength"), l2, shrinkage);
    }

    private static double RequireNotNegative(double value, string argument) => value < 0
        ? throw new ValueError($"`{argument}` needs to be positive or zero. Received: {argument}={value}.", argument)
        : value;
}
