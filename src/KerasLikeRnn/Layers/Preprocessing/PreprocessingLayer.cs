namespace KerasLikeRnn.Layers;

/// <summary>
/// A layer whose state comes from looking at data before training: <see cref="adapt(Tensors, int?, int?)"/> hands it the data
/// batch by batch. Training does not change it.
/// </summary>
[KerasExport("keras.layers.experimental.preprocessing.PreprocessingLayer")]
public abstract partial class PreprocessingLayer : Layer
{
    private int stepsPerExecution = 1;

    /// <summary>Takes the arguments common to all layers.</summary>
    protected PreprocessingLayer(LayerOptions? options = null) : base(options) { }

    /// <summary>Whether the layer has looked at data.</summary>
    public bool is_adapted { get; private set; }

    /// <summary>Why HDF5 cannot keep what the layer has learnt; null where it can.</summary>
    internal virtual string? UnsavedInHdf5 => null;

    /// <summary>Prepares for <see cref="adapt(Tensors, int?, int?)"/>.</summary>
    /// <param name="run_eagerly">Accepted for ported scripts: operations always run at once.</param>
    /// <param name="steps_per_execution">Number of batches that one call of the adapt function takes; 1 by default.</param>
    /// <exception cref="ValueError">steps_per_execution is not positive.</exception>
    public void compile(bool? run_eagerly = null, int? steps_per_execution = null)
    {
        if (steps_per_execution <= 0)
            throw new ValueError($"steps_per_execution must be positive. Received: {steps_per_execution}", nameof(steps_per_execution));
        stepsPerExecution = steps_per_execution ?? 1;
    }

    /// <summary>Learns the layer's state from data, and forgets what it had learnt before.</summary>
    /// <param name="data">The data, the first axis counting the samples: an array of numbers or strings.</param>
    /// <param name="batch_size">Samples of a batch; 32 by default.</param>
    /// <param name="steps">Batches to look at; all by default.</param>
    /// <exception cref="ValueError">The data do not fit the layer.</exception>
    /// <exception cref="ValueError">The layer was given its state when it was made.</exception>
    public void adapt(Tensors data, int? batch_size = null, int? steps = null)
    {
        Tensor all = data;
        if (all.Rank == 0) throw new ValueError("A single value is no data: its first axis must count the samples.", nameof(data));
        if (batch_size <= 0) throw new ValueError($"batch_size must be positive. Received: {batch_size}", nameof(batch_size));
        if (steps <= 0) throw new ValueError($"steps must be positive. Received: {steps}", nameof(steps));
        if (built) reset_state();
        var size = batch_size ?? (steps is { } given ? (all.Shape.Dims[0] + given - 1) / given : 32);
        var batches = new AdaptBatches(all, Math.Max(size, 1));
        var step = make_adapt_function();
        var wanted = steps ?? batches.Total;
        while (batches.Taken < Math.Min(wanted, batches.Total))
        {
            using var scope = MemoryScope.OfThread();
            step(batches);
        }
        if (wanted > batches.Total) WarnOfTheEnd(wanted);
        finalize_state();
        is_adapted = true;
    }

    /// <inheritdoc cref="adapt(Tensors, int?, int?)"/>
    public void adapt(string[] data, int? batch_size = null, int? steps = null) => adapt((Tensors)data, batch_size, steps);

    /// <summary>The same of the batches of a dataset: <c>layer.adapt(ds.map((x, y) => x))</c>.</summary>
    /// <param name="data">The batches.</param>
    /// <param name="batch_size">Without effect: a dataset has its own.</param>
    /// <param name="steps">Batches to look at; all by default.</param>
    /// <exception cref="ValueError">The data do not fit the layer, or never end and nobody says how many steps.</exception>
    public void adapt(TensorSequence data, int? batch_size = null, int? steps = null)
    {
        if (steps <= 0) throw new ValueError($"steps must be positive. Received: {steps}", nameof(steps));
        if (steps is null && Required.NotNull(data).IsInfinite)
            throw new ValueError(
                "When providing an infinite dataset, you must specify the number of steps to run (if you did not intend to create an "
                + "infinite dataset, make sure to not call `repeat()` on the dataset).", nameof(steps));
        if (built) reset_state();
        using var batches = Required.NotNull(data).Begin(steps);
        var step = make_adapt_function();
        while (!batches.HasEnded)
        {
            using var scope = MemoryScope.OfThread();
            step(batches);
        }
        if (steps is { } wanted && batches.Taken < wanted) WarnOfTheEnd(wanted);
        finalize_state();
        is_adapted = true;
    }

    /// <summary>The function that takes the next batch (or the next few, see <see cref="compile"/>) and updates the state.</summary>
    public virtual Action<IEnumerator<Tensor>> make_adapt_function() => batches =>
    {
        for (var i = 0; i < stepsPerExecution && batches.MoveNext(); i++)
        {
            BuildFor(batches.Current);
            update_state(batches.Current);
        }
    };

    /// <summary>Takes a batch of data into the state.</summary>
    public abstract void update_state(Tensor data);

    /// <summary>Forgets what was learnt.</summary>
    public virtual void reset_state() => is_adapted = false;

    /// <summary>Makes what the layer computes with of the state: called when all data were seen.</summary>
    public virtual void finalize_state() { }

    /// <summary>
    /// Builds the layer for data whose number of samples is open. A model that begins with the layer then knows their rank.
    /// </summary>
    private void BuildFor(Tensor data)
    {
        if (built) return;
        BatchInputShape ??= Shape.Of([.. Enumerable.Repeat(Shape.Unknown, data.Rank)]);
        EnsureBuilt(data.Rank == 0 ? data.Shape : data.Shape.With(0, Shape.Unknown));
    }

    private static void WarnOfTheEnd(int wanted) => Messages.Warn(Invariant(
        $"Your input ran out of data; interrupting training. Make sure that your dataset or generator can generate at least "
        + $"`steps_per_epoch * epochs` batches (in this case, {wanted} batches). You may need to use the repeat() function when building "
        + $"your dataset."));
}
