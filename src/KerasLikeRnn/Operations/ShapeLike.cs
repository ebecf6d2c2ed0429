namespace KerasLikeRnn.Operations;

/// <summary>
/// A shape whose sizes are numbers or scalar tensors: <c>(2, 3)</c>, <c>[tf.shape(x)[0], 3]</c>, or a whole tensor such as
/// <c>tf.shape(x)</c>. Where it is allowed, −1 stands for the size that is left.
/// </summary>
[CollectionBuilder(typeof(ShapeLike), nameof(Create))]
public readonly struct ShapeLike : IReadOnlyList<SizeLike>, ITensorArgument
{
    private readonly SizeLike[]? sizes;
    private readonly Tensor? vector;

    private ShapeLike(SizeLike[] sizes) => this.sizes = sizes;

    private ShapeLike(Tensor vector) => this.vector = vector;

    /// <summary>Number of axes.</summary>
    public int Count => vector is null ? Sizes.Length : vector.Shape.Dim(0);

    /// <summary>Size of an axis.</summary>
    public SizeLike this[int index] => vector is null ? Sizes[index] : vector[index];

    IEnumerable<Tensor> ITensorArgument.TensorsInside => vector is null ? Sizes.Select(size => size.Tensor).OfType<Tensor>() : [vector];

    /// <summary>The tensor that is the whole shape; null where the sizes were given one by one.</summary>
    internal Tensor? Vector => vector;

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
    internal Shape ToShape() => Shape.Of(vector is not null
        ? Ops.Cast(vector, DType.Int32).ToArray<int>()
        : Array.ConvertAll(Sizes, size => size.ToSize()));

    /// <inheritdoc/>
    object ITensorArgument.With(Func<Tensor, Tensor> other) => vector is not null
        ? new ShapeLike(other(vector))
        : new ShapeLike(Array.ConvertAll(Sizes, size => (SizeLike)((ITensorArgument)size).With(other)));

    public IEnumerator<SizeLike> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A size: a number or a scalar tensor.</summary>
public readonly struct SizeLike : ITensorArgument
{
    private SizeLike(int number) => Number = number;

    private SizeLike(Tensor tensor) => Tensor = tensor;

    internal int Number { get; }

    internal Tensor? Tensor { get; }

    IEnumerable<Tensor> ITensorArgument.TensorsInside => Tensor is null ? [] : [Tensor];

    /// <summary>The number.</summary>
    internal int ToSize() => Tensor is null ? Number : checked((int)Tensor.Item());

    public static implicit operator SizeLike(int size) => new(size);

    public static implicit operator SizeLike(int? size) => new(size ?? Shape.Unknown);

    public static implicit operator SizeLike(Tensor size) => new(size);

    /// <inheritdoc/>
    object ITensorArgument.With(Func<Tensor, Tensor> other) => Tensor is null ? this : new SizeLike(other(Tensor));
}
