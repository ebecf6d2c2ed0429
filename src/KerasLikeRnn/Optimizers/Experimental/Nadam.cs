namespace KerasLikeRnn.Optimizers.Experimental;

/// <summary>Adam with Nesterov's momentum.</summary>
[KerasExport("keras.optimizers.experimental.Nadam", IsKnownByName = false, Aliases = ["keras.optimizers.ExperimentalNadam"])]
public partial class Nadam : Optimizer
{
    private Variable? product;
    private long step = -1;

    /// <summary>Creates the optimizer.</summary>
    public Nadam(
        LearningRateLike learning_rate = default, double beta_1 = 0.9, double beta_2 = 0.999, double epsilon = 1e-7,
        UpdateArguments? arguments = null, string name = "Nadam")
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

    /// <summary>The product of the momenta so far.</summary>
    internal Variable? Product => product;

    /// <inheritdoc/>
    public override void build(IReadOnlyList<Variable> var_list)
    {
        if (IsBuilt) return;
        base.build(var_list);
        product = add_variable(Shape.Scalar, var_list[0].DType.Name(), "ones", "product");
        MakeAll(var_list, "m", "v");
    }

    /// <inheritdoc/>
    public override void update_step(Gradient gradient, Variable variable)
    {
        Required.NotNull(gradient);
        Required.NotNull(variable);
        var dtype = variable.DType;
        double now = Momentum(Step + 1), next = Momentum(Step + 2);
        // The first variable of a step takes the momentum into the product of all so far.
        if (step != Step) product!.Assign(product.Current * now);
        step = Step;
        double products = product!.Current.Item(), ahead = products * next;
        var g = gradient.ToDense();
        Variable m = Made(variable, "m"), v = Made(variable, "v");
        m.Assign(m.Current + (g - m.Current) * Rest(beta_1, dtype));
        v.Assign(v.Current + (Squares(gradient) - v.Current) * Rest(beta_2, dtype));
        var mean = m.Current * (next / (1 - ahead)) + g * ((1 - now) / (1 - products));
        var square = v.Current / Round(1 - Power(beta_2, dtype), dtype);
        variable.Assign(variable.Current - mean * Rate(variable) / (Ops.Sqrt(square) + epsilon));
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() =>
        WithRate(("beta_1", beta_1), ("beta_2", beta_2), ("epsilon", epsilon));

    /// <summary>What is left of 1, in arithmetic of the variable's type, as only this optimizer of Keras's has it.</summary>
    private static double Rest(double share, DType dtype) => Round(1 - Round(share, dtype), dtype);

    private double Momentum(long step) => beta_1 * (1 - 0.5 * Math.Pow(0.96, step));

    /// <inheritdoc/>
    private protected override IEnumerable<Trackable> OwnTrackables() => product is null ? [] : [new("_u_product", product)];
}
