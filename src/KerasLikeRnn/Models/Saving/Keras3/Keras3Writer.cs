namespace KerasLikeRnn.Models;

/// <summary>
/// Turns layers, and configurations of Keras 2.9, into configurations of Keras 3: each object says its module and registered name, what
/// differs goes by <see cref="Keras3Differences"/>. What Keras 3 does not have is refused by name.
/// </summary>
internal static class Keras3Writer
{
    private const string FunctionalModule = "keras.src.models.functional";

    /// <summary>A layer or model.</summary>
    /// <exception cref="NotSupportedException">Keras 3 has no such layer.</exception>
    public static OrderedDictionary<string, object?> Layer(Layer layer) => layer switch
    {
        Functional { Graph: { } graph, Kind: { IsDerived: true, TellsConfig: false } } model and not Sequential =>
            Own(Registry.Serialize(layer)["class_name"] as string ?? "", Keras3Graph.Write(model, graph, model.outputs.Count)),
        { Kind.IsDerived: true } => Described(Registry.Serialize(layer), Keras3Module.Layers),
        Sequential stack => Model("keras", nameof(Sequential), Stack(stack), null),
        Functional { Graph: { } graph } model =>
            Model(FunctionalModule, nameof(Functional), Keras3Graph.Write(model, graph, model.outputs.Count), nameof(Functional)),
        Bidirectional wrapper => Wrapper(wrapper, ("layer", wrapper.forward_layer), ("backward_layer", wrapper.backward_layer)),
        Wrapper wrapper => Wrapper(wrapper, ("layer", wrapper.layer)),
        Discretization { HasLearnt: true } discretization => Learnt(discretization),
        _ => Described(Registry.Serialize(layer), Keras3Module.Layers),
    };

    /// <summary>Boundaries that were learnt stand beside the number of bins.</summary>
    private static OrderedDictionary<string, object?> Learnt(Discretization layer)
    {
        var described = Described(Registry.Serialize(layer), Keras3Module.Layers);
        ((IDictionary<string, object?>)described["config"]!)["bin_boundaries"] = layer.bin_boundaries;
        return described;
    }

    /// <summary>Any value of a configuration.</summary>
    /// <param name="value">The value.</param>
    /// <param name="argument">What it is given for.</param>
    /// <param name="module">The module of the objects in it; null where the argument says it.</param>
    public static object? Written(object? value, string argument, string? module = null)
    {
        module ??= Keras3Module.Of(argument);
        return value switch
        {
            IReadOnlyDictionary<string, object?> entries when entries.ContainsKey("class_name") && entries.ContainsKey("config") =>
                Described(entries, module ?? Keras3Module.Layers),
            IReadOnlyDictionary<string, object?> entries => new OrderedDictionary<string, object?>(
                entries.Select(entry => KeyValuePair.Create(entry.Key, Written(entry.Value, entry.Key, module)))),
            string name when module is not null => Function(name, module),
            IEnumerable items and not string => items.Cast<object?>().Select(item => Written(item, argument, module)).ToList(),
            _ => value,
        };
    }

    /// <summary>The form of a function that Keras 3 finds by its name, wherever it is defined.</summary>
    public static OrderedDictionary<string, object?> Function(string name) => new()
    {
        ["module"] = "builtins", ["class_name"] = "function", ["config"] = name,
        ["registered_name"] = CustomObjects.Find(name) is null ? "function" : name,
    };

    private static object Function(string name, string module)
    {
        if (!Keras3Module.Has(module, name)) return Function(name);
        if (module == Keras3Module.Activations && Keras3Differences.OtherFormulas.Contains(name))
            throw new NotSupportedException(
                $"The activation '{name}' computes something else in Keras 3, so that the model would not give the same numbers there. "
                + $"Save it "
                + $"as .h5, or give a function of your own.");
        return Array.Find(Keras3Differences.Functions, pair => pair.Here == name).There ?? name;
    }

    private static OrderedDictionary<string, object?> Model(
        string module, string name, OrderedDictionary<string, object?> config, string? registered) => new()
    {
        ["module"] = module, ["class_name"] = name, ["config"] = config, ["registered_name"] = registered,
    };

    private static OrderedDictionary<string, object?> Stack(Sequential model)
    {
        var layers = model.layers.Select(object? (layer) => Layer(layer)).ToList();
        var entrance = model.Graph?.Inputs[0];
        if (entrance is not null) layers.Insert(0, Layer(entrance.Node.Layer));
        var config = new OrderedDictionary<string, object?>
        {
            ["name"] = model.name, ["trainable"] = model.trainable, ["dtype"] = Policy(model.dtype_policy.name), ["layers"] = layers,
        };
        if (entrance is not null) config["build_input_shape"] = entrance.Shape.ToList();
        return config;
    }

