using System.Collections;
using System.Runtime.CompilerServices;
using KerasLikeRnn.Engine;

namespace KerasLikeRnn.BackendFunctions;

/// <summary>
/// A shape whose sizes are numbers or scalar tensors: <c>(2, 3)</c>, <c>[tf.shape(x)[0], 3]</c>, or a whole tensor such as
/// <c>tf.shape(x)</c>. Where it is allowed, −1 stands for the size that is left.
/// </summary>
[CollectionBuilder(typeof(ShapeLike), nameof(Create))]
public readonly struct ShapeLike : IReadOnlyList<SizeLike>
{
    private readonly SizeLike[]? sizes;
    private readonly Tensor? vector;

    private ShapeLike(SizeLike[] sizes) => this.sizes = sizes;

    private ShapeLike(Tensor vector) => this.vector = vector;

    /// <summary>Number of axes.</summary>
    public int Count => vector is null ? Sizes.Length : vector.Shape.Dim(0);

    /// <summary>Size of an axis.</summary>
    public SizeLike this[int index] => vector is null ? Sizes[index] : vector[index];

    /// <summary>The tensors in it.</summary>
    internal Tensor[] Tensors => vector is null ? [.. Sizes.Where(size => size.Tensor is not null).Select(size => size.Tensor!)] : [vector];

    private SizeLike[] Sizes => sizes ?? [];

    /// <summary>Builds a shape from a collection expression.</summary>
    public static ShapeLike Create(ReadOnlySpan<SizeLike> sizes) => new(sizes.ToArray());

    public static implicit operator ShapeLike(int size) => new([size]);

    public static implicit operator ShapeLike(int[] sizes) => new(Array.ConvertAll(sizes, size => (SizeLike)size));

    public static implicit operator ShapeLike(Shape shape) => new([.. shape.Select(size => (SizeLike)size)]);

    public static implicit operator ShapeLike(Tensor shape) => new(shape);

    public static implicit operator ShapeLike((int?, int?) s) => new([s.Item1, s.Item2]);

    public static implicit operator ShapeLike((int?, int?, int?) s) => new([s.Item1, s.Item2, s.Item3]);

    public static implicit operator ShapeLike((int?, int?, int?, int?) s) => new([s.Item1, s.Item2, s.Item3, s.Item4]);

    public static implicit operator ShapeLike((int?, int?, int?, int?, int?) s) => new([s.Item1, s.Item2, s.Item3, s.Item4, s.Item5]);

    public static implicit operator ShapeLike((Tensor, int?) s) => new([s.Item1, s.Item2]);

    public static implicit operator ShapeLike((Tensor, int?, int?) s) => new([s.Item1, s.Item2, s.Item3]);

    public static implicit operator ShapeLike((Tensor, Tensor) s) => new([s.Item1, s.Item2]);

    /// <summary>The sizes as numbers, −1 among them.</summary>
    /// <param name="tensors"><see cref="Tensors"/>, with numbers by now.</param>
    internal Shape With(ReadOnlySpan<Tensor> tensors)
    {
        if (vector is not null) return Shape.Of(Ops.Cast(tensors[0], DType.Int32).ToArray<int>());
        var numbers = new int[Sizes.Length];
        var next = 0;
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = Sizes[i].Tensor is null ? Sizes[i].Number : checked((int)tensors[next++].Item());
        return Shape.Of(numbers);
    }

    public IEnumerator<SizeLike> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A size: a number or a scalar tensor.</summary>
public readonly struct SizeLike
{
    private SizeLike(int number) => Number = number;

    private SizeLike(Tensor tensor) => Tensor = tensor;

    internal int Number { get; }

    internal Tensor? Tensor { get; }

    public static implicit operator SizeLike(int size) => new(size);

    public static implicit operator SizeLike(int? size) => new(size ?? Shape.Unknown);

    public static implicit operator SizeLike(Tensor size) => new(size);
}
