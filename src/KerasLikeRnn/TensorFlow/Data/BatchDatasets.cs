namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>Several elements stacked to one.</summary>
internal class BatchDataset : UnaryDataset
{
    private readonly int batchSize;
    private readonly bool dropsRemainder;

    public BatchDataset(Dataset input, long batchSize, bool dropsRemainder) : base(input)
    {
        if (batchSize <= 0) throw new ValueError("Batch size must be greater than zero.", "batch_size");
        (this.batchSize, this.dropsRemainder) = (checked((int)batchSize), dropsRemainder);
    }

    /// <summary>The size of all batches, null where the last may be smaller.</summary>
    protected int? KnownSize => dropsRemainder ? batchSize : null;

    internal override ElementSpec Spec => Input.Spec.Map(part => part.Batched(KnownSize));

    internal override long Cardinality => Input.Cardinality is var count and > 0
        ? dropsRemainder ? count / batchSize : (count + batchSize - 1) / batchSize
        : Input.Cardinality;

    protected override IEnumerator<Element> Run(IEnumerator<Element> input)
    {
        using var elements = input;
        var batch = new List<Element>();
        var hasEnded = false;
        while (!hasEnded)
        {
            batch.Clear();
            while (batch.Count < batchSize && !(hasEnded = !elements.MoveNext())) batch.Add(elements.Current);
            if (batch.Count > 0 && !(hasEnded && dropsRemainder)) yield return Join(batch);
        }
    }

    /// <summary>Makes one element of them.</summary>
    protected virtual Element Join(List<Element> elements) => Batches.Of(elements);
}

/// <summary>Several elements of different sizes, made equally large, stacked to one.</summary>
internal sealed class PaddedBatchDataset : BatchDataset
{
    private readonly Shape?[] shapes;
    private readonly Tensor?[] values;

    public PaddedBatchDataset(Dataset input, long batchSize, IReadOnlyList<Shape?>? shapes, Element? values, bool dropsRemainder)
        : base(input, batchSize, dropsRemainder)
    {
        var parts = input.Spec.Parts;
        if (shapes is not null && shapes.Count != parts.Length)
            throw new ValueError(
                $"`padded_shapes` has one shape for each part of the elements, {parts.Length}: [[null], []]. Received: {shapes.Count}",
                "padded_shapes");
        if (values is not null && values.Parts.Length is var given && given != 1 && given != parts.Length)
            throw new ValueError(
                $"`padding_values` has one value for each part of the elements, {parts.Length}. Received: {given}", "padding_values");
        this.shapes = [.. parts.Select((part, i) => shapes?[i] ?? part.Shape)];
        this.values = [.. parts.Select((_, i) => values?.Parts[values.Parts.Length == 1 ? 0 : i])];
    }

    internal override ElementSpec Spec
    {
        get
        {
            var batched = base.Spec;
            var parts = batched.Parts.Select((part, i) => shapes[i] is { } shape
                ? part with { Shape = new Shape(KnownSize).Concat(shape) }
                : part);
            return new(batched.Structure, [.. parts]);
        }
    }

    protected override Element Join(List<Element> elements)
    {
        var parts = new Tensor[elements[0].Parts.Length];
        for (var i = 0; i < parts.Length; i++) parts[i] = Padded([.. elements.Select(element => element.Parts[i])], i);
        return elements[0].With(parts);
    }

    private Tensor Padded(Tensor[] parts, int component)
    {
        var sizes = SizesOf(parts, component);
        var dtype = parts[0].DType;
        var arrays = Array.ConvertAll(parts, part => part.ToArray());
        var elements = Array.CreateInstanceFromArrayType(arrays[0].GetType(), checked(parts.Length * (int)sizes.Length));
        var padding = values[component] is { } value
            ? (value.DType == dtype ? value : Ops.Cast(value, dtype)).ToArray().GetValue(0)
            : dtype == DType.String ? "" : null;
        if (padding is not null)
            for (var i = 0; i < elements.Length; i++) elements.SetValue(padding, i);
        for (var i = 0; i < parts.Length; i++) Copy(arrays[i], parts[i].Shape.Dims, 0, elements, sizes.Dims, i * (int)sizes.Length);
        return Batches.FromArray(elements, Shape.Of(parts.Length).Concat(sizes), dtype);
    }

