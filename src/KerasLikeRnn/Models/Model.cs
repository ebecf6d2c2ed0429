using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Metrics;
using KerasLikeRnn.Optimizers;

namespace KerasLikeRnn.Models;

/// <summary>Layers grouped into one object that can be trained, evaluated and asked for predictions.</summary>
/// <remarks>
/// <c>Model(inputs, outputs)</c> makes one of symbolic tensors. A class of one's own holds its layers in fields and overrides
/// <see cref="call"/>, and where it trains in its own way <see cref="train_step"/>.
/// </remarks>
[KerasExport("keras.Model", "keras.models.Model")]
public abstract partial class Model : Layer, ICallbackModel, IStateful
{
    private readonly OrderedDictionary<string, Mean> reports = [];
    private Optimizer? compiledOptimizer;
    private CompiledLoss? compiledLoss;
    private CompiledMetrics? compiledMetrics;
    private readonly Dictionary<Variable, Constraint?> constraints = [];
    private CallContext? lastPass;

    /// <summary>Takes the arguments common to all layers.</summary>
    protected Model(LayerOptions? options = null) : base(options) { }

    /// <summary>The layers: those that fields of the class hold, in the order of their declaration.</summary>
    public virtual IReadOnlyList<Layer> layers => [.. base.SubLayers];

    /// <summary>Whether a layer carries states from batch to batch.</summary>
    public override bool stateful => layers.Any(layer => layer.stateful);

    /// <summary>The optimizer given to compile.</summary>
    /// <exception cref="InvalidOperationException">The model was not compiled.</exception>
    public Optimizer optimizer
    {
        get => compiledOptimizer ?? throw NotCompiled();
        set => compiledOptimizer = value;
    }

    /// <summary>The losses given to compile, for a <see cref="train_step"/> of one's own.</summary>
    /// <exception cref="InvalidOperationException">The model was not compiled.</exception>
    public CompiledLoss compiled_loss => compiledLoss ?? throw NotCompiled();

    /// <summary>The metrics given to compile, for a <see cref="train_step"/> of one's own.</summary>
    /// <exception cref="InvalidOperationException">The model was not compiled.</exception>
    public CompiledMetrics compiled_metrics => compiledMetrics ?? throw NotCompiled();

    /// <summary>What is gathered over the batches of an epoch: the means of the losses, the metrics, and what layers report.</summary>
    public override IReadOnlyList<Metric> metrics => [.. (compiledLoss?.Means ?? [])
        .Concat(compiledMetrics?.metrics ?? [])
        .Concat(reports.Values)
        .Concat(Flattened().Where(layer => layer.Kind.IsDerived).SelectMany(Tracked.Values<Metric>)).Distinct()];

    /// <summary>What the last fit recorded.</summary>
    public History? history { get; set; }

    /// <summary>Set to true by a callback: training stops after the batch or epoch.</summary>
    public bool stop_training { get; set; }

    /// <summary>Names of what evaluate gives, known once the model was trained or evaluated.</summary>
    public IReadOnlyList<string> metrics_names => HasRun ? [.. metrics.Select(metric => metric.name)] : [];

    /// <summary>Penalties on the weights as they are now, and those that the layers added in the last pass.</summary>
    public override IReadOnlyList<Tensor> losses =>
        [.. WeightLosses(), .. ((CallContext.Current ?? lastPass)?.Losses ?? []).Select(loss => loss.Value)];

    /// <summary>Whether a batch has been trained or scored on since compile, so that it is known what is reported.</summary>
    internal bool HasRun { get; set; }

    /// <summary>Whether compile was called, so that there is an optimizer.</summary>
    internal bool IsCompiled => compiledOptimizer is not null;

    /// <summary>The calls of layers that make up the model, from the inputs on; null where only its code knows them.</summary>
    internal virtual IReadOnlyList<Node>? Calls => null;

    /// <summary>Whether metrics are still to be made, when a batch tells the outputs.</summary>
    internal bool HasOpenMetrics => compiledMetrics is { IsBuilt: false } || compiledLoss is { IsOpen: true };

    /// <inheritdoc/>
    double ICallbackModel.LearningRate
    {
        get => optimizer.learning_rate;
        set => optimizer.learning_rate = value;
    }

