using CsCheck;

namespace KerasLikeRnn.Engine.Tests;

public sealed class ArithmeticTests
{
    private const int Samples = 20;

    private static readonly DType[] numberTypes = [DType.Float32, DType.Float64, DType.Int32, DType.Int64];

    private static readonly Dictionary<string, (Func<Tensor, Tensor, Tensor> Operation, Func<double, double, double> Naive)> pairs = new()
    {
        ["Add"] = (Ops.Add, (a, b) => a + b),
        ["Subtract"] = (Ops.Subtract, (a, b) => a - b),
        ["Multiply"] = (Ops.Multiply, (a, b) => a * b),
        ["Divide"] = (Ops.Divide, (a, b) => a / b),
        ["DivideNoNan"] = (Ops.DivideNoNan, (a, b) => b == 0 ? 0 : a / b),
        ["FloorDivide"] = (Ops.FloorDivide, (a, b) => Math.Floor(a / b)),
        ["Modulo"] = (Ops.Modulo, (a, b) => a - Math.Floor(a / b) * b),
        ["Power"] = (Ops.Power, Math.Pow),
        ["Maximum"] = (Ops.Maximum, Math.Max),
        ["Minimum"] = (Ops.Minimum, Math.Min),
    };

    private static readonly Dictionary<string, (Func<Tensor, Tensor> Operation, Func<double, double> Naive)> functions = new()
    {
        ["Negate"] = (Ops.Negate, x => -x),
        ["Abs"] = (Ops.Abs, Math.Abs),
        ["Sign"] = (Ops.Sign, x => double.IsNaN(x) ? x : Math.Sign(x)),
        ["Square"] = (Ops.Square, x => x * x),
        ["Sqrt"] = (Ops.Sqrt, Math.Sqrt),
        ["Rsqrt"] = (Ops.Rsqrt, x => 1 / Math.Sqrt(x)),
        ["Exp"] = (Ops.Exp, Math.Exp),
        ["Expm1"] = (Ops.Expm1, x => Math.Abs(x) < 1e-5 ? x + x * x / 2 : Math.Exp(x) - 1),
        ["Log"] = (Ops.Log, Math.Log),
        ["Log1p"] = (Ops.Log1p, x => Math.Abs(x) < 1e-5 ? x - x * x / 2 : Math.Log(1 + x)),
        ["Sin"] = (Ops.Sin, Math.Sin),
        ["Cos"] = (Ops.Cos, Math.Cos),
        ["Tan"] = (Ops.Tan, Math.Tan),
        ["Tanh"] = (Ops.Tanh, Math.Tanh),
        ["Sigmoid"] = (Ops.Sigmoid, x => 1 / (1 + Math.Exp(-x))),
        ["Relu"] = (Ops.Relu, x => Math.Max(x, 0)),
        ["Softplus"] = (Ops.Softplus, x => x > 30 ? x : Math.Log(1 + Math.Exp(x))),
        ["Floor"] = (Ops.Floor, Math.Floor),
        ["Ceiling"] = (Ops.Ceiling, Math.Ceiling),
        ["Round"] = (Ops.Round, x => Math.Round(x, MidpointRounding.ToEven)),
    };

    public static TheoryData<string> Pairs => [.. pairs.Keys];

    public static TheoryData<string> Functions => [.. functions.Keys];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Pairs_of_numbers_of_every_type_broadcast(string operation)
    {
        var (compute, naive) = pairs[operation];
        var divisor = operation is "DivideNoNan" ? Gen.Int[-3, 3]
            : operation is "Power" ? Gen.Int[0, 3]
            : Gen.Int[1, 4].Select(v => v % 2 == 0 ? v : -v);
        Gen.Select(
            Numbers.Pair(Gen.Int[-6, 6].Select(v => (double)v), divisor.Select(v => (double)v)),
            Gen.OneOf([.. numberTypes.Select(type => Gen.Const(type))]))
            .Sample(
                (p, type) => Naive.Equal(Naive.Pairs(p.A, p.B, naive), compute(p.A.ToTensor(type), p.B.ToTensor(type)), 1e-6),
                iter: 2 * Samples);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Functions_of_one_number_are_those_of_the_standard_library(string function)
    {
        var (compute, naive) = functions[function];
        double[] special = [0, 1e-9, -1e-9, 0.5, -0.5, 1.5, 2.5, 40, -40, double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        if (function is "Sin" or "Cos" or "Tan") special = special[..^2];
        Numbers.Array(Gen.Double[-5, 5]).Sample(x =>
        {
            foreach (var input in new[] { x, new Numbers([special.Length], special) })
            {
                Naive.Equal(Naive.Make(input.Sizes, i => naive(input.At(i))), compute(input.ToTensor()), 1e-13);
                var single = new Numbers(input.Sizes, [.. input.Values.Select(v => (double)Single(v))]);
                Naive.Equal(Naive.Make(input.Sizes, i => (float)naive(single.At(i))), compute(single.ToTensor(DType.Float32)), 4e-6);
            }
        }, iter: Samples);
    }

    // TensorFlow takes numbers below the smallest normal one for zero.
    private static float Single(double v) => ChosenEngine.IsTensorFlow && float.IsSubnormal((float)v) ? 0 : (float)v;

    // Values of the error function from its tables (Abramowitz and Stegun, table 7.1).
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 0.1124629160)]
    [InlineData(0.5, 0.5204998778)]
    [InlineData(1, 0.8427007929)]
    [InlineData(2, 0.9953222650)]
    [InlineData(-1, -0.8427007929)]
    [InlineData(7, 1)]
    [InlineData(-7, -1)]
    public void The_error_function_has_its_tabulated_values(double x, double erf) =>
        Assert.Equal(erf, Ops.Erf(Tensor.Scalar(x)).Item(), 1e-10);

