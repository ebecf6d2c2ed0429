using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine;

/// <summary>
/// The seam between operations and an engine. Every kernel fills an output that the caller has allocated in this engine's memory. The
/// methods here check types and sizes, hand on to the engine's kernels, and keep the tensors' memory until those have ended. An engine
/// must have the few kernels that are abstract; the others are made of them by default, and an engine has its own where that is faster.
/// docs/engines.md tells how one is written.
/// </summary>
public abstract partial class Backend : Memory
{
    private static Backend? current;

    private FloatKernels? defaults;

    /// <summary>The engine in use; <see cref="Engine.Use"/> chooses it.</summary>
    public static new Backend Current
    {
        get => (Rehearsal.Engine as Backend) ?? current ?? throw new InvalidOperationException("No engine is installed.");
        internal set
        {
            Memory.Current = value;
            current = value;
        }
    }

    /// <summary>
    /// Whether a recurrent layer behind a lookup projects the table's rows in use instead of every position: faster where
    /// <see cref="CompactRows"/>, which counts them, is.
    /// </summary>
    public virtual bool ProjectsTables => false;

    /// <summary>Sets every element.</summary>
    public void Fill(Tensor y, double value)
    {
        Need(y);
        RunFill(y, value);
        KeepAlive(y);
    }

    /// <summary>
    /// Converts every element to y's type, as C does (floats are cut to integers, non-zero is true). The half types are
    /// made of float32, to the nearest, of two equally near the even one, and become float32.
    /// </summary>
    public void Cast(Tensor x, Tensor y)
    {
        var isHalf = x.DType.IsHalf() || y.DType.IsHalf();
        Demand(!isHalf || x.DType == DType.Float32 || y.DType == DType.Float32, "float32 beside a half type");
        Need(x);
        Need(y, y.DType, x.Length);
        RunCast(x, y);
        KeepAlive(x, y);
    }

    /// <summary>y = op(x), element by element.</summary>
    public void Unary(UnaryOp op, Tensor x, Tensor y)
    {
        NeedWide(x);
        Need(y, x.DType, x.Length);
        RunUnary(op, x, y);
        KeepAlive(x, y);
    }

    /// <summary>y = a op b with broadcasting; all three of one type.</summary>
    public void Binary(BinaryOp op, Tensor a, Tensor b, Tensor y)
    {
        NeedWide(a);
        NeedSpread(a, a.DType, y);
        NeedSpread(b, a.DType, y);
        Need(y, a.DType, y.Length);
        RunBinary(op, a, b, y);
        KeepAlive(a, b, y);
    }

    /// <summary>y = a op b with broadcasting; y is of truth values.</summary>
    public void Compare(CompareOp op, Tensor a, Tensor b, Tensor y)
    {
        NeedWide(a);
        NeedSpread(a, a.DType, y);
        NeedSpread(b, a.DType, y);
        Need(y, DType.Bool, y.Length);
        RunCompare(op, a, b, y);
        KeepAlive(a, b, y);
    }

    /// <summary>y = condition ? a : b with broadcasting.</summary>
    public void Select(Tensor condition, Tensor a, Tensor b, Tensor y)
    {
        NeedSpread(condition, DType.Bool, y);
        NeedSpread(a, y.DType, y);
        NeedSpread(b, y.DType, y);
        Need(y);
        RunSelect(condition, a, b, y);
        KeepAlive(condition, a, b, y);
    }

    /// <summary>Reduces the given axes (ascending, not negative); y lacks them, or has them with size 1.</summary>
    public void Reduce(ReduceOp op, Tensor x, int[] axes, Tensor y)
    {
        var kept = 1L;
        for (int axis = 0, next = 0; axis < x.Rank; axis++)
            if (next < axes.Length && axes[next] == axis) next++;
            else kept *= x.Shape.Dims[axis];
        for (var i = 0; i < axes.Length; i++)
            Demand(axes[i] >= 0 && axes[i] < x.Rank && (i == 0 || axes[i - 1] < axes[i]), "ascending axes of x");
        NeedWide(x);
        Need(y, x.DType, kept);
        RunReduce(op, x, axes, y);
        KeepAlive(x, y);
    }

    /// <summary>Index (int64) of the largest or smallest element along an axis, the first of equals.</summary>
    public void ArgReduce(bool largest, Tensor x, int axis, Tensor y)
    {
        Demand(axis >= 0 && axis < x.Rank, "an axis of x");
        NeedWide(x);
        Need(y, DType.Int64, x.Shape.Range(0, axis).Length * x.Shape.Range(axis + 1, x.Rank).Length);
        RunArgReduce(largest, x, axis, y);
        KeepAlive(x, y);
    }

    /// <summary>Running sum or product along an axis.</summary>
    public void Cumulate(bool product, Tensor x, int axis, bool exclusive, bool reverse, Tensor y)
    {
        Demand(axis >= 0 && axis < x.Rank, "an axis of x");
        NeedWide(x);
        Need(y, x.DType, x.Length);
        RunCumulate(product, x, axis, exclusive, reverse, y);
        KeepAlive(x, y);
    }

