namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>What a function gives for each element.</summary>
/// <param name="input">The elements.</param>
/// <param name="function">The function.</param>
/// <param name="parallelism">How many calls run side by side; null: one after another, when they are asked for.</param>
/// <param name="known">What it gives, where that is known.</param>
internal sealed class MapDataset(
    Dataset input, Func<Element, Element> function, Parallelism? parallelism, ElementSpec? known = null) : UnaryDataset(input)
{
    private ElementSpec? spec = known;

    internal override string Name => parallelism is null ? nameof(MapDataset) : "ParallelMapDataset";

    internal override ElementSpec Spec => spec ??= Infer();

    protected override IEnumerator<Element> Run(IEnumerator<Element> input) =>
        parallelism is { } calls ? new SideBySide(input, function, calls.Limit) : OneByOne(input);

    private IEnumerator<Element> OneByOne(IEnumerator<Element> input)
    {
        using var elements = input;
        var run = new FunctionRun();
        while (elements.MoveNext()) yield return run.Of(function, elements.Current);
    }

    /// <summary>
    /// The function runs on tensors of which only the shape is known. What it gives stays open where it asks for their numbers, and where
    /// it refuses the sizes that stand in the place of unknown ones; any other error is the function's own.
    /// </summary>
    private ElementSpec Infer()
    {
        if (Array.Exists(Input.Spec.Parts, part => part.Shape is null || part.Dataset is not null || part.DType == DType.String))
            return Open;
        Structure? structure = null;
        try
        {
            var parts = ShapeInference.Of(
                [.. Input.Spec.Parts.Select(part => ShapeInference.PlaceholderOf(part.Shape!, part.DType))], Compute);
            return new(structure!, Array.ConvertAll(parts, part => new PartSpec(part.Shape, part.DType)));
        }
        catch (NumbersWanted)
        {
            return Open;
        }
        catch (ArgumentException) when (Array.Exists(Input.Spec.Parts, part => !part.Shape!.IsFullyDefined))
        {
            return Open;
        }

        IReadOnlyList<Tensor> Compute(Tensor[] tensors)
        {
            try
            {
                var result = function(new(Input.Spec.Structure, tensors));
                structure = result.Structure;
                return result.Parts;
            }
            catch (Exception error) when (Rehearsal.Current is { HasGuessed: true })
            {
                throw new NumbersWanted(error);
            }
        }
    }

    private static ElementSpec Open => ElementSpec.Of(new PartSpec(null, DType.Float32));

    /// <summary>A function needs the numbers of tensors of which only the shape is known.</summary>
    private sealed class NumbersWanted(Exception error) : Exception(error.Message, error);
}

/// <summary>The elements of which a function says so.</summary>
internal sealed class FilterDataset(Dataset input, Func<Element, Element> predicate) : UnaryDataset(input)
{
    internal override long Cardinality => Input.Cardinality is 0 or Infinite ? Input.Cardinality : Unknown;

    protected override IEnumerator<Element> Run(IEnumerator<Element> input)
    {
        using var elements = input;
        var run = new FunctionRun();
        while (elements.MoveNext())
            if (Holds(run, elements.Current)) yield return elements.Current;
    }

    private bool Holds(FunctionRun run, Element element)
    {
        var result = run.Of(predicate, element);
        return result.Structure.IsSingle && result.Parts[0] is { DType: DType.Bool, Rank: 0 } answer
            ? answer.Item() != 0
            : throw new ValueError(
                $"Invalid `predicate`. `predicate` must return a `tf.bool` scalar tensor, but its return type "
                + $"is {ElementSpec.Of(result)}.");
    }
}

/// <summary>The elements of the datasets that a function gives, one dataset after another.</summary>
internal sealed class FlatMapDataset(Dataset input, Func<Element, Dataset> function) : UnaryDataset(input)
{
    private ElementSpec? spec;

    internal override ElementSpec Spec => spec ?? ElementSpec.Of(new PartSpec(null, DType.Float32));

    internal override long Cardinality => Input.Cardinality == 0 ? 0 : Unknown;

    protected override IEnumerator<Element> Run(IEnumerator<Element> input)
    {
        using var elements = input;
        var run = new FunctionRun();
        while (Next(elements, run) is { } dataset)
        {
            spec ??= dataset.Spec;
            using var inner = dataset.Begin();
            while (inner.MoveNext()) yield return inner.Current;
        }
    }

    // The dataset outlasts the batch in which it is made.
    private Dataset? Next(IEnumerator<Element> elements, FunctionRun run)
    {
        using var nobodys = MemoryScope.In(null);
        return elements.MoveNext() ? run.Of(function, elements.Current) : null;
    }
}

/// <summary>The elements of the datasets that a function gives, a block of each of several in turn.</summary>
/// <param name="input">The elements.</param>
/// <param name="function">Gives a dataset for each.</param>
/// <param name="cycle">From how many datasets in turn.</param>
/// <param name="block">How many elements of one at a time.</param>
/// <param name="parallelism">How many of these datasets make their next block ahead, side by side; null: none.</param>
internal sealed class InterleaveDataset(
    Dataset input, Func<Element, Dataset> function, int cycle, int block, Parallelism? parallelism) : UnaryDataset(input)
{
    private readonly int ahead = Math.Min(parallelism?.Limit ?? 1, cycle);
    private ElementSpec? spec;

    internal override string Name => parallelism is null ? nameof(InterleaveDataset) : "ParallelInterleaveDataset";

    internal override ElementSpec Spec => spec ?? ElementSpec.Of(new PartSpec(null, DType.Float32));

    internal override long Cardinality => Input.Cardinality == 0 ? 0 : Unknown;

    protected override IEnumerator<Element> Run(IEnumerator<Element> input)
    {
        using var elements = input;
        var run = new FunctionRun();
        var turns = new IEnumerator<Element>?[cycle];
        var hasEnded = false;
        try
        {
            for (var turn = 0; ; turn = (turn + 1) % cycle)
            {
                // Those whose turn comes next are begun in the same order as if each were begun at its own.
                for (var next = turn; next < turn + ahead; next++)
                {
                    if (turns[next % cycle] is null && !hasEnded) hasEnded = (turns[next % cycle] = Next(elements, run)) is null;
                    (turns[next % cycle] as Prefetching)?.Start();
                }
                if (turns[turn] is not { } inner)
                {
                    if (hasEnded && Array.TrueForAll(turns, one => one is null)) yield break;
                    continue;
                }
                var given = 0;
                for (; given < block && inner.MoveNext(); given++) yield return inner.Current;
                if (given == block) continue;
                inner.Dispose();
                turns[turn] = null;
            }
        }
        finally
        {
            foreach (var inner in turns) inner?.Dispose();
        }
    }

    private IEnumerator<Element>? Next(IEnumerator<Element> elements, FunctionRun run)
    {
        using var nobodys = MemoryScope.In(null);
        if (!elements.MoveNext()) return null;
        var dataset = run.Of(function, elements.Current);
        spec ??= dataset.Spec;
        return parallelism is null ? dataset.Begin() : new Prefetching(dataset.Begin(), block);
    }
}
