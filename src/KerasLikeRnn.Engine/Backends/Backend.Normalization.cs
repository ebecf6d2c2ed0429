namespace KerasLikeRnn.Engine;

public abstract partial class Backend
{
    /// <summary>
    /// Sums over the rows of x, seen as (rows, columns of its last axis): sum = Σw and product = Σw·(x − mean), where the weights w are
    /// a tensor of x's shape, or x − mean itself, for which no sum is wanted.
    /// </summary>
    public abstract void ColumnMoments(Tensor x, Tensor mean, Tensor? weights, Tensor? sum, Tensor product);

    /// <summary>y = (x − mean)·factor + shift, and + w·weightFactor where there are weights w; mean, factors and shift are one number a column.</summary>
    public abstract void ScaleColumns(Tensor x, Tensor mean, Tensor factor, Tensor shift, Tensor? weights, Tensor? weightFactor, Tensor y);
}
