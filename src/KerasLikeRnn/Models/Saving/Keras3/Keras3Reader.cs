using KerasLikeRnn.Metrics;

namespace KerasLikeRnn.Models;

/// <summary>
/// Turns configurations of Keras 3 into those of Keras 2.9, from which everything here is made: modules and registered names go, policies,
/// functions and tuples become names and lists, arguments get the names that they have here. What is not here is refused by name.
/// </summary>
internal static class Keras3Reader
{
    private const string ForwardPrefix = "forward_";
    private const string BackwardPrefix = "backward_";
    private static readonly string[] policies = ["DTypePolicy", "FloatDTypePolicy"];

    /// <summary>Whether a configuration is in the form of Keras 3.</summary>
    public static bool IsKeras3(object? config) => config is IReadOnlyDictionary<string, object?> entries && entries.ContainsKey("module");

    /// <summary>The configuration of a model or layer.</summary>
    /// <exception cref="ValueError">It describes none.</exception>
    /// <exception cref="NotSupportedException">It needs what is not here.</exception>
    public static IReadOnlyDictionary<string, object?> Layer(IReadOnlyDictionary<string, object?> config) =>
        Read(config, "layer") as IReadOnlyDictionary<string, object?>
        ?? throw new ValueError($"The configuration describes no layer: {PythonText.Repr(config)}", nameof(config));

    /// <summary>Any value of a configuration.</summary>
    /// <param name="value">The value.</param>
    /// <param name="argument">The argument that it is given for, which says what may be meant by a name.</param>
    public static object? Read(object? value, string argument) => value switch
    {
        IReadOnlyDictionary<string, object?> entries when entries.GetValueOrDefault("class_name") is string name
            && entries.ContainsKey("config") => Object(entries, name, argument),
        IReadOnlyDictionary<string, object?> entries => Entries(entries, argument),
        string text => FunctionHere(text, Keras3Module.Of(argument)),
        IEnumerable items and not string => items.Cast<object?>().Select(item => Read(item, argument)).ToList(),
        _ => value,
    };

    /// <summary>The name that a function of Keras 3 has here.</summary>
    public static string FunctionHere(string name, string? module)
    {
        if (module == Keras3Module.Activations && Keras3Differences.OtherFormulas.Contains(name) && CustomObjects.Find(name) is null)
            throw new NotSupportedException(
                $"The activation '{name}' of Keras 3 computes something else than the one of that name here, which is Keras 2.9's. Give a "
                + $"function of your own under that name in `custom_objects`.");
        return module is null || IsKnown(name, module)
            ? name
            : Array.Find(Keras3Differences.Functions, pair => pair.There == name).Here ?? name;
    }

    /// <summary>Whether a name is one here too. It is what a metric is reported under.</summary>
    private static bool IsKnown(string name, string module) =>
        module == Keras3Module.Metrics && Registry.Find<Metric>(name) is not null;

    private static OrderedDictionary<string, object?> Entries(IReadOnlyDictionary<string, object?> entries, string? argument) => new(
        entries.Select(entry => KeyValuePair.Create(entry.Key, Read(entry.Value, argument ?? entry.Key))));

    private static object? Object(IReadOnlyDictionary<string, object?> described, string name, string argument)
    {
        var config = described["config"];
        switch (name)
        {
            case "__tensor__" or "__numpy__" or "__bytes__" or "__tuple__": return Content(config);
            case "__lambda__": throw Bytecode(argument);
            case "function": return Function(described, config, argument);
            case var _ when name.StartsWith("__", StringComparison.Ordinal):
                throw new NotSupportedException($"The configuration has a {DamagedFile.Shown(name)} as `{argument}`, which is not read "
                    + $"here.");
        }
        if (config is not IReadOnlyDictionary<string, object?> arguments)
            throw new ValueError($"The configuration of {DamagedFile.Shown(name)} is no dictionary: {PythonText.Repr(config)}",
                nameof(config));
        if (name.EndsWith("DTypePolicy", StringComparison.Ordinal)) return Policy(name, arguments);
        return new OrderedDictionary<string, object?>
        {
            ["class_name"] = NameHere(described, name),
            ["config"] = Arguments(described, name, arguments, argument),
        };
    }

