namespace KerasLikeRnn.BackendFunctions;

/// <summary>A step of <c>keras.backend.rnn</c>.</summary>
/// <param name="inputs">The step's input (batch, ...).</param>
/// <param name="states">The states before it, then the constants.</param>
/// <returns>Its output, and the states after it.</returns>
public delegate (Tensor output, Tensors states) StepFunction(Tensor inputs, Tensors states);

/// <summary>keras.backend: functions run over a sequence.</summary>
public static class SequenceFunctions
{
    /// <summary>Runs a step function over the time steps of a tensor.</summary>
    /// <param name="step_function">The step.</param>
    /// <param name="inputs">(batch, time, ...), or (time, batch, ...) for time_major.</param>
    /// <param name="initial_states">The first states.</param>
    /// <param name="go_backwards">Whether it runs from the last step to the first; the outputs then stand in that order.</param>
    /// <param name="mask">Truth values (batch, time): a masked step keeps the states, and the output before it.</param>
    /// <param name="constants">Handed to every step after the states.</param>
    /// <param name="unroll">Whether Keras writes the steps out one by one: zeros for masked steps are then put in at the end, by the mask
    /// as it is, also where the steps run backwards.</param>
    /// <param name="input_length">Lengths of the sequences (batch), which mask all that follows; a number has no meaning.</param>
    /// <param name="time_major">Whether time is the first axis.</param>
    /// <param name="zero_output_for_mask">Whether a masked step gives zeros.</param>
    /// <param name="return_all_outputs">Whether the outputs of all steps are returned, or only the last one (batch, 1, ...).</param>
    /// <returns>The last output, the outputs, the last states.</returns>
    /// <exception cref="ValueError">The inputs have fewer than three axes.</exception>
    [KerasExport("keras.backend.rnn")]
    public static (Tensor last_output, Tensor outputs, Tensors new_states) rnn(
        StepFunction step_function, TensorLike inputs, Tensors initial_states, bool go_backwards = false, Tensor? mask = null,
        Tensors? constants = null,
        bool unroll = false, TensorLike? input_length = null, bool time_major = false, bool zero_output_for_mask = false,
        bool return_all_outputs = true)
    {
        var x = inputs.ToTensor();
        if (x.Rank < 3) throw new ValueError($"Shape {x.Shape} must have rank at least 3", nameof(inputs));
        if (unroll && x.Shape.Dims[time_major ? 0 : 1] == Shape.Unknown)
            throw new ValueError("Unrolling requires a fixed number of timesteps.", nameof(unroll));
        var lengths = mask is null && !unroll && input_length is { Adapts: false } ? input_length : null;
        var results = Operation.Call("keras.backend.rnn", step_function, x, Listed(initial_states), go_backwards, mask, Listed(constants),
            unroll, lengths, time_major, zero_output_for_mask, return_all_outputs);
        return (results[0], results[1], results[2..]);

        TensorLike Listed(Tensors? tensors) => TensorLike.Create([.. (tensors ?? []).Select(tensor => (TensorLike)tensor)]);
    }

    [Operation("keras.backend.rnn")]
    internal static Tensor[] Rnn(
        StepFunction step_function, Tensor inputs, TensorLike initial_states, bool go_backwards, Tensor? mask, TensorLike constants,
        bool unroll,
        Tensor? input_length, bool time_major, bool zero_output_for_mask, bool return_all_outputs)
    {
        var time = time_major ? 0 : 1;
        var steps = Ops.Unstack(inputs, time);
        var masks = mask is not null ? Masks(mask, time)
            : input_length is not null ? Masks(input_length, steps.Length, go_backwards)
            : null;
        Tensor[] fixedOnes = constants.ToTensors();
        var late = unroll && zero_output_for_mask && mask is not null;
        var loop = new TimeSteps(go_backwards, zero_output_for_mask && !late, return_all_outputs);
        var (outputs, final) = loop.Run(steps, masks, initial_states.ToTensors(),
            (input, before) => step_function(input, (Tensor[])[.. before, .. fixedOnes]));
        var (last, sequence) = (outputs[^1], Ops.Stack(outputs, time));
        if (late) (last, sequence) = (Masked(masks![go_backwards ? 0 : ^1], last), Masked(Ops.Stack(masks, time), sequence));
        return [last, sequence, .. final];
    }

