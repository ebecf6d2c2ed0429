using KerasLikeRnn.Engine;

namespace KerasLikeRnn.Reference;

// Element by element, and products of matrices.
public sealed partial class ReferenceBackend
{
    protected override void RunUnary(UnaryOp op, Tensor x, Tensor y)
    {
        if (IsFloat(x)) Write(Array.ConvertAll(Floats(x), Function(op)), y);
        else if (x.DType == DType.Bool) Write(Array.ConvertAll(Integers(x), v => op == UnaryOp.Not ? 1 - v : throw Undefined(op, x)), y);
        else Write(Array.ConvertAll(Integers(x), WholeFunction(op, x)), y);
    }

    protected override void RunBinary(BinaryOp op, Tensor a, Tensor b, Tensor y)
    {
        if (IsFloat(a)) Write(Pairs(Floats(a), Floats(b), a, b, y, Function(op, a)), y);
        else Write(Pairs(Integers(a), Integers(b), a, b, y, WholeFunction(op, a)), y);
    }

    protected override void RunCompare(CompareOp op, Tensor a, Tensor b, Tensor y)
    {
        if (IsFloat(a)) Write(Pairs(Floats(a), Floats(b), a, b, y, (p, q) => Number(Holds(op, p, q))), y);
        else Write(Pairs(Integers(a), Integers(b), a, b, y, (p, q) => Number(Holds(op, p, q))), y);
    }

    protected override void RunMatMul(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor y, Tensor? bias)
    {
        int m = y.Shape.Dims[^2], n = y.Shape.Dims[^1], k = a.Shape.Dims[transposeA ? ^2 : ^1];
        double[] left = Floats(a), right = Floats(b), row = bias is null ? new double[n] : Floats(bias), sums = new double[y.Length];
        for (var i = 0; i < sums.Length; i += n)
        {
            var (matrix, line) = (i / n / m, i / n % m);
            row.CopyTo(sums, i);
            for (var inner = 0; inner < k; inner++)
            {
                var factor = left[matrix * m * k + (transposeA ? inner * m + line : line * k + inner)];
                int at = matrix * k * n + (transposeB ? inner : inner * n), step = transposeB ? k : 1;
                for (var j = 0; j < n; j++, at += step) sums[i + j] += factor * right[at];
            }
        }
        Write(sums, y);
    }

    private static TResult[] Pairs<T, TResult>(T[] p, T[] q, Tensor a, Tensor b, Tensor y, Func<T, T, TResult> f)
    {
        var result = new TResult[y.Length];
        int[] ofA = Places(a, y), ofB = Places(b, y);
        for (var i = 0; i < result.Length; i++) result[i] = f(p[ofA[i]], q[ofB[i]]);
        return result;
    }

