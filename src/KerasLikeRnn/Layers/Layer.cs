namespace KerasLikeRnn.Layers;

/// <summary>
/// A layer: weights, and the computation that turns inputs into outputs. Subclasses override <see cref="build"/> (make
/// the weights, once the input's shape is known), <see cref="call"/> and, where it differs from the input's,
/// <see cref="compute_output_shape(Shape)"/>.
/// </summary>
[KerasExport("keras.layers.Layer")]
public abstract partial class Layer : IConfigurable, IRegistered<Layer>
{
    static string IRegistered<Layer>.Kind => "layer";

    static IReadOnlyDictionary<string, object?> IRegistered<Layer>.Arguments(string name, IReadOnlyDictionary<string, object?> config) =>
        Policy.ByName(config);

    private static readonly Ambient<string> scope = new();

    /// <summary>All weights, the trainable ones first.</summary>
    [SuppressMessage("Design", "CA1051", Justification = "A property of this name would reserve the name of the method get_weights.")]
    public readonly VariableList weights;

    private readonly List<Weight> own = [];
    private readonly NDArray[]? initialWeights;
    private bool isBuilding;
    private LayerClass? kind;
    private List<(Layer Of, Tensor Value)> lastLosses = [];

    /// <summary>Takes the arguments common to all layers.</summary>
    /// <param name="activity_regularizer">Penalty on the layer's output.</param>
    protected Layer(LayerOptions? options = null, RegularizerLike activity_regularizer = default)
    {
        options ??= new LayerOptions();
        weights = new VariableList(AllWeights);
        name = options.name ?? AutomaticNames.Next(AutomaticName, zeroBased: !IsNumberedFromOne);
        IsTrainable = options.trainable;
        if (options.name is not null) AutomaticNames.Observe(options.name);
        dtype_policy = (options.dtype ?? OwnDType) is { } given ? new Policy(given) : GlobalPolicy.global_policy();
        BatchInputShape = options.batch_input_shape
            ?? ((options.input_shape ?? ShapeOfSizes(options.input_dim, options.input_length)) is { } shape
                ? new Shape(options.batch_size).Concat(shape)
                : null);
        initialWeights = options.weights;
        this.activity_regularizer = activity_regularizer.Value;
    }

    /// <summary>Name of the layer.</summary>
    public string name { get; protected internal set; }

    /// <summary>Whether optimizers change its weights. Setting it reaches the layers inside.</summary>
    public bool trainable
    {
        get => IsTrainable;
        set
        {
            IsTrainable = value;
            foreach (var layer in SubLayers) layer.trainable = value;
        }
    }

    /// <summary>In which type it computes, and in which it keeps its weights.</summary>
    public Policy dtype_policy { get; }

    /// <summary>Type of the weights.</summary>
    public string dtype => VariableDType.Name();

    /// <summary>Type of the computations and outputs: that of the weights, unless <see cref="dtype_policy"/> is a mixed one.</summary>
    public string compute_dtype => DType.Name();

    /// <summary>The same as <see cref="dtype"/>.</summary>
    public string variable_dtype => dtype;

    /// <summary>Whether the weights exist.</summary>
    public bool built { get; protected internal set; }

    /// <summary>Whether states are carried from batch to batch.</summary>
    public virtual bool stateful => false;

    /// <summary>Whether the layer knows what to do with a mask, and hands it on.</summary>
    /// <remarks>A layer of one's own may set it in its constructor.</remarks>
    public virtual bool supports_masking { get; set; }

    /// <summary>Penalty on the layer's output.</summary>
    public Regularizer? activity_regularizer { get; }

    /// <summary>What the layer demands of its input.</summary>
    public InputSpec? input_spec { get; protected set; }

    /// <summary>The same as <see cref="weights"/>.</summary>
    public IReadOnlyList<Variable> variables => weights;

    /// <summary>The weights that optimizers change.</summary>
    public virtual IReadOnlyList<Variable> trainable_weights =>
        IsTrainable ? WithThoseInside(OwnVariables(trainable: true), layer => layer.trainable_weights) : [];

    /// <summary>The same as <see cref="trainable_weights"/>.</summary>
    public IReadOnlyList<Variable> trainable_variables => trainable_weights;

