namespace KerasLikeRnn.Layers;

/// <summary>First values of an LSTM's bias: ones in the forget gate's part, those of another initializer in the others.</summary>
internal sealed class ForgetBias(Initializer others, int units) : Initializer
{
    public override Tensor call(Shape shape, DType dtype = DType.Float32) => Ops.Concat(
        [others.call(Shape.Of(units), dtype), Ops.Ones(Shape.Of(units), dtype), others.call(Shape.Of(2 * units), dtype)], 0);
}
