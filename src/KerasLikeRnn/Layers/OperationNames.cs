namespace KerasLikeRnn.Layers;

/// <summary>
/// What TensorFlow calls the operation of a layer that gives its output, which names of symbolic tensors end with:
/// <c>dense/BiasAdd:0</c>.
/// </summary>
internal static class OperationNames
{
    private const string Given = "Placeholder";

    private static readonly Dictionary<string, string> activations = new()
    {
        ["relu"] = "Relu", ["tanh"] = "Tanh", ["sigmoid"] = "Sigmoid", ["softmax"] = "Softmax", ["elu"] = "Elu", ["selu"] = "Selu",
        ["softplus"] = "Softplus", ["softsign"] = "Softsign", ["swish"] = "IdentityN", ["gelu"] = "Gelu/mul_1", ["exponential"] = "Exp",
        ["hard_sigmoid"] = "clip_by_value",
    };

    private static readonly Dictionary<string, string> layers = new()
    {
        ["LeakyReLU"] = "LeakyRelu", ["ELU"] = "Elu", ["PReLU"] = "add", ["ThresholdedReLU"] = "mul", ["Softmax"] = "Softmax",
        ["Embedding"] = "embedding_lookup/Identity_1", ["Masking"] = "mul", ["Flatten"] = "Reshape", ["Reshape"] = "Reshape",
        ["Permute"] = "transpose", ["RepeatVector"] = "Tile", ["Cropping1D"] = "strided_slice", ["Cropping2D"] = "strided_slice",
        ["Cropping3D"] = "strided_slice",
        ["UpSampling1D"] = "concat", ["UpSampling2D"] = "resize/ResizeNearestNeighbor", ["UpSampling3D"] = "concat_2",
        ["ZeroPadding1D"] = "Pad", ["ZeroPadding2D"] = "Pad", ["ZeroPadding3D"] = "Pad", ["SeparableConv1D"] = "Squeeze",
        ["LocallyConnected1D"] = "add", ["LocallyConnected2D"] = "add",
        ["MaxPooling1D"] = "Squeeze", ["MaxPooling2D"] = "MaxPool", ["MaxPooling3D"] = "MaxPool3D", ["AveragePooling1D"] = "Squeeze",
        ["AveragePooling2D"] = "AvgPool", ["AveragePooling3D"] = "AvgPool3D",
        ["GlobalMaxPooling1D"] = "Max", ["GlobalMaxPooling2D"] = "Max", ["GlobalMaxPooling3D"] = "Max", ["GlobalAveragePooling1D"] = "Mean",
        ["GlobalAveragePooling2D"] = "Mean", ["GlobalAveragePooling3D"] = "Mean",
        ["LayerNormalization"] = "add", ["UnitNormalization"] = "l2_normalize", ["Dropout"] = "Identity", ["SpatialDropout1D"] = "Identity",
        ["SpatialDropout2D"] = "Identity", ["SpatialDropout3D"] = "Identity", ["GaussianNoise"] = Given, ["GaussianDropout"] = Given,
        ["AlphaDropout"] = Given, ["ActivityRegularization"] = Given, ["Lambda"] = "mul", ["Rescaling"] = "add",
        ["Normalization"] = "truediv",
        ["EinsumDense"] = "einsum/Einsum", ["TimeDistributed"] = "Reshape_1", ["Add"] = "add", ["Subtract"] = "sub", ["Multiply"] = "mul",
        ["Average"] = "truediv", ["Maximum"] = "Maximum", ["Minimum"] = "Minimum", ["Concatenate"] = "concat", ["Dot"] = "Squeeze",
        ["Attention"] = "MatMul_1", ["AdditiveAttention"] = "MatMul", ["MultiHeadAttention"] = "attention_output/add",
    };

    private static readonly Dictionary<string, string> functions = new()
    {
        ["add"] = "AddV2", ["multiply"] = "Mul", ["subtract"] = "Sub", ["truediv"] = "truediv", ["negative"] = "Neg",
        ["getitem"] = "strided_slice", ["concat"] = "concat", ["stack"] = "stack",
        ["expand_dims"] = "ExpandDims", ["matmul"] = "MatMul", ["transpose"] = "transpose",
    };

    /// <summary>The name of a tensor that a layer gives.</summary>
    public static string Of(KerasTensor tensor)
    {
        var layer = tensor.Node.Layer;
        if (layer.InnerName(tensor.Index) is { } inner) return $"{layer.name}/{inner}";
        var operation = Operation(layer, tensor.Shape.Rank, tensor.Index);
        if (!operation.Contains(':', StringComparison.Ordinal)) operation += ":0";
        return operation == Given + ":0" ? operation : $"{layer.name}/{operation}";
    }

    private static string Operation(Layer layer, int rank, int index) => layer switch
    {
        Dense dense => Activated(dense.activation) ?? (dense.use_bias ? "BiasAdd" : rank > 2 ? "Tensordot" : "MatMul"),
        Activation { activation: var function } => Activated(function) ?? Given,
        ConvolutionLayer convolution => Activated(convolution.activation) ?? layers.GetValueOrDefault(layer.ClassName)
            ?? (convolution.use_bias ? "BiasAdd" : layer is Conv1D ? "Conv1D/Squeeze" : layer.ClassName),
        ReLU rectified => rectified.max_value == 6 ? "Relu6" : "Relu",
        BatchNormalization => rank == 4 ? "FusedBatchNormV3" : "batchnorm/add_1",
        Bidirectional { merge_mode: var mode } => mode switch { "sum" => "add", "ave" => "truediv", null => "Identity", _ => mode },
        RNN recurrent => Recurrent(recurrent, index),
        TFOpLambda => Function(layer.name.Split('.')[^1]),
        _ => layers.GetValueOrDefault(layer.ClassName) ?? "Identity",
    };

    private static string? Activated(Activations.Activation activation) =>
        activation.Name == "linear" ? null : activations.GetValueOrDefault(activation.Name) ?? "Identity";

    private static string Recurrent(RNN layer, int index)
    {
        var isOneOperation = layer is LSTM { activation.Name: "tanh", recurrent_activation.Name: "sigmoid" }
            or GRU { activation.Name: "tanh", recurrent_activation.Name: "sigmoid" };
        if (isOneOperation)
            return Invariant($"PartitionedCall:{(index > 0 ? index + 1 : layer.return_sequences ? 1 : 0)}");
        if (index > 0) return Invariant($"while:{index + 3}");
        return layer.return_sequences ? "transpose_1" : layer is ConvLSTM ? "strided_slice_2" : "strided_slice_3";
    }

    private static string Function(string name)
    {
        var plain = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').TrimEnd('_');
        if (functions.TryGetValue(plain, out var operation)) return operation;
        if (plain.StartsWith("reduce_", StringComparison.Ordinal)) plain = plain["reduce_".Length..];
        return string.Concat(plain.Split('_').Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
    }
}