    /// <summary>
    /// y = op(a)·op(b) over the last two axes; the leading axes, if any, are equal. The bias, if any, is a row added to each.
    /// </summary>
    public void MatMul(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor y, Tensor? bias = null)
    {
        Demand(y.Rank >= 2 && a.Rank == y.Rank && b.Rank == y.Rank, "factors of the result's rank");
        int m = y.Shape.Dims[^2], n = y.Shape.Dims[^1], k = a.Shape.Dims[transposeA ? ^2 : ^1];
        NeedMatrices(a, y, transposeA ? (k, m) : (m, k));
        NeedMatrices(b, y, transposeB ? (n, k) : (k, n));
        Need(y);
        Need(bias, y.DType, n);
        NeedFloats(y);
        RunMatMul(a, transposeA, b, transposeB, y, bias);
        KeepAlive(a, b, y, bias);
    }

    /// <summary>Axis i of y is axis permutation[i] of x.</summary>
    public void Transpose(Tensor x, int[] permutation, Tensor y)
    {
        Demand(permutation.Length == x.Rank && y.Rank == x.Rank, "a place for each axis");
        for (var axis = 0; axis < x.Rank; axis++)
            Demand(permutation.Contains(axis) && y.Shape.Dims[axis] == x.Shape.Dims[permutation[axis]], "a permutation of x's axes");
        Need(x);
        Need(y, x.DType, x.Length);
        RunTranspose(x, permutation, y);
        KeepAlive(x, y);
    }

    /// <summary>y[i, j, ...] = x[begin + i·stride, ...]; y's shape gives the counts, strides may be negative.</summary>
    public void Slice(Tensor x, int[] begin, int[] strides, Tensor y)
    {
        NeedPart(x.Shape, begin, strides, y.Shape);
        Need(x);
        Need(y, x.DType, y.Length);
        RunSlice(x, begin, strides, y);
        KeepAlive(x, y);
    }

    /// <summary>y[begin + i·stride, ...] += x[i, j, ...]: the slice's way back. Of truth values: or.</summary>
    public void SliceAdd(Tensor x, int[] begin, int[] strides, Tensor y)
    {
        NeedPart(y.Shape, begin, strides, x.Shape);
        NeedWide(x);
        Need(y, x.DType, y.Length);
        RunSliceAdd(x, begin, strides, y);
        KeepAlive(x, y);
    }

    /// <summary>Tensors one after another along an axis.</summary>
    public void Concat(IReadOnlyList<Tensor> xs, int axis, Tensor y)
    {
        Demand(axis >= 0 && axis < y.Rank, "an axis of y");
        var sum = 0L;
        foreach (var x in xs)
        {
            Demand(x.Rank == y.Rank, "tensors of y's rank");
            for (var other = 0; other < y.Rank; other++)
                Demand(other == axis || x.Shape.Dims[other] == y.Shape.Dims[other], "tensors that agree in all other axes");
            Need(x, y.DType, x.Length);
            sum += x.Shape.Dims[axis];
        }
        Demand(sum == y.Shape.Dims[axis], "y to be as long as all tensors together");
        Need(y);
        RunConcat(xs, axis, y);
        GC.KeepAlive(xs);
        KeepAlive(y);
    }

    /// <summary>Checks that int32 indices are rows of a table.</summary>
    /// <exception cref="ValueError">An index is not a row; the message is TensorFlow's.</exception>
    public void CheckRows(Tensor table, Tensor indices)
    {
        Demand(table.Rank > 0, "a table of rows");
        NeedRows(indices, table.Shape.Dims[0]);
        KeepAlive(indices);
    }

    /// <summary>y[i...] = table[indices[i...]]: rows of the first axis, read at int32 indices that were checked.</summary>
    public void Gather(Tensor table, Tensor indices, Tensor y)
    {
        NeedTable(table, indices, y);
        RunGather(table, indices, y);
        KeepAlive(table, indices, y);
    }

    /// <summary>table[indices[i]] += rows[i], in the order of i.</summary>
    public void ScatterAdd(Tensor table, Tensor indices, Tensor rows)
    {
        NeedWide(table);
        NeedTable(table, indices, rows);
        RunScatterAdd(table, indices, rows);
        KeepAlive(table, indices, rows);
    }

    /// <summary>softmax(x) over the last axis, or its logarithm.</summary>
    public void Softmax(bool logarithm, Tensor x, Tensor y)
    {
        Need(x);
        Need(y, x.DType, x.Shape.Dims);
        Demand(x.Rank > 0, "an axis");
        Floats(x).Softmax(logarithm, x, y);
        KeepAlive(x, y);
    }

    /// <summary>The kernels for float32 or float64: the defaults, unless the engine has its own.</summary>
    protected virtual FloatKernels Floats(DType dtype) => defaults ??= new(this);

    // What the methods above call when all is checked, for every type of numbers. No output is an input too. First those that every
    // engine has.
    protected abstract void RunFill(Tensor y, double value);

    protected abstract void RunCast(Tensor x, Tensor y);

