namespace KerasLikeRnn.Engine;

/// <summary>How a fused recurrent operation runs.</summary>
/// <param name="Activation">Function applied to the sum of each step.</param>
/// <param name="GoBackwards">Whether it runs from the last step to the first; the sequence of outputs is in the order of running.</param>
/// <param name="ZeroOutputForMask">Whether a masked step gives zeros instead of repeating the output before it.</param>
/// <param name="GateActivation">Function applied to the gates, where there are any.</param>
/// <param name="ResetAfter">Whether the reset gate of a GRU acts after the recurrent product.</param>
public readonly record struct RecurrentOptions(
    FusedActivation Activation, bool GoBackwards, bool ZeroOutputForMask, FusedActivation GateActivation = FusedActivation.Sigmoid, bool ResetAfter = true);

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
    public abstract void SimpleRnn(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor initial, Tensor? mask,
        Tensor? states, Tensor? outputs, Tensor lastOutput, Tensor lastState);

    /// <summary>The gradients of <see cref="SimpleRnn"/>.</summary>
    /// <param name="options">How it ran.</param>
    /// <param name="recurrent">The recurrent kernel.</param>
    /// <param name="initial">The first state.</param>
    /// <param name="mask">Truth values (batch, time), or null.</param>
    /// <param name="states">Every state (batch, time, units).</param>
    /// <param name="dOutputs">Gradient of every output, or null.</param>
    /// <param name="dLastOutput">Gradient of the last output, or null.</param>
    /// <param name="dLastState">Gradient of the last state, or null.</param>
    /// <param name="dProjected">Receives the gradient of z at every position (batch, time, units). May be states, unless it ran backwards.</param>
    /// <param name="dRecurrent">Receives the gradient of the recurrent kernel.</param>
    /// <param name="dInitial">Receives the gradient of the first state.</param>
    public abstract void SimpleRnnGradient(
        RecurrentOptions options, Tensor recurrent, Tensor initial, Tensor? mask, Tensor states,
        Tensor? dOutputs, Tensor? dLastOutput, Tensor? dLastState, Tensor dProjected, Tensor dRecurrent, Tensor dInitial);

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
    /// <param name="gates">Receives the activated gates at every position (batch, time, 4 units), where wanted for the gradient.</param>
    /// <param name="outputs">Receives every output (batch, time, units), where wanted.</param>
    /// <param name="lastOutput">Receives the last output (batch, units).</param>
    /// <param name="lastState">Receives the last h (batch, units).</param>
    /// <param name="lastCarry">Receives the last c (batch, units).</param>
    /// <returns>With gates, what else the gradient needs, in an order of the engine's own; else null.</returns>
    public abstract Tensor? Lstm(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor initial, Tensor initialCarry, Tensor? mask,
        Tensor? gates, Tensor? outputs, Tensor lastOutput, Tensor lastState, Tensor lastCarry);

    /// <summary>The gradients of <see cref="Lstm"/>.</summary>
    /// <param name="options">How it ran.</param>
    /// <param name="recurrent">The recurrent kernel.</param>
    /// <param name="mask">Truth values (batch, time), or null.</param>
    /// <param name="trace">What it returned.</param>
    /// <param name="gates">The gates it gave.</param>
    /// <param name="dOutputs">Gradient of every output, or null.</param>
    /// <param name="dLastOutput">Gradient of the last output, or null.</param>
    /// <param name="dLastState">Gradient of the last h, or null.</param>
    /// <param name="dLastCarry">Gradient of the last c, or null.</param>
    /// <param name="dProjected">Receives the gradient of z at every position (batch, time, 4 units). May be gates.</param>
    /// <param name="dRecurrent">Receives the gradient of the recurrent kernel.</param>
    /// <param name="dInitial">Receives the gradient of the first h.</param>
    /// <param name="dInitialCarry">Receives the gradient of the first c.</param>
    public abstract void LstmGradient(
        RecurrentOptions options, Tensor recurrent, Tensor? mask, Tensor trace, Tensor gates, Tensor? dOutputs, Tensor? dLastOutput, Tensor? dLastState,
        Tensor? dLastCarry, Tensor dProjected, Tensor dRecurrent, Tensor dInitial, Tensor dInitialCarry);

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
    /// <param name="gates">Receives the activated gates at every position (batch, time, 3 units), where wanted for the gradient.</param>
    /// <param name="outputs">Receives every output (batch, time, units), where wanted.</param>
    /// <param name="lastOutput">Receives the last output (batch, units).</param>
    /// <param name="lastState">Receives the last state (batch, units).</param>
    /// <returns>With gates, what else the gradient needs, in an order of the engine's own; else null.</returns>
    public abstract Tensor? Gru(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor? recurrentBias, Tensor initial, Tensor? mask,
        Tensor? gates, Tensor? outputs, Tensor lastOutput, Tensor lastState);

    /// <summary>The gradients of <see cref="Gru"/>.</summary>
    /// <param name="options">How it ran.</param>
    /// <param name="recurrent">The recurrent kernel.</param>
    /// <param name="mask">Truth values (batch, time), or null.</param>
    /// <param name="trace">What it returned.</param>
    /// <param name="gates">The gates it gave.</param>
    /// <param name="dOutputs">Gradient of every output, or null.</param>
    /// <param name="dLastOutput">Gradient of the last output, or null.</param>
    /// <param name="dLastState">Gradient of the last state, or null.</param>
    /// <param name="dProjected">Receives the gradient of the projected inputs (batch, time, 3 units). May be gates.</param>
    /// <param name="dRecurrent">Receives the gradient of the recurrent kernel.</param>
    /// <param name="dRecurrentBias">Receives the gradient of the recurrent bias, where there is one.</param>
    /// <param name="dInitial">Receives the gradient of the first state.</param>
    public abstract void GruGradient(
        RecurrentOptions options, Tensor recurrent, Tensor? mask, Tensor trace, Tensor gates, Tensor? dOutputs, Tensor? dLastOutput, Tensor? dLastState,
        Tensor dProjected, Tensor dRecurrent, Tensor? dRecurrentBias, Tensor dInitial);

    /// <summary>
    /// Numbers the rows of a table that int32 indices name, in ascending order: rowOf receives the number of each index's row,
    /// rows (as long as the smaller of both) the row of each number. Returns how many rows are in use.
    /// </summary>
    public abstract int CompactRows(Tensor indices, int tableRows, Tensor rowOf, Tensor rows);

    /// <summary>y[r] = the sum of x (n, width) over the positions that rowOf gives to r, in their order.</summary>
    public abstract void SumByRow(Tensor x, Tensor rowOf, Tensor y);
}
