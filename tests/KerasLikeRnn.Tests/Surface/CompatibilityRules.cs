using System.Reflection;
using System.Text.RegularExpressions;

namespace KerasLikeRnn.Tests.Surface;

/// <summary>What counts when the tree is compared with Keras, and what may differ and why.</summary>
internal static class CompatibilityRules
{
    /// <summary>What every layer takes by <c>**kwargs</c> and scripts use.</summary>
    public static readonly string[] KeywordsOfEveryLayer = ["name", "dtype", "trainable", "input_shape", "batch_input_shape"];

    /// <summary>Layers that refuse some of these.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> RefusedKeywords = new Dictionary<string, string[]>
    {
        ["keras.layers.InputLayer"] = ["trainable"],
    };

    /// <summary>What <c>**kwargs</c> stands for, by patterns of paths.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Keywords = new Dictionary<string, string[]>
    {
        ["keras.layers.*"] =
        [
            .. KeywordsOfEveryLayer, "dynamic", "batch_size", "input_dim", "input_length", "weights", "autocast", "activity_regularizer",
            "implementation", "zero_output_for_mask", "time_major",
        ],
        ["keras.layers.GlobalAv*1D"] = ["keepdims"],
        ["keras.layers.SpatialDropout*"] = ["noise_shape", "seed"],
        ["keras.layers.*Attention"] = ["causal", "dropout"],
        ["keras.layers.BatchNormalization"] = ["renorm", "renorm_clipping", "renorm_momentum", "fused", "virtual_batch_size", "adjustment"],
        ["keras.optimizers.*"] =
            ["clipnorm", "clipvalue", "global_clipnorm", "lr", "decay", "gradient_aggregator", "gradient_transformers"],
        ["keras.optimizers.*Nadam"] = ["schedule_decay"],
        ["keras.experimental.*Model"] = [.. KeywordsOfEveryLayer, "batch_size", "input_dim", "input_length", "weights"],
        ["keras.experimental.SequenceFeatures"] = [.. KeywordsOfEveryLayer, "batch_size", "input_dim", "input_length", "weights"],
        ["keras.Input"] = ["batch_shape"],
        ["keras.layers.Input"] = ["batch_shape"],
        ["keras.datasets.*"] = ["nb_words"],
        ["keras.callbacks.CallbackList"] = ["verbose", "epochs", "steps"],
        ["keras.callbacks.LambdaCallback"] =
        [
            .. from run in new[] { "train", "test", "predict" }
               from moment in new[] { "begin", "end", "batch_begin", "batch_end" }
               select $"on_{run}_{moment}",
        ],
        ["keras.callbacks.ModelCheckpoint"] = ["period", "load_weights_on_restart"],
        ["keras.callbacks.ReduceLROnPlateau"] = ["epsilon"],
        ["keras.callbacks.TensorBoard"] = ["write_grads", "batch_size", "embeddings_layer_names", "embeddings_data"],
    };

    /// <summary>Members that do not count, with the reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> NotCounted = new Dictionary<string, string>
    {
        ["add_variable"] = "deprecated: add_weight",
        ["add_update"] = "without effect since TensorFlow 2",
        ["apply"] = "deprecated: call the layer",
        ["updates"] = "empty since TensorFlow 2",
        ["state_updates"] = "deprecated: updates",
        ["compute_output_signature"] = "speaks of TensorFlow's TensorSpec",
        ["dynamic"] = "tells eager layers from graph layers, and all of ours are eager",
        ["supports_masking"] = "counted as the attribute it is in Keras",
        ["distribute_strategy"] = "speaks of TensorFlow's distribution strategies",
        ["get_dropout_mask_for_cell"] = "called by Keras's own cells only",
        ["get_recurrent_dropout_mask_for_cell"] = "called by Keras's own cells only",
        ["reset_dropout_mask"] = "called by Keras's own cells only",
        ["reset_recurrent_dropout_mask"] = "called by Keras's own cells only",
        ["finalize_state"] = "called by Keras's preprocessing layers only",
        ["get_gradients"] = "of TensorFlow 1's graphs: Keras 2.9 refuses it too",
        ["get_updates"] = "of TensorFlow 1's graphs: Keras 2.9 refuses it too",
        ["inbound_nodes"] = "Keras's own record of the graph",
        ["outbound_nodes"] = "Keras's own record of the graph",
    };

