namespace KerasLikeRnn.Models;

/// <summary>An argument that Keras 3 has under another name, or that only one side has.</summary>
/// <param name="Class">The class that takes it, or <see cref="Keras3Differences.Any"/>.</param>
/// <param name="Here">Its name here; null where Keras 3 alone has it.</param>
/// <param name="There">Its name in Keras 3; null where it has none.</param>
/// <param name="Usual">The values with which nothing is lost where one side has no such argument; empty where none loses anything.</param>
internal sealed record ArgumentDifference(string Class, string? Here, string? There, object?[]? Usual = null);

/// <summary>
/// Which arguments, classes and functions have other names in Keras 3 than in Keras 2.9, whose names are those used here. The rest of a
/// configuration is the same in both.
/// </summary>
internal static class Keras3Differences
{
    /// <summary>Stands for every class of a module.</summary>
    public const string Any = "*";

    private static readonly object?[] none = [null];
    private static readonly object?[] no = [false, null];
    private static readonly object?[] whatever = [];

    /// <summary>The modules of Keras 3, and what differs in the arguments of their classes.</summary>
    public static readonly IReadOnlyDictionary<string, ArgumentDifference[]> Arguments = new Dictionary<string, ArgumentDifference[]>
    {
        [Keras3Module.Layers] =
        [
            Here(Any, "batch_input_shape", whatever), Here(Any, "implementation", whatever), Here(Any, "time_major", no),
            Here("Embedding", "input_length", whatever), Here("Discretization", "trainable", whatever),
            Here("MultiHeadAttention", "query_shape", whatever), Here("MultiHeadAttention", "key_shape", whatever),
            Here("MultiHeadAttention", "value_shape", whatever),
            Here("Attention", "causal", no), Here("AdditiveAttention", "causal", no),
            There(Any, "quantization_config", none), There(Any, "lora_rank", none), There(Any, "lora_alpha", whatever),
            new("InputLayer", "batch_input_shape", "batch_shape"), There("InputLayer", "optional", no),
            new("LeakyReLU", "alpha", "negative_slope"), new("ThresholdedReLU", "theta", "threshold"),
            There("BatchNormalization", "synchronized", no), There("BatchNormalization", "renorm", no),
            There("BatchNormalization", "renorm_clipping", whatever), There("BatchNormalization", "renorm_momentum", whatever),
            .. new[] { "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D" }.Select(type => There(type, "zero_output_for_mask", no)),
            There("LayerNormalization", "rms_scaling", no), There("Normalization", "invert", no),
            There("MultiHeadAttention", "sliding_window", none), There("MultiHeadAttention", "flash_attention", whatever),
            There("MultiHeadAttention", "use_gate", no),
            There("RandomContrast", "value_range", whatever), There("Resizing", "pad_to_aspect_ratio", no),
            There("Resizing", "fill_mode", whatever), There("Resizing", "fill_value", whatever), There("Resizing", "antialias", no),
            There("IntegerLookup", "oov_method", [null, "floormod"]), There("IntegerLookup", "salt", none),
            There("StringLookup", "salt", none),
            There("TextVectorization", "encoding", [null, "utf-8"]),
            .. Seeded(
                "SimpleRNN", "LSTM", "GRU", "SimpleRNNCell", "LSTMCell", "GRUCell", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D", "Attention",
                "AdditiveAttention", "MultiHeadAttention", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D"),
            .. LastChannels("Resizing", "CenterCrop", "RandomCrop", "RandomFlip", "RandomRotation", "RandomTranslation", "RandomZoom",
                "ZeroPadding1D"),
        ],
        [Keras3Module.Initializers] = [There(Any, "input_axes", none), There(Any, "output_axes", none)],
        [Keras3Module.Losses] =
        [
            There(Any, "dtype", [null, "float32"]), There("SparseCategoricalCrossentropy", "ignore_class", none),
            There("SparseCategoricalCrossentropy", "axis", [-1]),
            There("BinaryFocalCrossentropy", "apply_class_balancing", no), There("BinaryFocalCrossentropy", "alpha", whatever),
        ],
        [Keras3Module.Metrics] =
        [
            There(Any, "ignore_class", none), There(Any, "sparse_y_true", whatever), There(Any, "sparse_y_pred", whatever),
            .. LastAxis("IoU", "MeanIoU", "OneHotIoU", "OneHotMeanIoU", "CategoricalCrossentropy"),
            There("SparseTopKCategoricalAccuracy", "from_sorted_ids", no),
        ],
        [Keras3Module.Schedules] = [There("CosineDecay", "warmup_target", none), There("CosineDecay", "warmup_steps", [0])],
    };

    /// <summary>What a class is called in Keras 3, whose arguments are then this class's; one way only.</summary>
    public static readonly IReadOnlyDictionary<string, string> Classes = new Dictionary<string, string>
    {
        ["ThresholdedReLU"] = "ReLU", ["CuDNNLSTM"] = "LSTM", ["CuDNNGRU"] = "GRU",
    };

    /// <summary>Classes that Keras 3 does not have, and what to do instead.</summary>
    public static readonly IReadOnlyDictionary<string, string> Missing = new Dictionary<string, string>
    {
        ["LocallyConnected1D"] = "use Conv1D", ["LocallyConnected2D"] = "use Conv2D",
        ["RandomHeight"] = "use RandomZoom", ["RandomWidth"] = "use RandomZoom",
        ["DenseFeatures"] = "use preprocessing layers", ["RandomFourierFeatures"] = "write a layer of your own",
        ["SyncBatchNormalization"] = "use BatchNormalization", ["AddLoss"] = "add the loss in a layer of your own",
        ["AddMetric"] = "add the metric in compile", ["LinearModel"] = "use Dense", ["WideDeepModel"] = "use a functional model",
        ["RadialConstraint"] = "use another constraint", ["MeanRelativeError"] = "use another metric",
        ["MeanTensor"] = "use another metric",
    };

    /// <summary>Functions by the names that they have here and in Keras 3; of several for one the first is read.</summary>
    public static readonly (string Here, string There)[] Functions =
    [
        ("swish", "silu"), ("kl_divergence", "kl_divergence"), ("kullback_leibler_divergence", "kl_divergence"), ("kld", "kl_divergence"),
        ("KLD", "kl_divergence"), ("log_cosh", "log_cosh"), ("logcosh", "log_cosh"), ("huber_loss", "huber"),
        ("cosine_proximity", "cosine_similarity"),
    ];

    /// <summary>Activations that compute something else in Keras 3.</summary>
    public static readonly string[] OtherFormulas = ["hard_sigmoid"];

    /// <summary>Whether Keras 3 does not have an argument of a layer, which has the value that Keras 2.9 gives it by itself.</summary>
    public static bool IsNeedless(string type, string argument, object? value) => Array.Exists(
        Arguments[Keras3Module.Layers],
        each => each is { There: null, Usual: { Length: > 0 } usual } && each.Here == argument && (each.Class == Any || each.Class == type)
            && usual.Contains(value));

    private static ArgumentDifference Here(string type, string argument, object?[] usual) => new(type, argument, null, usual);

    private static ArgumentDifference There(string type, string argument, object?[] usual) => new(type, null, argument, usual);

    /// <summary>Seeds of generators of Keras 3, which give other numbers anyway.</summary>
    private static IEnumerable<ArgumentDifference> Seeded(params string[] types) =>
        types.Select(type => There(type, "seed", whatever));

    private static IEnumerable<ArgumentDifference> LastChannels(params string[] types) =>
        types.Select(type => There(type, "data_format", [null, "channels_last"]));

    private static IEnumerable<ArgumentDifference> LastAxis(params string[] types) => types.Select(type => There(type, "axis", [-1]));
}