    private static Converter<double, double> Function(UnaryOp op) => op switch
    {
        UnaryOp.Negate => x => -x,
        UnaryOp.Abs => Math.Abs,
        UnaryOp.Sign => x => double.IsNaN(x) ? x : Math.Sign(x),
        UnaryOp.Square => x => x * x,
        UnaryOp.Sqrt => Math.Sqrt,
        UnaryOp.Rsqrt => x => 1 / Math.Sqrt(x),
        UnaryOp.Reciprocal => x => 1 / x,
        UnaryOp.Exp => Math.Exp,
        UnaryOp.Expm1 => x => Math.Abs(x) < 1e-5 ? x + x * x / 2 : Math.Exp(x) - 1,
        UnaryOp.Log => Math.Log,
        UnaryOp.Log1p => Log1p,
        UnaryOp.Sin => Math.Sin,
        UnaryOp.Cos => Math.Cos,
        UnaryOp.Tan => Math.Tan,
        UnaryOp.Tanh => Math.Tanh,
        UnaryOp.Sigmoid => x => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x)),
        UnaryOp.Relu => x => Math.Max(x, 0),
        UnaryOp.Softplus => x => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x))),
        UnaryOp.Erf => Erf,
        UnaryOp.Floor => Math.Floor,
        UnaryOp.Ceiling => Math.Ceiling,
        UnaryOp.Round => x => Math.Round(x, MidpointRounding.ToEven),
        UnaryOp.IsNan => x => double.IsNaN(x) ? 1 : 0,
        _ => throw new NotSupportedException($"{op} of floats is not defined."),
    };

    private static Converter<long, long> WholeFunction(UnaryOp op, Tensor x) => op switch
    {
        UnaryOp.Negate => v => unchecked(-v),
        UnaryOp.Abs => Math.Abs,
        UnaryOp.Sign => v => Math.Sign(v),
        UnaryOp.Square => v => unchecked(v * v),
        UnaryOp.Relu => v => Math.Max(v, 0),
        UnaryOp.Floor or UnaryOp.Ceiling or UnaryOp.Round => v => v,
        _ => throw Undefined(op, x),
    };

    private static Func<double, double, double> Function(BinaryOp op, Tensor x) => op switch
    {
        BinaryOp.Add => (a, b) => a + b,
        BinaryOp.Subtract => (a, b) => a - b,
        BinaryOp.Multiply => (a, b) => a * b,
        BinaryOp.Divide => (a, b) => a / b,
        BinaryOp.FloorDivide => (a, b) => Math.Floor(a / b),
        // The remainder has the sign of b.
        BinaryOp.Modulo => (a, b) => a % b is var rest && rest != 0 && rest < 0 != b < 0 ? rest + b : rest,
        BinaryOp.Power => Math.Pow,
        BinaryOp.Maximum => Math.Max,
        BinaryOp.Minimum => Math.Min,
        _ => throw Undefined(op, x),
    };

    private static Func<long, long, long> WholeFunction(BinaryOp op, Tensor x) => (op, x.DType == DType.Bool) switch
    {
        (BinaryOp.And or BinaryOp.Multiply or BinaryOp.Minimum, true) => (a, b) => a & b,
        (BinaryOp.Or or BinaryOp.Add or BinaryOp.Maximum, true) => (a, b) => a | b,
        (BinaryOp.Add, false) => (a, b) => unchecked(a + b),
        (BinaryOp.Subtract, false) => (a, b) => unchecked(a - b),
        (BinaryOp.Multiply, false) => (a, b) => unchecked(a * b),
        (BinaryOp.Divide, false) => (a, b) => a / b,
        (BinaryOp.FloorDivide, false) => FloorDivide,
        (BinaryOp.Modulo, false) => (a, b) => b is -1 ? 0 : unchecked(a - FloorDivide(a, b) * b),
        (BinaryOp.Power, false) => (a, b) =>
            b >= 0 ? (long)Math.Pow(a, b) : throw new ValueError("Integers to negative integer powers are not allowed"),
        (BinaryOp.Maximum, false) => Math.Max,
        (BinaryOp.Minimum, false) => Math.Min,
        _ => throw Undefined(op, x),
    };

    private static bool Holds<T>(CompareOp op, T a, T b) where T : System.Numerics.INumber<T> => op switch
    {
        CompareOp.Equal => a == b,
        CompareOp.NotEqual => a != b,
        CompareOp.Less => a < b,
        CompareOp.LessEqual => a <= b,
        CompareOp.Greater => a > b,
        _ => a >= b,
    };

    private static long FloorDivide(long a, long b)
    {
        if (b == 0) throw new ValueError("Integer division by zero");
        if (b == -1) return unchecked(-a);
        return a % b != 0 && a < 0 != b < 0 ? a / b - 1 : a / b;
    }

    private static double Log1p(double x) => Math.Abs(x) < 1e-5 ? x - x * x / 2 + x * x * x / 3 : Math.Log(1 + x);

    /// <summary>The integral of e^(−t²) from 0 on, by Simpson's rule.</summary>
    private static double Erf(double x)
    {
        if (double.IsNaN(x) || Math.Abs(x) > 6) return double.IsNaN(x) ? x : Math.Sign(x);
        const int parts = 1000;
        var sum = 0.0;
        for (var i = 0; i <= parts; i++)
        {
            var t = x * i / parts;
            sum += Math.Exp(-t * t) * (i is 0 or parts ? 1 : i % 2 == 1 ? 4 : 2);
        }
        return 2 / Math.Sqrt(Math.PI) * sum * x / parts / 3;
    }

    private static NotSupportedException Undefined(object op, Tensor x) => new(
        $"{op} of {(x.DType == DType.Bool ? "truth values" : $"{x.DType.Name()} tensors")} is not defined. Cast to float32 first.");
}