    /// <summary>The class's name, or that under which the user has registered it.</summary>
    private static string NameHere(IReadOnlyDictionary<string, object?> described, string name) =>
        described.GetValueOrDefault("registered_name") is string registered && CustomObjects.Find(registered) is not null ? registered
        : IsKeras(described) || CustomObjects.Find(name) is not null ? name
        : described.GetValueOrDefault("registered_name") as string ?? name;

    private static bool IsKeras(IReadOnlyDictionary<string, object?> described) =>
        described.GetValueOrDefault("module") is string module
            && (module == "keras" || module.StartsWith("keras.", StringComparison.Ordinal));

    private static OrderedDictionary<string, object?> Arguments(
        IReadOnlyDictionary<string, object?> described, string name, IReadOnlyDictionary<string, object?> config, string argument)
    {
        var module = described.GetValueOrDefault("module") as string is { } known && Keras3Differences.Arguments.ContainsKey(known)
            ? known : Keras3Module.Of(argument) ?? Keras3Module.Layers;
        return name switch
        {
            "Functional" => Keras3Graph.Read(config),
            _ when config.ContainsKey("input_layers") => Keras3Graph.Read(config),
            "Discretization" => Discretization(Renamed(name, Keras3Module.Layers, Entries(config, null))),
            "Bidirectional" => Bidirectional(Renamed(name, Keras3Module.Layers, Entries(config, null))),
            _ when module == Keras3Module.Losses => Loss(Renamed(name, module, Entries(config, null))),
            _ => Renamed(name, module, Entries(config, null)),
        };
    }

    /// <summary>Boundaries beside a number of bins were learnt.</summary>
    private static OrderedDictionary<string, object?> Discretization(OrderedDictionary<string, object?> arguments)
    {
        if (arguments.GetValueOrDefault("num_bins") is null || arguments.GetValueOrDefault("bin_boundaries") is not { } learnt)
            return arguments;
        arguments["bin_boundaries"] = null;
        arguments[Layers.Discretization.LearntArgument] = learnt;
        return arguments;
    }

    /// <summary>The arguments under the names that they have here.</summary>
    /// <exception cref="NotSupportedException">One says what is not possible here.</exception>
    private static OrderedDictionary<string, object?> Renamed(string name, string module, OrderedDictionary<string, object?> arguments)
    {
        foreach (var difference in Keras3Differences.Arguments.GetValueOrDefault(module) ?? [])
        {
            if (difference.There is not { } there || difference.Class != Keras3Differences.Any && difference.Class != name
                || !arguments.Remove(there, out var value)) continue;
            if (difference.Here is { } here) arguments[here] = value;
            else if (difference.Usual is { Length: > 0 } usual && !Array.Exists(usual, each => Same(each, value)))
                throw new NotSupportedException(
                    $"The file's {name} {PythonText.Repr(arguments.GetValueOrDefault("name"))} has {there}={PythonText.Repr(value)}, an "
                    + $"argument of Keras 3 that is not here. Save it with {there}={PythonText.Repr(usual[0])}.");
        }
        return arguments;
    }

    /// <summary>Whether two values are the same, numbers whatever their types.</summary>
    internal static bool Same(object? a, object? b) => Equals(a, b) || a is IConvertible and not string and not bool
        && b is IConvertible and not string and not bool
        && Convert.ToDouble(a, CultureInfo.InvariantCulture) == Convert.ToDouble(b, CultureInfo.InvariantCulture);

