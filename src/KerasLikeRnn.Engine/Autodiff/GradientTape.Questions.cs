using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine;

// What a user asks a tape.
public sealed partial class GradientTape
{
    private const string None = "none";

    /// <summary>Follows a tensor from now on.</summary>
    public void watch(Tensor tensor)
    {
        lock (entries) tracked.Add(Key(Required.NotNull(tensor)));
        if (tensor.Origin is { } variable) watch(variable);
    }

    /// <summary>Follows a variable from now on.</summary>
    public void watch(Variable variable)
    {
        lock (entries)
        {
            tracked.Add(Required.NotNull(variable));
            variables.Add(variable);
        }
    }

    /// <summary>Follows several tensors from now on.</summary>
    [OverloadResolutionPriority(1)]
    public void watch(IReadOnlyList<Tensor> tensors)
    {
        foreach (var tensor in tensors) watch(tensor);
    }

    /// <summary>Follows several variables from now on.</summary>
    public void watch(IReadOnlyList<Variable> variables)
    {
        foreach (var variable in variables) watch(variable);
    }

    /// <summary>The variables that are watched, in the order in which they were made.</summary>
    public Variable[] watched_variables() => [.. variables.OrderBy(variable => variable.Number)];

    /// <summary>Forgets everything: what was recorded and what was watched.</summary>
    /// <exception cref="InvalidOperationException">The tape does not record any more.</exception>
    public void reset()
    {
        NeedOpen();
        Forget();
        tracked.Clear();
        variables.Clear();
    }

    /// <summary>Records nothing until the result is disposed of: <c>using (tape.stop_recording()) { ... }</c>.</summary>
    /// <exception cref="InvalidOperationException">The tape does not record.</exception>
    public IDisposable stop_recording()
    {
        NeedOpen();
        Close();
        return new Stopped(this);
    }

    /// <summary>
    /// Gradient of the sum of all targets' elements with respect to a tensor; null where that has no influence. The targets are a tensor
    /// or several: <c>tape.gradient([a, b], x)</c>.
    /// </summary>
    /// <param name="target">What is derived.</param>
    /// <param name="source">By what.</param>
    /// <param name="output_gradients">Weights of the targets' elements, a tensor for each target; ones for null.</param>
    /// <param name="unconnected_gradients">"none" (null) or "zero": the gradient where there is no influence.</param>
    /// <exception cref="InvalidOperationException">The tape is not persistent and was asked before.</exception>
    /// <exception cref="ValueError">A weight's shape is not its target's, or another argument does not fit.</exception>
    public Gradient gradient(
        GradientTargets target, Tensor source, GradientTargets? output_gradients = null, string unconnected_gradients = None) =>
        gradient(target, [Required.NotNull(source)], output_gradients, unconnected_gradients)[0];

    /// <inheritdoc cref="gradient(GradientTargets, Tensor, GradientTargets, string)"/>
    public Gradient gradient(
        GradientTargets target, Variable source, GradientTargets? output_gradients = null, string unconnected_gradients = None) =>
        gradient(target, [Required.NotNull(source).Current], output_gradients, unconnected_gradients)[0];

    /// <summary>Gradients with respect to each of several tensors.</summary>
    /// <inheritdoc cref="gradient(GradientTargets, Tensor, GradientTargets, string)"/>
    [OverloadResolutionPriority(-1)]
    public Gradient[] gradient(
        GradientTargets target, IReadOnlyList<Tensor> sources, GradientTargets? output_gradients = null,
        string unconnected_gradients = None)
    {
        var gradients = Answer(target, sources, output_gradients, unconnected_gradients);
        foreach (var gradient in gradients) gradient?.Slices?.Keep?.Invoke();
        return gradients;
    }

    /// <summary>Gradients with respect to each of several variables.</summary>
    /// <inheritdoc cref="gradient(GradientTargets, Tensor, GradientTargets, string)"/>
    public Gradient[] gradient(
        GradientTargets target, IReadOnlyList<Variable> sources, GradientTargets? output_gradients = null,
        string unconnected_gradients = None) =>
        gradient(target, Numbers(sources), output_gradients, unconnected_gradients);

    /// <summary>Gradients with respect to lists of variables, in lists.</summary>
    /// <inheritdoc cref="gradient(GradientTargets, Tensor, GradientTargets, string)"/>
    public Gradient[][] gradient(
        GradientTargets target, IReadOnlyList<IReadOnlyList<Variable>> sources, GradientTargets? output_gradients = null,
        string unconnected_gradients = None)
    {
        var all = gradient(target, [.. sources.SelectMany(list => list)], output_gradients, unconnected_gradients);
        var gradients = new Queue<Gradient>(all);
        return [.. sources.Select(list => list.Select(_ => gradients.Dequeue()).ToArray())];
    }

