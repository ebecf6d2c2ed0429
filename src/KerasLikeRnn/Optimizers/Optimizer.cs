namespace KerasLikeRnn.Optimizers;

/// <summary>
/// Changes variables against their gradients. Subclasses make their slots in <see cref="_create_slots"/> and override
/// <see cref="_resource_apply_dense"/> and <see cref="_resource_apply_sparse"/>, which every update goes through: those of a
/// built-in optimizer are what <c>base</c> means in a class derived from it.
/// </summary>
/// <argument name="epsilon">Keeps the quotient finite; 0 stands for <c>keras.backend.epsilon()</c>.</argument>
[KerasExport("keras.optimizers.Optimizer", "keras.optimizers.legacy.Optimizer")]
public abstract partial class Optimizer : IConfigurable, IRegistered<Optimizer>
{
    static string IRegistered<Optimizer>.Kind => "optimizer";

    // Names of optimizers may be written in any case.
    static string IRegistered<Optimizer>.Key(string name) => name.ToLowerInvariant();

    static Optimizer IRegistered<Optimizer>.None => throw new ValueError(
        "Could not interpret optimizer identifier: None. Give its name, such as \"rmsprop\", or an optimizer.");

    static IReadOnlyDictionary<string, object?> IRegistered<Optimizer>.Arguments(
        string name, IReadOnlyDictionary<string, object?> config) =>
        OptimizerConfigs.Arguments(config);

    /// <summary>The step number, then the slots in the order they were made. Empty before the first update.</summary>
    [SuppressMessage("Design", "CA1051", Justification = "A property of this name would reserve the name of the method get_weights.")]
    public readonly IReadOnlyList<Variable> weights;

    private readonly Dictionary<string, double> hyper = [];
    private readonly Dictionary<(Variable, string), Variable> slots = [];
    private readonly HashSet<Variable> known = [];
    private readonly List<Variable[]> made = [];
    private readonly List<Variable> others = [];
    private readonly List<string> slotNames = [];
    private readonly List<Variable> weightList = [];
    private double initialDecay;
    private double? clipNorm;
    private double? globalClipNorm;
    private double? clipValue;
    private LearningRateLike rate;
    private Variable? iterationsVariable;
    private readonly GradientTransformer? aggregator;
    private readonly GradientTransformer[] transformers = [];
    private bool isRounded;

    /// <summary>Takes the arguments common to all optimizers.</summary>
    /// <param name="name">Name of the optimizer; null for one made of the class's name.</param>
    /// <param name="learning_rate">A number, a schedule or a function; by default 0.001, of SGD 0.01.</param>
    /// <exception cref="ValueError">An option is negative, or both norms are limited.</exception>
    protected Optimizer(string? name, LearningRateLike learning_rate, OptimizerOptions? options = null)
    {
        options ??= new OptimizerOptions();
        weights = weightList.AsReadOnly();
        if (options.lr is not null) PythonWarnings.Warn("The `lr` argument is deprecated, use `learning_rate` instead.");
        this.name = string.IsNullOrEmpty(name) ? AutomaticNames.Next(AutomaticNames.ToSnakeCase(GetType().Name)) : name;
        RequireNotNegative(options.lr, "lr");
        rate = learning_rate;
        if (options.lr is { } old) rate = old;
        initialDecay = RequireNotNegative(options.decay, "decay") ?? 0;
        clipNorm = RequireNotNegative(options.clipnorm, "clipnorm");
        clipValue = RequireNotNegative(options.clipvalue, "clipvalue");
        globalClipNorm = RequireNotNegative(options.global_clipnorm, "global_clipnorm");
        RequireOneNorm(clipNorm, globalClipNorm);
        aggregator = options.gradient_aggregator;
        transformers = [.. options.gradient_transformers ?? []];
        RequireNoTransformers(clipNorm, "clipnorm");
        RequireNoTransformers(clipValue, "clipvalue");
        RequireNoTransformers(globalClipNorm, "global_clipnorm");
    }

