using System.Runtime.InteropServices;
using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

/// <summary>
/// An array of TensorFlow's: it never changes, and goes when the last who shares it drops it. Operators compute, and what they make
/// belongs to the innermost <see cref="Frame"/>. Numbers among them are of the array's type.
/// </summary>
/// <param name="native">TensorFlow's own handle, which <see cref="Tf"/> alone looks into.</param>
internal sealed class Handle(SafeHandle native)
{
    private int count = 1;
    private int[]? dims;
    private DType? dtype;

    public SafeHandle Native => native;

    /// <summary>Sizes of the axes.</summary>
    public ReadOnlySpan<int> Dims => dims ??= Tf.DimsOf(this);

    public DType DType => dtype ??= Tf.TypeOf(this);

    /// <summary>Number of elements.</summary>
    public long Length
    {
        get
        {
            var product = 1L;
            foreach (var size in Dims) product *= size;
            return product;
        }
    }

    public Handle Share()
    {
        Interlocked.Increment(ref count);
        return this;
    }

    public void Drop()
    {
        if (Interlocked.Decrement(ref count) == 0) native.Dispose();
    }

    /// <summary>The same elements under another shape, of which one size may be −1: what is left.</summary>
    public Handle As(params ReadOnlySpan<int> sizes) => Dims.SequenceEqual(sizes) ? this : Tf.Run("Reshape", this, Constants.Ints(sizes));

    public Handle Cast(DType to) => to == DType ? this : Tf.Run("Cast", [this], ("DstT", to));

    public static Handle operator +(Handle a, Handle b) => Tf.Run("AddV2", a, b);

    public static Handle operator +(Handle a, double b) => a + Constants.Scalar(b, a.DType);

    public static Handle operator -(Handle a, Handle b) => Tf.Run("Sub", a, b);

    public static Handle operator -(double a, Handle b) => Constants.Scalar(a, b.DType) - b;

    public static Handle operator *(Handle a, Handle b) => Tf.Run("Mul", a, b);

    public static Handle operator *(Handle a, double b) => a * Constants.Scalar(b, a.DType);

    /// <summary>Of floats.</summary>
    public static Handle operator /(Handle a, Handle b) => Tf.Run("RealDiv", a, b);

    /// <summary>Of floats.</summary>
    public static Handle operator /(Handle a, double b) => a / Constants.Scalar(b, a.DType);
}