    /// <summary>
    /// Keras 3 writes both halves, with the names that they have inside. The one that runs backwards is left out where it is what the
    /// layer makes by itself.
    /// </summary>
    private static OrderedDictionary<string, object?> Bidirectional(OrderedDictionary<string, object?> arguments)
    {
        var isUsual = arguments.GetValueOrDefault("layer") is IReadOnlyDictionary<string, object?> forward
            && arguments.GetValueOrDefault("backward_layer") is IReadOnlyDictionary<string, object?> backward
            && IsReversed(forward, backward);
        WithoutPrefix("layer", ForwardPrefix);
        WithoutPrefix("backward_layer", BackwardPrefix);
        if (isUsual) arguments.Remove("backward_layer");
        return arguments;

        void WithoutPrefix(string half, string prefix)
        {
            if (ConfigOf(arguments.GetValueOrDefault(half)) is { } config && config.GetValueOrDefault("name") is string name
                && name.StartsWith(prefix, StringComparison.Ordinal)) config["name"] = name[prefix.Length..];
        }
    }

    private static bool IsReversed(IReadOnlyDictionary<string, object?> forward, IReadOnlyDictionary<string, object?> backward)
    {
        if (ConfigOf(forward) is not { } first || ConfigOf(backward) is not { } second
            || !Equals(forward["class_name"], backward.GetValueOrDefault("class_name"))) return false;
        return first.Keys.All(key => key switch
        {
            "go_backwards" => !Equals(first[key], second.GetValueOrDefault(key)),
            "name" => Equals((first[key] as string)?.Replace(ForwardPrefix, BackwardPrefix, StringComparison.Ordinal),
                second.GetValueOrDefault(key)),
            _ => PythonJson.Dumps(first[key]) == PythonJson.Dumps(second.GetValueOrDefault(key)),
        });
    }

    private static OrderedDictionary<string, object?>? ConfigOf(object? described) =>
        (described as IReadOnlyDictionary<string, object?>)?.GetValueOrDefault("config") as OrderedDictionary<string, object?>;

    private static OrderedDictionary<string, object?> Loss(OrderedDictionary<string, object?> arguments)
    {
        if (!arguments.TryGetValue("reduction", out var reduction)) return arguments;
        arguments["reduction"] = reduction switch
        {
            null => "none",
            "mean" => "sum_over_batch_size",
            "mean_with_sample_weight" => throw new NotSupportedException(
                "The file's loss has reduction='mean_with_sample_weight', which is not here. Load the model with compile: false."),
            _ => reduction,
        };
        return arguments;
    }

    private static object Policy(string name, IReadOnlyDictionary<string, object?> arguments)
    {
        if (!policies.Contains(name) || arguments.GetValueOrDefault("name") is not string policy)
            throw new NotSupportedException(
                $"The file has a layer of the dtype policy {DamagedFile.Shown(name)}({PythonText.Repr(arguments)}), which is not here: "
                + $"types and "
                + $"mixed_float16 and mixed_bfloat16 are.");
        return new MixedPrecision.Policy(policy).Config;
    }

    private static string Function(IReadOnlyDictionary<string, object?> described, object? config, string argument)
    {
        if (config is not string name)
            throw new ValueError($"The function given as `{argument}` has no name: {PythonText.Repr(config)}", nameof(config));
        return described.GetValueOrDefault("registered_name") is string registered
            && CustomObjects.Find(registered) is not null ? registered
            : FunctionHere(name, Keras3Module.Of(argument) ?? Keras3Module.Losses);
    }

    private static object? Content(object? config) => config is IReadOnlyDictionary<string, object?> entries
        ? entries.GetValueOrDefault("value")
        : config;

    private static NotSupportedException Bytecode(string argument) => new(
        $"Requested the deserialization of a Python lambda (as `{argument}`). Such a function stands in the file as Python's bytecode, "
        + $"which "
        + $"is never executed here. Name the function in Python and save the model again, then give a function of that name in "
        + $"`custom_objects`.");
}
