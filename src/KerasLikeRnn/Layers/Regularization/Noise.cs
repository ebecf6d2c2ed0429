namespace KerasLikeRnn.Layers;

/// <summary>Draws the random numbers of a layer's forward pass.</summary>
internal static class Noise
{
    /// <summary>Normal numbers of x's shape and type.</summary>
    public static Tensor Normal(Tensor x, double mean, double stddev, OwnSeed? own) =>
        Ops.RandomNormal(x.Shape, mean, stddev, Stream(RandomOperation.Normal, x.Shape, x.DType, own), x.DType);

    /// <summary>Uniform numbers of [0, 1).</summary>
    public static Tensor Uniform(Shape shape, DType dtype, OwnSeed? own) =>
        Ops.RandomUniform(shape, 0, 1, Stream(RandomOperation.Uniform, shape, dtype, own), dtype);

    private static Philox Stream(RandomOperation operation, Shape shape, DType dtype, OwnSeed? own) =>
        RandomStreams.Global.Draw(operation, shape.Length, own, dtype == DType.Float64);
}
