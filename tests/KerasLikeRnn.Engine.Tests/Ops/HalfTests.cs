using System.Reflection;
using CsCheck;

namespace KerasLikeRnn.Engine.Tests;

/// <summary>Numbers of 16 bits: what is kept, how it is rounded, and that every operation takes them.</summary>
public sealed class HalfTests
{
    private const double Moderate = 100;
    private const double MostOfFloat16 = 16_000;

    private static readonly DType[] halves = [DType.Float16, DType.BFloat16];

    /// <summary>
    /// What gives no gradient, on tensors whose numbers have one digit, and therefore has exactly the float32 operation's result.
    /// </summary>
    internal static readonly Dictionary<string, Func<Tensor, Tensor>> withoutGradient = new()
    {
        ["All"] = x => Ops.All(x, [1]),
        ["And"] = x => Ops.And(Ops.Cast(x, DType.Bool), Ops.Cast(Ops.Floor(x), DType.Bool)),
        ["Any"] = x => Ops.Any(x, [0]),
        ["Arange"] = x => Ops.Arange(3, x.DType),
        ["ArgMax"] = x => Ops.ArgMax(x, 0),
        ["ArgMin"] = x => Ops.ArgMin(x),
        ["ArgSort"] = x => Ops.ArgSort(x, descending: true),
        ["Ceiling"] = Ops.Ceiling,
        ["Compare"] = x => Ops.Compare(CompareOp.LessEqual, x, Ops.Reverse(x, 0)),
        ["Constant"] = x => Ops.Constant(0.5, x.DType),
        ["DropoutMask"] = x => Ops.Compare(
            CompareOp.Equal, Ops.DropoutMask((3, 2), 0, new Philox(3, 4), x.DType), Ops.Ones((3, 2), x.DType)),
        ["Fill"] = x => Ops.Fill((2, 2), -1.5, x.DType),
        ["Floor"] = Ops.Floor,
        ["FloorDivide"] = x => Ops.FloorDivide(x, Ops.Constant(2, x.DType)),
        ["IsNan"] = x => Ops.IsNan(Ops.Divide(x, Ops.ZerosLike(x))),
        ["Not"] = x => Ops.Not(Ops.Cast(x, DType.Bool)),
        ["OneHot"] = x => Ops.OneHot(Ops.Round(x), 3, x.DType),
        ["Ones"] = x => Ops.Ones((2, 3), x.DType),
        ["OnesLike"] = Ops.OnesLike,
        ["Or"] = x => Ops.Or(Ops.Cast(x, DType.Bool), Ops.IsNan(x)),
        ["RandomNormal"] = x => Ops.RandomNormal((3, 2), 0, 1, new Philox(3, 4), x.DType),
        ["RandomTruncatedNormal"] = x => Ops.RandomTruncatedNormal((3, 2), 0, 1, new Philox(3, 4), x.DType),
        ["RandomUniform"] = x => Ops.RandomUniform((3, 2), 0, 0, new Philox(3, 4), x.DType),
        ["Round"] = Ops.Round,
        ["Sign"] = Ops.Sign,
        ["StopGradient"] = Ops.StopGradient,
        ["Zeros"] = x => Ops.Zeros((2, 3), x.DType),
        ["ZerosLike"] = Ops.ZerosLike,
    };

    private static readonly Dictionary<string, Action<Variable, Variable, Variable, Variable, Gradient>> updates = new()
    {
        ["ApplyGradientDescent"] = (w, _, _, _, g) => Ops.ApplyGradientDescent(w, g, 0.1),
        ["ApplyMomentum"] = (w, a, _, _, g) => Ops.ApplyMomentum(w, a, g, 0.1, 0.9, true),
        ["ApplyRmsProp"] = (w, a, b, c, g) => Ops.ApplyRmsProp(w, a, b, c, g, 0.1, 0.9, 0.5, 1e-3),
        ["ApplyAdam"] = (w, a, b, c, g) => Ops.ApplyAdam(w, a, b, c, g, 0.1, 0.9, 0.99, 1e-3),
        ["ApplyAdamax"] = (w, a, b, _, g) => Ops.ApplyAdamax(w, a, b, g, 0.1, 0.9, 0.99, 1e-3),
        ["ApplyNadam"] = (w, a, b, _, g) => Ops.ApplyNadam(w, a, b, g, 0.1, 0.1, 0.5, 0.9, 0.99, 1e-3),
        ["ApplyAdagrad"] = (w, a, _, _, g) => Ops.ApplyAdagrad(w, a, g, 0.1, 1e-3),
        ["ApplyAdadelta"] = (w, a, b, _, g) => Ops.ApplyAdadelta(w, a, b, g, 0.1, 0.9, 1e-3),
        ["ApplyFtrl"] = (w, a, b, _, g) => Ops.ApplyFtrl(w, a, b, g, 0.1, -0.5, 0.01, 0.01, 0),
    };

