namespace KerasLikeRnn.Engine;

/// <summary>
/// The seam between operations and an engine: the kernels an engine must have. Every kernel fills an output that the
/// caller has allocated in this engine's memory; shapes and types have been checked before.
/// </summary>
public abstract partial class Backend : Memory
{
    private static Backend? current;

    /// <summary>The engine in use.</summary>
    public static new Backend Current
    {
        get => current ?? throw new InvalidOperationException("No engine is installed.");
        internal set => Memory.Current = current = value;
    }

    /// <summary>Sets every element.</summary>
    public abstract void Fill(Tensor y, double value);

    /// <summary>Converts every element to y's type, as C does (floats are cut to integers, non-zero is true).</summary>
    public abstract void Cast(Tensor x, Tensor y);

    /// <summary>y = op(x), element by element.</summary>
    public abstract void Unary(UnaryOp op, Tensor x, Tensor y);

    /// <summary>y = a op b with broadcasting; all three of one type.</summary>
    public abstract void Binary(BinaryOp op, Tensor a, Tensor b, Tensor y);

    /// <summary>y = a op b with broadcasting; y is of truth values.</summary>
    public abstract void Compare(CompareOp op, Tensor a, Tensor b, Tensor y);

    /// <summary>y = condition ? a : b with broadcasting.</summary>
    public abstract void Select(Tensor condition, Tensor a, Tensor b, Tensor y);

    /// <summary>Reduces the given axes (ascending, not negative); y has the remaining ones.</summary>
    public abstract void Reduce(ReduceOp op, Tensor x, int[] axes, Tensor y);

    /// <summary>Index (int64) of the largest or smallest element along an axis, the first of equals.</summary>
    public abstract void ArgReduce(bool largest, Tensor x, int axis, Tensor y);

    /// <summary>Running sum or product along an axis.</summary>
    public abstract void Cumulate(bool product, Tensor x, int axis, bool exclusive, bool reverse, Tensor y);

    /// <summary>y = op(a)·op(b) over the last two axes; the leading axes, if any, are equal. The bias, if any, is a row added to each.</summary>
    public abstract void MatMul(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor y, Tensor? bias = null);

    /// <summary>Axis i of y is axis permutation[i] of x.</summary>
    public abstract void Transpose(Tensor x, int[] permutation, Tensor y);

    /// <summary>y[i, j, ...] = x[begin + i·stride, ...]; y's shape gives the counts, strides may be negative.</summary>
    public abstract void Slice(Tensor x, int[] begin, int[] strides, Tensor y);

    /// <summary>y[begin + i·stride, ...] += x[i, j, ...]: the slice's way back.</summary>
    public abstract void SliceAdd(Tensor x, int[] begin, int[] strides, Tensor y);

    /// <summary>Tensors one after another along an axis.</summary>
    public abstract void Concat(IReadOnlyList<Tensor> xs, int axis, Tensor y);

    /// <summary>Checks that int32 indices are rows of a table.</summary>
    /// <exception cref="ValueError">An index is not a row; the message is TensorFlow's.</exception>
    public abstract void CheckRows(Tensor table, Tensor indices);

    /// <summary>y[i...] = table[indices[i...]]: rows of the first axis, read at int32 indices that were checked.</summary>
    public abstract void Gather(Tensor table, Tensor indices, Tensor y);

    /// <summary>table[indices[i]] += rows[i], in the order of i.</summary>
    public abstract void ScatterAdd(Tensor table, Tensor indices, Tensor rows);

    /// <summary>softmax(x) over the last axis, or its logarithm.</summary>
    public abstract void Softmax(bool logarithm, Tensor x, Tensor y);
}
