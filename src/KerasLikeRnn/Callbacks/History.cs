namespace KerasLikeRnn.Callbacks;

/// <summary>Keeps the logs of all epochs; every fit has one and returns it.</summary>
[KerasExport("keras.callbacks.History")]
public class History : Callback
{
    /// <summary>The values of loss, metrics and what callbacks added (<c>lr</c>), epoch by epoch.</summary>
    public HistoryDictionary history { get; } = [];

    /// <summary>The numbers of the epochs, from 0 on.</summary>
    public List<int> epoch { get; private set; } = [];

    /// <inheritdoc/>
    public override void on_train_begin(Logs logs = null!) => epoch = [];

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs logs = null!)
    {
        this.epoch.Add(epoch);
        history.Append(logs ?? []);
        Trained.history = this;
    }
}
