using KerasLikeRnn.Layers;

namespace KerasLikeRnn.Models;

/// <summary>Models for other programs.</summary>
public static class OnnxExport
{
    // The oldest and the newest version of ONNX's operators in which every node that is written means the same.
    private const int Oldest = 13;
    private const int Newest = 21;

    /// <summary>
    /// Writes a model as an ONNX file, which ONNX Runtime and other servers run: what <c>predict</c> computes, with weights and without
    /// training.
    /// </summary>
    /// <remarks>
    /// Not in Keras 2.9, whose users take tf2onnx. Inputs and outputs have the names of <c>input_names</c> and <c>output_names</c>; sizes
    /// that the model leaves open stay open (<c>batch</c>, <c>timesteps</c>). docs/onnx.md lists which layers and operations can be
    /// written, and shows how a file is run.
    /// </remarks>
    /// <param name="model">A functional or sequential model that is built.</param>
    /// <param name="path">Path of the file; what stands there is replaced once the new one is complete.</param>
    /// <param name="opset">Version of ONNX's operators, 13 to 21.</param>
    /// <exception cref="ValueError">The model is not built, or there is no such version.</exception>
    /// <exception cref="NotSupportedException">The model has a layer or operation that ONNX cannot express; the message names
    /// it.</exception>
    [KerasExport("keras.export.onnx")]
    public static void onnx(Model model, string path, int opset = 17)
    {
        Write(model, Required.NotNull(path), opset);
    }

    /// <summary>The same, where a file may have so many bytes.</summary>
    internal static void Write(Model model, string path, int opset, long largest = OnnxFile.Largest)
    {
        if (opset is < Oldest or > Newest)
            throw new ValueError($"`opset` must be a version from {Oldest} to {Newest}. Received: opset={opset}", nameof(opset));
        (model as Sequential)?.OpenBatch();
        using var scope = MemoryScope.OfThread();
        var builder = new OnnxBuilder(opset, Required.NotNull(model).name);
        OnnxModels.Write(builder, RequireBuilt(model));
        OnnxFile.Write(builder, path, largest);
    }

    private static Functional RequireBuilt(Model model)
    {
        if (model is not Functional functional || model.Kind.Calls)
            throw new NotSupportedException(
                $"The model \"{model.name}\" ({model.GetType().Name}) has a computation of its own, of which no steps are known. Make a "
                + $"functional model of its layers: keras.Model(inputs, outputs).");
        if (functional.Graph is not null) return functional;
        foreach (var layer in functional.layers) OnnxLayer.RequireWritten(layer);
        throw new ValueError(
            $"The model \"{model.name}\" has not yet been built, so that the shapes of its layers are not known. Give its first layer an "
            + $"`input_shape`, or call `build()` or `fit()` before.", nameof(model));
    }
}
