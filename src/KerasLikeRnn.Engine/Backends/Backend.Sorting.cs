namespace KerasLikeRnn.Engine;

public abstract partial class Backend
{
    /// <summary>
    /// y (int32) = the places of x's elements in sorted order along the last axis, equal ones in the order they stand in.
    /// </summary>
    public void ArgSort(bool descending, Tensor x, Tensor y)
    {
        NeedWide(x);
        Need(y, DType.Int32, x.Length);
        RunArgSort(descending, x, y);
        KeepAlive(x, y);
    }
}
