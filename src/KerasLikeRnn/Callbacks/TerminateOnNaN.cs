namespace KerasLikeRnn.Callbacks;

/// <summary>Ends the training as soon as the loss is not a number or infinite.</summary>
[KerasExport("keras.callbacks.TerminateOnNaN")]
public class TerminateOnNaN : Callback
{
    /// <inheritdoc/>
    public override void on_batch_end(int batch, Logs logs = null!)
    {
        if (logs?.get("loss") is not { } loss || double.IsFinite(loss)) return;
        Messages.Print($"Batch {batch}: Invalid loss, terminating training");
        Trained.stop_training = true;
    }
}
