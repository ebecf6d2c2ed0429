namespace KerasLikeRnn.MixedPrecision;

/// <summary>In which type a layer computes, and in which it keeps its weights.</summary>
[KerasExport("keras.mixed_precision.Policy")]
public class Policy : IConfigurable
{
    private const string Mixed = "mixed_";

    /// <summary>Reads a name.</summary>
    /// <param name="name">"mixed_float16" or "mixed_bfloat16" (computes in the half type, weights in float32), or a type for both:
    /// "float32".</param>
    /// <exception cref="ValueError">There is no such policy.</exception>
    public Policy(string name)
    {
        this.name = Required.NotNull(name);
        Compute = TypeOf(name.StartsWith(Mixed, StringComparison.Ordinal) ? name[Mixed.Length..] : name, name);
        Weights = name.StartsWith(Mixed, StringComparison.Ordinal) ? DType.Float32 : Compute;
        if (Compute != Weights && !Compute.IsHalf()) throw Unknown(name);
    }

    /// <summary>Its name.</summary>
    public string name { get; }

    /// <summary>Name of the type in which layers compute, and in which they give their outputs.</summary>
    public string compute_dtype => Compute.Name();

    /// <summary>Name of the type of the weights.</summary>
    public string variable_dtype => Weights.Name();

    internal DType Compute { get; }

    internal DType Weights { get; }

    /// <summary>What the configuration of a layer holds: the name of a type, or this policy's configuration.</summary>
    internal object Config => Compute == Weights ? name : Registry.Serialize(this);

    /// <summary>The constructor's argument.</summary>
    public virtual OrderedDictionary<string, object?> get_config() => new() { ["name"] = name };

    /// <summary>The policy of a configuration.</summary>
    /// <param name="config">What <see cref="get_config"/> gave.</param>
    /// <param name="custom_objects">Without effect, as in Keras.</param>
    public static Policy from_config(
        IReadOnlyDictionary<string, object?> config, IReadOnlyDictionary<string, object>? custom_objects = null) =>
        new(Required.NotNull(config).GetValueOrDefault("name") as string
            ?? throw new TypeError("'name' must be a string, but got: None", nameof(config)));

    /// <summary>The arguments of a layer in which a policy's configuration has become its name.</summary>
    internal static IReadOnlyDictionary<string, object?> ByName(IReadOnlyDictionary<string, object?> arguments) =>
        arguments.GetValueOrDefault("dtype") is IReadOnlyDictionary<string, object?> { } described
        && described.GetValueOrDefault("config") is IReadOnlyDictionary<string, object?> config
            ? new OrderedDictionary<string, object?>(arguments) { ["dtype"] = config.GetValueOrDefault("name") }
            : arguments;

    /// <summary>The policy of that name.</summary>
    public static implicit operator Policy?(string? name) => name is null ? null : new(name);

    /// <summary>The name: what a layer's <c>dtype</c> takes.</summary>
    public static implicit operator string?(Policy? policy) => policy?.name;

    /// <summary>Python's text.</summary>
    public override string ToString() => $"<Policy \"{name}\">";

    private static DType TypeOf(string type, string name)
    {
        try
        {
            return DTypes.Parse(type);
        }
        catch (ArgumentException)
        {
            throw Unknown(name);
        }
    }

    private static ValueError Unknown(string name) => new(
        $"Cannot convert value {name} to a mixed precision Policy. Valid policies include 'mixed_float16', 'mixed_bfloat16', and the name "
        + $"of "
        + "any dtype such as 'float32'.", nameof(name));
}
