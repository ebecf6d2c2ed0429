namespace KerasLikeRnn.Callbacks;

/// <summary>Files with the words of embeddings for <see cref="TensorBoard"/>: one for all layers, or one for each by its name.</summary>
public sealed class EmbeddingsMetadata
{
    private readonly string? forAll;
    private readonly IReadOnlyDictionary<string, string> byLayer;

    private EmbeddingsMetadata(string? forAll, IReadOnlyDictionary<string, string>? byLayer) =>
        (this.forAll, this.byLayer) = (forAll, byLayer ?? new Dictionary<string, string>());

    /// <summary>The file of a layer; null for none.</summary>
    internal string? Of(string layer) => forAll ?? byLayer.GetValueOrDefault(layer);

    /// <summary>Names of layers that have a file but are not among those given.</summary>
    internal string[] Unknown(IEnumerable<string> layers) => [.. byLayer.Keys.Except(layers)];

    /// <summary>One file for all layers.</summary>
    public static implicit operator EmbeddingsMetadata(string path) => new(Required.NotNull(path), null);

    /// <summary>Files by the names of layers.</summary>
    public static implicit operator EmbeddingsMetadata(Dictionary<string, string> paths) => new(null, Required.NotNull(paths));
}
