using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine;

/// <summary>The built-in engine: pure C# on the processor, vectorised, on all cores.</summary>
public sealed unsafe partial class CpuBackend : Backend
{
    private readonly CpuFloatKernels<float> singles = new();
    private readonly CpuFloatKernels<double> doubles = new();

    /// <inheritdoc/>
    public override Storage Allocate(DType dtype, long length) => new CpuStorage(dtype, length);

    /// <inheritdoc/>
    public override void Trim()
    {
        CpuStorage.Trim();
        Backends.Cpu.Kernels.Scratch.Trim();
    }

    /// <inheritdoc/>
    protected override FloatKernels Floats(DType dtype) => dtype == DType.Float32 ? singles : doubles;

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "A tensor can be the first thing a program makes: its memory must be there.")]
    internal static void Install() => Current = new CpuBackend();

    /// <summary>The elements as a span, for kernels on whole vectors.</summary>
    internal static Span<T> Span<T>(Tensor x) where T : unmanaged => new(Pointer<T>(x), checked((int)x.Length));

    /// <summary>Where the elements begin. The seam keeps the memory while a kernel runs.</summary>
    internal static T* Pointer<T>(Tensor x) where T : unmanaged
    {
        if (x.Storage is not CpuStorage storage) throw StringStorage.NoNumbers(x);
        return (T*)storage.Address;
    }
}
