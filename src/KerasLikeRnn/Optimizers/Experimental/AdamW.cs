namespace KerasLikeRnn.Optimizers.Experimental;

/// <summary>Adam that shrinks each variable before it is updated.</summary>
/// <remarks>In Keras 2.9 a step leaves of the variable only the share learning_rate · weight_decay, and so does it here.</remarks>
[KerasExport("keras.optimizers.experimental.AdamW", IsKnownByName = false)]
public partial class AdamW : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="weight_decay">What a variable is multiplied by before its update, times the learning rate.</param>
    /// <param name="amsgrad">Whether to use the largest mean square so far.</param>
    public AdamW(
        LearningRateLike learning_rate = default, double weight_decay = 0.004, double beta_1 = 0.9, double beta_2 = 0.999,
        double epsilon = 1e-7,
        bool amsgrad = false, UpdateArguments? arguments = null, string name = "AdamW")
        : base(name, learning_rate.Or(0.001), arguments)
    {
        this.weight_decay = weight_decay;
        this.beta_1 = beta_1;
        this.beta_2 = beta_2;
        this.epsilon = epsilon;
        this.amsgrad = amsgrad;
    }

    /// <summary>What a variable is multiplied by before its update, times the learning rate.</summary>
    public double weight_decay { get; }

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
        // What Keras 2.9 leaves is the share lr weight_decay, and not 1 - lr weight_decay.
        if (weight_decay != 0)
            variable.Assign(variable.Current - variable.Current * (1 - Round(Rate(variable) * (float)weight_decay, variable.DType)));
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
        ("weight_decay", weight_decay), ("beta_1", beta_1), ("beta_2", beta_2), ("epsilon", epsilon), ("amsgrad", amsgrad));
}
