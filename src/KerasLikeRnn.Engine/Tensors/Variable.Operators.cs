namespace KerasLikeRnn.Engine;

// A variable computes as its value does.
public sealed partial class Variable
{
    /// <inheritdoc cref="Tensor.this[ReadOnlySpan{Slice}]"/>
    public Tensor this[params ReadOnlySpan<Slice> index] => Current[index];

    public static Tensor operator +(Variable a, Variable b) => a.Current + b.Current;

    public static Tensor operator +(Variable a, double b) => a.Current + b;

    public static Tensor operator +(double a, Variable b) => a + b.Current;

    public static Tensor operator -(Variable a, Variable b) => a.Current - b.Current;

    public static Tensor operator -(Variable a, double b) => a.Current - b;

    public static Tensor operator -(double a, Variable b) => a - b.Current;

    public static Tensor operator *(Variable a, Variable b) => a.Current * b.Current;

    public static Tensor operator *(Variable a, double b) => a.Current * b;

    public static Tensor operator *(double a, Variable b) => a * b.Current;

    public static Tensor operator /(Variable a, Variable b) => a.Current / b.Current;

    public static Tensor operator /(Variable a, double b) => a.Current / b;

    public static Tensor operator /(double a, Variable b) => a / b.Current;

    public static Tensor operator -(Variable x) => -x.Current;
}