    /// <summary>Gradients with respect to tensors by name.</summary>
    /// <inheritdoc cref="gradient(GradientTargets, Tensor, GradientTargets, string)"/>
    public Dictionary<string, Gradient> gradient(
        GradientTargets target, IReadOnlyDictionary<string, Tensor> sources, GradientTargets? output_gradients = null,
        string unconnected_gradients = None) =>
        Named(sources.Keys, gradient(target, [.. sources.Values], output_gradients, unconnected_gradients));

    /// <summary>Gradients with respect to variables by name.</summary>
    /// <inheritdoc cref="gradient(GradientTargets, Tensor, GradientTargets, string)"/>
    public Dictionary<string, Gradient> gradient(
        GradientTargets target, IReadOnlyDictionary<string, Variable> sources, GradientTargets? output_gradients = null,
        string unconnected_gradients = None) =>
        Named(sources.Keys, gradient(target, [.. sources.Values], output_gradients, unconnected_gradients));

    /// <summary>
    /// The derivative of each element of the target with respect to each of the source: (target's axes..., source's axes...); null where
    /// the source has no influence.
    /// </summary>
    /// <param name="target">What is derived.</param>
    /// <param name="source">By what.</param>
    /// <param name="unconnected_gradients">"none" (null) or "zero": what is given where there is no influence.</param>
    /// <param name="parallel_iterations">How TensorFlow computes it; without effect.</param>
    /// <param name="experimental_use_pfor">How TensorFlow computes it; without effect.</param>
    /// <exception cref="InvalidOperationException">The tape is not persistent and was asked before.</exception>
    public Tensor? jacobian(
        Tensor target, Tensor source,
        string unconnected_gradients = None, int? parallel_iterations = null, bool experimental_use_pfor = true) =>
        jacobian(target, [source], unconnected_gradients, parallel_iterations, experimental_use_pfor)[0];

    /// <inheritdoc cref="jacobian(Tensor, Tensor, string, int?, bool)"/>
    public Tensor? jacobian(
        Tensor target, Variable source,
        string unconnected_gradients = None, int? parallel_iterations = null, bool experimental_use_pfor = true) =>
        jacobian(target, [source.Current], unconnected_gradients, parallel_iterations, experimental_use_pfor)[0];

    /// <inheritdoc cref="jacobian(Tensor, Tensor, string, int?, bool)"/>
    public Tensor?[] jacobian(
        Tensor target, IReadOnlyList<Variable> sources,
        string unconnected_gradients = None, int? parallel_iterations = null, bool experimental_use_pfor = true) =>
        jacobian(target, Numbers(sources), unconnected_gradients, parallel_iterations, experimental_use_pfor);

    /// <inheritdoc cref="jacobian(Tensor, Tensor, string, int?, bool)"/>
    public Tensor?[] jacobian(
        Tensor target, IReadOnlyList<Tensor> sources,
        string unconnected_gradients = None, int? parallel_iterations = null, bool experimental_use_pfor = true)
    {
        var zeros = IsZero(unconnected_gradients);
        var rows = Rows(target, checked((int)target.Length), element => Unit(element, target.Shape, target.DType), sources);
        return [.. sources.Select((source, i) => Stacked(rows, i, source, target.Shape.Concat(source.Shape), zeros))];
    }

    /// <summary>
    /// The jacobian of each sample: target (batch, m...) and source (batch, n...) give (batch, m..., n...), where a sample's target depends
    /// on its own source only; null where the source has no influence.
    /// </summary>
    /// <inheritdoc cref="jacobian(Tensor, Tensor, string, int?, bool)"/>
    /// <exception cref="ValueError">The first axes differ.</exception>
    public Tensor? batch_jacobian(
        Tensor target, Tensor source,
        string unconnected_gradients = None, int? parallel_iterations = null, bool experimental_use_pfor = true)
    {
        var zeros = IsZero(unconnected_gradients);
        if (target.Rank == 0 || source.Rank == 0 || target.Shape.Dims[0] != source.Shape.Dims[0])
            throw new ValueError(
                $"Need first dimension of target shape {target.Shape} and source shape {source.Shape} to match.", nameof(source));
        var (batch, inner, own) = (target.Shape.Dims[0], target.Shape.Range(1, target.Rank), source.Shape.Range(1, source.Rank));
        var shape = Shape.Of(batch).Concat(inner).Concat(own);
        var rows = Rows(target, checked((int)inner.Length), Column, [source]);
        return Stacked(rows, 0, source, Shape.Of(rows.Length).Concat(source.Shape), zeros) is { } columns
            ? Ops.Reshape(Ops.Transpose(columns, [1, 0, .. Enumerable.Range(2, columns.Rank - 2)]), shape)
            : null;

        Tensor Column(int element) => Ops.BroadcastTo(Unit(element, inner, target.DType), target.Shape);
    }

