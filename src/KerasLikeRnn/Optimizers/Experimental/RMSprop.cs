namespace KerasLikeRnn.Optimizers.Experimental;

/// <summary>Divides by the root of the mean square: v = rho v + (1 - rho) g^2, w -= lr g / (sqrt(v) + epsilon).</summary>
[KerasExport("keras.optimizers.experimental.RMSprop", IsKnownByName = false, Aliases = ["keras.optimizers.ExperimentalRMSprop"])]
[KerasDefault("ema_overwrite_frequency", 100)]
public partial class RMSprop : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="rho">How much of the mean square is kept at each step.</param>
    /// <param name="centered">Whether to subtract the square of a second mean from the mean square.</param>
    public RMSprop(
        LearningRateLike learning_rate = default, double rho = 0.9, double momentum = 0.0, double epsilon = 1e-7, bool centered = false,
        UpdateArguments? arguments = null, string name = "RMSprop")
        : base(name, learning_rate.Or(0.001), arguments)
    {
        RequireMomentum(momentum);
        this.rho = rho;
        this.momentum = momentum;
        this.epsilon = epsilon;
        this.centered = centered;
    }

    /// <summary>How much of the mean square is kept at each step.</summary>
    public double rho { get; }

    /// <summary>How much of the last step is kept, 0 to 1.</summary>
    public double momentum { get; }

    /// <summary>Keeps the quotient finite.</summary>
    public double epsilon { get; }

    /// <summary>Whether to subtract the square of a second mean from the mean square.</summary>
    public bool centered { get; }

    /// <inheritdoc/>
    public override void build(IReadOnlyList<Variable> var_list)
    {
        if (IsBuilt) return;
        base.build(var_list);
        MakeAll(var_list, "velocity");
        if (momentum > 0) MakeAll(var_list, "momentum");
        if (centered) MakeAll(var_list, "average_gradient");
    }

    /// <inheritdoc/>
    public override void update_step(Gradient gradient, Variable variable)
    {
        Required.NotNull(gradient);
        Required.NotNull(variable);
        if (Keras3 is not null)
        {
            UpdateAsKeras3(gradient.ToDense(), variable);
            return;
        }
        var v = Made(variable, "velocity");
        v.Assign(v.Current * rho + Squares(gradient) * (1 - rho));
        if (centered)
        {
            // As in Keras 2.9 it is a mean of squares too.
            var mean = Made(variable, "average_gradient");
            mean.Assign(mean.Current * rho + Squares(gradient) * (1 - rho));
            v.Assign(v.Current - Ops.Square(mean.Current));
        }
        var step = Scaled(gradient, v.Current);
        if (momentum > 0)
        {
            var moving = Made(variable, "momentum");
            moving.Assign(moving.Current * momentum + step);
            step = moving.Current;
        }
        variable.Assign(variable.Current + step * -Rate(variable));
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => WithRate(
        ("rho", rho), ("momentum", momentum), ("epsilon", epsilon), ("centered", centered));

    /// <exception cref="ValueError">The momentum is not between 0 and 1.</exception>
    internal static void RequireMomentum(double momentum)
    {
        if (momentum is < 0 or > 1) throw new ValueError("`momentum` must be between [0, 1].", nameof(momentum));
    }

    private void UpdateAsKeras3(Tensor gradient, Variable variable)
    {
        var v = Made(variable, "velocity");
        v.Assign(v.Current * rho + Ops.Square(gradient) * (1 - rho));
        var size = v.Current + epsilon;
        if (centered)
        {
            var mean = Made(variable, "average_gradient");
            mean.Assign(mean.Current * rho + gradient * (1 - rho));
            size = v.Current - Ops.Square(mean.Current) + epsilon;
        }
        var step = gradient * Rate(variable) / Ops.Sqrt(size);
        if (momentum > 0)
        {
            var moving = Made(variable, "momentum");
            moving.Assign(moving.Current * momentum + step);
            step = moving.Current;
        }
        variable.Assign(variable.Current - step);
    }

    private Tensor Scaled(Gradient gradient, Tensor v) => Rows(gradient) is { } rows
        ? (rows with { Values = rows.Values / (Ops.Sqrt(Ops.Gather(v, rows.Indices)) + epsilon), IsUnique = false }).ToDense()
        : gradient.ToDense() / (Ops.Sqrt(v) + epsilon);
}
