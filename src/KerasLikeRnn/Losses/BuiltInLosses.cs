using static KerasLikeRnn.Losses.LossFunctions;

namespace KerasLikeRnn.Losses;

/// <summary>The losses that Keras knows by name: functions with their aliases, and classes.</summary>
internal static class BuiltInLosses
{
    private static readonly Entry[] functions =
    [
        new("binary_crossentropy", binary_crossentropy, (t, p) => binary_crossentropy(t, p), "bce", "BCE"),
        new("binary_focal_crossentropy", binary_focal_crossentropy, (t, p) => binary_focal_crossentropy(t, p)),
        new("categorical_crossentropy", categorical_crossentropy, (t, p) => categorical_crossentropy(t, p)),
        new("categorical_hinge", categorical_hinge, categorical_hinge.Invoke),
        new("cosine_similarity", cosine_similarity, (t, p) => cosine_similarity(t, p)),
        new("hinge", hinge, hinge.Invoke),
        new("huber", huber, (t, p) => huber(t, p), "huber_loss"),
        new("kl_divergence", kl_divergence, kl_divergence.Invoke, "kld", "KLD", "kullback_leibler_divergence"),
        new("log_cosh", log_cosh, log_cosh.Invoke, "logcosh"),
        new("mean_absolute_error", mean_absolute_error, mean_absolute_error.Invoke, "mae", "MAE"),
        new("mean_absolute_percentage_error", mean_absolute_percentage_error, mean_absolute_percentage_error.Invoke, "mape", "MAPE"),
        new("mean_squared_error", mean_squared_error, mean_squared_error.Invoke, "mse", "MSE"),
        new("mean_squared_logarithmic_error", mean_squared_logarithmic_error, mean_squared_logarithmic_error.Invoke, "msle", "MSLE"),
        new("poisson", poisson, poisson.Invoke),
        new("sparse_categorical_crossentropy", sparse_categorical_crossentropy, (t, p) => sparse_categorical_crossentropy(t, p)),
        new("squared_hinge", squared_hinge, squared_hinge.Invoke),
    ];

    private static readonly Dictionary<string, Entry> byName = functions
        .SelectMany(entry => entry.Aliases.Prepend(entry.Name), (entry, name) => (entry, name))
        .ToDictionary(pair => pair.name, pair => pair.entry);

    /// <summary>The classes.</summary>
    public static ClassTable<Loss> Classes { get; } = new("loss function");

    /// <summary>The loss of a name: a function wrapped under its full name, or a class with its default arguments.</summary>
    /// <exception cref="ValueError">There is none; the message names the nearest.</exception>
    public static Loss Find(string name, IReadOnlyDictionary<string, object>? custom_objects = null)
    {
        if (custom_objects?.ContainsKey(name) != true && byName.TryGetValue(name, out var entry))
            return new LossFunctionWrapper(entry.Function, name: entry.Name);
        if (custom_objects?.ContainsKey(name) == true || Classes.Names.ContainsKey(name)) return Classes.Create(name, custom_objects);
        throw UnknownName.Exception("loss function", name, byName.Keys.Concat(Classes.Names.Keys), "loss");
    }

    /// <summary>The built-in function of a name, for metrics; null when there is none.</summary>
    public static Func<Tensor, Tensor, Tensor>? Function(string name) => byName.GetValueOrDefault(name)?.Function;

    /// <summary>The names of all functions.</summary>
    public static IEnumerable<string> FunctionNames => byName.Keys;

    /// <summary>Python's name of a function: a built-in one's own, else its method's.</summary>
    public static string NameOf(Delegate function) =>
        Array.Find(functions, entry => ReferenceEquals(entry.Exported, function))?.Name ?? FunctionName.Of(function);

    private sealed record Entry(string Name, Delegate Exported, Func<Tensor, Tensor, Tensor> Function, params string[] Aliases);
}
