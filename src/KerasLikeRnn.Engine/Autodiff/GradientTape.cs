namespace KerasLikeRnn.Engine;

/// <summary>
/// Records the operations on watched tensors and on trainable variables while it is open, and then computes gradients
/// by running their backward rules in reverse order.
/// </summary>
/// <remarks>
/// Tapes may be nested: the backward rules are made of operations too, so an outer tape can record them. A tape that is not disposed
/// of ends with the <see cref="MemoryScope"/> it was opened in, as that of a training step, or once nobody can ask it any more.
/// </remarks>
public sealed class GradientTape : IDisposable
{
    private static readonly Ambient<WeakReference<GradientTape>[]> open = new();

    private readonly List<Entry> entries = [];
    private readonly HashSet<object> tracked = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Readers> held = new(ReferenceEqualityComparer.Instance);
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
        watchVariables = watch_accessed_variables;
        self = new(this);
        open.Value = [.. Open.Where(known => Recording(known) is not null), self];
        MemoryScope.Current?.EndWith(this);
    }

    private delegate Gradient[] BackwardRule(Gradient?[] outputGradients, bool[] needed);

    /// <summary>True when some open tape records.</summary>
    internal static bool IsRecording => OpenCount > 0;

    /// <summary>True when the backward rule of an operation recorded now runs once at the most: it may use up what it keeps.</summary>
    internal static bool RunsRulesOnce => OpenCount == 1 && Array.Exists(Open, known => Recording(known) is { persistent: false });

    /// <summary>True when several tapes record, so that one may be asked for the gradient of another's gradient.</summary>
    internal static bool IsNested => OpenCount > 1;

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

    /// <summary>Follows a tensor from now on.</summary>
    public void watch(Tensor tensor)
    {
        lock (entries) tracked.Add(Key(tensor));
        if (tensor.Origin is { } variable) watch(variable);
    }

    /// <summary>Follows a variable from now on.</summary>
    public void watch(Variable variable)
    {
        lock (entries) tracked.Add(variable);
    }

    /// <summary>Gradient of a target (the sum of its elements) with respect to a tensor; null where that has no influence.</summary>
    public Gradient gradient(Tensor target, Tensor source) => gradient(target, [source])[0];

    /// <summary>Gradient of a target (the sum of its elements) with respect to a variable.</summary>
    public Gradient gradient(Tensor target, Variable source) => gradient(target, source.Current);

    /// <summary>Gradients of a target (the sum of its elements) with respect to each source, null for one that has no influence.</summary>
    /// <exception cref="InvalidOperationException">The tape is not persistent and was asked before.</exception>
    public Gradient[] gradient(Tensor target, IReadOnlyList<Tensor> sources)
    {
        if (used && !persistent)
            throw new InvalidOperationException("A non-persistent GradientTape can only be used to compute one set of gradients. Create it with persistent: true.");
        used = true;
        if (!persistent) Close();
        var seed = Tensor.Empty(target.Shape, target.DType);
        Backend.Current.Fill(seed, 1);
        var gradients = Backpropagate(target, seed, sources);
        if (!persistent) Forget();
        return gradients;
    }

    /// <inheritdoc cref="gradient(Tensor, IReadOnlyList{Tensor})"/>
    public Gradient[] gradient(Tensor target, IReadOnlyList<Variable> sources) => gradient(target, sources.Select(variable => variable.Current).ToArray());

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>Stops recording on every tape until the result is disposed of.</summary>
    internal static Inside Pause() => open.EnterHere(null);

    /// <summary>Records an operation with one output: for each input the rule that turns the output's gradient into the input's.</summary>
    internal static Tensor Record(Tensor output, params (Tensor Input, Func<Tensor, Gradient> Rule)[] rules)
    {
        if (IsRecording)
            Record([output], Array.ConvertAll(rules, rule => rule.Input), (dy, needed) =>
            {
                var gradients = new Gradient[rules.Length];
                for (var i = 0; i < rules.Length; i++)
                    if (needed[i]) gradients[i] = rules[i].Rule(dy[0]!);
                return gradients;
            });
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
                if (tape.held.Add(numbers.Readers!)) numbers.Readers!.Hold();
        }
    }

    /// <summary>
    /// Records an operation whose gradients are computed together. The rule receives the outputs' gradients (null for
    /// an output without influence) and which inputs need theirs.
    /// </summary>
    internal static void Record(Tensor[] outputs, Tensor[] inputs, Func<Tensor?[], bool[], Gradient[]> rule) =>
        Enter(outputs, inputs, (dy, needed) => rule(Array.ConvertAll(dy, one => one?.ToDense()), needed));

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
                tape.entries.Add(new Entry(outputs, inputs, needed, rule));
            }
        }
    }

    /// <summary>True when some open tape follows the tensor, so that its gradient may be asked for.</summary>
    internal static bool IsFollowed(Tensor tensor) =>
        Array.Exists(Open, known => Recording(known) is { } tape && tape.Follows(tensor));

    internal static Tensor Add(Tensor a, Tensor b)
    {
        var sum = Tensor.Empty(a.Shape, a.DType);
        Backend.Current.Binary(BinaryOp.Add, a, b, sum);
        return Record(sum, (a, dy => dy), (b, dy => dy));
    }

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

    private Gradient[] Backpropagate(Tensor target, Tensor seed, IReadOnlyList<Tensor> sources)
    {
        var gradients = new Dictionary<object, Gradient>(ReferenceEqualityComparer.Instance) { [Key(target)] = seed };
        var wanted = new HashSet<object>(sources.Select(Key), ReferenceEqualityComparer.Instance);
        for (var i = entries.Count - 1; i >= 0; i--)
        {
            var entry = entries[i];
            // What the rule needed is garbage as soon as it has run.
            if (!persistent) entries.RemoveAt(i);
            var outputs = Array.ConvertAll(entry.Outputs, output => Take(gradients, output, wanted.Contains(output)));
            if (Array.TrueForAll(outputs, gradient => gradient is null)) continue;
            var results = entry.Rule(outputs, entry.Needed);
            for (var k = 0; k < results.Length; k++)
                if (entry.Needed[k] && results[k] is not null)
                    gradients[Key(entry.Inputs[k])] = Gradient.Sum(gradients.GetValueOrDefault(Key(entry.Inputs[k])), results[k]);
        }
        return [.. sources.Select(Of)];

        Gradient Of(Tensor source) => gradients.TryGetValue(Key(source), out var own) ? own.Resolved
            : source.Origin is { } variable ? gradients.GetValueOrDefault(variable)?.Resolved! : null!;
    }

    private static Gradient? Take(Dictionary<object, Gradient> gradients, Tensor output, bool keep)
    {
        var gradient = gradients.GetValueOrDefault(output);
        if (!keep) gradients.Remove(output);
        return gradient;
    }

    private sealed record Entry(Tensor[] Outputs, Tensor[] Inputs, bool[] Needed, BackwardRule Rule);
}
