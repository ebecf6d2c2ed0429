namespace KerasLikeRnn.Utils;

/// <summary>
/// A progress bar: <c> 3/157 [..............................] - ETA: 13s - loss: 0.6880 - acc: 0.5020</c>.
/// </summary>
/// <remarks>
/// In a terminal each drawing overwrites the one before: backspaces over it, a carriage return, the new text. On Linux and macOS
/// the same bytes go into a file when the output is redirected; on Windows each drawing then starts a new line.
/// With <c>verbose: 2</c> there is one line, at the end.
/// </remarks>
[KerasExport("keras.utils.Progbar")]
public sealed class Progbar
{
    private readonly int width;
    private readonly int verbose;
    private readonly double interval;
    private readonly string unitName;
    private readonly HashSet<string> stateful;
    private readonly TimeProvider clock;
    private readonly Action<string> write;
    private readonly bool overwrites;

    // Values in the order of their first appearance; a handful, so a list is searched faster than a dictionary.
    private readonly List<ShownValue> shown = [];
    private readonly double start;
    private double epochStart;
    private double? epochEnd;
    private double? afterFirstStep;
    private double lastDrawing = double.NegativeInfinity;
    private long seen;
    private int drawnWidth;
    private bool lineIsOpen;

    /// <summary>Starts the clock of a bar; nothing is drawn yet.</summary>
    /// <param name="target">Number of steps expected, positive; null when unknown (<c>      2/Unknown</c>).</param>
    /// <param name="width">Width of the bar between its brackets.</param>
    /// <param name="verbose">0 nothing, 1 the bar, 2 one line at the end.</param>
    /// <param name="interval">Least number of seconds between two drawings.</param>
    /// <param name="stateful_metrics">Names shown as they come; all other values are averaged over the steps.</param>
    /// <param name="unit_name">What a step is called: <c>step</c> or <c>sample</c>.</param>
    /// <exception cref="ValueError">target is not positive or width is negative.</exception>
    public Progbar(
        long? target, int width = 30, int verbose = 1, double interval = 0.05, IEnumerable<string>? stateful_metrics = null,
        string unit_name = "step")
        : this(target, width, verbose, interval, stateful_metrics, unit_name, TimeProvider.System) { }

    internal Progbar(
        long? target, int width, int verbose, double interval, IEnumerable<string>? stateful_metrics, string unit_name, TimeProvider clock,
        Action<string>? write = null, bool? overwrites = null)
    {
        CheckTarget(target);
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        Target = target;
        this.width = width;
        this.verbose = verbose;
        this.interval = interval;
        this.clock = clock;
        this.write = write ?? Messages.Write;
        this.overwrites = overwrites ?? Overwrites();
        unitName = unit_name;
        stateful = [.. stateful_metrics ?? []];
        start = epochStart = Now();
    }

    /// <summary>Number of steps expected; null while unknown.</summary>
    internal long? Target { get; private set; }

    /// <summary>Shows the state after a step, unless the last drawing is more recent than the interval.</summary>
    /// <param name="current">Number of steps done.</param>
    /// <param name="values">Names with the step's values.</param>
    /// <param name="finalize">Whether this is the last update; null: when <paramref name="current"/> reaches the target.</param>
    public void update(long current, IEnumerable<(string name, double value)>? values = null, bool? finalize = null)
    {
        if (values is not null)
            foreach (var (name, value) in values) Note(current, name, value);
        Show(current, finalize);
    }

    /// <summary>Shows the state after <paramref name="n"/> more steps.</summary>
    /// <param name="n">Number of steps since the last update.</param>
    /// <param name="values">Names with the steps' values.</param>
    public void add(long n, IEnumerable<(string name, double value)>? values = null) => update(seen + n, values);

    /// <summary>Takes a value of the step <paramref name="current"/>; <see cref="Show"/> follows once all are taken.</summary>
    internal void Note(long current, string name, double value)
    {
        var entry = shown.Find(candidate => candidate.Name == name);
        if (entry is null) shown.Add(entry = new ShownValue(name));
        if (stateful.Contains(name)) entry.Set(value);
        // The last batch and the end of an epoch can report the same step: the second report counts as one step.
        else entry.Accumulate(value, Math.Max(current - seen, 1));
    }

    /// <summary>Draws the values noted, as <see cref="update"/> says.</summary>
    /// <param name="current">Number of steps done.</param>
    /// <param name="finalize">Whether this is the last update; null: when <paramref name="current"/> reaches the target.</param>
    /// <param name="latest">Values that are shown as they come: read only if the bar is drawn now.</param>
    internal void Show(long current, bool? finalize, IEnumerable<KeyValuePair<string, double>>? latest = null)
    {
        var final = finalize ?? current >= Target;
        var now = Now();
        var draws = verbose == 1 && (final || now - lastDrawing >= interval);
        foreach (var (name, value) in draws ? latest ?? [] : []) Note(current, name, value);
        seen = current;
        if (current == Target) epochEnd = now;
        if (draws) DrawBar(current, final, now);
        else if (verbose == 2 && final) DrawLine(current, now);
    }

    /// <summary>Names shown as they come from now on.</summary>
    internal void AddStatefulMetrics(IEnumerable<string> names) => stateful.UnionWith(names);

