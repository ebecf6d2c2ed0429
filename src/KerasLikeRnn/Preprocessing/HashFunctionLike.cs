using System.Numerics;

namespace KerasLikeRnn.Preprocessing;

/// <summary>A function that makes a number of a word: <c>"md5"</c>, or one's own. The default value means that none was given.</summary>
/// <remarks>
/// A lambda has no type by itself; write <c>Func&lt;string, int&gt; f = word =&gt; word.Length;</c> and hand over <c>f</c>.
/// </remarks>
public readonly struct HashFunctionLike
{
    private readonly Func<string, BigInteger>? function;

    private HashFunctionLike(Func<string, BigInteger> function) => this.function = function;

    /// <exception cref="ValueError">The name is unknown.</exception>
    public static implicit operator HashFunctionLike(string? name) => name switch
    {
        null => default,
        "md5" => new(Words.Md5),
        _ => throw new ValueError($"`hash_function` must be \"md5\" or a function. Received: {name}", nameof(name)),
    };

    public static implicit operator HashFunctionLike(Func<string, int> function) => new(word => function(word));

    public static implicit operator HashFunctionLike(Func<string, long> function) => new(word => function(word));

    internal BigInteger Hash(string word) => function?.Invoke(word) ?? FarmHash.Fingerprint64(word);
}
