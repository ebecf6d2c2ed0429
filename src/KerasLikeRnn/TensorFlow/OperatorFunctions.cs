namespace KerasLikeRnn.TensorFlow;

/// <summary>What Python writes with operators and brackets, where that is no function of <c>tf</c> by itself.</summary>
internal static class OperatorFunctions
{
    /// <summary>x + y.</summary>
    [Operation("__operators__.add")]
    internal static Tensor add(TensorLike x, TensorLike y) => TensorLike.InOneType(x, y, Ops.Add);

    /// <summary>x == y.</summary>
    [Operation("__operators__.eq")]
    internal static Tensor eq(TensorLike self, TensorLike other) => ComparisonFunctions.equal(self, other);

    /// <summary>x != y.</summary>
    [Operation("__operators__.ne")]
    internal static Tensor ne(TensorLike self, TensorLike other) => ComparisonFunctions.not_equal(self, other);

    /// <summary>x[...].</summary>
    [Operation("__operators__.getitem")]
    internal static Tensor getitem(Tensor tensor, Slice[] slice_spec) => tensor[slice_spec];
}
