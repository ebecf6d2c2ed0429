using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine;

/// <summary>The built-in engine: pure C# on the processor, vectorised, on all cores.</summary>
public sealed unsafe partial class CpuBackend : Backend
{
    /// <inheritdoc/>
    public override Storage Allocate(DType dtype, long length) => new CpuStorage(dtype, length);

    /// <inheritdoc/>
    public override void Trim()
    {
        CpuStorage.Trim();
        Backends.Cpu.Kernels.Scratch.Trim();
    }

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "A tensor can be the first thing a program makes: its memory must be there.")]
    internal static void Install() => Current = new CpuBackend();

    /// <summary>The elements as a span, for kernels on whole vectors.</summary>
    internal static Span<T> Span<T>(Tensor x) where T : unmanaged => new(Pointer<T>(x), checked((int)x.Length));

    /// <summary>Where the elements begin.</summary>
    internal static T* Pointer<T>(Tensor x) where T : unmanaged
    {
        if (x.Storage is not CpuStorage storage) throw StringStorage.NoNumbers(x);
        Held.Hold(storage);
        return (T*)storage.Address;
    }

    /// <summary>
    /// The storages whose pointers this thread took last. The garbage collector does not see a pointer: a tensor that nobody uses
    /// later on could give its memory back, to be written by another thread, while a kernel is still reading it. A kernel takes
    /// all its pointers before it begins, or each right before its use; none takes as many as are held.
    /// </summary>
    private static class Held
    {
        private const int Count = 64;

        [ThreadStatic]
        private static Storage[]? storages;

        [ThreadStatic]
        private static int next;

        public static void Hold(Storage storage) => (storages ??= new Storage[Count])[next++ & (Count - 1)] = storage;
    }
}