    private Shape SizesOf(Tensor[] parts, int component)
    {
        var wanted = shapes[component];
        var sizes = new int[parts[0].Rank];
        foreach (var part in parts)
        {
            if (part.Rank != sizes.Length || (wanted is not null && wanted.Rank != sizes.Length))
                throw new ValueError(
                    "All elements in a batch must have the same rank as the padded shape for component"
                    + $"{component}: expected rank {wanted?.Rank ?? sizes.Length} but got element with rank {part.Rank}");
            for (var i = 0; i < sizes.Length; i++)
            {
                var most = wanted is not null && wanted.Dims[i] != Shape.Unknown ? wanted.Dims[i] : int.MaxValue;
                if (part.Shape.Dims[i] > most)
                    throw new ValueError(
                        "Attempted to pad to a smaller size than the input element.");
                sizes[i] = Math.Max(sizes[i], most == int.MaxValue ? part.Shape.Dims[i] : most);
            }
        }
        return Shape.Of(sizes);
    }

    // Rows of the last axis are copied whole.
    private static void Copy(Array from, ReadOnlySpan<int> own, int start, Array to, ReadOnlySpan<int> sizes, int target)
    {
        if (own.Length <= 1)
        {
            Array.Copy(from, start, to, target, own.Length == 0 ? 1 : own[0]);
            return;
        }
        var (width, room) = (Product(own[1..]), Product(sizes[1..]));
        for (var i = 0; i < own[0]; i++) Copy(from, own[1..], start + i * width, to, sizes[1..], target + i * room);
    }

    private static int Product(ReadOnlySpan<int> sizes)
    {
        var product = 1;
        foreach (var size in sizes) product *= size;
        return product;
    }
}

/// <summary>The rows of the elements.</summary>
internal sealed class UnbatchDataset(Dataset input) : UnaryDataset(input)
{
    internal override string Name => "_UnbatchDataset";

    internal override ElementSpec Spec => Input.Spec.Map(part => part.Unbatched());

    internal override long Cardinality => Input.Cardinality is 0 or Infinite ? Input.Cardinality : Unknown;

    protected override IEnumerator<Element> Run(IEnumerator<Element> input)
    {
        using var elements = input;
        while (elements.MoveNextToKeep())
        {
            using var rows = new TensorSliceDataset(elements.Current).Begin();
            while (rows.MoveNext()) yield return rows.Current;
        }
    }
}

/// <summary>Windows of elements, each a dataset.</summary>
internal sealed class WindowDataset(Dataset input, long size, long shift, long stride, bool dropsRemainder) : UnaryDataset(input)
{
    private readonly long reach = (size - 1) * stride + 1;

    internal override ElementSpec Spec => Input.Spec.Map(part => new PartSpec(Shape.Scalar, part.DType, ElementSpec.Of(part)));

    internal override long Cardinality => Input.Cardinality is var count and > 0
        ? dropsRemainder ? Math.Max(0, (count - reach) / shift + (count >= reach ? 1 : 0)) : (count + shift - 1) / shift
        : Input.Cardinality;

    protected override IEnumerator<Element> Run(IEnumerator<Element> input)
    {
        using var elements = input;
        var ahead = new List<Element>();
        var toSkip = 0L;
        var hasEnded = false;
        while (true)
        {
            while (!hasEnded && (toSkip > 0 || ahead.Count < reach))
            {
                if (hasEnded = !elements.MoveNextToKeep()) break;
                if (toSkip > 0) toSkip--;
                else ahead.Add(elements.Current);
            }
            if (ahead.Count == 0 || (dropsRemainder && ahead.Count < reach)) yield break;
            yield return Window(ahead);
            toSkip = Math.Max(0, shift - ahead.Count);
            ahead.RemoveRange(0, (int)Math.Min(shift, ahead.Count));
        }
    }

    private Element Window(List<Element> ahead)
    {
        var window = new List<Element>();
        for (var i = 0L; i < reach && i < ahead.Count; i += stride) window.Add(ahead[(int)i]);
        var structure = window[0].Structure;
        return new(structure, [.. Enumerable.Range(0, structure.Count).Select(i => new DatasetTensor(
            new ListDataset(window.ConvertAll(element => Element.Of(element.Parts[i])), ElementSpec.Of(Input.Spec.Parts[i]))))]);
    }
}
