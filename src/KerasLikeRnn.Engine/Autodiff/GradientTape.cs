using System.Runtime.CompilerServices;

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
    [ThreadStatic]
    private static List<WeakReference<GradientTape>>? open;

    private readonly List<Entry> entries = [];
    private readonly HashSet<object> tracked = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Readers> held = new(ReferenceEqualityComparer.Instance);
    private readonly WeakReference<GradientTape> self;
    private readonly bool persistent;
    private readonly bool watchVariables;
    private bool used;

    /// <summary>Opens a tape.</summary>
    /// <param name="persistent">Whether gradients may be asked for several times.</param>
    /// <param name="watch_accessed_variables">Whether trainable variables are watched by themselves.</param>
    public GradientTape(bool persistent = false, bool watch_accessed_variables = true)
    {
        this.persistent = persistent;
        watchVariables = watch_accessed_variables;
        self = new(this);
        (open ??= []).Add(self);
        MemoryScope.Current?.EndWith(this);
    }

    private delegate Gradient[] BackwardRule(Gradient?[] outputGradients, bool[] needed);

    /// <summary>True when some open tape records on this thread.</summary>
    internal static bool IsRecording => OpenCount > 0;

    /// <summary>True when the backward rule of an operation recorded now runs once at the most: it may use up what it keeps.</summary>
    internal static bool RunsRulesOnce => OpenCount == 1 && open![0].TryGetTarget(out var tape) && !tape.persistent;

    /// <summary>True when several tapes record, so that one may be asked for the gradient of another's gradient.</summary>
    internal static bool IsNested => OpenCount > 1;

    /// <summary>Number of tapes that record on this thread; those that are garbage are left out.</summary>
    private static int OpenCount
    {
        get
        {
            for (var i = (open?.Count ?? 0) - 1; i >= 0; i--)
                if (!open![i].TryGetTarget(out _)) open.RemoveAt(i);
            return open?.Count ?? 0;
        }
    }

    /// <summary>Follows a tensor from now on.</summary>
    public void watch(Tensor tensor)
    {
        tracked.Add(Key(Required.NotNull(tensor)));
        if (tensor.Origin is { } variable) watch(variable);
    }

    /// <summary>Follows a variable from now on.</summary>
    public void watch(Variable variable) => tracked.Add(Required.NotNull(variable));

    /// <summary>
    /// Records nothing until the result is disposed of: <c>using (tape.stop_recording())</c> is Python's <c>with tape.stop_recording():</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The tape does not record.</exception>
    public IDisposable stop_recording() => open?.Remove(self) == true
        ? new Resumed(self)
        : throw new InvalidOperationException("Trying to stop recording a tape which is not recording.");

    /// <summary>Forgets all that was recorded, and begins anew.</summary>
    public void reset()
    {
        Forget();
        tracked.Clear();
    }

    /// <summary>Gradient of a target (the sum of its elements) with respect to a tensor; null where that has no influence.</summary>
    public Gradient gradient(Tensor target, Tensor source) => gradient(target, [Required.NotNull(source)])[0];

    /// <summary>Gradient of a target (the sum of its elements) with respect to a variable.</summary>
    public Gradient gradient(Tensor target, Variable source) => gradient(target, Required.NotNull(source).Current);

    /// <summary>Gradients of a target (the sum of its elements) with respect to each source, null for one that has no influence.</summary>
    /// <exception cref="InvalidOperationException">The tape is not persistent and was asked before.</exception>
    /// <exception cref="TypeError">The target is null.</exception>
    /// <exception cref="ValueError">A source is null.</exception>
    [OverloadResolutionPriority(-1)]
    public Gradient[] gradient(Tensor target, IReadOnlyList<Tensor> sources)
    {
        var gradients = Gradients(target, sources);
        foreach (var gradient in gradients) gradient?.Slices?.Keep?.Invoke();
        return gradients;
    }

    /// <inheritdoc cref="gradient(Tensor, IReadOnlyList{Tensor})"/>
    public Gradient[] gradient(Tensor target, IReadOnlyList<Variable> sources) => gradient(target, Currents(sources));

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>The gradients for one who uses them before variables are written again.</summary>
    internal Gradient[] Gradients(Tensor target, IReadOnlyList<Variable> sources) => Gradients(target, Currents(sources));

    private Gradient[] Gradients(Tensor target, IReadOnlyList<Tensor> sources)
    {
        if (target is null)
            throw new TypeError("Argument `target` should be a tensor to be differentiated, but received None.", nameof(target));
        Required.NoneNull(sources?.ToArray(), nameof(sources));
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

    /// <summary>Stops recording on every tape until the result is disposed of.</summary>
    internal static IDisposable Pause() => new Paused();

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
        for (var i = 0; i < OpenCount; i++)
            if (open![i].TryGetTarget(out var tape) && tape.held.Add(numbers.Readers!)) numbers.Readers!.Hold();
    }

    /// <summary>
    /// Records an operation whose gradients are computed together. The rule receives the outputs' gradients (null for
    /// an output without influence) and which inputs need theirs.
    /// </summary>
    internal static void Record(Tensor[] outputs, Tensor[] inputs, Func<Tensor?[], bool[], Gradient[]> rule) =>
        Enter(outputs, inputs, (dy, needed) => rule(Array.ConvertAll(dy, one => one?.ToDense()), needed));

    private static void Enter(Tensor[] outputs, Tensor[] inputs, BackwardRule rule)
    {
        for (var i = 0; i < OpenCount; i++)
        {
            if (!open![i].TryGetTarget(out var tape)) continue;
            var needed = Array.ConvertAll(inputs, tape.Follows);
            if (Array.IndexOf(needed, true) < 0) continue;
            foreach (var output in outputs) tape.tracked.Add(output);
            tape.entries.Add(new Entry(outputs, inputs, needed, rule));
        }
    }

    /// <summary>True when some open tape follows the tensor, so that its gradient may be asked for.</summary>
    internal static bool IsFollowed(Tensor tensor) =>
        open is not null && open.Exists(known => known.TryGetTarget(out var tape) && tape.Follows(tensor));

    internal static Tensor Add(Tensor a, Tensor b)
    {
        var sum = Tensor.Empty(a.Shape, a.DType);
        Backend.Current.Binary(BinaryOp.Add, a, b, sum);
        return Record(sum, (a, dy => dy), (b, dy => dy));
    }

    private bool Follows(Tensor tensor) =>
        tracked.Contains(Key(tensor)) || (watchVariables && tensor.Owner is { Trainable: true });

    /// <summary>What gradients belong to: a variable has one, whichever of its numbers were read.</summary>
    private static object Key(Tensor tensor) => (object?)tensor.Owner ?? tensor;

    private void Close() => open?.Remove(self);

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

    private static Tensor[] Currents(IReadOnlyList<Variable> sources) =>
        Array.ConvertAll(Required.NoneNull(sources?.ToArray(), nameof(sources)), variable => variable.Current);

    private static Gradient? Take(Dictionary<object, Gradient> gradients, Tensor output, bool keep)
    {
        var gradient = gradients.GetValueOrDefault(output);
        if (!keep) gradients.Remove(output);
        return gradient;
    }

    private sealed record Entry(Tensor[] Outputs, Tensor[] Inputs, bool[] Needed, BackwardRule Rule);

    private sealed class Resumed(WeakReference<GradientTape> tape) : IDisposable
    {
        public void Dispose() => (open ??= []).Add(tape);
    }

    private sealed class Paused : IDisposable
    {
        private readonly List<WeakReference<GradientTape>>? stopped = open;

        public Paused() => open = null;

        public void Dispose() => open = stopped;
    }
}