    /// <summary>For an optimizer around another one, whose name, variables and slots are its own too.</summary>
    private protected Optimizer(Optimizer inner)
    {
        (hyper, slots, known, slotNames, weightList) = (inner.hyper, inner.slots, inner.known, inner.slotNames, inner.weightList);
        (made, others) = (inner.made, inner.others);
        (weights, name, rate) = (inner.weights, inner.name, inner.rate);
    }

    /// <summary>Name of the optimizer.</summary>
    public string name { get; }

    /// <summary>Number of updates made so far.</summary>
    public virtual Iterations iterations
    {
        get => new(iterationsVariable is null ? 0 : (long)iterationsVariable.Current.Item(), Scope, this);
        set => IterationsVariable.Assign(Tensor.Scalar((long)value));
    }

    /// <summary>The learning rate: a number rounded to float32, or a schedule.</summary>
    public virtual LearningRateLike learning_rate { get => rate.Of(this); set => rate = value; }

    /// <summary>The same as <see cref="learning_rate"/>.</summary>
    public LearningRateLike lr { get => learning_rate; set => learning_rate = value; }

    /// <summary>The learning rate of step t (from 0) is divided by 1 + decay t.</summary>
    public double decay => initialDecay;

    /// <summary>Largest norm of each variable's gradient.</summary>
    public virtual double? clipnorm
    {
        get => clipNorm;
        set
        {
            RequireOneNorm(value, globalClipNorm);
            clipNorm = RequireNotNegative(value, nameof(clipnorm));
        }
    }

    /// <summary>Largest absolute value of a gradient's elements.</summary>
    public virtual double? clipvalue
    {
        get => clipValue;
        set => clipValue = RequireNotNegative(value, nameof(clipvalue));
    }

    /// <summary>Largest norm of all gradients together.</summary>
    public virtual double? global_clipnorm
    {
        get => globalClipNorm;
        set
        {
            RequireOneNorm(clipNorm, value);
            globalClipNorm = RequireNotNegative(value, nameof(global_clipnorm));
        }
    }

    /// <summary>The same as <see cref="weights"/>.</summary>
    public IReadOnlyList<Variable> variables() => weightList;

    /// <summary>What is done to a variable after its update; null, or a null answer, for nothing. A model sets it.</summary>
    internal virtual Func<Variable, Func<Tensor, Tensor>?>? ConstraintOf { get; set; }

    /// <summary>Whether a gradient's equal rows must reach this optimizer one by one.</summary>
    private bool Clips => clipValue is not null || clipNorm is not null || globalClipNorm is not null;

    /// <summary>What names of variables begin with: the optimizer's name once it has made an update.</summary>
    internal string Scope => iterationsVariable is null ? "" : $"{name}/";

    /// <summary>Number of the update that is being made, from 0 on.</summary>
    private protected long Step { get; private set; }

    private Variable IterationsVariable
    {
        get
        {
            if (iterationsVariable is not null) return iterationsVariable;
            iterationsVariable = new Variable(Tensor.Scalar(0L), $"{name}/iter:0", trainable: false);
            weightList.Insert(0, iterationsVariable);
            return iterationsVariable;
        }
    }

    /// <summary>Updates the variables, clipping their gradients first if asked to.</summary>
    /// <param name="grads_and_vars">Gradients with their variables; those without a gradient are left out with a warning.</param>
    /// <param name="name">For Keras's sake; without effect.</param>
    /// <param name="experimental_aggregate_gradients">For Keras's sake; without effect.</param>
    /// <exception cref="ValueError">No variable has a gradient, or one has another shape than its variable.</exception>
    public virtual void apply_gradients(
        IEnumerable<(Gradient gradient, Variable variable)> grads_and_vars, string? name = null,
        bool experimental_aggregate_gradients = true)
    {
        var pairs = WithGradients(grads_and_vars);
        if (pairs.Count == 0) return;
        using var scope = MemoryScope.OfThread();
        using var pause = GradientTape.Pause();
        CreateAllWeights(pairs.Select(pair => pair.Variable));
        if (Rehearsal.IsRunning) return;
        if (aggregator is not null) pairs = [.. aggregator(pairs)];
        if (Clips) pairs = Clipped(pairs);
        foreach (var transformer in transformers) pairs = [.. transformer(pairs)];
        Step = iterations;
        _prepare(Step, pairs[0].Variable.DType);
        foreach (var (gradient, variable) in pairs) Apply(gradient, variable);
        AfterUpdates(pairs.Select(pair => pair.Variable));
        iterations = Step + 1;
    }