    /// <summary>The weights that optimizers leave alone.</summary>
    public virtual IReadOnlyList<Variable> non_trainable_weights => IsTrainable
        ? WithThoseInside(OwnVariables(trainable: false), layer => layer.non_trainable_weights)
        : WithThoseInside(OwnVariables(trainable: true).Concat(OwnVariables(trainable: false)), layer => layer.weights);

    /// <summary>The same as <see cref="non_trainable_weights"/>.</summary>
    public IReadOnlyList<Variable> non_trainable_variables => non_trainable_weights;

    /// <summary>Penalties: those on the weights, as they are now, and those that the last pass added.</summary>
    public virtual IReadOnlyList<Tensor> losses => [.. WeightLosses(), .. CallLosses()];

    /// <summary>Shape of a batch, where the first layer of a model was told it.</summary>
    internal Shape? BatchInputShape { get; set; }

    /// <summary>Shape of a sample where only sizes are given, or null where they are not.</summary>
    private protected virtual Shape? ShapeOfSizes(int? input_dim, int? input_length)
    {
        if (input_length is not null)
            throw new TypeError(
                "('Keyword argument not understood:', 'input_length'): only Embedding and recurrent layers take it; give input_shape.",
                nameof(input_length));
        return input_dim is null ? null : new Shape(input_dim);
    }

    /// <summary>Type of the numbers the layer expects as a model's first one.</summary>
    internal virtual DType InputDType => VariableDType;

    /// <summary>Type of the computations and outputs.</summary>
    protected internal DType DType => dtype_policy.Compute;

    /// <summary>Type of the weights.</summary>
    internal DType VariableDType => dtype_policy.Weights;

    /// <summary>Name of the type of a layer that does not go by the global policy; null for one that does.</summary>
    private protected virtual string? OwnDType => null;

    /// <summary>Whether the inputs of a call of one's own are cast to the layer's type.</summary>
    private protected virtual bool CastsInputs => true;

    private bool IsMixed => DType != VariableDType;

    /// <summary>What the class says by itself.</summary>
    internal LayerClass Kind => kind ??= LayerClass.Of(this);

    /// <summary>The layers inside this one: those that its fields hold, in the order of their declaration.</summary>
    protected internal virtual IEnumerable<Layer> SubLayers
    {
        get
        {
            CheckDepth();
            return Tracked.Layers(this);
        }
    }

    /// <summary>What the layer demands of one of its inputs: by default the same of all.</summary>
    private protected virtual InputSpec? SpecOf(int input) => input_spec;

    /// <summary>Whether the outputs of call carry their masks already, as those of a model do.</summary>
    private protected virtual bool MasksItsOutputs => false;

    /// <summary>
    /// Whether the names of weights made during the call begin with this layer's name: those of the layers that a call of one's own
    /// calls do, those of a model made of symbolic tensors do not.
    /// </summary>
    private protected virtual bool NamesWeightsInside => Kind.Calls;

    /// <summary>What automatic names begin with: by default the class's name.</summary>
    private protected virtual string AutomaticName => AutomaticNames.ToSnakeCase(GetType().Name);

    /// <summary>All weights in order.</summary>
    private protected virtual IEnumerable<Variable> AllWeights() => trainable_weights.Concat(non_trainable_weights).Distinct();

    /// <summary>Whether automatic names begin with 1, as those of input layers do.</summary>
    protected virtual bool IsNumberedFromOne => false;

    /// <summary><see cref="trainable"/> of this layer alone.</summary>
    internal bool IsTrainable { get; set; }

    /// <summary>Makes the weights for inputs of that shape (batch axis included).</summary>
    /// <remarks>A class derived from a layer of several inputs is given a <see cref="ShapeList"/>.</remarks>
    public virtual void build(Shape input_shape) => built = true;

