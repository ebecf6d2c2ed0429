namespace KerasLikeRnn.Layers;

/// <summary>
/// How a text is split into words: <c>whitespace</c>, <c>character</c>, <c>None</c>, or a function of a text. The default value means that
/// none was given.
/// </summary>
/// <remarks>
/// A lambda has no type by itself; write <c>Func&lt;string, string[]&gt; f = text =&gt; text.Split(',');</c> and hand over <c>f</c>.
/// </remarks>
public readonly struct SplitLike
{
    private const string Whitespace = "whitespace", Character = "character";

    private readonly object? given;
    private readonly bool isGiven;

    private SplitLike(object? given) => (this.given, isGiven) = (given, true);

    /// <summary>The name or function; null for none.</summary>
    internal object? Config => isGiven ? given : Whitespace;

    /// <summary>The function; null for none.</summary>
    internal Func<string, string[]>? Function => Config switch
    {
        null => null,
        Func<string, string[]> function => function,
        Character => text => [.. text.EnumerateRunes().Select(rune => rune.ToString())],
        _ => text => text.Split([' ', '\t', '\n', '\v', '\f', '\r'], StringSplitOptions.RemoveEmptyEntries),
    };

    /// <exception cref="ValueError">The name is unknown.</exception>
    public static implicit operator SplitLike(string? name) =>
        name is null or Whitespace or Character ? new(name) : throw OutputMode.Unknown(
        "split", nameof(TextVectorization), "`None`, a `Callable`, ", name, [Whitespace, Character], OutputMode.CallableHelp("split"));

    /// <summary>Python's <c>None</c>.</summary>
    /// <exception cref="ValueError">It is a number instead.</exception>
    public static implicit operator SplitLike(int? none) => none is null ? new(null) : throw OutputMode.Unknown(
        "split", nameof(TextVectorization), "`None`, a `Callable`, ", none, [Whitespace, Character], OutputMode.CallableHelp("split"));

    public static implicit operator SplitLike(Func<string, string[]> function) => new(function);
}
