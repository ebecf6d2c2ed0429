namespace KerasLikeRnn.Engine;

// Recurrent sequences, step by step. A cell gives its next states, of which the first is the output too, and its gates.
public partial class FloatKernels
{
    public virtual void SimpleRnn(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor initial, Tensor? mask,
        Tensor? states, Tensor? outputs, Tensor lastOutput, Tensor lastState)
    {
        using var scratch = MemoryScope.OfThread();
        var all = Run(options, projected, rowOf, mask, [Of(initial)], null, outputs, [lastOutput, lastState],
            (z, before) => ([Activated(options.Activation, z + before[0].Dot(Of(recurrent)))], z));
        if (states is not null) Stack(all.Skip(1).Select(step => step[0]), states);
    }

    public virtual void SimpleRnnGradient(
        RecurrentOptions options, Tensor recurrent, Tensor initial, Tensor? mask, Tensor states,
        Tensor? dOutputs, Tensor? dLastOutput, Tensor? dLastState, Tensor dProjected, Tensor dRecurrent, Tensor dInitial)
    {
        using var scratch = MemoryScope.OfThread();
        var dU = Of(recurrent).Filled(recurrent.Shape, 0);
        RunBack(options, mask, dOutputs, dLastOutput, [dLastState], dProjected, [dInitial], (step, _, d) =>
        {
            var dz = d[0] * Slope(options.Activation, Step(states, step));
            dU += (step == 0 ? Of(initial) : Step(states, step - 1)).Dot(dz, transpose: true);
            return ([dz.Dot(Of(recurrent), transposeOther: true)], dz);
        });
        dU.To(dRecurrent);
    }

    public virtual Tensor? Lstm(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor initial, Tensor initialCarry, Tensor? mask,
        Tensor? gates, Tensor? outputs, Tensor lastOutput, Tensor lastState, Tensor lastCarry)
    {
        using var scratch = MemoryScope.OfThread();
        Tensor[] last = [lastOutput, lastState, lastCarry];
        var all = Run(options, projected, rowOf, mask, [Of(initial), Of(initialCarry)], gates, outputs, last, (x, before) =>
        {
            var z = Split(x + before[0].Dot(Of(recurrent)), 4);
            for (var gate = 0; gate < 4; gate++) z[gate] = Activated(gate == 2 ? options.Activation : options.GateActivation, z[gate]);
            var carry = z[1] * before[1] + z[0] * z[2];
            return ([z[3] * Activated(options.Activation, carry), carry], z[0].Joined(1, z.AsSpan(1)));
        });
        return gates is null ? null : scratch.Keep(SavedStates(all));
    }

    public virtual void LstmGradient(
        RecurrentOptions options, Tensor recurrent, Tensor? mask, Tensor savedStates, Tensor gates,
        Tensor? dOutputs, Tensor? dLastOutput, Tensor? dLastState, Tensor? dLastCarry,
        Tensor dProjected, Tensor dRecurrent, Tensor dInitial, Tensor dInitialCarry)
    {
        using var scratch = MemoryScope.OfThread();
        var dU = Of(recurrent).Filled(recurrent.Shape, 0);
        RunBack(options, mask, dOutputs, dLastOutput, [dLastState, dLastCarry], dProjected, [dInitial, dInitialCarry], (step, at, d) =>
        {
            var (before, after, g) = (Split(Step(savedStates, step), 2), Split(Step(savedStates, step + 1), 2), Split(Step(gates, at), 4));
            var activated = Activated(options.Activation, after[1]);
            var dCarry = d[1] + d[0] * g[3] * Slope(options.Activation, activated);
            var dz = (dCarry * g[2] * Slope(options.GateActivation, g[0])).Joined(1,
                dCarry * before[1] * Slope(options.GateActivation, g[1]),
                dCarry * g[0] * Slope(options.Activation, g[2]),
                d[0] * activated * Slope(options.GateActivation, g[3]));
            dU += before[0].Dot(dz, transpose: true);
            return ([dz.Dot(Of(recurrent), transposeOther: true), dCarry * g[1]], dz);
        });
        dU.To(dRecurrent);
    }

