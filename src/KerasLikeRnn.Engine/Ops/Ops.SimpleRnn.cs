namespace KerasLikeRnn.Engine;

public static partial class Ops
{
    /// <summary>
    /// A SimpleRNN over the whole sequence, h' = activation(x·kernel + bias + h·recurrent), as one operation. Where x is a
    /// lookup, the table is projected once (or its rows in use, when they are fewer) instead of every position, and the
    /// gradient goes the same way back.
    /// </summary>
    /// <param name="x">Inputs (batch, time, features).</param>
    /// <param name="kernel">The kernel (features, units).</param>
    /// <param name="bias">The bias (units), or null.</param>
    /// <param name="recurrent">The recurrent kernel (units, units).</param>
    /// <param name="initial">The first state (batch, units).</param>
    /// <param name="mask">Truth values (batch, time), or null.</param>
    /// <param name="options">How it runs.</param>
    /// <param name="returnSequences">Whether the output is that of every step (batch, time, units), or the last one (batch, units).</param>
    /// <returns>The output and the last state.</returns>
    public static (Tensor Output, Tensor State) SimpleRnn(
        Tensor x, Tensor kernel, Tensor? bias, Tensor recurrent, Tensor initial, Tensor? mask, RecurrentOptions options,
        bool returnSequences)
    {
        if (x.DType.IsHalf())
            return Rounded(
                SimpleRnn(Wide(x), Wide(kernel), Wide(bias), Wide(recurrent), Wide(initial), mask, options, returnSequences), x.DType);
        var projection = Projection.Of(x, kernel, bias);
        int batch = x.Shape.Dims[0], time = x.Shape.Dims[1], units = recurrent.Shape.Dims[0];
        var recording = projection.Inputs.Append(recurrent).Append(initial).Any(GradientTape.IsFollowed);
        var sequence = Shape.Of(batch, time, units);
        var states = recording || (returnSequences && mask is null) ? Tensor.Empty(sequence, x.DType) : null;
        var outputs = !returnSequences ? null : mask is null ? states : Tensor.Empty(sequence, x.DType);
        var lastOutput = Tensor.Empty(Shape.Of(batch, units), x.DType);
        var lastState = Tensor.Empty(Shape.Of(batch, units), x.DType);
        Backend.SimpleRnn(
            options, projection.Projected, projection.RowOf, recurrent, initial, mask, states, outputs, lastOutput, lastState);
        // The last state is a tensor of its own even where it equals the last output: each has its own gradient.
        Tensor[] results = [returnSequences ? outputs! : lastOutput, lastState];
        // The gradient of a step may take the place of its state where nobody will read the states again: the memory is in the cache.
        var tape = states != outputs && !options.GoBackwards ? GradientTape.Only : null;
        if (recording)
            GradientTape.Record(results, [.. projection.Inputs, recurrent, initial], (dy, needed) =>
            {
                var dProjected = tape is { RunsRulesOnce: true } ? states! : Tensor.Empty(sequence, x.DType);
                var dRecurrent = Tensor.Empty(recurrent.Shape, x.DType);
                var dInitial = Tensor.Empty(initial.Shape, x.DType);
                Backend.SimpleRnnGradient(options, recurrent, initial, mask, states!,
                    returnSequences ? dy[0] : null, returnSequences ? null : dy[0], dy[1], dProjected, dRecurrent, dInitial);
                return [.. projection.Gradients(dProjected, needed), dRecurrent, dInitial];
            }, given => SimpleRnnSteps(given, bias is not null, mask, options, returnSequences));
        return (results[0], results[1]);
    }
}
