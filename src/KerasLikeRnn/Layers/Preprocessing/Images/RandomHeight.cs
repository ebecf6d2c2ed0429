namespace KerasLikeRnn.Layers;

/// <summary>Makes images taller or lower at random in training, all of a batch alike.</summary>
/// <remarks>
/// Input and output (batch, rows, columns, channels), or one image (rows, columns, channels); how many rows the output has is not
/// known before.
/// </remarks>
/// <param name="factor">How much at most, as a share of the height: a number for both directions, or two limits.</param>
/// <exception cref="ValueError">The upper limit is below the lower one, a limit below −1, or there is no such interpolation.</exception>
[KerasExport("keras.layers.RandomHeight", "keras.layers.experimental.preprocessing.RandomHeight")]
public partial class RandomHeight(
    FactorLike factor, string interpolation = "bilinear", int? seed = null, LayerOptions? options = null)
    : RandomSize(factor, interpolation, seed, options)
{
    private protected override int Axis => Images.Rows;
}
