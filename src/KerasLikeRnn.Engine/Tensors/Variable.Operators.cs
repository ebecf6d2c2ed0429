namespace KerasLikeRnn.Engine;

// A variable computes as its value does.
public sealed partial class Variable
{
    /// <inheritdoc cref="Tensor.this[ReadOnlySpan{Slice}]"/>
    public Tensor this[params ReadOnlySpan<Slice> index] => Value[index];

    public static Tensor operator +(Variable a, Variable b) => a.Value + b.Value;

    public static Tensor operator +(Variable a, double b) => a.Value + b;

    public static Tensor operator +(double a, Variable b) => a + b.Value;

    public static Tensor operator -(Variable a, Variable b) => a.Value - b.Value;

    public static Tensor operator -(Variable a, double b) => a.Value - b;

    public static Tensor operator -(double a, Variable b) => a - b.Value;

    public static Tensor operator *(Variable a, Variable b) => a.Value * b.Value;

    public static Tensor operator *(Variable a, double b) => a.Value * b;

    public static Tensor operator *(double a, Variable b) => a * b.Value;

    public static Tensor operator /(Variable a, Variable b) => a.Value / b.Value;

    public static Tensor operator /(Variable a, double b) => a.Value / b;

    public static Tensor operator /(double a, Variable b) => a / b.Value;

    public static Tensor operator -(Variable x) => -x.Value;
}
