using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

/// <summary>
/// One kernel on the built-in engine, for what TensorFlow has no counterpart of: tensors are copied there as they are asked for, and
/// outputs back when it ends.
/// </summary>
internal sealed class Host : IDisposable
{
    private readonly List<(Tensor Tensor, Tensor Copy, bool IsOutput)> tensors = [];

    /// <summary>Begins one.</summary>
    /// <param name="reason">Because of what, for <see cref="Engine.Report"/>.</param>
    /// <param name="kernel">Its name.</param>
    public Host(string reason, [CallerMemberName] string kernel = "") => Fallbacks.Count(kernel, reason);

    /// <summary>The engine whose kernels the copies are given to.</summary>
    public static CpuBackend Cpu { get; } = new();

    /// <summary>A copy of what is read.</summary>
    [return: NotNullIfNotNull(nameof(x))]
    public Tensor? In(Tensor? x) => x is null ? null : Copied(x, isOutput: false);

    /// <summary>A copy of what is read and written.</summary>
    [return: NotNullIfNotNull(nameof(x))]
    public Tensor? InOut(Tensor? x) => x is null ? null : Copied(x, isOutput: true);

    /// <summary>A place for what is written.</summary>
    [return: NotNullIfNotNull(nameof(y))]
    public Tensor? Out(Tensor? y) => y is null ? null : Place(y, isOutput: true);

    /// <summary>A tensor of the built-in engine that it made itself, brought over.</summary>
    [return: NotNullIfNotNull(nameof(made))]
    public static Tensor? Brought(Tensor? made, Backend to)
    {
        if (made is null) return null;
        var y = to.Empty(made.Shape, made.DType);
        Move(made, y);
        return y;
    }

    public void Dispose()
    {
        foreach (var (tensor, copy, isOutput) in tensors)
        {
            if (isOutput) Move(copy, tensor);
            copy.Storage.Dispose();
        }
    }

    private Tensor Copied(Tensor x, bool isOutput)
    {
        var copy = Place(x, isOutput);
        Move(x, copy);
        return copy;
    }

    private Tensor Place(Tensor x, bool isOutput)
    {
        var copy = new Tensor(Cpu.Allocate(x.DType, x.Length), x.Shape);
        tensors.Add((x, copy, isOutput));
        return copy;
    }

    private static void Move(Tensor from, Tensor to)
    {
        var size = from.DType.Size();
        if (size == 1) to.Storage.Write<byte>(elements => from.Storage.Read(elements));
        else if (size == 2) to.Storage.Write<short>(elements => from.Storage.Read(MemoryMarshal.AsBytes(elements)));
        else if (size == 4) to.Storage.Write<int>(elements => from.Storage.Read(MemoryMarshal.AsBytes(elements)));
        else to.Storage.Write<long>(elements => from.Storage.Read(MemoryMarshal.AsBytes(elements)));
    }
}
