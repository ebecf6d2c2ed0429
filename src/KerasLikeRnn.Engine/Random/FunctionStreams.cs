namespace KerasLikeRnn.Engine;

/// <summary>
/// The random operations of a compiled function (the training step of a model, say): one graph, with streams of its own, for
/// every signature of inputs. A model's lives from one <c>compile</c> to the next.
/// </summary>
/// <remarks>
/// Where it relaxes shapes, a signature that fits into that of a graph there is uses the narrowest such graph. Otherwise a new graph is
/// made, for the narrowest signature that fits everything seen so far: so a batch size that changes starts a second graph and with it
/// the streams anew, once.
/// </remarks>
public sealed class FunctionStreams
{
    private readonly RandomStreams streams;
    private readonly Func<bool> makesVariables;
    private readonly bool relaxesShapes;
    private readonly List<(IReadOnlyList<InputSignature> Inputs, GraphStreams Graph)> graphs = [];

    internal FunctionStreams(RandomStreams streams, Func<bool> makesVariables, bool relaxesShapes) =>
        (this.streams, this.makesVariables, this.relaxesShapes) = (streams, makesVariables, relaxesShapes);

    /// <summary>The streams of a function as they were noted.</summary>
    internal FunctionStreams(RandomStreams streams, StreamNumbers numbers)
    {
        var makes = numbers.Keep(false);
        (this.streams, makesVariables, relaxesShapes) = (streams, () => makes, numbers.Keep(false));
        for (var count = numbers.KeepCount(0); count > 0; count--)
        {
            var inputs = new InputSignature[numbers.KeepCount(0)];
            for (var i = 0; i < inputs.Length; i++) inputs[i] = new InputSignature("", null).Keep(numbers);
            graphs.Add((inputs, new GraphStreams(streams, numbers)));
        }
    }

    /// <summary>Notes how far they were used.</summary>
    internal void Note(StreamNumbers numbers)
    {
        lock (graphs)
        {
            numbers.Keep(makesVariables());
            numbers.Keep(relaxesShapes);
            numbers.KeepCount(graphs.Count);
            foreach (var (inputs, graph) in graphs)
            {
                numbers.KeepCount(inputs.Count);
                foreach (var input in inputs) input.Keep(numbers);
                graph.Note(numbers);
            }
        }
    }

    /// <summary>Runs one step: until the result is disposed of, draws come from the graph for these inputs.</summary>
    /// <param name="inputs">All tensors of a batch: inputs, targets, sample weights. The element types are those after the
    /// conversion to the model's, and the first axis is −1 in a <c>fit</c> whose last batch is smaller than the others.</param>
    public IDisposable Step(IReadOnlyList<InputSignature> inputs)
    {
        lock (graphs) return streams.Call(Find(inputs) ?? Add(inputs));
    }

    /// <summary>A step that may run beside others: who runs it enters it (<see cref="RandomStreams.Enter"/>).</summary>
    /// <param name="turn">Waits until the steps before this one have run: called before it draws, so that draws keep their order.</param>
    internal GraphStreams StepBeside(Action turn)
    {
        lock (graphs) return streams.PassOf(Find([]) ?? Add([]), turn);
    }

    private GraphStreams? Find(IReadOnlyList<InputSignature> inputs)
    {
        var found = -1;
        for (var i = 0; i < graphs.Count; i++)
        {
            if (FitsInto(graphs[i].Inputs, inputs) && FitsInto(inputs, graphs[i].Inputs)) return graphs[i].Graph;
            if (relaxesShapes && FitsInto(inputs, graphs[i].Inputs) && (found < 0 || FitsInto(graphs[i].Inputs, graphs[found].Inputs)))
                found = i;
        }
        return found < 0 ? null : graphs[found].Graph;
    }

    private GraphStreams Add(IReadOnlyList<InputSignature> inputs)
    {
        foreach (var (known, _) in relaxesShapes ? graphs : []) inputs = Widen(inputs, known) ?? inputs;
        var graph = new GraphStreams(streams, graphs.Count == 0 ? makesVariables : null);
        graphs.Add((inputs, graph));
        return graph;
    }

    private static bool FitsInto(IReadOnlyList<InputSignature> inputs, IReadOnlyList<InputSignature> other) =>
        inputs.Count == other.Count && inputs.Zip(other).All(pair => pair.First.FitsInto(pair.Second));

    private static InputSignature[]? Widen(IReadOnlyList<InputSignature> inputs, IReadOnlyList<InputSignature> other)
    {
        if (inputs.Count != other.Count) return null;
        var wide = new InputSignature[inputs.Count];
        for (var i = 0; i < wide.Length; i++)
        {
            if (inputs[i].Widen(other[i]) is not { } both) return null;
            wide[i] = both;
        }
        return wide;
    }
}
