namespace KerasLikeRnn.Metrics;

/// <summary>A metric that compile knows by its name: what it is the first batch tells.</summary>
/// <remarks>
/// <c>"accuracy"</c>, <c>"acc"</c>, <c>"crossentropy"</c> and <c>"ce"</c> become the binary, categorical or sparse form once the
/// shapes of targets and predictions are known.
/// </remarks>
internal static class NamedMetric
{
    /// <summary>Fails unless the name is known.</summary>
    /// <exception cref="ValueError">It is not; the message names the nearest.</exception>
    public static void Require(string name)
    {
        if (!Is(name)) throw Registry.Unknown<Metric>(name);
    }

    /// <summary>Whether the name is known.</summary>
    public static bool Is(string name) => DependsOnShapes(name) || Registry.Find<Metric>(name) is not null;

    /// <summary>The metric for outputs and targets of these shapes.</summary>
    /// <param name="name">The name.</param>
    /// <param name="y_true">Shape of the targets.</param>
    /// <param name="y_pred">Shape of the outputs.</param>
    /// <param name="numbered">Makes the metric's name of a base name, for classes that have none by default.</param>
    public static Metric Create(string name, Shape y_true, Shape y_pred, Func<string, string> numbered)
    {
        if (DependsOnShapes(name))
        {
            var meant = Meant(name, y_true, y_pred);
            return new MeanMetricWrapper(MetricFunctions.Call((Delegate)Registry.Find<Metric>(meant)!)!, name) { FunctionName = meant };
        }
        var arguments = new Dictionary<string, object?>();
        if (Registry.Find<Metric>(name) is Type type && !HasName(type)) arguments["name"] = numbered(AutomaticNames.ToSnakeCase(name));
        return Registry.Make<Metric>(name, arguments);
    }

    private static bool DependsOnShapes(string name) => name.ToLowerInvariant() is "accuracy" or "acc" or "crossentropy" or "ce";

    private static bool HasName(Type type) => Construction.Constructors(type).FirstOrDefault()?.Parameters
        .FirstOrDefault(parameter => parameter.Name == "name") is not { Default: null };

    /// <summary>One number per sample is binary, class numbers are sparse, the rest categorical.</summary>
    private static string Meant(string name, Shape y_true, Shape y_pred)
    {
        var isAccuracy = name.ToLowerInvariant() is "accuracy" or "acc";
        int last = y_pred.Rank == 0 ? 1 : y_pred.Dim(-1), lastTarget = y_true.Rank == 0 ? 1 : y_true.Dim(-1);
        if (last == 1) return isAccuracy ? "binary_accuracy" : "binary_crossentropy";
        var isSparse = y_true.Rank < y_pred.Rank || (lastTarget == 1 && last > 1);
        return (isSparse ? "sparse_categorical_" : "categorical_") + (isAccuracy ? "accuracy" : "crossentropy");
    }
}
