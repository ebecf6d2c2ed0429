using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Metrics;
using KerasLikeRnn.Optimizers;

namespace KerasLikeRnn.Models;

/// <summary>A linear model and a deep one whose outputs are added up: wide and deep (Cheng et al., 2016).</summary>
/// <remarks>Two inputs are one for each of both models; any other input goes to both.</remarks>
[KerasExport("keras.experimental.WideDeepModel")]
public partial class WideDeepModel : Model
{
    private Optimizer? deepOptimizer;

    /// <summary>Joins two models whose outputs have the same shape.</summary>
    /// <param name="linear_model">The linear model.</param>
    /// <param name="dnn_model">The deep model.</param>
    /// <param name="activation">What is done to the sum; nothing by default.</param>
    public WideDeepModel(Model linear_model, Model dnn_model, ActivationLike activation = default, LayerOptions? options = null)
        : base(options)
    {
        this.linear_model = Required.NotNull(linear_model);
        this.dnn_model = Required.NotNull(dnn_model);
        this.activation = activation.Or("linear");
    }

    /// <summary>The linear model.</summary>
    public Model linear_model { get; }

    /// <summary>The deep model.</summary>
    public Model dnn_model { get; }

    /// <summary>What is done to the sum.</summary>
    public Activations.Activation activation { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> layers => [linear_model, dnn_model];

    /// <inheritdoc/>
    private protected override bool NamesWeightsInside => true;

    /// <summary>Makes the model ready for training with an optimizer for each of both models.</summary>
    /// <param name="optimizer">The linear model's and the deep model's.</param>
    /// <param name="loss">Name, object or function of the loss.</param>
    /// <param name="metrics">Names, objects or functions of what is measured.</param>
    /// <exception cref="ValueError">There are not two optimizers.</exception>
    public void compile(IReadOnlyList<OptimizerLike> optimizer, PerOutput<Loss>? loss = null, PerOutput<Metric>? metrics = null)
    {
        if (Required.NotNull(optimizer).Count != 2)
            throw new ValueError(
                $"There must be two optimizers, of the linear and of the deep model. Received: {optimizer.Count}", nameof(optimizer));
        base.compile(optimizer[0], loss, metrics);
        deepOptimizer = optimizer[1].Or("rmsprop");
        deepOptimizer.ConstraintOf = this.optimizer.ConstraintOf;
    }

    /// <inheritdoc/>
    private protected override IEnumerable<Trackable> InnerTrackables() =>
        [new(nameof(linear_model), linear_model), new(nameof(dnn_model), dnn_model)];

    /// <inheritdoc/>
    private protected override object? TrackedOptimizer => deepOptimizer is null
        ? base.TrackedOptimizer
        : new TrackedGroup(this, nameof(optimizer), new("0", optimizer), new("1", deepOptimizer));

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context)
    {
        var (wide, deep) = Required.NotNull(inputs).Count == 2 && inputs.Names is null
            ? ((Tensors)inputs[0], (Tensors)inputs[1])
            : (inputs, inputs);
        return activation.call(Ops.Add(
            (Tensor)linear_model.Invoke(wide, context.Inner()), (Tensor)dnn_model.Invoke(deep, context.Inner())));
    }

    /// <inheritdoc/>
    public override Logs train_step(StepData data)
    {
        if (deepOptimizer is null) return base.train_step(data);
        var (x, y, sample_weight) = Required.NotNull(data);
        using var tape = new GradientTape();
        var y_pred = this[x, training: true];
        var loss = compute_loss(x, y, y_pred, sample_weight) ?? throw new ValueError("The model has no loss: give compile one.");
        var (wide, deep) = (linear_model.trainable_weights, dnn_model.trainable_weights);
        Variable[] all = [.. wide, .. deep];
        var pairs = tape.Gradients(loss, all).Zip(all).ToArray();
        optimizer.apply_gradients(pairs.Take(wide.Count));
        deepOptimizer.apply_gradients(pairs.Skip(wide.Count));
        return compute_metrics(x, y, y_pred, sample_weight);
    }

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(LayerConfigs.Config(this))
    {
        [nameof(linear_model)] = LayerConfigs.serialize(linear_model), [nameof(dnn_model)] = LayerConfigs.serialize(dnn_model),
        [nameof(activation)] = activation.Name,
    };
}
