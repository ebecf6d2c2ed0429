namespace KerasLikeRnn.Optimizers;

/// <summary>Gradient descent: w -= lr g. With momentum v = momentum v - lr g, w += v; with Nesterov's w += momentum v - lr g.</summary>
[KerasExport("keras.optimizers.SGD", "keras.optimizers.legacy.SGD")]
public partial class SGD : Optimizer
{
    private readonly bool hasMomentum;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="momentum">How much of the last step is kept, 0 to 1.</param>
    /// <param name="nesterov">Whether to look one step ahead.</param>
    /// <exception cref="ValueError">The momentum is not between 0 and 1.</exception>
    public SGD(
        LearningRateLike learning_rate = default, double momentum = 0.0, bool nesterov = false, string? name = "SGD",
        OptimizerOptions? options = null)
        : base(name, learning_rate.Or(0.01), options)
    {
        hasMomentum = RMSprop.RequireMomentum(momentum) > 0;
        _set_hyper("momentum", momentum);
        this.nesterov = nesterov;
    }

    /// <summary>How much of the last step is kept.</summary>
    public double momentum { get => _get_hyper("momentum"); set => _set_hyper("momentum", value); }

    /// <summary>Whether to look one step ahead.</summary>
    public bool nesterov { get; set; }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(Configured("momentum")) { ["nesterov"] = nesterov };

    /// <inheritdoc/>
    protected override void _create_slots(IReadOnlyList<Variable> var_list) => AddSlots(var_list, hasMomentum ? ["momentum"] : []);

    /// <inheritdoc/>
    private protected override void Update(Gradient gradient, Variable variable)
    {
        var rate = _decayed_lr(Step, variable.DType);
        if (hasMomentum) Ops.ApplyMomentum(variable, get_slot(variable, "momentum"), gradient, rate, momentum, nesterov);
        else Ops.ApplyGradientDescent(variable, gradient, rate);
    }
}
