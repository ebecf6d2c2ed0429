using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>The register widths that kernels are compiled for.</summary>
internal enum SimdWidth
{
    Scalar = 1,
    Bits128 = 128,
    Bits256 = 256,
    Bits512 = 512,
}

/// <summary>A kernel: its arguments as fields, its work cut into numbered chunks.</summary>
internal interface IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    void Run<V, S>(int chunk)
        where V : unmanaged
        where S : struct, ISimd<T, V>;
}

/// <summary>Chooses the register width once, at the start, and runs kernels at it.</summary>
internal static unsafe class Simd
{
    /// <summary>
    /// The widest registers of this machine. The runtime's switches (DOTNET_EnableAVX512F=0, DOTNET_EnableAVX2=0,
    /// DOTNET_EnableHWIntrinsic=0) force the narrower paths; tests set it.
    /// </summary>
    public static SimdWidth Width { get; set; } = WidestSupported();

    /// <summary>
    /// Whether this machine multiplies and adds in one operation with one rounding. Where it does not, every width rounds twice:
    /// the last bits are other ones, at every width the same, and a step takes no hundred times as long as it would emulating the one
    /// rounding.
    /// </summary>
    public static bool IsFused
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Fma.IsSupported || AdvSimd.IsSupported;
    }

    /// <summary>Numbers of type T in one register.</summary>
    public static int Lanes<T>() where T : unmanaged => Width == SimdWidth.Scalar ? 1 : (int)Width / 8 / sizeof(T);

    /// <summary>Runs all chunks of a kernel, on several threads when there is more than one.</summary>
    public static void For<T, TKernel>(int chunks, ref TKernel kernel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TKernel : unmanaged, IKernel<T>
    {
        fixed (TKernel* pointer = &kernel) Workers.For(chunks, pointer, Body<T, TKernel>());
    }

    private static SimdWidth WidestSupported() =>
        Vector512.IsHardwareAccelerated ? SimdWidth.Bits512
        : Vector256.IsHardwareAccelerated ? SimdWidth.Bits256
        : Vector128.IsHardwareAccelerated ? SimdWidth.Bits128
        : SimdWidth.Scalar;

    private static delegate*<void*, int, void> Body<T, TKernel>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TKernel : unmanaged, IKernel<T>
    {
        // Ahead of time the compiler knows the widest: kernels of any other width are not compiled.
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            if (Vector512.IsHardwareAccelerated) return &Run<T, TKernel, Vector512<T>, Simd512<T>>;
            if (Vector256.IsHardwareAccelerated) return &Run<T, TKernel, Vector256<T>, Simd256<T>>;
            if (Vector128.IsHardwareAccelerated) return &Run<T, TKernel, Vector128<T>, Simd128<T>>;
            return &Run<T, TKernel, T, SimdScalar<T>>;
        }
        return Width switch
        {
            SimdWidth.Bits512 => &Run<T, TKernel, Vector512<T>, Simd512<T>>,
            SimdWidth.Bits256 => &Run<T, TKernel, Vector256<T>, Simd256<T>>,
            SimdWidth.Bits128 => &Run<T, TKernel, Vector128<T>, Simd128<T>>,
            _ => &Run<T, TKernel, T, SimdScalar<T>>,
        };
    }

    private static void Run<T, TKernel, V, S>(void* kernel, int chunk)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TKernel : unmanaged, IKernel<T>
        where V : unmanaged
        where S : struct, ISimd<T, V> => ((TKernel*)kernel)->Run<V, S>(chunk);
}
