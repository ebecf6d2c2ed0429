namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>
/// What is wanted of examples, by the names of features: <c>new() { ["x"] = tf.io.FixedLenFeature([2], "float32") }</c>, or a dictionary
/// of one kind of feature.
/// </summary>
public sealed class ExampleFeatures
{
    private readonly Dictionary<string, ExampleFeature> byName = [];

    /// <summary>What is wanted of the feature of a name.</summary>
    public ExampleFeature this[string name] { get => byName[name]; set => byName[name] = value; }

    /// <summary>The features in the order of their names.</summary>
    internal IEnumerable<(string Name, ExampleFeature Feature)> InOrder =>
        byName.OrderBy(feature => feature.Key, StringComparer.Ordinal).Select(feature => (feature.Key, feature.Value));

    public static implicit operator ExampleFeatures(Dictionary<string, ExampleFeature> features) => Of(features);

    public static implicit operator ExampleFeatures(Dictionary<string, FixedLenFeature> features) => Of(features);

    public static implicit operator ExampleFeatures(Dictionary<string, FixedLenSequenceFeature> features) => Of(features);

    private static ExampleFeatures Of<T>(Dictionary<string, T> features) where T : ExampleFeature
    {
        var all = new ExampleFeatures();
        foreach (var (name, feature) in Required.NotNull(features)) all[name] = feature;
        return all;
    }
}
