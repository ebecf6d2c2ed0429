using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine;

// Axes of another length, and images warped.
public abstract partial class Backend
{
    /// <summary>y = x with one axis resampled; of floats.</summary>
    public void Resample(Tensor x, int axis, ResampledAxis resampled, Tensor y)
    {
        Demand(axis >= 0 && axis < x.Rank && resampled.From == x.Shape.Dims[axis], "an axis of the length that is resampled");
        Demand(x.Shape.With(axis, resampled.Elements.Count) == y.Shape, "y to be x with the axis resampled");
        foreach (var element in resampled.Elements)
            Demand(
                element.First >= 0 && element.First + (long)element.Weights.Count <= resampled.From, "weights of elements that there are");
        Need(x);
        Need(y, x.DType, y.Length);
        Floats(x).Resample(x, axis, resampled, y);
        KeepAlive(x, y);
    }

    /// <summary>y = the images (batch, rows, columns, channels) warped to images of the same size; of floats.</summary>
    public void Warp(Tensor x, ImageWarp warp, Tensor y)
    {
        NeedImages(x, warp, y);
        Floats(x).Warp(x, warp, y);
        KeepAlive(x, y);
    }

    /// <summary>x = what every element of x counts in y, summed: the way back of <see cref="Warp"/>.</summary>
    public void WarpBack(Tensor y, ImageWarp warp, Tensor x)
    {
        NeedImages(x, warp, y);
        Floats(x).WarpBack(y, warp, x);
        KeepAlive(x, y);
    }

    private static void NeedImages(Tensor x, ImageWarp warp, Tensor y, [CallerMemberName] string kernel = "")
    {
        Demand(x.Rank == 4 && warp.Transforms.Count == x.Shape.Dims[0], "images and a map for each", kernel);
        Demand(warp.Transforms.All(map => map.Length == 8), "maps of 8 numbers", kernel);
        Need(x, x.DType, x.Length, nameof(x), kernel);
        Need(y, x.DType, x.Shape.Dims, nameof(y), kernel);
    }
}
