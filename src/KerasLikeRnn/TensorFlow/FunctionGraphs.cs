using System.Reflection;

namespace KerasLikeRnn.TensorFlow;

/// <summary>The graphs of a compiled function: some for each structure of arguments, which differ in the shapes of tensors.</summary>
internal sealed class FunctionGraphs(IReadOnlyList<TensorSpec>? signature, bool relaxesShapes)
{
    private readonly Dictionary<FunctionArguments, FunctionStreams> graphs = [];

    public static MethodInfo Begin { get; } = typeof(FunctionGraphs).GetMethod(nameof(Call))!;

    public static MethodInfo End { get; } = typeof(IDisposable).GetMethod(nameof(IDisposable.Dispose))!;

    /// <summary>Begins a call: until the result is disposed of, random numbers come from the graph for these arguments.</summary>
    public IDisposable? Call(FunctionArguments arguments)
    {
        if (arguments.AreSymbolic) return new Nothing();
        if (signature is not null) arguments = arguments.As(signature);
        lock (graphs)
        {
            if (!graphs.TryGetValue(arguments, out var streams))
            {
                var (isFirst, before) = (graphs.Count == 0, Variable.Made);
                // Of an optimizer's variables, which come after the last draw, it is the tape that tells.
                graphs[arguments] = streams = RandomStreams.Global.Function(
                    () => isFirst && (Variable.Made > before || GradientTape.IsRecording), relaxesShapes);
            }
            return streams.Step(arguments.Signature);
        }
    }

    // On symbolic tensors there is nothing to draw yet.
    private sealed class Nothing : IDisposable
    {
        public void Dispose() { }
    }
}