    /// <summary>The gradients within the limits.</summary>
    private protected virtual List<(Gradient Gradient, Variable Variable)> Clipped(List<(Gradient Gradient, Variable Variable)> pairs) =>
        GradientClipping.Clip(pairs, clipValue, clipNorm, globalClipNorm);

    /// <summary>Updates one variable, and does to it what its constraint says.</summary>
    private protected virtual void Apply(Gradient gradient, Variable variable)
    {
        var constraint = ConstraintOf?.Invoke(variable);
        if (constraint is not null && gradient.Slices is not null)
            throw new InvalidOperationException(
                $"Cannot use a constraint function on a sparse variable. The gradient of {variable.Name} is sparse, as that of an "
                + $"Embedding; leave out its constraint.");
        if (gradient.Slices?.Unique() is { } rows) _resource_apply_sparse(rows.Values, variable, rows.Indices);
        else _resource_apply_dense(gradient.ToDense(), variable);
        if (constraint is not null) variable.Assign(constraint(variable.Value));
    }

    /// <summary>Is called when all variables of a step are updated.</summary>
    private protected virtual void AfterUpdates(IEnumerable<Variable> variables) { }

    /// <inheritdoc cref="apply_gradients(IEnumerable{ValueTuple{Gradient, Variable}}, string?, bool)"/>
    [OverloadResolutionPriority(-1)]
    public void apply_gradients(
        IEnumerable<(Tensor gradient, Variable variable)> grads_and_vars, string? name = null,
        bool experimental_aggregate_gradients = true) =>
        apply_gradients(
            Required.NotNull(grads_and_vars).Select(pair => ((Gradient)pair.gradient, pair.variable)), name,
            experimental_aggregate_gradients);

    /// <summary>Computes a loss, its gradients, and updates the variables.</summary>
    /// <param name="loss">A function that computes the loss of the variables.</param>
    /// <param name="var_list">The variables.</param>
    /// <param name="grad_loss">Factor of the loss, in its shape.</param>
    /// <param name="name">For Keras's sake; without effect.</param>
    public void minimize(Func<Tensor> loss, IReadOnlyList<Variable> var_list, Tensor? grad_loss = null, string? name = null)
    {
        Required.NotNull(loss);
        using var scope = MemoryScope.OfThread();
        using var tape = new GradientTape();
        foreach (var variable in var_list) tape.watch(variable);
        var value = loss();
        minimize(grad_loss is null ? value : Ops.Multiply(value, grad_loss), var_list, tape);
    }

    /// <summary>Takes the gradients of a loss from the tape that recorded it, and updates the variables.</summary>
    public virtual void minimize(Tensor loss, IReadOnlyList<Variable> var_list, GradientTape tape)
    {
        Required.NotNull(tape);
        var gradients = tape.Gradients(loss, var_list);
        apply_gradients(gradients.Zip(var_list));
    }

    /// <summary>Current values of <see cref="weights"/>.</summary>
    public NDArray[] get_weights() => weightList.Select(weight => Arrays.FromTensor(weight.Current)).ToArray();

