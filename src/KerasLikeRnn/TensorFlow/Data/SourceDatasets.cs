namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>Whole numbers by equal steps.</summary>
internal sealed class RangeDataset(long start, long stop, long step, DType dtype) : Dataset
{
    internal override ElementSpec Spec => ElementSpec.Of(new PartSpec(Shape.Scalar, dtype));

    internal override long Cardinality => Math.Max(0, step > 0 ? (stop - start + step - 1) / step : (start - stop - step - 1) / -step);

    internal override IEnumerator<Element> Begin()
    {
        var count = Cardinality;
        for (var i = 0L; i < count; i++)
        {
            var number = Tensor.Scalar(start + i * step);
            yield return Element.Of(dtype == DType.Int64 ? number : Ops.Cast(number, dtype));
        }
    }
}

/// <summary>One element.</summary>
internal sealed class TensorDataset(Element element) : Dataset
{
    internal override ElementSpec Spec => ElementSpec.Of(element);

    internal override long Cardinality => 1;

    internal override IEnumerator<Element> Begin()
    {
        yield return element;
    }
}

/// <summary>The rows of arrays.</summary>
internal sealed class TensorSliceDataset : Dataset
{
    private readonly RowSource[] sources;
    private readonly int count;

    public TensorSliceDataset(Element tensors)
    {
        Structure = tensors.Structure;
        sources = Array.ConvertAll(tensors.Parts, RowSource.Of);
        if (sources.Length == 0) throw new ValueError("Invalid `element`. `element` should not be empty.", nameof(tensors));
        if (Array.Exists(sources, source => source.Shape.Rank == 0))
            throw new ValueError("Unbatching a tensor is only supported for rank >= 1", nameof(tensors));
        count = sources[0].Shape.Dims[0];
        if (Array.Find(sources, source => source.Shape.Dims[0] != count) is { } other)
            throw new ValueError($"Dimensions {count} and {other.Shape.Dims[0]} are not compatible", nameof(tensors));
    }

    /// <summary>How the arrays are nested.</summary>
    public Structure Structure { get; }

    internal override ElementSpec Spec => new(Structure, Array.ConvertAll(sources, source => new PartSpec(source.RowShape, source.DType)));

    internal override long Cardinality => count;

    internal override IEnumerator<Element> Begin()
    {
        for (var i = 0; i < count; i++) yield return new(this, i);
    }

    /// <summary>The tensors of a row, each read when it is needed.</summary>
    public Tensor[] PartsOf(int row) => Array.ConvertAll(sources, Tensor (source) => new Row(source, row));

    /// <summary>Rows as a batch.</summary>
    public Element Batch(int[] rows) => new(Structure, Array.ConvertAll(sources, source => source.Rows(rows)));
}

/// <summary>What a function of the user's gives, each time anew. In TensorFlow it is a flat_map over one generator.</summary>
internal sealed class GeneratorDataset(Func<IEnumerable> generator, ElementSpec spec) : Dataset
{
    internal override string Name => "FlatMapDataset";

    internal override ElementSpec Spec => spec;

    internal override long Cardinality => Unknown;

    internal override IEnumerator<Element> Begin()
    {
        var items = Required.NotNull(generator()).GetEnumerator();
        try
        {
            while (Next(items) is { } element) yield return element;
        }
        finally
        {
            (items as IDisposable)?.Dispose();
        }
    }

    // What the user's code makes and keeps lasts longer than a batch.
    private Element? Next(IEnumerator items)
    {
        using var nobodys = MemoryScope.In(null);
        return items.MoveNext() ? Checked(items.Current) : null;
    }

    private Element Checked(object? value)
    {
        Element element;
        try
        {
            element = Element.FromObject(value) ?? throw Mismatch(value);
        }
        catch (TypeError)
        {
            throw Mismatch(value);
        }
        if (!element.Structure.Equals(spec.Structure)) throw Mismatch(value);
        return new(spec.Structure, [.. element.Parts.Zip(spec.Parts, (part, expected) => Checked(part, expected, value))]);
    }

    private Tensor Checked(Tensor part, PartSpec expected, object? value)
    {
        if ((part.DType == DType.String) != (expected.DType == DType.String)) throw Mismatch(value);
        if (expected.Shape is { } shape && !(shape.Rank == part.Rank && shape.IsCompatibleWith(part.Shape)))
            throw new TypeError($"`generator` yielded an element of shape {part.Shape} where an element of shape {shape} was expected.");
        // The generator may write into the same array again.
        _ = part.Storage;
        return part.DType == expected.DType ? part : Ops.Cast(part, expected.DType);
    }

    private TypeError Mismatch(object? value) => new(
        "`generator` yielded an element that did not match the expected structure. The expected structure was "
        + $"{spec}, but the yielded element was {PythonText.Str(value)}.");
}

/// <summary>Elements that are there.</summary>
internal sealed class ListDataset(IReadOnlyList<Element> elements, ElementSpec spec) : Dataset
{
    internal override string Name => "_VariantDataset";

    internal override ElementSpec Spec => spec;

    internal override long Cardinality => elements.Count;

    internal override IEnumerator<Element> Begin() => elements.Select(element => element.Again()).GetEnumerator();
}
