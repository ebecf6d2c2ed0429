namespace KerasLikeRnn.Layers;

/// <summary>A layer around another one.</summary>
/// <param name="layer">The layer to be wrapped.</param>
[KerasExport("keras.layers.Wrapper")]
public abstract partial class Wrapper(LayerLike layer, LayerOptions? options = null) : Layer(options)
{
    /// <summary>The layer inside.</summary>
    public Layer layer { get; } = layer.Layer;

    /// <inheritdoc/>
    public override bool stateful => layer.stateful;

    /// <inheritdoc/>
    private protected override IEnumerable<Trackable> InnerTrackables() => [new("layer", layer)];

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["layer"] = LayerConfigs.serialize(layer) };

    /// <inheritdoc/>
    public override void build(Shape input_shape) => BuildInner([input_shape]);

    /// <summary>Builds the layer inside, without a name scope of its own: the weights are named after the wrapper, as in Keras.</summary>
    private protected void BuildInner(IReadOnlyList<Shape> input_shapes)
    {
        if (layer.built) return;
        layer.Build(input_shapes);
        layer.built = true;
    }
}

/// <summary>A layer, or the configuration of one.</summary>
public readonly struct LayerLike
{
    private readonly Layer? layer;

    private LayerLike(Layer layer) => this.layer = layer;

    internal Layer Layer => layer ?? throw new ValueError("A wrapper needs a layer to wrap. Received: None", nameof(layer));

    public static implicit operator LayerLike(Layer layer) => new(layer);

    public static implicit operator LayerLike(OrderedDictionary<string, object?> config) => new(LayerConfigs.deserialize(config));
}
