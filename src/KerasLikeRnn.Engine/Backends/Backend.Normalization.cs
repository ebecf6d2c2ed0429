namespace KerasLikeRnn.Engine;

public abstract partial class Backend
{
    /// <summary>
    /// Sums over the rows of x, seen as (rows, columns of its last axis): sum = Σw and product = Σw·(x − mean), where the weights w are
    /// a tensor of x's shape, or x − mean itself, for which no sum is wanted.
    /// </summary>
    public void ColumnMoments(Tensor x, Tensor mean, Tensor? weights, Tensor? sum, Tensor product)
    {
        var width = x.Shape.Dim(-1);
        Need(x);
        Need(mean, x.DType, width);
        Need(weights, x.DType, x.Length);
        Need(sum, x.DType, width);
        Need(product, x.DType, width);
        Floats(x).ColumnMoments(x, mean, weights, sum, product);
        KeepAlive(x, mean, weights, sum, product);
    }

    /// <summary>
    /// y = (x − mean)·factor + shift, and + w·weightFactor where there are weights w; mean, factors and shift are one number a column.
    /// </summary>
    public void ScaleColumns(Tensor x, Tensor mean, Tensor factor, Tensor shift, Tensor? weights, Tensor? weightFactor, Tensor y)
    {
        var width = x.Shape.Dim(-1);
        Need(x);
        Need(mean, x.DType, width);
        Need(factor, x.DType, width);
        Need(shift, x.DType, width);
        Demand(weights is null == weightFactor is null, "a factor where there are weights");
        Need(weights, x.DType, x.Length);
        Need(weightFactor, x.DType, width);
        Need(y, x.DType, x.Length);
        Floats(x).ScaleColumns(x, mean, factor, shift, weights, weightFactor, y);
        KeepAlive(x, mean, factor, shift, weights, weightFactor, y);
    }
}
