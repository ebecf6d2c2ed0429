namespace KerasLikeRnn.Models;

/// <summary>Inputs, targets and sample weights as one.</summary>
public static class Packing
{
    /// <summary>Data as a step has them: Python's <c>(x, y, sample_weight)</c>.</summary>
    /// <param name="x">What the model gets.</param>
    /// <param name="y">Targets; null for none.</param>
    /// <param name="sample_weight">Weights of samples; null for none.</param>
    [KerasExport("keras.utils.pack_x_y_sample_weight")]
    public static StepData pack_x_y_sample_weight(Tensors x, Tensors? y = null, Tensors? sample_weight = null) =>
        new(Required.NotNull(x), y, sample_weight);

    /// <inheritdoc cref="pack_x_y_sample_weight(Tensors, Tensors?, Tensors?)"/>
    [KerasExport("keras.utils.pack_x_y_sample_weight")]
    [OverloadResolutionPriority(-1)]
    public static DataLike pack_x_y_sample_weight(DataLike x, DataLike? y = null, DataLike? sample_weight = null) =>
        y is null && sample_weight is null ? Required.NotNull(x) : (Required.NotNull(x), y, sample_weight);

    /// <summary>Inputs, targets and sample weights of the data of a step: <c>var (x, y, sample_weight) = ...</c></summary>
    /// <param name="data">What a step gets.</param>
    [KerasExport("keras.utils.unpack_x_y_sample_weight")]
    public static (Tensors x, Tensors? y, Tensors? sample_weight) unpack_x_y_sample_weight(StepData data)
    {
        Required.NotNull(data);
        return (data.X, data.Y, data.SampleWeight);
    }

    /// <summary>Inputs, targets and sample weights of data: x, (x,), (x, y) or (x, y, sample_weight).</summary>
    /// <param name="data">The data.</param>
    /// <exception cref="ValueError">There are more than three parts.</exception>
    [KerasExport("keras.utils.unpack_x_y_sample_weight")]
    [OverloadResolutionPriority(-1)]
    public static (DataLike x, DataLike? y, DataLike? sample_weight) unpack_x_y_sample_weight(DataLike data) =>
        Required.NotNull(data).Unpacked();
}
