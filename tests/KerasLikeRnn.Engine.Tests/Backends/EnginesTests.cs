using System.Reflection;
using KerasLikeRnn.Reference;

namespace KerasLikeRnn.Engine.Tests;

/// <summary>
/// Engines agree: the one that the tests run on (the built-in one, where that is the reference), the reference, and the defaults made of
/// the built-in one's few kernels.
/// </summary>
public class EnginesTests
{
    private const int Cases = 30;

    private static readonly CpuBackend builtIn = new();
    private static readonly ReferenceBackend reference = new();
    private static readonly HelpedBackend helped = new();

    /// <summary>Kernels of floats only; the others are compared in every type.</summary>
    private static readonly Dictionary<string, Func<KernelCase, object?[]>> ofFloats = new()
    {
        ["MatMul"] = c => MatMul(c),
        ["Softmax"] = c => c.Sizes(2) is var sizes ? [c.Maybe, c.X(sizes), c.X(sizes)] : [],
        ["Random"] = c => [Drawn(c), new Philox(1, 0, 0), 0.5, 2.0, c.X(c.Sizes(2))],
        ["DropoutMask"] = c => [new Philox(1, 0, 0), 0.5, c.X(c.Sizes(2))],
        ["ColumnMoments"] = c => c.Sizes(3) is [var a, var b, var w] && c.Maybe
            ? [c.X(a, b, w), c.X(w), c.X(a, b, w), c.X(w), c.X(w)] : [c.X(4, 3), c.X(3), null, null, c.X(3)],
        ["ScaleColumns"] = c => c.Sizes(3) is [var a, var b, var w] && c.Maybe
            ? [c.X(a, b, w), c.X(w), c.X(w), c.X(w), c.X(a, b, w), c.X(w), c.X(a, b, w)]
            : [c.X(4, 3), c.X(3), c.X(3), c.X(3), null, null, c.X(4, 3)],
        ["CtcLoss"] = c =>
        [
            c.X(2, 6, 4), new int[][] { [0, 0], [.. Enumerable.Range(0, c.Size(0, 3))] }, new[] { 6, c.Size(0, 6) },
            c.X(2), c.Maybe ? c.X(2, 6, 4) : null,
        ],
        ["Convolution"] = c => Windows(c) is var (x, kernel, y, options)
            ? [c.X(x), c.X(kernel), c.Maybe ? c.X(y[^1]) : null, options, c.X(y)] : [],
        ["ConvolutionInputGradient"] = c => Windows(c) is var (x, kernel, y, options) ? [c.X(y), c.X(kernel), options, c.X(x)] : [],
        ["ConvolutionKernelGradient"] = c => Windows(c) is var (x, kernel, y, options) ? [c.X(x), c.X(y), options, c.X(kernel)] : [],
        ["MaxPoolPlaces"] = c => Pooled(c) is var (x, window, y, _) ? [x, y, window, c.X(y.Shape)] : [],
        ["PoolTake"] = c => Pooled(c) is var (x, window, y, places) ? [c.X(x.Shape), places, window, c.X(y.Shape)] : [],
        ["PoolPut"] = c => Pooled(c) is var (x, window, y, places) ? [c.X(y.Shape), places, window, c.X(x.Shape)] : [],
        ["AveragePool"] = c => Pooled(c) is var (x, window, y, _) ? [x, window, c.X(y.Shape)] : [],
        ["AveragePoolShare"] = c => Pooled(c) is var (x, window, y, _) ? [y, window, c.X(x.Shape)] : [],
        ["Resample"] = c => Resampled(c),
        ["Warp"] = c => Images(c) is var (x, warp) ? [x, warp, c.X(x.Shape)] : [],
        ["WarpBack"] = c => Images(c) is var (y, warp) ? [y, warp, c.X(y.Shape)] : [],
        ["SumByRow"] = c => (c.Size(), c.Size(), c.Size()) is var (n, rows, width)
            ? [c.X(n, width), c.Rows(rows, n), c.X(rows, width)] : [],
        ["SimpleRnn"] = c => Sequence(c, 1) is var s
            ? [s.Options, s.Projected, s.RowOf, s.Recurrent, s.State(), s.Mask, s.All(1), s.All(1), s.State(), s.State()] : [],
        ["SimpleRnnGradient"] = c => SimpleRnnGradient(Sequence(c, 1)),
        ["Lstm"] = c => Sequence(c, 4) is var s
            ? [s.Options, s.Projected, s.RowOf, s.Recurrent, s.State(), s.State(), s.Mask,
                s.All(4), s.All(1), s.State(), s.State(), s.State()] : [],
        ["LstmGradient"] = c => LstmGradient(Sequence(c, 4)),
        ["Gru"] = c => Sequence(c, 3) is var s
            ? [s.Options, s.Projected, s.RowOf, s.Recurrent, s.Bias, s.State(), s.Mask, s.All(3), s.All(1), s.State(), s.State()] : [],
        ["GruGradient"] = c => GruGradient(Sequence(c, 3)),
        ["ApplyGradientDescent"] = c => Updated(c, 0, 0.1),
        ["ApplyMomentum"] = c => Updated(c, 1, 0.1, 0.9, c.Maybe),
        ["ApplyRmsProp"] = c => RmsProp(c),
        ["ApplyAdam"] = c => Updated(c, 3, 0.1, 0.9, 0.99, 1e-7),
        ["ApplyAdamax"] = c => Updated(c, 2, 0.1, 0.9, 0.99, 1e-7),
        ["ApplyNadam"] = c => Updated(c, 2, 0.1, 0.9, 0.8, 0.9, 0.99, 1e-7),
        ["ApplyAdagrad"] = c => Updated(c, 1, 0.1, 1e-7),
        ["ApplyAdadelta"] = c => Updated(c, 2, 0.1, 0.9, 1e-7),
        ["ApplyFtrl"] = c => Updated(c, 2, 0.1, c.Maybe ? -0.5 : -0.7, 0.01, 0.02, 0.03),
    };

