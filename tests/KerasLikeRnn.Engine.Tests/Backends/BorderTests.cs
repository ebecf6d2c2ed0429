using System.Reflection;
using Xunit;

namespace KerasLikeRnn.Engine.Tests;

/// <summary>
/// Every kernel of the seam, with a call that works: no tensor of another type, with a smaller shape or with less memory than its
/// shape says reaches an engine, which would read or write what is not there.
/// </summary>
public class BorderTests
{
    private static readonly RecurrentOptions tanh = new(FusedActivation.Tanh, false, false);
    private static readonly ConvolutionOptions windows = new([1], [1], [(0, 0)]);
    private static readonly SlidingWindow pairs = new([2], [1], [0]);
    private static readonly ImageWarp identity = new([[1, 0, 0, 0, 1, 0, 0, 0]], FillMode.Constant, 0, true);
    private static readonly ResampledAxis kept = new(4, [new(0, [1f]), new(1, [0.5f, 0.5f])]);

    /// <summary>A call of each kernel, in the order of its parameters.</summary>
    private static readonly Dictionary<string, Func<object?[]>> calls = new()
    {
        ["Fill"] = () => [F(2, 3), 1.0],
        ["Cast"] = () => [F(2, 3), I(2, 3)],
        ["Unary"] = () => [UnaryOp.Exp, F(2, 3), F(2, 3)],
        ["Binary"] = () => [BinaryOp.Add, F(2, 3), F(3), F(2, 3)],
        ["Compare"] = () => [CompareOp.Less, F(2, 3), F(3), B(2, 3)],
        ["Select"] = () => [B(2, 3), F(3), F(2, 3), F(2, 3)],
        ["Reduce"] = () => [ReduceOp.Sum, F(2, 3), new[] { 0 }, F(3)],
        ["ArgReduce"] = () => [true, F(2, 3), 0, New(DType.Int64, 3)],
        ["Cumulate"] = () => [false, F(2, 3), 1, false, false, F(2, 3)],
        ["MatMul"] = () => [F(2, 3), false, F(3, 4), false, F(2, 4), F(4)],
        ["Transpose"] = () => [F(2, 3), new[] { 1, 0 }, F(3, 2)],
        ["Slice"] = () => [F(2, 3), new[] { 0, 2 }, new[] { 1, -1 }, F(2, 3)],
        ["SliceAdd"] = () => [F(2, 3), new[] { 0, 2 }, new[] { 1, -1 }, F(2, 3)],
        ["Concat"] = () => [new[] { F(2, 3), F(2, 4) }, 1, F(2, 7)],
        ["CheckRows"] = () => [F(5, 3), I(4)],
        ["Gather"] = () => [F(5, 3), I(4), F(4, 3)],
        ["ScatterAdd"] = () => [F(5, 3), I(4), F(4, 3)],
        ["Softmax"] = () => [false, F(2, 3), F(2, 3)],
        ["Random"] = () => [RandomOperation.Uniform, new Philox(1, 0, 0), 0.0, 1.0, F(2, 3)],
        ["DropoutMask"] = () => [new Philox(1, 0, 0), 0.5, F(2, 3)],
        ["ArgSort"] = () => [false, F(2, 3), I(2, 3)],
        ["ColumnMoments"] = () => [F(2, 3), F(3), F(2, 3), F(3), F(3)],
        ["ScaleColumns"] = () => [F(2, 3), F(3), F(3), F(3), F(2, 3), F(3), F(2, 3)],
        ["CtcLoss"] = () => [F(2, 4, 3), new int[][] { [0], [1, 0] }, new[] { 4, 3 }, F(2), F(2, 4, 3)],
        ["Convolution"] = () => [F(1, 5, 3), F(2, 3, 4), F(4), windows, F(1, 4, 4)],
        ["ConvolutionInputGradient"] = () => [F(1, 4, 4), F(2, 3, 4), windows, F(1, 5, 3)],
        ["ConvolutionKernelGradient"] = () => [F(1, 5, 3), F(1, 4, 4), windows, F(2, 3, 4)],
        ["MaxPool"] = () => [F(1, 5, 3), pairs, F(1, 4, 3)],
        ["MaxPoolPlaces"] = () => [F(1, 5, 3), F(1, 4, 3), pairs, F(1, 4, 3)],
        ["PoolTake"] = () => [F(1, 5, 3), F(1, 4, 3), pairs, F(1, 4, 3)],
        ["PoolPut"] = () => [F(1, 4, 3), F(1, 4, 3), pairs, F(1, 5, 3)],
        ["AveragePool"] = () => [F(1, 5, 3), pairs, F(1, 4, 3)],
        ["AveragePoolShare"] = () => [F(1, 4, 3), pairs, F(1, 5, 3)],
        ["Resample"] = () => [F(1, 4, 3), 1, kept, F(1, 2, 3)],
        ["Warp"] = () => [F(1, 2, 2, 3), identity, F(1, 2, 2, 3)],
        ["WarpBack"] = () => [F(1, 2, 2, 3), identity, F(1, 2, 2, 3)],
        ["SimpleRnn"] = () => [tanh, F(5, 3), I(2, 4), F(3, 3), F(2, 3), B(2, 4), F(2, 4, 3), F(2, 4, 3), F(2, 3), F(2, 3)],
        ["SimpleRnnGradient"] = () => [
            tanh, F(3, 3), F(2, 3), B(2, 4), F(2, 4, 3), F(2, 4, 3), F(2, 3), F(2, 3), F(2, 4, 3), F(3, 3), F(2, 3)],
        ["Lstm"] = () => [tanh, F(5, 12), I(2, 4), F(3, 12), F(2, 3), F(2, 3), B(2, 4), F(2, 4, 12), F(2, 4, 3), F(2, 3), F(2, 3), F(2, 3)],
        ["LstmGradient"] = () => LstmGradient(),
        ["Gru"] = () => [tanh, F(5, 9), I(2, 4), F(3, 9), F(9), F(2, 3), B(2, 4), F(2, 4, 9), F(2, 4, 3), F(2, 3), F(2, 3)],
        ["GruGradient"] = () => GruGradient(),
        ["CompactRows"] = () => [I(2, 3), 10, I(2, 3), I(6)],
        ["SumByRow"] = () => [F(4, 3), I(4), F(2, 3)],
        ["ApplyGradientDescent"] = () => [F(5, 3), F(4, 3), I(4), 0.1],
        ["ApplyMomentum"] = () => [F(5, 3), F(5, 3), F(4, 3), I(4), 0.1, 0.9, false],
        ["ApplyRmsProp"] = () => [F(5, 3), F(5, 3), F(5, 3), F(5, 3), F(4, 3), I(4), 0.1, 0.9, 0.9, 1e-7],
        ["ApplyAdam"] = () => [F(5, 3), F(5, 3), F(5, 3), F(5, 3), F(4, 3), I(4), 0.1, 0.9, 0.9, 1e-7],
        ["ApplyAdamax"] = () => [F(5, 3), F(5, 3), F(5, 3), F(4, 3), I(4), 0.1, 0.9, 0.9, 1e-7],
        ["ApplyNadam"] = () => [F(5, 3), F(5, 3), F(5, 3), F(4, 3), I(4), 0.1, 0.9, 0.9, 0.9, 0.9, 1e-7],
        ["ApplyAdagrad"] = () => [F(5, 3), F(5, 3), F(4, 3), I(4), 0.1, 1e-7],
        ["ApplyAdadelta"] = () => [F(5, 3), F(5, 3), F(5, 3), F(4, 3), I(4), 0.1, 0.9, 1e-7],
        ["ApplyFtrl"] = () => [F(5, 3), F(5, 3), F(5, 3), F(4, 3), I(4), 0.1, -0.5, 0.0, 0.0, 0.0],
    };

