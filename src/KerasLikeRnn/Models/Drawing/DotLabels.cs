namespace KerasLikeRnn.Models;

/// <summary>What stands in the boxes of layers.</summary>
internal sealed record DotLabels(bool Shapes, bool DTypes, bool Names, bool Activations, bool ExpandsNested)
{
    /// <summary>The text of a layer's box, in the language of records.</summary>
    public string Of(Layer layer)
    {
        var (name, label) = (layer.name, layer.ClassName);
        if (layer is Wrapper wrapper && !(ExpandsNested && wrapper.layer is Functional))
            (name, label) = ($"{name}({wrapper.layer.name})", $"{label}({wrapper.layer.ClassName})");
        if (Activations && ActivationOf(layer) is { } activation) label = $"{{{label}|{activation}}}";
        if (Names) label = $"{name}|{label}";
        if (DTypes) label = $"{label}|{layer.dtype}";
        return Shapes ? $"{{{label}}}|{{input:|output:}}|{{{{{InputShape(layer)}}}|{{{OutputShape(layer)}}}}}" : label;
    }

    private static string? ActivationOf(Layer layer) =>
        (IConfigurable.ClassOf(layer).GetProperty("activation")?.GetValue(layer) as Activations.Activation)?.Name;

    private static string InputShape(Layer layer) => Shape(() => layer.input_shape);

    private static string OutputShape(Layer layer) => Shape(() => layer.output_shape);

    private static string Shape(Func<Shape> shape)
    {
        try
        {
            return PythonText.Str(shape());
        }
        catch (InvalidOperationException)
        {
            return "?";
        }
    }
}
