namespace KerasLikeRnn.Optimizers.Experimental;

/// <summary>Gradient descent: w -= lr g. With momentum m = momentum m - lr g, w += m; with Nesterov's w += momentum m - lr g.</summary>
[KerasExport("keras.optimizers.experimental.SGD", IsKnownByName = false, Aliases = ["keras.optimizers.ExperimentalSGD"])]
public partial class SGD : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="nesterov">Whether to look one step ahead.</param>
    /// <param name="amsgrad">Without effect, as in Keras.</param>
    public SGD(
        LearningRateLike learning_rate = default, double momentum = 0.0, bool nesterov = false, bool amsgrad = false,
        UpdateArguments? arguments = null, string name = "SGD")
        : base(name, learning_rate.Or(0.01), arguments)
    {
        RMSprop.RequireMomentum(momentum);
        this.momentum = momentum;
        this.nesterov = nesterov;
    }

    /// <summary>How much of the last step is kept, 0 to 1.</summary>
    public double momentum { get; }

    /// <summary>Whether to look one step ahead.</summary>
    public bool nesterov { get; }

    /// <inheritdoc/>
    public override void build(IReadOnlyList<Variable> var_list)
    {
        if (IsBuilt) return;
        base.build(var_list);
        if (momentum != 0) MakeAll(var_list, "m");
    }

    /// <inheritdoc/>
    public override void update_step(Gradient gradient, Variable variable)
    {
        Required.NotNull(gradient);
        Required.NotNull(variable);
        var step = gradient.ToDense() * -Rate(variable);
        if (momentum == 0)
        {
            variable.Assign(variable.Current + step);
            return;
        }
        var m = Made(variable, "m");
        m.Assign(step + m.Current * momentum);
        variable.Assign(variable.Current + (nesterov ? step + m.Current * momentum : m.Current));
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => WithRate(("momentum", momentum), ("nesterov", nesterov));

    /// <inheritdoc/>
    private protected override string ListOf(string kind) => kind == "m" ? "momentums" : base.ListOf(kind);
}
