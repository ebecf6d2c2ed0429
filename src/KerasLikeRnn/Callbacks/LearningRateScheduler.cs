namespace KerasLikeRnn.Callbacks;

/// <summary>Sets the learning rate at the beginning of every epoch; puts <c>lr</c> into the logs at its end.</summary>
[KerasExport("keras.callbacks.LearningRateScheduler")]
public class LearningRateScheduler : Callback
{
    /// <summary>A schedule that knows the epoch and the present rate.</summary>
    /// <param name="schedule">From the epoch, counted from 0 on, and the present rate to the new rate.</param>
    /// <param name="verbose">1 tells the rate of each epoch.</param>
    public LearningRateScheduler(Func<int, double, double> schedule, int verbose = 0)
    {
        Required.NotNull(schedule);
        this.schedule = schedule;
        this.verbose = verbose;
    }

    /// <summary>A schedule that knows the epoch.</summary>
    /// <param name="schedule">From the epoch, counted from 0 on, to the new rate.</param>
    /// <param name="verbose">1 tells the rate of each epoch.</param>
    public LearningRateScheduler(Func<int, double> schedule, int verbose = 0)
        : this((epoch, _) => schedule(epoch), verbose) => Required.NotNull(schedule);

    /// <summary>From the epoch, counted from 0 on, and the present rate to the new rate.</summary>
    public Func<int, double, double> schedule { get; set; }

    /// <summary>1 tells the rate of each epoch.</summary>
    public int verbose { get; set; }

    /// <inheritdoc/>
    public override void on_epoch_begin(int epoch, Logs logs = null!)
    {
        var rate = schedule(epoch, Trained.LearningRate);
        Trained.LearningRate = rate;
        if (verbose > 0) Messages.Print($"\nEpoch {epoch + 1}: LearningRateScheduler setting learning rate to {PythonNumber.Repr(rate)}.");
    }

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs logs = null!) => logs?.SetSinglePrecision("lr", Trained.LearningRate);
}
