namespace KerasLikeRnn.Engine.Tests;

/// <summary>Operations on arrays written as plainly as possible: one element after another, by its indices.</summary>
internal static class Naive
{
    /// <summary>An array of the sizes, each element a function of its indices.</summary>
    public static Numbers Make(int[] sizes, Func<int[], double> element) => new(sizes, [.. Indices(sizes).Select(element)]);

    /// <summary>The element at the indices; an axis of size 1 repeats itself, leading indices too many do not count.</summary>
    public static double At(this Numbers x, params int[] indices)
    {
        var place = 0;
        var extra = indices.Length - x.Sizes.Length;
        for (var axis = 0; axis < x.Sizes.Length; axis++) place = place * x.Sizes[axis] + (x.Sizes[axis] == 1 ? 0 : indices[axis + extra]);
        return x.Values[place];
    }

    /// <summary>f of each pair of elements after broadcasting.</summary>
    public static Numbers Pairs(Numbers a, Numbers b, Func<double, double, double> f) =>
        Make(Common(a.Sizes, b.Sizes), i => f(a.At(i), b.At(i)));

    /// <summary>f of all elements that differ in the reduced axes only, in their order.</summary>
    public static Numbers Reduce(Numbers x, int[]? axes, bool keep, Func<double[], double> f)
    {
        var reduced = (axes ?? Enumerable.Range(0, x.Sizes.Length)).Select(axis => axis < 0 ? axis + x.Sizes.Length : axis).ToHashSet();
        var kept = x.Sizes.Select((size, axis) => reduced.Contains(axis) ? 1 : size).ToArray();
        var all = Indices(x.Sizes);
        var values = Indices(kept).Select(
            k => f(
                [.. all.Where(i => i.Select((n, axis) => reduced.Contains(axis) || n == k[axis]).All(same => same)).Select(i => x.At(i))]));
        return new Numbers(keep ? kept : [.. kept.Where((_, axis) => !reduced.Contains(axis))], [.. values]);
    }

    /// <summary>The common shape of two that broadcast.</summary>
    public static int[] Common(int[] a, int[] b)
    {
        var rank = Math.Max(a.Length, b.Length);
        return [.. Enumerable.Range(0, rank).Select(axis => Math.Max(Size(a, axis - rank), Size(b, axis - rank)))];
    }

    /// <summary>All indices, the last axis fastest.</summary>
    public static List<int[]> Indices(int[] sizes)
    {
        List<int[]> all = [[]];
        foreach (var size in sizes) all = [.. all.SelectMany(begun => Enumerable.Range(0, size).Select(i => (int[])[.. begun, i]))];
        return all;
    }

    /// <summary>Compares shape and elements; nan equals nan.</summary>
    public static void Equal(Numbers expected, Tensor actual, double tolerance = 0)
    {
        Assert.Equal((Shape)expected.Sizes, actual.Shape);
        var values = Ops.Cast(actual, DType.Float64).ToArray<double>();
        for (var i = 0; i < values.Length; i++)
        {
            if (expected.Values[i].Equals(values[i]) || expected.Values[i] == values[i]) continue;
            Assert.True(Math.Abs(expected.Values[i] - values[i]) <= tolerance * Math.Max(1, Math.Abs(expected.Values[i])),
                $"Element {i} of {actual}: expected {expected.Values[i]}, was {values[i]}.");
        }
    }

    private static int Size(int[] sizes, int fromEnd) => -fromEnd > sizes.Length ? 1 : sizes[^-fromEnd];
}
