namespace KerasLikeRnn.Optimizers.Experimental;

/// <summary>
/// The optimizers that Keras 2.9 was about to replace its own with. A class of one's own makes its variables in <see cref="build"/> and
/// overrides <see cref="update_step"/>.
/// </summary>
/// <remarks>Constraints of weights are not applied, as in Keras 2.9.</remarks>
/// <argument name="learning_rate">A number or a schedule.</argument>
/// <argument name="momentum">Share of the last step that a step keeps, 0 to 1.</argument>
/// <argument name="beta_1">Share of the mean gradient that a step keeps.</argument>
/// <argument name="beta_2">Share of the mean square that a step keeps.</argument>
/// <argument name="epsilon">Keeps the quotient finite.</argument>
/// <argument name="name">Name of the optimizer.</argument>
[KerasExport("keras.optimizers.experimental.Optimizer", IsKnownByName = false)]
public abstract partial class Optimizer : Optimizers.Optimizer
{
    private readonly Dictionary<(Variable, string), Variable> made = [];
    private readonly UpdateArguments arguments;

    /// <summary>Takes the arguments common to all.</summary>
    /// <param name="name">Name of the optimizer.</param>
    /// <param name="learning_rate">A number or a schedule; 0.001 by default.</param>
    /// <exception cref="ValueError">An argument is out of its range, or both norms are limited.</exception>
    protected Optimizer(string? name, LearningRateLike learning_rate = default, UpdateArguments? arguments = null)
        : base(name, learning_rate.Or(0.001), Clipping(arguments ??= new())) => this.arguments = arguments;

    /// <summary>Whether a moving average of the variables is kept.</summary>
    public bool use_ema => arguments.use_ema;

    /// <summary>How much of the average is kept at each step.</summary>
    public double ema_momentum => arguments.ema_momentum;

    /// <summary>After how many steps the variables become their averages.</summary>
    public int? ema_overwrite_frequency => arguments.ema_overwrite_frequency;

    /// <summary>False, as in Keras where there is no GPU.</summary>
    public bool jit_compile => false;

    /// <summary>What Keras 3 has made of these optimizers, where a file of Keras 3 is gone on with; null for Keras 2.9.</summary>
    internal Keras3Rules? Keras3 { get; set; }

    /// <summary>Whether <see cref="build"/> has run.</summary>
    private protected bool IsBuilt { get; private set; }

    /// <summary>Makes the variables that the updates need, once; called before the first update.</summary>
    /// <param name="var_list">The variables that will be updated.</param>
    public virtual void build(IReadOnlyList<Variable> var_list)
    {
        Required.NotNull(var_list);
        if (IsBuilt) return;
        IsBuilt = true;
        foreach (var variable in use_ema ? var_list : [])
            add_variable_from_reference(variable, "average", initial_value: variable.Current);
    }

    /// <summary>Updates one variable.</summary>
    /// <param name="gradient">Its gradient: a tensor, or rows of one.</param>
    /// <param name="variable">The variable.</param>
    public abstract void update_step(Gradient gradient, Variable variable);

    /// <summary>Makes a variable of the optimizer's own.</summary>
    /// <param name="shape">Its shape; null for a single number.</param>
    /// <param name="dtype">Its type; <c>floatx</c> by default.</param>
    /// <param name="initializer">Where its first numbers come from; zeros by default.</param>
    /// <param name="name">Its name.</param>
    public Variable add_variable(Shape? shape, string? dtype = null, InitializerLike initializer = default, string? name = null) =>
        Keep(initializer.Or("zeros").call(shape ?? Shape.Scalar, DTypes.Parse(dtype ?? BackendConfig.floatx())), name ?? "Variable");

    /// <summary>Makes a variable of the optimizer's own in the shape and type of one that it updates.</summary>
    /// <param name="model_variable">The variable that is updated.</param>
    /// <param name="variable_name">What its name begins with: <c>m</c> gives <c>m/dense/kernel</c>.</param>
    /// <param name="shape">Another shape.</param>
    /// <param name="initial_value">Its first numbers; zeros by default.</param>
    public Variable add_variable_from_reference(
        Variable model_variable, string variable_name, Shape? shape = null, Tensor? initial_value = null)
    {
        Required.NotNull(model_variable);
        using var scope = MemoryScope.OfThread();
        var first = initial_value is null
            ? Ops.Zeros(shape ?? model_variable.Shape, model_variable.DType)
            : Ops.Cast(initial_value, model_variable.DType);
        return made[(model_variable, Required.NotNull(variable_name))] = Keep(first,
            $"{variable_name}/{model_variable.Name.Split(':')[0]}");
    }

