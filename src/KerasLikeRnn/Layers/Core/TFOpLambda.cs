namespace KerasLikeRnn.Layers;

/// <summary>An operation on symbolic tensors as a step of a model: what <c>a + b</c> or <c>K.sum(x)</c> becomes.</summary>
[KerasExport]
internal class TFOpLambda : Layer
{
    private object?[] arguments = [];

    private protected TFOpLambda(Operation operation, string? name) : base(name: name ?? NameOf(operation))
    {
        Operation = operation;
        built = true;
    }

    /// <summary>What is computed.</summary>
    public Operation Operation { get; private set; }

    /// <summary>A step that computes an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="name">Name of the step; the operation's unless given, with a number after it where it was used before.</param>
    public static TFOpLambda Of(Operation operation, string? name = null) =>
        operation.Name == SlicingOpLambda.Function ? new SlicingOpLambda(operation, name) : new TFOpLambda(operation, name);

    /// <summary>The step of a configuration; what it is called on says the call.</summary>
    /// <exception cref="NotSupportedException">The function is not one of the operations.</exception>
    public static TFOpLambda from_config(IReadOnlyDictionary<string, object?> config)
    {
        var function = config.GetValueOrDefault("function") as string;
        return Of(Operation.Named(function ?? "").FirstOrDefault() ?? throw new NotSupportedException(
            $"The configuration calls the TensorFlow function '{function}', which is not among docs/operations.md. Replace it there, or "
            + $"put a layer in its place."),
            config.GetValueOrDefault("name") as string);
    }

    /// <summary>Calls the operation on symbolic tensors.</summary>
    /// <param name="given">Arguments in the order of the operation's parameters; later ones may be left out.</param>
    public Tensor[] Apply(object?[] given)
    {
        arguments = [.. given, .. Operation.Parameters.Skip(given.Length).Select(parameter => parameter.Default)];
        return [.. Invoke(Arguments.Tensors(arguments).ToArray(), new CallContext())];
    }

    /// <summary>Calls the operation by names, or that of its overloads that takes them.</summary>
    public void Apply(IReadOnlyDictionary<string, object?> given)
    {
        foreach (var overload in Operation.Named(Operation.Name))
            if (Construction.Fit(overload.Parameters, given) is { } values)
            {
                Operation = overload;
                Apply(values);
                return;
            }
        throw new NotSupportedException(
            $"The configuration calls {Operation.Name} with arguments that it does not take here: {Python.PythonText.Repr(given)}");
    }

    /// <summary>The same step for another model.</summary>
    public TFOpLambda Copy()
    {
        var copy = Of(Operation, name);
        copy.arguments = arguments;
        return copy;
    }

    /// <summary>The arguments of a call that differ from the operation's defaults, by name.</summary>
    public IEnumerable<(string Name, object? Value)> ArgumentsOf(Node node) =>
        Operation.Parameters.Zip(Arguments.With(arguments, node.Inputs))
            .Where((argument, i) => i == 0 || !argument.First.IsOptional || !Equals(argument.Second, argument.First.Default))
            .Select(argument => (argument.First.Name, argument.Second));

    /// <summary>Computes the outputs from tensors with numbers.</summary>
    public Tensor[] Compute(IEnumerable<Tensor> inputs) => Operation.Run(ArgumentsFor(inputs));

    /// <summary>The arguments in the order of the operation's parameters, with these tensors in them.</summary>
    public object?[] ArgumentsFor(IEnumerable<Tensor> inputs) => Arguments.With(arguments, inputs.Select(Latest));

    /// <inheritdoc/>
    public override Tensors call(Tensors inputs, CallContext context) => Compute(inputs);

    /// <inheritdoc/>
    public override OrderedDictionary<string, object?> get_config() => new()
    {
        ["name"] = name,
        ["trainable"] = trainable,
        ["dtype"] = dtype,
        ["function"] = Operation.Name,
    };

    /// <inheritdoc/>
    internal override IReadOnlyList<(Shape Shape, DType DType)> InferOutputs(Tensors inputs, CallContext context) =>
        ShapeInference.Of(inputs, Compute);

    /// <summary>A variable beside symbolic tensors has the numbers it has when the model runs.</summary>
    private static Tensor Latest(Tensor tensor) => (tensor.Owner ?? tensor.Origin)?.Current ?? tensor;

    private static string NameOf(Operation operation) => AutomaticNames.Next("tf." + operation.Name, avoidObserved: true);
}
