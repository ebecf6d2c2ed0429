namespace KerasLikeRnn.Layers;

/// <summary>The beginning of a functional model.</summary>
public static class InputTensors
{
    /// <summary>A symbolic tensor through which data will enter a model.</summary>
    /// <param name="shape">Shape of one sample, without the batch axis; null sizes are open.</param>
    /// <param name="batch_size">Number of samples of a batch, where it is fixed.</param>
    /// <param name="name">Name of the input, by which data can be given in a dictionary.</param>
    /// <param name="dtype">Type of the numbers, <c>float32</c> by default.</param>
    /// <param name="sparse">Not supported: use dense arrays.</param>
    /// <param name="tensor">Not supported: give data to fit or predict instead.</param>
    /// <param name="ragged">Not supported: pad the sequences and mask the padding.</param>
    /// <param name="type_spec">Not supported: use shape and dtype.</param>
    /// <param name="batch_shape">Shape of a batch, instead of shape and batch_size.</param>
    /// <exception cref="ValueError">Neither shape nor batch_shape is given, or both.</exception>
    /// <exception cref="NotSupportedException">An argument that is not supported is given.</exception>
    [KerasExport("keras.Input", "keras.layers.Input")]
    public static KerasTensor Input(
        Shape? shape = null, int? batch_size = null, string? name = null, string? dtype = null, bool? sparse = null, Tensor? tensor = null,
        bool? ragged = null, object? type_spec = null, Shape? batch_shape = null)
    {
        if (shape is not null && batch_shape is not null)
            throw new ValueError(
                "Only provide the `shape` OR `batch_shape` argument to Input, not both at the same time.", nameof(batch_shape));
        if (shape is null && batch_shape is null && tensor is null && type_spec is null)
            throw new ValueError(
                "Please provide to Input a `shape` or a `tensor` or a `type_spec` argument. Note that `shape` does not include the batch "
                + "dimension.", nameof(shape));
        var layer = new InputLayer(
            input_shape: batch_shape is null ? shape : null, batch_size: batch_shape is null ? batch_size : null, dtype: dtype,
            input_tensor: tensor,
            sparse: sparse, name: name, ragged: ragged, type_spec: type_spec, batch_input_shape: batch_shape);
        return layer.Entry;
    }
}