    /// <summary>Updates the variables, clipping their gradients first if asked to.</summary>
    /// <param name="grads_and_vars">Gradients with their variables.</param>
    /// <param name="skip_gradients_aggregation">For Keras's sake: there is one device.</param>
    public void apply_gradients(IEnumerable<(Gradient gradient, Variable variable)> grads_and_vars, bool skip_gradients_aggregation) =>
        apply_gradients(grads_and_vars);

    /// <summary>The gradients as they are: there is one device, and nothing to add up.</summary>
    public IReadOnlyList<(Gradient gradient, Variable variable)> aggregate_gradients(
        IEnumerable<(Gradient gradient, Variable variable)> grads_and_vars) => [.. Required.NotNull(grads_and_vars)];

    /// <summary>The gradients of a loss, with their variables.</summary>
    /// <param name="loss">A function that computes the loss of the variables.</param>
    /// <param name="var_list">The variables.</param>
    /// <param name="tape">The tape to record on.</param>
    public IReadOnlyList<(Gradient gradient, Variable variable)> compute_gradients(
        Func<Tensor> loss, IReadOnlyList<Variable> var_list, GradientTape? tape = null)
    {
        Required.NotNull(loss);
        using var own = tape is null ? new GradientTape() : null;
        tape ??= own!;
        foreach (var variable in Required.NotNull(var_list)) tape.watch(variable);
        return compute_gradients(loss(), var_list, tape);
    }

    /// <summary>The gradients of a loss, with their variables.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="var_list">The variables.</param>
    /// <param name="tape">The tape that recorded it.</param>
    /// <exception cref="ValueError">There is no tape.</exception>
    public IReadOnlyList<(Gradient gradient, Variable variable)> compute_gradients(
        Tensor loss, IReadOnlyList<Variable> var_list, GradientTape? tape = null)
    {
        Required.NotNull(loss);
        if (tape is null)
            throw new ValueError($"`tape` is required when a `Tensor` loss is passed. Received: loss={loss}, tape=None.", nameof(tape));
        return [.. tape.Gradients(loss, Required.NotNull(var_list)).Zip(var_list)];
    }