    /// <summary>Makes a weight of a layer of one's own; called in <see cref="build"/> or the constructor.</summary>
    /// <param name="name">Its own name, such as <c>kernel</c>.</param>
    /// <param name="shape">Its shape; a single number by default.</param>
    /// <param name="dtype">Type of the numbers; by default the layer's.</param>
    /// <param name="initializer">Where the first values come from; <c>glorot_uniform</c> for floating-point numbers, else zeros.</param>
    /// <param name="regularizer">Penalty on it.</param>
    /// <param name="trainable">Whether optimizers change it.</param>
    /// <param name="constraint">What is done to it after every update.</param>
    /// <param name="use_resource">Only true, as everywhere since TensorFlow 2.</param>
    /// <param name="synchronization">ON_READ for a variable that no optimizer changes.</param>
    /// <param name="aggregation">Of copies on several devices; there is one.</param>
    public Variable add_weight(
        string? name = null, Shape? shape = null, string? dtype = null, InitializerLike initializer = default,
        RegularizerLike regularizer = default,
        bool? trainable = null, ConstraintLike constraint = default, bool? use_resource = null,
        VariableSynchronization synchronization = VariableSynchronization.AUTO, VariableAggregation aggregation = VariableAggregation.NONE)
    {
        if (use_resource == false)
            throw new NotSupportedException("use_resource=False is not supported: every variable is a resource. Leave the argument out.");
        var isTrainable = VariableSynchronizations.IsTrainable(trainable, synchronization);
        var type = dtype is null ? VariableDType : DTypes.Parse(dtype);
        using (MemoryScope.Lasting())
        using (GradientTape.Pause())
            return MakeWeight(
                name ?? "Variable", shape ?? Shape.Scalar, initializer.Or(type.IsFloating() ? "glorot_uniform" : "zeros"),
                regularizer.Value,
                constraint.Value, isTrainable, type, isCast: true);
    }

    /// <summary>Adds a term to the loss of the pass that is running; called in <see cref="call"/>.</summary>
    /// <exception cref="InvalidOperationException">No pass is running.</exception>
    public virtual void add_loss(Tensor losses) => AddLoss(losses, CallContext.Current ?? throw OutsideOfCall(nameof(add_loss)));

    /// <summary>Reports the mean of a number beside the loss; called in <see cref="call"/>.</summary>
    /// <param name="value">The number of this pass.</param>
    /// <param name="name">Its name.</param>
    /// <param name="aggregation">Only "mean", the default.</param>
    /// <exception cref="InvalidOperationException">No pass is running.</exception>
    public virtual void add_metric(Tensor value, string? name = null, string? aggregation = null)
    {
        if (name is null)
            throw new ValueError(
                "Please provide a name for your metric like `self.add_metric(tf.reduce_sum(inputs), name='mean_activation')`",
                nameof(name));
        if (aggregation is not (null or "mean"))
            throw new ValueError($"Expected aggregation to be \"mean\" or null. Received: {aggregation}", nameof(aggregation));
        (CallContext.Current ?? throw OutsideOfCall(nameof(add_metric))).Report(name, value);
    }

    /// <summary>The computation. A layer without one hands its inputs on; a cell makes a step, its states coming after the input.</summary>
    public virtual Tensors call(Tensors inputs, CallContext context) =>
        this is IRNNCell cell ? RNNCells.Call(cell, inputs, context) : inputs;

    /// <summary>Shape of the output for an input of that shape, batch axis included. By default the same.</summary>
    /// <remarks>Where a class has a <see cref="call"/> of its own it is found by running that on zeros.</remarks>
    public virtual Shape compute_output_shape(Shape input_shape)
    {
        if (!Kind.InfersByRunning) return input_shape;
        EnsureBuilt(input_shape);
        return ShapeInference.Of(input_shape, DType, x => call(x, new CallContext()));
    }

    /// <summary>Shapes of all outputs.</summary>
    internal IReadOnlyList<Shape> ComputeOutputShapes(Shape input_shape) => ComputeOutputShapes([input_shape]);

    /// <summary>Makes the weights of a layer with several inputs. By default only the first input's shape matters.</summary>
    protected internal virtual void BuildAll(IReadOnlyList<Shape> input_shapes) => build(input_shapes[0]);

