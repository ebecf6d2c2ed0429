using System.Numerics;
using KerasLikeRnn.Engine;

namespace KerasLikeRnn.Reference;

// Along axes.
public sealed partial class ReferenceBackend
{
    protected override void RunReduce(ReduceOp op, Tensor x, int[] axes, Tensor y)
    {
        if (x.DType == DType.Bool && op is (ReduceOp.Sum or ReduceOp.Mean or ReduceOp.Product))
            throw Undefined(op, x);
        if (IsFloat(x)) Write(Reduced(op, Floats(x), x.Shape, axes, double.NegativeInfinity, double.PositiveInfinity), y);
        else if (x.DType == DType.Bool) Write(Reduced(op, Integers(x), x.Shape, axes, 0, 1), y);
        else if (x.DType == DType.Int32) Write(Reduced(op, Integers(x), x.Shape, axes, int.MinValue, int.MaxValue), y);
        else Write(Reduced(op, Integers(x), x.Shape, axes, long.MinValue, long.MaxValue), y);
    }

    protected override void RunArgReduce(bool largest, Tensor x, int axis, Tensor y)
    {
        if (IsFloat(x)) Find(Floats(x));
        else Find(Integers(x));

        void Find<T>(T[] values) where T : INumber<T>
        {
            var (starts, offsets) = Along(x.Shape, axis);
            Write(Array.ConvertAll(starts, start =>
            {
                var best = 0;
                for (var k = 1; k < offsets.Length; k++)
                {
                    T value = values[start + offsets[k]], leader = values[start + offsets[best]];
                    if (largest ? value > leader : value < leader) best = k;
                }
                return (long)best;
            }), y);
        }
    }

    protected override void RunCumulate(bool product, Tensor x, int axis, bool exclusive, bool reverse, Tensor y)
    {
        if (x.DType == DType.Bool)
            throw Undefined(product ? "The running product" : "The running sum", x);
        if (IsFloat(x)) Write(Running(Floats(x)), y);
        else Write(Running(Integers(x)), y);

        T[] Running<T>(T[] values) where T : INumber<T>
        {
            var result = new T[values.Length];
            var (starts, offsets) = Along(x.Shape, axis);
            if (reverse) Array.Reverse(offsets);
            foreach (var start in starts)
            {
                var running = product ? T.One : T.Zero;
                foreach (var offset in offsets)
                {
                    var next = product ? running * values[start + offset] : running + values[start + offset];
                    result[start + offset] = exclusive ? running : next;
                    running = next;
                }
            }
            return result;
        }
    }

    protected override void RunScatterAdd(Tensor table, Tensor indices, Tensor rows)
    {
        if (table.DType == DType.Bool) throw Undefined("The sum by rows", table);
        if (IsFloat(table)) Write(Added(Floats(table), Floats(rows)), table);
        else Write(Added(Integers(table), Integers(rows)), table);

        T[] Added<T>(T[] values, T[] added) where T : INumber<T>
        {
            var (sums, width, i) = ((T[])values.Clone(), Width(table), 0);
            foreach (var row in Of<int>(indices))
                for (var column = 0; column < width; column++) sums[row * width + column] += added[i++];
            return sums;
        }
    }

    private static T[] Reduced<T>(ReduceOp op, T[] values, Shape shape, int[] axes, T lowest, T highest) where T : INumber<T>
    {
        var (starts, offsets) = Along(shape, axes);
        var count = T.CreateTruncating(offsets.Length);
        return Array.ConvertAll(starts, start =>
        {
            var result = op switch
            {
                ReduceOp.Sum or ReduceOp.Mean => T.Zero,
                ReduceOp.Product => T.One,
                ReduceOp.Maximum or ReduceOp.Any => lowest,
                _ => highest,
            };
            foreach (var offset in offsets)
            {
                var value = values[start + offset];
                result = op switch
                {
                    ReduceOp.Sum or ReduceOp.Mean => result + value,
                    ReduceOp.Product => result * value,
                    ReduceOp.Maximum or ReduceOp.Any => T.Max(result, value),
                    _ => T.Min(result, value),
                };
            }
            return op == ReduceOp.Mean ? result / count : result;
        });
    }

    /// <summary>Where what is reduced begins, and how far from there its elements are.</summary>
    private static (int[] Starts, int[] Offsets) Along(Shape shape, params int[] axes)
    {
        var (sizes, steps, kept) = (shape.Dims.ToArray(), Steps(shape), Enumerable.Range(0, shape.Rank).Except(axes).ToArray());
        return (Of(kept), Of(axes));

        int[] Of(int[] chosen) => Walk(0, Array.ConvertAll(chosen, axis => sizes[axis]), Array.ConvertAll(chosen, axis => steps[axis]));
    }
}
