namespace KerasLikeRnn.Models;

/// <summary>
/// Configurations of models that older versions of Keras wrote, made to those of Keras 2.9: arguments and layers that have other names
/// since Keras 2, layers for NVIDIA's cuDNN, and the stack of a Sequential model that was a list.
/// </summary>
internal static class OldConfig
{
    private static readonly Dictionary<string, string> kernels = new()
    {
        ["init"] = "kernel_initializer", ["W_regularizer"] = "kernel_regularizer", ["b_regularizer"] = "bias_regularizer",
        ["W_constraint"] = "kernel_constraint", ["b_constraint"] = "bias_constraint", ["bias"] = "use_bias",
        ["output_dim"] = "units", ["nb_filter"] = "filters", ["filter_length"] = "kernel_size", ["border_mode"] = "padding",
        ["subsample"] = "strides", ["subsample_length"] = "strides", ["atrous_rate"] = "dilation_rate", ["dim_ordering"] = "data_format",
    };

    private static readonly Dictionary<string, string> recurrent = new(kernels)
    {
        ["inner_init"] = "recurrent_initializer", ["inner_activation"] = "recurrent_activation", ["U_regularizer"] = "recurrent_regularizer",
        ["dropout_W"] = "dropout", ["dropout_U"] = "recurrent_dropout", ["forget_bias_init"] = "unit_forget_bias",
    };

    private static readonly Dictionary<string, string> pooling = new()
    {
        ["pool_length"] = "pool_size", ["stride"] = "strides", ["border_mode"] = "padding", ["dim_ordering"] = "data_format",
        ["length"] = "size", ["p"] = "rate", ["sigma"] = "stddev",
    };

    private static readonly Dictionary<string, string> normalization = new()
    {
        ["beta_init"] = "beta_initializer", ["gamma_init"] = "gamma_initializer", ["init"] = "alpha_initializer",
    };

    private static readonly Dictionary<string, string> embedding = new()
    {
        ["init"] = "embeddings_initializer", ["W_regularizer"] = "embeddings_regularizer", ["W_constraint"] = "embeddings_constraint",
    };

    private static readonly Dictionary<string, Dictionary<string, string>> names = new()
    {
        ["Dense"] = kernels, ["Conv1D"] = kernels, ["Conv2D"] = kernels, ["Conv3D"] = kernels, ["Conv2DTranspose"] = kernels,
        ["SeparableConv2D"] = kernels, ["LocallyConnected1D"] = kernels, ["LocallyConnected2D"] = kernels,
        ["SimpleRNN"] = recurrent, ["LSTM"] = recurrent, ["GRU"] = recurrent, ["ConvLSTM2D"] = recurrent,
        ["MaxPooling1D"] = pooling, ["AveragePooling1D"] = pooling, ["MaxPooling2D"] = pooling, ["AveragePooling2D"] = pooling,
        ["MaxPooling3D"] = pooling, ["AveragePooling3D"] = pooling, ["GlobalMaxPooling2D"] = pooling, ["GlobalAveragePooling2D"] = pooling,
        ["UpSampling1D"] = pooling, ["UpSampling2D"] = pooling, ["UpSampling3D"] = pooling, ["ZeroPadding2D"] = pooling,
        ["ZeroPadding3D"] = pooling, ["Cropping2D"] = pooling, ["Cropping3D"] = pooling,
        ["Dropout"] = pooling, ["SpatialDropout1D"] = pooling, ["SpatialDropout2D"] = pooling, ["SpatialDropout3D"] = pooling,
        ["GaussianDropout"] = pooling, ["GaussianNoise"] = pooling,
        ["BatchNormalization"] = normalization, ["PReLU"] = normalization, ["Embedding"] = embedding,
    };

    private static readonly Dictionary<string, string> classes = new()
    {
        ["Convolution1D"] = "Conv1D", ["Convolution2D"] = "Conv2D", ["Convolution3D"] = "Conv3D", ["Deconvolution2D"] = "Conv2DTranspose",
        ["SeparableConvolution2D"] = "SeparableConv2D", ["AtrousConvolution1D"] = "Conv1D", ["AtrousConvolution2D"] = "Conv2D",
        ["CuDNNLSTM"] = "LSTM", ["CuDNNGRU"] = "GRU", ["BatchNormalizationV1"] = "BatchNormalization",
        ["BatchNormalizationV2"] = "BatchNormalization", ["TimeDistributedDense"] = "Dense",
    };

    // What Keras 1 had besides, and what says nothing about the numbers.
    private static readonly string[] dropped = ["consume_less", "mode", "input_dtype", "nb_row", "nb_col", "kernel_dim1", "kernel_dim2", "kernel_dim3"];

    private static readonly Dictionary<string, string> merging = new()
    {
        ["sum"] = "Add", ["mul"] = "Multiply", ["concat"] = "Concatenate", ["ave"] = "Average", ["max"] = "Maximum", ["dot"] = "Dot",
        ["cos"] = "Dot",
    };

    /// <summary>A model's class name and configuration as Keras 2.9 would have written them.</summary>
    /// <param name="config">As it is in the file.</param>
    /// <param name="version">The version of Keras that wrote it.</param>
    /// <exception cref="NotSupportedException">A layer of Keras 1 has no counterpart.</exception>
    internal static IReadOnlyDictionary<string, object?> Of(IReadOnlyDictionary<string, object?> config, string version) =>
        Layer(config, version == "1" || version.StartsWith("1.", StringComparison.Ordinal));

