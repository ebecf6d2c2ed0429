using KerasLikeRnn.Engine;

namespace KerasLikeRnn.Reference;

/// <summary>
/// The referee: the kernels that every engine must have, in plain loops over managed arrays. Floats are computed in double precision and
/// rounded once, whole numbers and truth values as long ones. Everything else is what the seam makes of these.
/// </summary>
public sealed partial class ReferenceBackend : Backend
{
    public override Storage Allocate(DType dtype, long length) => dtype switch
    {
        DType.Float32 => new ReferenceStorage<float>(dtype, length),
        DType.Float64 => new ReferenceStorage<double>(dtype, length),
        DType.Int32 => new ReferenceStorage<int>(dtype, length),
        DType.Int64 => new ReferenceStorage<long>(dtype, length),
        DType.Bool => new ReferenceStorage<bool>(dtype, length),
        DType.Float16 => new ReferenceStorage<Half>(dtype, length),
        DType.BFloat16 => new ReferenceStorage<BFloat16>(dtype, length),
        _ => throw new NotSupportedException($"The reference has no {dtype.Name()} tensors."),
    };

    protected override void RunFill(Tensor y, double value)
    {
        if (y.DType == DType.Float16) Array.Fill(Of<Half>(y), (Half)(float)value);
        else if (y.DType == DType.BFloat16) Array.Fill(Of<BFloat16>(y), (BFloat16)(float)value);
        else if (IsFloat(y)) Write(Enumerable.Repeat(value, (int)y.Length).ToArray(), y);
        else Write(Enumerable.Repeat(y.DType == DType.Bool ? Number(value != 0) : (long)value, (int)y.Length).ToArray(), y);
    }

    protected override void RunCast(Tensor x, Tensor y)
    {
        if (x.DType == DType.Float16) Array.ConvertAll(Of<Half>(x), v => (float)v).CopyTo(Of<float>(y), 0);
        else if (y.DType == DType.Float16) Array.ConvertAll(Of<float>(x), v => (Half)v).CopyTo(Of<Half>(y), 0);
        else if (x.DType == DType.BFloat16) Array.ConvertAll(Of<BFloat16>(x), v => (float)v).CopyTo(Of<float>(y), 0);
        else if (y.DType == DType.BFloat16) Array.ConvertAll(Of<float>(x), v => (BFloat16)v).CopyTo(Of<BFloat16>(y), 0);
        else if (y.DType == DType.Bool && IsFloat(x)) Write(Array.ConvertAll(Floats(x), v => Number(v != 0)), y);
        else if (IsFloat(x) && IsFloat(y)) Write(Floats(x), y);
        else if (IsFloat(x)) Write(Array.ConvertAll(Floats(x), v => y.DType == DType.Int32 ? (int)v : (long)v), y);
        else if (y.DType == DType.Float32) Array.ConvertAll(Integers(x), v => (float)v).CopyTo(Of<float>(y), 0);
        else if (y.DType == DType.Float64) Write(Array.ConvertAll(Integers(x), v => (double)v), y);
        else Write(Integers(x), y);
    }

    protected override void RunTranspose(Tensor x, int[] permutation, Tensor y)
    {
        var steps = Steps(x.Shape);
        Elements(y).Take(Elements(x), Walk(0, y.Shape.Dims, Array.ConvertAll(permutation, axis => steps[axis])));
    }

    protected override void RunSlice(Tensor x, int[] begin, int[] strides, Tensor y)
    {
        if (y.Length == 0) return;
        var steps = Steps(x.Shape);
        var start = steps.Zip(begin, (step, first) => step * first).Sum();
        Elements(y).Take(Elements(x), Walk(start, y.Shape.Dims, [.. steps.Zip(strides, (step, stride) => step * stride)]));
    }

    protected override void RunConcat(IReadOnlyList<Tensor> xs, int axis, Tensor y)
    {
        var outer = 1;
        foreach (var size in y.Shape.Dims[..axis]) outer *= size;
        var at = 0;
        for (var o = 0; o < outer; o++)
            foreach (var x in xs)
            {
                var run = (int)x.Length / outer;
                Elements(y).Take(Elements(x), [.. Enumerable.Range(o * run, run)], at);
                at += run;
            }
    }

    protected override void RunGather(Tensor table, Tensor indices, Tensor y)
    {
        var width = Width(table);
        Elements(y).Take(Elements(table), [.. Of<int>(indices).SelectMany(row => Enumerable.Range(row * width, width))]);
    }