    /// <inheritdoc/>
    private protected override bool MasksItsOutputs => true;

    /// <inheritdoc/>
    private protected override bool CastsInputs => false;

    /// <inheritdoc/>
    protected internal override IEnumerable<Layer> SubLayers => layers;

    /// <summary>What it holds as a layer, then the optimizer.</summary>
    internal override IEnumerable<Trackable> Trackables() =>
        TrackedOptimizer is { } tracked ? base.Trackables().Append(new("optimizer", tracked)) : base.Trackables();

    /// <summary>The optimizer, or several.</summary>
    private protected virtual object? TrackedOptimizer => compiledOptimizer;

    /// <summary>The weights layer by layer, then the model's own.</summary>
    private protected override IEnumerable<Variable> AllWeights() =>
        layers.SelectMany(layer => layer.weights).Concat(OwnVariables(trainable: true)).Concat(OwnVariables(trainable: false)).Distinct();

    /// <summary>The weights that belong to the model itself and to no layer: the trainable ones, then the others.</summary>
    internal IReadOnlyList<Variable> TopLevelWeights => [.. OwnVariables(trainable: true), .. OwnVariables(trainable: false)];

    /// <summary>Names of the outputs, null while they are not known.</summary>
    internal virtual IReadOnlyList<string>? OutputNames => null;

    /// <summary>Names under which losses and metrics are given where the outputs are a dictionary; else null.</summary>
    internal virtual IReadOnlyList<string>? OutputKeys => null;

    /// <summary>Whether a summary needs no column of connections.</summary>
    private protected virtual bool IsSummaryChain => true;

    /// <summary>The computation, which a class of one's own overrides.</summary>
    /// <exception cref="NotSupportedException">It does not.</exception>
    public override Tensors call(Tensors inputs, CallContext context) => throw new NotSupportedException(
        "Unimplemented `tf.keras.Model.call()`: if you intend to create a `Model` with the Functional API, please provide `inputs` and "
        + "`outputs` arguments. Otherwise, subclass `Model` with an overridden `call()` method.");

    /// <summary>Makes the weights, for batches of that shape: runs <see cref="call"/> on zeros.</summary>
    public override void build(Shape input_shape)
    {
        ShapeInference.Of(input_shape, DType, x => __call__(x)[0]);
        built = true;
    }

    /// <summary>A class of one's own that does not override <see cref="build"/> is built as its layers are called.</summary>
    protected internal override void BuildAll(IReadOnlyList<Shape> input_shapes) { }

    /// <summary>Makes the model ready for training.</summary>
    /// <param name="optimizer">Name or object of the optimizer.</param>
    /// <param name="loss">Name, object or function of the loss; for several outputs a list, or a dictionary by output name.</param>
    /// <param name="metrics">Names, objects or functions of what is measured; sample weights do not count.</param>
    /// <param name="loss_weights">Weight of the loss in the total.</param>
    /// <param name="weighted_metrics">What is measured with the sample weights.</param>
    /// <param name="run_eagerly">Whether steps draw their random numbers as code outside of compiled functions does (see
    /// <see cref="run_eagerly"/>).</param>
    /// <param name="steps_per_execution">Number of batches between two rounds of batch callbacks.</param>
    /// <param name="jit_compile">Accepted for ported scripts: kernels are always compiled.</param>
    /// <param name="sample_weight_mode">Accepted for ported scripts, as in Keras: weights of shape (samples, timesteps) are temporal by
    /// themselves.</param>
    /// <exception cref="ValueError">A name is unknown.</exception>
    [OverloadResolutionPriority(1)]
    public void compile(
        OptimizerLike optimizer = default, PerOutput<Loss>? loss = null, PerOutput<Metric>? metrics = null,
        PerOutput<double>? loss_weights = null,
        PerOutput<Metric>? weighted_metrics = null, bool? run_eagerly = null, int? steps_per_execution = null, bool? jit_compile = null,
        string? sample_weight_mode = null)
    {
        if (steps_per_execution <= 0)
            throw new ValueError($"steps_per_execution must be positive. Received: {steps_per_execution}", nameof(steps_per_execution));
        this.run_eagerly = run_eagerly ?? false;
        Compile(optimizer.Or("rmsprop"), loss, metrics, loss_weights, weighted_metrics, steps_per_execution ?? 1);
    }

