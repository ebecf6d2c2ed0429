namespace KerasLikeRnn.Engine;

// A gradient computes as the tensor it is; sparse ones become one.
public sealed partial class Gradient
{
    /// <inheritdoc cref="Tensor.this[ReadOnlySpan{Slice}]"/>
    public Tensor this[params ReadOnlySpan<Slice> index] => ((Tensor)this)[index];

    /// <summary>Python's <c>float(gradient)</c>, of one element.</summary>
    public static explicit operator double(Gradient gradient) => ((Tensor)gradient).Item();

    public static Tensor operator +(Gradient a, Gradient b) => (Tensor)a + (Tensor)b;

    public static Tensor operator +(Gradient a, Tensor b) => (Tensor)a + b;

    public static Tensor operator +(Tensor a, Gradient b) => a + (Tensor)b;

    public static Tensor operator +(Gradient a, double b) => (Tensor)a + b;

    public static Tensor operator +(double a, Gradient b) => a + (Tensor)b;

    public static Tensor operator -(Gradient a, Gradient b) => (Tensor)a - (Tensor)b;

    public static Tensor operator -(Gradient a, Tensor b) => (Tensor)a - b;

    public static Tensor operator -(Tensor a, Gradient b) => a - (Tensor)b;

    public static Tensor operator -(Gradient a, double b) => (Tensor)a - b;

    public static Tensor operator -(double a, Gradient b) => a - (Tensor)b;

    public static Tensor operator *(Gradient a, Gradient b) => (Tensor)a * (Tensor)b;

    public static Tensor operator *(Gradient a, Tensor b) => (Tensor)a * b;

    public static Tensor operator *(Tensor a, Gradient b) => a * (Tensor)b;

    public static Tensor operator *(Gradient a, double b) => (Tensor)a * b;

    public static Tensor operator *(double a, Gradient b) => a * (Tensor)b;

    public static Tensor operator /(Gradient a, Gradient b) => (Tensor)a / (Tensor)b;

    public static Tensor operator /(Gradient a, Tensor b) => (Tensor)a / b;

    public static Tensor operator /(Tensor a, Gradient b) => a / (Tensor)b;

    public static Tensor operator /(Gradient a, double b) => (Tensor)a / b;

    public static Tensor operator /(double a, Gradient b) => a / (Tensor)b;

    public static Tensor operator -(Gradient x) => -(Tensor)x;

    public static Tensor operator <(Gradient a, double b) => (Tensor)a < b;

    public static Tensor operator >(Gradient a, double b) => (Tensor)a > b;

    public static Tensor operator <=(Gradient a, double b) => (Tensor)a <= b;

    public static Tensor operator >=(Gradient a, double b) => (Tensor)a >= b;
}
