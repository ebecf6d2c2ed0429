namespace KerasLikeRnn.Models;

/// <summary>
/// The call of an operation in a model's configuration, in Keras's form: where its first argument comes from, and beside it the others
/// by name. Tensors are triples of layer name, number of the call and number of the output; numbers stand as they are.
/// </summary>
internal static class OperationConfig
{
    private const string Constant = "_CONSTANT_VALUE";

    /// <summary>What Keras writes beside the arguments given, and what has no meaning here.</summary>
    private static readonly Dictionary<string, object?> meaningless = new() { ["partition_strategy"] = "div", ["conjugate"] = false };

    /// <summary>The configuration of a call.</summary>
    /// <param name="step">The step.</param>
    /// <param name="node">Its call.</param>
    /// <param name="place">Tells where a tensor comes from.</param>
    /// <exception cref="NotSupportedException">An argument is a variable or a function.</exception>
    public static List<object?> Of(TFOpLambda step, Node node, Func<KerasTensor, List<object?>> place)
    {
        var given = step.ArgumentsOf(node).Select(argument => (argument.Name, Value: Written(argument.Value, argument.Name))).ToArray();
        var others = new OrderedDictionary<string, object?>(
            given.Skip(1).Select(argument => KeyValuePair.Create(argument.Name, argument.Value)));
        return Beside(given[0].Value);

        // The other arguments stand beside each tensor of the first one.
        List<object?> Beside(object? first) => first switch
        {
            List<object?> triple when IsPlace(triple) => [.. triple, others],
            List<object?> list when list.Exists(HoldsPlaces) => [.. list.Select(object? (item) => Beside(item))],
            _ => [Constant, -1, first, others],
        };

        object? Written(object? value, string name) => value switch
        {
            TensorLike { IsList: true } list => list.Select(item => Written(item, name)).ToList(),
            TensorLike tensor => OfTensor(tensor.ToTensor(), name),
            ShapeLike { Vector: { } vector } => OfTensor(vector, name),
            ShapeLike sizes => sizes.Select(size => Written(size, name)).ToList(),
            SizeLike size => size.Tensor is { } tensor ? OfTensor(tensor, name) : size.Number,
            AxesLike axes => axes.Config,
            IntTuple numbers => numbers.Values,
            Slice[] slices => Slices(slices, node.Inputs[0].Rank, name),
            Shape shape => shape.ToList(),
            Delegate => throw Unwritten(name, "a function", "Put it into a layer of your own"),
            _ => value,
        };

        object? OfTensor(Tensor tensor, string name) => tensor switch
        {
            KerasTensor symbolic => place(symbolic),
            { Owner: not null } or { Origin: not null } => throw Unwritten(name, "a variable", "Make it a weight of a layer of your own"),
            _ => Nested(tensor),
        };

        List<object?> Slices(Slice[] slices, int rank, string name)
        {
            var whole = rank - slices.Count(slice => !slice.IsEllipsis && !slice.IsNewAxis);
            return [.. slices.SelectMany(slice => slice switch
            {
                { IsEllipsis: true } => Enumerable.Repeat<object?>(Range((null, null, null)), whole),
                { IsNewAxis: true } => [null],
                { Number: { } number } => [OfTensor(number, name)],
                { IsIndex: true } => [slice.Place],
                _ => [Range(slice.Limits)],
            })];
        }

        NotSupportedException Unwritten(string name, string what, string instead) => new(
            $"The step \"{step.name}\" has {what} as `{name}`, which the configuration of a model does not hold. {instead}.");
    }