    private static OrderedDictionary<string, object?> Layer(IReadOnlyDictionary<string, object?> entry, bool isFirstKeras)
    {
        var made = new OrderedDictionary<string, object?>(entry);
        if (entry.GetValueOrDefault("class_name") is not string name || CustomObjects.Find(name) is not null) return made;
        if (name == "Sequential" && entry.GetValueOrDefault("config") is List<object?> stack)
            made["config"] = new OrderedDictionary<string, object?> { ["layers"] = stack };
        if (made["config"] is not IReadOnlyDictionary<string, object?> given) return made;
        var config = new OrderedDictionary<string, object?>(given.Select(pair => KeyValuePair.Create(pair.Key, Inner(pair.Value, isFirstKeras))));
        if (name == "Model" && config.ContainsKey("layers")) name = "Functional";
        made["class_name"] = name = classes.GetValueOrDefault(name, name);
        if (entry["class_name"] is "CuDNNLSTM" or "CuDNNGRU") OfCudnn(config, name);
        // Until its kernels came one after the other, GRU had no such argument.
        else if (name == "GRU" && !config.ContainsKey("reset_after")) config["reset_after"] = false;
        made["config"] = config;
        if (isFirstKeras) OfFirstKeras(made, name, config);
        return made;
    }

    /// <summary>What lies inside of a configuration: layers of models and of wrappers.</summary>
    private static object? Inner(object? value, bool isFirstKeras) => value switch
    {
        IReadOnlyDictionary<string, object?> entry when entry.ContainsKey("class_name") => Layer(entry, isFirstKeras),
        List<object?> list => list.ConvertAll(item => Inner(item, isFirstKeras)),
        _ => value,
    };

    // cuDNN's formulas are those of the layers' defaults.
    private static void OfCudnn(OrderedDictionary<string, object?> config, string name)
    {
        config["activation"] = "tanh";
        config["recurrent_activation"] = "sigmoid";
        if (name == "GRU") config["reset_after"] = true;
    }

    private static void OfFirstKeras(OrderedDictionary<string, object?> layer, string name, OrderedDictionary<string, object?> config)
    {
        if (name == "Merge") name = OfMerge(layer, config);
        if (name is "MaxoutDense" or "Highway")
            throw new NotSupportedException($"The layer {name} of Keras 1 is not supported: Keras 2 has none like it.");
        if (name == "BatchNormalization" && config.GetValueOrDefault("mode") is not (null or 0 or 2))
            throw new NotSupportedException("BatchNormalization of Keras 1 with mode=1 is not supported: Keras 2 has none like it.");
        OfKernelSizes(config);
        if (config.GetValueOrDefault("forget_bias_init") is { } forget) config["forget_bias_init"] = forget is "one" or "ones";
        if (config.GetValueOrDefault("input_dtype") is string dtype && !config.ContainsKey("dtype")) config["dtype"] = dtype;
        foreach (var key in dropped) config.Remove(key);
        if (name == "Conv2DTranspose") config.Remove("output_shape");
        if (name == "Embedding" && config.Remove("dropout", out var rate) && rate is not (null or 0 or 0.0))
            throw new NotSupportedException("Embedding of Keras 1 with dropout is not supported: put a SpatialDropout1D behind it.");
        foreach (var (key, value) in config.ToArray()) Rename(config, name, key, Value(value));
    }

    private static void Rename(OrderedDictionary<string, object?> config, string layer, string key, object? value)
    {
        config.Remove(key);
        var renamed = names.GetValueOrDefault(layer)?.GetValueOrDefault(key) ?? key;
        if (layer == "Embedding" && key == "output_dim") renamed = key;
        if (renamed == "data_format") value = value switch { "th" => "channels_first", "tf" => "channels_last", _ => value };
        if (key == "subsample_length" || value is not null || renamed == key) config[renamed] = value;
    }

    private static void OfKernelSizes(OrderedDictionary<string, object?> config)
    {
        if (config.TryGetValue("nb_row", out var rows)) config["kernel_size"] = new List<object?> { rows, config.GetValueOrDefault("nb_col") };
        if (config.TryGetValue("kernel_dim1", out var first))
            config["kernel_size"] = new List<object?> { first, config.GetValueOrDefault("kernel_dim2"), config.GetValueOrDefault("kernel_dim3") };
    }

    private static string OfMerge(OrderedDictionary<string, object?> layer, OrderedDictionary<string, object?> config)
    {
        var mode = config.GetValueOrDefault("mode") as string ?? "";
        if (!merging.TryGetValue(mode, out var name) || config.ContainsKey("layers"))
            throw new NotSupportedException(
                $"A Merge layer of Keras 1 that calls a function (mode {DataFiles.DamagedFile.Shown(mode)}), or that begins a Sequential model, "
                + "is not supported. Load the weights (load_weights) into a functional model with a merging layer of Keras 2.");
        layer["class_name"] = name;
        var made = new OrderedDictionary<string, object?> { ["name"] = config.GetValueOrDefault("name") };
        if (name == "Concatenate") made["axis"] = config.GetValueOrDefault("concat_axis") ?? -1;
        if (name == "Dot") (made["axes"], made["normalize"]) = (config.GetValueOrDefault("dot_axes") ?? -1, mode == "cos");
        config.Clear();
        foreach (var (key, value) in made) config[key] = value;
        return name;
    }

    // Regularizers and constraints stood by their names, their arguments beside those.
    private static object? Value(object? value)
    {
        if (value is not IReadOnlyDictionary<string, object?> old || old.ContainsKey("class_name") || old.GetValueOrDefault("name") is not string name)
            return value;
        var arguments = new OrderedDictionary<string, object?>(old);
        arguments.Remove("name");
        if (arguments.Remove("m", out var most)) arguments["max_value"] = most;
        return new OrderedDictionary<string, object?>
        {
            ["class_name"] = name switch { "WeightRegularizer" or "L1L2Regularizer" => "L1L2", "UnitNorm" => "UnitNorm", _ => name },
            ["config"] = arguments,
        };
    }
}