    /// <summary>Symbols that there cannot be, with the reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> Impossible = new Dictionary<string, string>
    {
        ["keras.backend.backend"] = "would be a member of the name of its class, which C# has not (its answer: `'tensorflow'`)",
        ["keras.dtensor.experimental*"] = "divides variables among devices of TensorFlow's runtime; there is one device",
        ["keras.estimator.*"] = "makes an Estimator of TensorFlow's",
        ["keras.*SidecarEvaluator"] = "evaluates checkpoints that a process of TensorFlow writes beside it",
        ["keras.utils.experimental.DatasetCreator"] = "feeds TensorFlow's parameter servers (tf.distribute)",
    };

    /// <summary>Base classes by the names that their own modules give them.</summary>
    public static readonly IReadOnlyDictionary<string, string> BaseClasses = new Dictionary<string, string>
    {
        ["OptimizerV2"] = "keras.optimizers.Optimizer",
    };

    /// <summary>
    /// What C# has and Keras has not, or has otherwise, with the reason: symbols (<c>keras.x</c>), members (<c>keras.X.member</c>)
    /// and arguments (<c>keras.X.method(argument)</c>). A star stands for any text.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string> Allowed = new Dictionary<string, string>
    {
        ["keras.layers.Layer.add_metric(aggregation)"] = "one of Keras's **kwargs",
        ["keras.*.compile(sample_weight_mode)"] = "one of Keras's **kwargs",
        ["keras.*Model.to_json(indent)"] = "one of the **kwargs that Keras hands to json.dumps",
        ["keras.constraints.*.call"] = "Python's __call__: an object of C# is not called",
        ["keras.initializers.*.call"] = "Python's __call__: an object of C# is not called",
        ["keras.regularizers.*.call"] = "Python's __call__: an object of C# is not called",
        ["keras.layers.*(dynamic)"] = "tells eager layers from graph layers, and all of ours are eager",
        ["keras.export*"] = "files for other programs; Keras 2.9 leaves them to packages beside it",
        ["keras.__version__"] = "exists in Keras; the record leaves out names with underscores",
        ["keras.losses.Reduction.*"] = "exist in Keras; the record leaves out the values of classes",
        ["keras.optimizers.*Optimizer.learning_rate"] = "Keras finds hyperparameters by __getattr__",
        ["keras.optimizers.*Optimizer.lr"] = "Keras finds hyperparameters by __getattr__",
        ["keras.optimizers.*Optimizer.decay"] = "Keras finds hyperparameters by __getattr__",
        ["keras.optimizers.experimental.*.apply_gradients(name)"] = "an argument of the base class that all optimizers of compile have",
        ["keras.optimizers.experimental.*.apply_gradients(experimental_aggregate_gradients)"] = "the same",
        ["keras.optimizers.experimental.*.minimize(grad_loss)"] = "the same",
        ["keras.optimizers.experimental.*.minimize(name)"] = "the same",
        ["keras.optimizers.experimental.*.from_config(custom_objects)"] = "the same",
        ["keras.mixed_precision.LossScaleOptimizer.*"] = "the record has the class that makes it; it is an optimizer",
        ["keras.*Sequential.predict_classes"] = "removed from Keras; obsolete here, so that the compiler names what to use",
        ["keras.*Sequential.predict_proba"] = "removed from Keras; obsolete here, so that the compiler names what to use",
        ["keras.utils.np_utils.*"] = "Keras's module, which the record leaves out",
        ["keras.layers.CuDNN*"] = "Keras has them for GPUs; obsolete here, so that the compiler names what to use",
        ["keras.wrappers.scikit_learn.*(sk_params)"] = "Python's **sk_params as a dictionary",
        ["keras.wrappers.scikit_learn.*(kwargs)"] = "Python's **kwargs as a dictionary",
        ["keras.wrappers.scikit_learn.*(params)"] = "Python's **params as a dictionary",
        ["keras.optimizers.*Optimizer(learning_rate)"] = "the base class keeps it; Keras's optimizers keep it each for themselves",
    };

    /// <summary>Modules of Keras's sources, which the record leaves out: they show names of others.</summary>
    public static readonly IReadOnlyList<KerasModuleAttribute> Modules =
        [.. typeof(KerasModuleAttribute).Assembly.GetCustomAttributes<KerasModuleAttribute>()];

    /// <summary>Whether a pattern of the table stands for a path.</summary>
    public static bool Fits(string pattern, string path) =>
        Regex.IsMatch(path, "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal) + "$");
}
