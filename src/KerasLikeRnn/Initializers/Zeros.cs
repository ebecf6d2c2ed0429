namespace KerasLikeRnn.Initializers;

/// <summary>Zeros.</summary>
[KerasExport("keras.initializers.Zeros", "keras.initializers.zeros", Aliases = new[] { "keras.initializers.zero" })]
public class Zeros : Initializer
{
    /// <inheritdoc/>
    public override Tensor call(Shape shape, DType dtype = DType.Float32) => Ops.Zeros(shape, dtype);
}
