namespace KerasLikeRnn.Optimizers;

/// <summary>
/// Limits gradients, in Keras's order: by value, each by its norm, all by their common norm. Sparse gradients are clipped
/// before equal rows are added up, as Keras does.
/// </summary>
internal static class GradientClipping
{
    public static List<(Gradient Gradient, Variable Variable)> Clip(
        List<(Gradient Gradient, Variable Variable)> pairs, double? value, double? norm, double? globalNorm)
    {
        pairs = pairs.ConvertAll(pair => (BeforeAdding(pair.Gradient), pair.Variable));
        if (value is { } limit) pairs = Change(pairs, x => Ops.Clip(x, -limit, limit));
        if (norm is { } length) pairs = Change(pairs, x => ClipNorm(x, length));
        if (globalNorm is { } all) pairs = ClipGlobalNorm(pairs, all);
        return pairs;
    }

    private static Gradient BeforeAdding(Gradient gradient) =>
        gradient.Slices is { } slices ? slices.BeforeAdding?.Invoke() ?? slices : gradient;

    private static List<(Gradient, Variable)> Change(List<(Gradient Gradient, Variable Variable)> pairs, Func<Tensor, Tensor> clip) =>
        pairs.ConvertAll(pair => (WithNumbers(pair.Gradient, clip(Numbers(pair.Gradient))), pair.Variable));

    private static Tensor Numbers(Gradient gradient) => gradient.Slices?.Values ?? gradient.ToDense();

    private static Gradient WithNumbers(Gradient gradient, Tensor numbers) =>
        gradient.Slices is { } slices ? new IndexedSlices(numbers, slices.Indices, slices.DenseShape, slices.IsUnique) : numbers;

    /// <summary>x · limit / max(‖x‖, limit).</summary>
    private static Tensor ClipNorm(Tensor x, double limit)
    {
        var size = Ops.Sqrt(Ops.Sum(Ops.Square(x)));
        return x * limit / Ops.Maximum(size, Ops.Constant(limit, x.DType));
    }

    /// <summary>x · limit · min(1/‖all‖, 1/limit).</summary>
    private static List<(Gradient, Variable)> ClipGlobalNorm(List<(Gradient Gradient, Variable Variable)> pairs, double limit)
    {
        var squares = pairs.ConvertAll(pair => Ops.Sum(Ops.Square(Numbers(pair.Gradient))));
        var size = Ops.Sqrt(squares.Aggregate(Ops.Add));
        var scale = limit * Ops.Minimum(1.0 / size, Ops.Constant(1 / limit, size.DType));
        // An infinite norm makes every gradient nan, so that it does not go unnoticed.
        scale += size - size;
        return Change(pairs, x => x * Ops.Cast(scale, x.DType));
    }
}
