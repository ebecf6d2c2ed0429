namespace KerasLikeRnn.Models;

/// <summary>Layers of <c>Layers/Preprocessing</c>: those that compute with numbers.</summary>
internal static class OnnxPreprocessing
{
    private const string Words = "it looks texts up in tables of Keras's. Prepare them before the model, and give it the whole numbers.";

    /// <summary>How each class is converted.</summary>
    public static IEnumerable<OnnxLayer> Layers =>
    [
        OnnxLayer.Of<Rescaling>((onnx, layer, x) => onnx.Cast(x, layer.DType) * layer.scale + layer.offset),
        OnnxLayer.Of<Normalization>((onnx, layer, x) =>
            (onnx.Cast(x, layer.DType) - onnx.Numbers(layer.Mean, "mean"))
            / onnx.Numbers(layer.Deviation(), "deviation")),
        OnnxLayer.Of<CategoryEncoding>((onnx, layer, inputs, call) => Encoded(
            onnx, inputs[0], layer.output_mode, layer.num_tokens, layer.DType, call.Tensor("count_weights"))),
        OnnxLayer.Of<Discretization>(Binned),
        OnnxLayer.Of<CenterCrop>((onnx, layer, x) => Cropped(onnx, layer, onnx.Cast(x, layer.DType), layer.height, layer.width))
            .When(OnnxImages.Known),
        OnnxLayer.Of<RandomCrop>((onnx, layer, x) =>
            SmartlyResized(onnx, layer, onnx.Cast(x, layer.DType), layer.height, layer.width, Interpolation.Bilinear))
            .When(OnnxImages.Known),
        OnnxLayer.Of<Resizing>(Resized).When(OnnxImages.Known),
        OnnxRegularization.Unchanged<RandomImageLayer>(),
        OnnxLayer.Refused<Hashing>("hashes are no operation of ONNX. Hash before the model, and give it the whole numbers."),
        OnnxLayer.Refused<HashedCrossing>("hashes are no operation of ONNX. Hash before the model, and give it the whole numbers."),
        OnnxLayer.Refused<IntegerLookup>(Words),
        OnnxLayer.Refused<StringLookup>(Words),
        OnnxLayer.Refused<TextVectorization>(Words),
    ];

    /// <summary>Whole numbers as one of the encodings.</summary>
    private static Tensor Encoded(OnnxBuilder onnx, Tensor ids, string mode, int depth, DType dtype, Tensor? weights = null)
    {
        if (mode == OutputMode.Int) return onnx.Cast(ids, dtype);
        var shape = CategoricalOutput.OutputShape(ids.Shape, mode, depth);
        var classes = onnx.Numbers(Tensor.From<long>([.. Enumerable.Range(0, depth).Select(each => (long)each)], depth), "classes");
        var each = onnx.Node(
            "Equal", ids.Shape.Concat(Shape.Of(depth)), DType.Bool,
            [onnx.Unsqueeze(onnx.Cast(ids, DType.Int64), ids.Rank), classes]);
        var counts = onnx.Cast(each, DType.Float32);
        if (weights is not null) counts *= onnx.Unsqueeze(onnx.Cast(weights, DType.Float32), weights.Rank);
        if (shape.Rank < counts.Rank)
            counts = onnx.Reduce(mode == OutputMode.Count ? "ReduceSum" : "ReduceMax", counts, [counts.Rank - 2], keepdims: false);
        return onnx.Cast(counts, dtype);
    }

    /// <summary>How many of the boundaries a number has reached.</summary>
    private static Tensor Binned(OnnxBuilder onnx, Discretization layer, Tensor x)
    {
        float[] boundaries = [.. layer.bin_boundaries.Select(boundary => (float)boundary)];
        var below = onnx.Node(
            "Less", x.Shape.Concat(Shape.Of(boundaries.Length)), DType.Bool,
            [onnx.Unsqueeze(onnx.Cast(x, DType.Float32), x.Rank),
                onnx.Numbers(Tensor.From<float>(boundaries, boundaries.Length), "boundaries")]);
        var reached = onnx.Cast(onnx.Node("Not", below.Shape, DType.Bool, [below]), DType.Int64);
        return Encoded(
            onnx, onnx.Reduce("ReduceSum", reached, [x.Rank], keepdims: false), layer.output_mode, boundaries.Length + 1, layer.DType);
    }

    private static Tensor Resized(OnnxBuilder onnx, Resizing layer, Tensor x)
    {
        var method = Interpolations.Find(layer.interpolation);
        x = onnx.Cast(x, method == Interpolation.Nearest ? layer.DType : DType.Float32);
        return onnx.Cast(
            layer.crop_to_aspect_ratio
                ? SmartlyResized(onnx, layer, x, layer.height, layer.width, method)
                : OnnxImages.Resize(onnx, layer, x, x.Rank - 3, _ => layer.height, _ => layer.width, method),
            layer.DType);
    }

    private static Tensor Cropped(OnnxBuilder onnx, Layer layer, Tensor x, int height, int width)
    {
        var (rows, columns) = OnnxImages.KnownSizes(layer, x, x.Rank - 3);
        return rows >= height && columns >= width
            ? Part(onnx, x, (rows - height) / 2, (columns - width) / 2, height, width)
            : SmartlyResized(onnx, layer, x, height, width, Interpolation.Bilinear);
    }

    /// <summary>The largest part in the middle that has the proportions, resized.</summary>
    private static Tensor SmartlyResized(OnnxBuilder onnx, Layer layer, Tensor x, int height, int width, Interpolation interpolation)
    {
        var (rows, columns) = OnnxImages.KnownSizes(layer, x, x.Rank - 3);
        var (kept, across) = Images.Proportionate(rows, columns, height, width);
        var part = Part(onnx, x, (rows - kept) / 2, (columns - across) / 2, kept, across);
        return OnnxImages.Resize(onnx, part, x.Rank - 3, height, width, interpolation);
    }

    private static OnnxTensor Part(OnnxBuilder onnx, Tensor x, int top, int left, int height, int width) =>
        onnx.Slice(onnx.Slice(x, x.Rank - 3, top, top + height), x.Rank - 2, left, left + width);
}
