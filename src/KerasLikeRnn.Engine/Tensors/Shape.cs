using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine;

/// <summary>Sizes of a tensor's axes. An axis of unknown size is <c>null</c> (Python's <c>None</c>).</summary>
/// <remarks>Converts from an integer, a tuple or a collection: <c>3</c>, <c>(None, 14)</c>, <c>[28, 28, 1]</c>.</remarks>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public class Shape : IReadOnlyList<int?>, IEquatable<Shape>
{
    /// <summary>Marks an axis of unknown size in <see cref="Dims"/>.</summary>
    public const int Unknown = -1;

    private readonly int[] dims;

    /// <summary>Number of elements, where all sizes are known and a tensor may have so many; else negative.</summary>
    private readonly long length;

    /// <summary>Creates a shape from its sizes; <c>null</c> stands for an unknown one.</summary>
    /// <exception cref="ValueError">A size is negative.</exception>
    public Shape(params int?[] sizes) : this(sizes.Select(size => size ?? Unknown).ToArray(), false)
    {
        foreach (var size in sizes)
            if (size < 0)
                throw Negative(
                    size.Value, $"[{string.Join(", ", sizes.Select(each => each?.ToString(CultureInfo.InvariantCulture) ?? "None"))}]");
    }

    private protected Shape(int[] dims, bool isTensorShape) => (this.dims, IsTensorShape, length) = (dims, isTensorShape, Product(dims));

    /// <summary>The shape of a scalar.</summary>
    public static Shape Scalar { get; } = new([], false);

    /// <summary>Number of axes.</summary>
    public int Rank => dims.Length;

    /// <summary>Number of axes, as for any list.</summary>
    public int Count => dims.Length;

    /// <summary>Whether it is what Python's <c>x.shape</c> of a tensor is, a <c>TensorShape</c>, and no tuple: lists show it so.</summary>
    internal bool IsTensorShape { get; }

    /// <summary>True when every axis has a known size.</summary>
    public bool IsFullyDefined => Array.IndexOf(dims, Unknown) < 0;

    /// <summary>Number of elements.</summary>
    /// <exception cref="InvalidOperationException">A size is unknown.</exception>
    public long Length => length >= 0 ? length
        : IsFullyDefined ? throw TooLarge($"of shape {this}")
        : throw new InvalidOperationException($"The number of elements of {this} is not known.");

    /// <summary>The sizes, <see cref="Unknown"/> for an unknown one.</summary>
    public ReadOnlySpan<int> Dims => dims;

    /// <summary>Size of an axis; negative indices count from the end.</summary>
    public int? this[int axis] => this.Dim(axis) is var size && size == Unknown ? null : size;

    /// <summary>Number of elements of a tensor that is about to be made.</summary>
    /// <exception cref="ValueError">A size is negative or unknown.</exception>
    /// <exception cref="InsufficientMemoryException">No tensor has that many.</exception>
    internal long Room
    {
        get
        {
            if (length >= 0 && length <= Array.MaxLength) return length;
            foreach (var size in dims)
                if (size < 0) throw Negative(size, ToString());
            throw TooLarge($"of shape {this}");
        }
    }

    /// <summary>A size that was computed, as long as an axis can have it.</summary>
    /// <exception cref="ValueError">It is negative.</exception>
    /// <exception cref="InsufficientMemoryException">No axis is that long.</exception>
    internal static int Size(long size) => size < 0 ? throw Negative(size, "a size that was computed")
        : size <= int.MaxValue ? (int)size : throw TooLarge(Invariant($"with an axis of {size} elements"));

    /// <summary>TensorFlow's message for an index outside of a table's rows, naming its place among indices of this shape.</summary>
    internal ValueError NoRow(long position, long index, int rows) =>
        new($"indices[{string.Join(",", Place(position))}] = {index} is not in [0, {rows})");

    /// <summary>The coordinates of an element, counted row by row.</summary>
    internal long[] Place(long position)
    {
        var place = new long[Rank];
        for (var axis = Rank - 1; axis >= 0; axis--) (place[axis], position) = (position % dims[axis], position / dims[axis]);
        return place;
    }

    private static long Product(int[] sizes)
    {
        if (Array.IndexOf(sizes, 0) >= 0) return Array.Exists(sizes, size => size < 0) ? Unknown : 0;
        var product = 1L;
        foreach (var size in sizes)
            if (size < 0 || Math.BigMul(product, size, out product) != 0 || product < 0) return Unknown;
        return product;
    }

    private static ValueError Negative(long size, string received) =>
        new($"Dimension {size} must be >= 0. Received: {received}");

    private static InsufficientMemoryException TooLarge(string what) =>
        new(Invariant($"OOM when allocating tensor {what}: a tensor has {Array.MaxLength} elements at the most."));

    /// <summary>Creates a shape whose sizes are all given, <see cref="Unknown"/> included.</summary>
    public static Shape Of(params ReadOnlySpan<int> sizes) => new(sizes.ToArray(), false);

    /// <summary>Builds a shape from a collection expression.</summary>
    public static Shape Create(ReadOnlySpan<int?> sizes) => new(sizes.ToArray());

    /// <summary>Size of an axis, <see cref="Unknown"/> when unknown; negative indices count from the end.</summary>
    internal int Dim(int axis)
    {
        var index = axis < 0 ? axis + dims.Length : axis;
        if (index < 0 || index >= dims.Length)
            throw new ValueError($"Axis {axis} does not exist in a shape of rank {Rank}: {this}", nameof(axis));
        return dims[index];
    }

    /// <summary>The non-negative index of an axis that may count from the end.</summary>
    internal int Axis(int axis)
    {
        Dim(axis);
        return axis < 0 ? axis + dims.Length : axis;
    }

    /// <summary>The same sizes as the shape of a tensor.</summary>
    internal Shape AsTensorShape() => IsTensorShape ? this : new(dims, true);

    /// <summary>The same sizes with another one at an axis.</summary>
    internal Shape With(int axis, int size)
    {
        var copy = (int[])dims.Clone();
        copy[Axis(axis)] = size;
        return new(copy, false);
    }

    /// <summary>The axes from <paramref name="start"/> up to <paramref name="end"/> (not included).</summary>
    internal Shape Range(int start, int end) => new(dims[start..end], false);

    /// <summary>This shape followed by another.</summary>
    internal Shape Concat(Shape other) => new([.. dims, .. other.dims], false);

    /// <summary>True when the known sizes of both agree.</summary>
    internal bool IsCompatibleWith(Shape other)
    {
        if (Rank != other.Rank) return false;
        for (var i = 0; i < Rank; i++)
            if (dims[i] != other.dims[i] && dims[i] != Unknown && other.dims[i] != Unknown) return false;
        return true;
    }

    public static implicit operator Shape(int size) => new(size);

    public static implicit operator Shape(int?[] sizes) => new(sizes);

    public static implicit operator Shape(int[] sizes) => new(sizes.Select(size => (int?)size).ToArray());

    public static implicit operator Shape(long[] sizes) => new(sizes.Select(size => (int?)checked((int)size)).ToArray());

    public static implicit operator Shape(ValueTuple<int?> s) => new(s.Item1);

    public static implicit operator Shape((int?, int?) s) => new(s.Item1, s.Item2);

    public static implicit operator Shape((int?, int?, int?) s) => new(s.Item1, s.Item2, s.Item3);

    public static implicit operator Shape((int?, int?, int?, int?) s) => new(s.Item1, s.Item2, s.Item3, s.Item4);

    public static implicit operator Shape((int?, int?, int?, int?, int?) s) => new(s.Item1, s.Item2, s.Item3, s.Item4, s.Item5);

    public static bool operator ==(Shape? a, Shape? b) => a is null ? b is null : a.Equals(b);

    public static bool operator !=(Shape? a, Shape? b) => !(a == b);

    public virtual bool Equals(Shape? other) => other is not null && dims.AsSpan().SequenceEqual(other.dims);

    public override bool Equals(object? obj) => Equals(obj as Shape);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var size in dims) hash.Add(size);
        return hash.ToHashCode();
    }

    public IEnumerator<int?> GetEnumerator()
    {
        foreach (var size in dims) yield return size == Unknown ? null : size;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Python's text of the tuple: <c>(None, 32)</c>, <c>(3,)</c>, <c>()</c>.</summary>
    public override string ToString()
    {
        var sizes = string.Join(", ", dims.Select(size => size == Unknown ? "None" : size.ToString(CultureInfo.InvariantCulture)));
        return dims.Length == 1 ? $"({sizes},)" : $"({sizes})";
    }
}
