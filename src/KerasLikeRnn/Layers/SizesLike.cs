using System.Collections;
using System.Runtime.CompilerServices;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Python;

namespace KerasLikeRnn.Layers;

/// <summary>
/// An argument that is one integer for all spatial axes, or a tuple with one for each: <c>3</c>, <c>(3, 5)</c>, <c>[3, 5]</c>.
/// The default value means that none was given, so that each layer can choose its own.
/// </summary>
[CollectionBuilder(typeof(SizesLike), nameof(Create))]
public readonly struct SizesLike : IEnumerable<int>
{
    private readonly int[]? sizes;
    private readonly bool isForAllAxes;

    private SizesLike(int[] sizes, bool isForAllAxes = false) => (this.sizes, this.isForAllAxes) = (sizes, isForAllAxes);

    /// <summary>Builds the tuple from a collection expression.</summary>
    public static SizesLike Create(ReadOnlySpan<int> sizes) => new(sizes.ToArray());

    public static implicit operator SizesLike(int size) => new([size], isForAllAxes: true);

    public static implicit operator SizesLike((int, int) sizes) => new([sizes.Item1, sizes.Item2]);

    public static implicit operator SizesLike((int, int, int) sizes) => new([sizes.Item1, sizes.Item2, sizes.Item3]);

    public static implicit operator SizesLike(int[] sizes) => new((int[])sizes.Clone());

    /// <summary>One size for each of the axes.</summary>
    /// <param name="axes">Number of axes.</param>
    /// <param name="name">Name of the argument, for the message.</param>
    /// <param name="otherwise">The size of every axis where none was given.</param>
    /// <param name="allowZero">Whether a size may be 0.</param>
    /// <exception cref="ArgumentException">Their number differs, or one is too small; the message is Keras's.</exception>
    internal Shape For(int axes, string name, int otherwise = 1, bool allowZero = false)
    {
        var given = sizes ?? [otherwise];
        if (sizes is null || isForAllAxes) given = [.. Enumerable.Repeat(given[0], axes)];
        var wrong = given.Where(size => allowZero ? size < 0 : size <= 0).Distinct().ToList();
        if (given.Length == axes && wrong.Count == 0) return Shape.Of(given);
        var message = FormattableString.Invariant($"The `{name}` argument must be a tuple of {axes} integers. Received: {this}");
        if (given.Length == axes)
            message += $" including {{{string.Join(", ", wrong.Select(size => PythonText.Repr(size)))}}} that does not satisfy the requirement `{(allowZero ? ">= 0" : "> 0")}`.";
        throw new ArgumentException(message, name);
    }

    public IEnumerator<int> GetEnumerator() => (sizes ?? []).AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Python's text of the argument: <c>3</c>, <c>(3, 5)</c>, <c>None</c>.</summary>
    public override string ToString() =>
        sizes is null ? "None" : isForAllAxes ? PythonText.Repr(sizes[0]) : PythonText.Tuple(sizes.Cast<object?>());
}