    protected override void RunSelect(Tensor condition, Tensor a, Tensor b, Tensor y)
    {
        var (choice, placesOfChoice) = (Of<bool>(condition), Places(condition, y));
        var chosen = Array.ConvertAll(placesOfChoice, place => choice[place]);
        Elements(y).Take(Elements(b), Places(b, y));
        var (ofA, result) = (Places(a, y), Elements(y));
        var one = new int[1];
        for (var i = 0; i < chosen.Length; i++)
        {
            if (!chosen[i]) continue;
            one[0] = ofA[i];
            result.Take(Elements(a), one, i);
        }
    }

    protected override void RunArgSort(bool descending, Tensor x, Tensor y)
    {
        if (IsFloat(x)) Sort(Floats(x));
        else Sort(Integers(x));

        void Sort<T>(T[] keys)
        {
            var width = x.Rank == 0 ? 1 : x.Shape.Dims[^1];
            for (var row = 0; row < keys.Length; row += width)
            {
                var (first, places) = (row, Enumerable.Range(0, width));
                var order = descending ? places.OrderByDescending(i => keys[first + i]) : places.OrderBy(i => keys[first + i]);
                order.ToArray().CopyTo(Of<int>(y), row);
            }
        }
    }

    private static bool IsFloat(Tensor x) => x.DType.IsFloating();

    private static long Number(bool truth) => truth ? 1 : 0;

    private static ReferenceStorage Elements(Tensor x) => (ReferenceStorage)x.Storage;

    private static T[] Of<T>(Tensor x) where T : unmanaged => ((ReferenceStorage<T>)x.Storage).Values;

    private static double[] Floats(Tensor x) => x.DType == DType.Float64 ? Of<double>(x) : Array.ConvertAll(Of<float>(x), v => (double)v);

    private static long[] Integers(Tensor x) => x.DType switch
    {
        DType.Int64 => Of<long>(x),
        DType.Int32 => Array.ConvertAll(Of<int>(x), v => (long)v),
        _ => Array.ConvertAll(Of<bool>(x), Number),
    };

    private static void Write(double[] values, Tensor y)
    {
        if (y.DType == DType.Float64) values.CopyTo(Of<double>(y), 0);
        else Array.ConvertAll(values, v => (float)v).CopyTo(Of<float>(y), 0);
    }

    private static void Write(long[] values, Tensor y)
    {
        if (y.DType == DType.Int64) values.CopyTo(Of<long>(y), 0);
        else if (y.DType == DType.Int32) Array.ConvertAll(values, v => unchecked((int)v)).CopyTo(Of<int>(y), 0);
        else Array.ConvertAll(values, v => v != 0).CopyTo(Of<bool>(y), 0);
    }

    /// <summary>Elements of a row of the first axis.</summary>
    private static int Width(Tensor table) => table.Length == 0 ? 0 : (int)(table.Length / table.Shape.Dims[0]);

    /// <summary>How far apart the elements of each axis are.</summary>
    private static int[] Steps(Shape shape)
    {
        var steps = new int[shape.Rank];
        var step = 1;
        for (var axis = shape.Rank - 1; axis >= 0; axis--) (steps[axis], step) = (step, step * shape.Dims[axis]);
        return steps;
    }

    /// <summary>Places, the last axis fastest.</summary>
    private static int[] Walk(int start, ReadOnlySpan<int> sizes, ReadOnlySpan<int> steps)
    {
        int[] places = [start];
        for (var axis = 0; axis < sizes.Length; axis++)
        {
            var next = new int[places.Length * sizes[axis]];
            for (var i = 0; i < next.Length; i++) next[i] = places[i / sizes[axis]] + i % sizes[axis] * steps[axis];
            places = next;
        }
        return places;
    }

    /// <summary>Where the elements of x stand that meet those of y when x is repeated to its shape.</summary>
    private static int[] Places(Tensor x, Tensor y)
    {
        var (steps, extra) = (Steps(x.Shape), y.Rank - x.Rank);
        var spread = new int[y.Rank];
        for (var axis = extra; axis < y.Rank; axis++) spread[axis] = x.Shape.Dims[axis - extra] == 1 ? 0 : steps[axis - extra];
        return Walk(0, y.Shape.Dims, spread);
    }
}