    protected abstract void RunUnary(UnaryOp op, Tensor x, Tensor y);

    protected abstract void RunBinary(BinaryOp op, Tensor a, Tensor b, Tensor y);

    protected abstract void RunCompare(CompareOp op, Tensor a, Tensor b, Tensor y);

    protected abstract void RunSelect(Tensor condition, Tensor a, Tensor b, Tensor y);

    protected abstract void RunReduce(ReduceOp op, Tensor x, int[] axes, Tensor y);

    protected abstract void RunArgReduce(bool largest, Tensor x, int axis, Tensor y);

    protected abstract void RunCumulate(bool product, Tensor x, int axis, bool exclusive, bool reverse, Tensor y);

    protected abstract void RunMatMul(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor y, Tensor? bias);

    protected abstract void RunTranspose(Tensor x, int[] permutation, Tensor y);

    protected abstract void RunSlice(Tensor x, int[] begin, int[] strides, Tensor y);

    protected abstract void RunConcat(IReadOnlyList<Tensor> xs, int axis, Tensor y);

    protected abstract void RunGather(Tensor table, Tensor indices, Tensor y);

    protected abstract void RunScatterAdd(Tensor table, Tensor indices, Tensor rows);

    protected abstract void RunArgSort(bool descending, Tensor x, Tensor y);

    // And those that are made of them, here and in the other files of the class.
    protected virtual void RunSliceAdd(Tensor x, int[] begin, int[] strides, Tensor y)
    {
        using var scratch = MemoryScope.OfThread();
        if (y.DType == DType.Bool)
        {
            var counts = new Term(this, y).Cast(DType.Int32);
            SliceAdd(new Term(this, x).Cast(DType.Int32).Tensor, begin, strides, counts.Tensor);
            Cast(counts.Tensor, y);
            return;
        }
        int[] places = [0];
        for (var axis = 0; axis < x.Rank; axis++)
        {
            int count = x.Shape.Dims[axis], size = y.Shape.Dims[axis], first = begin[axis], step = strides[axis];
            places = [.. places.SelectMany(place => Enumerable.Range(0, count).Select(i => place * size + first + i * step))];
        }
        ScatterAdd(y.View(checked((int)y.Length)), From<int>(places, places.Length), x.View(places.Length));
    }

    /// <summary>
    /// Throws where an index is not a row. An engine may leave the check to its kernels, where those end in an error too.
    /// </summary>
    protected virtual void RunCheckRows(int rows, Tensor indices)
    {
        var all = indices.ToArray<int>();
        var wrong = Array.FindIndex(all, index => (uint)index >= (uint)rows);
        if (wrong >= 0) throw indices.Shape.NoRow(wrong, all[wrong], rows);
    }

    /// <summary>An operand that is y's shape where its axes of size 1 are repeated.</summary>
    private static void NeedSpread(
        Tensor x, DType dtype, Tensor y, [CallerArgumentExpression(nameof(x))] string name = "", [CallerMemberName] string kernel = "")
    {
        var fits = x.Rank <= y.Rank;
        for (var i = 1; fits && i <= x.Rank; i++) fits = x.Shape.Dims[^i] == 1 || x.Shape.Dims[^i] == y.Shape.Dims[^i];
        Demand(fits, "operands that can be repeated to the result's shape", kernel);
        Need(x, dtype, x.Length, name, kernel);
    }

    private static void NeedMatrices(
        Tensor x, Tensor y, (int Rows, int Columns) size, [CallerArgumentExpression(nameof(x))] string name = "")
    {
        Demand(x.Shape.Dims[..^2].SequenceEqual(y.Shape.Dims[..^2]), "equal leading axes", nameof(MatMul));
        Demand(x.Shape.Dims[^2] == size.Rows && x.Shape.Dims[^1] == size.Columns, "matrices that fit each other", nameof(MatMul));
        Need(x, y.DType, x.Length, name, nameof(MatMul));
    }

    private static void NeedPart(Shape whole, int[] begin, int[] strides, Shape part)
    {
        Demand(begin.Length == whole.Rank && strides.Length == whole.Rank && part.Rank == whole.Rank,
            "a begin, a stride and a size for each axis", nameof(Slice));
        if (part.Length == 0) return;
        for (var axis = 0; axis < whole.Rank; axis++)
        {
            var last = begin[axis] + (part.Dims[axis] - 1L) * strides[axis];
            Demand(
                Math.Min(begin[axis], last) >= 0 && Math.Max(begin[axis], last) < whole.Dims[axis], "elements inside of the whole",
                nameof(Slice));
        }
    }

    private void NeedTable(Tensor table, Tensor indices, Tensor rows, [CallerMemberName] string kernel = "")
    {
        Demand(table.Rank > 0, "a table of rows", kernel);
        var count = table.Shape.Dims[0];
        NeedRows(indices, count, kernel);
        Need(table, table.DType, table.Length, nameof(table), kernel);
        Need(rows, table.DType, count == 0 ? 0 : table.Length / count * indices.Length, nameof(rows), kernel);
    }
}
