namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>Elements stacked to a batch.</summary>
internal static class Batches
{
    /// <summary>One element of several, each part with a new first axis.</summary>
    /// <exception cref="ValueError">Their shapes differ.</exception>
    public static Element Of(IReadOnlyList<Element> elements)
    {
        if (RowsOf(elements) is { } batch) return batch;
        var parts = new Tensor[elements[0].Parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var part = new Tensor[elements.Count];
            for (var j = 0; j < part.Length; j++) part[j] = elements[j].Parts[i];
            parts[i] = Stack(part, i);
        }
        return elements[0].With(parts);
    }

    /// <summary>Tensors of one shape stacked.</summary>
    /// <param name="parts">The tensors.</param>
    /// <param name="component">Which part of the elements they are.</param>
    public static Tensor Stack(Tensor[] parts, int component)
    {
        for (var i = 1; i < parts.Length; i++)
            if (parts[i].Shape != parts[0].Shape)
                throw new ValueError(
                    $"Cannot batch tensors with different shapes in component {component}. First element had shape "
                    + $"{Sizes(parts[0].Shape)} and element {i} had shape {Sizes(parts[i].Shape)}.");
        if (parts[0] is DatasetTensor)
            throw new TypeError("Batching of datasets is not supported. Make tensors of the windows first, as by flat_map.");
        if (RowsOf(parts) is { } rows) return rows;
        return parts[0].DType == DType.String
            ? StringTensors.From(
                parts.SelectMany(part => part.Strings().ToArray()).ToArray(), Shape.Of(parts.Length).Concat(parts[0].Shape))
            : Ops.Stack(parts, 0);
    }

    /// <summary>An array of a tensor's elements as a tensor.</summary>
    public static Tensor FromArray(Array elements, Shape shape, DType dtype) => dtype switch
    {
        DType.Float32 => Tensor.From<float>((float[])elements, shape),
        DType.Float64 => Tensor.From<double>((double[])elements, shape),
        DType.Int32 => Tensor.From<int>((int[])elements, shape),
        DType.Int64 => Tensor.From<long>((long[])elements, shape),
        DType.Float16 => Tensor.From<Half>((Half[])elements, shape),
        DType.BFloat16 => Tensor.From<BFloat16>((BFloat16[])elements, shape),
        DType.String => StringTensors.From((string[])elements, shape),
        _ => Tensor.From<bool>((bool[])elements, shape),
    };

    /// <summary>TensorFlow's text of a shape.</summary>
    public static string Sizes(Shape shape) => $"[{string.Join(",", shape.Select(size => Invariant($"{size ?? -1}")))}]";

    // Rows of the same arrays are read at once.
    private static Element? RowsOf(IReadOnlyList<Element> elements)
    {
        if (elements[0].Slices is not { } slices) return null;
        var rows = new int[elements.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            if (elements[i].Slices != slices) return null;
            rows[i] = elements[i].Row;
        }
        return slices.Batch(rows);
    }

    private static Tensor? RowsOf(Tensor[] parts)
    {
        if (parts[0] is not Row { Source: var source }) return null;
        var rows = new int[parts.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            if (parts[i] is not Row row || row.Source != source) return null;
            rows[i] = row.Index;
        }
        return source.Rows(rows);
    }
}
