namespace KerasLikeRnn.Models;

/// <summary>A call of an operation in Keras 3's form.</summary>
/// <param name="Given">What it is given by place.</param>
/// <param name="Attributes">What the operation itself holds.</param>
internal sealed record Keras3OperationCall(List<object?> Given, IReadOnlyList<(string Name, object? Value)> Attributes)
{
    /// <summary>Writes a call.</summary>
    /// <param name="row">The operation on both sides.</param>
    /// <param name="step">The step.</param>
    /// <param name="node">Its call.</param>
    /// <param name="graph">The model's calls.</param>
    /// <exception cref="NotSupportedException">It is given an argument that Keras 3 does not have.</exception>
    public static Keras3OperationCall Of(Keras3Operation row, TFOpLambda step, Node node, Graph graph)
    {
        var tensors = new List<KerasTensor>();
        var arguments = OperationConfig.Given(step, OperationConfig.Of(step, node, Noted));
        var given = new List<object?>();
        foreach (var name in row.Tensors)
            if (arguments.Remove(name, out var value))
                given.Add(row.Here == SlicingOpLambda.Function && given.Count == 1 ? Slices(value) : Argument(value));
        var attributes = row.Attributes.Select(attribute => (attribute.There, Attribute(attribute, arguments))).ToArray();
        foreach (var (name, value) in arguments)
            if (value is not (null or false)) throw Keras3Operations.Unknown(step, $" with {name}={PythonText.Repr(value)}");
        return new(given, attributes);

        List<object?> Noted(KerasTensor tensor)
        {
            tensors.Add(tensor);
            return [tensor.LayerName, tensors.Count - 1, tensor.Index];
        }

        object? Argument(object? value) => value switch
        {
            List<object?> and [string, int number, int] => Keras3Graph.Tensor(tensors[number], graph),
            List<object?> list when Holds(list) => list.Select(Argument).ToList(),
            List<object?> numbers => Numbers(numbers),
            _ => value,
        };

        object? Attribute(Keras3Operation.Attribute attribute, OrderedDictionary<string, object?> arguments)
        {
            if (attribute.Here is not { } here || !arguments.Remove(here, out var value)) return attribute.Usual;
            if (value is List<object?> list && (IsPlace(list) || Holds(list)))
                throw Keras3Operations.Unknown(step, $" with a tensor as `{here}`");
            return value;
        }

        List<object?> Slices(object? keys) => [.. ((List<object?>)keys!).Select(key => key is IReadOnlyDictionary<string, object?> slice
            ? new OrderedDictionary<string, object?> { ["class_name"] = "__slice__", ["config"] = slice }
            : Argument(key))];
    }

    private static bool IsPlace(List<object?> list) => list is [string, int, int];

    private static bool Holds(List<object?> list) => list.Exists(item => item is List<object?> inner && (IsPlace(inner) || Holds(inner)));

    /// <summary>A tensor of numbers.</summary>
    private static OrderedDictionary<string, object?> Numbers(List<object?> numbers) => new()
    {
        ["class_name"] = "__tensor__",
        ["config"] = new OrderedDictionary<string, object?> { ["value"] = numbers, ["dtype"] = TypeOf(numbers) },
    };

    private static string TypeOf(object? value) => value switch
    {
        List<object?> { Count: > 0 } list => TypeOf(list[0]),
        bool => "bool",
        int or long => "int32",
        _ => "float32",
    };
}
