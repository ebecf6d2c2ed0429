using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Constraints;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Losses;
using KerasLikeRnn.Metrics;
using KerasLikeRnn.Optimizers;

namespace KerasLikeRnn.Models;

/// <summary>Layers grouped into one object that can be trained, evaluated and asked for predictions.</summary>
public abstract partial class Model : Layer, ICallbackModel, IStateful
{
    private Optimizer? compiledOptimizer;
    private CompiledLoss? compiledLoss;
    private CompiledMetrics? compiledMetrics;
    private Dictionary<Variable, Constraint> constraints = [];
    private bool hasRun;

    /// <summary>Takes the arguments common to all layers.</summary>
    protected Model(LayerOptions? options = null) : base(options) { }

    /// <summary>The layers, in the order they were added.</summary>
    public abstract IReadOnlyList<Layer> layers { get; }

    /// <summary>Whether a layer carries states from batch to batch.</summary>
    public override bool stateful => layers.Any(layer => layer.stateful);

    /// <summary>The optimizer given to compile.</summary>
    /// <exception cref="InvalidOperationException">The model was not compiled.</exception>
    public Optimizer optimizer
    {
        get => compiledOptimizer ?? throw NotCompiled();
        set => compiledOptimizer = value;
    }

    /// <summary>What the last fit recorded.</summary>
    public History? history { get; set; }

    /// <summary>Set to true by a callback: training stops after the batch or epoch.</summary>
    public bool stop_training { get; set; }

    /// <summary>Names of what evaluate gives, known once the model was trained or evaluated.</summary>
    public IReadOnlyList<string> metrics_names => [.. Current().Select(score => score.Key)];

    /// <inheritdoc/>
    double ICallbackModel.LearningRate
    {
        get => optimizer.learning_rate;
        set => optimizer.learning_rate = value;
    }

    /// <inheritdoc/>
    private protected override bool MasksItsOutputs => true;

    /// <inheritdoc/>
    protected internal override IEnumerable<Layer> SubLayers => layers;

    /// <summary>Makes the model ready for training.</summary>
    /// <param name="optimizer">Name or object of the optimizer.</param>
    /// <param name="loss">Name, object or function of the loss.</param>
    /// <param name="metrics">Names, objects or functions of what is measured; sample weights do not count.</param>
    /// <param name="loss_weights">Weight of the loss in the total.</param>
    /// <param name="weighted_metrics">What is measured with the sample weights.</param>
    /// <param name="run_eagerly">Accepted for ported scripts: operations always run at once.</param>
    /// <param name="steps_per_execution">Number of batches between two rounds of batch callbacks.</param>
    /// <param name="jit_compile">Accepted for ported scripts: kernels are always compiled.</param>
    /// <exception cref="ArgumentException">A name is unknown.</exception>
    public void compile(
        OptimizerLike optimizer = default,
        LossesLike? loss = null,
        MetricsLike? metrics = null,
        LossWeights? loss_weights = null,
        MetricsLike? weighted_metrics = null,
        bool? run_eagerly = null,
        int? steps_per_execution = null,
        bool? jit_compile = null)
    {
        if (steps_per_execution <= 0)
            throw new ArgumentOutOfRangeException(nameof(steps_per_execution), FormattableString.Invariant($"steps_per_execution must be positive. Received: {steps_per_execution}"));
        compiledOptimizer = optimizer.Optimizer;
        compiledOptimizer.ConstraintOf = ConstraintOf;
        compiledLoss = new CompiledLoss(loss, loss_weights);
        compiledMetrics = new CompiledMetrics(metrics, weighted_metrics);
        stepsPerExecution = steps_per_execution ?? 1;
        trainStreams = null;
        hasRun = false;
    }

