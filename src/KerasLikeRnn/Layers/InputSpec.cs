namespace KerasLikeRnn.Layers;

/// <summary>What a layer demands of an input.</summary>
/// <param name="shape">Sizes of all axes, unknown ones being free.</param>
/// <param name="ndim">Number of axes.</param>
/// <param name="max_ndim">Largest number of axes.</param>
/// <param name="min_ndim">Smallest number of axes.</param>
/// <param name="axes">Sizes of single axes, negative ones counted from the end.</param>
/// <param name="dtype">Type of the elements.</param>
/// <param name="allow_last_axis_squeeze">Whether a last axis of size 1 may be missing or too many.</param>
/// <param name="name">Name of the input.</param>
/// <exception cref="ValueError">An axis of <paramref name="axes"/> cannot exist.</exception>
[KerasExport("keras.layers.InputSpec")]
public sealed class InputSpec(
    string? dtype = null, Shape? shape = null, int? ndim = null, int? max_ndim = null, int? min_ndim = null,
    IReadOnlyDictionary<int, int>? axes = null, bool allow_last_axis_squeeze = false, string? name = null)
{
    /// <summary>Type of the elements.</summary>
    public string? dtype { get; } = dtype;

    /// <summary>Whether a last axis of size 1 may be missing or too many.</summary>
    public bool allow_last_axis_squeeze { get; } = allow_last_axis_squeeze;

    /// <summary>Name of the input.</summary>
    public string? name { get; } = name;

    /// <summary>Sizes of all axes, unknown ones being free.</summary>
    public Shape? shape { get; } = shape;

    /// <summary>Number of axes.</summary>
    public int? ndim { get; } = shape?.Rank ?? ndim;

    /// <summary>Smallest number of axes.</summary>
    public int? min_ndim { get; } = min_ndim;

    /// <summary>Largest number of axes.</summary>
    public int? max_ndim { get; } = max_ndim;

    /// <summary>Sizes of single axes.</summary>
    public IReadOnlyDictionary<int, int> axes { get; } = Possible(axes ?? new Dictionary<int, int>(), shape?.Rank ?? ndim ?? max_ndim);

    /// <summary>The specification that a configuration describes.</summary>
    /// <param name="config">What <see cref="get_config"/> gave.</param>
    /// <exception cref="ValueError">It describes none.</exception>
    public static InputSpec from_config(IReadOnlyDictionary<string, object?> config) =>
        (InputSpec)Construction.Create(typeof(InputSpec), config);

    /// <summary>What is demanded, as the constructor takes it.</summary>
    public OrderedDictionary<string, object?> get_config() => new()
    {
        ["dtype"] = dtype,
        ["shape"] = shape?.ToArray(),
        ["ndim"] = ndim,
        ["max_ndim"] = max_ndim,
        ["min_ndim"] = min_ndim,
        ["axes"] = axes,
    };

    /// <summary>Python's text: <c>InputSpec(shape=(None, 3), ndim=2)</c>.</summary>
    public override string ToString()
    {
        (string Name, object? Value)[] parts =
        [
            ("dtype", dtype), ("shape", shape), ("ndim", ndim), ("max_ndim", max_ndim), ("min_ndim", min_ndim),
            ("axes", axes.Count > 0 ? axes : null),
        ];
        var given = parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={PythonText.Str(part.Value)}");
        return $"InputSpec({string.Join(", ", given)})";
    }

    /// <summary>Checks an input.</summary>
    /// <exception cref="ValueError">It does not fit; the message is Keras's.</exception>
    internal void Check(Shape input, DType type, int index, string layer)
    {
        if (ndim is { } rank && rank != input.Rank && !allow_last_axis_squeeze)
            throw Mismatch($"expected ndim={rank}, found ndim={input.Rank}. Full shape received: {input}");
        if (max_ndim < input.Rank) throw Mismatch($"expected max_ndim={max_ndim}, found ndim={input.Rank}");
        if (min_ndim > input.Rank) throw Mismatch($"expected min_ndim={min_ndim}, found ndim={input.Rank}. Full shape received: {input}");
        if (dtype is not null && type.Name() != dtype) throw Mismatch($"expected dtype={dtype}, found dtype={type.Name()}");
        foreach (var (axis, size) in axes)
            if (input.Dim(axis) != size && input.Dim(axis) != Shape.Unknown)
                throw Mismatch($"expected axis {axis} of input shape to have value {size}, but received input with shape {input}");
        if (shape is not null && !Fits(shape, input)) throw Mismatch($"expected shape={shape}, found shape={input}");

        ValueError Mismatch(string what) =>
            new($"Input {index} of layer \"{layer}\" is incompatible with the layer: {what}");
    }

    private static IReadOnlyDictionary<int, int> Possible(IReadOnlyDictionary<int, int> axes, int? rank) =>
        axes.Keys.Max(axis => (int?)axis) is { } last && last >= rank
        ? throw new ValueError($"Axis {last} is greater than the maximum allowed value: {rank - 1}", nameof(axes))
        : axes;

    private bool Fits(Shape expected, Shape input)
    {
        if (allow_last_axis_squeeze)
        {
            if (input.Rank > 0 && input.Dim(-1) == 1) input = input.Range(0, input.Rank - 1);
            if (expected.Rank > 0 && expected.Dim(-1) == 1) expected = expected.Range(0, expected.Rank - 1);
        }
        for (var axis = 0; axis < Math.Min(expected.Rank, input.Rank); axis++)
            if (expected.Dims[axis] != input.Dims[axis] && expected.Dims[axis] != Shape.Unknown && input.Dims[axis] != Shape.Unknown)
                return false;
        return true;
    }
}
