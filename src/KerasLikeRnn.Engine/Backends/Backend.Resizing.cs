namespace KerasLikeRnn.Engine;

// Axes of another length.
public abstract partial class Backend
{
    /// <summary>y = x with one axis resampled; of floats.</summary>
    public abstract void Resample(Tensor x, int axis, ResampledAxis resampled, Tensor y);
}
