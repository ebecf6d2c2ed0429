using KerasLikeRnn.Engine;
using static KerasLikeRnn.TensorFlow.Cell;

namespace KerasLikeRnn.TensorFlow;

// Softmax, and what batch normalization asks for: tensors seen as (rows, columns of the last axis).
internal sealed partial class TensorFlowFloatKernels
{
    public override void Softmax(bool logarithm, Tensor x, Tensor y)
    {
        if (x.Length > 0) Compute(y, () => Tf.Run(logarithm ? "LogSoftmax" : "Softmax", Of(x)));
    }

    public override void ColumnMoments(Tensor x, Tensor mean, Tensor? weights, Tensor? sum, Tensor product)
    {
        using var frame = new Frame();
        var centered = Columns(x) - Row(mean);
        var w = weights is null ? centered : Columns(weights);
        Put(product, SumOfRows(w * centered));
        if (sum is not null) Put(sum, SumOfRows(w));
    }

    public override void ScaleColumns(
        Tensor x, Tensor mean, Tensor factor, Tensor shift, Tensor? weights, Tensor? weightFactor, Tensor y) => Compute(y, () =>
    {
        var scaled = (Columns(x) - Row(mean)) * Row(factor) + Row(shift);
        return weights is null ? scaled : scaled + Columns(weights) * Row(weightFactor!);
    });

    private static Handle Columns(Tensor x)
    {
        var width = x.Shape.Dims[^1];
        return Of(x, (int)(x.Length / Math.Max(width, 1)), width);
    }

    private static Handle Row(Tensor x) => Of(x, (int)x.Length);

    private static Handle SumOfRows(Handle x) => Tf.Run("Sum", x, Constants.Ints(0));
}
