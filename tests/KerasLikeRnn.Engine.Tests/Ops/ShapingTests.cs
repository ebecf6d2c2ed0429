using CsCheck;

namespace KerasLikeRnn.Engine.Tests;

public sealed class ShapingTests
{
    private const int Samples = 25;

    private static readonly DType[] types = [.. DTypes.Numbers];

    private static Gen<double> Bit => Gen.Int[0, 1].Select(v => (double)v);

    private static Gen<Numbers> Arrays => Numbers.Array(Bit, Gen.Int[1, 4].Array[0, 4]);

    [Fact]
    public void Transposing_moves_every_element_in_every_type() =>
        Arrays.SelectMany(x => Gen.Shuffle(Enumerable.Range(0, x.Sizes.Length).ToArray()).Select(order => (x, order))).Sample((x, order) =>
        {
            var expected = Naive.Make(
                [.. order.Select(axis => x.Sizes[axis])],
                i => x.At([.. Enumerable.Range(0, order.Length).Select(axis => i[Array.IndexOf(order, axis)])]));
            foreach (var type in types) Naive.Equal(expected, Ops.Transpose(x.ToTensor(type), order));
        }, iter: Samples);

    [Fact]
    public void Slices_go_forwards_and_backwards_in_every_type() =>
        Arrays.SelectMany(x => Gen.Select(Gen.Int[0, 3], Gen.Int[1, 2], Gen.Bool).Array[x.Sizes.Length].Select(parts => (x, parts))).Sample(
            (x, parts) =>
        {
            var begin = parts.Select((part, axis) => part.Item1 % x.Sizes[axis]).ToArray();
            var strides = parts.Select(part => part.Item3 ? -part.Item2 : part.Item2).ToArray();
            var sizes = begin.Select((at, axis) => (strides[axis] > 0 ? x.Sizes[axis] - 1 - at : at) / Math.Abs(strides[axis]) + 1)
                .ToArray();
            var expected = Naive.Make(sizes, i => x.At([.. i.Select((n, axis) => begin[axis] + n * strides[axis])]));
            foreach (var type in types) Naive.Equal(expected, Ops.Slice(x.ToTensor(type), begin, sizes, strides));
        }, iter: Samples);

