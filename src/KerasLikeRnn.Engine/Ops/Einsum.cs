namespace KerasLikeRnn.Engine;

/// <summary>
/// An Einstein summation over two operands as one matrix product: its axes are sorted into those of both operands and the result
/// (a batch of products), those summed, and those of one operand (the rows and columns).
/// </summary>
internal sealed class Einsum
{
    private readonly string equation;
    private readonly string a;
    private readonly string b;
    private readonly string result;
    private readonly Dictionary<char, int> sizes = [];

    private Einsum(string equation, Shape first, Shape second)
    {
        this.equation = equation;
        var sides = equation.Replace(" ", "", StringComparison.Ordinal).Split("->");
        var operands = sides[0].Split(',');
        if (sides.Length != 2 || operands.Length != 2) throw Invalid("an equation of two operands has the form \"ab,bc->ac\"");
        a = Expand(operands[0], first);
        b = Expand(operands[1], second);
        result = Expand(sides[1], null);
        foreach (var labels in (string[])[a, b, result])
            if (labels.Distinct().Count() != labels.Length) throw Invalid("an axis may not be repeated within an operand or the result");
        Measure(a, first);
        Measure(b, second);
        foreach (var label in result)
            if (!sizes.ContainsKey(label)) throw Invalid($"the result's axis '{label}' is an axis of no operand");
    }

    /// <summary>The summation of an equation such as <c>abc,cd->abd</c> or <c>...x,xy->...y</c>.</summary>
    /// <exception cref="ValueError">The equation is none, or does not fit the operands.</exception>
    public static Tensor Compute(string equation, Tensor x, Tensor y) => new Einsum(equation, x.Shape, y.Shape).Compute(x, y);

    private Tensor Compute(Tensor x, Tensor y)
    {
        string p = Summed(ref x, a, b), q = Summed(ref y, b, a);
        // The operand whose own axes come first in the result gives the rows: then the product needs no rearranging.
        if (IsSwapped(p, q)) (x, y, p, q) = (y, x, q, p);
        var batch = Only(result, label => p.Contains(label) && q.Contains(label));
        var rows = Only(result, label => p.Contains(label) && !q.Contains(label));
        var columns = Only(result, label => q.Contains(label) && !p.Contains(label));
        var summed = Only(p, label => q.Contains(label) && !result.Contains(label));
        var transposeX = p == batch + summed + rows;
        var transposeY = q != batch + summed + columns;
        var product = Ops.MatMul(
            Matrices(x, p, batch, transposeX ? summed : rows, transposeX ? rows : summed),
            Matrices(y, q, batch, transposeY ? columns : summed, transposeY ? summed : columns),
            transposeX, transposeY);
        var order = batch + rows + columns;
        return Arranged(Ops.Reshape(product, SizesOf(order)), order, result);
    }

    /// <summary>Adds up the axes that neither the other operand nor the result has; returns the remaining ones.</summary>
    private string Summed(ref Tensor x, string labels, string other)
    {
        var kept = Only(labels, label => other.Contains(label) || result.Contains(label));
        if (kept.Length < labels.Length)
            x = Ops.Sum(x, [.. Enumerable.Range(0, labels.Length).Where(axis => !kept.Contains(labels[axis]))]);
        return kept;
    }

    private bool IsSwapped(string p, string q)
    {
        var first = result.FirstOrDefault(label => p.Contains(label) != q.Contains(label));
        return first != default && q.Contains(first);
    }

    /// <summary>(batch, one axis, another axis), each made of several.</summary>
    private Tensor Matrices(Tensor x, string labels, string batch, string first, string second)
    {
        var arranged = Arranged(x, labels, batch + first + second);
        int rows = SizeOf(first), columns = SizeOf(second);
        return Ops.Reshape(arranged, batch.Length == 0 ? Shape.Of(rows, columns) : Shape.Of(SizeOf(batch), rows, columns));
    }

    private static Tensor Arranged(Tensor x, string from, string to) =>
        from == to ? x : Ops.Transpose(x, [.. to.Select(label => from.IndexOf(label))]);

    private static string Only(string labels, Func<char, bool> condition) => string.Concat(labels.Where(condition));

    private int SizeOf(string labels) => labels.Aggregate(1, (size, label) => size * sizes[label]);

    private Shape SizesOf(string labels) => Shape.Of([.. labels.Select(label => sizes[label])]);

    /// <summary>The axes with those that an ellipsis stands for, named by digits from the last one on so that operands meet.</summary>
    private string Expand(string labels, Shape? shape)
    {
        if (!labels.All(label => char.IsAsciiLetter(label) || label == '.')) throw Invalid("axes are letters");
        if (!labels.Contains('.')) return labels;
        var parts = labels.Split("...");
        if (parts.Length != 2 || labels.Count(label => label == '.') != 3) throw Invalid("an ellipsis is three points, once in an operand");
        var count = shape is null
            ? a.Concat(b).Where(char.IsAsciiDigit).Distinct().Count()
            : shape.Rank - parts[0].Length - parts[1].Length;
        if (count is < 0 or > 10) throw Invalid($"it does not fit the operand's shape {shape}");
        return parts[0] + string.Concat(Enumerable.Range(0, count).Reverse()) + parts[1];
    }

    private void Measure(string labels, Shape shape)
    {
        if (labels.Length != shape.Rank) throw Invalid($"\"{labels}\" does not fit the operand's shape {shape}");
        for (var axis = 0; axis < labels.Length; axis++)
            if (!sizes.TryAdd(labels[axis], shape.Dims[axis]) && sizes[labels[axis]] != shape.Dims[axis])
                throw Invalid($"the operands differ in the size of axis '{labels[axis]}': {sizes[labels[axis]]} and {shape.Dims[axis]}");
    }

    private ValueError Invalid(string reason) => new($"The einsum \"{equation}\" cannot be computed: {reason}.", nameof(equation));
}
