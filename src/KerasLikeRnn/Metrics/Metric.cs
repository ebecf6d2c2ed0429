namespace KerasLikeRnn.Metrics;

/// <summary>
/// A number gathered over batches. Subclasses make their weights with <see cref="add_weight"/>, change them in
/// <see cref="update_state(Tensor, Tensor, Tensor?)"/> and compute from them in <see cref="result"/>.
/// </summary>
[KerasExport("keras.metrics.Metric")]
public abstract partial class Metric : ITrackable, IConfigurable, IRegistered<Metric>, Python.IPrinted
{
    static string IRegistered<Metric>.Kind => "metric function";

    // Every loss is a metric too.
    static IReadOnlyList<string> IRegistered<Metric>.Modules => ["keras.metrics", "keras.losses"];

    static Metric? IRegistered<Metric>.OfOther(object value, string name) => value switch
    {
        Delegate function when MetricFunctions.Call(function) is { } call =>
            new MeanMetricWrapper(call, name) { FunctionName = Registry.NameOf(function) },
        Loss { name: { } own } loss => new MeanMetricWrapper((t, p) => loss.__call__(t, p), own) { FunctionName = own },
        Loss loss =>
            throw new ValueError($"Metric should be a callable, received: {loss}. A loss used as a metric needs a name.", nameof(value)),
        _ => null,
    };

    static ArgumentException IRegistered<Metric>.Uninterpretable(object identifier) =>
        new ValueError($"Could not interpret metric identifier: {identifier}", nameof(identifier));

    /// <summary>Its weights under their own names.</summary>
    IEnumerable<Trackable> ITrackable.Trackables() => weightList.Select(weight => new Trackable(weight.Name.Split(':')[0], weight));

    private readonly List<Variable> weightList = [];

    /// <summary>Takes the arguments common to all metrics.</summary>
    protected Metric(MetricOptions? options = null)
    {
        name = options?.name ?? AutomaticNames.Next(AutomaticNames.ToSnakeCase(GetType().Name));
        DType = DTypes.Parse(options?.dtype ?? BackendConfig.floatx());
    }

    /// <summary>Name in logs and history.</summary>
    public string name { get; internal set; }

    /// <summary>Type of the weights and of the computation.</summary>
    public string dtype => DType.Name();

    /// <summary>What the metric remembers between batches.</summary>
    public IReadOnlyList<Variable> weights => weightList;

    /// <summary>The same as <see cref="weights"/>.</summary>
    public IReadOnlyList<Variable> variables => weightList;

    /// <summary><see cref="dtype"/> as the engine's type.</summary>
    protected internal DType DType { get; }

