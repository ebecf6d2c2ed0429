using KerasLikeRnn.Optimizers;
using KerasLikeRnn.Optimizers.Experimental;
using Experimental = KerasLikeRnn.Optimizers.Experimental;
using Optimizer = KerasLikeRnn.Optimizers.Optimizer;

namespace KerasLikeRnn.Models;

/// <summary>Optimizers from and to the form of Keras 3, and their state.</summary>
/// <remarks>
/// Keras 3's optimizers are those of Keras 2.9's <c>keras.optimizers.experimental</c>, grown up (<see cref="Keras3Rules"/>). Adam, and SGD
/// without momentum, compute what Keras 2.9's usual ones compute, which are quicker. Where a model was saved here with one of the usual
/// ones, that stands beside Keras 3's, which does not read it, so that training goes on here as it would have.
/// </remarks>
internal static class Keras3Optimizers
{
    private const string Usual = "keras_2";

    /// <summary>An optimizer that both sides have.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Arguments">Its arguments besides those that all have.</param>
    /// <param name="Slots">What it keeps for each variable, by its names in the usual class and the experimental one. Those of a group lie
    /// variable by variable.</param>
    private sealed record Row(string Name, string[] Arguments, (string Usual, string Experimental)[][] Slots);

    private static readonly Row[] rows =
    [
        new("Adadelta", ["rho", "epsilon"], [[("accum_grad", "accumulated_grad"), ("accum_var", "accumulated_delta_var")]]),
        new("Adagrad", ["initial_accumulator_value", "epsilon"], [[("accumulator", "accumulator")]]),
        new("Adam", ["beta_1", "beta_2", "epsilon", "amsgrad"], [[("m", "m"), ("v", "v")], [("vhat", "vhat")]]),
        new("AdamW", ["beta_1", "beta_2", "epsilon", "amsgrad"], [[("m", "m"), ("v", "v")], [("vhat", "vhat")]]),
        new("Adamax", ["beta_1", "beta_2", "epsilon"], [[("m", "m"), ("v", "u")]]),
        new("Ftrl",
            ["learning_rate_power", "initial_accumulator_value", "l1_regularization_strength", "l2_regularization_strength",
            "l2_shrinkage_regularization_strength", "beta"],
            [[("accumulator", "accumulator"), ("linear", "linear")]]),
        new("Nadam", ["beta_1", "beta_2", "epsilon"], [[("m", "m"), ("v", "v")]]),
        new("RMSprop", ["rho", "momentum", "epsilon", "centered"],
            [[("rms", "velocity")], [("momentum", "momentum")], [("mg", "average_gradient")]]),
        new("SGD", ["momentum", "nesterov"], [[("momentum", "m")]]),
    ];

    /// <summary>The optimizer of a configuration of Keras 3.</summary>
    /// <exception cref="NotSupportedException">There is no such optimizer here.</exception>
    public static Optimizer Read(IReadOnlyDictionary<string, object?> described)
    {
        if (described.GetValueOrDefault(Usual) is IReadOnlyDictionary<string, object?> usual) return Registry.Create<Optimizer>(usual);
        var name = described.GetValueOrDefault("class_name") as string ?? "";
        var config = described.GetValueOrDefault("config") as IReadOnlyDictionary<string, object?>
            ?? throw new ValueError($"The optimizer's configuration is none: {PythonText.Repr(described)}", nameof(described));
        if (name == nameof(LossScaleOptimizer)) return Scaling(config);
        if (Array.Find(rows, row => row.Name == name) is not { } row || IsOwn(described, name)) return Own(described, name);
        foreach (var argument in (string[])["loss_scale_factor", "gradient_accumulation_steps"])
            if (config.GetValueOrDefault(argument) is { } value)
                throw new NotSupportedException(
                    $"The file's optimizer {name} has {argument}={PythonText.Repr(value)}, which is not here. Load the model with compile: "
                    + $"false and compile it anew.");
        return Make(row, config);
    }

    private static bool IsOwn(IReadOnlyDictionary<string, object?> described, string name) =>
        CustomObjects.Find(described.GetValueOrDefault("registered_name") as string ?? name) is not null;

    private static Optimizer Own(IReadOnlyDictionary<string, object?> described, string name)
    {
        if (described.GetValueOrDefault("module") is "keras.optimizers" && !IsOwn(described, name))
            throw new NotSupportedException(
                $"The file's optimizer is Keras 3's {DamagedFile.Shown(name)}, which is not here. Load the model with compile: false "
                + $"and compile "
                + $"it with one of {string.Join(", ", rows.Select(row => row.Name))}.");
        return Registry.Create<Optimizer>(Keras3Reader.Layer(described));
    }

    private static LossScaleOptimizer Scaling(IReadOnlyDictionary<string, object?> config) => new(
        Read(config.GetValueOrDefault("inner_optimizer") as IReadOnlyDictionary<string, object?>
            ?? throw new ValueError("The configuration of a LossScaleOptimizer has no `inner_optimizer`.", nameof(config))),
        initial_scale: Number(config, "initial_scale"), dynamic_growth_steps: (int?)Number(config, "dynamic_growth_steps"));

