namespace KerasLikeRnn.Models;

/// <summary>How the layers of a class become nodes, or why they do not.</summary>
internal sealed class OnnxLayer
{
    private static readonly Lazy<Dictionary<Type, OnnxLayer>> all = new(() => new IEnumerable<OnnxLayer>[]
    {
        OnnxModels.Layers, OnnxCore.Layers, OnnxActivations.Layers, OnnxMerging.Layers, OnnxReshaping.Layers, OnnxPooling.Layers,
        OnnxConvolutional.Layers, OnnxNormalization.Layers, OnnxRegularization.Layers, OnnxRecurrent.Layers, OnnxWrappers.Layers,
        OnnxAttention.Layers, OnnxPreprocessing.Layers,
    }.SelectMany(family => family).ToDictionary(layer => layer.Type));

    private readonly Converter? convert;
    private readonly bool tellsMasks;

    private OnnxLayer(Type type, Converter? convert, bool tellsMasks, string? refusal) =>
        (Type, this.convert, this.tellsMasks, Refusal) = (type, convert, tellsMasks, refusal);

    private delegate Tensors Converter(OnnxBuilder onnx, Layer layer, Tensors inputs, CallContext call);

    /// <summary>The class of the layers, or one that several are derived from.</summary>
    public Type Type { get; }

    /// <summary>Why they cannot be written, and what to do; null where they can.</summary>
    public string? Refusal { get; }

    /// <summary>Which of them can be written, where not all can.</summary>
    public string? Condition { get; private init; }

    /// <summary>The same, with a word on which of the layers can be written.</summary>
    public OnnxLayer When(string condition) => new(Type, convert, tellsMasks, Refusal) { Condition = condition };

    /// <summary>Layers of one input and output, whose mask goes on.</summary>
    public static OnnxLayer Of<T>(Func<OnnxBuilder, T, Tensor, Tensor> convert) where T : Layer =>
        new(typeof(T), (onnx, layer, inputs, _) => convert(onnx, (T)layer, inputs[0]), false, null);

    /// <summary>Layers of any number of inputs and outputs.</summary>
    /// <param name="convert">Makes the nodes. The call has the masks of the inputs, where the layer supports masking.</param>
    /// <param name="tellsMasks">Whether the outputs come with their masks; else the first output has that of the first input.</param>
    public static OnnxLayer Of<T>(Func<OnnxBuilder, T, Tensors, CallContext, Tensors> convert, bool tellsMasks = false) where T : Layer =>
        new(typeof(T), (onnx, layer, inputs, call) => convert(onnx, (T)layer, inputs, call), tellsMasks, null);

    /// <summary>Layers that cannot be written.</summary>
    /// <param name="why">Why, and what to do instead.</param>
    public static OnnxLayer Refused<T>(string why) where T : Layer => new(typeof(T), null, false, why);

    /// <summary>What is known of a class of layers; null: it is no class of Keras's.</summary>
    public static OnnxLayer? Find(Type? type)
    {
        for (; type is not null; type = type.BaseType)
            if (all.Value.TryGetValue(type, out var found)) return found;
        return null;
    }

    /// <summary>Makes the nodes of a layer's call.</summary>
    /// <exception cref="NotSupportedException">The layer cannot be written.</exception>
    public static Tensors Convert(OnnxBuilder onnx, Layer layer, Tensors inputs, CallContext call)
    {
        if (call.Training == true)
            throw Refused(layer, "it is called with training=True, and the file computes what `predict` does", "Call it without");
        var converter = Of(layer);
        using var scope = onnx.Enter(layer.name);
        using var reading = Variable.ReadIn(layer.DType);
        if (layer.supports_masking && call.masks.Count == 0 && inputs.Any(input => StepMask(input) is not null))
            call = call with { masks = [.. inputs.Select(StepMask)] };
        var outputs = converter.convert!(onnx, layer, inputs, call);
        if (converter.tellsMasks) return outputs;
        var mask = layer.supports_masking ? call.mask : null;
        return (Tensor[])[.. outputs.Select((output, i) => onnx.Value(output).WithStepMask(i == 0 ? mask : null))];
    }

    /// <summary>What to throw for a layer that cannot be written.</summary>
    public static NotSupportedException Refused(Layer layer, string why, string instead) => new(
        $"The layer \"{layer.name}\" ({layer.ClassName}) cannot be written as ONNX: {why}. {instead}.");

    /// <summary>The mask that a tensor carries.</summary>
    public static Tensor? StepMask(Tensor tensor) => (tensor as OnnxTensor)?.StepMask;

    /// <summary>An activation of a layer, which writes itself: functions compute with tf and operators.</summary>
    public static Tensor Activate(Layer layer, Activations.Activation activation, Tensor x)
    {
        try
        {
            return activation.call(x);
        }
        catch (InvalidOperationException exception)
        {
            throw new NotSupportedException(
                Refused(
                    layer, $"its activation \"{activation.Name}\" needs numbers: {exception.Message}",
                    "Write the function with tf, keras.backend and operators").Message, exception);
        }
    }

    private static OnnxLayer Of(Layer layer)
    {
        var isOwn = layer.Kind.IsDerived && !(layer is Functional && !layer.Kind.Calls) && !all.Value.ContainsKey(layer.GetType());
        if (isOwn || Find(layer.GetType()) is not { } found)
            throw Refused(
                layer, "it is a class of your own, of whose call no steps are known",
                "Make a model of Keras's layers and of operations in its place");
        return found.Refusal is null ? found : throw new NotSupportedException(
            $"The layer \"{layer.name}\" ({layer.ClassName}) cannot be written as ONNX: {found.Refusal}");
    }
}
