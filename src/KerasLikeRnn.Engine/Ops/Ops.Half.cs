using System.Diagnostics.CodeAnalysis;

namespace KerasLikeRnn.Engine;

// The half types. Numbers are kept in them, and no kernel computes with them: an operation on half tensors is the same operation on
// float32 ones, its result rounded. Operations made of others need no word about it, and gradients go through the casts or are made
// of such operations.
public static partial class Ops
{
    /// <summary>A half tensor in float32; any other as it is.</summary>
    [return: NotNullIfNotNull(nameof(x))]
    private static Tensor? Wide(Tensor? x) => x is not null && x.DType.IsHalf() ? Cast(x, DType.Float32) : x;

    private static (Tensor, Tensor) Rounded((Tensor, Tensor) wide, DType half) => (Cast(wide.Item1, half), Cast(wide.Item2, half));

    private static (Tensor, Tensor, Tensor) Rounded((Tensor, Tensor, Tensor) wide, DType half) =>
        (Cast(wide.Item1, half), Cast(wide.Item2, half), Cast(wide.Item3, half));
}
