namespace KerasLikeRnn.Layers;

/// <summary>The values of <c>output_mode</c>, and the checks that come with them.</summary>
internal static class OutputMode
{
    public const string Int = "int", OneHot = "one_hot", MultiHot = "multi_hot", Count = "count", TfIdf = "tf_idf";

    /// <summary>The mode under its present name.</summary>
    /// <exception cref="ValueError">The layer has no such mode.</exception>
    public static string Check(string mode, string layer, params string[] allowed)
    {
        mode = mode switch
        {
            "binary" when allowed.Contains(MultiHot) => MultiHot,
            "tf-idf" when allowed.Contains(TfIdf) => TfIdf,
            _ => mode
        };
        return allowed.Contains(mode) ? mode : throw Unknown("output_mode", layer, "", mode, allowed);
    }

    /// <summary>
    /// Keras's error for a name that an argument does not know. The others are what is allowed besides the names: <c>`None`, </c>.
    /// </summary>
    public static ValueError Unknown(string argument, string layer, string others, object? received, string[] allowed, string help = "") =>
        new(
        $"Unkown value for `{argument}` argument of layer {layer}. {help}Allowed values are: {others}or one of the following "
        + $"values: {PythonText.Tuple(allowed)}. Received: {PythonText.Str(received)}",
        argument);

    /// <summary>What Keras adds where a function is allowed too.</summary>
    public static string CallableHelp(string argument) =>
        $"If restoring a model and `{argument}` is a custom callable, please ensure the callable is registered as a custom object. See "
        + $"https://www.tensorflow.org/guide/keras/save_and_serialize#registering_the_custom_object for details. ";

    /// <summary>Sparse outputs are not supported.</summary>
    /// <exception cref="ValueError">Keras would not allow them either.</exception>
    /// <exception cref="NotSupportedException">It would.</exception>
    public static void RefuseSparse(bool sparse, string mode, string layer, string others)
    {
        if (!sparse) return;
        if (mode == Int)
            throw new ValueError(
                $"`sparse` may only be true if `output_mode` is {others}. Received: sparse=True and output_mode={mode}", nameof(sparse));
        throw new NotSupportedException(
            $"{layer} does not support `sparse`: leave it out, the output is then a dense tensor with the same numbers.");
    }

    /// <summary>
    /// The options with the type of the output where none was given: int64 for numbers of words, else the type of floatx.
    /// </summary>
    public static LayerOptions WithDType(LayerOptions? options, string mode)
    {
        options ??= new LayerOptions();
        return options.dtype is null && mode == Int ? options with { dtype = "int64" } : options;
    }

    /// <summary>The options without a type that Keras ignores: a float type where output_mode is int.</summary>
    public static LayerOptions? IntegersOnly(LayerOptions? options, string mode) =>
        mode == Int && options?.dtype is not (null or "int32" or "int64") ? options with { dtype = null } : options;

    /// <exception cref="ValueError">Numbers of words were asked for in a type that is not of whole numbers.</exception>
    public static void CheckDType(DType dtype, string mode)
    {
        if (mode == Int && dtype is not (DType.Int32 or DType.Int64))
            throw new ValueError(
                $"When `output_mode='int'`, `dtype` should be an integer type. Received: dtype={Engine.DTypes.Name(dtype)}", nameof(dtype));
    }
}
