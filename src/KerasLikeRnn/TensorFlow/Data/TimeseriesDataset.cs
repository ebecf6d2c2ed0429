namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>Datasets of windows of a series.</summary>
public static class TimeseriesDataset
{
    /// <summary>Windows of a series, and the target that stands where each of them begins.</summary>
    /// <param name="data">The series: the first axis is time.</param>
    /// <param name="targets">The target of the window that begins at each step, so that for the value after a window of 10 they are
    /// <c>data["10:"]</c>; null: windows alone.</param>
    /// <param name="sequence_length">Time steps of a window.</param>
    /// <param name="sequence_stride">How far a window begins behind the last one.</param>
    /// <param name="sampling_rate">How far the steps of a window are apart.</param>
    /// <param name="batch_size">Windows of a batch; null: they are not batched.</param>
    /// <param name="shuffle">Whether windows are shuffled, all of them once, and again near each other for each epoch.</param>
    /// <param name="seed">A seed for both; null: drawn from <c>np.random</c>.</param>
    /// <param name="start_index">The first step that is used; null: the first there is.</param>
    /// <param name="end_index">The step behind the last one that is used; null: all there are.</param>
    /// <returns>A dataset of (batch, sequence_length, ...), or of pairs of these and the targets (batch, ...).</returns>
    /// <exception cref="ValueError">An argument is out of range; or, when it is met, there is no target for a window.</exception>
    [KerasExport("keras.utils.timeseries_dataset_from_array", "keras.preprocessing.timeseries_dataset_from_array")]
    public static Dataset timeseries_dataset_from_array(
        Element data, Element? targets, int sequence_length, int sequence_stride = 1, int sampling_rate = 1, int? batch_size = 128,
        bool shuffle = false, int? seed = null, int? start_index = null, int? end_index = null)
    {
        var series = Source(Required.NotNull(data), nameof(data));
        var wanted = targets is null ? null : Source(targets, nameof(targets));
        var length = series.Shape.Dims[0];
        if (sequence_length <= 0)
            throw new ValueError(Invariant($"`sequence_length` must be higher than 0. Received: sequence_length={sequence_length}"));
        CheckRange(start_index, end_index, length);
        CheckStep(sampling_rate, nameof(sampling_rate), length);
        CheckStep(sequence_stride, nameof(sequence_stride), length);
        if (batch_size <= 0) throw new ValueError("Batch size must be greater than zero.", nameof(batch_size));
        var (first, end) = (start_index ?? 0, end_index ?? length);
        var count = end - first - (long)sequence_length * sampling_rate + 1;
        if (wanted is not null) count = Math.Min(count, wanted.Shape.Dims[0]);
        var starts = new List<int>();
        for (var start = 0L; start < count; start += sequence_stride) starts.Add((int)start);
        int[] positions = [.. starts];
        var drawn = 0;
        if (shuffle)
        {
            drawn = seed ?? (int)np.random.randint(0, 1_000_000);
            if (drawn < 0) throw new ValueError("Seed must be between 0 and 2**32 - 1", nameof(seed));
            new NumpyRandom((uint)drawn).Shuffle(positions.AsSpan());
        }
        Dataset dataset = new WindowsOfSeries(series, wanted, positions, first, end, sequence_length, sampling_rate);
        dataset = dataset.prefetch(-1);
        if (shuffle) dataset = dataset.shuffle(batch_size * 8L ?? 1024, drawn);
        return batch_size is { } size ? dataset.batch(size) : dataset;
    }

    private static RowSource Source(Element array, string name) => RowSource.Of(array.Single) is var source && source.Shape.Rank > 0
        ? source
        : throw new ValueError($"{name} must have at least one axis, which is time.", name);

    // A 0 counts as nothing given, as in Keras.
    private static void CheckRange(int? start, int? end, int length)
    {
        if (start < 0) throw new ValueError(Invariant($"`start_index` must be 0 or greater. Received: start_index={start}"));
        if (start > 0 && start >= length)
            throw new ValueError(
                Invariant($"`start_index` must be lower than the length of the data. Received: start_index={start}, ")
                + Invariant($"for data of length {length}"));
        if (end is null or 0) return;
        if (start > 0 && end <= start)
            throw new ValueError(
                Invariant($"`end_index` must be higher than `start_index`. Received: start_index={start}, and end_index={end} "));
        if (end >= length)
            throw new ValueError(
                Invariant($"`end_index` must be lower than the length of the data. Received: end_index={end}, ")
                + Invariant($"for data of length {length}"));
        if (end <= 0) throw new ValueError(Invariant($"`end_index` must be higher than 0. Received: end_index={end}"));
    }

    private static void CheckStep(int step, string name, int length)
    {
        if (step <= 0) throw new ValueError(Invariant($"`{name}` must be higher than 0. Received: {name}={step}"), name);
        if (step >= length)
            throw new ValueError(
                Invariant($"`{name}` must be lower than the length of the data. Received: {name}={step}, for data of length {length}"),
                name);
    }
}

/// <summary>Windows that begin at given steps of a series, behind its first one in use, and their targets.</summary>
internal sealed class WindowsOfSeries(
    RowSource series, RowSource? targets, int[] positions, int first, int end, int length, int rate) : Dataset
{
    private Shape? Steps => new Shape((int?)null).Concat(series.RowShape);

    internal override ElementSpec Spec => targets is null
        ? ElementSpec.Of(new PartSpec(Steps, series.DType))
        : ElementSpec.Tuple(
            ElementSpec.Of(new PartSpec(Steps, series.DType)), ElementSpec.Of(new PartSpec(targets.RowShape, targets.DType)));

    internal override long Cardinality => positions.Length;

    internal override IEnumerator<Element> Begin()
    {
        foreach (var position in positions)
        {
            var window = Element.Of(series.Rows(Enumerable.Range(0, length).Select(step => first + position + step * rate).ToArray()));
            yield return targets is null ? window : Element.Tuple(window, Element.Of(new Row(targets, TargetOf(position))));
        }
    }

    private int TargetOf(int position)
    {
        var count = Math.Max(0, Math.Min(end, targets!.Shape.Dims[0]) - first);
        return position < count ? first + position : throw new ValueError(
            Invariant($"There is no target for the window at {position}: of the targets from start_index={first} on there are {count}."),
            "targets");
    }
}
