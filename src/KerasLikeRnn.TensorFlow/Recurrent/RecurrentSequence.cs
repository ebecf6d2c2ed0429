using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

/// <summary>
/// The loop over all steps of a recurrent layer, and that of its gradient from the last step to the first. Sequences that are read are
/// (batch, time, ...); those that are written are rows of (batch · time, ...), in place: nothing is transposed or copied.
/// </summary>
internal sealed class RecurrentSequence
{
    private readonly FunctionCall call;
    private readonly FunctionBuilder function;
    private readonly RecurrentOptions options;
    private readonly DType dtype;
    private readonly Node batch, time, last, rows, units;

    /// <param name="call">Has the inputs and outputs.</param>
    /// <param name="function">The function in the making.</param>
    /// <param name="options">How it runs.</param>
    /// <param name="sequence">Some input (batch, time, ...).</param>
    /// <param name="rank">Its number of axes.</param>
    public RecurrentSequence(FunctionCall call, FunctionBuilder function, RecurrentOptions options, Node sequence, int rank = 3)
    {
        (this.call, this.function, this.options, dtype) = (call, function, options, call["recurrent"]!.DType);
        var sizes = sequence.Sizes(rank);
        (batch, time, last) = (sizes[0], sizes[1], sizes[1] - 1);
        rows = batch * time;
        units = call["recurrent"]!.Sizes(2)[0];
    }

    /// <summary>A step of a cell.</summary>
    /// <param name="States">The states behind it, of which the first is the output too.</param>
    /// <param name="Gates">The gates, where there are any.</param>
    /// <param name="Saved">What else its gradient needs: values (batch, units).</param>
    public sealed record Step(Node[] States, Node? Gates = null, params Node[] Saved);

    /// <summary>A step of a cell's gradient.</summary>
    /// <param name="Before">Gradients of the states before it.</param>
    /// <param name="Projected">That of the projected input.</param>
    /// <param name="Product">That of the recurrent product's last part, where it is not the projected input's.</param>
    public sealed record BackStep(Node[] Before, Node Projected, Node? Product = null);

    /// <summary>Runs a cell.</summary>
    /// <param name="initial">The first states.</param>
    /// <param name="lastStates">Names of the outputs that receive the last ones.</param>
    /// <param name="parts">How many units wide the gates are.</param>
    /// <param name="saved">How many values the cell saves.</param>
    /// <param name="cell">Makes a step of the projected input and the states before.</param>
    public Dictionary<string, Node> Forward(
        Node[] initial, string[] lastStates, int parts, int saved, Func<Node, Node[], Step> cell)
    {
        var tracks = new List<Track>();
        Follow("states", 1, place => place.Step, (step, _) => step.States[0]);
        Follow("outputs", 1, place => place.Step, (_, output) => output);
        Follow("gates", parts, place => place.At, (step, _) => step.Gates!);
        Follow("saved", 1, place => place.At, (step, _) => Node.Concat(0, step.Saved), saved);

        var (mask, none) = (call["mask"], Zeros());
        Node[] begin = mask is null ? initial : [.. initial, none];
        var end = function.Loop(time, [.. begin, .. tracks.Select(track => track.Array)], (number, variables) =>
        {
            var place = new Place(number, options.GoBackwards ? last - number : number);
            var before = variables[..initial.Length];
            var step = cell(InputAt(place.At), before);
            var output = step.States[0];
            if (mask is not null)
            {
                var runs = mask.At(place.At);
                output = runs.Choose(output, options.ZeroOutputForMask ? none : variables[initial.Length]);
                step = step with { States = Chosen(runs, step.States, before) };
            }
            var written = tracks.Select((track, i) => track.Written(variables[begin.Length + i], place, step, output));
            return [.. step.States, .. mask is null ? Array.Empty<Node>() : [output], .. written];
        });

        var results = new Dictionary<string, Node> { ["lastOutput"] = end[mask is null ? 0 : initial.Length] };
        foreach (var (name, state) in lastStates.Zip(end)) results[name] = state;
        foreach (var (track, array) in tracks.Zip(end[begin.Length..])) results[track.Name] = array;
        return results;

        void Follow(string name, int width, Func<Place, Node> at, Func<Step, Node, Node> value, int values = 1)
        {
            if (call.Wants(name)) tracks.Add(new(name, Written(width, values), FirstRows(values), at, value));
        }
    }

