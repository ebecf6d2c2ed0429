namespace KerasLikeRnn.Layers;

/// <summary>
/// The symbolic tensors that go into or come out of a model; a new model may begin with them, <c>Model(model.inputs, x)</c>.
/// </summary>
public sealed class KerasTensors : IReadOnlyList<KerasTensor>
{
    private readonly KerasTensor[] items;

    internal KerasTensors(KerasTensor[] items) => this.items = items;

    /// <summary>Number of tensors.</summary>
    public int Count => items.Length;

    /// <summary>The tensor at a position, negative ones counted from the end.</summary>
    public KerasTensor this[int index] => items[index < 0 ? index + items.Length : index];

    public static implicit operator Tensors(KerasTensors tensors) => tensors.items;

    public IEnumerator<KerasTensor> GetEnumerator() => ((IEnumerable<KerasTensor>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    /// <summary>Python's text: that of a list, None where the model is not built.</summary>
    public override string ToString() => items.Length == 0 ? "None" : Python.PythonText.List(items);
}