    private static readonly Dictionary<string, Func<KernelCase, object?[]>> ofAll = new()
    {
        ["Fill"] = c => [c.X(c.Sizes(2)), (double)c.Size(-2, 2)],
        ["Cast"] = c => c.Sizes(2) is var sizes ? [c.X(sizes), c.X(sizes, type: c.OtherType())] : [],
        ["Unary"] = c => c.Sizes(2) is var sizes ? [c.Pick<UnaryOp>(), c.X(sizes), c.X(sizes)] : [],
        ["Binary"] = c => c.Sizes(2) is [var m, var n]
            ? [c.Pick<BinaryOp>(), c.Maybe ? c.X(m, n) : c.X(n), c.X(m, c.Maybe ? n : 1), c.X(m, n)] : [],
        ["Compare"] = c => c.Sizes(2) is [var m, var n]
            ? [c.Pick<CompareOp>(), c.Maybe ? c.X(m, n) : c.X(n), c.X(m, c.Maybe ? n : 1), c.Truths(m, n)] : [],
        ["Select"] = c => c.Sizes(2) is [var m, var n]
            ? [c.Truths(m, c.Maybe ? n : 1), c.Maybe ? c.X(m, n) : c.X(n), c.X(m, n), c.X(m, n)] : [],
        ["Reduce"] = c => Reduce(c),
        ["ArgReduce"] = c => c.Sizes(3) is [var a, var b, var d] ? [c.Maybe, c.X(a, b, d), 1, c.X((a, d), type: DType.Int64)] : [],
        ["Cumulate"] = c => c.Sizes(3) is var sizes ? [c.Maybe, c.X(sizes), c.Size(0, 2), c.Maybe, c.Maybe, c.X(sizes)] : [],
        ["Transpose"] = c => (c.Sizes(3), c.Shuffled(3)) is var (sizes, order)
            ? [c.X(sizes), order, c.X(Array.ConvertAll(order, axis => sizes[axis]))] : [],
        ["Slice"] = c => Part(c) is var (whole, begin, strides, part) ? [c.X(whole), begin, strides, c.X(part)] : [],
        ["SliceAdd"] = c => Part(c) is var (whole, begin, strides, part) ? [c.X(part), begin, strides, c.X(whole)] : [],
        ["Concat"] = c => c.Sizes(4) is [var m, var p, var q, var n] ? [new[] { c.X(m, p, n), c.X(m, q, n) }, 1, c.X(m, p + q, n)] : [],
        ["CheckRows"] = c => [c.X(4, 2), c.Rows(c.Size(3, 5), 3)],
        ["Gather"] = c => c.Sizes(3) is [var rows, var width, var n] ? [c.X(rows, width), c.Rows(rows, n, 2), c.X(n, 2, width)] : [],
        ["ScatterAdd"] = c => c.Sizes(3) is [var rows, var width, var n] ? [c.X(rows, width), c.Rows(rows, n), c.X(n, width)] : [],
        ["ArgSort"] = c => c.Sizes(2) is var sizes ? [c.Maybe, c.X(sizes), c.X(sizes, type: DType.Int32)] : [],
        ["MaxPool"] = c => Pooling(c) is var (x, window, y) ? [c.X(x), window, c.X(y)] : [],
        ["CompactRows"] = c => (c.Size(), c.Size(), c.Size()) is var (m, n, rows)
            ? [c.Rows(rows, m, n), rows, c.Rows(9, m, n), c.Rows(9, Math.Min(rows, m * n))] : [],
    };

