using System.Diagnostics.CodeAnalysis;
using KerasLikeRnn.Engine;

namespace KerasLikeRnn;

/// <summary>A value of a kind that is not accepted: what Python's <c>except TypeError</c> catches.</summary>
/// <param name="message">What was wrong, what was expected and what to do.</param>
/// <param name="paramName">Name of the argument; the message does not repeat it.</param>
[SuppressMessage("Naming", "CA1710", Justification = "Python's name.")]
[SuppressMessage("Design", "CA1032", Justification = "It always has a message.")]
public class TypeError(string message, string? paramName = null) : ArgumentException(message, paramName)
{
    /// <inheritdoc cref="TypeError(string, string?)"/>
    public TypeError(InvariantText message, string? paramName = null) : this(message.ToStringAndClear(), paramName) { }

    /// <inheritdoc/>
    public override string Message { get; } = message;
}
