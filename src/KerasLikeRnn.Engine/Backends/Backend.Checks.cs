using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine;

// The wall before the kernels: they write and read by address, so whatever stands above, types and sizes are settled here.
public abstract partial class Backend
{
    private static void Need(
        Tensor? x, DType dtype, ReadOnlySpan<int> sizes,
        [CallerArgumentExpression(nameof(x))] string name = "", [CallerMemberName] string kernel = "")
    {
        if (x is not null && (x.DType != dtype || !x.Shape.Dims.SequenceEqual(sizes) || !IsWhole(x)))
            throw Unfit(x, name, kernel, $"{dtype.Name()} of shape {Shape.Of(sizes)}");
    }

    private static void Need(
        Tensor? x, DType dtype, long length, [CallerArgumentExpression(nameof(x))] string name = "", [CallerMemberName] string kernel = "")
    {
        if (x is not null && (x.DType != dtype || x.Length != length || !IsWhole(x)))
            throw Unfit(x, name, kernel, Invariant($"{length} elements of {dtype.Name()}"));
    }

    /// <summary>A tensor of any type of numbers, and of any shape.</summary>
    private static void Need(Tensor x, [CallerArgumentExpression(nameof(x))] string name = "", [CallerMemberName] string kernel = "") =>
        Need(x, x.DType, x.Length, name, kernel);

    /// <summary>The same for kernels that compute, which know no half types.</summary>
    private static void NeedWide(Tensor x, [CallerArgumentExpression(nameof(x))] string name = "", [CallerMemberName] string kernel = "")
    {
        if (x.DType.IsHalf()) Demand(false, $"{name} in float32, not in {x.DType.Name()}", kernel);
        Need(x, name, kernel);
    }

    private static void Demand(bool holds, string demand, [CallerMemberName] string kernel = "")
    {
        if (!holds) throw new ArgumentException($"{kernel} needs {demand}.");
    }

    /// <summary>Row numbers of a table.</summary>
    private void NeedRows(Tensor? indices, int rows, [CallerMemberName] string kernel = "")
    {
        if (indices is null) return;
        Need(indices, DType.Int32, indices.Length, nameof(indices), kernel);
        RunCheckRows(rows, indices);
    }

    /// <summary>The kernels for the type of a tensor of floats.</summary>
    private FloatKernels Floats(Tensor x, [CallerMemberName] string kernel = "")
    {
        NeedFloats(x, kernel);
        return Floats(x.DType);
    }

    private static void NeedFloats(Tensor x, [CallerMemberName] string kernel = "")
    {
        if (x.DType == DType.String) throw StringStorage.NoNumbers(x);
        if (x.DType is DType.Float32 or DType.Float64) return;
        throw new NotSupportedException($"{kernel} of {x.DType.Name()} tensors is not defined. Cast to float32 first.");
    }

    /// <summary>
    /// Called behind a kernel: the garbage collector does not see addresses, and would give the memory of a tensor that nobody
    /// uses later on to others while a kernel is still reading it.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void KeepAlive(params ReadOnlySpan<Tensor?> tensors) { }

    private static bool IsWhole(Tensor x) =>
        x.DType != DType.String && x.Storage is var storage && storage.DType == x.DType && storage.Length >= x.Length;

    private static Exception Unfit(Tensor x, string name, string kernel, string need) => x.DType == DType.String
        ? StringStorage.NoNumbers(x)
        : new ArgumentException(Invariant(
            $"{kernel} needs {name} to be {need}. Received: {x.DType.Name()} of shape {x.Shape}, with {x.Storage.Length} elements in "
            + $"memory."));
}