    /// <summary>Sets all weights, in the order of <see cref="get_weights"/>.</summary>
    /// <exception cref="ValueError">Number or shapes differ; nothing was changed.</exception>
    public void set_weights(IReadOnlyList<NDArray> weights)
    {
        Required.NoneNull(weights?.ToArray(), nameof(weights));
        if (weights.Count != weightList.Count)
            throw new ValueError(
                $"You called `set_weights(weights)` on optimizer {name} with a  weight list of length {weights.Count}, but the optimizer "
                + $"was expecting {weightList.Count} weights. An optimizer has its weights after its first update.",
                nameof(weights));
        for (var i = 0; i < weights.Count; i++)
            if (weightList[i].Shape != (Shape)weights[i].shape)
                throw new ValueError(
                    $"Optimizer weight shape {weightList[i].Shape} not compatible with provided weight shape {(Shape)weights[i].shape}.",
                    nameof(weights));
        using var scope = MemoryScope.OfThread();
        for (var i = 0; i < weights.Count; i++) weightList[i].Assign(Ops.Cast(Arrays.ToTensor(weights[i]), weightList[i].DType));
    }

    /// <summary>Names of the slots, such as <c>momentum</c>.</summary>
    public IReadOnlyList<string> get_slot_names() => slotNames;

    /// <summary>Makes a slot: a variable in the shape and type of another.</summary>
    /// <param name="var">The variable it belongs to.</param>
    /// <param name="slot_name">Its name.</param>
    /// <param name="initializer">Where its first numbers come from; zeros by default.</param>
    /// <param name="shape">Its shape; null for the variable's.</param>
    public Variable add_slot(Variable var, string slot_name, InitializerLike initializer = default, Shape? shape = null)
    {
        Required.NotNull(var);
        if (!slotNames.Contains(slot_name)) slotNames.Add(slot_name);
        if (slots.TryGetValue((var, slot_name), out var slot)) return slot;
        slot = Make($"{var.Name.Split(':')[0]}/{slot_name}", shape ?? var.Shape, var.DType, initializer);
        Track(slot);
        slots[(var, slot_name)] = slot;
        return slot;
    }

    /// <summary>The slot of a variable.</summary>
    /// <exception cref="KeyNotFoundException">The optimizer has made none of that name for it.</exception>
    public Variable get_slot(Variable var, string slot_name) => slots.TryGetValue((Required.NotNull(var), slot_name), out var slot)
        ? slot
        : throw new KeyNotFoundException($"{name} has no slot '{slot_name}' for {var.Name}. Slots are made at the first update.");

    /// <summary>Makes a variable of the optimizer's own, which is not among its <see cref="weights"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="dtype">Its type, float32 by default.</param>
    /// <param name="initializer">Where its first numbers come from; zeros by default.</param>
    /// <param name="trainable">Whether tapes watch it; null for yes.</param>
    /// <param name="synchronization">ON_READ for a variable that no optimizer changes.</param>
    /// <param name="aggregation">Of copies on several devices; there is one.</param>
    public Variable add_weight(
        string name, Shape shape, string? dtype = null, InitializerLike initializer = default, bool? trainable = null,
        VariableSynchronization synchronization = VariableSynchronization.AUTO,
        VariableAggregation aggregation = VariableAggregation.NONE)
    {
        var variable = Make(
            name, Required.NotNull(shape), DTypes.Parse(dtype ?? "float32"), initializer,
            VariableSynchronizations.IsTrainable(trainable, synchronization));
        others.Add(variable);
        return variable;
    }

    /// <summary>An optimizer made from its configuration: Python's <c>Adam.from_config(config)</c>.</summary>
    /// <param name="config">What <see cref="get_config"/> gave.</param>
    /// <param name="custom_objects">One's own classes (<c>typeof</c>), as schedules, by name.</param>
    /// <typeparam name="T">Its class.</typeparam>
    /// <exception cref="ValueError">The configuration does not fit the class.</exception>
    public static T from_config<T>(IReadOnlyDictionary<string, object?> config, IReadOnlyDictionary<string, object>? custom_objects = null)
        where T : Optimizer
    {
        using var scope = custom_objects is null ? null : CustomObjects.Enter(custom_objects);
        return (T)OptimizerConfigs.Create(typeof(T), config);
    }

    /// <summary>The constructor's arguments. Numbers are rounded to float32 once the optimizer has been used.</summary>
    public virtual OrderedDictionary<string, object?> get_config() => Common();

