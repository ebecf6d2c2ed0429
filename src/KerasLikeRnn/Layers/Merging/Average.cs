namespace KerasLikeRnn.Layers;

/// <summary>The mean of several inputs, element by element.</summary>
/// <remarks>Inputs of one shape, or shapes that broadcast to one; the output has that shape.</remarks>
[KerasExport("keras.layers.Average")]
public partial class Average(LayerOptions? options = null) : Merge(options)
{
    private protected override Tensor Combine(Tensor[] inputs) => inputs.Aggregate(Ops.Add) / inputs.Length;
}
