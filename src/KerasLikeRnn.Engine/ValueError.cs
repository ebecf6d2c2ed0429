using System.Diagnostics.CodeAnalysis;
using KerasLikeRnn.Engine;

namespace KerasLikeRnn;

/// <summary>A value that is not accepted: what Python's <c>except ValueError</c> catches, and TensorFlow's InvalidArgumentError.</summary>
/// <param name="message">What was wrong, what was expected and what to do.</param>
/// <param name="paramName">Name of the argument; the message does not repeat it.</param>
/// <param name="innerException">What it came of.</param>
[SuppressMessage("Naming", "CA1710", Justification = "Python's name.")]
[SuppressMessage("Design", "CA1032", Justification = "It always has a message.")]
public class ValueError(string message, string? paramName = null, Exception? innerException = null)
    : ArgumentException(message, paramName, innerException)
{
    /// <inheritdoc cref="ValueError(string, string?, Exception?)"/>
    public ValueError(InvariantText message, string? paramName = null, Exception? innerException = null)
        : this(message.ToStringAndClear(), paramName, innerException) { }

    /// <inheritdoc/>
    public override string Message { get; } = message;
}