    /// <summary>The configuration with the learning rate, its decay and hyperparameters.</summary>
    private protected OrderedDictionary<string, object?> Configured(params string[] hyperparameters)
    {
        var config = new OrderedDictionary<string, object?>(Common())
        {
            ["learning_rate"] = _serialize_hyperparameter("learning_rate"),
            ["decay"] = decay
        };
        foreach (var name in hyperparameters) config[name] = _serialize_hyperparameter(name);
        return config;
    }

    private OrderedDictionary<string, object?> Common()
    {
        var config = new OrderedDictionary<string, object?> { ["name"] = name };
        if (clipNorm is not null) config["clipnorm"] = clipNorm;
        if (clipValue is not null) config["clipvalue"] = clipValue;
        if (globalClipNorm is not null) config["global_clipnorm"] = globalClipNorm;
        return config;
    }

    /// <summary>All that the next updates depend on, for a backup of a run.</summary>
    /// <param name="state">What keeps it.</param>
    /// <param name="of">The variables of the model, which slots belong to.</param>
    internal virtual void Keep(BackupState state, IReadOnlyList<Variable> of)
    {
        if (rate.IsNumber) rate = state.keep("learning_rate", rate.At(0));
        foreach (var name in hyper.Keys.ToArray()) hyper[name] = state.keep($"hyper/{name}", hyper[name]);
        (clipNorm, clipValue, globalClipNorm) =
            (state.keep("clipnorm", clipNorm), state.keep("clipvalue", clipValue), state.keep("global_clipnorm", globalClipNorm));
        // Slots are made in the order in which they were, which is that of the weights.
        var times = state.keep("slots", made.Count);
        for (var i = 0; i < times; i++)
        {
            long[] numbers = state.is_restoring ? [] : [.. made[i].Select(variable => (long)Place(of, variable))];
            numbers = state.Keep(Invariant($"slots/{i}"), numbers);
            if (state.is_restoring) CreateAllWeights(numbers.Where(at => at >= 0 && at < of.Count).Select(at => of[(int)at]));
        }
        state.Keep("variables", [.. weightList.Concat(others).Distinct()]);
    }

    private static int Place(IReadOnlyList<Variable> among, Variable variable)
    {
        for (var i = 0; i < among.Count; i++)
            if (among[i] == variable) return i;
        return -1;
    }

    /// <summary>Makes the step number and the slots of variables that have none yet.</summary>
    internal void CreateAllWeights(IEnumerable<Variable> variables)
    {
        isRounded = true;
        var fresh = variables.Where(known.Add).ToArray();
        if (fresh.Length == 0) return;
        made.Add(fresh);
        _ = IterationsVariable;
        _create_slots(fresh);
        Pending?.GoOn(this);
    }

    /// <summary>Makes the slots of variables that have none yet.</summary>
    protected virtual void _create_slots(IReadOnlyList<Variable> var_list) { }

    /// <summary>Is called once before the updates of a step (from 0).</summary>
    protected virtual void _prepare(long step, DType dtype) { }

    /// <summary>Updates a variable whose gradient has its shape.</summary>
    protected virtual void _resource_apply_dense(Tensor grad, Variable var) => Update(Required.NotNull(grad), var);

    /// <summary>Updates a variable of which some rows have gradients (n, ...), each row named once.</summary>
    protected virtual void _resource_apply_sparse(Tensor grad, Variable var, Tensor indices) =>
        Update(new IndexedSlices(Required.NotNull(grad), indices, Required.NotNull(var).Shape, IsUnique: true), var);

    /// <summary>The update of a built-in optimizer, whose kernels take a gradient or rows of one.</summary>
    private protected virtual void Update(Gradient gradient, Variable variable) => throw new NotSupportedException(
        $"`_resource_apply_{(gradient.Slices is null ? "dense" : "sparse")}` must be implemented in subclasses.");

    /// <summary>Sets a number that updates use.</summary>
    protected void _set_hyper(string name, double value) => hyper[name] = value;

