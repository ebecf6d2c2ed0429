namespace KerasLikeRnn.Layers;

/// <summary>
/// Sizes of a cell's states, without the batch axis: a number or a shape for one state, a list of such for several, nested as
/// the cell likes. The states themselves go by in one flat list, in the order of <see cref="Shapes"/>.
/// </summary>
/// <remarks>
/// Converts from what Python takes: <c>32</c>, <c>new Shape(3, 2)</c>, <c>[32, 32]</c>, <c>[new Shape(3, 2), [4, 5]]</c>.
/// </remarks>
[CollectionBuilder(typeof(StateSize), nameof(Create))]
public sealed class StateSize
{
    private readonly Shape? only;
    private readonly StateSize[] parts = [];

    private StateSize(Shape shape) => only = shape;

    private StateSize(StateSize[] parts) => this.parts = parts;

    /// <summary>Shape of every state, in order.</summary>
    public IReadOnlyList<Shape> Shapes => only is not null ? [only] : [.. parts.SelectMany(part => part.Shapes)];

    /// <summary>Number of states of each entry of the list: a cell's own list of states is one.</summary>
    internal IEnumerable<int> Counts => only is not null ? [1] : parts.Select(part => part.Shapes.Count);

    /// <summary>The size at a position of a list; a single state counts as a list of one.</summary>
    public StateSize this[int index] => only is not null && index == 0 ? this : parts[index];

    /// <summary>Builds the list from a collection expression.</summary>
    public static StateSize Create(ReadOnlySpan<StateSize> parts) => new(parts.ToArray());

    public static implicit operator StateSize(int size) => new((Shape)size);

    public static implicit operator StateSize(Shape shape) => new(shape);

    public static implicit operator StateSize(int[] sizes) => new([.. sizes.Select(size => (StateSize)size)]);

    public static implicit operator StateSize(Shape[] shapes) => new([.. shapes.Select(shape => (StateSize)shape)]);

    public static implicit operator StateSize((int, int) sizes) => [sizes.Item1, sizes.Item2];

    /// <summary>The sizes of a list; a single state is a list of one.</summary>
    public IEnumerator<StateSize> GetEnumerator() => (only is not null ? [this] : parts.AsEnumerable()).GetEnumerator();

    /// <summary>Python's text: <c>32</c>, <c>(3, 2)</c>, <c>[32, 32]</c>.</summary>
    public override string ToString() =>
        only is null ? PythonText.List(parts) : only.Rank == 1 ? PythonText.Repr(only[0]) : only.ToString();
}
