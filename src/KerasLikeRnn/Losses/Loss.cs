namespace KerasLikeRnn.Losses;

/// <summary>
/// A loss. Subclasses override <see cref="call"/>, which gives one number for each sample; weighing and reducing them is
/// done here.
/// </summary>
/// <example><code>
/// sealed class Squares : Loss
/// {
///     public override Tensor call(Tensor y_true, Tensor y_pred) => Ops.Mean(Ops.Square(y_pred - y_true), [-1]);
/// }
/// </code></example>
[KerasExport("keras.losses.Loss")]
public abstract partial class Loss : IConfigurable, IRegistered<Loss>
{
    static string IRegistered<Loss>.Kind => "loss function";

    static IReadOnlyList<string> IRegistered<Loss>.Modules => ["keras.losses"];

    static Loss? IRegistered<Loss>.OfOther(object value, string name) =>
        value is Delegate function && LossFunctions.Call(function) is { } call
            ? new LossFunctionWrapper(call, name: Registry.ExportedName(function) ?? name) : null;

    /// <summary>Takes the arguments common to all losses.</summary>
    /// <exception cref="ValueError">The reduction is unknown.</exception>
    protected Loss(LossOptions? options = null)
    {
        options ??= new();
        Reduction.validate(options.reduction);
        reduction = options.reduction;
        name = options.name;
    }

    /// <summary>How the samples' losses become the value.</summary>
    public string reduction { get; }

    /// <summary>Name of the loss.</summary>
    public string? name { get; }

    /// <summary>The loss of every sample: (batch, ...) for targets and predictions of shape (batch, ..., n).</summary>
    public abstract Tensor call(Tensor y_true, Tensor y_pred);

    /// <summary>Python's <c>loss(y_true, y_pred)</c>: the loss of a batch, given as tensors or arrays.</summary>
    /// <param name="y_true">Targets.</param>
    /// <param name="y_pred">Predictions.</param>
    /// <param name="sample_weight">Weights of the samples: a scalar, (batch), or the shape of the samples' losses.</param>
    public Tensor this[Tensors y_true, Tensors y_pred, Tensors? sample_weight = null] =>
        __call__((Tensor)y_true, y_pred, sample_weight is null ? null : (Tensor)sample_weight);

    /// <summary>The loss of a batch.</summary>
    /// <param name="y_true">Targets.</param>
    /// <param name="y_pred">Predictions.</param>
    /// <param name="sample_weight">Weights of the samples: a scalar, (batch), or the shape of the samples' losses.</param>
    /// <returns>A scalar, or with reduction "none" the weighted losses.</returns>
    public virtual Tensor __call__(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null) =>
        Reduction.Apply(
            call(Required.NotNull(y_true), Required.NotNull(y_pred))
            ?? throw new ValueError($"A loss gives a tensor, a number for each sample. {name ?? GetType().Name} gave: None"),
            sample_weight, reduction);

    /// <summary>The loss of a batch given as arrays.</summary>
    public Tensor __call__(NDArray y_true, NDArray y_pred, NDArray? sample_weight = null) =>
        __call__(Arrays.ToTensor(y_true), Arrays.ToTensor(y_pred), sample_weight is null ? null : Arrays.ToTensor(sample_weight));

    /// <summary>The mean of the loss, under its name, where a metric is wanted.</summary>
    public static implicit operator Like<Metrics.Metric>(Loss loss) => Like<Metrics.Metric>.Of(Required.NotNull(loss));

    /// <summary>The mean of the loss, under its name, where metrics are wanted.</summary>
    public static implicit operator PerOutput<Metrics.Metric>(Loss loss) => PerOutput<Metrics.Metric>.Of(Required.NotNull(loss))!;

    /// <summary>A loss made from its configuration: Python's <c>Huber.from_config(config)</c>.</summary>
    /// <param name="config">What <see cref="get_config"/> gave.</param>
    /// <typeparam name="T">Its class.</typeparam>
    /// <exception cref="ValueError">The configuration does not fit the class.</exception>
    public static T from_config<T>(IReadOnlyDictionary<string, object?> config) where T : Loss =>
        (T)Construction.FromConfig(typeof(T), config);

    /// <summary>The constructor's arguments.</summary>
    public virtual OrderedDictionary<string, object?> get_config() => new() { ["reduction"] = reduction, ["name"] = name };
}
