using CsCheck;

namespace KerasLikeRnn.Engine.Tests;

public sealed class ReductionTests
{
    private const int Samples = 25;

    private static readonly DType[] numberTypes = [DType.Float32, DType.Float64, DType.Int32, DType.Int64];

    private static readonly Dictionary<string, (Func<Tensor, int[]?, bool, Tensor> Operation,
        Func<double[], double> Naive)> reductions = new()
    {
        ["Sum"] = (Ops.Sum, v => v.Sum()),
        ["Max"] = (Ops.Max, v => v.Max()),
        ["Min"] = (Ops.Min, v => v.Min()),
        ["Prod"] = (Ops.Prod, v => v.Aggregate(1.0, (product, x) => product * x)),
        ["All"] = (Ops.All, v => v.All(x => x != 0) ? 1 : 0),
        ["Any"] = (Ops.Any, v => v.Any(x => x != 0) ? 1 : 0),
    };

    public static TheoryData<string> Reductions => [.. reductions.Keys];

    private static Gen<Numbers> SmallWholeNumbers => Numbers.Array(Gen.Int[-2, 3].Select(v => (double)v), Gen.Int[1, 4].Array[0, 4]);

    [Theory]
    [MemberData(nameof(Reductions))]
    public void Any_axes_of_any_number_type_can_be_reduced(string reduction)
    {
        var (compute, naive) = reductions[reduction];
        Numbers.WithAxes(SmallWholeNumbers).Sample((x, axes, keep) =>
        {
            foreach (var type in numberTypes)
            {
                var y = compute(x.ToTensor(type), axes, keep);
                Naive.Equal(Naive.Reduce(x, axes, keep, naive), y);
                Assert.Equal(reduction is "All" or "Any" ? DType.Bool : type, y.DType);
            }
        }, iter: Samples);
    }

    [Fact]
    public void Truth_values_have_all_any_largest_and_smallest_but_no_sum()
    {
        Numbers.WithAxes(Numbers.Array(Gen.Int[0, 1].Select(v => (double)v))).Sample((x, axes, keep) =>
        {
            var truth = x.ToTensor(DType.Bool);
            foreach (var reduction in new[] { "All", "Any", "Max", "Min" })
                Naive.Equal(Naive.Reduce(x, axes, keep, reductions[reduction].Naive), reductions[reduction].Operation(truth, axes, keep));
        }, iter: Samples);
        var bits = Tensor.From<bool>(true, false);
        Assert.Throws<NotSupportedException>(() => Ops.Sum(bits));
        Assert.Throws<NotSupportedException>(() => Ops.Mean(bits));
        Assert.Throws<NotSupportedException>(() => Ops.CumSum(bits));
    }

    [Fact]
    public void The_mean_is_the_sum_over_the_count() => Numbers.WithAxes(Numbers.Array(Numbers.Any)).Sample((x, axes, keep) =>
    {
        Naive.Equal(Naive.Reduce(x, axes, keep, v => v.Average()), Ops.Mean(x.ToTensor(), axes, keep), 1e-14);
        Naive.Equal(Naive.Reduce(x, axes, keep, v => v.Average()), Ops.Mean(x.ToTensor(DType.Float32), axes, keep), 1e-6);
    }, iter: Samples);

    [Fact]
    public void The_largest_and_the_smallest_are_found_the_first_of_equals() =>
        Numbers.WithAxis(Numbers.Array(Gen.Int[0, 2].Select(v => (double)v), Gen.Int[1, 4].Array[1, 3])).Sample((x, axis) =>
        {
            foreach (var type in numberTypes)
            {
                Naive.Equal(Naive.Reduce(x, [axis], false, v => Array.IndexOf(v, v.Max())), Ops.ArgMax(x.ToTensor(type), axis));
                Naive.Equal(Naive.Reduce(x, [axis], false, v => Array.IndexOf(v, v.Min())), Ops.ArgMin(x.ToTensor(type), axis));
            }
        }, iter: Samples);

    [Fact]
    public void Running_sums_and_products_go_either_way_with_or_without_the_element() =>
        Gen.Select(Numbers.WithAxis(Numbers.Array(Gen.Int[-2, 3].Select(v => (double)v), Gen.Int[1, 4].Array[1, 3])), Gen.Bool, Gen.Bool)
        .Sample((input, exclusive, reverse) =>
        {
            var (x, axis) = input;
            axis = axis < 0 ? axis + x.Sizes.Length : axis;
            foreach (var type in numberTypes)
            {
                Naive.Equal(Running(0, (a, b) => a + b), Ops.CumSum(x.ToTensor(type), input.Axis, exclusive, reverse));
                Naive.Equal(Running(1, (a, b) => a * b), Ops.CumProd(x.ToTensor(type), input.Axis, exclusive, reverse));
            }

            Numbers Running(double start, Func<double, double, double> f) => Naive.Make(x.Sizes, i =>
                Enumerable.Range(0, x.Sizes[axis])
                    .Where(k => (reverse ? k > i[axis] : k < i[axis]) || (k == i[axis] && !exclusive))
                    .Select(k => x.At([.. i[..axis], k, .. i[(axis + 1)..]]))
                    .Aggregate(start, f));
        }, iter: Samples);

