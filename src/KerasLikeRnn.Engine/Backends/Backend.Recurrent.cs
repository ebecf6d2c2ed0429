using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KerasLikeRnn.Engine;

/// <summary>How a fused recurrent operation runs.</summary>
/// <param name="Activation">Function applied to the sum of each step.</param>
/// <param name="GoBackwards">Whether it runs from the last step to the first; the sequence of outputs is in the order of running.</param>
/// <param name="ZeroOutputForMask">Whether a masked step gives zeros instead of repeating the output before it.</param>
/// <param name="GateActivation">Function applied to the gates, where there are any.</param>
/// <param name="ResetAfter">Whether the reset gate of a GRU acts after the recurrent product.</param>
public readonly record struct RecurrentOptions(
    FusedActivation Activation, bool GoBackwards, bool ZeroOutputForMask, FusedActivation GateActivation = FusedActivation.Sigmoid,
    bool ResetAfter = true);

public abstract partial class Backend
{
    /// <summary>
    /// The whole sequence of a SimpleRNN: h = activation(z + h·recurrent). z is either projected (batch, time, units), or
    /// the row of projected (rows, units) that rowOf (batch, time, int32) names. A masked step keeps the state.
    /// </summary>
    /// <param name="options">How it runs.</param>
    /// <param name="projected">The projected inputs, bias included.</param>
    /// <param name="rowOf">Row of projected for each position, or null.</param>
    /// <param name="recurrent">The recurrent kernel (units, units).</param>
    /// <param name="initial">The first state (batch, units).</param>
    /// <param name="mask">Truth values (batch, time), or null.</param>
    /// <param name="states">Receives every state (batch, time, units), where wanted for the gradient.</param>
    /// <param name="outputs">Receives every output (batch, time, units), where wanted; without a mask the same tensor as states.</param>
    /// <param name="lastOutput">Receives the last output (batch, units).</param>
    /// <param name="lastState">Receives the last state (batch, units).</param>
    public void SimpleRnn(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor initial, Tensor? mask,
        Tensor? states, Tensor? outputs, Tensor lastOutput, Tensor lastState)
    {
        var (batch, time, units) = NeedSequence(recurrent, 1, projected, rowOf, mask);
        Need(initial, recurrent.DType, [batch, units]);
        Need(states, recurrent.DType, [batch, time, units]);
        Need(outputs, recurrent.DType, [batch, time, units]);
        Need(lastOutput, recurrent.DType, [batch, units]);
        Need(lastState, recurrent.DType, [batch, units]);
        Floats(recurrent).SimpleRnn(options, projected, rowOf, recurrent, initial, mask, states, outputs, lastOutput, lastState);
        KeepAlive(projected, rowOf, recurrent, initial, mask, states, outputs, lastOutput, lastState);
    }

    /// <summary>The gradients of <see cref="SimpleRnn"/>.</summary>
    /// <param name="options">How it ran.</param>
    /// <param name="recurrent">The recurrent kernel.</param>
    /// <param name="initial">The first state.</param>
    /// <param name="mask">Truth values (batch, time), or null.</param>
    /// <param name="states">Every state (batch, time, units).</param>
    /// <param name="dOutputs">Gradient of every output, or null.</param>
    /// <param name="dLastOutput">Gradient of the last output, or null.</param>
    /// <param name="dLastState">Gradient of the last state, or null.</param>
    /// <param name="dProjected">Receives the gradient of z at every position (batch, time, units). May be states, unless it ran
    /// backwards.</param>
    /// <param name="dRecurrent">Receives the gradient of the recurrent kernel.</param>
    /// <param name="dInitial">Receives the gradient of the first state.</param>
    public void SimpleRnnGradient(
        RecurrentOptions options, Tensor recurrent, Tensor initial, Tensor? mask, Tensor states,
        Tensor? dOutputs, Tensor? dLastOutput, Tensor? dLastState, Tensor dProjected, Tensor dRecurrent, Tensor dInitial)
    {
        var (batch, time, units) = NeedSequence(recurrent, 1, states, null, mask);
        Need(initial, recurrent.DType, [batch, units]);
        Need(dOutputs, recurrent.DType, [batch, time, units]);
        Need(dLastOutput, recurrent.DType, [batch, units]);
        Need(dLastState, recurrent.DType, [batch, units]);
        Need(dProjected, recurrent.DType, [batch, time, units]);
        Need(dRecurrent, recurrent.DType, [units, units]);
        Need(dInitial, recurrent.DType, [batch, units]);
        Floats(recurrent).SimpleRnnGradient(
            options, recurrent, initial, mask, states, dOutputs, dLastOutput, dLastState, dProjected, dRecurrent, dInitial);
        KeepAlive(recurrent, initial, mask, states, dOutputs, dLastOutput, dLastState, dProjected, dRecurrent, dInitial);
    }

