namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>What is wanted of examples, by the names of features: <c>new() { ["x"] = tf.io.FixedLenFeature([2], "float32") }</c>.</summary>
public sealed class ExampleFeatures : Dictionary<string, ExampleFeature>
{
    /// <summary>Nothing yet.</summary>
    public ExampleFeatures() { }

    private ExampleFeatures(IEnumerable<KeyValuePair<string, ExampleFeature>> features) : base(features) { }

    public static implicit operator ExampleFeatures(Dictionary<string, FixedLenFeature> features) => Of(features);

    public static implicit operator ExampleFeatures(Dictionary<string, FixedLenSequenceFeature> features) => Of(features);

    private static ExampleFeatures Of<T>(Dictionary<string, T> features) where T : ExampleFeature =>
        new(Required.NotNull(features).Select(feature => KeyValuePair.Create(feature.Key, (ExampleFeature)feature.Value)));
}
