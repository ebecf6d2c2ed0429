namespace KerasLikeRnn.Engine;

/// <summary>
/// A tensor in a formula: the kernels that an engine has by default are written with the operators here, each of which calls a kernel
/// of that engine and lays its result in that engine's memory.
/// </summary>
internal readonly struct Term(Backend engine, Tensor tensor)
{
    public Tensor Tensor => tensor;

    public Shape Shape => tensor.Shape;

    public static Term operator +(Term a, Term b) => a.With(BinaryOp.Add, b);

    public static Term operator +(Term a, double b) => a + a.Number(b);

    public static Term operator -(Term a, Term b) => a.With(BinaryOp.Subtract, b);

    public static Term operator -(double a, Term b) => b.Number(a) - b;

    public static Term operator *(Term a, Term b) => a.With(BinaryOp.Multiply, b);

    public static Term operator *(Term a, double b) => a * a.Number(b);

    public static Term operator /(Term a, Term b) => a.With(BinaryOp.Divide, b);

    public static Term operator /(Term a, double b) => a / a.Number(b);

    /// <summary>A number of the tensor's type.</summary>
    public Term Number(double value) => Filled(Shape.Scalar, value);

    /// <summary>A tensor of this one's type, every element the same.</summary>
    public Term Filled(Shape shape, double value)
    {
        var y = New(shape, tensor.DType);
        engine.Fill(y.Tensor, value);
        return y;
    }

    public Term Of(UnaryOp op)
    {
        var y = New(Shape, tensor.DType);
        engine.Unary(op, tensor, y.Tensor);
        return y;
    }

    public Term With(BinaryOp op, Term other)
    {
        var y = New(Common(Shape, other.Shape), tensor.DType);
        engine.Binary(op, tensor, other.Tensor, y.Tensor);
        return y;
    }

    /// <summary>Truth values.</summary>
    public Term Is(CompareOp op, Term other)
    {
        var y = New(Common(Shape, other.Shape), DType.Bool);
        engine.Compare(op, tensor, other.Tensor, y.Tensor);
        return y;
    }

    /// <summary>Of truth values: what stands at the true ones, and at the false ones.</summary>
    public Term Choose(Term yes, Term no)
    {
        var y = New(Common(Shape, Common(yes.Shape, no.Shape)), yes.Tensor.DType);
        engine.Select(tensor, yes.Tensor, no.Tensor, y.Tensor);
        return y;
    }

    /// <summary>Reduced along axes, which stay with size 1.</summary>
    public Term Reduced(ReduceOp op, params int[] axes)
    {
        var shape = Shape;
        foreach (var axis in axes) shape = shape.With(axis, 1);
        var y = New(shape, tensor.DType);
        engine.Reduce(op, tensor, axes, y.Tensor);
        return y;
    }

    /// <summary>The product of two matrices, either of them transposed.</summary>
    public Term Dot(Term other, bool transpose = false, bool transposeOther = false)
    {
        var y = New(Shape.Of(Shape.Dims[transpose ? 1 : 0], other.Shape.Dims[transposeOther ? 0 : 1]), tensor.DType);
        engine.MatMul(tensor, transpose, other.Tensor, transposeOther, y.Tensor);
        return y;
    }

    /// <summary>The same elements under another shape.</summary>
    public Term As(params ReadOnlySpan<int> sizes) => new(engine, tensor.View(Shape.Of(sizes)));

    public Term Transposed(params int[] permutation)
    {
        var sizes = Shape.Dims.ToArray();
        var y = New(Shape.Of(Array.ConvertAll(permutation, axis => sizes[axis])), tensor.DType);
        engine.Transpose(tensor, permutation, y.Tensor);
        return y;
    }

    /// <summary>A part of it, in strides.</summary>
    public Term Slice(int[] begin, int[] strides, Shape shape)
    {
        var y = New(shape, tensor.DType);
        engine.Slice(tensor, begin, strides, y.Tensor);
        return y;
    }

    /// <summary>Some elements of an axis, which lie side by side.</summary>
    public Term Part(int axis, int first, int count)
    {
        int[] begin = new int[Shape.Rank], ones = [.. Enumerable.Repeat(1, Shape.Rank)];
        begin[axis] = first;
        return Slice(begin, ones, Shape.With(axis, count));
    }

    /// <summary>Rows of the first axis.</summary>
    public Term Rows(Tensor indices)
    {
        var y = New(indices.Shape.Concat(Shape.Range(1, Shape.Rank)), tensor.DType);
        engine.Gather(tensor, indices, y.Tensor);
        return y;
    }

    public Term Cast(DType dtype)
    {
        var y = New(Shape, dtype);
        engine.Cast(tensor, y.Tensor);
        return y;
    }

    /// <summary>Terms one after another along an axis, this one first.</summary>
    public Term Joined(int axis, params ReadOnlySpan<Term> others)
    {
        if (others.IsEmpty) return this;
        Tensor[] all = [tensor, .. others.ToArray().Select(other => other.Tensor)];
        var y = New(Shape.With(axis, all.Sum(part => part.Shape.Dim(axis))), tensor.DType);
        engine.Concat(all, y.Shape.Axis(axis), y.Tensor);
        return y;
    }

    /// <summary>Makes the numbers those of a tensor.</summary>
    public void To(Tensor y) => y.Storage.CopyFrom(tensor.Storage);

    private Term New(Shape shape, DType dtype) => new(engine, engine.Empty(shape, dtype));

    private static Shape Common(Shape a, Shape b)
    {
        var sizes = new int[Math.Max(a.Rank, b.Rank)];
        for (var i = 1; i <= sizes.Length; i++) sizes[^i] = Size(a, i) == 1 ? Size(b, i) : Size(a, i);
        return Shape.Of(sizes);

        static int Size(Shape shape, int fromEnd) => fromEnd <= shape.Rank ? shape.Dims[^fromEnd] : 1;
    }
}