    /// <summary>
    /// The whole sequence of an LSTM: with z + h·U in four parts i, f, g, o and σ the activation of the gates,
    /// c = σ(f)·c + σ(i)·activation(g), h = σ(o)·activation(c). z is given as in <see cref="SimpleRnn"/>.
    /// </summary>
    /// <param name="options">How it runs.</param>
    /// <param name="projected">The projected inputs, bias included, 4 units wide.</param>
    /// <param name="rowOf">Row of projected for each position, or null.</param>
    /// <param name="recurrent">The recurrent kernel U (units, 4 units).</param>
    /// <param name="initial">The first h (batch, units).</param>
    /// <param name="initialCarry">The first c (batch, units).</param>
    /// <param name="mask">Truth values (batch, time), or null.</param>
    /// <param name="gates">Receives the activated gates at every position (batch, time, 4 units) for the gradient; at skipped steps
    /// anything.</param>
    /// <param name="outputs">Receives every output (batch, time, units), where wanted.</param>
    /// <param name="lastOutput">Receives the last output (batch, units).</param>
    /// <param name="lastState">Receives the last h (batch, units).</param>
    /// <param name="lastCarry">Receives the last c (batch, units).</param>
    /// <returns>With gates, what else the gradient needs, in an order of the engine's own; else null.</returns>
    public Tensor? Lstm(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor initial, Tensor initialCarry, Tensor? mask,
        Tensor? gates, Tensor? outputs, Tensor lastOutput, Tensor lastState, Tensor lastCarry)
    {
        NeedGated(4, projected, rowOf, recurrent, initial, mask, gates, outputs, lastOutput, lastState);
        Need(initialCarry, recurrent.DType, initial.Shape.Dims);
        Need(lastCarry, recurrent.DType, initial.Shape.Dims);
        var savedStates = Floats(recurrent).Lstm(
            options, projected, rowOf, recurrent, initial, initialCarry, mask, gates, outputs, lastOutput, lastState, lastCarry);
        KeepAlive(projected, rowOf, recurrent, initial, initialCarry, mask, gates, outputs, lastOutput, lastState, lastCarry);
        return savedStates;
    }

    /// <summary>The gradients of <see cref="Lstm"/>.</summary>
    /// <param name="options">How it ran.</param>
    /// <param name="recurrent">The recurrent kernel.</param>
    /// <param name="mask">Truth values (batch, time), or null.</param>
    /// <param name="savedStates">What it returned.</param>
    /// <param name="gates">The gates it gave.</param>
    /// <param name="dOutputs">Gradient of every output, or null.</param>
    /// <param name="dLastOutput">Gradient of the last output, or null.</param>
    /// <param name="dLastState">Gradient of the last h, or null.</param>
    /// <param name="dLastCarry">Gradient of the last c, or null.</param>
    /// <param name="dProjected">Receives the gradient of z at every position (batch, time, 4 units). May be gates.</param>
    /// <param name="dRecurrent">Receives the gradient of the recurrent kernel.</param>
    /// <param name="dInitial">Receives the gradient of the first h.</param>
    /// <param name="dInitialCarry">Receives the gradient of the first c.</param>
    public void LstmGradient(
        RecurrentOptions options, Tensor recurrent, Tensor? mask, Tensor savedStates, Tensor gates, Tensor? dOutputs, Tensor? dLastOutput,
        Tensor? dLastState,
        Tensor? dLastCarry, Tensor dProjected, Tensor dRecurrent, Tensor dInitial, Tensor dInitialCarry)
    {
        NeedGatedGradient(4, recurrent, mask, savedStates, gates, dOutputs, dLastOutput, dLastState, dProjected, dRecurrent, dInitial);
        Need(dLastCarry, recurrent.DType, dInitial.Shape.Dims);
        Need(dInitialCarry, recurrent.DType, dInitial.Shape.Dims);
        Floats(recurrent).LstmGradient(
            options, recurrent, mask, savedStates, gates, dOutputs, dLastOutput, dLastState, dLastCarry, dProjected, dRecurrent, dInitial,
            dInitialCarry);
        KeepAlive(
            recurrent, mask, savedStates, gates, dOutputs, dLastOutput, dLastState, dLastCarry, dProjected, dRecurrent, dInitial,
            dInitialCarry);
    }