    private static OrderedDictionary<string, object?> Wrapper(Wrapper wrapper, params (string Name, Layer Layer)[] inside)
    {
        var config = Registry.Serialize(wrapper);
        var arguments = (OrderedDictionary<string, object?>)config["config"]!;
        foreach (var (name, _) in inside) arguments.Remove(name);
        var described = Described(config, Keras3Module.Layers);
        var written = (OrderedDictionary<string, object?>)described["config"]!;
        foreach (var (name, layer) in inside) written[name] = Layer(layer);
        return described;
    }

    /// <summary>An object of a class name and its configuration.</summary>
    private static OrderedDictionary<string, object?> Described(IReadOnlyDictionary<string, object?> described, string module)
    {
        var (name, config) = (described["class_name"] as string ?? "", described["config"] as IReadOnlyDictionary<string, object?>
            ?? throw Improper());
        if (name == nameof(MixedPrecision.Policy)) return Policy(config.GetValueOrDefault("name") as string ?? "float32");
        if (!Keras3Module.Has(module, name)) return Own(name, Renamed(name, module, config));
        if (Keras3Differences.Missing.TryGetValue(name, out var instead))
            throw new NotSupportedException($"Keras 3 has no {name}: {instead}, or save the model as .h5.");
        var arguments = Renamed(name, module, config);
        if (module == Keras3Module.Losses && arguments.GetValueOrDefault(
            "reduction") is "auto") arguments["reduction"] = "sum_over_batch_size";
        if (name == "Lambda") Lambda(arguments);
        if (name == nameof(BatchNormalization)) arguments["axis"] = OneAxis(arguments["axis"]);
        if (module == Keras3Module.Metrics && arguments.GetValueOrDefault("fn") is string function)
            arguments["fn"] = Function(Array.Find(Keras3Differences.Functions, pair => pair.Here == function).There ?? function);
        return new()
        {
            ["module"] = name == nameof(Sequential) ? "keras" : module,
            ["class_name"] = Keras3Differences.Classes.GetValueOrDefault(name, name),
            ["config"] = arguments,
            ["registered_name"] = null,
        };

        ValueError Improper() => new(
            $"Improper config format for {PythonText.Repr(described)}. Expecting python dict contains `class_name` and `config` as keys");
    }

    private static OrderedDictionary<string, object?> Own(string name, OrderedDictionary<string, object?> config) => new()
    {
        ["module"] = null,
        ["class_name"] = name[(name.IndexOf('>', StringComparison.Ordinal) + 1)..],
        ["config"] = config,
        ["registered_name"] = name,
    };

    /// <summary>The arguments under their names in Keras 3.</summary>
    /// <exception cref="NotSupportedException">One says what is not possible there.</exception>
    private static OrderedDictionary<string, object?> Renamed(string name, string module, IReadOnlyDictionary<string, object?> config)
    {
        var arguments = new OrderedDictionary<string, object?>();
        foreach (var (key, value) in config)
        {
            var difference = Array.Find(
                Keras3Differences.Arguments.GetValueOrDefault(module) ?? [],
                each => each.Here == key && (each.Class == Keras3Differences.Any && name != nameof(InputLayer) || each.Class == name));
            if (difference is null) arguments[key] = key == "dtype"
                && module == Keras3Module.Layers ? Type(name, value) : Written(value, key);
            else if (difference.There is { } there) arguments[there] = Written(value, key);
            else if (difference.Usual is { Length: > 0 } usual && !Array.Exists(usual, each => Equals(each, value)))
                throw new NotSupportedException(
                    $"Keras 3 has no argument `{key}` of {name}, which is {PythonText.Repr(value)} here. Save the model as .h5, or make "
                    + $"it with "
                    + $"{key}={PythonText.Repr(usual[0])}.");
        }
        return arguments;
    }

    private static object? Type(string name, object? dtype) => dtype switch
    {
        string type when name != nameof(InputLayer) && IsFloating(type) => Policy(type),
        IReadOnlyDictionary<string, object?> => Written(dtype, "dtype"),
        _ => dtype,
    };

    private static bool IsFloating(string type) => type.Contains("float", StringComparison.Ordinal);

    private static OrderedDictionary<string, object?> Policy(string name) => new()
    {
        ["module"] = "keras", ["class_name"] = "DTypePolicy", ["config"] = new OrderedDictionary<string, object?> { ["name"] = name },
        ["registered_name"] = null,
    };

    /// <exception cref="NotSupportedException">There are several.</exception>
    private static object? OneAxis(object? axis) => axis is not IReadOnlyList<object?> axes ? axis
        : axes.Count == 1 ? axes[0]
        : throw new NotSupportedException("Keras 3's BatchNormalization takes one axis. Save the model as .h5.");

    /// <summary>The function is written by its name alone.</summary>
    private static void Lambda(OrderedDictionary<string, object?> arguments)
    {
        arguments["function"] = Function((string)arguments["function"]!);
        foreach (var name in (string[])["function_type", "module", "output_shape_type", "output_shape_module"]) arguments.Remove(name);
    }
}
