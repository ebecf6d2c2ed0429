using System.Numerics;

namespace KerasLikeRnn.Engine;

/// <summary>A kernel written once for every type of numbers.</summary>
internal interface ITyped
{
    void Run<T>() where T : unmanaged, INumber<T>;
}

/// <summary>The one place where the type of a tensor decides what runs. Truth values are bytes here.</summary>
internal static class Typed
{
    public static void Run<TKernel>(DType dtype, TKernel kernel) where TKernel : struct, ITyped
    {
        switch (dtype)
        {
            case DType.Float32: kernel.Run<float>(); break;
            case DType.Float64: kernel.Run<double>(); break;
            case DType.Int32: kernel.Run<int>(); break;
            case DType.Int64: kernel.Run<long>(); break;
            default: kernel.Run<byte>(); break;
        }
    }

    /// <summary>Where elements are only moved, their size decides.</summary>
    public static void Move<TKernel>(DType dtype, TKernel kernel) where TKernel : struct, ITyped
    {
        switch (dtype.Size())
        {
            case 1: kernel.Run<byte>(); break;
            case 2: kernel.Run<short>(); break;
            case 4: kernel.Run<int>(); break;
            default: kernel.Run<long>(); break;
        }
    }
}