    /// <summary>
    /// The whole sequence of a GRU: with x the parts z, r, k of the projected inputs, p those of h·U + b, and σ the activation of
    /// the gates, z = σ(x_z + p_z), r = σ(x_r + p_r), h = z·h + (1 − z)·activation(x_k + s), where s = r·p_k with
    /// <see cref="RecurrentOptions.ResetAfter"/>, else (r·h)·U_k. Inputs are given as in <see cref="SimpleRnn"/>.
    /// </summary>
    /// <param name="options">How it runs.</param>
    /// <param name="projected">The projected inputs, their bias included, 3 units wide.</param>
    /// <param name="rowOf">Row of projected for each position, or null.</param>
    /// <param name="recurrent">The recurrent kernel U (units, 3 units).</param>
    /// <param name="recurrentBias">The bias b (3 units) of the recurrent products, or null; only where the reset comes after.</param>
    /// <param name="initial">The first state (batch, units).</param>
    /// <param name="mask">Truth values (batch, time), or null.</param>
    /// <param name="gates">Receives the activated gates at every position (batch, time, 3 units) for the gradient; at skipped steps
    /// anything.</param>
    /// <param name="outputs">Receives every output (batch, time, units), where wanted.</param>
    /// <param name="lastOutput">Receives the last output (batch, units).</param>
    /// <param name="lastState">Receives the last state (batch, units).</param>
    /// <returns>With gates, what else the gradient needs, in an order of the engine's own; else null.</returns>
    public Tensor? Gru(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor? recurrentBias, Tensor initial, Tensor? mask,
        Tensor? gates, Tensor? outputs, Tensor lastOutput, Tensor lastState)
    {
        NeedGated(3, projected, rowOf, recurrent, initial, mask, gates, outputs, lastOutput, lastState);
        Need(recurrentBias, recurrent.DType, recurrent.Shape.Dims[1]);
        var savedStates = Floats(recurrent).Gru(
            options, projected, rowOf, recurrent, recurrentBias, initial, mask, gates, outputs, lastOutput, lastState);
        KeepAlive(projected, rowOf, recurrent, recurrentBias, initial, mask, gates, outputs, lastOutput, lastState);
        return savedStates;
    }

    /// <summary>The gradients of <see cref="Gru"/>.</summary>
    /// <param name="options">How it ran.</param>
    /// <param name="recurrent">The recurrent kernel.</param>
    /// <param name="mask">Truth values (batch, time), or null.</param>
    /// <param name="savedStates">What it returned.</param>
    /// <param name="gates">The gates it gave.</param>
    /// <param name="dOutputs">Gradient of every output, or null.</param>
    /// <param name="dLastOutput">Gradient of the last output, or null.</param>
    /// <param name="dLastState">Gradient of the last state, or null.</param>
    /// <param name="dProjected">Receives the gradient of the projected inputs (batch, time, 3 units). May be gates.</param>
    /// <param name="dRecurrent">Receives the gradient of the recurrent kernel.</param>
    /// <param name="dRecurrentBias">Receives the gradient of the recurrent bias, where there is one.</param>
    /// <param name="dInitial">Receives the gradient of the first state.</param>
    public void GruGradient(
        RecurrentOptions options, Tensor recurrent, Tensor? mask, Tensor savedStates, Tensor gates, Tensor? dOutputs, Tensor? dLastOutput,
        Tensor? dLastState,
        Tensor dProjected, Tensor dRecurrent, Tensor? dRecurrentBias, Tensor dInitial)
    {
        NeedGatedGradient(3, recurrent, mask, savedStates, gates, dOutputs, dLastOutput, dLastState, dProjected, dRecurrent, dInitial);
        Need(dRecurrentBias, recurrent.DType, recurrent.Shape.Dims[1]);
        Floats(recurrent).GruGradient(
            options, recurrent, mask, savedStates, gates, dOutputs, dLastOutput, dLastState, dProjected, dRecurrent, dRecurrentBias,
            dInitial);
        KeepAlive(recurrent, mask, savedStates, gates, dOutputs, dLastOutput, dLastState, dProjected, dRecurrent, dRecurrentBias, dInitial);
    }

    /// <summary>
    /// Numbers the rows of a table that int32 indices name, in ascending order: rowOf receives the number of each index's row,
    /// rows (as long as the smaller of both) the row of each number. Returns how many rows are in use.
    /// </summary>
    public int CompactRows(Tensor indices, int tableRows, Tensor rowOf, Tensor rows)
    {
        Need(indices, DType.Int32, indices.Length);
        Need(rowOf, DType.Int32, indices.Length);
        Demand(tableRows >= 0, "a table");
        Need(rows, DType.Int32, Math.Min(tableRows, indices.Length));
        var used = RunCompactRows(indices, tableRows, rowOf, rows);
        KeepAlive(indices, rowOf, rows);
        return used;
    }

