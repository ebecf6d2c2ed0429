namespace KerasLikeRnn.Models;

/// <summary>Images of another size: products with the weights that each row and column of the new ones takes of the old ones.</summary>
internal static class OnnxImages
{
    /// <summary>Which layers can be written.</summary>
    public const string Known = "rows and columns known";

    /// <summary>Images whose rows and columns are the axes behind the first one.</summary>
    public static Tensor Resize(
        OnnxBuilder onnx, Layer layer, Tensor x, int rows, Func<int, int> height, Func<int, int> width, Interpolation interpolation)
    {
        var (down, across) = KnownSizes(layer, x, rows);
        return Resize(onnx, x, rows, height(down), width(across), interpolation);
    }

    /// <summary>The number of rows and columns.</summary>
    /// <exception cref="NotSupportedException">The model leaves them open.</exception>
    public static (int Rows, int Columns) KnownSizes(Layer layer, Tensor x, int rows) =>
        (x.Shape.Dims[rows], x.Shape.Dims[rows + 1]) is (not Shape.Unknown, not Shape.Unknown) and var sizes
            ? sizes
            : throw OnnxLayer.Refused(
                layer, $"its input {x.Shape} leaves rows or columns open", "Give the model's Input a shape with both");

    /// <summary>Images of known sizes.</summary>
    public static Tensor Resize(OnnxBuilder onnx, Tensor x, int rows, int height, int width, Interpolation interpolation)
    {
        var floats = x.DType.IsFloating() ? x : onnx.Cast(x, DType.Float32);
        var y = Axis(onnx, floats, rows, ResizeWeights.Axis(interpolation, x.Shape.Dims[rows], height));
        y = Axis(onnx, y, rows + 1, ResizeWeights.Axis(interpolation, x.Shape.Dims[rows + 1], width));
        return interpolation == Interpolation.Nearest ? onnx.Cast(y, x.DType) : y;
    }

    private static Tensor Axis(OnnxBuilder onnx, Tensor x, int axis, ResampledAxis resampled)
    {
        var weights = new float[resampled.From * resampled.Elements.Count];
        for (var from = 0; from < resampled.From; from++)
            for (var to = 0; to < resampled.Elements.Count; to++)
                weights[from * resampled.Elements.Count + to] = resampled.Elements[to].WeightOf(from);
        var matrix = Ops.Cast(Tensor.From<float>(weights, Shape.Of(resampled.From, resampled.Elements.Count)), x.DType);
        var axes = string.Concat(Enumerable.Range('a', x.Rank).Select(letter => (char)letter));
        var made = axes.Replace(axes[axis], 'z');
        return onnx.Node(
            "Einsum", x.Shape.With(axis, resampled.Elements.Count), x.DType, [x, matrix], ("equation", $"{axes},{axes[axis]}z->{made}"));
    }
}
