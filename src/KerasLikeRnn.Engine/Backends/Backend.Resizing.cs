namespace KerasLikeRnn.Engine;

// Axes of another length, and images warped.
public abstract partial class Backend
{
    /// <summary>y = x with one axis resampled; of floats.</summary>
    public abstract void Resample(Tensor x, int axis, ResampledAxis resampled, Tensor y);

    /// <summary>y = the images (batch, rows, columns, channels) warped to images of the same size; of floats.</summary>
    public abstract void Warp(Tensor x, ImageWarp warp, Tensor y);

    /// <summary>x = what every element of x counts in y, summed: the way back of <see cref="Warp"/>.</summary>
    public abstract void WarpBack(Tensor y, ImageWarp warp, Tensor x);
}
