namespace KerasLikeRnn.Metrics;

/// <summary>The accuracy of yes-or-no predictions with its option.</summary>
/// <param name="y_true">Targets, 0 or 1.</param>
/// <param name="y_pred">Probabilities.</param>
/// <param name="threshold">Above it a prediction means 1.</param>
public delegate Tensor BinaryAccuracyFunction(Tensor y_true, Tensor y_pred, double threshold = 0.5);

/// <summary>An accuracy of the best few classes with its option.</summary>
/// <param name="y_true">Targets.</param>
/// <param name="y_pred">Scores (..., classes).</param>
/// <param name="k">How many of the best classes count as a hit.</param>
public delegate Tensor TopKFunction(Tensor y_true, Tensor y_pred, int k = 5);

/// <summary>Keras's metric functions that are no losses: 1 for a hit and 0 for a miss, in float32. They are values, as in Python.</summary>
public static class MetricFunctions
{
    /// <summary>The part of the last axis where prediction and target are on the same side: (y_pred > threshold) == y_true.</summary>
    [KerasExport("keras.metrics.binary_accuracy")]
    public static BinaryAccuracyFunction binary_accuracy { get; } = static (y_true, y_pred, threshold) =>
        Ops.Mean(BinaryMatches(y_true, y_pred, threshold), [-1]);

    /// <summary>Whether the largest score is at the largest target (one-hot).</summary>
    [KerasExport("keras.metrics.categorical_accuracy")]
    public static LossFunction categorical_accuracy { get; } = static (y_true, y_pred) => SparseMatches(Ops.ArgMax(y_true), y_pred);

    /// <summary>Whether the largest score is that of the true class, whose number is given.</summary>
    [KerasExport("keras.metrics.sparse_categorical_accuracy")]
    public static LossFunction sparse_categorical_accuracy { get; } = static (y_true, y_pred) =>
    {
        var matches = SparseMatches(y_true, y_pred);
        return matches.Rank > 1 && matches.Shape.Dim(-1) == 1 ? Ops.Squeeze(matches, -1) : matches;
    };

    /// <summary>Whether fewer than k classes have a larger score than the true one (one-hot).</summary>
    [KerasExport("keras.metrics.top_k_categorical_accuracy")]
    public static TopKFunction top_k_categorical_accuracy { get; } = static (
        y_true, y_pred, k) => TopKMatches(Ops.ArgMax(y_true), y_pred, k);

    /// <summary>Whether fewer than k classes have a larger score than the true one, whose number is given.</summary>
    [KerasExport("keras.metrics.sparse_top_k_categorical_accuracy")]
    public static TopKFunction sparse_top_k_categorical_accuracy { get; } = static (y_true, y_pred, k) => TopKMatches(y_true, y_pred, k);

    /// <summary>Whether prediction and target are equal, element by element.</summary>
    [KerasExport(Aliases = new[] { "keras.metrics.accuracy", "keras.metrics.acc", "keras.metrics.ACC" })]
    internal static LossFunction accuracy { get; } = static (y_true, y_pred) =>
    {
        Alignment.RequireEqual(y_true.Shape, y_pred.Shape);
        return Hits(y_true, Ops.Cast(y_pred, y_true.DType));
    };

    /// <summary>The cosine of the angle between two vectors: the loss of this name has the other sign.</summary>
    [KerasExport(Aliases = new[] { "keras.metrics.cosine_similarity", "keras.metrics.cosine_proximity" })]
    internal static SimilarityFunction cosine_similarity { get; } = static (
        y_true, y_pred, axis) => LossFunctions.CosineOf(y_true, y_pred, axis);

    /// <summary>How a function is called that may have options; null for other functions.</summary>
    internal static Func<Tensor, Tensor, Tensor>? Call(Delegate function) => function switch
    {
        BinaryAccuracyFunction accuracy => (t, p) => accuracy(t, p),
        TopKFunction accuracy => (t, p) => accuracy(t, p),
        _ => LossFunctions.Call(function),
    };

    internal static Tensor BinaryMatches(Tensor y_true, Tensor y_pred, double threshold)
    {
        y_true = Alignment.Targets(y_true, y_pred);
        var above = Ops.Compare(CompareOp.Greater, y_pred, Ops.Constant(threshold, y_pred.DType));
        return Hits(y_true, Ops.Cast(above, y_pred.DType));
    }

    /// <summary>Hits of class numbers (...) or (..., 1) in their own shape.</summary>
    internal static Tensor SparseMatches(Tensor y_true, Tensor y_pred)
    {
        var shape = y_true.Shape;
        if (y_true.Rank == y_pred.Rank) y_true = Squeezed(y_true, y_pred);
        Alignment.RequireEqual(y_true.Shape, y_pred.Shape.Range(0, y_pred.Rank - 1));
        return Ops.Reshape(Hits(y_true, Ops.Cast(Ops.ArgMax(y_pred), y_true.DType)), shape);
    }

    /// <summary>
    /// A class counts where fewer than k have a larger score; scores that are not finite, or a number that is no class, miss.
    /// </summary>
    internal static Tensor TopKMatches(Tensor y_true, Tensor y_pred, int k)
    {
        var classes = y_pred.Shape.Dim(-1);
        var scores = Ops.Reshape(y_pred, Shape.Of(Shape.Unknown, classes));
        var numbers = Ops.Reshape(Ops.Cast(y_true, DType.Int64), checked((int)y_true.Length));
        Alignment.RequireEqual(numbers.Shape, scores.Shape.Range(0, 1));
        var isTrueClass = Ops.OneHot(numbers, classes, DType.Bool);
        var score = Ops.Sum(Ops.Select(isTrueClass, scores, Ops.ZerosLike(scores)), [-1], keepdims: true);
        var better = Ops.Sum(Ops.Cast(Ops.Compare(CompareOp.Greater, scores, score), DType.Float32), [-1]);
        var finite = Ops.Compare(CompareOp.Less, Ops.Abs(scores), Ops.Constant(double.PositiveInfinity, scores.DType));
        var valid = Ops.And(Ops.All(finite, [-1]), Ops.Any(isTrueClass, [-1]));
        var hits = Ops.And(valid, Ops.Compare(CompareOp.Less, better, Ops.Constant(k)));
        return Ops.Reshape(Ops.Cast(hits, DType.Float32), y_true.Shape);
    }

    private static Tensor Hits(Tensor a, Tensor b) => Ops.Cast(Ops.Compare(CompareOp.Equal, a, b), DType.Float32);

    private static Tensor Squeezed(Tensor y_true, Tensor y_pred) => y_true.Shape.Dim(-1) == 1
        ? Ops.Squeeze(y_true, -1)
        : throw new IncompatibleShapesException(y_true.Shape, y_pred.Shape, isBatchOpen: false);
}
