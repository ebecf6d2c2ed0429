namespace KerasLikeRnn.Models;

/// <summary>
/// Python's decorator <c>@keras.utils.register_keras_serializable(package, name)</c>: what is put between its brackets gets a name in
/// configurations, <c>package>name</c>, and is given back.
/// </summary>
public sealed class Registration
{
    private readonly string package;
    private readonly string? name;

    private Registration(string package, string? name) => (this.package, this.name) = (package, name);

    /// <summary>Registers a function of one tensor.</summary>
    /// <exception cref="ValueError">It is a function without a name, and none was given.</exception>
    [OverloadResolutionPriority(1)]
    public Func<Tensor, Tensor> this[Func<Tensor, Tensor> function] => Named(function, function);

    /// <summary>Registers a function of several tensors.</summary>
    /// <exception cref="ValueError">It is a function without a name, and none was given.</exception>
    public Func<Tensors, Tensors> this[Func<Tensors, Tensors> function] => Named(function, function);

    /// <summary>Registers a loss: a function of targets and predictions.</summary>
    /// <exception cref="ValueError">It is a function without a name, and none was given.</exception>
    public Func<Tensor, Tensor, Tensor> this[Func<Tensor, Tensor, Tensor> function] => Named(function, function);

    /// <summary>Registers a class: <c>keras.utils.register_keras_serializable("mine")[typeof(Scale)]</c>.</summary>
    public Type this[Type type]
    {
        get
        {
            CustomObjects.Register($"{package}>{name ?? Required.NotNull(type).Name}", type);
            return type;
        }
    }

    /// <summary>Begins to register a class or a function under a name that configurations then give it.</summary>
    /// <param name="package">What stands before the name.</param>
    /// <param name="name">The name; that of the class or function unless given.</param>
    [KerasExport("keras.utils.register_keras_serializable")]
    public static Registration register_keras_serializable(string package = "Custom", string? name = null) => new(package, name);

    private T Named<T>(T function, Delegate given) where T : class
    {
        Required.NotNull(given, nameof(function));
        var own = name ?? Registry.NameOf(given);
        if (own == Registry.Lambda)
            throw new ValueError("A function without a name needs one: register_keras_serializable(name: \"twice\").", nameof(function));
        CustomObjects.Register($"{package}>{own}", given);
        return function;
    }
}
