namespace KerasLikeRnn.Engine;

/// <summary>
/// Records the operations on watched tensors and on trainable variables while it is open, and then computes gradients
/// by running their backward rules in reverse order.
/// </summary>
/// <remarks>
/// Tapes may be nested: the backward rules are made of operations too, so an outer tape can record them. A tape that is not disposed
/// of ends with the <see cref="MemoryScope"/> it was opened in, as that of a training step, or once nobody can ask it any more.
/// </remarks>
public sealed partial class GradientTape : IDisposable
{
    private static readonly Ambient<WeakReference<GradientTape>[]> open = new();

    private readonly List<Entry> entries = [];
    private readonly HashSet<object> tracked = new(Numbered.Instance);
    private readonly HashSet<Readers> held = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Variable> variables = new(ReferenceEqualityComparer.Instance);
    private readonly WeakReference<GradientTape> self;
    private readonly bool persistent;
    private readonly bool watchVariables;
    private bool used;
    private volatile bool isClosed;

    /// <summary>Opens a tape.</summary>
    /// <param name="persistent">Whether gradients may be asked for several times.</param>
    /// <param name="watch_accessed_variables">Whether trainable variables are watched by themselves.</param>
    public GradientTape(bool persistent = false, bool watch_accessed_variables = true)
    {
        this.persistent = persistent;
        RunsRulesOnce = !persistent;
        watchVariables = watch_accessed_variables;
        self = new(this);
        open.Value = [.. Open.Where(known => Recording(known) is not null), self];
        MemoryScope.Current?.EndWith(this);
    }

    private delegate Gradient[] BackwardRule(Gradient?[] outputGradients, bool[] needed);

    /// <summary>True when some open tape records.</summary>
    internal static bool IsRecording => OpenCount > 0;

    /// <summary>The tape that records, where there is one only.</summary>
    internal static GradientTape? Only => OpenCount == 1 ? Array.ConvertAll(Open, Recording).First(tape => tape is not null) : null;

    /// <summary>Whether backward rules run once at the most: where no other tape recorded them, they may use up what they keep.</summary>
    internal bool RunsRulesOnce { get; private set; }

    private static WeakReference<GradientTape>[] Open => open.Value ?? [];