    /// <summary>A number that updates use, rounded to float32.</summary>
    protected double _get_hyper(string name) => (float)hyper[name];

    /// <summary>The number as the configuration shows it.</summary>
    protected object _serialize_hyperparameter(string name)
    {
        if (name == "learning_rate") return isRounded ? learning_rate.Serialize() : rate.Serialize();
        return isRounded ? _get_hyper(name) : hyper[name];
    }

    /// <summary>The learning rate of the next step, schedule and decay included.</summary>
    /// <param name="var_dtype">Type of the variables it is for.</param>
    public Tensor _decayed_lr(ElementType var_dtype) => Tensor.Scalar(_decayed_lr(iterations, var_dtype), var_dtype);

    /// <summary>The learning rate at a step (from 0), schedule and decay included, in the arithmetic of the variable's type.</summary>
    protected double _decayed_lr(long step, DType dtype)
    {
        double now = (float)rate.At(step);
        if (initialDecay <= 0) return now;
        return dtype != DType.Float64 ? (float)now / (1f + (float)initialDecay * step) : now / (1 + initialDecay * step);
    }

    /// <summary>Adds slots, one kind after the other.</summary>
    private protected void AddSlots(IReadOnlyList<Variable> var_list, params string[] slot_names)
    {
        foreach (var slot_name in slot_names)
            foreach (var variable in var_list) add_slot(variable, slot_name);
    }

    /// <summary>Counts a variable among the weights.</summary>
    private protected void Track(Variable weight) => weightList.Add(weight);

    /// <summary>A number as arithmetic in that type gives it; half types are computed with in float32.</summary>
    private protected static double Round(double value, DType dtype) => dtype != DType.Float64 ? (float)value : value;

    private Variable Make(string path, Shape shape, DType dtype, InitializerLike initializer, bool trainable = false)
    {
        using var scope = MemoryScope.OfThread();
        return new Variable(initializer.Or("zeros").call(shape, dtype), $"{name}/{path}:0", trainable);
    }

    private static List<(Gradient Gradient, Variable Variable)> WithGradients(IEnumerable<(Gradient, Variable)> pairs)
    {
        var kept = new List<(Gradient, Variable)>();
        List<string>? missing = null;
        foreach (var (gradient, variable) in Required.NotNull(pairs, "grads_and_vars"))
        {
            if (gradient is null) (missing ??= []).Add(variable.Name);
            else kept.Add((gradient, variable));
        }
        if (missing is null) return kept;
        var names = $"[{string.Join(", ", missing.Select(variable => $"'{variable}'"))}]";
        if (kept.Count == 0)
            throw new ValueError(
                $"No gradients provided for any variable: {names}. The loss does not depend on any of them.", nameof(pairs));
        Messages.Warn(
            $"Gradients do not exist for variables {names} when minimizing the loss. If you're using `model.compile()`, did you forget to "
            + $"provide a `loss`argument?");
        return kept;
    }

    private static double? RequireNotNegative(double? value, string argument) => value < 0
        ? throw new ValueError($"Expected {argument} >= 0, received: {value}", argument)
        : value;

    /// <exception cref="ValueError">Gradients are limited and transformed.</exception>
    private void RequireNoTransformers(double? limit, string argument)
    {
        if (limit is not null && transformers.Length > 0)
            throw new ValueError(
                $"`{argument}` cannot be set when `gradient_transformers` is set. Instead, use the `gradient_transformers` to specify "
                + $"clipping and other transformations. Received: val={PythonText.Repr(limit)}, "
                + $"gradient_transformers={transformers.Length} functions.", argument);
    }

    private static void RequireOneNorm(double? clipnorm, double? global_clipnorm)
    {
        if (clipnorm is not null && global_clipnorm is not null)
            throw new ValueError(
                $"Cannot accept both `clipnorm` and `global_clipnorm`. Received: `clipnorm`={clipnorm}, "
                + $"`global_clipnorm`={global_clipnorm}.", nameof(clipnorm));
    }
}
