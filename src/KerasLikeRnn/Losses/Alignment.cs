namespace KerasLikeRnn.Losses;

/// <summary>Brings targets, predictions and weights to ranks and types that go together, by Keras's rules.</summary>
internal static class Alignment
{
    /// <summary>
    /// Drops a last axis of size 1 where it is all that tells the two apart, except that class numbers (n) stay beside
    /// the probabilities (n, classes).
    /// </summary>
    public static (Tensor YTrue, Tensor YPred) Squeeze(Tensor y_true, Tensor y_pred)
    {
        var difference = Required.NotNull(y_pred).Rank - Required.NotNull(y_true).Rank;
        if (difference == 1 && y_pred.Shape.Dim(-1) == 1) return (y_true, Ops.Squeeze(y_pred, -1));
        if (difference == -1 && y_true.Shape.Dim(-1) == 1) return (Ops.Squeeze(y_true, -1), y_pred);
        return (y_true, y_pred);
    }

    /// <summary>Adds or drops a last axis of the weights where their rank is one off; scalars stay.</summary>
    public static Tensor MatchRank(Tensor weights, int rank)
    {
        if (weights.Rank == 0) return weights;
        if (weights.Rank == rank + 1) return Ops.Squeeze(weights, -1);
        return weights.Rank == rank - 1 ? Ops.ExpandDims(weights, -1) : weights;
    }

    /// <summary>What a model's outputs and targets go through before any loss or metric sees them.</summary>
    public static (Tensor YTrue, Tensor? Weights) MatchOutput(Tensor y_true, Tensor y_pred, Tensor? weights)
    {
        if (y_true.Rank == 1 && y_pred.Rank == 2) y_true = Ops.ExpandDims(y_true, -1);
        if (y_true.DType.IsFloating() == y_pred.DType.IsFloating() && y_true.DType != DType.Bool && y_pred.DType != DType.Bool)
            y_true = Ops.Cast(y_true, y_pred.DType);
        if (weights is null) return (y_true, null);
        if (weights.Rank == 1 && y_pred.Rank == 2) weights = Ops.ExpandDims(weights, -1);
        return (y_true, Ops.Cast(weights, y_pred.DType));
    }

    /// <summary>The weights with the padded time steps' set to zero.</summary>
    public static Tensor? ApplyMask(Tensor? weights, Tensor? mask, DType dtype)
    {
        if (mask is null) return weights;
        mask = Ops.Cast(mask, dtype);
        return weights is null ? mask : Ops.Multiply(MatchRank(weights, mask.Rank), mask);
    }

    /// <summary>Whether weights can be repeated to the shape of the values: scalars, or one by one equal sizes or 1.</summary>
    public static bool CanBroadcast(Shape weights, Shape values)
    {
        if (weights.Rank == 0) return true;
        if (weights.Rank != values.Rank) return false;
        for (var axis = 0; axis < values.Rank; axis++)
            if (weights.Dims[axis] != values.Dims[axis] && weights.Dims[axis] != 1) return false;
        return true;
    }

    /// <summary>The targets in the predictions' type, once it is clear that both can be compared element by element.</summary>
    public static Tensor Targets(Tensor y_true, Tensor y_pred)
    {
        RequireBroadcastable(y_true.Shape, y_pred.Shape);
        return Ops.Cast(y_true, y_pred.DType);
    }

    /// <summary>Checks that targets and predictions have one shape.</summary>
    public static void RequireEqual(Shape y_true, Shape y_pred)
    {
        if (y_true != y_pred) throw new IncompatibleShapesException(y_true, y_pred, isBatchOpen: false);
    }

    private static void RequireBroadcastable(Shape y_true, Shape y_pred)
    {
        for (var i = 1; i <= Math.Min(y_true.Rank, y_pred.Rank); i++)
            if (y_true.Dims[^i] != y_pred.Dims[^i] && y_true.Dims[^i] != 1 && y_pred.Dims[^i] != 1)
                throw new IncompatibleShapesException(y_true, y_pred, isBatchOpen: false);
    }
}
