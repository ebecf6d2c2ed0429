namespace KerasLikeRnn.Layers;

/// <summary>A cell, or several to be stacked.</summary>
[CollectionBuilder(typeof(CellLike), nameof(Create))]
public readonly struct CellLike : IEnumerable<Layer>
{
    private readonly IRNNCell? cell;

    private CellLike(IRNNCell cell) => this.cell = cell;

    /// <exception cref="ValueError">None was given.</exception>
    internal IRNNCell Cell =>
        cell ?? throw new ValueError("Argument `cell` should be a recurrent cell, which has a `call` method. Received: cell=None");

    /// <summary>Stacks the cells of a collection expression.</summary>
    public static CellLike Create(ReadOnlySpan<Layer> cells) => cells.ToArray();

    /// <exception cref="ValueError">The layer is no cell.</exception>
    public static implicit operator CellLike(Layer cell) => cell is null ? default : new(cell as IRNNCell ?? throw new ValueError(
        "The RNN cell should have a `state_size` attribute (tuple of integers, one integer per RNN state): implement IRNNCell. "
        + $"Received: cell={cell.GetType().Name} \"{cell.name}\"", nameof(cell)));

    public static implicit operator CellLike(Layer[] cells) => new(new StackedRNNCells([.. Required.NotNull(cells)]));

    public static implicit operator CellLike(List<Layer> cells) => new(new StackedRNNCells([.. cells]));

    public static implicit operator CellLike(List<AbstractRNNCell> cells) => new(new StackedRNNCells([.. cells]));

    public static implicit operator CellLike(OrderedDictionary<string, object?> config) => LayerConfigs.deserialize(config);

    public IEnumerator<Layer> GetEnumerator() => (Cell is StackedRNNCells stack ? stack.cells : [Cell]).Cast<Layer>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
