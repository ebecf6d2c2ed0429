using System.Numerics;
using System.Numerics.Tensors;

namespace KerasLikeRnn.Engine;

// Element-by-element kernels: the loops over broadcast axes are here, the loops over contiguous runs are
// System.Numerics.Tensors' vectorised ones.
public sealed unsafe partial class CpuBackend
{
    private delegate void UnaryLoop<T>(ReadOnlySpan<T> x, Span<T> y);

    private delegate void PairLoop<T, TResult>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<TResult> y);

    /// <inheritdoc/>
    protected override void RunFill(Tensor y, double value)
    {
        if (y.DType == DType.Float16) Span<Half>(y).Fill((Half)(float)value);
        else if (y.DType == DType.BFloat16) Span<BFloat16>(y).Fill((BFloat16)(float)value);
        else Typed.Run(y.DType, new FillKernel(y, value));
    }

    /// <inheritdoc/>
    protected override void RunCast(Tensor x, Tensor y)
    {
        switch (x.DType, y.DType)
        {
            case (DType.Float16, _): TensorPrimitives.ConvertToSingle(Span<Half>(x), Span<float>(y)); break;
            case (_, DType.Float16): TensorPrimitives.ConvertToHalf(Span<float>(x), Span<Half>(y)); break;
            case (DType.BFloat16, _): Each(Span<BFloat16>(x), Span<float>(y), static v => v); break;
            case (_, DType.BFloat16): Each(Span<float>(x), Span<BFloat16>(y), static v => (BFloat16)v); break;
            default: Typed.Run(x.DType, new CastKernel(x, y)); break;
        }
    }

    /// <inheritdoc/>
    protected override void RunUnary(UnaryOp op, Tensor x, Tensor y)
    {
        switch (x.DType)
        {
            case DType.Float32: FloatLoop<float>(op)(Span<float>(x), Span<float>(y)); break;
            case DType.Float64: FloatLoop<double>(op)(Span<double>(x), Span<double>(y)); break;
            case DType.Int32: IntegerLoop<int>(op)(Span<int>(x), Span<int>(y)); break;
            case DType.Int64: IntegerLoop<long>(op)(Span<long>(x), Span<long>(y)); break;
            default: Negation(op)(Span<bool>(x), Span<bool>(y)); break;
        }
    }

    /// <inheritdoc/>
    protected override void RunBinary(BinaryOp op, Tensor a, Tensor b, Tensor y)
    {
        if (a.DType == DType.Bool) Broadcast(a, b, y, TruthLoop(op));
        else Typed.Run(a.DType, new BinaryKernel(op, a, b, y));
    }

    /// <inheritdoc/>
    protected override void RunCompare(CompareOp op, Tensor a, Tensor b, Tensor y) => Typed.Run(a.DType, new CompareKernel(op, a, b, y));

    /// <inheritdoc/>
    protected override void RunSelect(Tensor condition, Tensor a, Tensor b, Tensor y) =>
        Typed.Move(y.DType, new SelectKernel(condition, a, b, y));

    private static UnaryLoop<T> FloatLoop<T>(UnaryOp op) where T : unmanaged, IFloatingPointIeee754<T> => op switch
    {
        UnaryOp.Reciprocal => TensorPrimitives.Reciprocal,
        UnaryOp.Sqrt => TensorPrimitives.Sqrt,
        UnaryOp.Rsqrt => TensorPrimitives.ReciprocalSqrt,
        UnaryOp.Exp => TensorPrimitives.Exp,
        UnaryOp.Expm1 => static (x, y) => Each(x, y, T.ExpM1),
        UnaryOp.Log => TensorPrimitives.Log,
        UnaryOp.Log1p => static (x, y) => Each(x, y, LogP1),
        UnaryOp.Sin => TensorPrimitives.Sin,
        UnaryOp.Cos => TensorPrimitives.Cos,
        UnaryOp.Tan => TensorPrimitives.Tan,
        UnaryOp.Tanh => TensorPrimitives.Tanh,
        UnaryOp.Sigmoid => static (x, y) => Each(x, y, Sigmoid),
        UnaryOp.Softplus => static (x, y) => Each(x, y, static v => T.Max(v, T.Zero) + LogP1(T.Exp(-T.Abs(v)))),
        UnaryOp.Erf => static (x, y) => Each(x, y, static v => T.CreateTruncating(ErrorFunction.Erf(double.CreateTruncating(v)))),
        UnaryOp.Floor => TensorPrimitives.Floor,
        UnaryOp.Ceiling => TensorPrimitives.Ceiling,
        UnaryOp.Round => static (x, y) => TensorPrimitives.Round(x, MidpointRounding.ToEven, y),
        UnaryOp.IsNan => static (x, y) => Each(x, y, static v => T.IsNaN(v) ? T.One : T.Zero),
        _ => NumberLoop<T>(op),
    };

    private static UnaryLoop<T> IntegerLoop<T>(UnaryOp op) where T : unmanaged, IBinaryInteger<T> => op switch
    {
        UnaryOp.Floor or UnaryOp.Ceiling or UnaryOp.Round => static (x, y) => x.CopyTo(y),
        _ => NumberLoop<T>(op),
    };

    private static UnaryLoop<T> NumberLoop<T>(UnaryOp op) where T : unmanaged, INumber<T> => op switch
    {
        UnaryOp.Negate => TensorPrimitives.Negate,
        UnaryOp.Abs => TensorPrimitives.Abs,
        UnaryOp.Sign => static (x, y) => Each(x, y, static v => T.IsNaN(v) ? v : T.CreateTruncating(T.Sign(v))),
        UnaryOp.Square => static (x, y) => TensorPrimitives.Multiply(x, x, y),
        UnaryOp.Relu => static (x, y) => TensorPrimitives.Max(x, T.Zero, y),
        _ => throw new NotSupportedException($"{op} of {typeof(T).Name} tensors is not defined. Cast to float32 first."),
    };

    private static UnaryLoop<bool> Negation(UnaryOp op) => op == UnaryOp.Not
        ? static (x, y) => Each(x, y, static v => !v)
        : throw new NotSupportedException($"{op} of truth values is not defined. Cast to float32 first.");

    private static void Each<T, TResult>(ReadOnlySpan<T> x, Span<TResult> y, Func<T, TResult> f)
    {
        for (var i = 0; i < x.Length; i++) y[i] = f(x[i]);
    }

    // .NET computes LogP1(x) as Log(1 + x); Kahan's correction keeps small x exact.
    private static T LogP1<T>(T x) where T : IFloatingPointIeee754<T>
    {
        var u = T.One + x;
        if (u == T.One) return x;
        return T.IsInfinity(u) ? T.Log(u) : T.Log(u) * x / (u - T.One);
    }

    private static T Sigmoid<T>(T x) where T : IFloatingPointIeee754<T>
    {
        var e = T.Exp(-T.Abs(x));
        return x >= T.Zero ? T.One / (T.One + e) : e / (T.One + e);
    }

    private static PairLoop<T, T> NumberLoop<T>(BinaryOp op) where T : unmanaged, INumber<T> => op switch
    {
        BinaryOp.Add => Broadcasting<T>(TensorPrimitives.Add, TensorPrimitives.Add),
        BinaryOp.Subtract => Broadcasting<T>(TensorPrimitives.Subtract, TensorPrimitives.Subtract, TensorPrimitives.Subtract),
        BinaryOp.Multiply => Broadcasting<T>(TensorPrimitives.Multiply, TensorPrimitives.Multiply),
        BinaryOp.Divide => Broadcasting<T>(TensorPrimitives.Divide, TensorPrimitives.Divide, TensorPrimitives.Divide),
        BinaryOp.Maximum => Broadcasting<T>(TensorPrimitives.Max, TensorPrimitives.Max),
        BinaryOp.Minimum => Broadcasting<T>(TensorPrimitives.Min, TensorPrimitives.Min),
        BinaryOp.FloorDivide => Pairs<T, T>(FloorDivide),
        BinaryOp.Modulo => Pairs<T, T>(Modulo),
        BinaryOp.Power => Pairs<T, T>(Power),
        _ => throw new NotSupportedException($"{op} of {typeof(T).Name} tensors is not defined."),
    };

    private static T Power<T>(T a, T b) where T : INumber<T> => T.IsNegative(b) && typeof(T) != typeof(float) && typeof(T) != typeof(double)
        ? throw new ValueError("Integers to negative integer powers are not allowed")
        : T.CreateTruncating(Math.Pow(double.CreateTruncating(a), double.CreateTruncating(b)));

    private static T FloorDivide<T>(T a, T b) where T : INumber<T>
    {
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
            return T.CreateTruncating(Math.Floor(double.CreateTruncating(a) / double.CreateTruncating(b)));
        if (b == T.Zero) throw NoQuotient();
        // The smallest number has no negative: it stays itself, as in TensorFlow.
        if (b == -T.One) return unchecked(-a);
        var quotient = a / b;
        return quotient * b != a && T.IsNegative(a) != T.IsNegative(b) ? quotient - T.One : quotient;
    }

    private static ValueError NoQuotient() => new("Integer division by zero");

    // The remainder of C# has the sign of a, Python's that of b.
    private static T Modulo<T>(T a, T b) where T : INumber<T>
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            if (b == T.Zero) throw NoQuotient();
            if (b == -T.One) return T.Zero;
        }
        var remainder = a % b;
        return remainder != T.Zero && T.IsNegative(remainder) != T.IsNegative(b) ? remainder + b : remainder;
    }

    private static PairLoop<bool, bool> TruthLoop(BinaryOp op) => op switch
    {
        BinaryOp.And or BinaryOp.Multiply or BinaryOp.Minimum => Pairs<bool, bool>(static (a, b) => a & b),
        BinaryOp.Or or BinaryOp.Add or BinaryOp.Maximum => Pairs<bool, bool>(static (a, b) => a | b),
        _ => throw new NotSupportedException($"{op} of truth values is not defined. Cast to float32 first."),
    };

    private static PairLoop<T, bool> CompareLoop<T>(CompareOp op) where T : unmanaged, INumber<T> => op switch
    {
        CompareOp.Equal => Pairs<T, bool>(static (a, b) => a == b),
        CompareOp.NotEqual => Pairs<T, bool>(static (a, b) => a != b),
        CompareOp.Less => Pairs<T, bool>(static (a, b) => a < b),
        CompareOp.LessEqual => Pairs<T, bool>(static (a, b) => a <= b),
        CompareOp.Greater => Pairs<T, bool>(static (a, b) => a > b),
        _ => Pairs<T, bool>(static (a, b) => a >= b),
    };

    private delegate void PairLoop<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y);

    private delegate void RightScalarLoop<T>(ReadOnlySpan<T> a, T b, Span<T> y);

    private delegate void LeftScalarLoop<T>(T a, ReadOnlySpan<T> b, Span<T> y);

    /// <summary>The loops that were made.</summary>
    private static class Known<T> where T : unmanaged, INumber<T>
    {
        public static readonly PairLoop<T, T>?[] Number = new PairLoop<T, T>?[Enum.GetValues<BinaryOp>().Length];
        public static readonly PairLoop<T, bool>?[] Compare = new PairLoop<T, bool>?[Enum.GetValues<CompareOp>().Length];
    }

    /// <summary>A loop over two runs, either of which may be a single repeated element.</summary>
    private static PairLoop<T, T> Broadcasting<T>(PairLoop<T> both, RightScalarLoop<T> right, LeftScalarLoop<T>? left = null) =>
        (a, b, y) =>
    {
        if (b.Length == 1) right(a.Length == 1 ? a : a, b[0], y);
        else if (a.Length > 1) both(a, b, y);
        else if (left is null) right(b, a[0], y);
        else left(a[0], b, y);
    };

    private static PairLoop<T, TResult> Pairs<T, TResult>(Func<T, T, TResult> f) => (a, b, y) =>
    {
        for (var i = 0; i < y.Length; i++) y[i] = f(a[a.Length == 1 ? 0 : i], b[b.Length == 1 ? 0 : i]);
    };

    /// <summary>Runs a loop over the longest runs in which each operand is contiguous or a single element.</summary>
    private static void Broadcast<T, TResult>(Tensor a, Tensor b, Tensor y, PairLoop<T, TResult> loop)
        where T : unmanaged where TResult : unmanaged
    {
        if (y.Length == 0) return;
        T* pa = Pointer<T>(a), pb = Pointer<T>(b);
        var py = Pointer<TResult>(y);
        if ((a.Length == y.Length || a.Length == 1) && (b.Length == y.Length || b.Length == 1))
        {
            loop(new(pa, (int)a.Length), new(pb, (int)b.Length), new(py, (int)y.Length));
            return;
        }
        var axes = BroadcastAxes.Of(y.Shape, a.Shape, b.Shape);
        var run = axes.InnerLength;
        int lengthA = axes.InnerStride(0) == 0 ? 1 : run, lengthB = axes.InnerStride(1) == 0 ? 1 : run;
        Span<long> offsets = stackalloc long[2];
        for (var outer = 0L; outer < axes.OuterCount; outer++)
        {
            axes.Offsets(outer, offsets);
            loop(new(pa + offsets[0], lengthA), new(pb + offsets[1], lengthB), new(py + outer * run, run));
        }
    }

    private readonly struct FillKernel(Tensor y, double value) : ITyped
    {
        public void Run<T>() where T : unmanaged, INumber<T> =>
            Span<T>(y).Fill(T.CreateSaturating(y.DType == DType.Bool ? value != 0 ? 1 : 0 : value));
    }

    private readonly struct CastKernel(Tensor x, Tensor y) : ITyped
    {
        public void Run<T>() where T : unmanaged, INumber<T>
        {
            if (y.DType != DType.Bool)
            {
                Typed.Run(y.DType, new CastFrom<T>(x, y));
                return;
            }
            var from = Pointer<T>(x);
            var to = Span<bool>(y);
            for (var i = 0; i < to.Length; i++) to[i] = from[i] != T.Zero;
        }
    }

    private readonly struct CastFrom<T>(Tensor x, Tensor y) : ITyped where T : unmanaged, INumber<T>
    {
        public void Run<TResult>() where TResult : unmanaged, INumber<TResult> =>
            TensorPrimitives.ConvertTruncating<T, TResult>(Span<T>(x), Span<TResult>(y));
    }

    private readonly struct BinaryKernel(BinaryOp op, Tensor a, Tensor b, Tensor y) : ITyped
    {
        public void Run<T>() where T : unmanaged, INumber<T> => Broadcast(a, b, y, Known<T>.Number[(int)op] ??= NumberLoop<T>(op));
    }

    private readonly struct CompareKernel(CompareOp op, Tensor a, Tensor b, Tensor y) : ITyped
    {
        public void Run<T>() where T : unmanaged, INumber<T> => Broadcast(a, b, y, Known<T>.Compare[(int)op] ??= CompareLoop<T>(op));
    }

    private readonly struct SelectKernel(Tensor condition, Tensor a, Tensor b, Tensor y) : ITyped
    {
        public void Run<T>() where T : unmanaged, INumber<T>
        {
            if (y.Length == 0) return;
            var axes = BroadcastAxes.Of(y.Shape, condition.Shape, a.Shape, b.Shape);
            var pc = Pointer<bool>(condition);
            T* pa = Pointer<T>(a), pb = Pointer<T>(b), py = Pointer<T>(y);
            long strideC = axes.InnerStride(0), strideA = axes.InnerStride(1), strideB = axes.InnerStride(2);
            Span<long> offsets = stackalloc long[3];
            for (var outer = 0L; outer < axes.OuterCount; outer++)
            {
                axes.Offsets(outer, offsets);
                for (var i = 0; i < axes.InnerLength; i++)
                    *py++ = pc[offsets[0] + i * strideC] ? pa[offsets[1] + i * strideA] : pb[offsets[2] + i * strideB];
            }
        }
    }
}
