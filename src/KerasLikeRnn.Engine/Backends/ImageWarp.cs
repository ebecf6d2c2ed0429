namespace KerasLikeRnn.Engine;

/// <summary>What stands outside of an image.</summary>
public enum FillMode
{
    /// <summary>The image mirrored at its edge: d c b a | a b c d | d c b a.</summary>
    Reflect,

    /// <summary>The image again: a b c d | a b c d | a b c d.</summary>
    Wrap,

    /// <summary>One number.</summary>
    Constant,

    /// <summary>The nearest element of the edge: a a a a | a b c d | d d d d.</summary>
    Nearest,
}

/// <summary>A projective map of images: where each element of the new image lies in the old one.</summary>
/// <param name="Transforms">
/// For each image the numbers (a, b, c, d, e, f, g, h): the new (x, y) lies at (ax + by + c, dx + ey + f) / (gx + hy + 1).
/// </param>
/// <param name="FillMode">What stands outside of the old image.</param>
/// <param name="FillValue">The number of <see cref="FillMode.Constant"/>.</param>
/// <param name="Bilinear">Whether elements are mixed of the four around; else the nearest one is taken.</param>
public sealed record ImageWarp(IReadOnlyList<float[]> Transforms, FillMode FillMode, float FillValue, bool Bilinear);
