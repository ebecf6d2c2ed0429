namespace KerasLikeRnn.Layers;

/// <summary>
/// What <see cref="RNN"/> and <see cref="StackedRNNCells"/> ask of a cell: any layer may be one that says the size of its states and
/// computes a step. <see cref="AbstractRNNCell"/> and the built-in cells are.
/// </summary>
/// <example><code>
/// class MinimalCell(int units) : Layer, IRNNCell
/// {
///     public StateSize state_size => units;
///
///     public (Tensor, Tensors) call(Tensor inputs, Tensors states) => ...;
/// }
/// </code></example>
public interface IRNNCell
{
    /// <summary>Name of the cell.</summary>
    string name { get; }

    /// <summary>Size of the states: <c>units</c>, or <c>[units, new Shape(3, 2)]</c> for several.</summary>
    StateSize state_size { get; }

    /// <summary>Shape of the output, without the batch axis; that of the first state by default.</summary>
    Shape output_size => state_size.Shapes[0];

    /// <summary>
    /// Whether <c>call</c> uses <see cref="CallContext.constants"/>. A cell that says so is given the constants of the call of its
    /// layer at every step; others refuse them.
    /// </summary>
    bool TakesConstants => false;

    /// <summary>One step.</summary>
    /// <param name="inputs">The step's input (batch, features).</param>
    /// <param name="states">The states before the step.</param>
    /// <returns>The output (batch, ...) and the states after the step.</returns>
    (Tensor Output, Tensors States) call(Tensor inputs, Tensors states) => throw RNNCells.WithoutStep(this);

    /// <summary>One step that knows whether it is part of training.</summary>
    /// <param name="inputs">The step's input (batch, features).</param>
    /// <param name="states">The states before the step.</param>
    /// <param name="context">Whether it is training, and the constants.</param>
    /// <returns>The output (batch, ...) and the states after the step.</returns>
    (Tensor Output, Tensors States) call(Tensor inputs, Tensors states, CallContext context) => call(inputs, states);

    /// <summary>The states a sequence begins with: zeros.</summary>
    /// <param name="inputs">Inputs from which batch size and type are taken.</param>
    /// <param name="batch_size">Number of samples, where there are no inputs.</param>
    /// <param name="dtype">Type of the states, where there are no inputs.</param>
    /// <exception cref="ValueError">Neither inputs nor batch size and type are given.</exception>
    Tensors get_initial_state(Tensor? inputs = null, int? batch_size = null, DType? dtype = null) =>
        RNNCells.Zeros(this, inputs, batch_size, dtype);

    /// <summary>The constructor's arguments, from which an equal cell can be made.</summary>
    OrderedDictionary<string, object?> get_config();
}

/// <summary>What a cell can do besides, which those of Keras say and others do not.</summary>
internal static class RNNCells
{
    public static NotSupportedException WithoutStep(IRNNCell cell) => new(
        $"The cell {cell.GetType().Name} has no computation: override call(inputs, states), or call(inputs, states, context).");

    public static Tensors Zeros(IRNNCell cell, Tensor? inputs, int? batch_size, DType? dtype)
    {
        batch_size = inputs?.Shape[0] ?? batch_size;
        dtype = inputs?.DType ?? dtype;
        if (batch_size is not { } size || dtype is not { } type)
            throw new ValueError(
                "batch_size and dtype cannot be None while constructing initial state. "
                + $"Received: batch_size={PythonText.Repr(batch_size)}, dtype={dtype?.Name() ?? "None"}");
        Tensors zeros = cell.state_size.Shapes.Select(shape => Ops.Zeros(Shape.Of(size).Concat(shape), type)).ToArray();
        return zeros.InLists(cell.state_size.Counts);
    }

    /// <summary>A step in the form that the class of the cell has.</summary>
    public static (Tensor Output, Tensors States) Step(this IRNNCell cell, Tensor inputs, Tensors states, CallContext context) =>
        cell is AbstractRNNCell { Kind.StepsWithoutContext: true } ? cell.call(inputs, states) : cell.call(inputs, states, context);

    /// <summary>One step, given the inputs followed by the states; gives the output followed by the new states.</summary>
    public static Tensors Call(IRNNCell cell, Tensors inputs, CallContext context)
    {
        if (Required.NotNull(inputs).Count == 1 && cell.state_size.Shapes.Any())
            throw new ValueError(
                $"A cell is called on the inputs of a step and on states: cell[inputs, states]. The cell {cell.name} received no states.");
        Tensors before = inputs.Skip(1).ToArray();
        cell.CheckStates(before);
        var (output, states) = cell.Step(inputs[0], before, context);
        return (Tensor[])[output, .. states];
    }

    public static void EnsureBuilt(this IRNNCell cell, Shape shape) => ((Layer)cell).EnsureBuilt(shape);

    /// <summary>A step without numbers, which builds the layers that the step calls: a model knows all weights before it runs.</summary>
    public static void BuildInside(IRNNCell cell, Shape step)
    {
        var layer = (Layer)cell;
        if (layer.SubLayers.All(inner => inner.built)) return;
        ShapeInference.Of(
            step, layer.DType, x => cell.Step(x, cell.get_initial_state(null, x.Shape[0], layer.DType), new CallContext()).Output);
    }

    public static void ResetMasks(this IRNNCell cell) => (cell as AbstractRNNCell)?.ResetMasks();

    public static int CountMasks(this IRNNCell cell, CallContext context) => (cell as AbstractRNNCell)?.CountMasks(context) ?? 0;

    /// <summary>Whether states of other types than floats would be wrong: a cell of one's own may count in whole numbers.</summary>
    public static bool NeedsFloats(this IRNNCell cell) => cell is AbstractRNNCell { NeedsFloats: true };

    /// <summary>Checks states that come from outside.</summary>
    /// <exception cref="ValueError">There are too few, or they are not of floats where the cell computes with floats only.</exception>
    public static void CheckStates(this IRNNCell cell, Tensors states)
    {
        var count = cell.state_size.Shapes.Count;
        if (states.Count < count)
            throw new ValueError(
                $"The cell {cell.name} has {count} states. Received: {states.Count}", nameof(states));
        if (!cell.NeedsFloats() || states.FirstOrDefault(state => !state.DType.IsFloating()) is not { } other) return;
        var type = ((Layer)cell).compute_dtype;
        throw new ValueError(
            $"The cell {cell.name} computes in {type} and takes no state of {other.DType.Name()}. Cast it to {type} first.",
            nameof(states));
    }
}