    private static Optimizer Make(Row row, IReadOnlyDictionary<string, object?> config)
    {
        var decay = Number(config, "weight_decay");
        var arguments = new Dictionary<string, object?>();
        foreach (var name in (string[])["name", "clipnorm", "clipvalue", "global_clipnorm", .. row.Arguments])
            if (config.TryGetValue(name, out var value)) arguments[name] = value;
        arguments["learning_rate"] = Keras3Reader.Read(config.GetValueOrDefault("learning_rate"), "learning_rate");
        var averages = config.GetValueOrDefault("use_ema") is true;
        if (decay is null && !averages && (row.Name == "Adam" || row.Name == "SGD" && Number(config, "momentum") is null or 0))
            return OptimizerConfigs.Create(row.Name == "Adam" ? typeof(Optimizers.Adam) : typeof(Optimizers.SGD), arguments);
        foreach (var name in (string[])["use_ema", "ema_momentum", "ema_overwrite_frequency"])
            if (config.TryGetValue(name, out var value)) arguments[name] = value;
        var made = (Experimental.Optimizer)OptimizerConfigs.Create(ClassOf(row.Name), arguments);
        made.Keras3 = new Keras3Rules(decay);
        return made;
    }

    [return: DynamicallyAccessedMembers(IConfigurable.Kept)]
    private static Type ClassOf(string name) => name switch
    {
        "Adadelta" => typeof(Experimental.Adadelta),
        "Adagrad" => typeof(Experimental.Adagrad),
        "Adamax" => typeof(Experimental.Adamax),
        "Ftrl" => typeof(Experimental.Ftrl),
        "Nadam" => typeof(Experimental.Nadam),
        "RMSprop" => typeof(Experimental.RMSprop),
        "SGD" => typeof(Experimental.SGD),
        _ => typeof(Experimental.Adam),
    };

    private static double? Number(IReadOnlyDictionary<string, object?> config, string name) => config.GetValueOrDefault(name) switch
    {
        null => null,
        int or long or double => Convert.ToDouble(config[name], CultureInfo.InvariantCulture),
        var other => throw new ValueError($"`{name}` of an optimizer is a number. Received: {PythonText.Repr(other)}", name),
    };

    /// <summary>The optimizer in Keras 3's form.</summary>
    /// <exception cref="NotSupportedException">Keras 3 has no such optimizer.</exception>
    public static OrderedDictionary<string, object?> Write(Optimizer optimizer)
    {
        if (optimizer is LossScaleOptimizer scaling) return WriteScaling(scaling);
        if (RowOf(optimizer) is not { } row)
            return (OrderedDictionary<string, object?>)Keras3Writer.Written(Registry.Serialize(optimizer), "optimizer",
                Keras3Module.Optimizers)!;
        if (optimizer is Experimental.AdamW)
            throw new NotSupportedException(
                "The optimizer AdamW of Keras 2.9 computes something else than Keras 3's. Save the model with include_optimizer: false.");
        var config = Arguments(optimizer, row);
        var written = new OrderedDictionary<string, object?>
        {
            ["module"] = Keras3Module.Optimizers, ["class_name"] = row.Name, ["config"] = config, ["registered_name"] = null,
        };
        if (optimizer is not Experimental.Optimizer) written[Usual] = Registry.Serialize(optimizer);
        return written;
    }

    private static OrderedDictionary<string, object?> WriteScaling(LossScaleOptimizer scaling) => new()
    {
        ["module"] = Keras3Module.Optimizers,
        ["class_name"] = nameof(LossScaleOptimizer),
        ["config"] = new OrderedDictionary<string, object?>
        {
            ["name"] = scaling.name, ["inner_optimizer"] = Write(scaling.inner_optimizer), ["initial_scale"] = scaling.initial_scale,
            ["dynamic_growth_steps"] = scaling.dynamic_growth_steps ?? throw new NotSupportedException(
                "Keras 3 has no LossScaleOptimizer with dynamic=False. Save the model as .h5, or with include_optimizer: false."),
        },
        ["registered_name"] = null,
    };

    private static Row? RowOf(Optimizer optimizer)
    {
        var type = optimizer.GetType();
        return type.Namespace is "KerasLikeRnn.Optimizers" or "KerasLikeRnn.Optimizers.Experimental"
            ? Array.Find(rows, row => row.Name == type.Name) : null;
    }

