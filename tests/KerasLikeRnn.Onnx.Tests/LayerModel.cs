using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;

namespace KerasLikeRnn.Tests.Onnx;

/// <summary>A model of one layer, and data for it.</summary>
/// <param name="layer">The layer.</param>
/// <param name="openAxes">Axes of inputs and masks besides the batch whose size is open.</param>
internal sealed class LayerModel(Layer layer, params int[] openAxes)
{
    private readonly List<KerasTensor> entries = [];
    private readonly List<Tensor> data = [];

    /// <summary>Whether batches have any size.</summary>
    public bool IsBatchOpen { get; init; } = true;

    /// <summary>What the model is given, in the order of its inputs.</summary>
    public Tensor[] Data => [.. data];

    /// <summary>The model.</summary>
    /// <param name="inputs">What the layer is called on.</param>
    /// <param name="states">Its initial states, or none.</param>
    /// <param name="masks">Masks of the inputs, or none.</param>
    /// <param name="arguments">What else the call is told.</param>
    public Functional Build(
        IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor>? states = null, IReadOnlyList<Tensor?>? masks = null,
        IReadOnlyDictionary<string, object?>? arguments = null)
    {
        KerasTensor[] x = [.. inputs.Select(input => Entry(input, openAxes))];
        KerasTensor[] before = [.. (states ?? []).Select(state => Entry(state, []))];
        Tensor?[] valid = [.. (masks ?? []).Select(mask => mask is null ? null : Entry(mask, openAxes))];
        var others = arguments?.ToDictionary(
            pair => pair.Key, pair => pair.Value is Tensor tensor ? Entry(tensor, openAxes) : pair.Value);
        var list = x.Length == 1 ? (Tensors)(Tensor)x[0] : (Tensors)x;
        var outputs = layer.Invoke(
            list, CallContext.Call(null, valid, before.Length == 0 ? null : (Tensors)before, null, others));
        return keras.Model(entries.ToArray(), outputs);
    }

    private KerasTensor Entry(Tensor like, int[] open)
    {
        var sizes = like.Shape.Dims.ToArray();
        foreach (var axis in IsBatchOpen ? open.Append(0) : open)
            if (axis < sizes.Length) sizes[axis] = Shape.Unknown;
        var entry = keras.Input(batch_shape: Shape.Of(sizes), dtype: like.DType.Name());
        entries.Add(entry);
        data.Add(like);
        return entry;
    }
}
