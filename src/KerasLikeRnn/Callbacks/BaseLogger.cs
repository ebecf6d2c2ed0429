namespace KerasLikeRnn.Callbacks;

/// <summary>
/// Means over an epoch of what batches report, weighted by the <c>size</c> in their logs, for training loops written by hand:
/// fit reports means already. The names are those of <c>@params.metrics</c>.
/// </summary>
/// <param name="stateful_metrics">Names whose last value counts instead of the mean.</param>
[KerasExport("keras.callbacks.BaseLogger")]
public class BaseLogger(IEnumerable<string>? stateful_metrics = null) : Callback
{
    private readonly HashSet<string> stateful = [.. stateful_metrics ?? []];
    private readonly Dictionary<string, double> totals = [];
    private double seen;

    /// <inheritdoc/>
    public override void on_epoch_begin(int epoch, Logs logs = null!)
    {
        seen = 0;
        totals.Clear();
    }

    /// <inheritdoc/>
    public override void on_batch_end(int batch, Logs logs = null!)
    {
        logs ??= [];
        var size = logs.get("size", 0);
        seen += size * logs.get("num_steps", 1);
        foreach (var (name, value) in logs)
            totals[name] = stateful.Contains(name) ? value : totals.GetValueOrDefault(name) + value * size;
    }

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs logs = null!)
    {
        if (logs is null) return;
        foreach (var name in @params.metrics)
            if (totals.TryGetValue(name, out var total)) logs[name] = stateful.Contains(name) ? total : total / seen;
    }
}
