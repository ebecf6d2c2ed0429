namespace KerasLikeRnn.Models;

/// <summary>Operations that cannot be written.</summary>
internal static class OnnxRefusals
{
    private const string Random =
        "it draws random numbers, and a file gives the same for the same inputs. Make them an input of the model.";

    private const string Function =
        "it runs a C# function, of which no steps are known. Use operations on whole tensors, or a recurrent layer.";

    private const string Loss = "it is a loss, which a served model does not need. Export a model of the outputs before it.";

    private const string Rare = "ONNX has no operator for it. Compute it outside of the model.";

    /// <summary>Why each operation is refused.</summary>
    public static IEnumerable<OnnxOperation> Operations =>
    [
        .. Refused(
            Random, "random.categorical", "random.normal", "random.shuffle", "random.truncated_normal", "random.uniform", "nn.dropout"),
        .. Refused(Function, "compat.v1.foldl", "compat.v1.foldr", "compat.v1.scan", "keras.backend.rnn", "map_fn"),
        .. Refused(
            Loss, "keras.backend.binary_focal_crossentropy", "keras.backend.binary_weighted_focal_crossentropy",
            "keras.backend.sparse_categorical_crossentropy", "keras.backend.ctc_batch_cost", "nn.sparse_softmax_cross_entropy_with_logits",
            "keras.losses.binary_crossentropy", "keras.losses.binary_focal_crossentropy", "keras.losses.categorical_crossentropy",
            "keras.losses.categorical_hinge", "keras.losses.cosine_similarity", "keras.losses.hinge", "keras.losses.huber",
            "keras.losses.kl_divergence", "keras.losses.log_cosh", "keras.losses.mean_absolute_error",
            "keras.losses.mean_absolute_percentage_error", "keras.losses.mean_squared_error", "keras.losses.mean_squared_logarithmic_error",
            "keras.losses.poisson", "keras.losses.sparse_categorical_crossentropy", "keras.losses.squared_hinge"),
        .. Refused(
            Rare, "keras.backend.conv2d_transpose", "keras.backend.ctc_decode", "keras.backend.in_top_k", "keras.backend.local_conv1d",
            "keras.backend.local_conv2d", "keras.backend.normalize_batch_in_training"),
    ];

    private static IEnumerable<OnnxOperation> Refused(string why, params string[] names) =>
        names.Select(name => new OnnxOperation(name, null, why));
}
