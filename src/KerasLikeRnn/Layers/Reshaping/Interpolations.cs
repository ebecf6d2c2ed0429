namespace KerasLikeRnn.Layers;

/// <summary>The ways to make images of another size, by Keras's names.</summary>
internal static class Interpolations
{
    private static readonly OrderedDictionary<string, Interpolation> known = new()
    {
        ["area"] = Interpolation.Area,
        ["bicubic"] = Interpolation.Bicubic,
        ["bilinear"] = Interpolation.Bilinear,
        ["gaussian"] = Interpolation.Gaussian,
        ["lanczos3"] = Interpolation.Lanczos3,
        ["lanczos5"] = Interpolation.Lanczos5,
        ["mitchellcubic"] = Interpolation.MitchellCubic,
        ["nearest"] = Interpolation.Nearest,
    };

    /// <summary>All names, in quotes.</summary>
    public static string Listed => string.Join(", ", known.Keys.Select(name => $"\"{name}\""));

    /// <summary>Whether there is one of that name.</summary>
    public static bool Contains(string name) => known.ContainsKey(name);

    /// <summary>The one of that name.</summary>
    public static Interpolation Of(string name) => known[name];

    /// <summary>The one of that name, in upper or lower case.</summary>
    /// <exception cref="ValueError">There is none.</exception>
    public static Interpolation Find(string interpolation) => known.TryGetValue(interpolation.ToLowerInvariant(), out var found)
        ? found
        : throw new ValueError(
            $"Value not recognized for `interpolation`: {interpolation.ToLowerInvariant()}. Supported values are: {Listed}",
            nameof(interpolation));
}