    /// <summary>Made of several operations, each of which rounds; the GRU's check multiplies before it.</summary>
    private static readonly HashSet<string> ofSeveral =
        ["Variance", "LogSumExp", "L2Normalize", "Resize", "SigmoidCrossEntropy", "SoftmaxCrossEntropy", "SparseSoftmaxCrossEntropy",
        "Gru"];

    public static TheoryData<string> Operations => [.. GradientTests.Checks.Keys];

    public static TheoryData<string> OperationsWithoutGradient => [.. withoutGradient.Keys];

    public static TheoryData<string> Updates => [.. updates.Keys];

    [Fact]
    public void Every_half_number_stays_the_same_in_float32_and_back()
    {
        var bits = Enumerable.Range(0, 1 << 16).Select(i => (ushort)i).ToArray();
        var numbers = Array.ConvertAll(bits, BitConverter.UInt16BitsToHalf);
        Assert.Equal(Bits(numbers), Bits(Ops.Cast(Ops.Cast(Tensor.From<Half>(numbers), DType.Float32), DType.Float16).ToArray<Half>()));
        var singles = Tensor.From<float>(Array.ConvertAll(bits, b => BitConverter.UInt32BitsToSingle((uint)b << 16)));
        Assert.Equal(singles.ToArray<float>(), Ops.Cast(Ops.Cast(singles, DType.BFloat16), DType.Float32).ToArray<float>());

        // Of a number that is none some other bits may be left.
        static ushort[] Bits(Half[] numbers) =>
            Array.ConvertAll(numbers, number => BitConverter.HalfToUInt16Bits(Half.IsNaN(number) ? Half.NaN : number));
    }

    [Fact]
    public void A_number_becomes_the_nearest_bfloat16_or_the_even_one_of_two()
    {
        Gen.UInt.Select(BitConverter.UInt32BitsToSingle).Where(float.IsFinite).Sample(Check);
        foreach (var value in (float[])[1.00390625f, 1.01171875f, -1.00390625f, float.Epsilon, 4.6e-41f, 0, -0f, float.MaxValue])
            Check(value);
        Assert.Equal(float.PositiveInfinity, Rounded(float.PositiveInfinity));
        Assert.True(float.IsNaN(Rounded(BitConverter.UInt32BitsToSingle(0x7F80_0001))));

        static void Check(float value)
        {
            var lower = BitConverter.SingleToUInt32Bits(value) >> 16 << 16;
            double below = BitConverter.UInt32BitsToSingle(lower), step = Math.ScaleB(1, Math.Max((int)(lower >> 23 & 255), 1) - 127 - 7);
            var above = below + (float.IsNegative(value) ? -step : step);
            var isUp = Math.Abs(value - below) is var error && error > step / 2 || error == step / 2 && (lower >> 16 & 1) == 1;
            Assert.Equal((float)(isUp ? above : below), Rounded(value));
        }

        static float Rounded(float value) => (float)Ops.Cast(Tensor.Scalar(value), DType.BFloat16).Item();
    }

    [Fact]
    public void Elements_are_read_and_written_in_their_type()
    {
        var x = Tensor.From<Half>((Half)1.5, (Half)(-0.1));
        Assert.Equal((DType.Float16, "float16", 2), (x.DType, x.DType.Name(), x.DType.Size()));
        Assert.Equal([(Half)1.5, (Half)(-0.1)], Assert.IsType<Half[]>(x.ToArray()));
        Assert.Equal(-0.0999755859375, x[1].Item());
        var y = Tensor.From<BFloat16>((BFloat16)0.1f);
        Assert.Equal(DType.BFloat16, y.DType);
        Assert.Equal([(BFloat16)0.1f], Assert.IsType<BFloat16[]>(y.ToArray()));
        Assert.Equal("0.100097656", y.ToArray<BFloat16>()[0].ToString());
        Assert.Equal(0.10009765625, y.Item());
        foreach (var half in halves)
        {
            Assert.True(half.IsFloating());
            Assert.Equal(half, DTypes.Parse(half.Name()));
            Assert.Equal(half, Tensor.Scalar(2.5, half).DType);
            Assert.Equal(2.5, Tensor.Scalar(2.5, half).Item());
            Assert.Throws<InvalidOperationException>(() => Ops.Ones(1, half).ToArray<float>());
        }
        Assert.Equal(DType.Float16, DTypes.Parse("half"));
    }