    public static TheoryData<string, DType> Kernels
    {
        get
        {
            var all = new TheoryData<string, DType>();
            foreach (var kernel in ofFloats.Keys)
                foreach (var type in (DType[])[DType.Float32, DType.Float64]) all.Add(kernel, type);
            foreach (var kernel in ofAll.Keys)
                foreach (var type in (DType[])[DType.Float32, DType.Float64, DType.Int32, DType.Int64, DType.Bool]) all.Add(kernel, type);
            return all;
        }
    }

    [Fact]
    public void Every_kernel_is_compared() =>
        Assert.Equal(BorderTests.KernelMethods().Select(method => method.Name).Order(), ofFloats.Keys.Concat(ofAll.Keys).Order());

    [Theory]
    [MemberData(nameof(Kernels))]
    public void The_engine_in_use_computes_what_the_reference_computes(string kernel, DType dtype) =>
        Agree(kernel, dtype, Engine.Current is ReferenceBackend ? builtIn : Engine.Current, reference);

    [Theory]
    [MemberData(nameof(Kernels))]
    public void The_built_in_engine_computes_what_its_own_few_kernels_make_by_default(string kernel, DType dtype) =>
        Agree(kernel, dtype, builtIn, helped);

    [Fact]
    public void An_engine_is_chosen_before_the_first_tensor()
    {
        Assert.NotNull(Tensor.Scalar(1f));
        var engine = Engine.Current;
        var error = Assert.Throws<InvalidOperationException>(() => Engine.Use(new HelpedBackend()));
        Assert.Contains("as the first line of the program", error.Message, StringComparison.Ordinal);
        Assert.Same(engine, Engine.Current);
    }

    [Fact]
    public void A_helper_refuses_tensors_of_another_engine()
    {
        var error = Assert.Throws<ArgumentException>(() => builtIn.Fill(reference.Empty(3, DType.Float32), 1));
        Assert.Contains("another one's", error.Message, StringComparison.Ordinal);
    }

