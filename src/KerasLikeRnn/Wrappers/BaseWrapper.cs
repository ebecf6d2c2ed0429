using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Models;

namespace KerasLikeRnn.Wrappers;

/// <summary>A model in the form that scikit-learn gives to what learns: fit, predict, score, parameters by name.</summary>
public abstract class BaseWrapper
{
    private const string Building = nameof(build_fn);

    private static readonly string[] fitting =
    [
        "x", "y", "batch_size", "epochs", "verbose", "callbacks", "validation_split", "validation_data", "shuffle", "class_weight",
        "sample_weight", "initial_epoch", "steps_per_epoch", "validation_steps", "validation_batch_size", "validation_freq",
            "max_queue_size",
        "workers", "use_multiprocessing",
    ];

    private static readonly string[] predicting =
        ["x", "batch_size", "verbose", "steps", "callbacks", "max_queue_size", "workers", "use_multiprocessing"];

    private static readonly string[] evaluating = [.. predicting, "y", "sample_weight", "return_dict"];

    private Model? fitted;

    /// <param name="build_fn">Makes, compiles and returns a model; null where a derived class overrides <see cref="__call__"/>.</param>
    /// <param name="sk_params">Arguments of build_fn, and of fit, predict and evaluate, by name.</param>
    private protected BaseWrapper(Delegate? build_fn, IReadOnlyDictionary<string, object?>? sk_params)
    {
        this.build_fn = build_fn;
        this.sk_params = new(sk_params ?? new Dictionary<string, object?>());
        check_params(this.sk_params);
    }

    /// <summary>Makes, compiles and returns a model.</summary>
    public Delegate? build_fn { get; private set; }

    /// <summary>Arguments of build_fn, and of fit, predict and evaluate, by name.</summary>
    public OrderedDictionary<string, object?> sk_params { get; }

    /// <summary>The model that the last fit made.</summary>
    /// <exception cref="InvalidOperationException">There was no fit.</exception>
    public Model model =>
        fitted ?? throw new InvalidOperationException($"'{GetType().Name}' object has no attribute 'model': call fit first.");

    /// <summary>What makes the model where there is no build_fn; a derived class overrides it.</summary>
    /// <exception cref="NotSupportedException">It does not.</exception>
    public virtual Model __call__() => throw new NotSupportedException(
        $"'{GetType().Name}' has neither a build_fn nor an overridden __call__: give build_fn, a function that returns a compiled model.");

    /// <summary>Refuses names that neither build_fn nor fit, predict and evaluate take.</summary>
    /// <exception cref="ValueError">There is such a name.</exception>
    public void check_params(IReadOnlyDictionary<string, object?> @params)
    {
        foreach (var name in Required.NotNull(@params).Keys)
            if (name != "nb_epoch" && !fitting.Concat(evaluating).Concat(NamesOf(build_fn)).Contains(name))
                throw new ValueError($"{name} is not a legal parameter", nameof(@params));
    }

    /// <summary>All parameters by name, build_fn last.</summary>
    /// <param name="params">Without effect; for scikit-learn's sake.</param>
    public OrderedDictionary<string, object?> get_params(IReadOnlyDictionary<string, object?>? @params = null) =>
        new(sk_params) { [Building] = build_fn };

    /// <summary>Sets parameters.</summary>
    /// <returns>The object itself.</returns>
    /// <exception cref="ValueError">A name is unknown; nothing was set.</exception>
    public BaseWrapper set_params(IReadOnlyDictionary<string, object?> @params)
    {
        check_params(@params);
        foreach (var (name, value) in @params) sk_params[name] = value;
        return this;
    }

    /// <summary>Those of the parameters that a function takes.</summary>
    /// <param name="fn">The function.</param>
    /// <param name="override">Values that go before them, or that it takes besides.</param>
    public OrderedDictionary<string, object?> filter_sk_params(Delegate fn, IReadOnlyDictionary<string, object?>? @override = null) =>
        Filtered([.. NamesOf(Required.NotNull(fn))], @override);

    /// <summary>Makes a new model and trains it.</summary>
    /// <param name="x">Samples (n, ...).</param>
    /// <param name="y">Targets: (n) or (n, outputs).</param>
    /// <param name="kwargs">Arguments of fit, which go before those given before.</param>
    /// <returns>What each epoch gave.</returns>
    public virtual History fit(NDArray x, NDArray y, IReadOnlyDictionary<string, object?>? kwargs = null)
    {
        fitted = Build();
        return Fit(x, fitted.compiled_loss.IsCategoricalCrossentropy && Required.NotNull(y).ndim != 2 ? Categorical.to_categorical(y)
            : y, kwargs);
    }

    /// <summary>The arguments of predict.</summary>
    private protected NDArray Predict(NDArray x, IReadOnlyDictionary<string, object?> kwargs)
    {
        var given = new Keywords(kwargs);
        return model.predict(
            x, given.Whole("batch_size"), given.Verbose(), given.Whole("steps"), given.As<IReadOnlyList<Callback>>("callbacks"));
    }

    /// <summary>What evaluate gives, with the parameters that it takes.</summary>
    private protected Scores Evaluate(NDArray x, NDArray y, IReadOnlyDictionary<string, object?>? kwargs)
    {
        var given = new Keywords(Filtered(evaluating, kwargs));
        return model.evaluate(
            x, y, given.Whole("batch_size"), given.Verbose(), given.Data("sample_weight"), given.Whole("steps"),
            given.As<IReadOnlyList<Callback>>("callbacks"));
    }

    /// <summary>The parameters that predict takes.</summary>
    private protected OrderedDictionary<string, object?> OfPredict(IReadOnlyDictionary<string, object?>? kwargs) =>
        Filtered(predicting, kwargs);

    private History Fit(NDArray x, NDArray y, IReadOnlyDictionary<string, object?>? kwargs)
    {
        var given = new Keywords(Filtered(fitting, kwargs));
        return model.fit(
            x, y, given.Whole("batch_size"), given.Whole("epochs") ?? 1, given.Verbose(), given.As<IReadOnlyList<Callback>>("callbacks"),
            given.Number("validation_split") ?? 0, given.Data("validation_data"), given.Shuffle(),
            given.As<Dictionary<int, double>>("class_weight"), given.Data("sample_weight"), given.Whole("initial_epoch") ?? 0,
            given.Whole("steps_per_epoch"), given.Whole("validation_steps"), given.Whole("validation_batch_size"),
            given.Whole("validation_freq") ?? 1);
    }

    private Model Build()
    {
        if (build_fn is null) return __call__();
        var parameters = build_fn.Method.GetParameters();
        var arguments = Array.ConvertAll(parameters, parameter => sk_params.TryGetValue(parameter.Name!, out var value)
            ? Keywords.Converted(value, parameter.ParameterType)
            : parameter.HasDefaultValue ? parameter.DefaultValue
            : throw new TypeError($"build_fn() missing 1 required positional argument: '{parameter.Name}'"));
        return build_fn.DynamicInvoke(arguments) as Model ?? throw new TypeError("build_fn must return a compiled model.");
    }

    private OrderedDictionary<string, object?> Filtered(string[] names, IReadOnlyDictionary<string, object?>? more)
    {
        var found = new OrderedDictionary<string, object?>(sk_params.Where(entry => names.Contains(entry.Key)));
        foreach (var (name, value) in more ?? new Dictionary<string, object?>()) found[name] = value;
        return found;
    }

    private static IEnumerable<string> NamesOf(Delegate? function) =>
        function?.Method.GetParameters().Select(parameter => parameter.Name!) ?? [];
}
