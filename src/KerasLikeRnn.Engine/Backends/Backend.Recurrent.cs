namespace KerasLikeRnn.Engine;

/// <summary>How a fused recurrent operation runs.</summary>
/// <param name="Activation">Function applied to the sum of each step.</param>
/// <param name="GoBackwards">Whether it runs from the last step to the first; the sequence of outputs is in the order of running.</param>
/// <param name="ZeroOutputForMask">Whether a masked step gives zeros instead of repeating the output before it.</param>
public readonly record struct RecurrentOptions(FusedActivation Activation, bool GoBackwards, bool ZeroOutputForMask);

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
    /// <param name="dProjected">Receives the gradient of z at every position (batch, time, units).</param>
    /// <param name="dRecurrent">Receives the gradient of the recurrent kernel.</param>
    /// <param name="dInitial">Receives the gradient of the first state.</param>
    public abstract void SimpleRnnGradient(
        RecurrentOptions options, Tensor recurrent, Tensor initial, Tensor? mask, Tensor states,
        Tensor? dOutputs, Tensor? dLastOutput, Tensor? dLastState, Tensor dProjected, Tensor dRecurrent, Tensor dInitial);

    /// <summary>
    /// Numbers the rows of a table that int32 indices name, in ascending order: rowOf receives the number of each index's row,
    /// rows (as long as the smaller of both) the row of each number. Returns how many rows are in use.
    /// </summary>
    public abstract int CompactRows(Tensor indices, int tableRows, Tensor rowOf, Tensor rows);

    /// <summary>y[r] = the sum of x (n, width) over the positions that rowOf gives to r, in their order.</summary>
    public abstract void SumByRow(Tensor x, Tensor rowOf, Tensor y);
}
