namespace KerasLikeRnn;

/// <summary>
/// A module of Keras's that shows names of another one, such as <c>keras.layers.core</c> those of <c>keras.layers</c>: the generator
/// writes its class beside that of the other.
/// </summary>
/// <param name="module">The module.</param>
/// <param name="of">The module that has the names.</param>
/// <param name="names">The names.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class KerasModuleAttribute(string module, string of, params string[] names) : Attribute
{
    /// <summary>The module.</summary>
    public string Module { get; } = module;

    /// <summary>The module that has the names.</summary>
    public string Of { get; } = of;

    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names { get; } = names;

    /// <summary>Whether Keras 2.9 has the module no more: the compiler then says what to write instead.</summary>
    public bool IsGone { get; init; }
}
