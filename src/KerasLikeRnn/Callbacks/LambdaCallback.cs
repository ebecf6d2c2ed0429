namespace KerasLikeRnn.Callbacks;

/// <summary>A callback made of functions: <c>LambdaCallback(on_epoch_end: (epoch, logs) => print(logs["loss"]))</c>.</summary>
[KerasExport("keras.callbacks.LambdaCallback")]
public sealed class LambdaCallback : Callback
{
    private readonly Action<int, Logs>? epochBegin;
    private readonly Action<int, Logs>? epochEnd;
    private readonly Action<int, Logs>? batchBegin;
    private readonly Action<int, Logs>? batchEnd;
    private readonly Action<Logs>? trainBegin;
    private readonly Action<Logs>? trainEnd;
    private readonly Action<int, Logs>? trainBatchBegin;
    private readonly Action<int, Logs>? trainBatchEnd;
    private readonly Action<Logs>? testBegin;
    private readonly Action<Logs>? testEnd;
    private readonly Action<int, Logs>? testBatchBegin;
    private readonly Action<int, Logs>? testBatchEnd;
    private readonly Action<Logs>? predictBegin;
    private readonly Action<Logs>? predictEnd;
    private readonly Action<int, Logs>? predictBatchBegin;
    private readonly Action<int, Logs>? predictBatchEnd;

    /// <summary>Takes the functions to call; those left out do nothing.</summary>
    /// <param name="on_epoch_begin">Called with epoch and logs.</param>
    /// <param name="on_epoch_end">Called with epoch and logs.</param>
    /// <param name="on_batch_begin">Called with batch and logs, in fit.</param>
    /// <param name="on_batch_end">Called with batch and logs, in fit.</param>
    /// <param name="on_train_begin">Called with logs, when fit begins.</param>
    /// <param name="on_train_end">Called with logs, when fit ends.</param>
    /// <param name="on_train_batch_begin">Called with batch and logs, instead of <paramref name="on_batch_begin"/>.</param>
    /// <param name="on_train_batch_end">Called with batch and logs, instead of <paramref name="on_batch_end"/>.</param>
    /// <param name="on_test_begin">Called with logs, when evaluate or a validation begins.</param>
    /// <param name="on_test_end">Called with logs, when evaluate or a validation ends.</param>
    /// <param name="on_test_batch_begin">Called with batch and logs.</param>
    /// <param name="on_test_batch_end">Called with batch and logs.</param>
    /// <param name="on_predict_begin">Called with logs.</param>
    /// <param name="on_predict_end">Called with logs.</param>
    /// <param name="on_predict_batch_begin">Called with batch and logs.</param>
    /// <param name="on_predict_batch_end">Called with batch and logs.</param>
    public LambdaCallback(
        Action<int, Logs>? on_epoch_begin = null,
        Action<int, Logs>? on_epoch_end = null,
        Action<int, Logs>? on_batch_begin = null,
        Action<int, Logs>? on_batch_end = null,
        Action<Logs>? on_train_begin = null,
        Action<Logs>? on_train_end = null,
        Action<int, Logs>? on_train_batch_begin = null,
        Action<int, Logs>? on_train_batch_end = null,
        Action<Logs>? on_test_begin = null,
        Action<Logs>? on_test_end = null,
        Action<int, Logs>? on_test_batch_begin = null,
        Action<int, Logs>? on_test_batch_end = null,
        Action<Logs>? on_predict_begin = null,
        Action<Logs>? on_predict_end = null,
        Action<int, Logs>? on_predict_batch_begin = null,
        Action<int, Logs>? on_predict_batch_end = null)
    {
        epochBegin = on_epoch_begin;
        epochEnd = on_epoch_end;
        batchBegin = on_batch_begin;
        batchEnd = on_batch_end;
        trainBegin = on_train_begin;
        trainEnd = on_train_end;
        trainBatchBegin = on_train_batch_begin;
        trainBatchEnd = on_train_batch_end;
        testBegin = on_test_begin;
        testEnd = on_test_end;
        testBatchBegin = on_test_batch_begin;
        testBatchEnd = on_test_batch_end;
        predictBegin = on_predict_begin;
        predictEnd = on_predict_end;
        predictBatchBegin = on_predict_batch_begin;
        predictBatchEnd = on_predict_batch_end;
    }

    /// <inheritdoc/>
    public override void on_epoch_begin(int epoch, Logs logs = null!) => epochBegin?.Invoke(epoch, logs ?? []);

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs logs = null!) => epochEnd?.Invoke(epoch, logs ?? []);

    /// <inheritdoc/>
    public override void on_batch_begin(int batch, Logs logs = null!) => batchBegin?.Invoke(batch, logs ?? []);

    /// <inheritdoc/>
    public override void on_batch_end(int batch, Logs logs = null!) => batchEnd?.Invoke(batch, logs ?? []);

    /// <inheritdoc/>
    public override void on_train_begin(Logs logs = null!) => trainBegin?.Invoke(logs ?? []);

    /// <inheritdoc/>
    public override void on_train_end(Logs logs = null!) => trainEnd?.Invoke(logs ?? []);

    /// <inheritdoc/>
    public override void on_train_batch_begin(int batch, Logs logs = null!)
    {
        if (trainBatchBegin is not null) trainBatchBegin(batch, logs ?? []);
        else base.on_train_batch_begin(batch, logs);
    }

    /// <inheritdoc/>
    public override void on_train_batch_end(int batch, Logs logs = null!)
    {
        if (trainBatchEnd is not null) trainBatchEnd(batch, logs ?? []);
        else base.on_train_batch_end(batch, logs);
    }

    /// <inheritdoc/>
    public override void on_test_begin(Logs logs = null!) => testBegin?.Invoke(logs ?? []);

    /// <inheritdoc/>
    public override void on_test_end(Logs logs = null!) => testEnd?.Invoke(logs ?? []);

    /// <inheritdoc/>
    public override void on_test_batch_begin(int batch, Logs logs = null!) => testBatchBegin?.Invoke(batch, logs ?? []);

    /// <inheritdoc/>
    public override void on_test_batch_end(int batch, Logs logs = null!) => testBatchEnd?.Invoke(batch, logs ?? []);

    /// <inheritdoc/>
    public override void on_predict_begin(Logs logs = null!) => predictBegin?.Invoke(logs ?? []);

    /// <inheritdoc/>
    public override void on_predict_end(Logs logs = null!) => predictEnd?.Invoke(logs ?? []);

    /// <inheritdoc/>
    public override void on_predict_batch_begin(int batch, Logs logs = null!) => predictBatchBegin?.Invoke(batch, logs ?? []);

    /// <inheritdoc/>
    public override void on_predict_batch_end(int batch, Logs logs = null!) => predictBatchEnd?.Invoke(batch, logs ?? []);

    internal override bool WantsTrainBatches => (batchBegin ?? batchEnd ?? trainBatchBegin ?? trainBatchEnd) is not null;

    internal override bool WantsTestBatches => (testBatchBegin ?? testBatchEnd) is not null;

    internal override bool WantsPredictBatches => (predictBatchBegin ?? predictBatchEnd) is not null;
}
