using KerasLikeRnn.Callbacks;

namespace KerasLikeRnn.Models;

/// <summary>The batches that predict and predict_on_batch take the outputs of.</summary>
internal sealed class PredictLoop(Trainer trainer, BatchSource data) : BatchLoop(trainer, data)
{
    private readonly Func<IEnumerator<StepData>, Tensors> function = trainer.Model.make_predict_function();

    /// <summary>The outputs of all batches so far.</summary>
    public OutputBuffer Outputs { get; } = new();

    protected override MakesVariables MakesVariables => Model.built ? MakesVariables.No : MakesVariables.Perhaps;

    protected override Logs Run(StepData batch, IReadOnlyList<InputSignature> signature, MakesVariables makesVariables)
    {
        Outputs.Add(Trainer.PredictFunction.Run(() => function(Alone(batch)), signature, makesVariables));
        return [];
    }

    protected override void OnBatchBegin(CallbackList callbacks, int batch) => callbacks.on_predict_batch_begin(batch);

    protected override void OnBatchEnd(CallbackList callbacks, int batch, Logs logs) => callbacks.on_predict_batch_end(batch, logs);
}
