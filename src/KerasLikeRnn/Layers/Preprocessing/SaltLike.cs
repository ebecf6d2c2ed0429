namespace KerasLikeRnn.Layers;

/// <summary>The key of a hash: one number, or two. The default value means that none was given.</summary>
[CollectionBuilder(typeof(SaltLike), nameof(Create))]
public readonly struct SaltLike
{
    private SaltLike(long[] keys) => Keys = keys;

    /// <summary>The two numbers; null where none were given.</summary>
    internal long[]? Keys { get; }

    /// <summary>Builds the argument from a collection expression.</summary>
    public static SaltLike Create(ReadOnlySpan<long> salt) => salt.ToArray();

    /// <summary>The numbers one after another.</summary>
    public IEnumerator<long> GetEnumerator() => (Keys ?? []).AsEnumerable().GetEnumerator();

    public static implicit operator SaltLike(int? salt) => salt is { } key ? new([key, key]) : default;

    public static implicit operator SaltLike(int salt) => new([salt, salt]);

    public static implicit operator SaltLike(long salt) => new([salt, salt]);

    public static implicit operator SaltLike((long, long) salt) => new([salt.Item1, salt.Item2]);

    public static implicit operator SaltLike(int[] salt) => Array.ConvertAll(salt, key => (long)key);

    /// <exception cref="ValueError">There are not two numbers.</exception>
    public static implicit operator SaltLike(long[] salt) => salt.Length == 2 ? new(salt) : throw new ValueError(
        $"The `salt` argument for `Hashing` can only be a tuple of size 2 integers, or a single integer. Received: "
        + $"salt={Python.PythonText.List(salt)}.", nameof(salt));
}
