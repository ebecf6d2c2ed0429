namespace KerasLikeRnn.Metrics;

/// <summary>The weighted mean of a function of targets and predictions.</summary>
[KerasExport("keras.metrics.MeanMetricWrapper")]
public partial class MeanMetricWrapper : Reduce
{
    private readonly Func<Tensor, Tensor, Tensor> function;

    /// <summary>Wraps a function.</summary>
    /// <param name="fn">From targets and predictions to the samples' values.</param>
    public MeanMetricWrapper(Func<Tensor, Tensor, Tensor> fn, MetricOptions? options = null) : base(true, options)
    {
        Required.NotNull(fn);
        (function, FunctionName) = (fn, Registry.NameOf(fn));
    }

    /// <summary>Name of the function, also where it is called through another one.</summary>
    internal string FunctionName { get; init; }

    /// <summary>A metric from its configuration, its function found by its name.</summary>
    /// <exception cref="ValueError">No function has that name.</exception>
    public static MeanMetricWrapper from_config(IReadOnlyDictionary<string, object?> config)
    {
        var name = config.GetValueOrDefault("fn") as string;
        if (name is null || Registry.Find<Metric>(name) is not Delegate known || MetricFunctions.Call(known) is not { } function)
            throw new ValueError(
                $"A MeanMetricWrapper is made from the name of a function. Received: {config.GetValueOrDefault("fn") ?? "None"}",
                nameof(config));
        return new(function, config.GetValueOrDefault("name") as string, config.GetValueOrDefault("dtype") as string)
        {
            FunctionName = name,
        };
    }

    /// <summary>The same metric without what it has gathered.</summary>
    internal MeanMetricWrapper Copy() => new(function, name, dtype) { FunctionName = FunctionName };

    /// <summary>The constructor's arguments, the function by its name; that of a class derived from this one is its own affair.</summary>
    public override OrderedDictionary<string, object?> get_config()
    {
        var config = base.get_config();
        if (GetType() == typeof(MeanMetricWrapper)) config["fn"] = FunctionName;
        return config;
    }

    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null)
    {
        using var update = new Update(y_true, y_pred);
        (y_true, y_pred) = Alignment.Squeeze(Ops.Cast(y_true, DType), Ops.Cast(y_pred, DType));
        Accumulate(
            function(y_true, y_pred)
            ?? throw new ValueError($"The output of a metric function can only be a single Tensor. {name} gave: None"), sample_weight);
    }
}