    [Fact]
    public void A_half_type_gives_way_to_the_others()
    {
        foreach (var half in halves)
        {
            foreach (var wide in (DType[])[DType.Float32, DType.Float64])
                Assert.Equal((wide, wide), (DTypes.Promote(half, wide), DTypes.Promote(wide, half)));
            foreach (var whole in (DType[])[DType.Int32, DType.Int64, DType.Bool])
                Assert.Equal((half, half), (DTypes.Promote(half, whole), DTypes.Promote(whole, half)));
        }
        Assert.Equal(DType.Float32, DTypes.Promote(DType.Float16, DType.BFloat16));
        Assert.Equal(DType.Float32, DTypes.Promote(DType.BFloat16, DType.Float16));
    }

    [Fact]
    public void Sums_and_products_are_added_up_in_float32()
    {
        Assert.Equal(3000, Ops.Sum(Ops.Ones(3000, DType.Float16)).Item());
        Assert.Equal(100, Ops.Mean(Ops.Fill(3000, 100, DType.Float16)).Item());
        Assert.Equal(3000, Ops.MatMul(Ops.Ones((1, 3000), DType.Float16), Ops.Ones((3000, 1), DType.Float16)).Item());
        Assert.Equal(3000, Ops.CumSum(Ops.Ones(3000, DType.Float16))[2999].Item());
        Assert.Equal(double.PositiveInfinity, Ops.Sum(Ops.Fill(2, 40000, DType.Float16)).Item());
        var table = Ops.Zeros((2, 1), DType.Float16);
        using var tape = new GradientTape();
        tape.watch(table);
        var read = Ops.Gather(table, Ops.Zeros(3000, DType.Int32));
        Assert.Equal([3000, 0], Ops.Cast(tape.gradient(Ops.Sum(read), table).ToDense(), DType.Float32).ToArray<float>());
    }

