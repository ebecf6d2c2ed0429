namespace KerasLikeRnn.Layers;

/// <summary>The arguments that every layer takes besides its own: Keras's <c>**kwargs</c>.</summary>
/// <param name="trainable">Whether optimizers change its weights.</param>
/// <param name="name">Name of the layer, unique in its model; the default is the class's name and a number.</param>
/// <param name="dtype">Type of its weights and computations, <c>float32</c> by default.</param>
/// <param name="input_shape">Shape of one sample, for a model's first layer.</param>
/// <param name="batch_input_shape">Shape of a batch, for a model's first layer.</param>
/// <param name="batch_size">Size of a batch, with <paramref name="input_shape"/>.</param>
/// <param name="weights">Initial values of the weights, in the order of <c>get_weights</c>.</param>
/// <param name="input_dim">Features of a sample, or of each of its time steps: a short form of <paramref name="input_shape"/>.</param>
/// <param name="input_length">Time steps of a sample, with <paramref name="input_dim"/>; of recurrent layers only.</param>
[KerasKeywords]
public sealed record LayerOptions(
    bool trainable = true,
    string? name = null,
    string? dtype = null,
    Shape? input_shape = null,
    Shape? batch_input_shape = null,
    int? batch_size = null,
    NDArray[]? weights = null,
    int? input_dim = null,
    int? input_length = null);