    /// <summary>The layer of that name, or at that position.</summary>
    /// <exception cref="ArgumentException">There is none, or not exactly one of both is given.</exception>
    public Layer get_layer(string? name = null, int? index = null)
    {
        if (index is not null && name is not null)
            throw new ArgumentException($"Provide only a layer name or a layer index. Received: index={index}, name={name}.");
        if (index is { } position)
            return position < layers.Count && position >= -layers.Count
                ? layers[position < 0 ? position + layers.Count : position]
                : throw new ArgumentOutOfRangeException(nameof(index), FormattableString.Invariant($"Was asked to retrieve layer at index {index} but model only has {layers.Count} layers."));
        if (name is null) throw new ArgumentException("Provide either a layer name or layer index at `get_layer`.");
        return layers.FirstOrDefault(layer => layer.name == name)
            ?? throw new ArgumentException($"No such layer: {name}. Existing layers are: {string.Join(", ", layers.Select(layer => layer.name))}.", nameof(name));
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
        compiledLoss?.reset_state();
        compiledMetrics?.reset_state();
    }

    /// <summary>Writing models to files is not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void save(string filepath, bool overwrite = true) => throw new NotSupportedException(
        "Model.save is not supported yet. Keep get_weights() and get_config(), and restore with from_config and set_weights.");

    /// <summary>Writing weights to files is not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void save_weights(string filepath, bool overwrite = true) => throw new NotSupportedException(
        "Model.save_weights is not supported yet. Keep get_weights(), and restore with set_weights.");

    /// <summary>Prints the layers, their output shapes and numbers of parameters.</summary>
    /// <param name="line_length">Characters of a line; 65 by default.</param>
    /// <param name="positions">Where the columns end: shares of the line, or characters.</param>
    /// <param name="print_fn">Called with each line; the console by default.</param>
    /// <param name="expand_nested">Whether the layers of nested models are shown.</param>
    /// <param name="show_trainable">Whether a column says which layers learn.</param>
    /// <exception cref="InvalidOperationException">The model is not built yet.</exception>
    public void summary(int? line_length = null, double[]? positions = null, Action<string>? print_fn = null, bool expand_nested = false, bool show_trainable = false)
    {
        if (!built)
            throw new InvalidOperationException("This model has not yet been built. Build the model first by calling `build()` or by calling the model on a batch of data.");
        var trainable = trainable_weights.Distinct().Sum(weight => weight.Shape.Length);
        var frozen = non_trainable_weights.Distinct().Sum(weight => weight.Shape.Length);
        new SummaryTable(name, SummaryRows(), sequentialLike: true, trainable, frozen).Print(line_length, positions, print_fn, expand_nested, show_trainable);
    }

    /// <summary>The model on a batch: output and its mask.</summary>
    internal abstract (Tensor Output, Tensor? Mask) Forward(Tensor x, CallContext context);

    /// <summary>Builds the model for batches of that shape, where it does not know it yet.</summary>
    internal abstract void Infer(Shape shape, DType dtype);

    /// <summary>The rows of the summary.</summary>
    private protected virtual List<SummaryRow> SummaryRows() => [.. layers.Select(layer => new SummaryRow(
        $"{layer.name} ({layer.GetType().Name})",
        ShapeText(layer),
        layer.built ? layer.count_params().ToString(System.Globalization.CultureInfo.InvariantCulture) : "0 (unused)",
        Trainable: layer.trainable,
        Nested: layer is Model inner ? inner.SummaryRows() : null))];

    private static string ShapeText(Layer layer) => layer.OutputShapes switch
    {
        [] => "?",
        [var only] => layer is InputLayer ? $"[{only}]" : only.ToString(),
        var several => $"[{string.Join(", ", several)}]",
    };

    private static InvalidOperationException NotCompiled() =>
        new("You must compile your model before training/testing. Use `model.compile(optimizer, loss)`.");

    private IEnumerable<KeyValuePair<string, double>> Current() => hasRun ? [.. compiledLoss!.Results, .. compiledMetrics!.Results] : [];

    private Func<Tensor, Tensor>? ConstraintOf(Variable variable) => constraints.TryGetValue(variable, out var constraint) ? constraint.call : null;
}