    /// <summary>Makes a call, unless a tensor that it needs is not there yet.</summary>
    /// <param name="step">The step.</param>
    /// <param name="call">The call's configuration.</param>
    /// <param name="find">The tensor from a place; null where it is not there yet.</param>
    /// <exception cref="NotSupportedException">The operation takes no argument of a given name.</exception>
    public static bool TryMake(TFOpLambda step, IReadOnlyList<object?> call, Func<object?, KerasTensor?> find)
    {
        var missing = false;
        var parameters = Operation.Named(step.Operation.Name).SelectMany(operation => operation.Parameters).ToArray();
        var given = Given(step, call);
        foreach (var (name, value) in OthersOf(call))
            if (!IsGiven(name, value)) given.Remove(name);
        var arguments = given.ToDictionary(
            entry => entry.Key, entry => Read(entry.Value, Array.Find(parameters, parameter => parameter.Name == entry.Key)?.Type));
        if (!missing) step.Apply(arguments);
        return !missing;

        // None stands for what was not given, where that is possible.
        bool IsGiven(string name, object? value) => value is null
            ? Array.Exists(parameters, parameter => parameter.Name == name && !parameter.IsOptional)
            : name != "name" && !(meaningless.TryGetValue(name, out var usual) && Equals(usual, value));

        object? Read(object? value, Type? type)
        {
            var target = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
            if (target == typeof(TensorLike)) return value is null ? null : (object)Like(value);
            if (target == typeof(ShapeLike))
                return IsPlace(value) ? (ShapeLike)Found(value) : ShapeLike.Create([.. ((IEnumerable)value!).Cast<object?>().Select(Size)]);
            if (target == typeof(SizeLike)) return value is null ? null : (object)Size(value);
            return target == typeof(Slice[])
                ? Array.ConvertAll([.. value is IEnumerable list and not string ? list.Cast<object?>() : [value]], Sliced)
                : value;
        }

        TensorLike Like(object? value) => value switch
        {
            bool truth => truth,
            int number => number,
            long number => number,
            float number => number,
            double number => number,
            IEnumerable when IsPlace(value) => Found(value),
            IEnumerable items and not string => TensorLike.Create([.. items.Cast<object?>().Select(Like)]),
            _ =>
                throw new NotSupportedException(
                    $"The configuration calls {step.Operation.Name} on {Python.PythonText.Repr(value)}, which is no tensor."),
        };

        SizeLike Size(object? value) => value switch { null => -1, int size => size, long size => checked((int)size), _ => Found(value) };

        Slice Sliced(object? value) => value switch
        {
            null => Slice.NewAxis,
            int index => index,
            IReadOnlyDictionary<string, object?> range => Slice.Of((int?)range["start"], (int?)range["stop"], (int?)range["step"] ?? 1),
            _ => Found(value),
        };

        Tensor Found(object? place)
        {
            var tensor = find(place);
            missing |= tensor is null;
            return (Tensor?)tensor ?? Tensor.Scalar(0f);
        }
    }

    /// <summary>The arguments of a call by their names.</summary>
    internal static OrderedDictionary<string, object?> Given(TFOpLambda step, IReadOnlyList<object?> call)
    {
        var given = new OrderedDictionary<string, object?> { [step.Operation.Parameters[0].Name] = First(call) };
        foreach (var (name, value) in OthersOf(call)) given[name] = value;
        return given;
    }

    private static object? First(IReadOnlyList<object?> entry) => entry switch
    {
        [Constant, _, var value, ..] => value,
        [string, _, _, ..] => entry.Take(3).ToList(),
        _ => entry.Select(object? (item) => First([.. ((IEnumerable)item!).Cast<object?>()])).ToList(),
    };

    private static IReadOnlyDictionary<string, object?> OthersOf(IReadOnlyList<object?> call) => call switch
    {
        [.., IReadOnlyDictionary<string, object?> others] => others,
        [IEnumerable first and not string, ..] => OthersOf([.. first.Cast<object?>()]),
        _ => new Dictionary<string, object?>(),
    };

    private static bool IsPlace(object? value) =>
        value is IEnumerable list and not string && list.Cast<object?>().ToArray() is [string, int or long, int or long];

    private static bool HoldsPlaces(object? value) => IsPlace(value) || value is List<object?> list && list.Exists(HoldsPlaces);

    private static OrderedDictionary<string, object?> Range((int? Start, int? Stop, int? Step) limits) =>
        new() { ["start"] = limits.Start, ["stop"] = limits.Stop, ["step"] = limits.Step };

    /// <summary>A tensor's numbers in lists.</summary>
    private static object? Nested(Tensor tensor) => tensor.Rank == 0
        ? tensor.ToArray().GetValue(0)
        : Ops.Unstack(tensor, 0).Select(Nested).ToList();
}
