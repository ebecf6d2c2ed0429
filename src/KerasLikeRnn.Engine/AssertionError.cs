using System.Diagnostics.CodeAnalysis;
using KerasLikeRnn.Engine;

namespace KerasLikeRnn;

/// <summary>What was claimed does not hold: what Python's <c>except AssertionError</c> catches.</summary>
/// <param name="message">What does not hold, and what to do.</param>
[SuppressMessage("Naming", "CA1710", Justification = "Python's name.")]
[SuppressMessage("Design", "CA1032", Justification = "It always has a message.")]
public class AssertionError(string message) : InvalidOperationException(message)
{
    /// <inheritdoc cref="AssertionError(string)"/>
    public AssertionError(InvariantText message) : this(message.ToStringAndClear()) { }
}