    /// <summary>Makes the model ready for training with what compile was given.</summary>
    internal void Compile(
        Optimizer optimizer, PerOutput<Loss>? loss, PerOutput<Metric>? metrics, PerOutput<double>? loss_weights,
        PerOutput<Metric>? weighted_metrics, int steps_per_execution = 1, bool metricsAreNamed = false)
    {
        compiledOptimizer = Scaling(optimizer);
        compiledOptimizer.ConstraintOf = ConstraintOf;
        compiledLoss = new CompiledLoss(loss, loss_weights, OutputNames, OutputKeys);
        compiledMetrics = new CompiledMetrics(metrics, weighted_metrics, OutputNames, OutputKeys, metricsAreNamed);
        constraints.Clear();
        trainer = new Trainer(this, steps_per_execution);
        (trainFunction, testFunction, predictFunction) = (null, null, null);
        reports.Clear();
        (HasRun, lastLogs) = (false, null);
        GoOnRestoring();
    }

    /// <summary>In float16 small gradients would vanish: as in Keras the loss is scaled then.</summary>
    private Optimizer Scaling(Optimizer optimizer) =>
        dtype_policy.name == "mixed_float16" && optimizer is not LossScaleOptimizer ? new LossScaleOptimizer(optimizer) : optimizer;

    /// <summary>
    /// The same with a function of targets and predictions as loss: <c>compile("adam", loss: (t, p) => K.mean(K.abs(t - p)))</c>.
    /// </summary>
    public void compile(
        OptimizerLike optimizer, Func<Tensor, Tensor, Tensor> loss, PerOutput<Metric>? metrics = null,
        PerOutput<double>? loss_weights = null,
        PerOutput<Metric>? weighted_metrics = null, bool? run_eagerly = null, int? steps_per_execution = null, bool? jit_compile = null) =>
        compile(optimizer, (PerOutput<Loss>)loss, metrics, loss_weights, weighted_metrics, run_eagerly, steps_per_execution, jit_compile);

    /// <summary>The layer of that name, or at that position.</summary>
    /// <exception cref="ValueError">There is none, or not exactly one of both is given.</exception>
    public Layer get_layer(string? name = null, int? index = null)
    {
        if (index is not null && name is not null)
            throw new ValueError($"Provide only a layer name or a layer index. Received: index={index}, name={name}.");
        if (index is { } position)
            return position < layers.Count && position >= -layers.Count
                ? layers[position < 0 ? position + layers.Count : position]
                : throw new ValueError(
                    $"Was asked to retrieve layer at index {index} but model only has {layers.Count} layers.", nameof(index));
        if (name is null) throw new ValueError("Provide either a layer name or layer index at `get_layer`.");
        return layers.FirstOrDefault(layer => layer.name == name)
            ?? throw new ValueError(
                $"No such layer: {name}. Existing layers are: {PythonText.List(layers.Select(layer => layer.name))}.", nameof(name));
    }

    /// <summary>Sets the carried states of all stateful layers to zeros, those of models inside included.</summary>
    public void reset_states()
    {
        foreach (var layer in layers)
            if (layer is IStateful { stateful: true } carrying) carrying.ResetStates();
    }

    /// <inheritdoc/>
    void IStateful.ResetStates() => reset_states();

    /// <summary>Forgets what the metrics have counted.</summary>
    public void reset_metrics()
    {
        lastLogs?.Compute();
        foreach (var metric in metrics) metric.reset_state();
        compiledMetrics?.reset_state();
    }

    /// <summary>Nothing: a class of one's own that is made with arguments gives them.</summary>
    public override OrderedDictionary<string, object?> get_config() => [];

    /// <summary>
    /// The configuration as a JSON text, from which <c>keras.models.model_from_json</c> makes an equal model, here or in Keras.
    /// </summary>
    /// <param name="indent">Blanks before the entries of each level; null for a single line.</param>
    public string to_json(int? indent = null) => PythonJson.Dumps(
        new OrderedDictionary<string, object?>
        {
            ["class_name"] = ClassName,
            ["config"] = get_config(),
            ["keras_version"] = BackendConfig.__version__,
            ["backend"] = "tensorflow",
        },
        indent);

