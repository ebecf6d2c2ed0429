using System.Buffers;

namespace KerasLikeRnn.Layers;

/// <summary>
/// What is done to a text before it is split: a name, <c>None</c>, or a function of a text. The default value means that none was given.
/// </summary>
/// <remarks>
/// A lambda has no type by itself; write <c>Func&lt;string, string&gt; f = text =&gt; text.Trim();</c> and hand over <c>f</c>.
/// </remarks>
public readonly struct StandardizeLike
{
    private const string Both = "lower_and_strip_punctuation", Lower = "lower", Strip = "strip_punctuation";

    private static readonly SearchValues<char> punctuation = SearchValues.Create("!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'");
    private readonly object? given;
    private readonly bool isGiven;

    private StandardizeLike(object? given) => (this.given, isGiven) = (given, true);

    /// <summary>The name or function; null for none.</summary>
    internal object? Config => isGiven ? given : Both;

    /// <summary>The function; null for none.</summary>
    internal Func<string, string>? Function => Config switch
    {
        null => null,
        Func<string, string> function => function,
        Lower => ToLower,
        Strip => StripPunctuation,
        _ => text => StripPunctuation(ToLower(text)),
    };

    /// <exception cref="ValueError">The name is unknown.</exception>
    public static implicit operator StandardizeLike(string? name) =>
        name is null or Both or Lower or Strip ? new(name) : throw OutputMode.Unknown(
        "standardize", nameof(TextVectorization), "`None`, a `Callable`, ", name, [Both, Lower, Strip],
        OutputMode.CallableHelp("standardize"));

    /// <summary>Python's <c>None</c>.</summary>
    /// <exception cref="ValueError">It is a number instead.</exception>
    public static implicit operator StandardizeLike(int? none) => none is null ? new(null) : throw OutputMode.Unknown(
        "standardize", nameof(TextVectorization), "`None`, a `Callable`, ", none, [Both, Lower, Strip],
        OutputMode.CallableHelp("standardize"));

    public static implicit operator StandardizeLike(Func<string, string> function) => new(function);

    /// <summary>As TensorFlow does it: the letters of ASCII only.</summary>
    private static string ToLower(string text) => string.Create(text.Length, text, (letters, text) =>
    {
        for (var i = 0; i < letters.Length; i++) letters[i] = char.IsAsciiLetterUpper(text[i]) ? (char)(text[i] + ('a' - 'A')) : text[i];
    });

    private static string StripPunctuation(string text) =>
        text.AsSpan().IndexOfAny(punctuation) < 0 ? text : string.Concat(text.Where(letter => !punctuation.Contains(letter)));
}
