namespace KerasLikeRnn.Models;

/// <summary>
/// A layer's call in a model's configuration: where each input comes from and, beside each, the call's other arguments, such as
/// training, a mask or return_attention_scores.
/// </summary>
internal static class CallConfig
{
    private const string Training = "training";
    private const string Mask = "mask";

    /// <summary>The configuration of a call.</summary>
    /// <param name="node">The call.</param>
    /// <param name="place">Tells where a tensor comes from.</param>
    /// <exception cref="NotSupportedException">A tensor of the call is no symbolic one.</exception>
    public static object Of(Node node, Func<KerasTensor, List<object?>> place)
    {
        var inputs = node.Context.WithArguments(node.Inputs).Select(input => Place(input, "inputs")).ToArray();
        var named = node.Layer.InputNames;
        var arguments = new OrderedDictionary<string, object?>();
        for (var i = 1; i < inputs.Length && i <= named.Count; i++) arguments[named[i - 1]] = inputs[i];
        foreach (var (name, value) in node.Context.arguments)
            if (value is not (null or false))
                arguments[name] = value is Tensor or Tensors ? Place(value as Tensor ?? (Tensors)value, name) : value;
        if (node.Context.masks is { Count: > 0 } masks)
            arguments[Mask] = masks is [{ } only]
                ? Place(only, Mask)
                : masks.Select(object? (mask) => mask is null ? null : Place(mask, Mask)).ToList();
        if (node.Context.Training is { } training) arguments[Training] = training;
        var places = inputs.Take(named.Count > 0 ? 1 : inputs.Length).Select(object? (input) => new List<object?>([.. input, arguments]));
        return node.Inputs.Names is { } keys
            ? new OrderedDictionary<string, object?>(keys.Zip(places, KeyValuePair.Create))
            : places.ToList();

        List<object?> Place(Tensor tensor, string name) =>
            tensor is KerasTensor symbolic ? place(symbolic) : throw new NotSupportedException(
            $"The call of layer \"{node.Layer.name}\" has a tensor of numbers as `{name}`, which the configuration of a model does not "
            + $"hold. Make it an Input of the model, or compute it in a layer.");
    }

    /// <summary>Makes a call, unless a tensor that it needs is not there yet.</summary>
    /// <param name="layer">The layer to call.</param>
    /// <param name="call">The call's configuration.</param>
    /// <param name="find">The tensor from a place; null where it is not there yet.</param>
    /// <exception cref="NotSupportedException">The layer's call takes no argument of a given name.</exception>
    public static bool TryMake(Layer layer, object? call, Func<object?, KerasTensor?> find)
    {
        var keyed = call as IReadOnlyDictionary<string, object?>;
        return TryMake(layer, keyed?.Values.ToArray() ?? [.. ((IEnumerable)call!).Cast<object?>()], keyed?.Keys.ToArray(), find);
    }

    private static bool TryMake(
        Layer layer, IReadOnlyList<object?> call, IReadOnlyList<string>? keys, Func<object?, KerasTensor?> find)
    {
        var given = ArgumentsOf(call);
        if (given.Keys.FirstOrDefault(
            name => name is not (Training or Mask) && !layer.InputNames.Contains(name)
                && !layer.CallArguments.Contains(name)) is { } unknown)
            throw new NotSupportedException(
                $"The configuration calls the layer \"{layer.name}\" with the argument `{unknown}`, which {layer.ClassName} does not take "
                + $"here.");
        var missing = false;
        Tensor[] inputs = [.. call.Concat(layer.InputNames.Where(given.ContainsKey).Select(name => given[name])).Select(Tensor)];
        Tensor?[] masks = given.GetValueOrDefault(Mask) is not IEnumerable mask ? []
            : IsPlace(mask) ? [Tensor(mask)]
            : [.. mask.Cast<object?>().Select(one => one is null ? null : Tensor(one))];
        var arguments = layer.CallArguments.Where(given.ContainsKey).ToDictionary(
            name => name, name => given[name] is IEnumerable place ? Tensor(place) : given[name]);
        if (!missing)
            layer.Invoke(
                keys is null ? inputs : Tensors.Named(inputs, keys),
                CallContext.Call(given.GetValueOrDefault(Training) as bool?, masks, arguments: arguments));
        return !missing;

        Tensor Tensor(object? place)
        {
            var tensor = find(place);
            missing |= tensor is null;
            return tensor!;
        }
    }

    private static IReadOnlyDictionary<string, object?> ArgumentsOf(IReadOnlyList<object?> call) =>
        call is [IEnumerable first, ..] && first.Cast<object?>().ElementAtOrDefault(3) is IReadOnlyDictionary<string, object?> arguments
            ? arguments
            : new Dictionary<string, object?>();

    private static bool IsPlace(IEnumerable value) => value.Cast<object?>().FirstOrDefault() is string;
}