    public virtual Tensor? Gru(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor? recurrentBias, Tensor initial, Tensor? mask,
        Tensor? gates, Tensor? outputs, Tensor lastOutput, Tensor lastState)
    {
        using var scratch = MemoryScope.OfThread();
        var units = recurrent.Shape.Dims[0];
        // What the reset acts on is traced beside the state: the product, or the state before.
        var all = Run(options, projected, rowOf, mask, [Of(initial), Of(initial)], gates, outputs, [lastOutput, lastState], (z, before) =>
        {
            var product = before[0].Dot(Of(recurrent));
            var (x, p) = (Split(z, 3), Split(recurrentBias is null ? product : product + Of(recurrentBias), 3));
            Term update = Activated(options.GateActivation, x[0] + p[0]), reset = Activated(options.GateActivation, x[1] + p[1]);
            var acted = options.ResetAfter ? reset * p[2] : (reset * before[0]).Dot(Of(recurrent).Part(1, 2 * units, units));
            var candidate = Activated(options.Activation, x[2] + acted);
            var h = update * before[0] + (1 - update) * candidate;
            return ([h, options.ResetAfter ? p[2] : before[0]], update.Joined(1, reset, candidate));
        });
        return gates is null ? null : scratch.Keep(SavedStates(all));
    }

    public virtual void GruGradient(
        RecurrentOptions options, Tensor recurrent, Tensor? mask, Tensor savedStates, Tensor gates,
        Tensor? dOutputs, Tensor? dLastOutput, Tensor? dLastState,
        Tensor dProjected, Tensor dRecurrent, Tensor? dRecurrentBias, Tensor dInitial)
    {
        using var scratch = MemoryScope.OfThread();
        var units = recurrent.Shape.Dims[0];
        Term ofGates = Of(recurrent).Part(1, 0, 2 * units), ofCandidate = Of(recurrent).Part(1, 2 * units, units);
        var (dGates, dCandidates, dBias) = (Zeros(ofGates.Shape), Zeros(ofCandidate.Shape), Zeros(Shape.Of(1, 3 * units)));
        RunBack(options, mask, dOutputs, dLastOutput, [dLastState], dProjected, [dInitial], (step, at, d) =>
        {
            var (h, acted, g) = (Split(Step(savedStates, step), 2)[0], Split(Step(savedStates, step + 1), 2)[1], Split(Step(gates, at), 3));
            var dUpdate = d[0] * (h - g[2]) * Slope(options.GateActivation, g[0]);
            var dCandidate = d[0] * (1 - g[0]) * Slope(options.Activation, g[2]);
            // The gradient of what the product with the candidate's part of the kernel gave, and of what it was made of.
            var dProduct = options.ResetAfter ? dCandidate * g[1] : dCandidate;
            var dFactor = dProduct.Dot(ofCandidate, transposeOther: true);
            var dReset = (options.ResetAfter ? dCandidate : dFactor) * acted * Slope(options.GateActivation, g[1]);
            var dSums = dUpdate.Joined(1, dReset);
            dGates += h.Dot(dSums, transpose: true);
            dCandidates += (options.ResetAfter ? h : g[1] * h).Dot(dProduct, transpose: true);
            dBias += dSums.Joined(1, dProduct).Reduced(ReduceOp.Sum, 0);
            var before = d[0] * g[0] + dSums.Dot(ofGates, transposeOther: true) + (options.ResetAfter ? dFactor : dFactor * g[1]);
            return ([before], dSums.Joined(1, dCandidate));
        });
        dGates.Joined(1, dCandidates).To(dRecurrent);
        if (dRecurrentBias is not null) dBias.To(dRecurrentBias);

        Term Zeros(Shape shape) => Of(recurrent).Filled(shape, 0);
    }

    public virtual void SumByRow(Tensor x, Tensor rowOf, Tensor y)
    {
        Backend.Fill(y, 0);
        Backend.ScatterAdd(y, rowOf, x);
    }

    /// <summary>Runs a cell over all steps. Results are the last output and the last states.</summary>
    /// <returns>The states before the first step and behind every one.</returns>
    private List<Term[]> Run(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor? mask, Term[] states,
        Tensor? gates, Tensor? outputs, Tensor[] results, Func<Term, Term[], (Term[] States, Term Gates)> cell)
    {
        var time = (rowOf ?? projected).Shape.Dims[1];
        var output = states[0].Filled(states[0].Shape, 0);
        var none = output.Number(0);
        var (all, allOutputs, allGates) = (new List<Term[]> { states }, new List<Term>(), new Term[time]);
        for (var step = 0; step < time; step++)
        {
            var at = options.GoBackwards ? time - 1 - step : step;
            var x = rowOf is null ? Step(projected, at) : Of(projected).Rows(Step(rowOf, at).As(rowOf.Shape.Dims[0]).Tensor);
            var (after, gatesHere) = cell(x, states);
            if (mask is null) (states, output) = (after, after[0]);
            else
            {
                var runs = Step(mask, at);
                output = runs.Choose(after[0], options.ZeroOutputForMask ? none : output);
                states = [.. after.Zip(states, (next, before) => runs.Choose(next, before))];
            }
            all.Add(states);
            allOutputs.Add(output);
            allGates[at] = gatesHere;
        }
        if (outputs is not null) Stack(allOutputs, outputs);
        if (gates is not null) Stack(allGates, gates);
        output.To(results[0]);
        for (var i = 1; i < results.Length; i++) states[i - 1].To(results[i]);
        return all;
    }

