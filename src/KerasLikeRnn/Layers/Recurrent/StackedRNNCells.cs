namespace KerasLikeRnn.Layers;

/// <summary>Several cells, each fed with the output of the one before, as one cell.</summary>
[KerasExport("keras.layers.StackedRNNCells")]
public partial class StackedRNNCells : AbstractRNNCell
{
    private readonly IRNNCell[] stack;

    /// <summary>Creates the cell.</summary>
    /// <param name="cells">The cells, the one next to the input first.</param>
    /// <exception cref="ValueError">There are none.</exception>
    public StackedRNNCells(IReadOnlyList<CellLike> cells, LayerOptions? options = null) : base(options)
    {
        if (cells.Count == 0) throw new ValueError("StackedRNNCells needs at least one cell.", nameof(cells));
        stack = [.. cells.Select(cell => cell.Cell)];
    }

    public IReadOnlyList<IRNNCell> cells => stack;

    /// <inheritdoc/>
    private protected override IEnumerable<Trackable> InnerTrackables() => [new(nameof(cells), new TrackedItems(stack))];

    /// <summary>Sizes of the cells' states: a list with an entry for each cell.</summary>
    public override StateSize state_size => [.. stack.Select(cell => cell.state_size)];

    /// <inheritdoc/>
    public override Shape output_size => stack[^1].output_size;

    /// <inheritdoc/>
    protected internal override bool TakesConstants => Array.Exists(stack, cell => cell.TakesConstants);

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        foreach (var cell in stack)
        {
            cell.EnsureBuilt(input_shape);
            input_shape = Shape.Of(input_shape.Dims[0]).Concat(cell.output_size);
        }
    }

    /// <inheritdoc/>
    public override (Tensor Output, Tensors States) call(Tensor inputs, Tensors states, CallContext context)
    {
        var next = new List<Tensor>();
        var withoutConstants = context.Inner();
        foreach (var cell in stack)
        {
            var own = states.Skip(next.Count).Take(cell.state_size.Shapes.Count).ToArray();
            (inputs, var after) = cell.Step(inputs, own, cell.TakesConstants ? context : withoutConstants);
            next.AddRange(after);
        }
        return (inputs, next);
    }

    /// <inheritdoc/>
    public override Tensors get_initial_state(Tensor? inputs = null, int? batch_size = null, DType? dtype = null) =>

        ((Tensors)stack.SelectMany(cell => cell.get_initial_state(inputs, batch_size, dtype)).ToArray()).InLists(state_size.Counts);

    /// <inheritdoc/>
    internal override bool NeedsFloats => Array.TrueForAll(stack, cell => cell.NeedsFloats());

    /// <inheritdoc/>
    protected internal override void ResetMasks()
    {
        foreach (var cell in stack) cell.ResetMasks();
    }

    /// <inheritdoc/>
    protected internal override int CountMasks(CallContext context) => stack.Sum(cell => cell.CountMasks(context));
}
