using System.Runtime.CompilerServices;
using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

/// <summary>
/// One run of a function that TensorFlow keeps. It is made the first time that its name, the inputs that are there and the outputs that
/// are wanted come together; sizes make no difference, so there are no more of them than such combinations.
/// </summary>
/// <param name="name">Of the computation, and of whatever its formula depends on besides its inputs and outputs.</param>
/// <param name="dtype">The type of floats that it computes in.</param>
internal sealed class FunctionCall(string name, DType dtype)
{
    private static readonly HashSet<string> made = [];

    private readonly List<(string Name, Tensor Tensor)> inputs = [];
    private readonly List<(string Name, Tensor Tensor)> outputs = [];
    private readonly Dictionary<string, Node> nodes = [];

    /// <summary>An input, or none by this name.</summary>
    public FunctionCall In(Tensor? x, [CallerArgumentExpression(nameof(x))] string called = "") => With(inputs, x, called);

    /// <summary>An output, or none is wanted by this name.</summary>
    public FunctionCall Out(Tensor? y, [CallerArgumentExpression(nameof(y))] string called = "") => With(outputs, y, called);

    /// <summary>What is given by a name while the function is made, or null.</summary>
    public Node? this[string called] => nodes.GetValueOrDefault(called);

    public bool Wants(string called) => outputs.Exists(output => output.Name == called);

    /// <summary>Computes the outputs.</summary>
    /// <param name="formula">Gives, of nodes for the inputs, each output that is wanted, by its name.</param>
    public void Run(Func<FunctionCall, FunctionBuilder, Dictionary<string, Node>> formula)
    {
        var (given, wanted) = (inputs.Select(x => x.Name), outputs.Select(y => y.Name));
        var function = string.Join('_', [name, dtype.Name(), "of", .. given, "to", .. wanted]);
        lock (made)
        {
            if (!made.Contains(function)) Make(function, formula);
            made.Add(function);
        }
        using var frame = new Frame();
        var results = Tf.RunMany(function, outputs.Count, [.. inputs.Select(x => Cell.Of(x.Tensor))]);
        foreach (var (output, result) in outputs.Zip(results)) Cell.Put(output.Tensor, result);
    }

    private void Make(string function, Func<FunctionCall, FunctionBuilder, Dictionary<string, Node>> formula)
    {
        var builder = new FunctionBuilder(function);
        foreach (var (called, tensor) in inputs) nodes[called] = builder.Input(tensor.DType);
        var results = formula(this, builder);
        foreach (var (called, _) in outputs) builder.Return(results[called]);
        builder.Define();
    }

    private FunctionCall With(List<(string Name, Tensor Tensor)> list, Tensor? tensor, string called)
    {
        if (tensor is not null) list.Add((called, tensor));
        return this;
    }
}
