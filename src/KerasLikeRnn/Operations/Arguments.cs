namespace KerasLikeRnn.Operations;

/// <summary>The arguments of an operation: which tensors are in them, and the same arguments with others.</summary>
internal static class Arguments
{
    /// <summary>Whether a tensor has no numbers, so that the call is a step of a model.</summary>
    public static bool IsSymbolic(Tensor? tensor) => tensor is SymbolicTensor;

    /// <inheritdoc cref="IsSymbolic(Tensor)"/>
    public static bool IsSymbolic(Slice[] slices) => Array.Exists(slices, slice => slice.Number is SymbolicTensor);

    /// <inheritdoc cref="IsSymbolic(Tensor)"/>
    public static bool IsSymbolic<T>(T argument) where T : struct, ITensorArgument =>
        argument.TensorsInside.Any(tensor => tensor is SymbolicTensor);

    /// <inheritdoc cref="IsSymbolic(Tensor)"/>
    public static bool IsSymbolic<T>(T? argument) where T : struct, ITensorArgument => argument is { } given && IsSymbolic(given);

    /// <summary>An argument that is a tensor with numbers by now.</summary>
    public static Tensor Tensor(object? argument) => argument as Tensor ?? Like(argument).ToTensor();

    /// <summary>Such an argument, or none.</summary>
    public static Tensor? TensorOrNull(object? argument) => argument is null ? null : Tensor(argument);

    /// <summary>An argument that is like a tensor.</summary>
    public static TensorLike Like(object? argument) => argument is Tensor tensor ? tensor : (TensorLike)argument!;

    /// <summary>Such an argument, or none.</summary>
    public static TensorLike? LikeOrNull(object? argument) => argument is null ? default(TensorLike?) : Like(argument);

    /// <summary>All tensors in arguments, in order.</summary>
    public static IEnumerable<Tensor> Tensors(IEnumerable<object?> arguments) => arguments.SelectMany(argument => argument switch
    {
        Tensor tensor => [tensor],
        ITensorArgument tensors => tensors.TensorsInside,
        Slice[] slices => slices.Select(slice => slice.Number).OfType<Tensor>(),
        _ => [],
    });

    /// <summary>The arguments with others in the places of their tensors, in that order.</summary>
    public static object?[] With(IEnumerable<object?> arguments, IEnumerable<Tensor> tensors)
    {
        var others = new Queue<Tensor>(tensors);
        return [.. arguments.Select(argument => Replaced(argument, _ => others.Dequeue()))];
    }

    /// <summary>
    /// What an operator is given, as the operation takes it: a number beside a tensor is a whole one where the tensor holds such.
    /// </summary>
    public static object? Boxed(object? argument, Type type, DType beside) => argument switch
    {
        Tensor tensor => (TensorLike)tensor,
        double number when type == typeof(TensorLike) && !beside.IsFloating() && double.IsInteger(number) => (TensorLike)(long)number,
        double number when type == typeof(TensorLike) => (TensorLike)number,
        _ => argument,
    };

    private static object? Replaced(object? argument, Func<Tensor, Tensor> other) => argument switch
    {
        Tensor tensor => other(tensor),
        ITensorArgument tensors => tensors.With(other),
        Slice[] slices => Array.ConvertAll(slices, slice => slice.Number is { } number ? other(number) : slice),
        _ => argument,
    };
}
