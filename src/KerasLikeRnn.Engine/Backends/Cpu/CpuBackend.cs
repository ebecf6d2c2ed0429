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
    internal static T* Pointer<T>(Tensor x) where T : unmanaged => x.Storage is CpuStorage storage ? (T*)storage.Address : throw StringStorage.NoNumbers(x);
}
