using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

/// <summary>
/// A value inside of a function: what a <see cref="Handle"/> is outside. A formula of nodes belongs to the innermost function that one of
/// them stands in: what a loop's step makes of values that stand outside of the loop only is computed once, outside.
/// </summary>
/// <param name="owner">The function that it stands in.</param>
/// <param name="reference">Its name there.</param>
/// <param name="dtype">The type of its elements.</param>
internal sealed class Node(FunctionBuilder owner, string reference, DType dtype)
{
    public FunctionBuilder Owner => owner;

    public string Reference => reference;

    public DType DType => dtype;

    /// <summary>An operation of one output on values, at least one.</summary>
    public static Node Run(string operation, params ReadOnlySpan<Node> inputs) => FunctionBuilder.Innermost(inputs).Run(operation, inputs);

    /// <summary>The sizes of its so many axes.</summary>
    public Node[] Sizes(int rank) => owner.RunMany("Unpack", rank, [Run("Shape", this)], ("num", rank));

    /// <summary>The same elements under another shape, of which one size may be −1.</summary>
    public Node As(params Node[] sizes) => Run("Reshape", this, FunctionBuilder.Pack(sizes));

    public Node Dot(Node other, bool transpose = false, bool transposeOther = false) => FunctionBuilder.Innermost([this, other])
        .Run("MatMul", [this, other], ("transpose_a", transpose), ("transpose_b", transposeOther));

    /// <summary>Of (batch, time, ...) what stands at a place in time: (batch, ...).</summary>
    public Node At(Node place)
    {
        var inside = FunctionBuilder.Innermost([this, place]);
        return inside.Run("GatherV2", this, place, inside.Number(1, DType.Int32));
    }

    /// <summary>Rows of the first axis.</summary>
    public Node Rows(Node indices)
    {
        var inside = FunctionBuilder.Innermost([this, indices]);
        return inside.Run("GatherV2", this, indices, inside.Number(0, DType.Int32));
    }

    /// <summary>The same array with other rows there: nobody else may hold it, as it is written to.</summary>
    public Node Written(Node indices, Node rows) => Run("InplaceUpdate", this, indices, rows);

    /// <summary>Equal parts along an axis.</summary>
    public Node[] Split(int parts, int axis = 1) =>
        owner.RunMany("Split", parts, [owner.Number(axis, DType.Int32), this], ("num_split", parts));

    public Node Sum(int axis) => Run("Sum", this, owner.Number(axis, DType.Int32));

    /// <summary>Of a truth value for each row: rows of a where it is true, of b elsewhere.</summary>
    public Node Choose(Node a, Node b) => Run("Select", this, a, b);

    /// <summary>Parts one after another along an axis.</summary>
    public static Node Concat(int axis, params Node[] parts)
    {
        var inside = FunctionBuilder.Innermost(parts);
        return inside.Run("ConcatV2", [.. parts, inside.Number(axis, DType.Int32)], ("N", parts.Length));
    }

    public static Node operator +(Node a, Node b) => Run("AddV2", a, b);

    public static Node operator +(Node a, double b) => a + a.Owner.Number(b, a.DType);

    public static Node operator -(Node a, Node b) => Run("Sub", a, b);

    public static Node operator -(Node a, double b) => a - a.Owner.Number(b, a.DType);

    public static Node operator -(double a, Node b) => b.Owner.Number(a, b.DType) - b;

    public static Node operator *(Node a, Node b) => Run("Mul", a, b);

    public static Node operator *(Node a, double b) => a * a.Owner.Number(b, a.DType);
}