    /// <summary>Tensors that may have any type of numbers, or any size: nothing else depends on it.</summary>
    private static readonly HashSet<(string Kernel,
        string Parameter)> ofAnyType = [
            ("Fill", "y"), ("Cast", "x"), ("Cast", "y"), ("CheckRows", "table"), ("ArgSort", "x"), ("ArgReduce", "x")];
    private static readonly HashSet<(string Kernel, string Parameter)> ofAnySize =
        [("Fill", "y"), ("Random", "y"), ("DropoutMask", "y"), ("CheckRows", "table"), ("CheckRows", "indices"), ("Slice", "y"),
        ("SliceAdd", "x")];

    /// <summary>Kernels for which an element is so many bytes.</summary>
    private static readonly HashSet<string> movers = [
        "Fill", "Select", "Transpose", "Slice", "Concat", "CheckRows", "Gather", "CompactRows"];

    public static TheoryData<string> Kernels => [.. KernelMethods().Select(method => method.Name)];

    [Fact]
    public void Every_kernel_of_the_seam_stands_in_the_table() =>
        Assert.Equal(KernelMethods().Select(method => method.Name).Order(), calls.Keys.Order());

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_kernel_runs_on_tensors_that_fit(string kernel) => Call(kernel, calls[kernel]());

    [Theory]
    [MemberData(nameof(Kernels))]
    public void No_tensor_of_another_type_reaches_a_kernel(string kernel)
    {
        foreach (var (parameter, make) in Changed(
            kernel, tensor => New(tensor.DType == DType.Int64 ? DType.Int32 : DType.Int64, tensor.Shape)))
            if (!ofAnyType.Contains((kernel, parameter))) Refuses(kernel, parameter, make);
        foreach (var (parameter, make) in Changed(kernel, tensor => New(DType.String, tensor.Shape)))
            if ((kernel, parameter) != ("CheckRows", "table")) Refuses(kernel, parameter, make);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Only_kernels_that_move_numbers_know_half_types(string kernel)
    {
        foreach (var half in (DType[])[DType.Float16, DType.BFloat16])
        {
            var arguments = Array.ConvertAll(calls[kernel](), argument => argument switch
            {
                Tensor { DType: DType.Float32 } tensor => New(half, tensor.Shape),
                Tensor[] tensors => Array.ConvertAll(tensors, tensor => New(half, tensor.Shape)),
                _ => argument,
            });
            if (movers.Contains(kernel)) Call(kernel, arguments);
            else
            Assert.True(
                Record.Exception(() => Call(kernel, arguments)) is ArgumentException or NotSupportedException,
                $"{kernel} of {half.Name()}");
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void No_smaller_tensor_reaches_a_kernel(string kernel)
    {
        foreach (var (parameter, make) in Changed(kernel, tensor => New(tensor.DType, tensor.Shape.With(-1, tensor.Shape.Dim(-1) - 1))))
            if (!ofAnySize.Contains((kernel, parameter))) Refuses(kernel, parameter, make);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void No_tensor_with_less_memory_than_its_shape_says_reaches_a_kernel(string kernel)
    {
        foreach (var (parameter, make) in Changed(
            kernel, tensor => new Tensor(Memory.Current.Allocate(tensor.DType, tensor.Length - 1), tensor.Shape)))
            if ((kernel, parameter) != ("CheckRows", "table")) Refuses(kernel, parameter, make);
    }

    [Theory]
    [InlineData("CheckRows", 1, 5)]
    [InlineData("Gather", 1, 5)]
    [InlineData("ScatterAdd", 1, 5)]
    [InlineData("CompactRows", 0, 10)]
    [InlineData("SumByRow", 1, 2)]
    [InlineData("SimpleRnn", 2, 5)]
    [InlineData("Lstm", 2, 5)]
    [InlineData("Gru", 2, 5)]
    [InlineData("ApplyGradientDescent", 2, 5)]
    [InlineData("ApplyMomentum", 3, 5)]
    [InlineData("ApplyRmsProp", 5, 5)]
    [InlineData("ApplyAdam", 5, 5)]
    [InlineData("ApplyAdamax", 4, 5)]
    [InlineData("ApplyNadam", 4, 5)]
    [InlineData("ApplyAdagrad", 3, 5)]
    [InlineData("ApplyAdadelta", 4, 5)]
    [InlineData("ApplyFtrl", 4, 5)]
    public void No_row_that_is_not_there_reaches_a_kernel(string kernel, int argument, int rows)
    {
        foreach (var row in (int[])[-1, rows, int.MinValue, int.MaxValue])
        {
            var arguments = calls[kernel]();
            var indices = (Tensor)arguments[argument]!;
            var numbers = new int[indices.Length];
            numbers[^1] = row;
            arguments[argument] = Tensor.From<int>(numbers, indices.Shape);
            Assert.Throws<ValueError>(() => Call(kernel, arguments));
        }
    }

    [Fact]
    public void Numbers_that_say_where_a_kernel_reads_are_checked_too()
    {
        var backend = Backend.Current;
        Action[] wrong =
        [
            () => backend.Slice(F(2, 3), [0, 0], [1, int.MinValue], F(2, 3)),
            () => backend.Slice(F(2, 3), [0, 1], [1, 1], F(2, 3)),
            () => backend.SliceAdd(F(2, 3), [0, -1], [1, 1], F(2, 4)),
            () => backend.Transpose(F(3, 3), [1, 1], F(3, 3)),
            () => backend.Reduce(ReduceOp.Sum, F(2, 3), [1, 0], F(1)),
            () => backend.ArgReduce(true, F(2, 3), 2, New(DType.Int64, 2)),
            () => backend.CtcLoss(F(2, 4, 3), [[0]], [4, 4], F(2), null),
            () => backend.CtcLoss(F(2, 4, 3), [[0], [1]], [4, 5], F(2), null),
            () => backend.CtcLoss(F(2, 4, 3), [[0], [2]], [4, 4], F(2), null),
            () => backend.MaxPool(F(1, 5, 3), new([2], [2], [0]), F(1, 4, 3)),
            () => backend.MaxPool(F(1, 5, 3), new([2], [int.MaxValue], [0]), F(1, 4, 3)),
            () => backend.Convolution(F(1, 5, 3), F(2, 3, 4), null, windows with { Strides = [2] }, F(1, 4, 4)),
            () => backend.Convolution(F(1, 5, 3), F(2, 3, 4), null, windows with { Groups = 3 }, F(1, 4, 4)),
            () => backend.Resample(F(1, 4, 3), 1, new ResampledAxis(4, [new(3, [1f, 1f]), new(0, [1f])]), F(1, 2, 3)),
            () => backend.Warp(F(2, 2, 2, 3), identity, F(2, 2, 2, 3)),
        ];
        foreach (var call in wrong) Assert.Throws<ArgumentException>(call);
    }

    [Fact]
    public void Blocks_of_memory_are_written_and_read_inside_only()
    {
        var storage = Memory.Current.Allocate(DType.Float32, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => storage.Write(new byte[16]));
        Assert.Throws<ArgumentOutOfRangeException>(() => storage.Read(new byte[16]));
        Assert.Throws<ArgumentOutOfRangeException>(() => storage.Read(new byte[4], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => storage.Read(new byte[4], -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => storage.Read(new byte[4], long.MaxValue));
        Assert.Throws<ArgumentException>(() => storage.CopyFrom(Memory.Current.Allocate(DType.Float32, 2)));
        Assert.Throws<ArgumentException>(() => storage.CopyFrom(Memory.Current.Allocate(DType.Int32, 3)));
        foreach (var length in (int[])[2, 4])
            Assert.Contains(
                "has 3 elements", Assert.Throws<ValueError>(() => F(3).CopyTo(new float[length].AsSpan())).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_larger_than_any_memory_is_refused_before_memory_is_taken()
    {
        Assert.Throws<InsufficientMemoryException>(() => Ops.Zeros((int.MaxValue, int.MaxValue)));
        Assert.Throws<InsufficientMemoryException>(() => Ops.Zeros((int.MaxValue, int.MaxValue, int.MaxValue)));
        Assert.Throws<InsufficientMemoryException>(() => Ops.Zeros(int.MaxValue));
        Assert.Throws<InsufficientMemoryException>(() => Ops.Tile(F(2), int.MaxValue));
        Assert.Throws<InsufficientMemoryException>(() => Ops.Repeat(F(2), int.MaxValue, 0));
        Assert.Throws<InsufficientMemoryException>(() => Ops.Pad(F(2), [(int.MaxValue, int.MaxValue)]));
        Assert.Throws<InsufficientMemoryException>(() => Ops.OneHot(I(2), int.MaxValue));
        Assert.Throws<InsufficientMemoryException>(() => _ = Shape.Of(int.MaxValue, int.MaxValue, int.MaxValue).Length);
    }

    private static object?[] LstmGradient()
    {
        var gates = F(2, 4, 12);
        var savedStates = Backend.Current.Lstm(
            tanh, F(2, 4, 12), null, F(3, 12), F(2, 3), F(2, 3), null, gates, null, F(2, 3), F(2, 3), F(2, 3));
        return [
            tanh, F(3, 12), B(2, 4), savedStates, gates, F(2, 4, 3), F(2, 3), F(2, 3), F(2, 3), F(2, 4, 12), F(3, 12), F(2, 3), F(2, 3)];
    }

    private static object?[] GruGradient()
    {
        var gates = F(2, 4, 9);
        var savedStates = Backend.Current.Gru(tanh, F(2, 4, 9), null, F(3, 9), F(9), F(2, 3), null, gates, null, F(2, 3), F(2, 3));
        return [tanh, F(3, 9), B(2, 4), savedStates, gates, F(2, 4, 3), F(2, 3), F(2, 3), F(2, 4, 9), F(3, 9), F(9), F(2, 3)];
    }

    internal static IEnumerable<MethodInfo> KernelMethods() => typeof(Backend)
        .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(
            method => Array.Exists(
                method.GetParameters(),
                parameter => parameter.ParameterType.IsAssignableTo(typeof(Tensor))
                    || parameter.ParameterType == typeof(IReadOnlyList<Tensor>)));

    /// <summary>The call of a kernel with each of its tensors in turn changed.</summary>
    private static IEnumerable<(string Parameter, Func<object?[]> Make)> Changed(string kernel, Func<Tensor, Tensor> change)
    {
        var parameters = typeof(Backend).GetMethod(kernel)!.GetParameters();
        for (var i = 0; i < parameters.Length; i++)
        {
            var place = i;
            if (calls[kernel]()[i] is Tensor or Tensor[]) yield return (parameters[i].Name!, Make);

            object?[] Make()
            {
                var arguments = calls[kernel]();
                arguments[place] = arguments[place] is Tensor[] many
                    ? new[] { many[0], change(many[1]) }
                    : change((Tensor)arguments[place]!);
                return arguments;
            }
        }
    }

    private static void Refuses(string kernel, string parameter, Func<object?[]> make)
    {
        var error = Record.Exception(() => Call(kernel, make()));
        Assert.True(error is ArgumentException or NotSupportedException, $"{kernel} took a wrong {parameter}: {error}");
    }

    private static void Call(string kernel, object?[] arguments)
    {
        try
        {
            typeof(Backend).GetMethod(kernel)!.Invoke(Backend.Current, arguments);
        }
        catch (TargetInvocationException error)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error.InnerException!);
        }
    }

    private static Tensor New(DType dtype, Shape shape) => dtype == DType.String
        ? Tensor.Empty(shape, dtype)
        : Ops.Zeros(shape, dtype);

    private static Tensor F(params int[] sizes) => New(DType.Float32, sizes);

    private static Tensor I(params int[] sizes)
    {
        var numbers = new int[((Shape)sizes).Length];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = i % 2;
        return Tensor.From<int>(numbers, sizes);
    }

    private static Tensor B(params int[] sizes) => New(DType.Bool, sizes);
}
