using System.Collections;
using System.Runtime.CompilerServices;
using KerasLikeRnn.Engine;

namespace KerasLikeRnn.Layers;

/// <summary>What goes into or comes out of a layer: one tensor, or several.</summary>
[CollectionBuilder(typeof(Tensors), nameof(Create))]
public sealed class Tensors : IReadOnlyList<Tensor>
{
    private readonly Tensor[] items;

    private Tensors(Tensor[] items) => this.items = items;

    /// <summary>Number of tensors.</summary>
    public int Count => items.Length;

    /// <summary>The tensor at a position.</summary>
    public Tensor this[int index] => items[index];

    /// <summary>Builds the list from a collection expression.</summary>
    public static Tensors Create(ReadOnlySpan<Tensor> items) => new(items.ToArray());

    public static implicit operator Tensors(Tensor tensor) => new([tensor]);

    public static implicit operator Tensors(Tensor[] tensors) => new(tensors);

    public static implicit operator Tensors(List<Tensor> tensors) => new([.. tensors]);

    /// <summary>The tensor, where there is exactly one.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    public static implicit operator Tensor(Tensors tensors) => tensors.items is [var only]
        ? only
        : throw new InvalidOperationException($"One tensor was expected; there are {tensors.Count}. Take one by its index.");

    public IEnumerator<Tensor> GetEnumerator() => ((IEnumerable<Tensor>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();
}
