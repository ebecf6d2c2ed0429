namespace KerasLikeRnn.NumPy;

/// <summary>An array of strings with a shape: what a tensor of strings is made of.</summary>
internal sealed class StringArray(string[] elements, Shape shape)
{
    /// <summary>Sizes of the axes.</summary>
    public Shape Shape => shape;

    /// <summary>A string[], string[,] and so on, or a rectangular array of string arrays; null when it holds no strings.</summary>
    /// <exception cref="ValueError">The inner arrays differ in length.</exception>
    public static StringArray? TryFrom(Array array)
    {
        if (array is string[] row) return new(row, row.Length);
        if (array.GetType().GetElementType() == typeof(string))
            return new([.. array.Cast<string>()], Enumerable.Range(0, array.Rank).Select(array.GetLength).ToArray());
        if (array is not Array[] { Length: > 0 } parts || parts[0] is null || TryFrom(parts[0]) is not { } first) return null;
        var rest = parts.Skip(1).Select(part => part is null ? null : TryFrom(part)).ToArray();
        if (rest.Any(part => part?.Shape != first.Shape)) throw Arrays.Ragged(array);
        return new([.. rest.Prepend(first).SelectMany(part => part!.Elements)], Shape.Of(parts.Length).Concat(first.Shape));
    }

    /// <summary>All strings as a tensor.</summary>
    public Tensor ToTensor() => StringTensors.From(elements, shape);

    /// <summary>Rows, counted from the first one, one after another, as a tensor.</summary>
    public Tensor Rows(int first, ReadOnlyMemory<int> rows)
    {
        var width = shape.Dims[0] == 0 ? 0 : elements.Length / shape.Dims[0];
        var picked = new List<string>(rows.Length * width);
        foreach (var row in rows.Span) picked.AddRange(elements.AsSpan((first + row) * width, width));
        return StringTensors.From(picked.ToArray(), shape.With(0, rows.Length));
    }

    private string[] Elements => elements;
}
