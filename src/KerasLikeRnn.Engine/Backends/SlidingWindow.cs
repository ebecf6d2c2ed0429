namespace KerasLikeRnn.Engine;

/// <summary>A window that slides over the middle axes of (batch, axes..., channels).</summary>
/// <param name="Sizes">Its size along each axis.</param>
/// <param name="Strides">How far it moves along each axis.</param>
/// <param name="Before">How far the first window begins before each axis; what lies outside does not count.</param>
public sealed record SlidingWindow(IReadOnlyList<int> Sizes, IReadOnlyList<int> Strides, IReadOnlyList<int> Before);