    /// <summary>A function of each element of the first axis.</summary>
    /// <param name="fn">The function.</param>
    /// <param name="elems">The elements.</param>
    /// <param name="name">Has no meaning outside graphs.</param>
    /// <param name="dtype">Type of the results, where it is another.</param>
    [KerasExport("keras.backend.map_fn", "tf.map_fn"), Operation("map_fn")]
    internal static Tensor map_fn(Func<Tensor, Tensor> fn, Tensor elems, string? name = null, string? dtype = null)
    {
        var results = Array.ConvertAll(Ops.Unstack(elems, 0), element => fn(element));
        if (dtype is not null && results.Any(result => result.DType.Name() != dtype))
            throw new ValueError($"The function's results are of the type {results[0].DType.Name()}, not {dtype}.", nameof(dtype));
        return Ops.Stack(results, 0);
    }

    /// <summary>
    /// fn(... fn(fn(initializer, first), second) ..., last) over the first axis; the first element where there is no initializer.
    /// </summary>
    /// <param name="fn">Makes the next value of the one so far and an element.</param>
    /// <param name="elems">The elements.</param>
    /// <param name="initializer">The first value.</param>
    /// <param name="name">Has no meaning outside graphs.</param>
    [KerasExport("keras.backend.foldl", "tf.foldl"), Operation("compat.v1.foldl")]
    internal static Tensor foldl(Func<Tensor, Tensor, Tensor> fn, Tensor elems, Tensor? initializer = null, string? name = null) =>
        Folded(fn, Ops.Unstack(elems, 0), initializer);

    /// <summary>The same from the last element to the first.</summary>
    /// <inheritdoc cref="foldl"/>
    [KerasExport("keras.backend.foldr", "tf.foldr"), Operation("compat.v1.foldr")]
    internal static Tensor foldr(Func<Tensor, Tensor, Tensor> fn, Tensor elems, Tensor? initializer = null, string? name = null) =>
        Folded(fn, Ops.Unstack(elems, 0).Reverse(), initializer);

    /// <summary>All values on the way of <see cref="foldl"/>, one after another.</summary>
    [KerasExport("tf.scan"), Operation("compat.v1.scan")]
    internal static Tensor scan(Func<Tensor, Tensor, Tensor> fn, Tensor elems, Tensor? initializer = null)
    {
        var values = new List<Tensor>();
        foreach (var element in Ops.Unstack(elems, 0))
            values.Add(values.Count > 0 ? fn(values[^1], element) : initializer is not null ? fn(initializer.Leased(), element) : element);
        return Ops.Stack(values, 0);
    }

    private static Tensor Folded(Func<Tensor, Tensor, Tensor> fn, IEnumerable<Tensor> elements, Tensor? initializer) =>
        initializer is not null ? elements.Aggregate(initializer.Leased(), fn) : elements.Aggregate(fn);

    private static Tensor Masked(Tensor mask, Tensor x) => Ops.Select(TimeSteps.MaskFor(mask, x), x, Ops.ZerosLike(x));

    private static Tensor[] Masks(Tensor mask, int time)
    {
        mask = Ops.Cast(mask, DType.Bool);
        return Ops.Unstack(mask.Rank == 3 ? Ops.Squeeze(mask, 2) : mask, time);
    }

    /// <summary>The masks of sequences of some lengths; those that run backwards begin where the longest one ends.</summary>
    private static Tensor[] Masks(Tensor lengths, int steps, bool backwards)
    {
        lengths = Ops.Reshape(lengths, Shape.Of(Shape.Unknown));
        var shift = backwards ? steps - (int)Ops.Max(lengths).Item() : 0;
        return [.. Enumerable.Range(0, steps).Select(step => lengths > step - shift)];
    }
}