    private static void Agree(string kernel, DType dtype, Backend engine, Backend other)
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var (error, results) = Run(kernel, new KernelCase(engine, dtype, seed));
            var (otherError, otherResults) = Run(kernel, new KernelCase(other, dtype, seed));
            Assert.Equal(error?.GetType(), otherError?.GetType());
            var tolerance = dtype == DType.Float32 ? 1e-4 : 1e-9;
            if (error is null) Assert.All(results.Zip(otherResults), pair => Near(pair.First, pair.Second, tolerance));
        }
    }

    /// <summary>
    /// All tensors of a call when it has ended, and the number it gives; but for what is an engine's own, the saved states and the gates of
    /// steps that a mask skips.
    /// </summary>
    private static (Exception? Error, List<double[]> Results) Run(string kernel, KernelCase given)
    {
        using var scope = new MemoryScope();
        var arguments = (ofFloats.GetValueOrDefault(kernel) ?? ofAll[kernel])(given);
        var method = typeof(Backend).GetMethod(kernel)!;
        try
        {
            var number = method.Invoke(given.Backend, arguments) as int?;
            var all = method.GetParameters().Zip(arguments).ToArray();
            var skips = Array.Exists(all, pair => pair.First.Name == "mask" && pair.Second is not null);
            var ofBoth = all.Where(pair => pair.First.Name != "savedStates" && !(skips && pair.First.Name == "gates"));
            var tensors = ofBoth.SelectMany(pair => pair.Second switch
            {
                Tensor tensor => [tensor],
                Tensor[] many => many,
                _ => Array.Empty<Tensor>(),
            });
            return (null, [[number ?? 0], .. tensors.Select(Elements)]);
        }
        catch (TargetInvocationException error)
        {
            return (error.InnerException, []);
        }
    }

    private static double[] Elements(Tensor x) => [.. x.ToArray().Cast<object>().Select(Convert.ToDouble)];

    private static void Near(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(
                expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + Math.Abs(expected[i])),
                FormattableString.Invariant($"Element {i} is {actual[i]}, not {expected[i]}."));
    }

    private static object?[] MatMul(KernelCase c)
    {
        int batch = c.Size(), m = c.Size(), n = c.Size(), k = c.Size(0, 4);
        bool a = c.Maybe, b = c.Maybe;
        var (left, right) = (a ? c.X(batch, k, m) : c.X(batch, m, k), b ? c.X(batch, n, k) : c.X(batch, k, n));
        return [left, a, right, b, c.X(batch, m, n), c.Maybe ? c.X(n) : null];
    }

    private static RandomOperation Drawn(KernelCase c) => c.Size(0, 2) switch
    {
        0 => RandomOperation.Uniform,
        1 => RandomOperation.Normal,
        _ => RandomOperation.TruncatedNormal,
    };

    private static object?[] Reduce(KernelCase c)
    {
        var sizes = c.Sizes(3);
        int[] axes = [.. Enumerable.Range(0, 3).Where(_ => c.Maybe)];
        var kept = sizes.Where((_, axis) => !axes.Contains(axis)).ToArray();
        return [c.Pick<ReduceOp>(), c.X(sizes), axes, c.X(kept)];
    }

    private static (int[] Whole, int[] Begin, int[] Strides, int[] Part) Part(KernelCase c)
    {
        int[] part = c.Sizes(2), strides = [c.Size(), -c.Size()];
        int[] spans = [(part[0] - 1) * strides[0], (part[1] - 1) * -strides[1]];
        return ([spans[0] + c.Size(), spans[1] + 2], [0, spans[1] + 1], strides, part);
    }

    private static (int[] X, int[] Kernel, int[] Y, ConvolutionOptions Options) Windows(KernelCase c)
    {
        int axes = c.Size(1, 3), groups = c.Size(1, 2), batch = c.Size(1, 2), each = c.Size(1, 2), filters = groups * c.Size(1, 2);
        int[] sizes = Few(), lengths = [.. sizes.Select(size => 2 * size + c.Size())];
        var options = new ConvolutionOptions(Few(), Few(), [.. sizes.Select(_ => (c.Size(0, 3), c.Size(0, 3)))], groups);
        var windows = lengths.Select((length, axis) => options.Windows(axis, length, sizes[axis]));
        return ([batch, .. lengths, groups * each], [.. sizes, each, filters], [batch, .. windows, filters], options);

        int[] Few() => [.. Enumerable.Range(0, axes).Select(_ => c.Size(1, 2))];
    }

    private static (int[] X, SlidingWindow Window, int[] Y) Pooling(KernelCase c)
    {
        int axes = c.Size(1, 3), batch = c.Size(1, 2), channels = c.Size();
        int[] sizes = [.. Enumerable.Range(0, axes).Select(_ => c.Size(1, 3))], lengths = [.. sizes.Select(size => size + c.Size(0, 3))];
        var window = new SlidingWindow(sizes, [.. sizes.Select(_ => c.Size(1, 3))], [.. sizes.Select(size => c.Size(0, size - 1))]);
        // As many windows as begin inside.
        var windows = lengths.Select((length, axis) => (length + window.Before[axis] - 1) / window.Strides[axis] + 1);
        return ([batch, .. lengths, channels], window, [batch, .. windows, channels]);
    }

    private static (Tensor X, SlidingWindow Window, Tensor Y, Tensor Places) Pooled(KernelCase c)
    {
        var (sizes, window, pooled) = Pooling(c);
        var (x, y, places) = (c.X(sizes), c.X(pooled), c.X(pooled));
        c.Backend.MaxPool(x, window, y);
        c.Backend.MaxPoolPlaces(x, y, window, places);
        return (x, window, y, places);
    }

    private static object?[] Resampled(KernelCase c)
    {
        var sizes = c.Sizes(3);
        var elements = Enumerable.Range(0, c.Size()).Select(_ => c.Size(0, sizes[1] - 1)).Select(first =>
            new ResampledElement(first, [.. Enumerable.Range(0, c.Size(0, sizes[1] - first)).Select(_ => c.Size() / 4f)])).ToArray();
        return [c.X(sizes), 1, new ResampledAxis(sizes[1], elements), c.X(sizes[0], elements.Length, sizes[2])];
    }

    private static (Tensor X, ImageWarp Warp) Images(KernelCase c)
    {
        var x = c.X(2, c.Size(), c.Size(), c.Size());
        return (x, new ImageWarp([Map(), Map()], c.Pick<FillMode>(), 0.5f, c.Maybe));

        float[] Map() => [1, c.Size() / 8f, c.Size(-4, 4) / 3f, c.Size() / 8f, 1, c.Size(-4, 4) / 3f, 0, c.Size() / 50f];
    }

    /// <summary>What the recurrent kernels have in common.</summary>
    private sealed record Steps(
        KernelCase Case, RecurrentOptions Options, int Batch, int Time, int Units,
        Tensor Projected, Tensor? RowOf, Tensor Recurrent, Tensor? Bias, Tensor? Mask)
    {
        public Tensor State() => Case.X(Batch, Units);

        public Tensor All(int parts) => Case.X(Batch, Time, parts * Units);
    }

    private static Steps Sequence(KernelCase c, int parts)
    {
        int batch = c.Size(), time = c.Size(), units = c.Size(), rows = c.Size();
        var options = new RecurrentOptions(c.Pick<FusedActivation>(), c.Maybe, c.Maybe, c.Pick<FusedActivation>(), c.Maybe);
        var rowOf = c.Maybe ? c.Rows(rows, batch, time) : null;
        return new(c, options, batch, time, units, rowOf is null ? c.X(batch, time, parts * units) : c.X(rows, parts * units), rowOf,
            c.X(units, parts * units), options.ResetAfter && c.Maybe ? c.X(parts * units) : null, c.Maybe ? c.Truths(batch, time) : null);
    }

    private static object?[] SimpleRnnGradient(Steps s)
    {
        var (initial, states) = (s.State(), s.All(1));
        var outputs = s.Mask is null ? states : s.All(1);
        s.Case.Backend.SimpleRnn(s.Options, s.Projected, s.RowOf, s.Recurrent, initial, s.Mask, states, outputs, s.State(), s.State());
        return [s.Options, s.Recurrent, initial, s.Mask, states, s.All(1), s.State(), s.Case.Maybe ? s.State() : null,
            s.All(1), s.Case.X(s.Recurrent.Shape), s.State()];
    }

    private static object?[] LstmGradient(Steps s)
    {
        var gates = s.All(4);
        var savedStates = s.Case.Backend.Lstm(
            s.Options, s.Projected, s.RowOf, s.Recurrent, s.State(), s.State(), s.Mask, gates, null, s.State(), s.State(), s.State());
        return [s.Options, s.Recurrent, s.Mask, savedStates, gates, s.All(1), s.State(), s.State(), s.Case.Maybe ? s.State() : null,
            s.All(4), s.Case.X(s.Recurrent.Shape), s.State(), s.State()];
    }

    private static object?[] GruGradient(Steps s)
    {
        var gates = s.All(3);
        var savedStates = s.Case.Backend.Gru(
            s.Options, s.Projected, s.RowOf, s.Recurrent, s.Bias, s.State(), s.Mask, gates, null, s.State(), s.State());
        return [s.Options, s.Recurrent, s.Mask, savedStates, gates, s.All(1), s.State(), s.Case.Maybe ? s.State() : null,
            s.All(3), s.Case.X(s.Recurrent.Shape), s.Bias is null ? null : s.Case.X(s.Bias.Shape), s.State()];
    }

    private static object?[] Updated(KernelCase c, int slots, params object[] numbers)
    {
        int rows = c.Size(), width = c.Size(), named = c.Size(1, rows);
        var all = Enumerable.Range(0, slots).Select(_ => c.Positive(rows, width)).ToArray();
        return [c.X(rows, width), .. all, c.X(named, width), c.Named(named, rows), .. numbers];
    }

    private static object?[] RmsProp(KernelCase c)
    {
        int rows = c.Size(), width = c.Size(), named = c.Size(1, rows);
        var (mean, velocity) = (c.Maybe ? c.X((rows, width), -0.1, 0.1) : null, c.Maybe ? c.X(rows, width) : null);
        return [c.X(rows, width), c.Positive(rows, width), mean, velocity,
            c.X(named, width), c.Named(named, rows), 0.1, 0.9, 0.9, 1e-7];
    }
}
