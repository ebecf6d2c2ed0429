namespace KerasLikeRnn.Models;

/// <summary>
/// Cuts arrays into batches: a permutation of all samples for each pass, the incomplete batch last. Passes follow each
/// other in one stream, so that an epoch of fewer steps goes on where the last one stopped.
/// </summary>
internal sealed class ArrayBatches : BatchSource
{
    private readonly DataLike x;
    private readonly DataLike? y;
    private readonly DataLike? sampleWeight;
    private readonly Func<int[]> nextOrder;
    private readonly int count;
    private readonly int batchSize;
    private readonly int passes;
    private int[] order = [];
    private int position;
    private int pass;

    /// <param name="x">Arrays of inputs.</param>
    /// <param name="y">Targets, or null.</param>
    /// <param name="sampleWeight">Weights, or null.</param>
    /// <param name="batchSize">Samples of a batch; null: 32, or what the steps ask for.</param>
    /// <param name="steps">Batches of an epoch; null: all.</param>
    /// <param name="passes">How often the data are gone through at the most.</param>
    /// <param name="shuffle">Whether the samples are shuffled before each pass; not by default.</param>
    public ArrayBatches(
        DataLike x, DataLike? y, DataLike? sampleWeight, int? batchSize, int? steps, int passes = 1, ShuffleLike? shuffle = null)
        : base(steps)
    {
        CheckSizes(Required.NotNull(x), y, sampleWeight);
        (this.x, this.y, this.sampleWeight, this.passes) = (x, y, sampleWeight, passes);
        count = x.Samples;
        if (batchSize <= 0) throw new ValueError($"batch_size must be positive. Received: {batchSize}", nameof(batchSize));
        this.batchSize = batchSize ?? (steps is { } given ? Quotient(given) : 32);
        StepsOfData = Quotient(Math.Max(this.batchSize, 1));
        nextOrder = BatchOrder.Of(shuffle ?? false, count, this.batchSize) ?? (() => Enumerable.Range(0, count).ToArray());
        Shapes = new(ShapesOf(x), ShapesOf(y), ShapesOf(sampleWeight));

        int Quotient(int divisor) => (int)(((long)count + divisor - 1) / divisor);
    }

    /// <inheritdoc/>
    public override StepShapes Shapes { get; }

    /// <inheritdoc/>
    protected override int? StepsOfData { get; }

    /// <inheritdoc/>
    public override void Begin() => (order, position, pass) = ([], 0, 0);

    /// <inheritdoc/>
    public override StepData? Next() =>
        NextRows() is { } rows ? new(x.Rows(rows), y?.Rows(rows), sampleWeight?.Rows(rows)) : null;

    /// <inheritdoc/>
    public override bool Skip() => NextRows() is not null;

    private ReadOnlyMemory<int>? NextRows()
    {
        if (position == order.Length)
        {
            if (pass == passes || count == 0) return null;
            pass++;
            order = nextOrder();
            position = 0;
        }
        var rows = order.AsMemory(position, Math.Min(batchSize, order.Length - position));
        position += rows.Length;
        return rows;
    }

    /// <summary>The axis of the samples is known where all batches are of one size.</summary>
    private Shape[] ShapesOf(DataLike? data) => data is null ? []
        : [.. data.Arrays.Select(array => array.Shape.With(0, count > 0 && count % batchSize == 0 ? batchSize : Shape.Unknown))];

    /// <exception cref="ValueError">The arrays differ in their number of samples; the message is Keras's.</exception>
    private static void CheckSizes(DataLike x, DataLike? y, DataLike? sampleWeight)
    {
        var given = new[] { ("x", x), ("y", y), ("sample_weight", sampleWeight) }.Where(pair => pair.Item2 is not null)
            .Select(pair => (Name: pair.Item1, Sizes: pair.Item2!.Arrays.Select(array => array.Samples).ToArray())).ToArray();
        if (given.SelectMany(data => data.Sizes).Distinct().Count() == 1) return;
        throw new ValueError(
            "Data cardinality is ambiguous:\n"
            + string.Concat(given.Select(
                data =>
                    $"  {data.Name} sizes: {string.Join(", ", data.Sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)))}\n"))
            + "Make sure all arrays contain the same number of samples.");
    }
}
