using CsCheck;

namespace KerasLikeRnn.Engine.Tests;

/// <summary>A random array: sizes of its axes and its elements, row by row.</summary>
internal sealed record Numbers(int[] Sizes, double[] Values)
{
    /// <summary>Sizes of zero to three axes, one to four each.</summary>
    public static Gen<int[]> AnySizes { get; } = Gen.Int[1, 4].Array[0, 3];

    /// <summary>Between -2 and 2.</summary>
    public static Gen<double> Any { get; } = Gen.Double[-2, 2];

    /// <summary>Between -2 and 2, but not near 0, where some functions have a corner or a pole.</summary>
    public static Gen<double> AwayFromZero { get; } = Gen.Select(Gen.Double[0.2, 2], Gen.Bool, (size, negative) => negative ? -size : size);

    /// <summary>Between 0.2 and 2.</summary>
    public static Gen<double> Positive { get; } = Gen.Double[0.2, 2];

    /// <summary>The array in float64.</summary>
    public Tensor ToTensor() => Tensor.From<double>(Values, Sizes);

    /// <summary>The array in the nearest numbers of a type.</summary>
    public Tensor ToTensor(DType dtype) => Ops.Cast(ToTensor(), dtype);

    /// <summary>An array of random shape.</summary>
    public static Gen<Numbers> Array(Gen<double> element, Gen<int[]>? sizes = null) =>
        (sizes ?? AnySizes).SelectMany(s => OfSizes(element, s));

    /// <summary>An array of a given shape.</summary>
    public static Gen<Numbers> OfSizes(Gen<double> element, params int[] sizes) =>
        element.Array[sizes.Aggregate(1, (n, size) => n * size)].Select(values => new Numbers(sizes, values));

    /// <summary>An array in which no two elements are near each other, so that the largest stays the largest.</summary>
    public static Gen<Numbers> Distinct(Gen<int[]>? sizes = null) =>
        Array(Any, sizes).SelectMany(a => Gen.Shuffle(Grid(a.Values.Length)).Select(v => a with { Values = v }));

    /// <summary>Two arrays of different shapes that broadcast to one.</summary>
    public static Gen<(Numbers A, Numbers B)> Pair(Gen<double> a, Gen<double> b) =>
        Gen.Select(Shapes(2), Gen.Const(0)).SelectMany((shapes, _) => Gen.Select(OfSizes(a, shapes[0]), OfSizes(b, shapes[1])));

    /// <summary>Two arrays that broadcast to one, no element of either near one of the other.</summary>
    public static Gen<(Numbers A, Numbers B)> DistinctPair() => Shapes(2).SelectMany(shapes =>
    {
        int first = shapes[0].Aggregate(1, (n, size) => n * size), second = shapes[1].Aggregate(1, (n, size) => n * size);
        return Gen.Shuffle(Grid(first + second)).Select(v => (new Numbers(shapes[0], v[..first]), new Numbers(shapes[1], v[first..])));
    });

    /// <summary>Shapes that broadcast to one another: each leaves out leading axes of a common shape and has 1 in some others.</summary>
    public static Gen<int[][]> Shapes(int count) => AnySizes.SelectMany(common =>
        Gen.Select(Gen.Int[0, common.Length], Gen.Bool.Array[common.Length], (dropped, single) =>
            common.Select((size, axis) => single[axis] ? 1 : size).Skip(dropped).ToArray()).Array[count]);

    /// <summary>An array and one of its axes, counted from either end.</summary>
    public static Gen<(Numbers X, int Axis)> WithAxis(Gen<double> element) => WithAxis(Array(element, Gen.Int[1, 4].Array[1, 3]));

    /// <inheritdoc cref="WithAxis(Gen{double})"/>
    public static Gen<(Numbers X, int Axis)> WithAxis(Gen<Numbers> arrays) =>
        arrays.SelectMany(x => Gen.Int[-x.Sizes.Length, x.Sizes.Length - 1].Select(axis => (x, axis)));

    /// <summary>An array, some of its axes (null for all), and whether reduced axes stay.</summary>
    public static Gen<(Numbers X, int[]? Axes, bool Keep)> WithAxes(Gen<Numbers> arrays) => arrays.SelectMany(x =>
        Gen.Select(Gen.Int[-1, 1].Array[x.Sizes.Length], Gen.Bool, Gen.Bool, (chosen, all, keep) =>
            (x, all ? null : AxesOf(chosen), keep)));

    private static double[] Grid(int count) => Enumerable.Range(0, count).Select(i => 0.15 * (i - count / 2.0) + 0.04).ToArray();

    // -1: the axis counted from the end, 1: from the start, 0: not reduced.
    private static int[] AxesOf(int[] chosen) =>
        chosen.Select((how, axis) => (how, axis)).Where(c => c.how != 0).Select(c => c.how > 0 ? c.axis : c.axis - chosen.Length).ToArray();

    /// <inheritdoc/>
    public override string ToString() => $"({string.Join(", ", Sizes)}): [{string.Join(", ", Values)}]";
}
