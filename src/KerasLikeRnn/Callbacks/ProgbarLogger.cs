namespace KerasLikeRnn.Callbacks;

/// <summary>Shows the progress of fit, evaluate and predict; the last of all callbacks. A validation within fit is silent.</summary>
/// <param name="count_mode"><c>steps</c> or <c>samples</c>.</param>
/// <param name="stateful_metrics">Names shown as they come instead of averaged; those of the model's metrics always are.</param>
/// <exception cref="ValueError">count_mode is something else.</exception>
[KerasExport("keras.callbacks.ProgbarLogger")]
public class ProgbarLogger(string count_mode = "samples", IEnumerable<string>? stateful_metrics = null) : Callback
{
    private readonly bool countsSteps = count_mode switch
    {
        "steps" => true,
        "samples" => false,
        _ => throw new ValueError($"Unknown `count_mode`: {count_mode}. Expected values are [\"samples\", \"steps\"]", nameof(count_mode)),
    };
    private readonly HashSet<string> stateful = [.. stateful_metrics ?? []];
    private Progbar? bar;
    private int verbose = 1;
    private int epochs = 1;
    private long? target;
    private long seen;
    private long batches;
    private bool isInFit;

    /// <inheritdoc/>
    public override void set_params(CallbackParams @params)
    {
        base.set_params(@params);
        verbose = Required.NotNull(@params).verbose;
        epochs = @params.epochs;
        target = countsSteps ? @params.steps : @params.samples;
    }

    /// <inheritdoc/>
    public override void on_train_begin(Logs logs = null!) => isInFit = true;

    /// <inheritdoc/>
    public override void on_test_begin(Logs logs = null!)
    {
        if (!isInFit) Begin();
    }

    /// <inheritdoc/>
    public override void on_predict_begin(Logs logs = null!) => Begin();

    /// <inheritdoc/>
    public override void on_epoch_begin(int epoch, Logs logs = null!)
    {
        Begin();
        if (verbose != 0 && epochs > 1) Messages.Print($"Epoch {epoch + 1}/{epochs}");
    }

    /// <inheritdoc/>
    public override void on_train_batch_end(int batch, Logs logs = null!) => Update(batch, logs);

    /// <inheritdoc/>
    public override void on_test_batch_end(int batch, Logs logs = null!)
    {
        if (!isInFit) Update(batch, logs);
    }

    /// <inheritdoc/>
    public override void on_predict_batch_end(int batch, Logs logs = null!) => Update(batch, null);

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs logs = null!) => Finish(logs);

    /// <inheritdoc/>
    public override void on_test_end(Logs logs = null!)
    {
        if (!isInFit) Finish(logs);
    }

    /// <inheritdoc/>
    public override void on_predict_end(Logs logs = null!) => Finish(logs);

    // A bar that does not know its length has to count the batches, shown or not.
    internal override bool WantsTrainBatches => verbose == 1 || target is null;

    internal override bool WantsTestBatches => WantsTrainBatches;

    internal override bool WantsPredictBatches => WantsTrainBatches;

    /// <summary>What the bars tell the time by.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Ends the line of an unfinished bar.</summary>
    protected internal override void Abandon() => bar?.Abandon();

    private void Begin()
    {
        seen = 0;
        batches = 0;
        NoteMetrics();
        bar = NewBar();
    }

    private Progbar NewBar() => new(target, 30, verbose, 0.05, stateful, countsSteps ? "step" : "sample", Clock);

    private void Update(int batch, Logs? logs)
    {
        bar ??= NewBar();
        batches++;
        // Metrics can come into being in the first batch.
        if (batches == 1) NoteMetrics();
        seen = countsSteps ? batch + 1 : seen + (long)((logs?.get("size") ?? 0) * (logs?.get("num_steps") ?? 1));
        if (verbose != 1) return;
        // Logs that nobody has read hold metrics, shown as they come: those of a batch that is not drawn need not be computed.
        if (logs is { AreUnread: false })
            foreach (var (name, value) in logs)
                if (countsSteps || name is not ("size" or "num_steps" or "batch")) bar.Note(seen, name, value);
        bar.Show(seen, finalize: false, latest: logs is { AreUnread: true } ? logs : null);
    }

    private void Finish(Logs? logs)
    {
        if (bar is null) return;
        NoteMetrics();
        if (target is null)
        {
            target = batches * (countsSteps ? 1 : (long)(logs?.get("size") ?? 1));
            bar.SetTarget(target.Value);
        }
        foreach (var (name, value) in logs ?? []) bar.Note(target.Value, name, value);
        bar.Show(target.Value, finalize: true);
    }

    private void NoteMetrics()
    {
        stateful.UnionWith(Trained.metrics_names);
        bar?.AddStatefulMetrics(stateful);
    }
}
