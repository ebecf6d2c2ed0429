using System.Diagnostics;
using KerasLikeRnn.Callbacks;

namespace KerasLikeRnn.Plotting;

/// <summary>
/// Draws losses and metrics in the browser while <c>fit</c> runs: <c>model.fit(x, y, callbacks: [new LivePlot()])</c>. The page is served
/// to this computer only, under an address that is printed once, and is gone when fit ends, by itself or by an error; a page that is open
/// keeps its curves.
/// </summary>
/// <remarks>
/// Each epoch is a point; within an epoch the means of the batches so far move the end of the curves. Where there is a desktop the page is
/// opened as <c>plt.show</c> opens figures (see <c>plt.no_show</c>).
/// </remarks>
public class LivePlot : Callback
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.2);

    private readonly Curves curves = new();
    private LiveServer? server;
    private int epochNow;
    private long lastDrawn;

    /// <summary>The address of the page, such as <c>http://127.0.0.1:41234/</c>; null when fit does not run.</summary>
    public string? address => server?.Address;

    /// <summary>What serves the page.</summary>
    internal LiveServer? Server => server;

    /// <inheritdoc/>
    public override void on_train_begin(Logs logs = null!)
    {
        End(isAbandoned: true);
        curves.Clear();
        server = new LiveServer(LivePage.Text, curves.ToJson());
        var opened = !plt.no_show && Desktop.TryOpen(server.Address);
        Console.WriteLine(opened ? $"Live plot: {server.Address}" : $"Live plot: open {server.Address} in a browser");
    }

    /// <inheritdoc/>
    public override void on_epoch_begin(int epoch, Logs logs = null!) => epochNow = epoch;

    /// <inheritdoc/>
    public override void on_train_batch_end(int batch, Logs logs = null!)
    {
        if (server is null || @params.steps is not { } steps || Stopwatch.GetElapsedTime(lastDrawn) < Pause) return;
        lastDrawn = Stopwatch.GetTimestamp();
        curves.Move(epochNow + Math.Min(1, (batch + 1.0) / steps), logs ?? []);
        server.Show(curves.ToJson());
    }

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs logs = null!)
    {
        curves.Add(epoch + 1, logs ?? []);
        server?.Show(curves.ToJson());
    }

    /// <inheritdoc/>
    public override void on_train_end(Logs logs = null!) => End(isAbandoned: false);

    /// <summary>Ends the page of a run that failed or was interrupted, and tells it so.</summary>
    protected override void Abandon() => End(isAbandoned: true);

    private void End(bool isAbandoned)
    {
        server?.Stop(isAbandoned);
        server = null;
    }

    /// <summary>Ends the page of a loop written by hand that never came to its end.</summary>
    ~LivePlot() => server?.Stop(isAbandoned: true, TimeSpan.Zero);
}
