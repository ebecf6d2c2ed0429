namespace KerasLikeRnn.Engine;

public static partial class Ops
{
    /// <summary>
    /// An LSTM over the whole sequence as one operation: with x·kernel + bias + h·recurrent in four parts i, f, g, o and σ the
    /// activation of the gates, c' = σ(f)·c + σ(i)·activation(g), h' = σ(o)·activation(c'); the output is h'. A lookup is
    /// treated as in <see cref="SimpleRnn"/>.
    /// </summary>
    /// <param name="x">Inputs (batch, time, features).</param>
    /// <param name="kernel">The kernel (features, 4 units).</param>
    /// <param name="bias">The bias (4 units), or null.</param>
    /// <param name="recurrent">The recurrent kernel (units, 4 units).</param>
    /// <param name="initial">The first h (batch, units).</param>
    /// <param name="initialCarry">The first c (batch, units).</param>
    /// <param name="mask">Truth values (batch, time), or null.</param>
    /// <param name="options">How it runs.</param>
    /// <param name="returnSequences">Whether the output is that of every step (batch, time, units), or the last one (batch, units).</param>
    /// <returns>The output and the last h and c.</returns>
    public static (Tensor Output, Tensor State, Tensor Carry) Lstm(
        Tensor x, Tensor kernel, Tensor? bias, Tensor recurrent, Tensor initial, Tensor initialCarry, Tensor? mask,
        RecurrentOptions options, bool returnSequences)
    {
        if (x.DType.IsHalf())
            return Rounded(
                Lstm(Wide(x), Wide(kernel), Wide(bias), Wide(recurrent), Wide(initial), Wide(initialCarry), mask, options, returnSequences),
                x.DType);
        var projection = Projection.Of(x, kernel, bias);
        int batch = x.Shape.Dims[0], time = x.Shape.Dims[1], units = recurrent.Shape.Dims[0];
        Tensor[] inputs = [.. projection.Inputs, recurrent, initial, initialCarry];
        var gates = inputs.Any(GradientTape.IsFollowed) ? Tensor.Empty(Shape.Of(batch, time, 4 * units), x.DType) : null;
        var outputs = returnSequences ? Tensor.Empty(Shape.Of(batch, time, units), x.DType) : null;
        var (lastOutput, state, carry) = (Row(), Row(), Row());
        var savedStates = Backend.Lstm(
            options, projection.Projected, projection.RowOf, recurrent, initial, initialCarry, mask, gates, outputs, lastOutput, state,
            carry);
        Tensor[] results = [outputs ?? lastOutput, state, carry];
        // The gradient may take the place of the gates where nobody will read them again.
        var tape = GradientTape.Only;
        if (gates is not null)
            GradientTape.Record(results, inputs, (dy, needed) =>
            {
                var dProjected = tape is { RunsRulesOnce: true } ? gates : Tensor.Empty(gates.Shape, x.DType);
                var dRecurrent = Tensor.Empty(recurrent.Shape, x.DType);
                var (dInitial, dInitialCarry) = (Row(), Row());
                Backend.LstmGradient(
                    options, recurrent, mask, savedStates!, gates, returnSequences ? dy[0] : null, returnSequences ? null : dy[0], dy[1],
                    dy[2],
                    dProjected, dRecurrent, dInitial, dInitialCarry);
                return [.. projection.Gradients(dProjected, needed), dRecurrent, dInitial, dInitialCarry];
            }, given => LstmSteps(given, bias is not null, mask, options, returnSequences));
        return (results[0], state, carry);

        Tensor Row() => Tensor.Empty(Shape.Of(batch, units), x.DType);
    }
}
