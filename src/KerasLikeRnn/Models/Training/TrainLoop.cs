using KerasLikeRnn.Callbacks;

namespace KerasLikeRnn.Models;

/// <summary>The batches that fit and train_on_batch train on.</summary>
internal sealed class TrainLoop(Trainer trainer, BatchSource data) : BatchLoop(trainer, data)
{
    private readonly Func<IEnumerator<StepData>, Logs> function = trainer.Model.make_train_function();

    protected override bool IsStopped => Model.stop_training;

    protected override MakesVariables MakesVariables => MakesVariables.Yes;

    protected override Logs Run(StepData batch, IReadOnlyList<InputSignature> signature, MakesVariables makesVariables)
    {
        using var trainable = Trainer.Trainable.Respect();
        Model.HasRun = true;
        return Trainer.TrainFunction.Run(() => function(Alone(batch)), signature, makesVariables);
    }

    protected override void Rehearse(StepData batch)
    {
        using var trainable = Trainer.Trainable.Respect();
        Trainer.TrainFunction.Rehearse(() => function(Alone(batch)), takesSeeds: true);
    }

    protected override void OnBatchBegin(CallbackList callbacks, int batch) => callbacks.on_train_batch_begin(batch);

    protected override void OnBatchEnd(CallbackList callbacks, int batch, Logs logs) => callbacks.on_train_batch_end(batch, logs);
}
