using System.Linq.Expressions;

namespace KerasLikeRnn.TensorFlow;

/// <summary>tf.function.</summary>
public static class CompiledFunctions
{
    /// <summary>
    /// The same function, drawing random numbers as TensorFlow's compiled function does: from a graph of its own for every signature of
    /// arguments (types and shapes of tensors, and the values of what is no tensor), which goes on from call to call. All else runs as
    /// it did, at once and each time: what Python does only while it traces (<c>print</c>, counting in a field) is done at every call.
    /// </summary>
    /// <param name="func">The function: <c>tf.function((Tensor x) => ...)</c>.</param>
    /// <param name="input_signature">Shapes and types of the arguments, which then are all tensors: one graph for all calls.</param>
    /// <param name="autograph">Whether TensorFlow rewrites Python's loops and conditions; without effect, C#'s run as they are.</param>
    /// <param name="jit_compile">Not supported where true.</param>
    /// <param name="reduce_retracing">Whether tensors of other shapes lead to a graph for all of them instead of one for each.</param>
    /// <param name="experimental_relax_shapes">The older name of <paramref name="reduce_retracing"/>.</param>
    /// <exception cref="NotSupportedException">jit_compile is true, or the function takes references.</exception>
    /// <exception cref="ValueError">A call's arguments do not fit the input_signature.</exception>
    [KerasExport("tf.function")]
    [UnconditionalSuppressMessage("Trimming", "IL2090", Justification = "Trimming never takes a delegate's Invoke away.")]
    public static T function<T>(
        T func, IReadOnlyList<TensorSpec>? input_signature = null, bool autograph = true, bool? jit_compile = null,
        bool reduce_retracing = false, bool? experimental_relax_shapes = null) where T : Delegate
    {
        if (jit_compile == true)
            throw new NotSupportedException(
                "jit_compile=True is not supported: XLA draws other random numbers. Leave it out; everything is compiled already.");
        var graphs = new FunctionGraphs(input_signature, experimental_relax_shapes ?? reduce_retracing);
        var invoke = typeof(T).GetMethod("Invoke")!;
        var parameters = Array.ConvertAll(invoke.GetParameters(), parameter =>
            parameter.ParameterType is { IsByRef: false, IsByRefLike: false } type
            ? Expression.Parameter(type, parameter.Name)
            : throw new NotSupportedException($"tf.function takes no functions of references. Received: {parameter}"));
        var arguments = parameters.Aggregate<ParameterExpression, Expression>(
            Expression.New(typeof(FunctionArguments)),
            (before, parameter) => Expression.Call(before, FunctionArguments.Next, Expression.Convert(parameter, typeof(object))));
        var call = Expression.Variable(typeof(IDisposable));
        return Expression.Lambda<T>(Expression.Block([call],
            Expression.Assign(call, Expression.Call(Expression.Constant(graphs), FunctionGraphs.Begin, arguments)),
            Expression.TryFinally(Expression.Invoke(Expression.Constant(func), parameters), Expression.Call(call, FunctionGraphs.End))),
            parameters).Compile();
    }
}
