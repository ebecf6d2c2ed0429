namespace KerasLikeRnn.Layers;

/// <summary>A layer's weights as they are now: the list follows the layer.</summary>
public sealed class VariableList : IReadOnlyList<Variable>
{
    private readonly Func<IEnumerable<Variable>> current;

    internal VariableList(Func<IEnumerable<Variable>> current) => this.current = current;

    /// <summary>Number of variables.</summary>
    public int Count => current().Count();

    /// <summary>The variable at a position.</summary>
    public Variable this[int index] => current().ElementAt(index);

    public IEnumerator<Variable> GetEnumerator() => current().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
