namespace KerasLikeRnn.Engine;

public static partial class Ops
{
    /// <summary>
    /// A GRU over the whole sequence as one operation: with x·kernel + bias in the parts z, r, k, those of h·recurrent +
    /// recurrentBias, p, and σ the activation of the gates, z = σ(x_z + p_z), r = σ(x_r + p_r),
    /// h' = z·h + (1 − z)·activation(x_k + s), where s = r·p_k with <see cref="RecurrentOptions.ResetAfter"/>, else
    /// (r·h)·recurrent_k; the output is h'. A lookup is treated as in <see cref="SimpleRnn"/>.
    /// </summary>
    /// <param name="x">Inputs (batch, time, features).</param>
    /// <param name="kernel">The kernel (features, 3 units).</param>
    /// <param name="bias">The bias of the inputs (3 units), or null.</param>
    /// <param name="recurrent">The recurrent kernel (units, 3 units).</param>
    /// <param name="recurrentBias">The bias of the recurrent products (3 units), or null; only where the reset comes after.</param>
    /// <param name="initial">The first state (batch, units).</param>
    /// <param name="mask">Truth values (batch, time), or null.</param>
    /// <param name="options">How it runs.</param>
    /// <param name="returnSequences">Whether the output is that of every step (batch, time, units), or the last one (batch, units).</param>
    /// <returns>The output and the last state.</returns>
    /// <exception cref="ValueError">There is a recurrent bias, and the reset comes before the product.</exception>
    public static (Tensor Output, Tensor State) Gru(
        Tensor x, Tensor kernel, Tensor? bias, Tensor recurrent, Tensor? recurrentBias, Tensor initial, Tensor? mask,
        RecurrentOptions options, bool returnSequences)
    {
        if (recurrentBias is not null && !options.ResetAfter)
            throw new ValueError(
                "The recurrent products of a GRU have a bias only where the reset comes after them.", nameof(recurrentBias));
        if (x.DType.IsHalf())
            return Rounded(
                Gru(Wide(x), Wide(kernel), Wide(bias), Wide(recurrent), Wide(recurrentBias), Wide(initial), mask, options, returnSequences),
                x.DType);
        var projection = Projection.Of(x, kernel, bias);
        int batch = x.Shape.Dims[0], time = x.Shape.Dims[1], units = recurrent.Shape.Dims[0];
        Tensor[] inputs = [.. projection.Inputs, recurrent, initial, .. recurrentBias is null ? Array.Empty<Tensor>() : [recurrentBias]];
        var gates = inputs.Any(GradientTape.IsFollowed) ? Tensor.Empty(Shape.Of(batch, time, 3 * units), x.DType) : null;
        var outputs = returnSequences ? Tensor.Empty(Shape.Of(batch, time, units), x.DType) : null;
        var (lastOutput, state) = (Row(), Row());
        var savedStates = Backend.Gru(
            options, projection.Projected, projection.RowOf, recurrent, recurrentBias, initial, mask, gates, outputs, lastOutput, state);
        Tensor[] results = [outputs ?? lastOutput, state];
        // The gradient may take the place of the gates where nobody will read them again.
        var tape = GradientTape.Only;
        if (gates is not null)
            GradientTape.Record(results, inputs, (dy, needed) =>
            {
                var dProjected = tape is { RunsRulesOnce: true } ? gates : Tensor.Empty(gates.Shape, x.DType);
                var dRecurrent = Tensor.Empty(recurrent.Shape, x.DType);
                var dRecurrentBias = recurrentBias is null ? null : Tensor.Empty(recurrentBias.Shape, x.DType);
                var dInitial = Row();
                Backend.GruGradient(
                    options, recurrent, mask, savedStates!, gates, returnSequences ? dy[0] : null, returnSequences ? null : dy[0], dy[1],
                    dProjected, dRecurrent, dRecurrentBias, dInitial);
                Gradient[] gradients = [.. projection.Gradients(dProjected, needed), dRecurrent, dInitial];
                return dRecurrentBias is null ? gradients : [.. gradients, dRecurrentBias];
            }, given => GruSteps(given, bias is not null, mask, options, returnSequences));
        return (results[0], state);

        Tensor Row() => Tensor.Empty(Shape.Of(batch, units), x.DType);
    }
}