    [Fact]
    public void Reductions_of_nothing_give_the_neutral_element()
    {
        var empty = Ops.Zeros((2, 0), DType.Float64);
        Naive.Equal(new([2], [0, 0]), Ops.Sum(empty, [1]));
        Naive.Equal(new([2], [1, 1]), Ops.Prod(empty, [1]));
        Naive.Equal(new([2], [double.NegativeInfinity, double.NegativeInfinity]), Ops.Max(empty, [1]));
        Naive.Equal(new([2], [double.PositiveInfinity, double.PositiveInfinity]), Ops.Min(empty, [1]));
        Naive.Equal(new([2], [double.NaN, double.NaN]), Ops.Mean(empty, [1]));
        Naive.Equal(new([2], [1, 1]), Ops.All(empty, [1]));
        Naive.Equal(new([2], [0, 0]), Ops.Any(empty, [1]));
        Naive.Equal(new([], [0]), Ops.Sum(empty));
        Naive.Equal(new([0], []), Ops.Sum(empty, [0]));
        Naive.Equal(new([1, 0], []), Ops.Max(empty, [0], keepdims: true));
        Naive.Equal(new([2, 0], []), Ops.CumSum(empty, 1));
        Assert.Throws<ValueError>(() => Ops.ArgMax(empty, 1));
    }

    [Fact]
    public void An_axis_that_does_not_exist_is_named_in_the_error()
    {
        var error = Assert.Throws<ValueError>(() => Ops.Sum(Ops.Zeros((2, 3)), [2]));
        Assert.Contains("Axis 2 does not exist in a shape of rank 2: (2, 3)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nan_reaches_sums_and_extremes()
    {
        var x = Tensor.From<double>(1, double.NaN, 3);
        Assert.All(new[] { Ops.Sum(x), Ops.Max(x), Ops.Min(x), Ops.Mean(x), Ops.Prod(x) }, y => Assert.True(double.IsNaN(y.Item())));
    }

    [Fact]
    public void Long_sums_of_float32_stay_close()
    {
        ChosenEngine.NotOnTensorFlow("TensorFlow adds up the rows of a column one after another, in Keras 2.9 too.");
        var x = Ops.Fill((1 << 20, 3), 0.1, DType.Float32);
        Assert.InRange(Ops.Sum(x).Item() / (0.3 * (1 << 20)), 1 - 1e-4, 1 + 1e-4);
        Assert.InRange(Ops.Mean(x).Item(), 0.1 - 1e-5, 0.1 + 1e-5);
        Assert.All(Ops.Mean(x, [0]).ToArray<float>(), mean => Assert.InRange(mean, 0.1 - 1e-5, 0.1 + 1e-5));
    }

    [Fact]
    public void Softmax_adds_up_to_one_along_any_axis_whatever_the_logits() =>
        Numbers.WithAxis(Gen.Double[-900, 900]).Sample((x, axis) =>
        {
            foreach (var type in new[] { DType.Float32, DType.Float64 })
            {
                var y = Ops.Softmax(x.ToTensor(type), axis);
                var logarithm = Ops.LogSoftmax(x.ToTensor(type), axis);
                var sums = Ops.Sum(y, [axis]);
                Naive.Equal(Naive.Make([.. sums.Shape.Select(size => size!.Value)], _ => 1), sums, 1e-6);
                Naive.Equal(new(x.Sizes, [.. Ops.Cast(Ops.Exp(logarithm), DType.Float64).ToArray<double>()]), y, 1e-6);
            }
        }, iter: Samples);

    [Fact]
    public void Softmax_needs_fractions_and_an_axis()
    {
        Assert.Throws<NotSupportedException>(() => Ops.Softmax(Tensor.From<int>(1, 2)));
        Assert.Throws<ValueError>(() => Ops.Softmax(Tensor.Scalar(1.0)));
        Assert.Equal((Shape)(0, 3), Ops.Softmax(Ops.Zeros((0, 3))).Shape);
        Assert.Equal((Shape)(3, 0), Ops.Softmax(Ops.Zeros((3, 0))).Shape);
    }
}
