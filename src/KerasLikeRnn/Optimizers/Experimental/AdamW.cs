namespace KerasLikeRnn.Optimizers.Experimental;

/// <summary>Adam that shrinks each variable before it is updated.</summary>
/// <remarks>In Keras 2.9 a step leaves of the variable only the share learning_rate · weight_decay, and so does it here.</remarks>
[KerasExport("keras.optimizers.experimental.AdamW", IsKnownByName = false, Aliases = ["keras.optimizers.ExperimentalAdamW"])]
public partial class AdamW : Adam
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="weight_decay">What a variable is multiplied by before its update, times the learning rate.</param>
    /// <param name="amsgrad">Whether to use the largest mean square so far.</param>
    public AdamW(
        LearningRateLike learning_rate = default, double weight_decay = 0.004, double beta_1 = 0.9, double beta_2 = 0.999,
        double epsilon = 1e-7, bool amsgrad = false, UpdateArguments? arguments = null, string name = "AdamW")
        : base(learning_rate, beta_1, beta_2, epsilon, amsgrad, arguments, name) => this.weight_decay = weight_decay;

    /// <summary>What a variable is multiplied by before its update, times the learning rate.</summary>
    public double weight_decay { get; }

    /// <inheritdoc/>
    public override void update_step(Gradient gradient, Variable variable)
    {
        Required.NotNull(gradient);
        Required.NotNull(variable);
        // What Keras 2.9 leaves is the share lr weight_decay, and not 1 - lr weight_decay.
        if (weight_decay != 0)
            variable.Assign(variable.Current - variable.Current * (1 - Round(Rate(variable) * (float)weight_decay, variable.DType)));
        base.update_step(gradient, variable);
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => WithRate(
        ("weight_decay", weight_decay), ("beta_1", beta_1), ("beta_2", beta_2), ("epsilon", epsilon), ("amsgrad", amsgrad));
}