    [Fact]
    public void Padding_surrounds_with_zeros_or_another_number_in_every_type() =>
        Gen.Select(Arrays.SelectMany(x => Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2]).Array[x.Sizes.Length].Select(p => (x, p))), Gen.Bool)
        .Sample((input, one) =>
        {
            var (x, paddings) = input;
            var value = one ? 1.0 : 0;
            var sizes = x.Sizes.Select((size, axis) => size + paddings[axis].Item1 + paddings[axis].Item2).ToArray();
            var expected = Naive.Make(sizes, i =>
            {
                var inner = i.Select((n, axis) => n - paddings[axis].Item1).ToArray();
                return inner.Select((n, axis) => n >= 0 && n < x.Sizes[axis]).All(inside => inside) ? x.At(inner) : value;
            });
            foreach (var type in types) Naive.Equal(expected, Ops.Pad(x.ToTensor(type), paddings, value));
        }, iter: Samples);

    [Fact]
    public void Padding_with_infinity_leaves_the_elements_as_they_are()
    {
        var x = Tensor.From<double>(0.1, -1e300, double.PositiveInfinity);
        Assert.Equal(
            [double.NegativeInfinity, 0.1, -1e300, double.PositiveInfinity],
            Ops.Pad(x, [(1, 0)], double.NegativeInfinity).ToArray<double>());
    }

    [Fact]
    public void Tiles_repeat_the_whole_array_in_every_type() =>
        Arrays.SelectMany(x => Gen.Int[1, 3].Array[x.Sizes.Length].Select(counts => (x, counts))).Sample((x, counts) =>
        {
            var expected = Naive.Make(
                [.. x.Sizes.Select((size, axis) => size * counts[axis])], i => x.At([.. i.Select((n, axis) => n % x.Sizes[axis])]));
            foreach (var type in types) Naive.Equal(expected, Ops.Tile(x.ToTensor(type), counts));
        }, iter: Samples);

    [Fact]
    public void Joined_parts_of_an_axis_give_the_array_back() =>
        Numbers.WithAxis(Numbers.Array(Bit, Gen.Int[1, 4].Array[1, 4])).Sample((x, axis) =>
    {
        var size = x.Sizes[axis < 0 ? axis + x.Sizes.Length : axis];
        foreach (var type in types)
        {
            var tensor = x.ToTensor(type);
            Naive.Equal(x, Ops.Stack(Ops.Unstack(tensor, axis), axis));
            Naive.Equal(x, Ops.Concat([Ops.Narrow(tensor, axis, 0, size / 2), Ops.Narrow(tensor, axis, size / 2, size - size / 2)], axis));
            Naive.Equal(x, Ops.Reverse(Ops.Reverse(tensor, axis), axis));
            for (var i = 0; i < size; i++)
                Naive.Equal(
                    new(Sizes(Ops.Take(tensor, axis, i)), Elements(Ops.Take(tensor, axis, i - size))),
                    Ops.Take(Ops.Reverse(tensor, axis), axis, size - 1 - i));
        }
    }, iter: Samples);

    [Fact]
    public void Views_change_the_shape_only()
    {
        var x = Ops.Reshape(Ops.Arange(6), (2, 3));
        Naive.Equal(new([3, 2], [0, 1, 2, 3, 4, 5]), Ops.Reshape(x, (3, null)));
        Naive.Equal(new([1, 2, 3], [0, 1, 2, 3, 4, 5]), Ops.ExpandDims(x, 0));
        Naive.Equal(new([2, 3, 1], [0, 1, 2, 3, 4, 5]), Ops.ExpandDims(x, -1));
        Naive.Equal(new([2, 3], [0, 1, 2, 3, 4, 5]), Ops.Squeeze(Ops.ExpandDims(x, 1), -2));
        Naive.Equal(new([2, 3], [0, 1, 2, 3, 4, 5]), Ops.Copy(x));
        Naive.Equal(new([2, 3], [0, 1, 2, 3, 4, 5]), Ops.StopGradient(x));
    }

    [Fact]
    public void Wrong_shapes_are_named_in_the_errors()
    {
        var x = Ops.Zeros((2, 3));
        Assert.Contains(
            "Cannot reshape a tensor of shape (2, 3) (6 elements) to (4, None).",
            Assert.Throws<ValueError>(() => Ops.Reshape(x, (4, null))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "Only an axis of size 1 can be squeezed", Assert.Throws<ValueError>(() => Ops.Squeeze(x, 1)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "is not a permutation of the 2 axes of (2, 3)", Assert.Throws<ValueError>(() => Ops.Transpose(x, 0, 0)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "leaves the shape (2, 3)", Assert.Throws<ValueError>(() => Ops.Slice(x, [0, 1], [2, 3])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "leaves the shape (2, 3)", Assert.Throws<ValueError>(() => Ops.Slice(x, [1, 0], [2, 1], [-2, 1])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "for each of its 2 axes", Assert.Throws<ValueError>(() => Ops.Slice(x, [0], [2])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "Received: (2, 3), (3, 3)", Assert.Throws<ValueError>(() => Ops.Concat([x, Ops.Zeros((3, 3))], 1)).Message,
            StringComparison.Ordinal);
        Assert.Contains("nothing to concatenate", Assert.Throws<ValueError>(() => Ops.Concat([], 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lookups_read_rows_of_any_shape_in_every_type() =>
        Numbers.Array(Bit, Gen.Int[1, 4].Array[1, 3])
            .SelectMany(table => Numbers.Array(Gen.Int[0, table.Sizes[0] - 1].Select(v => (double)v)).Select(indices => (table, indices)))
            .Sample((table, indices) =>
            {
                var rank = indices.Sizes.Length;
                var expected = Naive.Make(
                    [.. indices.Sizes, .. table.Sizes[1..]], i => table.At([(int)indices.At(i[..rank]), .. i[rank..]]));
                foreach (var type in types)
                    foreach (var number in new[] { DType.Int32, DType.Int64, DType.Float32 })
                        Naive.Equal(expected, Ops.Gather(table.ToTensor(type), indices.ToTensor(number)));
            }, iter: Samples);

    [Theory]
    [InlineData(3, "indices[0,1] = 3 is not in [0, 3)")]
    [InlineData(-1, "indices[0,1] = -1 is not in [0, 3)")]
    [InlineData(1L << 32, "indices[0,1] = 2147483647 is not in [0, 3)")]
    public void A_row_that_does_not_exist_is_named_in_TensorFlows_words(long row, string message)
    {
        var error = Assert.Throws<ValueError>(() => Ops.Gather(Ops.Zeros((3, 2)), Tensor.From<long>([0, row], (1, 2))));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Matrices_multiply_transposed_and_in_batches() => Gen.Select(Numbers.Shapes(2), Gen.Int[0, 4].Array[3], Gen.Bool, Gen.Bool)
        .SelectMany((batches, sizes, transposeA, transposeB) => Gen.Select(
            Numbers.OfSizes(Numbers.Any, [.. batches[0], .. transposeA ? new[] { sizes[1], sizes[0] } : [sizes[0], sizes[1]]]),
            Numbers.OfSizes(Numbers.Any, [.. batches[1], .. transposeB ? new[] { sizes[2], sizes[1] } : [sizes[1], sizes[2]]]),
            Gen.Const((sizes, transposeA, transposeB))))
        .Sample((a, b, how) =>
        {
            var (sizes, transposeA, transposeB) = how;
            var expected = Naive.Make([.. Naive.Common(a.Sizes[..^2], b.Sizes[..^2]), sizes[0], sizes[2]],
                i => Enumerable.Range(0, sizes[1]).Sum(k =>
                a.At([.. i[..^2], .. transposeA ? new[] { k, i[^2] } : [i[^2], k]])
                * b.At([.. i[..^2], .. transposeB ? new[] { i[^1], k } : [k, i[^1]]])));
            Naive.Equal(expected, Ops.MatMul(a.ToTensor(), b.ToTensor(), transposeA, transposeB), 1e-13);
            Naive.Equal(expected, Ops.MatMul(a.ToTensor(DType.Float32), b.ToTensor(DType.Float32), transposeA, transposeB), 1e-5);
        }, iter: 2 * Samples);

    [Fact]
    public void Matrices_that_do_not_fit_are_named_in_the_error()
    {
        var error = Assert.Throws<ValueError>(() => Ops.MatMul(Ops.Zeros((2, 3)), Ops.Zeros((2, 4))));
        Assert.StartsWith("Matrix size-incompatible: (2, 3) and (2, 4) cannot be multiplied.", error.Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => Ops.MatMul(Ops.Ones((2, 2), DType.Int32), Ops.Ones((2, 2), DType.Int32)));
    }

    [Fact]
    public void Empty_tensors_pass_through_every_kind_of_operation()
    {
        var empty = Ops.Zeros((0, 3), DType.Float64);
        Assert.All(
            new[]
            {
                Ops.Add(empty, empty), Ops.Add(empty, Ops.Ones(3, DType.Float64)), Ops.Exp(empty), Ops.Copy(empty), Ops.Reverse(empty, 0),
                Ops.Pad(empty, [(0, 0), (0, 0)], 2), Ops.Concat([empty, empty], 0), Ops.Cast(Ops.Cast(empty, DType.Int32), DType.Float64),
                Ops.Transpose(Ops.Transpose(empty)),
                Ops.MatMul(empty, Ops.Ones((3, 3), DType.Float64)), Ops.Gather(Ops.Ones((4, 3), DType.Float64), Tensor.From<int>([], 0)),
                Ops.LogSoftmax(empty),
                Ops.Select(Ops.Compare(CompareOp.Less, empty, empty), empty, empty), Ops.Slice(empty, [0, 0], [0, 3]),
            },
            y => Naive.Equal(new([0, 3], []), y));
        Naive.Equal(new([2, 3], [1, 1, 1, 1, 1, 1]), Ops.Concat([empty, Ops.Ones((2, 3), DType.Float64)], 0));
        Naive.Equal(new([2, 2], [0, 0, 0, 0]), Ops.MatMul(Ops.Ones((2, 0)), Ops.Ones((0, 2))));
        FiniteDifferences.Check(t => Ops.Concat([t[0], Ops.Square(t[1])], 0), empty, Tensor.From<double>([1, 2, 3], (1, 3)));
    }

    private static int[] Sizes(Tensor x) => [.. x.Shape.Select(size => size!.Value)];

    private static double[] Elements(Tensor x) => Ops.Cast(x, DType.Float64).ToArray<double>();
}
