namespace KerasLikeRnn.Engine;

/// <summary>
/// Records the operations on watched tensors and on trainable variables while it is open, and then computes gradients
/// by running their backward rules in reverse order.
/// </summary>
/// <remarks>Tapes may be nested: the backward rules are made of operations too, so an outer tape can record them.</remarks>
public sealed class GradientTape : IDisposable
{
    [ThreadStatic]
    private static List<GradientTape>? open;

    private readonly List<Entry> entries = [];
    private readonly HashSet<Tensor> tracked = new(ReferenceEqualityComparer.Instance);
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
        (open ??= []).Add(this);
    }

    private delegate Gradient[] BackwardRule(Tensor?[] outputGradients, bool[] needed);

    /// <summary>True when some open tape records on this thread.</summary>
    internal static bool IsRecording => open is { Count: > 0 };

    /// <summary>True when the backward rule of an operation recorded now runs once at the most: it may use up what it keeps.</summary>
    internal static bool RunsRulesOnce => open is [{ persistent: false }];

    /// <summary>Follows a tensor from now on.</summary>
    public void watch(Tensor tensor) => tracked.Add(tensor);

    /// <summary>Gradient of a target (the sum of its elements) with respect to a tensor; null where that has no influence.</summary>
    public Gradient gradient(Tensor target, Tensor source) => gradient(target, [source])[0];

    /// <summary>Gradients of a target (the sum of its elements) with respect to each source: null for one that has no influence.</summary>
    /// <exception cref="InvalidOperationException">The tape is not persistent and was asked before.</exception>
    public Gradient[] gradient(Tensor target, IReadOnlyList<Tensor> sources)
    {
        if (used && !persistent)
            throw new InvalidOperationException("A non-persistent GradientTape can only be used to compute one set of gradients. Create it with persistent: true.");
        used = true;
        if (!persistent) Close();
        var seed = Tensor.Empty(target.Shape, target.DType);
        Backend.Current.Fill(seed, 1);
        return Backpropagate(target, seed, sources);
    }

    /// <inheritdoc cref="gradient(Tensor, IReadOnlyList{Tensor})"/>
    public Gradient[] gradient(Tensor target, IReadOnlyList<Variable> sources) => gradient(target, sources.Select(variable => variable.Value).ToArray());

    /// <inheritdoc/>
    public void Dispose() => Close();

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

    /// <summary>
    /// Records an operation whose gradients are computed together. The rule receives the outputs' gradients (null for
    /// an output without influence) and which inputs need theirs.
    /// </summary>
    internal static void Record(Tensor[] outputs, Tensor[] inputs, Func<Tensor?[], bool[], Gradient[]> rule)
    {
        if (open is null) return;
        foreach (var tape in open)
        {
            var needed = Array.ConvertAll(inputs, tape.Follows);
            if (Array.IndexOf(needed, true) < 0) continue;
            foreach (var output in outputs) tape.tracked.Add(output);
            tape.entries.Add(new Entry(outputs, inputs, needed, new BackwardRule(rule)));
        }
    }

    /// <summary>True when some open tape follows the tensor, so that its gradient may be asked for.</summary>
    internal static bool IsFollowed(Tensor tensor) => open is not null && open.Exists(tape => tape.Follows(tensor));

    internal static Tensor Add(Tensor a, Tensor b)
    {
        var sum = Tensor.Empty(a.Shape, a.DType);
        Backend.Current.Binary(BinaryOp.Add, a, b, sum);
        return Record(sum, (a, dy => dy), (b, dy => dy));
    }

    private bool Follows(Tensor tensor) =>
        tracked.Contains(tensor) || (watchVariables && tensor.Owner is { Trainable: true });

    private void Close() => open?.Remove(this);

    private Gradient[] Backpropagate(Tensor target, Tensor seed, IReadOnlyList<Tensor> sources)
    {
        var gradients = new Dictionary<Tensor, Gradient>(ReferenceEqualityComparer.Instance) { [target] = seed };
        var wanted = new HashSet<Tensor>(sources, ReferenceEqualityComparer.Instance);
        for (var i = entries.Count - 1; i >= 0; i--)
        {
            var entry = entries[i];
            var outputs = Array.ConvertAll(entry.Outputs, output => Take(gradients, output, wanted.Contains(output)));
            if (Array.TrueForAll(outputs, gradient => gradient is null)) continue;
            var results = entry.Rule(outputs, entry.Needed);
            for (var k = 0; k < results.Length; k++)
                if (entry.Needed[k] && results[k] is not null)
                    gradients[entry.Inputs[k]] = Gradient.Sum(gradients.GetValueOrDefault(entry.Inputs[k]), results[k]);
        }
        return sources.Select(source => gradients.GetValueOrDefault(source)!).ToArray();
    }

    private static Tensor? Take(Dictionary<Tensor, Gradient> gradients, Tensor output, bool keep)
    {
        if (!gradients.TryGetValue(output, out var gradient)) return null;
        if (!keep) gradients.Remove(output);
        return gradient.ToDense();
    }

    private sealed record Entry(Tensor[] Outputs, Tensor[] Inputs, bool[] Needed, BackwardRule Rule);

    private sealed class Paused : IDisposable
    {
        private readonly List<GradientTape>? stopped = open;

        public Paused() => open = null;

        public void Dispose() => open = stopped;
    }
}
