namespace KerasLikeRnn.Engine;

// Order along an axis. Gradients go back to where the elements came from.
public static partial class Ops
{
    /// <summary>The places (int32) of the elements in sorted order along the last axis; equal ones stay in their order.</summary>
    public static Tensor ArgSort(Tensor x, bool descending = false)
    {
        var y = Tensor.Empty(x.Shape, DType.Int32);
        Backend.ArgSort(descending, Wide(x), y);
        return y;
    }

    /// <summary>The elements in sorted order along the last axis.</summary>
    public static Tensor Sort(Tensor x, bool descending = false) => TakeAlongLastAxis(x, ArgSort(x, descending));

    /// <summary>The k largest elements along the last axis, largest first, and their places (int32).</summary>
    /// <exception cref="ValueError">The axis has fewer than k elements.</exception>
    public static (Tensor Values, Tensor Indices) TopK(Tensor x, int k)
    {
        if (x.Rank == 0 || k < 0 || k > x.Shape.Dim(-1))
            throw new ValueError($"input must have at least k columns. Had {(x.Rank == 0 ? 0 : x.Shape.Dim(-1))}, needed {k}", nameof(k));
        var places = Narrow(ArgSort(x, descending: true), -1, 0, k);
        return (TakeAlongLastAxis(x, places), places);
    }
}