    [Fact]
    public void Every_operation_stands_in_a_table()
    {
        var methods = typeof(Ops).GetMethods(BindingFlags.Public | BindingFlags.Static);
        Assert.Equal(GradientTests.notDifferentiable.Order(), withoutGradient.Keys.Order());
        Assert.Equal(
            methods.Where(method => method.ReturnType == typeof(void)).Select(method => method.Name).Order(), updates.Keys.Order());
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void An_operation_gives_the_float32_operations_result_rounded(string operation) =>
        GradientTests.Checks[operation](new Derivative((f, x) => Check(f, x, !ofSeveral.Contains(operation)), FiniteDifferences.Gradients));

    [Theory]
    [MemberData(nameof(OperationsWithoutGradient))]
    public void So_does_one_without_gradient(string operation)
    {
        var x = Tensor.From<float>([0.5f, -1.5f, 2, 0.25f, 1.75f, -0.5f], (2, 3));
        foreach (var half in halves)
        {
            Tensor expected = withoutGradient[operation](x), actual = withoutGradient[operation](Ops.Cast(x, half));
            Assert.Equal(expected.DType.IsFloating() ? half : expected.DType, actual.DType);
            Assert.Equal(expected.Shape, actual.Shape);
            Assert.Equal(Doubles(Ops.Cast(expected, actual.DType)), Doubles(actual));
        }
    }

    [Theory]
    [MemberData(nameof(Updates))]
    public void An_update_computes_in_float32_and_rounds_in_place(string update)
    {
        foreach (var half in halves)
            foreach (var isSparse in (bool[])[false, true])
            {
                var halfOnes = Variables(half);
                Variable[] ones = [.. halfOnes.Select(variable => new Variable(Ops.Cast(variable.Current, DType.Float32)))];
                var storages = halfOnes.Select(variable => variable.Current.Storage).ToArray();
                updates[update](halfOnes[0], halfOnes[1], halfOnes[2], halfOnes[3], Slope(half, isSparse));
                updates[update](ones[0], ones[1], ones[2], ones[3], Slope(DType.Float32, isSparse));
                foreach (var (expected, actual) in ones.Zip(halfOnes))
                    Assert.Equal(Doubles(Ops.Cast(expected.Current, half)), Doubles(actual.Current));
                Assert.Equal(storages, halfOnes.Select(variable => variable.Current.Storage));
            }

        static Variable[] Variables(DType dtype) =>
            [.. Enumerable.Range(1, 4).Select(
                i => new Variable(Ops.Cast(Tensor.From<float>([0.5f, 0.25f, 1, 2, 0.75f, 0.125f], (3, 2)), dtype) * (1.0 / i)))];

        static Gradient Slope(DType dtype, bool isSparse)
        {
            var rows = Ops.Cast(Tensor.From<float>([0.5f, -0.25f, 1, 2], (2, 2)), dtype);
            return isSparse
                ? new IndexedSlices(rows, Tensor.From<int>(2, 2), (3, 2))
                : (Gradient)Ops.Concat([rows, Ops.Narrow(rows, 0, 0, 1)], 0);
        }
    }

    [Fact]
    public void Random_numbers_have_the_digits_of_their_type()
    {
        foreach (var (half, digits) in (ReadOnlySpan<(DType, int)>)[(DType.Float16, 10), (DType.BFloat16, 7)])
        {
            var uniform = Doubles(Ops.RandomUniform(5000, 0, 1, new Philox(1, 2), half));
            Assert.All(uniform, number => Assert.InRange(number, 0, 1 - Math.ScaleB(1, -digits)));
            Assert.InRange(uniform.Distinct().Count(), digits * 15, 1 << digits);
            Assert.InRange(uniform.Average(), 0.48, 0.52);
            var mask = Doubles(Ops.DropoutMask(5000, 0.25, new Philox(1, 2), half));
            Assert.InRange(mask.Count(number => number == 0), 1100, 1400);
            Assert.Equal([0, Ops.Constant(1 / 0.75, half).Item()], mask.Distinct().Order());
        }
    }

    /// <summary>The operation and its gradients of both orders on half tensors, compared with float32 ones of the same numbers.</summary>
    private static void Check(Func<Tensor[], Tensor[]> operation, Tensor[] inputs, bool isOne)
    {
        foreach (var half in halves)
        {
            var narrow = Array.ConvertAll(inputs, input => input.DType.IsFloating() ? Ops.Cast(input, half) : input);
            var wide = Array.ConvertAll(narrow, input => input.DType.IsHalf() ? Ops.Cast(input, DType.Float32) : input);
            var tolerance = half == DType.Float16 ? 0.01 : 0.08;
            foreach (var (expected, actual) in operation(wide).Zip(operation(narrow)))
            {
                Assert.True(
                    actual.DType.IsHalf() || !expected.DType.IsFloating() || expected.DType == DType.Float64,
                    $"{actual.DType.Name()} of {half.Name()}");
                Assert.Equal(expected.Shape, actual.Shape);
                if (isOne) Assert.Equal(Doubles(Ops.Cast(expected, actual.DType)), Doubles(actual));
                else Near(half, Doubles(expected), Doubles(actual), tolerance);
            }
            foreach (var (expected, actual) in FiniteDifferences.Gradients(operation, wide)
                .Zip(FiniteDifferences.Gradients(operation, narrow)))
                Near(half, expected, actual, 2 * tolerance);
            // What is large in the second order may be too large for a half type on the way.
            foreach (var (expected, actual) in FiniteDifferences.SecondGradients(operation, wide)
                .Zip(FiniteDifferences.SecondGradients(operation, narrow)))
                if (expected.All(slope => Math.Abs(slope) < Moderate)) Assert.All(actual, slope => Assert.True(double.IsFinite(slope)));
        }
    }

    private static void Near(DType half, double[] expected, double[] actual, double tolerance)
    {
        var scale = expected.Select(Math.Abs).DefaultIfEmpty().Max();
        // A float16 ends at 65504: what comes near that may be too large on the way.
        if (half == DType.Float16 && scale > MostOfFloat16) return;
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + scale), $"{expected[i]} became {actual[i]}");
    }

    private static double[] Doubles(Tensor x) => Ops.Cast(x, DType.Float64).ToArray<double>();
}
