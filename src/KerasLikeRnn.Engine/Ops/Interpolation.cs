namespace KerasLikeRnn.Engine;

/// <summary>Ways to make images of another size, as TensorFlow's <c>tf.image.resize</c> has them.</summary>
public enum Interpolation
{
    /// <summary>The nearest element.</summary>
    Nearest,

    /// <summary>The two elements around, by distance.</summary>
    Bilinear,

    /// <summary>Keys's cubic of the four elements around.</summary>
    Bicubic,

    /// <summary>The mean of what a new element covers.</summary>
    Area,

    /// <summary>A bell of radius 1.5.</summary>
    Gaussian,

    /// <summary>A windowed sinc of radius 3.</summary>
    Lanczos3,

    /// <summary>A windowed sinc of radius 5.</summary>
    Lanczos5,

    /// <summary>Mitchell and Netravali's cubic of the four elements around.</summary>
    MitchellCubic,
}
