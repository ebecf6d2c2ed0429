namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>The first elements.</summary>
internal sealed class TakeDataset(Dataset input, long count) : UnaryDataset(input)
{
    internal override long Cardinality => (Input.Cardinality, count) switch
    {
        (_, 0) => 0,
        (var all, < 0) => all,
        (Infinite, _) => count,
        (Unknown, _) => Unknown,
        var (all, _) => Math.Min(all, count),
    };

    protected override IEnumerator<Element> Run(IEnumerator<Element> input)
    {
        using var elements = input;
        for (var i = 0L; (count < 0 || i < count) && elements.MoveNext(); i++) yield return elements.Current;
    }
}

/// <summary>All but the first elements.</summary>
internal sealed class SkipDataset(Dataset input, long count) : UnaryDataset(input)
{
    internal override long Cardinality => (Input.Cardinality, count) switch
    {
        (_, < 0) => 0,
        (< 0 and var kind, _) => kind,
        var (all, _) => Math.Max(0, all - count),
    };

    protected override IEnumerator<Element> Run(IEnumerator<Element> input)
    {
        using var elements = input;
        if (count < 0) yield break;
        for (var i = 0L; i < count; i++)
            if (!elements.MoveNext()) yield break;
        while (elements.MoveNext()) yield return elements.Current;
    }
}

/// <summary>Every n-th element.</summary>
internal sealed class ShardDataset(Dataset input, long shards, long index) : UnaryDataset(input)
{
    internal override long Cardinality =>
        Input.Cardinality is >= 0 and var all ? all / shards + (index < all % shards ? 1 : 0) : Input.Cardinality;

    protected override IEnumerator<Element> Run(IEnumerator<Element> input)
    {
        using var elements = input;
        for (var i = 0L; elements.MoveNext(); i++)
            if (i % shards == index) yield return elements.Current;
    }
}

/// <summary>The elements, which stay in memory once all of them have been gone through.</summary>
internal sealed class CacheDataset(Dataset input) : UnaryDataset(input)
{
    private List<Element>? known;

    internal override IEnumerator<Element> Begin() => known is { } all ? Again(all) : Run(Input.Begin());

    protected override IEnumerator<Element> Run(IEnumerator<Element> input)
    {
        using var elements = input;
        var all = new List<Element>();
        while (elements.MoveNextToKeep())
        {
            all.Add(elements.Current.Again());
            if (all.Count == Input.Cardinality) known = all;
            yield return elements.Current;
        }
        known = all;
    }

    private static IEnumerator<Element> Again(List<Element> all) => all.Select(element => element.Again()).GetEnumerator();
}

/// <summary>Elements of several datasets side by side, until one of them ends.</summary>
internal sealed class ZipDataset(Structure structure, Dataset[] inputs) : Dataset
{
    internal override IEnumerable<Dataset> Inputs => inputs;

    internal override ElementSpec Spec =>
        new(Nested(input => inputs[input].Spec.Structure), [.. inputs.SelectMany(input => input.Spec.Parts)]);

    internal override long Cardinality
    {
        get
        {
            var counts = inputs.Select(input => input.Cardinality).ToArray();
            return counts.Contains(Unknown) ? Unknown
                : counts.Where(count => count != Infinite).DefaultIfEmpty(Infinite).Min();
        }
    }

    internal override IEnumerator<Element> Begin() => Run(Array.ConvertAll(inputs, input => input.Begin()));

    private IEnumerator<Element> Run(IEnumerator<Element>[] all)
    {
        try
        {
            while (Array.TrueForAll(all, elements => elements.MoveNext()))
                yield return new(Nested(input => all[input].Current.Structure), [.. all.SelectMany(elements => elements.Current.Parts)]);
        }
        finally
        {
            foreach (var elements in all) elements.Dispose();
        }
    }

    private Structure Nested(Func<int, Structure> of)
    {
        var next = 0;
        return Nest(structure);

        Structure Nest(Structure place) => place.IsSingle ? of(next++)
            : place.Names is { } names ? Structure.Dictionary(names, [.. place.Inner.Select(Nest)])
            : Structure.Tuple([.. place.Inner.Select(Nest)]);
    }
}

/// <summary>The elements of one dataset, then those of another.</summary>
internal sealed class ConcatenateDataset : UnaryDataset
{
    private readonly Dataset next;

    public ConcatenateDataset(Dataset input, Dataset next) : base(input)
    {
        this.next = next;
        var (a, b) = (input.Spec, next.Spec);
        var areKnown = a.Parts.Concat(b.Parts).All(part => part.Shape is not null);
        if (areKnown && (!a.Structure.Equals(b.Structure) || a.Parts.Zip(b.Parts).Any(pair => pair.First.DType != pair.Second.DType)))
            throw new TypeError($"Incompatible dataset elements:\n  {a} vs.   {b}");
    }

    internal override IEnumerable<Dataset> Inputs => [Input, next];

    internal override ElementSpec Spec => Input.Spec.Structure.Equals(next.Spec.Structure)
        ? new(Input.Spec.Structure, [.. Input.Spec.Parts.Zip(next.Spec.Parts, (a, b) => a.Or(b))])
        : Input.Spec;

    internal override long Cardinality => (Input.Cardinality, next.Cardinality) switch
    {
        (Infinite, _) or (_, Infinite) => Infinite,
        (Unknown, _) or (_, Unknown) => Unknown,
        var (a, b) => a + b,
    };

    protected override IEnumerator<Element> Run(IEnumerator<Element> input)
    {
        using (input)
            while (input.MoveNext()) yield return input.Current;
        using var others = next.Begin();
        while (others.MoveNext()) yield return others.Current;
    }
}