    [Theory]
    [InlineData(7, 2, 3, 1)]
    [InlineData(-7, 2, -4, 1)]
    [InlineData(7, -2, -4, -1)]
    [InlineData(-7, -2, 3, -1)]
    [InlineData(6, 3, 2, 0)]
    [InlineData(-6, 3, -2, 0)]
    [InlineData(0, -3, 0, 0)]
    public void Quotients_and_remainders_have_Pythons_signs(double a, double b, double quotient, double remainder)
    {
        foreach (var type in numberTypes)
        {
            Tensor x = Tensor.Scalar(a, type), y = Tensor.Scalar(b, type);
            Assert.Equal(quotient, Ops.FloorDivide(x, y).Item());
            Assert.Equal(remainder, Ops.Modulo(x, y).Item());
            Assert.Equal(type, Ops.Modulo(x, y).DType);
        }
    }

    [Fact]
    public void A_remainder_of_fractions_loses_no_digits()
    {
        Assert.Equal(0.1 - 0.1 / (1L << 54), Ops.Modulo(Tensor.Scalar(1.0), Tensor.Scalar(0.1)).Item(), 1e-15);
        Assert.Equal(1.5, Ops.Modulo(Tensor.Scalar(-5.5), Tensor.Scalar(3.5)).Item());
        Assert.Equal(double.PositiveInfinity, Ops.Modulo(Tensor.Scalar(-1.0), Tensor.Scalar(double.PositiveInfinity)).Item());
    }

    [Fact]
    public void The_quotient_of_integers_is_a_fraction_as_in_Python()
    {
        var quotient = Ops.Divide(Tensor.From<int>(1, -7), Tensor.From<int>(2, 2));
        Assert.Equal(DType.Float64, quotient.DType);
        Assert.Equal([0.5, -3.5], quotient.ToArray<double>());
    }

    [Theory]
    [InlineData(DType.Float32, DType.Int64, DType.Float32)]
    [InlineData(DType.Float32, DType.Float64, DType.Float64)]
    [InlineData(DType.Int32, DType.Int64, DType.Int64)]
    [InlineData(DType.Bool, DType.Int32, DType.Int32)]
    [InlineData(DType.Bool, DType.Float32, DType.Float32)]
    public void Operands_of_different_types_meet_in_the_wider(DType a, DType b, DType expected)
    {
        Tensor x = Tensor.Scalar(1, a), y = Tensor.Scalar(1, b);
        Assert.Equal(expected, Ops.Add(x, y).DType);
        Assert.Equal(expected, Ops.Multiply(y, x).DType);
        Assert.Equal(2, Ops.Add(x, y).Item());
        Assert.Equal(expected, Ops.Concat([Ops.Reshape(x, 1), Ops.Reshape(y, 1)], 0).DType);
    }

    [Fact]
    public void Comparisons_of_every_type_broadcast()
    {
        var operations = new Dictionary<CompareOp, Func<double, double, bool>>
        {
            [CompareOp.Equal] = (a, b) => a == b,
            [CompareOp.NotEqual] = (a, b) => a != b,
            [CompareOp.Less] = (a, b) => a < b,
            [CompareOp.LessEqual] = (a, b) => a <= b,
            [CompareOp.Greater] = (a, b) => a > b,
            [CompareOp.GreaterEqual] = (a, b) => a >= b,
        };
        Numbers.Pair(Gen.Int[0, 1].Select(v => (double)v), Gen.Int[0, 1].Select(v => (double)v)).Sample((a, b) =>
        {
            foreach (var type in DTypes.Numbers)
                foreach (var (op, naive) in operations)
                    Naive.Equal(Naive.Pairs(a, b, (x, y) => naive(x, y) ? 1 : 0), Ops.Compare(op, a.ToTensor(type), b.ToTensor(type)));
        }, iter: Samples);
        var nan = Tensor.Scalar(double.NaN);
        Assert.Equal(0, Ops.Compare(CompareOp.Equal, nan, nan).Item());
        Assert.Equal(1, Ops.Compare(CompareOp.NotEqual, nan, nan).Item());
        Assert.Equal(0, Ops.Compare(CompareOp.LessEqual, nan, nan).Item());
        Assert.Equal(DType.Bool, Ops.Compare(CompareOp.Less, nan, nan).DType);
    }

