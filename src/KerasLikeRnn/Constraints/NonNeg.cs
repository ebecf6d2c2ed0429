namespace KerasLikeRnn.Constraints;

/// <summary>Sets negative weights to 0.</summary>
[KerasExport("keras.constraints.NonNeg", "keras.constraints.non_neg", Aliases = new[] { "keras.constraints.nonneg" })]
public class NonNeg : Constraint
{
    /// <inheritdoc/>
    public override Tensor call(Tensor w) =>
        Required.NotNull(w) * Ops.Cast(Ops.Compare(CompareOp.GreaterEqual, w, Ops.Constant(0, w.DType)), w.DType);
}