    /// <summary>Gives the variables their averages, where such are kept: done at the end of <c>fit</c>.</summary>
    /// <param name="var_list">The variables of the model.</param>
    /// <exception cref="ValueError">The optimizer has not updated these variables.</exception>
    public void finalize_variable_values(IReadOnlyList<Variable> var_list)
    {
        Required.NotNull(var_list);
        if (!use_ema) return;
        var count = made.Keys.Count(key => key.Item2 == "average");
        if (var_list.Count != count)
            throw new ValueError(
                $"The length of model variables ({var_list.Count}) to override does not match the length of model variables stored in the "
                + $"optimizer ({count}). Please check if the optimizer was called on your model.", nameof(var_list));
        foreach (var variable in var_list) variable.Assign(Made(variable, "average").Current);
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => Common();

    private OrderedDictionary<string, object?> Common() => new()
    {
        ["clipnorm"] = clipnorm, ["global_clipnorm"] = global_clipnorm, ["clipvalue"] = clipvalue, ["use_ema"] = use_ema,
        ["ema_momentum"] = ema_momentum, ["ema_overwrite_frequency"] = ema_overwrite_frequency, ["jit_compile"] = jit_compile,
    };

    /// <inheritdoc/>
    protected override void _create_slots(IReadOnlyList<Variable> var_list)
    {
        if (IsBuilt)
            throw new KeyNotFoundException(
                $"The optimizer cannot recognize variable {var_list[0].Name}. This usually means that you're reusing an optimizer "
                + "previously created for a different model. Try creating a new optimizer instance.");
        build(var_list);
    }

    /// <inheritdoc/>
    private protected override List<(Gradient Gradient, Variable Variable)> Clipped(List<(Gradient Gradient, Variable Variable)> pairs) =>
        clipnorm > 0 ? GradientClipping.Clip(pairs, null, clipnorm, null)
        : global_clipnorm > 0 ? GradientClipping.Clip(pairs, null, null, global_clipnorm)
        : clipvalue > 0 ? GradientClipping.Clip(pairs, clipvalue, null, null) : pairs;

    /// <inheritdoc/>
    private protected override void Apply(Gradient gradient, Variable variable)
    {
        if (Keras3?.WeightDecay is { } decay) variable.Assign(variable.Current - variable.Current * (decay * Rate(variable)));
        // Keras 3 has no sparse gradients.
        update_step(Keras3 is null ? gradient : gradient.ToDense(), variable);
    }

    /// <inheritdoc/>
    internal override Variable? FindSlot(Variable variable, string slot) => made.GetValueOrDefault((variable, slot));

    /// <inheritdoc/>
    private protected override void AfterUpdates(IEnumerable<Variable> variables)
    {
        var updated = variables.ToArray();
        if (use_ema) Average(updated);
        foreach (var variable in Keras3 is null ? [] : updated)
            if (ConstraintOf?.Invoke(variable) is { } constraint) variable.Assign(constraint(variable.Value));
    }

    private void Average(Variable[] variables)
    {
        var overwrites = ema_overwrite_frequency is { } frequency && (Step + 1) % frequency == 0;
        foreach (var variable in variables)
        {
            var average = Made(variable, "average");
            average.Assign(ema_momentum * average.Current + (1 - ema_momentum) * variable.Current);
            if (overwrites) variable.Assign(average.Current);
        }
    }

    /// <summary>The configuration with the learning rate and the arguments of the class.</summary>
    private protected OrderedDictionary<string, object?> WithRate(params IEnumerable<(string Name, object? Value)> own)
    {
        var config = Common();
        config["learning_rate"] = learning_rate.Serialize();
        foreach (var (name, value) in own) config[name] = value;
        return config;
    }

    /// <summary>The learning rate of this step, in the variable's type.</summary>
    private protected double Rate(Variable variable) => Round(_decayed_lr(Step, variable.DType), variable.DType);

    /// <summary>A number to the power of the steps made, this one included, in the variable's type.</summary>
    private protected double Power(double number, DType dtype) => Round(Math.Pow(Round(number, dtype), Step + 1), dtype);

    /// <summary>A variable made by <see cref="add_variable_from_reference"/>.</summary>
    private protected Variable Made(Variable variable, string name) => made[(variable, name)];

    /// <summary>Makes variables for all that are updated, one kind after the other.</summary>
    private protected void MakeAll(IReadOnlyList<Variable> var_list, params IEnumerable<string> names)
    {
        foreach (var name in names)
            foreach (var variable in var_list) add_variable_from_reference(variable, name);
    }

    /// <summary>The squares of a gradient: of rows that were read several times each one's, which then add up.</summary>
    private protected static Tensor Squares(Gradient gradient) =>
        Rows(gradient) is { } rows ? (rows with { Values = Ops.Square(rows.Values), IsUnique = false, BeforeAdding = null }).ToDense()
        : Ops.Square(gradient.ToDense());

    /// <summary>A sparse gradient as Keras has it, a row for each time that one was read; null where it is a tensor.</summary>
    private protected static IndexedSlices? Rows(Gradient gradient) =>
        gradient.Slices is { } slices ? slices.BeforeAdding?.Invoke() ?? slices : null;

    private Variable Keep(Tensor first, string path)
    {
        using var lasting = MemoryScope.Lasting();
        var variable = new Variable(first, $"{name}/{path}:0", trainable: false);
        Track(variable);
        return variable;
    }

    private static OptimizerOptions Clipping(UpdateArguments arguments)
    {
        if (arguments.use_ema && arguments.ema_momentum is < 0 or > 1)
            throw new ValueError(
                $"`ema_momentum` must be in the range [0, 1]. Received: ema_momentum={PythonText.Repr(arguments.ema_momentum)}",
                    "ema_momentum");
        if (arguments.use_ema && arguments.ema_overwrite_frequency < 1)
            throw new ValueError(
                "`ema_overwrite_frequency` must be an integer > 1 or None. "
                + $"Received: ema_overwrite_frequency={arguments.ema_overwrite_frequency}", "ema_overwrite_frequency");
        if (arguments.clipnorm is { } norm && arguments.global_clipnorm is { } all)
            throw new ValueError(
                "At most one of `clipnorm` and `global_clipnorm` can be set. "
                + $"Received: clipnorm={PythonText.Repr(norm)}, global_clipnorm={PythonText.Repr(all)}.", "clipnorm");
        return new OptimizerOptions(
            clipnorm: arguments.clipnorm, clipvalue: arguments.clipvalue, global_clipnorm: arguments.global_clipnorm);
    }
}