    /// <summary>Runs a cell's way back from the last step to the first. A step that was skipped hands on what it gets.</summary>
    private void RunBack(
        RecurrentOptions options, Tensor? mask, Tensor? dOutputs, Tensor? dLastOutput, Tensor?[] dLast,
        Tensor dProjected, Tensor[] dInitial, Func<int, int, Term[], (Term[] Before, Term Projected)> cell)
    {
        var zeros = Of(dInitial[0]).Filled(dInitial[0].Shape, 0);
        var none = zeros.Number(0);
        Term[] states = Array.ConvertAll(dLast, last => last is null ? zeros : Of(last)), all = new Term[dProjected.Shape.Dims[1]];
        var output = dLastOutput is null ? zeros : Of(dLastOutput);
        for (var step = all.Length - 1; step >= 0; step--)
        {
            var at = options.GoBackwards ? all.Length - 1 - step : step;
            if (dOutputs is not null) output += Step(dOutputs, step);
            Term[] incoming = [states[0] + output, .. states[1..]];
            if (mask is null)
            {
                (states, all[at]) = cell(step, at, incoming);
                output = zeros;
                continue;
            }
            var runs = Step(mask, at);
            (var before, all[at]) = cell(step, at, Array.ConvertAll(incoming, d => runs.Choose(d, none)));
            states = [.. before.Zip(states, (through, past) => runs.Choose(through, past))];
            output = runs.Choose(none, options.ZeroOutputForMask ? zeros : output);
        }
        Stack(all, dProjected);
        for (var i = 0; i < dInitial.Length; i++) states[i].To(dInitial[i]);
    }

    private Tensor SavedStates(List<Term[]> states)
    {
        var steps = states.ConvertAll(step => step[0].Joined(1, step.AsSpan(1)));
        var savedStates = Backend.Empty(Shape.Of(steps[0].Shape.Dims[0], steps.Count, steps[0].Shape.Dims[1]), steps[0].Tensor.DType);
        Stack(steps, savedStates);
        return savedStates;
    }

    /// <summary>Row by row of the batch what stands at a step: (batch, ...).</summary>
    private Term Step(Tensor sequence, int step) =>
        Of(sequence).Part(1, step, 1).As(sequence.Shape.Dims[0], sequence.Rank == 2 ? 1 : sequence.Shape.Dims[2]);

    private static void Stack(IEnumerable<Term> steps, Tensor sequence)
    {
        Term[] parts = [.. steps.Select(step => step.As(step.Shape.Dims[0], 1, step.Shape.Dims[1]))];
        if (parts.Length > 0) parts[0].Joined(1, parts.AsSpan(1)).To(sequence);
    }

    private static Term[] Split(Term x, int parts)
    {
        var width = x.Shape.Dims[1] / parts;
        return [.. Enumerable.Range(0, parts).Select(part => x.Part(1, part * width, width))];
    }

    private static Term Activated(FusedActivation activation, Term x) => activation switch
    {
        FusedActivation.Tanh => x.Of(UnaryOp.Tanh),
        FusedActivation.Sigmoid => x.Of(UnaryOp.Sigmoid),
        FusedActivation.Relu => x.Of(UnaryOp.Relu),
        FusedActivation.HardSigmoid => (x * 0.2 + 0.5).With(BinaryOp.Maximum, x.Number(0)).With(BinaryOp.Minimum, x.Number(1)),
        _ => x,
    };

    /// <summary>The slope of an activation, by its result.</summary>
    private static Term Slope(FusedActivation activation, Term y)
    {
        var (zero, one) = (y.Number(0), y.Number(1));
        return activation switch
        {
            FusedActivation.Tanh => one - y * y,
            FusedActivation.Sigmoid => y * (one - y),
            FusedActivation.Relu => y.Is(CompareOp.Greater, zero).Choose(one, zero),
            FusedActivation.HardSigmoid =>
                y.Is(CompareOp.Greater, zero).With(BinaryOp.And, y.Is(CompareOp.Less, one)).Choose(y.Number(0.2), zero),
            _ => one,
        };
    }
}
