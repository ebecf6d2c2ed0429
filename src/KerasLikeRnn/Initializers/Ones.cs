namespace KerasLikeRnn.Initializers;

/// <summary>Ones.</summary>
[KerasExport("keras.initializers.Ones", "keras.initializers.ones", Aliases = new[] { "keras.initializers.one" })]
public class Ones : Initializer
{
    /// <inheritdoc/>
    public override Tensor call(Shape shape, DType dtype = DType.Float32) => Ops.Ones(shape, dtype);
}