    [Fact]
    public void Truth_values_combine()
    {
        Tensor a = Tensor.From<bool>(false, false, true, true), b = Tensor.From<bool>(false, true, false, true);
        Assert.Equal([false, false, false, true], Ops.And(a, b).ToArray<bool>());
        Assert.Equal([false, true, true, true], Ops.Or(a, b).ToArray<bool>());
        Assert.Equal([true, true, false, false], Ops.Not(a).ToArray<bool>());
        Assert.Throws<NotSupportedException>(() => Ops.Subtract(a, b));
        Assert.Throws<NotSupportedException>(() => Ops.Exp(a));
        Assert.Throws<NotSupportedException>(() => Ops.Exp(Tensor.From<int>(1)));
    }

    [Fact]
    public void Selection_works_in_every_type()
    {
        Numbers.Shapes(3).SelectMany(shapes => Gen.Select(
            Numbers.OfSizes(Gen.Int[0, 1].Select(v => (double)v), shapes[0]),
            Numbers.OfSizes(Gen.Int[0, 1].Select(v => (double)v), shapes[1]),
            Numbers.OfSizes(Gen.Int[0, 1].Select(v => (double)v), shapes[2])))
            .Sample((condition, a, b) =>
            {
                var sizes = Naive.Common(condition.Sizes, Naive.Common(a.Sizes, b.Sizes));
                var expected = Naive.Make(sizes, i => condition.At(i) != 0 ? a.At(i) : b.At(i));
                foreach (var type in DTypes.Numbers)
                    Naive.Equal(expected, Ops.Select(condition.ToTensor(DType.Bool), a.ToTensor(type), b.ToTensor(type)));
            }, iter: Samples);
    }

    [Fact]
    public void Casts_between_all_types_keep_small_whole_numbers_and_cut_fractions()
    {
        foreach (var from in numberTypes)
            foreach (var to in numberTypes)
                Assert.Equal(
                    [-3.0, 0, 7], Ops.Cast(Ops.Cast(Ops.Cast(Tensor.From<double>(-3, 0, 7), from), to), DType.Float64).ToArray<double>());
        Assert.Equal([-2, 2, 0], Ops.Cast(Tensor.From<double>(-2.9, 2.9, -0.5), DType.Int32).ToArray<int>());
        Assert.Equal([true, false, true, true], Ops.Cast(Tensor.From<double>(0.1, 0, -3, double.NaN), DType.Bool).ToArray<bool>());
        Assert.Equal([1f, 0f], Ops.Cast(Tensor.From<bool>(true, false), DType.Float32).ToArray<float>());
        Assert.Equal([1L, 0L], Ops.Cast(Tensor.From<bool>(true, false), DType.Int64).ToArray<long>());
        Assert.Equal(3_000_000_000L, Ops.Cast(Tensor.Scalar(3e9), DType.Int64).ToArray<long>()[0]);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named_in_the_error()
    {
        var error = Assert.Throws<ValueError>(() => Ops.Add(Ops.Zeros((2, 3)), Ops.Zeros((2, 4))));
        Assert.StartsWith("Incompatible shapes: (2, 3) vs. (2, 4).", error.Message, StringComparison.Ordinal);
        Assert.Throws<ValueError>(() => Ops.BroadcastTo(Ops.Zeros((3, 1)), (1, 4)));
        Assert.Throws<ValueError>(() => Ops.BroadcastTo(Ops.Zeros((3, 1)), 3));
    }

    [Fact]
    public void Constants_fill_every_type()
    {
        foreach (var type in DTypes.Numbers)
        {
            Naive.Equal(new([2, 2], [1, 1, 1, 1]), Ops.Ones((2, 2), type));
            Naive.Equal(new([2, 2], [0, 0, 0, 0]), Ops.ZerosLike(Ops.Ones((2, 2), type)));
            Naive.Equal(new([3], [1, 1, 1]), Ops.OnesLike(Ops.Zeros(3, type)));
            Naive.Equal(new([], [1]), Ops.Constant(1, type));
            Assert.Equal(type, Ops.Constant(1, type).DType);
        }
        Naive.Equal(new([4], [0, 1, 2, 3]), Ops.Arange(4, DType.Float32));
    }

    [Fact]
    public void Numbers_outside_get_a_row_of_zeros_in_one_hot() =>
        Naive.Equal(new([2, 2, 3], [0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0]), Ops.OneHot(Tensor.From<int>([1, -1, 3, 0], (2, 2)), 3));
}