    /// <summary>Number of tapes that record; those that are garbage, or were closed by a task, are left out.</summary>
    private static int OpenCount
    {
        get
        {
            var count = 0;
            foreach (var known in Open)
                if (Recording(known) is not null) count++;
            return count;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>Stops recording on every tape until the result is disposed of.</summary>
    internal static Inside Pause() => open.EnterHere(null);

    /// <summary>Records an operation with one output: for each input the rule that turns the output's gradient into the input's.</summary>
    internal static Tensor Record(Tensor output, params (Tensor Input, Func<Tensor, Gradient> Rule)[] rules)
    {
        foreach (var known in Open)
        {
            if (Recording(known) is not { } tape) continue;
            lock (tape.entries)
            {
                var isNeeded = false;
                var needed = new bool[rules.Length];
                for (var i = 0; i < rules.Length; i++) isNeeded |= needed[i] = tape.Follows(rules[i].Input);
                if (!isNeeded) continue;
                tape.tracked.Add(output);
                tape.entries.Add(new RuleByInput(output, rules, needed));
            }
        }
        return output;
    }

    /// <summary>Records an operation on one tensor whose rule knows what to do with any gradient.</summary>
    internal static Tensor Record(Tensor output, Tensor input, Func<Gradient, Gradient> rule)
    {
        if (IsRecording) Enter([output], [input], (dy, _) => [rule(dy[0]!)]);
        return output;
    }

    /// <summary>Records that a tensor is another one under a name of its own.</summary>
    internal static Tensor RecordAlias(Tensor output, Tensor input) => Record(output, input, dy => dy);

    /// <summary>Keeps a variable's numbers for the rules of the open tapes.</summary>
    internal static void Hold(Tensor numbers)
    {
        foreach (var known in Open)
        {
            if (Recording(known) is not { } tape) continue;
            lock (tape.entries)
            {
                if (tape.held.Add(numbers.Readers!)) numbers.Readers!.Hold();
                if (tape.Follows(numbers)) tape.variables.Add(numbers.Owner!);
            }
        }
    }

    /// <summary>
    /// Records an operation whose gradients are computed together. The rule receives the outputs' gradients (null for
    /// an output without influence) and which inputs need theirs.
    /// </summary>
    internal static void Record(Tensor[] outputs, Tensor[] inputs, Func<Tensor?[], bool[], Gradient[]> rule) =>
        Enter(outputs, inputs, (dy, needed) => rule(Array.ConvertAll(dy, one => one?.ToDense()), needed));

    /// <summary>
    /// Records an operation whose rule is made of kernels. Where a tape is asked for the gradient of such gradients, they come once more
    /// from <paramref name="steps"/>: the same operation, made of others that have rules.
    /// </summary>
    internal static void Record(
        Tensor[] outputs, Tensor[] inputs, Func<Tensor?[], bool[], Gradient[]> rule, Func<Tensor[], Tensor[]> steps) =>
        Record(outputs, inputs, (dy, needed) =>
        {
            Tensor[] given = [.. inputs, .. dy.OfType<Tensor>()];
            var isFollowed = Array.Exists(given, IsFollowed);
            Gradient[] gradients;
            using (Pause())
            {
                gradients = rule(dy, needed);
                if (isFollowed) gradients = [.. gradients.Select((gradient, i) => needed[i] ? gradient?.ToDense()! : null!)];
            }
            if (!isFollowed) return gradients;
            var places = Enumerable.Range(0, inputs.Length).Where(i => gradients[i] is not null).ToArray();
            Record([.. places.Select(i => gradients[i].Dense!)], given, (ddx, _) =>
                Again(steps, given, inputs.Length, dy, [.. places.Where((_, i) => ddx[i] is not null)], [.. ddx.OfType<Tensor>()]));
            return gradients;
        });

    /// <summary>The gradients of some inputs' gradients, weighted by ddx, with respect to all inputs and the outputs' gradients.</summary>
    private static Gradient[] Again(Func<Tensor[], Tensor[]> steps, Tensor[] given, int count, Tensor?[] dy, int[] places, Tensor[] ddx)
    {
        // Tensors of their own, since one may stand in two places.
        var copies = Array.ConvertAll(given, one => RecordAlias(one.View(one.Shape), one));
        var inputs = copies[..count];
        var around = Watching(copies);
        var inside = Watching(inputs);
        Tensor[] outputs = [.. steps(inputs).Where((_, i) => dy[i] is not null)];
        var slopes = inside.Gradients(outputs, copies[count..], [.. places.Select(i => inputs[i])]);
        var known = Enumerable.Range(0, slopes.Length).Where(i => slopes[i] is not null).ToArray();
        return around.Gradients([.. known.Select(i => slopes[i].ToDense())], [.. known.Select(i => ddx[i])], copies);

        static GradientTape Watching(Tensor[] tensors)
        {
            var tape = new GradientTape(watch_accessed_variables: false);
            foreach (var tensor in tensors) tape.watch(tensor);
            return tape;
        }
    }

    private static void Enter(Tensor[] outputs, Tensor[] inputs, BackwardRule rule)
    {
        foreach (var known in Open)
        {
            if (Recording(known) is not { } tape) continue;
            lock (tape.entries)
            {
                var needed = Array.ConvertAll(inputs, tape.Follows);
                if (Array.IndexOf(needed, true) < 0) continue;
                foreach (var output in outputs) tape.tracked.Add(output);
                tape.entries.Add(new RuleOfAll(outputs, inputs, needed, rule));
            }
        }
    }

    /// <summary>True when some open tape follows the tensor, so that its gradient may be asked for.</summary>
    internal static bool IsFollowed(Tensor tensor) =>
        Array.Exists(Open, known => Recording(known) is { } tape && tape.Follows(tensor));

    private static GradientTape? Recording(WeakReference<GradientTape> known) =>
        known.TryGetTarget(out var tape) && !tape.isClosed ? tape : null;

    private bool Follows(Tensor tensor)
    {
        if (watchVariables && tensor.Owner is { Trainable: true }) return true;
        lock (entries) return tracked.Contains(Key(tensor));
    }

    /// <summary>What gradients belong to: a variable has one, whichever of its numbers were read.</summary>
    private static object Key(Tensor tensor) => (object?)tensor.Owner ?? tensor;

    private void Close()
    {
        isClosed = true;
        if (Array.IndexOf(Open, self) >= 0) open.Value = Open.Length == 1 ? null : [.. Open.Where(known => known != self)];
    }

    private void Forget()
    {
        foreach (var readers in held) readers.Release();
        held.Clear();
        entries.Clear();
    }

    private Gradient[] Backpropagate(IReadOnlyList<Tensor> targets, IReadOnlyList<Tensor> seeds, IReadOnlyList<Tensor> sources)
    {
        var gradients = new Sums(sources);
        for (var i = 0; i < targets.Count; i++) gradients.Add(targets[i], seeds[i]);
        for (var i = entries.Count - 1; i >= 0; i--)
        {
            var entry = entries[i];
            // What the rule needed is garbage as soon as it has run.
            if (RunsRulesOnce) entries.RemoveAt(i);
            entry.Run(gradients);
        }
        return [.. sources.Select(gradients.Of)];
    }

    /// <summary>The gradients that have come so far, for each tensor and variable their sum.</summary>
    private sealed class Sums(IReadOnlyList<Tensor> sources)
    {
        private readonly Dictionary<object, Gradient> sums = new(Numbered.Instance);
        private readonly HashSet<object> wanted = new(sources.Select(Key), Numbered.Instance);

        public void Add(Tensor tensor, Gradient gradient)
        {
            var key = Key(tensor);
            sums[key] = Gradient.Sum(sums.GetValueOrDefault(key), gradient);
        }

        /// <summary>The gradient of an operation's output, which nobody else needs unless it was asked for.</summary>
        public Gradient? Take(Tensor output)
        {
            if (wanted.Contains(output)) return sums.GetValueOrDefault(output);
            sums.Remove(output, out var gradient);
            return gradient;
        }

        public Gradient Of(Tensor source) => sums.TryGetValue(Key(source), out var own) ? own.Resolved
            : source.Origin is { } variable ? sums.GetValueOrDefault(variable)?.Resolved! : null!;
    }

    /// <summary>An operation that was recorded.</summary>
    private abstract class Entry
    {
        /// <summary>Takes the gradients of the outputs and adds those of the inputs.</summary>
        public abstract void Run(Sums gradients);
    }

    private sealed class RuleByInput(Tensor output, (Tensor Input, Func<Tensor, Gradient> Rule)[] rules, bool[] needed) : Entry
    {
        public override void Run(Sums gradients)
        {
            if (gradients.Take(output)?.ToDense() is not { } dy) return;
            for (var i = 0; i < rules.Length; i++)
                if (needed[i] && rules[i].Rule(dy) is { } gradient) gradients.Add(rules[i].Input, gradient);
        }
    }

    private sealed class RuleOfAll(Tensor[] outputs, Tensor[] inputs, bool[] needed, BackwardRule rule) : Entry
    {
        public override void Run(Sums gradients)
        {
            var dy = Array.ConvertAll(outputs, gradients.Take);
            if (Array.TrueForAll(dy, gradient => gradient is null)) return;
            var results = rule(dy, needed);
            for (var i = 0; i < results.Length; i++)
                if (needed[i] && results[i] is { } gradient) gradients.Add(inputs[i], gradient);
        }
    }

    /// <summary>Tells tensors and variables apart by their numbers.</summary>
    private sealed class Numbered : IEqualityComparer<object>
    {
        public static Numbered Instance { get; } = new();

        public new bool Equals(object? a, object? b) => ReferenceEquals(a, b);

        public int GetHashCode(object key) => key is Tensor tensor ? tensor.Number : (int)((Variable)key).Number;
    }
}
