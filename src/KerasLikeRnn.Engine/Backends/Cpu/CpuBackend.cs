using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine;

/// <summary>The built-in engine: pure C# on the processor, vectorised, on all cores.</summary>
public sealed unsafe partial class CpuBackend : Backend
{
    private readonly CpuFloatKernels<float> singles;
    private readonly CpuFloatKernels<double> doubles;

    /// <summary>An engine of its own: also as the helper of another one, whose tensors it does not touch.</summary>
    public CpuBackend() => (singles, doubles) = (new(this), new(this));

    /// <inheritdoc/>
    public override bool ProjectsTables => true;

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

    /// <inheritdoc/>
    protected override void RunMatMul(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor y, Tensor? bias)
    {
        if (y.DType == DType.Float32) CpuFloatKernels<float>.MatMul(a, transposeA, b, transposeB, y, bias);
        else CpuFloatKernels<double>.MatMul(a, transposeA, b, transposeB, y, bias);
    }

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "A tensor can be the first thing a program makes: its memory must be there.")]
    internal static void Install() => Current = new CpuBackend();

    /// <summary>The elements as a span, for kernels on whole vectors.</summary>
    internal static Span<T> Span<T>(Tensor x) where T : unmanaged => new(Pointer<T>(x), checked((int)x.Length));

    /// <summary>Where the elements begin. The seam keeps the memory while a kernel runs.</summary>
    internal static T* Pointer<T>(Tensor x) where T : unmanaged
    {
        if (x.Storage is CpuStorage storage) return (T*)storage.Address;
        throw x.DType == DType.String
            ? StringStorage.NoNumbers(x)
            : new ArgumentException(
                $"The built-in engine was given a tensor of another one's ({x.Storage.GetType().Name}). Copy it first.");
    }
}