    protected virtual int RunCompactRows(Tensor indices, int tableRows, Tensor rowOf, Tensor rows)
    {
        RunCheckRows(tableRows, indices);
        var all = indices.ToArray<int>();
        var distinct = all.Distinct().Order().ToArray();
        rowOf.Storage.Write(MemoryMarshal.AsBytes(Array.ConvertAll(all, row => Array.BinarySearch(distinct, row)).AsSpan()));
        rows.Storage.Write(MemoryMarshal.AsBytes(distinct.AsSpan()));
        return distinct.Length;
    }

    /// <summary>y[r] = the sum of x (n, width) over the positions that rowOf gives to r, in their order.</summary>
    public void SumByRow(Tensor x, Tensor rowOf, Tensor y)
    {
        Demand(y.Rank == 2, "sums (rows, width)");
        NeedRows(rowOf, y.Shape.Dims[0]);
        Need(x, y.DType, rowOf.Length * y.Shape.Dims[1]);
        Need(y);
        Floats(y).SumByRow(x, rowOf, y);
        KeepAlive(x, rowOf, y);
    }

    /// <summary>The parts that all recurrent kernels read: the projected inputs, given by position or by row.</summary>
    private (int Batch, int Time, int Units) NeedSequence(
        Tensor recurrent, int gates, Tensor projected, Tensor? rowOf, Tensor? mask, [CallerMemberName] string kernel = "")
    {
        var positions = rowOf ?? projected;
        Demand(
            recurrent.Rank == 2 && positions.Rank == (rowOf is null ? 3 : 2),
            "inputs (batch, time, units), or rows of them for (batch, time)", kernel);
        int batch = positions.Shape.Dims[0], time = positions.Shape.Dims[1], units = recurrent.Shape.Dims[0],
            width = checked(gates * units);
        Need(recurrent, recurrent.DType, [units, width], nameof(recurrent), kernel);
        if (rowOf is null) Need(projected, recurrent.DType, [batch, time, width], nameof(projected), kernel);
        else
        {
            Demand(projected.Rank == 2, "rows of projected inputs", kernel);
            Need(projected, recurrent.DType, [projected.Shape.Dims[0], width], nameof(projected), kernel);
            NeedRows(rowOf, projected.Shape.Dims[0], kernel);
        }
        Need(mask, DType.Bool, [batch, time], nameof(mask), kernel);
        return (batch, time, units);
    }

    private void NeedGated(
        int parts, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor initial, Tensor? mask,
        Tensor? gates, Tensor? outputs, Tensor lastOutput, Tensor lastState, [CallerMemberName] string kernel = "")
    {
        var (batch, time, units) = NeedSequence(recurrent, parts, projected, rowOf, mask, kernel);
        Need(initial, recurrent.DType, [batch, units], nameof(initial), kernel);
        Need(gates, recurrent.DType, [batch, time, parts * units], nameof(gates), kernel);
        Need(outputs, recurrent.DType, [batch, time, units], nameof(outputs), kernel);
        Need(lastOutput, recurrent.DType, [batch, units], nameof(lastOutput), kernel);
        Need(lastState, recurrent.DType, [batch, units], nameof(lastState), kernel);
    }

    private void NeedGatedGradient(
        int parts, Tensor recurrent, Tensor? mask, Tensor savedStates, Tensor gates, Tensor? dOutputs, Tensor? dLastOutput,
        Tensor? dLastState,
        Tensor dProjected, Tensor dRecurrent, Tensor dInitial, [CallerMemberName] string kernel = "")
    {
        var (batch, time, units) = NeedSequence(recurrent, parts, gates, null, mask, kernel);
        Need(savedStates, recurrent.DType, savedStates.Length, nameof(savedStates), kernel);
        Need(dOutputs, recurrent.DType, [batch, time, units], nameof(dOutputs), kernel);
        Need(dLastOutput, recurrent.DType, [batch, units], nameof(dLastOutput), kernel);
        Need(dLastState, recurrent.DType, [batch, units], nameof(dLastState), kernel);
        Need(dProjected, recurrent.DType, gates.Shape.Dims, nameof(dProjected), kernel);
        Need(dRecurrent, recurrent.DType, recurrent.Shape.Dims, nameof(dRecurrent), kernel);
        Need(dInitial, recurrent.DType, [batch, units], nameof(dInitial), kernel);
    }
}
