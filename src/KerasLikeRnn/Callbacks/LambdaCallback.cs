namespace KerasLikeRnn.Callbacks;

/// <summary>A callback made of functions: <c>LambdaCallback(on_epoch_end: (epoch, logs) => print(logs["loss"]))</c>.</summary>
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
[KerasExport("keras.callbacks.LambdaCallback")]
public class LambdaCallback(
    Action<int, Logs>? on_epoch_begin = null, Action<int, Logs>? on_epoch_end = null, Action<int, Logs>? on_batch_begin = null,
    Action<int, Logs>? on_batch_end = null, Action<Logs>? on_train_begin = null, Action<Logs>? on_train_end = null,
    Action<int, Logs>? on_train_batch_begin = null, Action<int, Logs>? on_train_batch_end = null, Action<Logs>? on_test_begin = null,
    Action<Logs>? on_test_end = null, Action<int, Logs>? on_test_batch_begin = null, Action<int, Logs>? on_test_batch_end = null,
    Action<Logs>? on_predict_begin = null, Action<Logs>? on_predict_end = null, Action<int, Logs>? on_predict_batch_begin = null,
    Action<int, Logs>? on_predict_batch_end = null)
    : Callback
{
    private readonly Action<int, Logs>? epochBegin = on_epoch_begin;
    private readonly Action<int, Logs>? epochEnd = on_epoch_end;
    private readonly Action<int, Logs>? batchBegin = on_batch_begin;
    private readonly Action<int, Logs>? batchEnd = on_batch_end;
    private readonly Action<Logs>? trainBegin = on_train_begin;
    private readonly Action<Logs>? trainEnd = on_train_end;
    private readonly Action<int, Logs>? trainBatchBegin = on_train_batch_begin;
    private readonly Action<int, Logs>? trainBatchEnd = on_train_batch_end;
    private readonly Action<Logs>? testBegin = on_test_begin;
    private readonly Action<Logs>? testEnd = on_test_end;
    private readonly Action<int, Logs>? testBatchBegin = on_test_batch_begin;
    private readonly Action<int, Logs>? testBatchEnd = on_test_batch_end;
    private readonly Action<Logs>? predictBegin = on_predict_begin;
    private readonly Action<Logs>? predictEnd = on_predict_end;
    private readonly Action<int, Logs>? predictBatchBegin = on_predict_batch_begin;
    private readonly Action<int, Logs>? predictBatchEnd = on_predict_batch_end;

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
    public override void on_train_batch_begin(int batch, Logs logs = null!) =>
        (trainBatchBegin ?? base.on_train_batch_begin)(batch, logs ?? []);

    /// <inheritdoc/>
    public override void on_train_batch_end(int batch, Logs logs = null!) => (trainBatchEnd ?? base.on_train_batch_end)(batch, logs ?? []);

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

    internal override bool MayKeepLogs => true;

    internal override bool WantsTrainBatches => (batchBegin ?? batchEnd ?? trainBatchBegin ?? trainBatchEnd) is not null;

    internal override bool WantsTestBatches => (testBatchBegin ?? testBatchEnd) is not null;

    internal override bool WantsPredictBatches => (predictBatchBegin ?? predictBatchEnd) is not null;
}
