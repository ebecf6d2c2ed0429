namespace KerasLikeRnn.Layers;

/// <summary>The masks of a layer's inputs or outputs, each null where there is none: <c>layer.input_mask</c>.</summary>
public sealed class Masks : IReadOnlyList<Tensor?>, Python.IPrinted
{
    private readonly Tensor?[] items;
    private readonly bool isList;

    private Masks(Tensor?[] items, bool isList) => (this.items, this.isList) = (items, isList);

    /// <summary>Number of inputs or outputs.</summary>
    public int Count => items.Length;

    /// <summary>The mask at a position.</summary>
    public Tensor? this[int index] => items[index < 0 ? index + items.Length : index];

    /// <summary>The masks of symbolic tensors; null for one that has none, as Python's None.</summary>
    internal static Masks? Of(Tensors tensors)
    {
        var masks = tensors.Select(tensor => tensor is KerasTensor symbolic ? symbolic.SymbolicMask : tensor.Mask).ToArray();
        return masks is [null] && !tensors.IsList ? null : new(masks, tensors.IsList);
    }

    /// <summary>The only mask.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    public static implicit operator Tensor?(Masks? masks) => masks is null ? null : masks.items is [var only]
        ? only
        : throw new InvalidOperationException($"One mask was expected; there are {masks.items.Length}. Take one by its index.");

    public IEnumerator<Tensor?> GetEnumerator() => ((IEnumerable<Tensor?>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    /// <summary>Python's text: that of the mask, or of a list.</summary>
    public override string ToString() => isList ? Repr : Python.PythonText.Str(items[0]);

    /// <inheritdoc/>
    string Python.IPrinted.Repr => Repr;

    private string Repr => isList ? Python.PythonText.List(items) : Python.PythonText.Repr(items[0]);
}