    /// <summary>Sets the number of steps of a bar that did not know it.</summary>
    internal void SetTarget(long target)
    {
        CheckTarget(target);
        Target = target;
    }

    /// <summary>Leaves the bar as it stands, after a cancellation: what is printed next starts on a line of its own.</summary>
    internal void Abandon()
    {
        if (lineIsOpen) write("\n");
        lineIsOpen = false;
    }

    /// <summary>A time per unit: <c> 2s/step</c>, <c> 15ms/step</c>, <c> 70us/step</c>.</summary>
    internal static string FormatTime(double seconds, string unitName) => seconds switch
    {
        >= 1 or 0 => $" {PythonFormat.Fixed(seconds, 0)}s/{unitName}",
        >= 1e-3 => $" {PythonFormat.Fixed(seconds * 1e3, 0)}ms/{unitName}",
        _ => $" {PythonFormat.Fixed(seconds * 1e6, 0)}us/{unitName}",
    };

    private void DrawBar(long current, bool final, double now)
    {
        var secondsPerUnit = SecondsPerUnit(current, now);
        var text = new StringBuilder(Target is { } target ? Bar(current, target) : Padded(current, 7) + "/Unknown");
        if (final || Target is null) text.Append(Elapsed(now)).Append(FormatTime(secondsPerUnit, unitName));
        else text.Append(" - ETA: ").Append(FormatEta(secondsPerUnit * (Target.Value - current)));
        foreach (var value in shown) text.Append(value.Text(Math.Abs(value.Average)));

        var previousWidth = drawnWidth;
        drawnWidth = text.Length;
        if (previousWidth > drawnWidth) text.Append(' ', previousWidth - drawnWidth);
        text.Insert(0, overwrites ? new string('\b', previousWidth) + "\r" : "\n");
        if (final) text.Append('\n');
        write(text.ToString());
        lineIsOpen = !final;
        lastDrawing = now;
    }

    private void DrawLine(long current, double now)
    {
        var text = new StringBuilder(Target is { } target ? Count(current, target) : $"{current}/Unknown");
        text.Append(Elapsed(now));
        // Keras leaves out the absolute value here: negative numbers are written with an exponent.
        foreach (var value in shown) text.Append(value.Text(value.Average));
        lineIsOpen = epochEnd is null;
        if (epochEnd is { } end)
        {
            var secondsPerEpoch = end - epochStart;
            epochStart = now;
            epochEnd = null;
            text.Append(" -").Append(FormatTime(secondsPerEpoch, "epoch"));
            text.Append(" -").Append(FormatTime(secondsPerEpoch / Target!.Value, unitName)).Append('\n');
        }
        write(text.ToString());
    }

    private string Bar(long current, long target)
    {
        var done = (int)(width * ((double)Math.Max(current, 0) / target));
        var bar = new StringBuilder(Count(current, target)).Append(" [");
        if (done > 0) bar.Append('=', done - 1).Append(current < target ? '>' : '=');
        return bar.Append('.', Math.Max(0, width - done)).Append(']').ToString();
    }

    // The first step is slow (it prepares what the others reuse): once it was drawn it does not count any more.
    private double SecondsPerUnit(long current, double now)
    {
        if (current == 0) return 0;
        var seconds = afterFirstStep is { } first && current > 1 ? (now - first) / (current - 1) : (now - start) / current;
        if (current == 1) afterFirstStep = now;
        return seconds;
    }

    private string Elapsed(double now) => $" - {PythonFormat.Fixed(now - start, 0)}s";

    private static string FormatEta(double seconds)
    {
        var whole = (long)seconds;
        return seconds switch
        {
            > 3600 => Invariant($"{whole / 3600}:{whole % 3600 / 60:00}:{whole % 60:00}"),
            > 60 => Invariant($"{whole / 60}:{whole % 60:00}"),
            _ => Invariant($"{whole}s"),
        };
    }

    private static string Count(long current, long target)
    {
        var total = target.ToString(CultureInfo.InvariantCulture);
        return $"{Padded(current, total.Length)}/{total}";
    }

    private static string Padded(long number, int width) => number.ToString(CultureInfo.InvariantCulture).PadLeft(width);

    private double Now() => (double)clock.GetTimestamp() / clock.TimestampFrequency;

    private static void CheckTarget(long? target)
    {
        if (target <= 0)
            throw new ValueError("A progress bar needs a positive number of steps, or null when it is unknown.", nameof(target));
    }

    // Python has the module posix on Linux and macOS only, which is what Keras goes by.
    private static bool Overwrites() =>
        !OperatingSystem.IsWindows() || !Console.IsOutputRedirected || Environment.GetEnvironmentVariable("PYCHARM_HOSTED") is not null;

    private sealed class ShownValue(string name)
    {
        private double sum;
        private long count;

        public string Name => name;

        public double Average => sum / Math.Max(1, count);

        public void Set(double value) => (sum, count) = (value, 1);

        public void Accumulate(double value, long steps)
        {
            sum += value * steps;
            count += steps;
        }

        public string Text(double size) =>
            $" - {name}: {(size > 1e-3 ? PythonFormat.Fixed(Average, 4) : PythonFormat.Exponent(Average, 4))}";
    }
}
