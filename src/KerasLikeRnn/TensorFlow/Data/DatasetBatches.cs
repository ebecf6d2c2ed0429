using KerasLikeRnn.Models;

namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>The batches of a dataset. Each epoch begins it anew, unless the caller wants other steps than it has.</summary>
internal sealed class DatasetBatches : BatchSource
{
    private readonly Dataset dataset;
    private readonly bool beginsAnew;
    private IEnumerator<Element>? elements;
    private readonly ShuffleDataset[] shuffles;
    private readonly long[] begun;
    private StepShapes? shapes;

    /// <param name="dataset">Its elements are batches: x, (x, y) or (x, y, sample weights).</param>
    /// <param name="steps">Batches of an epoch; null: all.</param>
    public DatasetBatches(Dataset dataset, int? steps) : base(steps)
    {
        this.dataset = dataset;
        beginsAnew = steps is null || steps == dataset.Cardinality;
        shuffles = [.. Shuffles(dataset).Distinct()];
        begun = Array.ConvertAll(shuffles, shuffle => shuffle.Begun);
        shapes = KnownShapes();
    }

    /// <inheritdoc/>
    public override StepShapes Shapes => shapes ?? new([[null]], [], []);

    /// <inheritdoc/>
    protected override int? StepsOfData => dataset.Cardinality is >= 0 and var count ? checked((int)count) : null;

    /// <inheritdoc/>
    public override void Begin()
    {
        elements?.Dispose();
        elements = dataset.Begin();
        if (!beginsAnew) return;
        // As in Keras, which begins the dataset once for the run and once more for its first epoch: seen in the orders of a shuffle.
        elements.Dispose();
        elements = null;
    }

    /// <inheritdoc/>
    public override StepData? Next()
    {
        elements ??= dataset.Begin();
        if (!elements.MoveNext()) return null;
        var batch = Unpacked(elements.Current);
        shapes ??= new(Open(batch.X), Open(batch.Y), Open(batch.SampleWeight));
        return batch;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd()
    {
        if (!beginsAnew) return;
        elements?.Dispose();
        elements = null;
    }

    /// <summary>The orders that come follow from how often the datasets had been gone through before the run.</summary>
    public override void Keep(BackupState state)
    {
        var kept = state.Keep(nameof(begun), begun);
        if (!state.is_restoring) return;
        foreach (var (shuffle, times) in shuffles.Zip(kept)) shuffle.Begun = times;
        kept.AsSpan(0, Math.Min(kept.Length, begun.Length)).CopyTo(begun);
    }

    /// <inheritdoc/>
    public override bool RunsAhead => true;

    private static IEnumerable<ShuffleDataset> Shuffles(Dataset dataset) =>
        dataset.Inputs.SelectMany(Shuffles).Concat(dataset is ShuffleDataset shuffle ? [shuffle] : []);

    /// <inheritdoc/>
    public override void End() => elements?.Dispose();

    private static StepData Unpacked(Element element)
    {
        if (element.Structure.IsSingle || element.Structure.Names is not null) return new(Floating(element), null, null);
        if (element.Count is 0 or > 3)
            throw new ValueError(
                $"Data is expected to be in format `x`, `(x,)`, `(x, y)`, or `(x, y, sample_weight)`, found: {element}");
        return new(Floating(element[0]), element.Count > 1 ? Floating(element[1]) : null, element.Count > 2 ? Floating(element[2]) : null);
    }

    // Fractions in the type that the model computes in.
    private static Tensors Floating(Element element) => element.ToTensors().Map(tensor =>
        tensor.DType.IsFloating() && tensor.DType != BackendConfig.Floating ? Ops.Cast(tensor, BackendConfig.Floating) : tensor);

    private static Shape[] Open(Tensors? tensors) =>
        [.. (tensors ?? []).Select(tensor => tensor.Rank == 0 ? tensor.Shape : tensor.Shape.With(0, Shape.Unknown))];

    private StepShapes? KnownShapes()
    {
        var spec = dataset.Spec;
        if (Array.Exists(spec.Parts, part => part.Shape is null)) return null;
        var places = spec.Structure.IsSingle || spec.Structure.Names is not null
            ? [spec]
            : Enumerable.Range(0, spec.Structure.Inner.Count).Select(i => spec[i]).ToArray();
        return places.Length is 0 or > 3 ? null : new(Of(0), Of(1), Of(2));

        Shape[] Of(int place) => place < places.Length ? Array.ConvertAll(places[place].Parts, part => part.Shape!) : [];
    }
}
