namespace KerasLikeRnn.Layers;

/// <summary>Subtracts the second of two inputs from the first, element by element.</summary>
/// <remarks>Inputs of one shape, or shapes that broadcast to one; the output has that shape.</remarks>
[KerasExport("keras.layers.Subtract")]
public partial class Subtract(LayerOptions? options = null) : Merge(options)
{
    private protected override Tensor Combine(Tensor[] inputs) => Ops.Subtract(inputs[0], inputs[1]);

    /// <inheritdoc/>
    /// <exception cref="ValueError">There are more or fewer inputs than two.</exception>
    protected internal override void BuildAll(IReadOnlyList<Shape> input_shapes)
    {
        base.BuildAll(input_shapes);
        if (input_shapes.Count != 2)
            throw new ValueError(
                $"A `Subtract` layer should be called on exactly 2 inputs. Received: input_shape={Text(input_shapes)}",
                nameof(input_shapes));
    }
}