    private static OrderedDictionary<string, object?> Arguments(Optimizer optimizer, Row row)
    {
        var own = optimizer.get_config();
        var newer = optimizer as Experimental.Optimizer;
        if (new[] { optimizer.clipnorm, optimizer.clipvalue, optimizer.global_clipnorm }.Count(limit => limit is not null) > 1)
            throw new NotSupportedException(
                $"Keras 3's {row.Name} takes one of clipnorm, clipvalue and global_clipnorm. Save the model as .h5, or with "
                + $"include_optimizer: false.");
        var config = new OrderedDictionary<string, object?>
        {
            ["name"] = optimizer.name, ["learning_rate"] = Rate(optimizer, own), ["weight_decay"] = newer?.Keras3?.WeightDecay,
            ["clipnorm"] = optimizer.clipnorm, ["global_clipnorm"] = optimizer.global_clipnorm, ["clipvalue"] = optimizer.clipvalue,
            ["use_ema"] = newer?.use_ema ?? false, ["ema_momentum"] = newer?.ema_momentum ?? 0.99,
            ["ema_overwrite_frequency"] = newer?.use_ema == true ? newer.ema_overwrite_frequency : null, ["loss_scale_factor"] = null,
            ["gradient_accumulation_steps"] = null,
        };
        foreach (var name in row.Arguments)
            if (own.TryGetValue(name, out var value)) config[name] = value;
        return config;
    }

    /// <summary>The learning rate; Keras 2.9's decay is a schedule in Keras 3.</summary>
    private static object? Rate(Optimizer optimizer, OrderedDictionary<string, object?> config)
    {
        var rate = Keras3Writer.Written(config["learning_rate"], "learning_rate");
        if (optimizer.decay == 0 || optimizer is Optimizers.Nadam) return rate;
        if (rate is IReadOnlyDictionary<string, object?>)
            throw new NotSupportedException("Keras 3 has no `decay` beside a schedule of learning rates. Save the model as .h5.");
        return new OrderedDictionary<string, object?>
        {
            ["module"] = Keras3Module.Schedules,
            ["class_name"] = "InverseTimeDecay",
            ["config"] = new OrderedDictionary<string, object?>
            {
                ["initial_learning_rate"] = rate, ["decay_steps"] = 1, ["decay_rate"] = optimizer.decay, ["staircase"] = false,
                ["name"] = "InverseTimeDecay",
            },
            ["registered_name"] = null,
        };
    }

    /// <summary>What lies in a file under each number: a variable, or a number that is made and read in its own way.</summary>
    /// <param name="Variable">The variable.</param>
    /// <param name="Get">The number to write.</param>
    /// <param name="Set">Takes the number read.</param>
    internal sealed record Entry(Variable? Variable, Func<Tensor>? Get = null, Action<double>? Set = null);

    /// <summary>The optimizer's variables in Keras 3's order.</summary>
    /// <param name="optimizer">The optimizer, which has the slots of all variables where it has any.</param>
    /// <param name="variables">What it changes, in Keras 3's order.</param>
    public static List<Entry> State(Optimizer optimizer, IReadOnlyList<Variable> variables)
    {
        if (optimizer is LossScaleOptimizer scaling) return StateOfScaling(scaling, variables);
        var state = new List<Entry>
        {
            new(null, () => Tensor.Scalar((long)optimizer.iterations), number => optimizer.iterations = (long)number),
        };
        if (optimizer.learning_rate.Schedule is null && (optimizer.decay == 0 || optimizer is Optimizers.Nadam))
            state.Add(new(null, () => Tensor.Scalar((float)(double)optimizer.learning_rate), rate => optimizer.learning_rate = rate));
        if (optimizer.weights.Count == 0) return state;
        if (RowOf(optimizer) is not { } row)
        {
            state.AddRange(optimizer.weights.Skip(1).Select(weight => new Entry(weight)));
            return state;
        }
        var isNewer = optimizer is Experimental.Optimizer;
        if (optimizer is Experimental.Optimizer { use_ema: true }) AddGroup([("", "average")]);
        foreach (var group in row.Slots) AddGroup(group);
        if (optimizer is Experimental.Nadam { Product: { } product }) state.Add(new(product));
        else if (optimizer is Optimizers.Nadam usual)
            state.Add(new(null, () => Tensor.Scalar(Product(usual.beta_1, usual.iterations)), _ => usual.RestoreProduct()));
        return state;

        void AddGroup((string Usual, string Experimental)[] group)
        {
            foreach (var variable in variables)
                foreach (var (usually, newer) in group)
                    if (optimizer.FindSlot(variable, isNewer ? newer : usually) is { } slot) state.Add(new(slot));
        }
    }

    private static List<Entry> StateOfScaling(LossScaleOptimizer scaling, IReadOnlyList<Variable> variables) =>
    [
        new(null, () => Tensor.Scalar(0), _ => { }), new(null, () => Tensor.Scalar(0f), _ => { }),
        new(scaling.dynamic_counter), new(scaling.Current),
        .. State(scaling.inner_optimizer, variables),
    ];

    /// <summary>The product of all momenta so far, by Keras 3's formula.</summary>
    private static float Product(double beta, long steps)
    {
        var product = 1.0;
        for (var t = 1L; t <= steps && product > 0; t++) product *= beta * (1 - 0.5 * Math.Pow(0.96, t));
        return (float)product;
    }
}