    /// <summary>The gradients for one who uses them before variables are written again.</summary>
    internal Gradient[] Gradients(Tensor target, IReadOnlyList<Variable> sources) => Answer(target, Numbers(sources));

    /// <summary>Gradients of weighted targets, for rules too.</summary>
    internal Gradient[] Gradients(IReadOnlyList<Tensor> targets, IReadOnlyList<Tensor> weights, IReadOnlyList<Tensor> sources)
    {
        if (!persistent) Close();
        return Backpropagate(targets, weights, sources);
    }

    private static bool IsZero(string unconnected_gradients) => unconnected_gradients switch
    {
        None => false,
        "zero" => true,
        _ => throw new ValueError(
            $"Unknown value for unconnected_gradients: '{unconnected_gradients}'. Expected 'none' or 'zero'.",
            nameof(unconnected_gradients)),
    };

    private static Tensor Weight(Tensor target, Tensor? given)
    {
        if (given is null) return Ops.OnesLike(target);
        return given.Shape == target.Shape ? Ops.Cast(given, target.DType) : throw new ValueError(
            $"An output gradient has the shape of its target. Received: {given.Shape} for {target.Shape}", "output_gradients");
    }

    /// <summary>One in the place of an element, zero elsewhere.</summary>
    private static Tensor Unit(int element, Shape shape, DType dtype) =>
        Ops.Reshape(Ops.OneHot(Ops.Constant(element, DType.Int32), checked((int)shape.Length), dtype), shape);

    private static Tensor[] Numbers(IReadOnlyList<Variable> variables) =>
        Array.ConvertAll(Required.NoneNull(variables?.ToArray(), "sources"), variable => variable.Current);

    private static Dictionary<string, Gradient> Named(IEnumerable<string> names, Gradient[] gradients) =>
        names.Zip(gradients).ToDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>For each weighting of the target's elements the gradients.</summary>
    private Gradient[][] Rows(Tensor target, int count, Func<int, Tensor> weights, IReadOnlyList<Tensor> sources)
    {
        Use();
        RunsRulesOnce = false;
        var rows = Enumerable.Range(0, count).Select(element => Gradients([target], [weights(element)], sources)).ToArray();
        if (!persistent) Forget();
        return rows;
    }

    /// <summary>A source's gradients of all weightings; where there is none at all, zeros or null.</summary>
    private static Tensor? Stacked(Gradient[][] rows, int place, Tensor source, Shape shape, bool zeros) =>
        Array.TrueForAll(rows, row => row[place] is null)
            ? zeros ? Ops.Zeros(shape, source.DType) : null
            : Ops.Reshape(Ops.Stack([.. rows.Select(row => row[place]?.ToDense() ?? Ops.ZerosLike(source))], 0), shape);

    private Gradient[] Answer(
        GradientTargets target, IReadOnlyList<Tensor> sources, GradientTargets? weights = null, string unconnected = None)
    {
        var zeros = IsZero(unconnected);
        var targets = target?.Tensors ?? [null];
        if (Array.IndexOf(targets, null) >= 0)
            throw new TypeError("Argument `target` should be a tensor to be differentiated, but received None.", nameof(target));
        Required.NoneNull(sources?.ToArray(), nameof(sources));
        if (weights is not null && weights.Tensors.Length != targets.Length)
            throw new ValueError(
                $"There must be an output gradient for each target. Received: {targets.Length} targets and {weights.Tensors.Length}",
                "output_gradients");
        var seeds = targets.Select((one, i) => Weight(one!, weights?.Tensors[i])).ToArray();
        Use();
        var gradients = Gradients(targets!, seeds, sources);
        if (!persistent) Forget();
        return zeros ? [.. gradients.Select((gradient, i) => gradient ?? Ops.ZerosLike(sources[i]))] : gradients;
    }

    private void NeedOpen()
    {
        if (isClosed || Array.IndexOf(Open, self) < 0)
            throw new InvalidOperationException("The GradientTape is not recording: it was disposed of, or asked for its gradients.");
    }

    private void Use()
    {
        if (used && !persistent)
            throw new InvalidOperationException(
                "A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians). "
                + "Create it with persistent: true.");
        used = true;
    }

    private sealed class Stopped(GradientTape tape) : IDisposable
    {
        public void Dispose()
        {
            tape.isClosed = false;
            open.Value = [.. Open.Where(known => known != tape.self), tape.self];
        }
    }
}