    /// <summary>Shapes of all outputs, for a layer with several inputs or outputs.</summary>
    protected internal virtual IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> input_shapes) =>
        [compute_output_shape(input_shapes[0])];

    /// <summary>Masks of all outputs, for a layer with several inputs or outputs. By default the first output's.</summary>
    protected internal virtual IReadOnlyList<Tensor?> ComputeMasks(Tensors inputs, IReadOnlyList<Tensor?> masks) =>
        [compute_mask(inputs, masks.Count > 0 ? masks[0] : null)];

    /// <summary>The mask that goes with the output.</summary>
    /// <exception cref="TypeError">The layer was given a mask and does not support masking.</exception>
    public virtual Tensor? compute_mask(Tensors inputs, Tensor? mask = null) =>
        supports_masking || mask is null ? mask : throw new TypeError(
        $"Layer {name} does not support masking, but was passed an input_mask: {mask}. Set supports_masking = true, or override "
        + $"compute_mask.", nameof(mask));

    /// <summary>
    /// Python's <c>layer(inputs)</c>: builds the layer on the first call, checks the input, computes, adds penalties on the output.
    /// </summary>
    /// <param name="inputs">A tensor, or several. On symbolic tensors the call becomes a step of a model.</param>
    /// <param name="training">Whether to behave as in training; by default as the layer or model around does, else not.</param>
    /// <param name="mask">Truth values (batch, timesteps), false where a time step is padding.</param>
    /// <param name="initial_state">States a recurrent layer begins with.</param>
    /// <param name="constants">Tensors that a recurrent cell gets at every step.</param>
    public Tensors this[
        Tensors inputs, bool? training = null, Tensor? mask = null, Tensors? initial_state = null, Tensors? constants = null] =>
        __call__(inputs, training, mask, initial_state, constants);

    /// <summary>Python's <c>layer([a, b])</c> of arrays.</summary>
    /// <inheritdoc cref="this[Tensors, bool?, Tensor?, Tensors?, Tensors?]"/>
    [OverloadResolutionPriority(-1)]
    public Tensors this[NDArray[] inputs, bool? training = null, Tensor? mask = null] => this[(Tensors)inputs, training, mask];

    /// <summary>The same as <c>layer[inputs]</c>.</summary>
    /// <param name="inputs">A tensor, or several. On symbolic tensors the call becomes a step of a model.</param>
    /// <param name="training">Whether to behave as in training; by default as the layer or model around does, else not.</param>
    /// <param name="mask">Truth values (batch, timesteps), false where a time step is padding.</param>
    /// <param name="initial_state">States a recurrent layer begins with.</param>
    /// <param name="constants">Tensors that a recurrent cell gets at every step.</param>
    public Tensors __call__(
        Tensors inputs, bool? training = null, Tensor? mask = null, Tensors? initial_state = null, Tensors? constants = null) =>
        Invoke(Required.NotNull(inputs), CallContext.Call(training, mask is null ? [] : [mask], initial_state, constants));

    /// <summary>Calls the layer as part of a pass through a model.</summary>
    internal Tensors Invoke(Tensors inputs, CallContext context)
    {
        CheckDepth();
        if (IsSymbolic(inputs, context)) return Connect(inputs, context);
        CheckInputs(inputs, context);
        using var naming = NamesWeightsInside ? new NameScope(name) : null;
        if (!built) EnsureBuilt([.. inputs.Select(input => input.Shape)], isNamed: naming is not null);
        else if (mayHaveMore) GoOnRestoring();
        lastLosses = context.Losses;
        if (supports_masking || Kind.Calls) context = context.WithMasksOf(inputs);
        var outputs = Call(inputs, context);
        if (HandsOnMasks) outputs = WithMasks(outputs, inputs, context);
        if (activity_regularizer is not null) AddActivityLosses(outputs, context);
        return outputs;
    }

    /// <summary>Python's RecursionError: a stack that overflows would end the process.</summary>
    private void CheckDepth()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new InsufficientExecutionStackException(
                $"maximum recursion depth exceeded: the layer {name} holds itself, or is called in its own call.");
    }

    /// <summary>Whether a layer is this one or inside of it.</summary>
    internal bool Holds(Layer layer) => this == layer || SubLayers.Any(inner => inner.Holds(layer));

    /// <summary>Runs <see cref="call"/>; the layers that are called in it belong to the same pass.</summary>
    private Tensors Call(Tensors inputs, CallContext context)
    {
        using var pass = context.Enter(flows: Kind.Calls);
        if (Kind.Calls && CastsInputs) inputs = inputs.Map(Autocast);
        if (!IsMixed) return call(inputs, context);
        using var reading = Variable.ReadIn(DType);
        return call(inputs, context);
    }

    /// <summary>Builds the layer unless that was done.</summary>
    internal void EnsureBuilt(Shape shape) => EnsureBuilt([shape]);

    /// <summary>Builds the layer for several inputs unless that was done.</summary>
    /// <param name="shapes">Shapes of the inputs.</param>
    /// <param name="isNamed">Whether names of weights begin with this layer's already.</param>
    internal void EnsureBuilt(IReadOnlyList<Shape> shapes, bool isNamed = false)
    {
        if (built) return;
        // Whoever calls it meanwhile, on another thread, waits for the weights.
        lock (own)
        {
            if (built) return;
            using (isNamed ? null : new NameScope(name))
            using (Rehearsal.Pause())
            using (MemoryScope.Lasting())
            using (GradientTape.Pause())
            {
                isBuilding = true;
                Build(shapes);
                if (this is IRNNCell cell) RNNCells.BuildInside(cell, shapes[0]);
                isBuilding = false;
            }
            built = true;
            input_spec?.Check(shapes[0], DType, 0, name);
            using (Rehearsal.Pause())
            {
                if (initialWeights is not null) set_weights(initialWeights);
                GoOnRestoring();
            }
        }
    }

    /// <summary>The shapes of the inputs that the weights were made for; empty where nobody said.</summary>
    internal IReadOnlyList<Shape> BuiltFor { get; private set; } = [];

    /// <summary>Makes the weights by the method that the class has for it.</summary>
    internal void Build(IReadOnlyList<Shape> shapes)
    {
        BuiltFor = shapes;
        if (Kind.Builds) build(ShapeList.Of(shapes));
        else BuildAll(shapes);
    }

    /// <summary>Current values of all weights.</summary>
    public NDArray[] get_weights() => weights.Select(weight => Arrays.FromTensor(weight.Current)).ToArray();

    /// <summary>Sets all weights, in the order of <see cref="get_weights"/>.</summary>
    /// <exception cref="ValueError">Number or shapes differ; nothing was changed.</exception>
    public void set_weights(IEnumerable<NDArray> weights)
    {
        var given = Required.NoneNull(weights?.ToArray(), nameof(weights));
        var variables = this.weights.ToArray();
        if (given.Length != variables.Length)
            throw new ValueError(
                $"You called `set_weights(weights)` on layer \"{name}\" with a weight list of length {given.Length}, but the layer was "
                + $"expecting {variables.Length} weights. Provided "
                + $"weights: {string.Join(", ", given.Take(2).Select(weight => ((Shape)weight.shape).ToString()))}...",
                nameof(weights));
        for (var i = 0; i < variables.Length; i++)
            if (variables[i].Shape != (Shape)given[i].shape)
                throw new ValueError(
                    $"Layer {name} weight shape {variables[i].Shape} is not compatible with provided weight shape {(Shape)given[i].shape}.",
                    nameof(weights));
        using var scope = MemoryScope.OfThread();
        for (var i = 0; i < variables.Length; i++) variables[i].Assign(Ops.Cast(Arrays.ToTensor(given[i]), variables[i].DType));
    }

    /// <summary>The constructor's arguments, from which an equal layer can be made.</summary>
    /// <remarks>A class of one's own adds its arguments to those of the class that it derives from.</remarks>
    /// <exception cref="NotSupportedException">A layer of one's own has arguments and does not override this.</exception>
    public virtual OrderedDictionary<string, object?> get_config() => LayerConfigs.Config(this);

    /// <inheritdoc/>
    bool IConfigurable.Adopt(string argument, object? value) => Adopt(argument, value);

    /// <summary>Takes an argument of a configuration that the constructor of one's own class does not.</summary>
    private protected virtual bool Adopt(string argument, object? value)
    {
        if (argument == nameof(name) && value is string given) AutomaticNames.Observe(name = given);
        else if (argument == nameof(trainable) && value is bool trains) IsTrainable = trains;
        else if (argument == "batch_input_shape" && value is Shape or IEnumerable)
            BatchInputShape = value as Shape
                ?? Shape.Of([.. ((IEnumerable)value).Cast<object?>().Select(size => size as int? ?? Shape.Unknown)]);
        else return false;
        return true;
    }

    /// <summary>A layer of the constructor's arguments by name, as <see cref="get_config"/> gives them.</summary>
    /// <exception cref="ValueError">They do not fit the class.</exception>
    public static TLayer from_config<TLayer>(IReadOnlyDictionary<string, object?> config) where TLayer : Layer =>
        (TLayer)Construction.FromConfig(typeof(TLayer), Policy.ByName(Required.NotNull(config)));

    /// <summary>Number of numbers in all weights.</summary>
    /// <exception cref="ValueError">The layer has not been built.</exception>
    public virtual long count_params() => built
        ? weights.Sum(weight => weight.Shape.Length)
        : throw new ValueError(
            $"You tried to call `count_params` on layer {name}, but the layer isn't built. You can build it manually via: "
            + $"`{name}.build(batch_input_shape)`.");

    /// <summary>Makes a weight in the build of a built-in layer.</summary>
    /// <param name="name">Its own name, such as <c>kernel</c>.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="initializer">Where its first values come from.</param>
    /// <param name="regularizer">Penalty on it.</param>
    /// <param name="constraint">What is done to it after every update.</param>
    /// <param name="trainable">Whether optimizers change it.</param>
    /// <param name="dtype">Type of the numbers, in which it is read too; by default that of the layer's weights.</param>
    private protected Variable AddWeight(
        string name, Shape shape, Initializer initializer, Regularizer? regularizer = null, Constraint? constraint = null,
        bool trainable = true,
        DType? dtype = null)
    {
        // A script called build itself: the first call must not make the weights anew.
        if (!isBuilding) built = true;
        return MakeWeight(name, shape, initializer, regularizer, constraint, trainable, dtype ?? VariableDType, isCast: dtype is null);
    }

    private Variable MakeWeight(
        string name, Shape shape, Initializer initializer, Regularizer? regularizer, Constraint? constraint, bool trainable, DType dtype,
        bool isCast)
    {
        _ = shape.Room;
        WeightLimit.Take(name, shape, dtype);
        // What an initializer of one's own gives may be wanted elsewhere.
        var isFresh = initializer.GetType().IsDefined(typeof(KerasExportAttribute), inherit: false);
        var numbers = WeightLimit.AreRead ? Ops.Zeros(shape, dtype) : initializer.call(shape, dtype);
        var variable = new Variable(numbers, $"{scope.Value ?? this.name}/{name}:0", trainable, isFresh)
        {
            IsAutocast = isCast && IsMixed && dtype.IsFloating(),
        };
        own.Add(new Weight(name, variable, regularizer, constraint, trainable));
        return variable;
    }

    /// <summary>Adds a term to the loss of this pass.</summary>
    protected void AddLoss(Tensor loss, CallContext context)
    {
        lastLosses = context.Losses;
        lock (context.Losses) context.Losses.Add((this, loss));
    }

    /// <summary>Penalties on the weights as they are now.</summary>
    internal List<Tensor> WeightLosses()
    {
        var losses = new List<Tensor>();
        foreach (var layer in Flattened())
            if (layer.IsTrainable)
                foreach (var weight in layer.own)
                    if (weight.Regularizer is { } regularizer) losses.Add(regularizer.call(weight.Variable.Current));
        return losses;
    }

    /// <summary>Penalties that this layer and those inside of it added in the last pass.</summary>
    private IEnumerable<Tensor> CallLosses() => 
        Flattened().SelectMany(layer => layer.lastLosses.Where(loss => loss.Of == layer)).Select(loss => loss.Value);

    /// <summary>The weights with their constraints, those of the layers inside included.</summary>
    internal IEnumerable<(Variable Variable, Constraint? Constraint)> WeightsWithConstraints() =>
        Flattened().SelectMany(layer => layer.own).Select(weight => (weight.Variable, weight.Constraint));

    /// <summary>What this layer itself goes on with besides its weights, for a backup of a run: states, places in random streams.</summary>
    internal virtual void Keep(BackupState state) { }

    /// <summary>This layer and all inside of it, each once, however many hold it.</summary>
    internal List<Layer> Flattened()
    {
        var seen = new HashSet<Layer>(ReferenceEqualityComparer.Instance);
        var all = new List<Layer>();
        Visit(this);
        return all;

        void Visit(Layer layer)
        {
            if (!seen.Add(layer)) return;
            all.Add(layer);
            foreach (var inner in layer.SubLayers) Visit(inner);
        }
    }

    /// <summary>An input in the layer's type, as Keras casts the floating ones of every layer; integers and truth values stay.</summary>
    private protected Tensor Autocast(Tensor input) => input.DType.IsFloating() ? Ops.Cast(input, DType) : input;

    private InvalidOperationException OutsideOfCall(string method) => new(
        $"{method} belongs into the call of the layer {name}: outside of a pass there is no loss to add to.");

    /// <summary>The error of asking for a weight before it exists.</summary>
    protected InvalidOperationException NotBuilt() =>
        new($"The layer {name} has no weights yet: it is built when it is first called or added to a model that knows its input shape. "
            + $"Call build(input_shape) to build it now.");

    /// <summary>The weights that are not those of a layer inside: made by <see cref="add_weight"/>, or held by a field.</summary>
    private protected IEnumerable<Variable> OwnVariables(bool trainable)
    {
        var made = own.Where(weight => weight.Trainable == trainable).Select(weight => weight.Variable);
        // Those that a built-in class holds it has made.
        if (!Kind.IsDerived) return made;
        var held = Tracked.Variables(this).Where(
            variable => variable.Trainable == trainable && !own.Exists(weight => weight.Variable == variable));
        return held.Concat(made);
    }

    /// <summary>All of these, the trainable ones first.</summary>
    internal IReadOnlyList<Variable> OwnInOrder => [.. OwnVariables(trainable: true), .. OwnVariables(trainable: false)];

    /// <summary>This layer's own variables, then those of the layers inside, each once. A training step asks for them.</summary>
    private List<Variable> WithThoseInside(IEnumerable<Variable> own, Func<Layer, IEnumerable<Variable>> variablesOf)
    {
        var all = own.ToList();
        var count = all.Count;
        foreach (var layer in SubLayers) all.AddRange(variablesOf(layer));
        return all.Count == count ? all : [.. all.Distinct()];
    }

    private protected static Shape Display(Shape shape, CallContext context) =>
        context.IsBatchSizeOpen && shape.Rank > 0 ? shape.With(0, Shape.Unknown) : shape;

    /// <summary>Checks the inputs of a call before the layer is built.</summary>
    private protected virtual void CheckInputs(Tensors inputs, CallContext context)
    {
        for (var i = 0; i < inputs.Count; i++)
            SpecOf(i)?.Check(Display(inputs[i].Shape, context), inputs[i].DType, i, name);
    }

    private void AddActivityLosses(Tensors outputs, CallContext context)
    {
        foreach (var output in outputs)
            AddLoss(Ops.Divide(activity_regularizer!.call(output), Ops.Constant(output.Shape.Dims[0], output.DType)), context);
    }

    /// <summary>The outputs with their masks; as in Keras they keep those that all of them have already.</summary>
    private Tensors WithMasks(Tensors outputs, Tensors inputs, CallContext context)
    {
        var masked = 0;
        for (var i = 0; i < outputs.Count; i++)
            if (outputs[i].Mask is not null) masked++;
        if (masked == outputs.Count) return outputs;
        var masks = MasksOfOutputs(inputs, context.masks);
        if (masked == 0 && masks is [null]) return outputs;
        var next = 0;
        return outputs.Map(output => next < masks.Count ? output.WithMask(masks[next++]) : output);
    }

    /// <summary>
    /// What the class says of the masks of all outputs: that of a class of one's own comes before the rule it derives from.
    /// </summary>
    internal IReadOnlyList<Tensor?> MasksOfOutputs(Tensors inputs, IReadOnlyList<Tensor?> masks) =>
        Kind.MasksOneByOne ? [compute_mask(inputs, masks.Count > 0 ? masks[0] : null)] : ComputeMasks(inputs, masks);

    /// <summary>Whether <see cref="compute_mask"/> is asked for the masks of the outputs.</summary>
    private bool HandsOnMasks => (supports_masking || Kind.TellsMask) && !MasksItsOutputs;

    private sealed record Weight(string OwnName, Variable Variable, Regularizer? Regularizer, Constraint? Constraint, bool Trainable);

    /// <summary>Names of weights made inside it begin with the names of the layers around them.</summary>
    private protected sealed class NameScope : IDisposable
    {
        private readonly string? outer = scope.Value;

        public NameScope(string name) => scope.Value = outer is null ? name : $"{outer}/{name}";

        private NameScope() => scope.Value = null;

        /// <summary>Names begin anew, as if nothing were around.</summary>
        public static NameScope Root() => new();

        public void Dispose() => scope.Value = outer;
    }
}
