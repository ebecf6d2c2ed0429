using KerasLikeRnn.Callbacks;

namespace KerasLikeRnn.Models;

/// <summary>The batches that evaluate, test_on_batch and validations take the loss and the metrics of.</summary>
internal sealed class TestLoop(Trainer trainer, BatchSource data) : BatchLoop(trainer, data)
{
    private readonly Func<IEnumerator<StepData>, Logs> function = trainer.Model.make_test_function();

    protected override MakesVariables MakesVariables =>
        !Model.built || Model.HasOpenMetrics ? MakesVariables.Perhaps : MakesVariables.No;

    protected override Logs Run(StepData batch, IReadOnlyList<InputSignature> signature, MakesVariables makesVariables)
    {
        Model.HasRun = true;
        return Trainer.TestFunction.Run(() => function(Alone(batch)), signature, makesVariables);
    }

    protected override void OnBatchBegin(CallbackList callbacks, int batch) => callbacks.on_test_batch_begin(batch);

    protected override void OnBatchEnd(CallbackList callbacks, int batch, Logs logs) => callbacks.on_test_batch_end(batch, logs);
}
