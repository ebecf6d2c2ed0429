namespace KerasLikeRnn.Engine;

/// <summary>+, −, · and / between tensors and numbers.</summary>
public static class TensorOperators
{
    extension(Tensor)
    {
        public static Tensor operator +(Tensor a, Tensor b) => Ops.Add(a, b);

        public static Tensor operator +(Tensor a, double b) => Ops.Add(a, Ops.Constant(b, a.DType));

        public static Tensor operator +(double a, Tensor b) => Ops.Add(Ops.Constant(a, b.DType), b);

        public static Tensor operator -(Tensor a, Tensor b) => Ops.Subtract(a, b);

        public static Tensor operator -(Tensor a, double b) => Ops.Subtract(a, Ops.Constant(b, a.DType));

        public static Tensor operator -(double a, Tensor b) => Ops.Subtract(Ops.Constant(a, b.DType), b);

        public static Tensor operator *(Tensor a, Tensor b) => Ops.Multiply(a, b);

        public static Tensor operator *(Tensor a, double b) => Ops.Multiply(a, Ops.Constant(b, a.DType));

        public static Tensor operator *(double a, Tensor b) => Ops.Multiply(Ops.Constant(a, b.DType), b);

        public static Tensor operator /(Tensor a, Tensor b) => Ops.Divide(a, b);

        public static Tensor operator /(Tensor a, double b) => Ops.Divide(a, Ops.Constant(b, a.DType));

        public static Tensor operator /(double a, Tensor b) => Ops.Divide(Ops.Constant(a, b.DType), b);

        public static Tensor operator -(Tensor x) => Ops.Negate(x);
    }
}
