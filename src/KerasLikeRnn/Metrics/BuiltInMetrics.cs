using static KerasLikeRnn.Metrics.MetricFunctions;

namespace KerasLikeRnn.Metrics;

/// <summary>The metrics that Keras knows by name: functions with their aliases, and classes.</summary>
internal static class BuiltInMetrics
{
    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor>> functions = new()
    {
        ["accuracy"] = MetricFunctions.Accuracy,
        ["acc"] = MetricFunctions.Accuracy,
        ["ACC"] = MetricFunctions.Accuracy,
        ["binary_accuracy"] = (t, p) => binary_accuracy(t, p),
        ["categorical_accuracy"] = categorical_accuracy.Invoke,
        ["sparse_categorical_accuracy"] = sparse_categorical_accuracy.Invoke,
        ["top_k_categorical_accuracy"] = (t, p) => top_k_categorical_accuracy(t, p),
        ["sparse_top_k_categorical_accuracy"] = (t, p) => sparse_top_k_categorical_accuracy(t, p),
        ["cosine_similarity"] = (t, p) => LossFunctions.CosineOf(t, p, -1),
        ["cosine_proximity"] = (t, p) => LossFunctions.CosineOf(t, p, -1),
    };

    private static readonly (Delegate Exported, string Name)[] exported =
    [
        (binary_accuracy, "binary_accuracy"),
        (categorical_accuracy, "categorical_accuracy"),
        (sparse_categorical_accuracy, "sparse_categorical_accuracy"),
        (top_k_categorical_accuracy, "top_k_categorical_accuracy"),
        (sparse_top_k_categorical_accuracy, "sparse_top_k_categorical_accuracy"),
    ];

    /// <summary>The classes.</summary>
    /// <remarks>A MeanMetricWrapper is made from a function, not from its name alone.</remarks>
    public static ClassTable<Metric> Classes { get; } =
        new("metric function", Construction.Exported<Metric>().Where(type => type != typeof(MeanMetricWrapper)));

    /// <summary>The function of that name; null when there is none.</summary>
    public static Func<Tensor, Tensor, Tensor>? Function(string name) => functions.GetValueOrDefault(name) ?? BuiltInLosses.Function(name);

    /// <summary>A new metric of the class of that name.</summary>
    /// <param name="name">Name of the class.</param>
    /// <param name="numbered">Makes the metric's name of a base name, for the classes that have none by default.</param>
    public static Metric Create(string name, Func<string, string> numbered)
    {
        var type = Classes.Names[name];
        var isNamed = Construction.Constructors(type)[0].Parameters.First(parameter => parameter.Name == "name").Default is not null;
        var arguments = new Dictionary<string, object?>();
        if (!isNamed) arguments["name"] = numbered(AutomaticNames.ToSnakeCase(name));
        return (Metric)Construction.Create(type, arguments);
    }

    /// <summary>Fails unless the name is known.</summary>
    /// <exception cref="ValueError">It is not; the message names the nearest.</exception>
    public static void Require(string name)
    {
        if (Function(name) is null && !Classes.Names.ContainsKey(name))
            throw UnknownName.Exception(
                "metric function", name, functions.Keys.Concat(BuiltInLosses.FunctionNames).Concat(Classes.Names.Keys).Distinct(),
                "metrics");
    }

    /// <summary>Python's name of a function: a built-in one's own, else its method's.</summary>
    public static string NameOf(Delegate function) =>
        Array.Find(exported, entry => ReferenceEquals(entry.Exported, function)).Name ?? BuiltInLosses.NameOf(function);
}