    /// <summary>Takes in a batch.</summary>
    /// <param name="y_true">Targets.</param>
    /// <param name="y_pred">Predictions.</param>
    /// <param name="sample_weight">Weights of the samples; null for 1.</param>
    public abstract void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null);

    /// <summary>Takes in a batch given as arrays.</summary>
    public void update_state(NDArray y_true, NDArray y_pred, NDArray? sample_weight = null)
    {
        using var scope = MemoryScope.OfThread();
        update_state(Arrays.ToTensor(y_true), Arrays.ToTensor(y_pred), sample_weight is null ? null : Arrays.ToTensor(sample_weight));
    }

    /// <summary>Takes in a batch of which one part is an array and another a tensor.</summary>
    [OverloadResolutionPriority(-1)]
    public void update_state(Tensors y_true, Tensors y_pred, Tensors? sample_weight = null) =>
        update_state((Tensor)y_true, (Tensor)y_pred, sample_weight is null ? null : (Tensor)sample_weight);

    /// <summary>The number over all batches since the last reset: a scalar, or several with several thresholds.</summary>
    public abstract Tensor result();

    /// <summary>Forgets all batches.</summary>
    public virtual void reset_state()
    {
        foreach (var weight in weightList) Fill(weight, 0);
    }

    /// <summary>Old name of <see cref="reset_state"/>.</summary>
    public void reset_states() => reset_state();

    /// <summary>Takes in what other metrics of this class have gathered.</summary>
    /// <exception cref="ValueError">A metric has other weights.</exception>
    public virtual void merge_state(IEnumerable<Metric> metrics)
    {
        using var scope = MemoryScope.OfThread();
        foreach (var metric in Required.NotNull(metrics))
        {
            if (metric.weights.Count != weights.Count)
                throw new ValueError($"Metric {metric} is not compatible with {this}", nameof(metrics));
            for (var i = 0; i < weights.Count; i++) Add(weights[i], metric.weights[i].Current);
        }
    }

    /// <summary>
    /// Python's <c>metric(y_true, y_pred)</c>: takes in a batch, given as tensors or arrays, and gives the number over all batches so far.
    /// </summary>
    public Tensor this[Tensors y_true, Tensors y_pred, Tensors? sample_weight = null] =>
        __call__((Tensor)y_true, y_pred, sample_weight is null ? null : (Tensor)sample_weight);

    /// <summary>Takes in a batch and gives the number over all batches so far.</summary>
    public virtual Tensor __call__(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null)
    {
        update_state(y_true, y_pred, sample_weight);
        return result();
    }

    /// <summary>Takes in a batch given as arrays and gives the number over all batches so far.</summary>
    public Tensor __call__(NDArray y_true, NDArray y_pred, NDArray? sample_weight = null)
    {
        update_state(y_true, y_pred, sample_weight);
        return result();
    }

    /// <summary>A metric made from its configuration: Python's <c>Mean.from_config(config)</c>.</summary>
    /// <param name="config">What <see cref="get_config"/> gave.</param>
    /// <typeparam name="T">Its class.</typeparam>
    /// <exception cref="ValueError">The configuration does not fit the class.</exception>
    public static T from_config<T>(IReadOnlyDictionary<string, object?> config) where T : Metric =>
        (T)Construction.FromConfig(typeof(T), config);

    /// <summary>The constructor's arguments.</summary>
    public virtual OrderedDictionary<string, object?> get_config() => new() { ["name"] = name, ["dtype"] = dtype };

    /// <summary>Python's text: the class with its configuration.</summary>
    public override string ToString() =>
        $"{GetType().Name}({string.Join(",", get_config().Select(pair => $"{pair.Key}={pair.Value ?? "None"}"))})";

    /// <inheritdoc/>
    string Python.IPrinted.Repr => Python.PythonText.Object(this);

    /// <summary>The result as a number.</summary>
    /// <exception cref="NotSupportedException">There are several.</exception>
    internal double Value
    {
        get
        {
            using var scope = MemoryScope.OfThread();
            var value = result();
            return value.Length == 1 ? value.Item() : throw new NotSupportedException(
                $"The metric {name} gives {value.Length} numbers, of which a model can report only one. Give compile one metric for each "
                + $"threshold instead.");
        }
    }

    /// <summary>Makes a weight.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its shape; a single number by default.</param>
    /// <param name="initializer">Where its first values come from; zeros by default.</param>
    /// <param name="dtype">Type of the numbers; by default the metric's.</param>
    protected Variable add_weight(string name, Shape? shape = null, InitializerLike initializer = default, string? dtype = null)
    {
        using var scope = MemoryScope.OfThread();
        var type = dtype is null ? DType : DTypes.Parse(dtype);
        WeightLimit.Take($"{this.name}/{name}", shape ?? Shape.Scalar, type);
        var weight = new Variable(initializer.Or("zeros").call(shape ?? Shape.Scalar, type), $"{name}:0", trainable: false);
        weightList.Add(weight);
        return weight;
    }

    /// <summary>weight += numbers.</summary>
    protected static void Add(Variable weight, Tensor numbers) => weight.Assign(Ops.Add(weight.Current, Ops.Cast(numbers, weight.DType)));

    /// <summary>A batch that is taken in: its tensors go back with it, and no tape records them.</summary>
    private protected readonly ref struct Update : IDisposable
    {
        private readonly MemoryScope scope;
        private readonly Inside pause;

        public Update(Tensor y_true, Tensor y_pred)
        {
            Required.NotNull(y_true);
            Required.NotNull(y_pred);
            scope = MemoryScope.OfThread();
            pause = GradientTape.Pause();
        }

        public void Dispose()
        {
            pause.Dispose();
            scope.Dispose();
        }
    }

    private static void Fill(Variable weight, double number)
    {
        using var scope = MemoryScope.OfThread();
        weight.Assign(Ops.Fill(weight.Shape, number, weight.DType));
    }
}