    /// <summary>Runs a cell's gradient.</summary>
    /// <param name="lastStates">Gradients of the last states, where there are any.</param>
    /// <param name="parts">How many units wide the projected inputs are.</param>
    /// <param name="hasProduct">Whether the cell gives a gradient of the recurrent product's last part.</param>
    /// <param name="cell">Makes a step at a place of the gradients of the states behind it.</param>
    /// <returns>
    /// Gradients of the first states; that of all projected inputs, and of the products' last part: (batch · time, ...), by position.
    /// </returns>
    public (Node[] Initial, Node Projected, Node? Product) Backward(
        Node?[] lastStates, int parts, bool hasProduct, Func<Place, Node[], BackStep> cell)
    {
        var (mask, dOutputs, none, count) = (call["mask"], call["dOutputs"], Zeros(), lastStates.Length);
        var dOutput = call["dLastOutput"];
        Node[] begin = Array.ConvertAll(lastStates, d => d ?? none);
        // Without a mask the last output is the last state. With one, outputs have a gradient that passes skipped steps by itself.
        if (mask is not null) begin = [.. begin, dOutput ?? none];
        else if (dOutput is not null) begin[0] += dOutput;
        Node[] arrays = hasProduct ? [Written(parts), Written(1)] : [Written(parts)];
        var firstRows = FirstRows();

        var end = function.Loop(time, [.. begin, .. arrays], (number, variables) =>
        {
            var stepNumber = last - number;
            var place = new Place(stepNumber, options.GoBackwards ? number : stepNumber);
            var (d, written) = (variables[..count], variables[begin.Length..]);
            var output = mask is null ? null : variables[count];
            if (dOutputs is not null) output = output is null ? dOutputs.At(place.Step) : output + dOutputs.At(place.Step);
            Node[] incoming = output is null ? d : [d[0] + output, .. d[1..]];
            var runs = mask?.At(place.At);
            var step = cell(place, runs is null ? incoming : Array.ConvertAll(incoming, value => runs.Choose(value, none)));
            var at = firstRows + place.At;
            written[0] = written[0].Written(at, step.Projected);
            if (hasProduct) written[1] = written[1].Written(at, step.Product!);
            if (runs is null) return [.. step.Before, .. written];
            return [.. Chosen(runs, step.Before, d), options.ZeroOutputForMask ? none : runs.Choose(none, output!), .. written];
        });
        return (end[..count], end[begin.Length], hasProduct ? end[begin.Length + 1] : null);
    }

    /// <summary>One of the values that the steps saved: (batch · time, units), by position.</summary>
    public Node Saved(int which) =>
        function.Run("Slice", call["savedStates"]!, FunctionBuilder.Pack(rows * which, Zero), FunctionBuilder.Pack(rows, units));

    /// <summary>Rows of (batch · time, units) as (batch, time, units).</summary>
    public Node InTime(Node sequence) => sequence.As(batch, time, units);

    /// <summary>A sequence (batch, time, units) in the order of running that begins before its first step, as rows by position.</summary>
    public Node Before(Node initial, Node sequence)
    {
        var earlier = function.Run("Slice", sequence, function.Ints(0, 0, 0), FunctionBuilder.Pack(batch, last, units));
        var before = Node.Concat(1, initial.As(batch, function.Number(1, DType.Int32), units), earlier);
        if (options.GoBackwards) before = function.Run("ReverseV2", before, function.Ints(1));
        return before.As(rows, units);
    }

    private Node Zero => function.Number(0, DType.Int32);

    private Node Zeros() => function.Run("Fill", FunctionBuilder.Pack(batch, units), function.Number(0, dtype));

    private Node Written(int width, int values = 1) => function.Empty(dtype, rows * values, units * width);

    /// <summary>The row of each sequence's first position.</summary>
    private Node FirstRows(int values = 1) => function.Run("Range", Zero, batch * values, function.Number(1, DType.Int32)) * time;

    private Node InputAt(Node place) =>
        call["rowOf"] is { } rowOf ? call["projected"]!.Rows(rowOf.At(place)) : call["projected"]!.At(place);

    private static Node[] Chosen(Node runs, Node[] a, Node[] b) => [.. a.Zip(b, runs.Choose)];

    /// <summary>Where a step stands.</summary>
    /// <param name="Step">Its number in the order of running.</param>
    /// <param name="At">Its position in the inputs.</param>
    public readonly record struct Place(Node Step, Node At);

    /// <summary>A sequence that is written step by step.</summary>
    private sealed record Track(string Name, Node Array, Node FirstRows, Func<Place, Node> At, Func<Step, Node, Node> Value)
    {
        public Node Written(Node array, Place place, Step step, Node output) => array.Written(FirstRows + At(place), Value(step, output));
    }
}
