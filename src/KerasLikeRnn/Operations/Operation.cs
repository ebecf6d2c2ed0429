using static KerasLikeRnn.Serialization.Construction;

namespace KerasLikeRnn.Operations;

/// <summary>
/// An operation as data: its name in configurations, its parameters (tensors and attributes), and how it runs. The generator writes one
/// for each method marked with <see cref="OperationAttribute"/>; what it does, its shapes, types and gradients included, says the method.
/// </summary>
/// <param name="Name">Keras's name, such as <c>math.reduce_sum</c>.</param>
/// <param name="Run">Computes its outputs from arguments in the parameters' order, their tensors with numbers.</param>
/// <param name="Parameters">What it takes.</param>
internal sealed partial record Operation(string Name, Func<object?[], Tensor[]> Run, params Parameter[] Parameters)
{
    private static readonly Lazy<Dictionary<string, Operation>> all = new(() => new(Written()));

    private static readonly Lazy<ILookup<string, Operation>> named = new(() => all.Value.Values.ToLookup(operation => operation.Name));

    /// <summary>All there are.</summary>
    public static IEnumerable<Operation> All => all.Value.Values;

    /// <summary>Those of a name: the overloads of one function.</summary>
    public static IEnumerable<Operation> Named(string name) => named.Value[name];

    /// <summary>The one of a name, or of a name and its parameters' types where there are several.</summary>
    public static Operation Of(string key) => all.Value.TryGetValue(key, out var operation) ? operation : Named(key).Single();

    /// <summary>A call on symbolic tensors: a step of the model.</summary>
    public static Tensor[] Step(string key, params object?[] arguments) =>
        Arguments.Tensors(arguments).OfType<SymbolicTensor>().First().Apply(key, arguments);

    /// <summary>A call on tensors with or without numbers.</summary>
    public static Tensor[] Call(string key, params object?[] arguments) =>
        Arguments.Tensors(arguments).OfType<SymbolicTensor>().FirstOrDefault() is { } symbolic
            ? symbolic.Apply(key, arguments)
            : Leased(Of(key).Run(arguments));

    /// <summary>Two outputs.</summary>
    public static (Tensor, Tensor) Pair(Tensor[] outputs) => (outputs[0], outputs[1]);

    /// <summary>Outputs as they are given to the user.</summary>
    public static Tensor Leased(Tensor output) => output.Leased();

    /// <inheritdoc cref="Leased(Tensor)"/>
    public static (Tensor, Tensor) Leased((Tensor First, Tensor Second) outputs) => (outputs.First.Leased(), outputs.Second.Leased());

    /// <inheritdoc cref="Leased(Tensor)"/>
    public static Tensor[] Leased(Tensor[] outputs) => Array.ConvertAll(outputs, output => output.Leased());
}
