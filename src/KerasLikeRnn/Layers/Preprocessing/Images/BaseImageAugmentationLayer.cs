namespace KerasLikeRnn.Layers;

/// <summary>What those image layers have in common whose work on one image can be called by itself.</summary>
public abstract class BaseImageAugmentationLayer : RandomImageLayer
{
    private protected BaseImageAugmentationLayer(int? seed, LayerOptions? options) : base(seed, options) { }

    /// <summary>Accepted for ported scripts: all images of a batch are computed at once.</summary>
    public bool auto_vectorize { get; set; } = true;

    /// <summary>The label of an image that is changed: the same.</summary>
    /// <param name="label">The label.</param>
    /// <param name="transformation">What <c>get_random_transformation</c> gave.</param>
    public Tensor augment_label(Tensor label, IReadOnlyDictionary<string, Tensor>? transformation = null) => Required.NotNull(label);

    /// <summary>No layer of Keras 2.9 changes bounding boxes.</summary>
    /// <param name="bounding_box">Bounding boxes.</param>
    /// <param name="transformation">What <c>get_random_transformation</c> gave.</param>
    /// <exception cref="NotSupportedException">Always, as in Keras.</exception>
    public Tensor augment_bounding_box(Tensor bounding_box, IReadOnlyDictionary<string, Tensor>? transformation = null) =>
        throw NoBoundingBoxes(this);

    /// <summary>One image (rows, columns, channels) in the layer's type, handed on as a batch of one.</summary>
    private protected Tensor OneImage(Tensor image, Func<Tensor, Tensor> change)
    {
        if (Required.NotNull(image).Rank != 3)
            throw new ValueError($"Expected the input image to be rank 3. Got inputs.shape = {image.Shape}", nameof(image));
        return Images.Batched(Ops.Cast(image, DType), change);
    }

    internal static NotSupportedException NoBoundingBoxes(Layer layer) => new(
        $"{layer.GetType().Name} does not change bounding boxes, and neither does it in Keras 2.9.");

    internal static Tensor Entry(IReadOnlyDictionary<string, Tensor>? transformation, string name) => transformation is null
        ? throw new TypeError("'NoneType' object is not subscriptable: give what get_random_transformation() gave.", nameof(transformation))
        : transformation[name];
}