    /// <summary>Removed from Keras 2.9.</summary>
    /// <exception cref="NotSupportedException">Always, as in Keras.</exception>
    public string to_yaml() => throw new NotSupportedException(
        "Method `model.to_yaml()` has been removed due to security risk of arbitrary code execution. Please use `model.to_json()` "
        + "instead.");

    /// <summary>Prints the layers, their output shapes and numbers of parameters.</summary>
    /// <param name="line_length">Characters of a line; 65 by default.</param>
    /// <param name="positions">Where the columns end: shares of the line, or characters.</param>
    /// <param name="print_fn">Called with each line; the console by default.</param>
    /// <param name="expand_nested">Whether the layers of nested models are shown.</param>
    /// <param name="show_trainable">Whether a column says which layers learn.</param>
    /// <exception cref="ValueError">The model is not built yet.</exception>
    public void summary(
        int? line_length = null, double[]? positions = null, Action<string>? print_fn = null, bool expand_nested = false,
        bool show_trainable = false)
    {
        if (!built)
            throw new ValueError(
                "This model has not yet been built. Build the model first by calling `build()` or by calling the model on a batch of "
                + "data.");
        var trainable = trainable_weights.Distinct().Sum(weight => weight.Shape.Length);
        var frozen = non_trainable_weights.Distinct().Sum(weight => weight.Shape.Length);
        new SummaryTable(name, SummaryRows(this), IsSummaryChain, trainable, frozen).Print(
            line_length, positions, print_fn, expand_nested, show_trainable);
    }

    /// <summary>Builds the model for batches of that shape, where it does not know it yet.</summary>
    internal virtual void Infer(Shape shape, DType dtype) { }

    /// <summary>Python's text of the places that a layer's inputs come from, for the summary.</summary>
    private protected virtual string ConnectionsOf(Layer layer) => "";

    /// <summary>
    /// The rows of the summary; the connections shown are those in this model, of which layers of models inside have none.
    /// </summary>
    private List<SummaryRow> SummaryRows(Model ofModel) => [.. ofModel.layers.Select(layer => new SummaryRow(
        $"{layer.name} ({layer.ClassName})",
        ShapeText(layer),
        layer.built ? layer.count_params().ToString(System.Globalization.CultureInfo.InvariantCulture) : "0 (unused)",
        ConnectionsOf(layer),
        Trainable: layer.trainable,
        Nested: layer is Model inner ? SummaryRows(inner) : null))];

    private static string ShapeText(Layer layer)
    {
        if (layer is Functional { outputs.Count: > 0 } model) return ShapeText(model.outputs);
        if (layer.Nodes.Count == 0) return "multiple";
        var first = layer.Nodes[0].Outputs.Select(output => output.Shape).ToArray();
        if (layer.Nodes.Any(node => !node.Outputs.Select(output => output.Shape).SequenceEqual(first))) return "multiple";
        return layer is InputLayer ? $"[{first[0]}]" : ShapeText(layer.Nodes[0].Outputs, layer.GivesTuple);
    }

    private static string ShapeText(IReadOnlyList<Tensor> outputs, bool isTuple = false)
    {
        if (outputs.Count == 1) return outputs[0].Shape.ToString();
        var shapes = string.Join(", ", outputs.Select(output => output.Shape));
        return isTuple ? $"({shapes})" : $"[{shapes}]";
    }

    private static InvalidOperationException NotCompiled() =>
        new("You must compile your model before training/testing. Use `model.compile(optimizer, loss)`.");

    private Func<Tensor, Tensor>? ConstraintOf(Variable variable)
    {
        if (!constraints.TryGetValue(variable, out var constraint))
        {
            // Layers have been built since. A weight has the constraint it was made with, or for good none.
            foreach (var (weight, its) in WeightsWithConstraints().Prepend((variable, null))) constraints[weight] = its;
            constraint = constraints[variable];
        }
        return constraint is null ? null : constraint.call;
    }
}
