using System.Numerics;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>Convolutions in which every channel has a filter of its own: rows of channels, multiplied element by element.</summary>
/// <remarks>What a chunk is depends on sizes only, so results have the same bits on any number of threads.</remarks>
internal static unsafe class DepthwiseConvolution
{
    private const int ProductsPerChunk = 1 << 17;
    private const int MostParts = 16;

    public static void Forward<T>(in ConvolutionShape shape, T* x, T* kernel, T* bias, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var positions = (int)Math.Clamp(
            ProductsPerChunk / Math.Max(1L, (long)shape.Taps * shape.Channels), 1, Math.Max(1, shape.Positions));
        var forward = new ForwardKernel<T> { Shape = shape, X = x, Kernel = kernel, Bias = bias, Y = y, PositionsPerChunk = positions };
        Simd.For<T, ForwardKernel<T>>((shape.Positions + positions - 1) / positions, ref forward);
    }

    public static void InputGradient<T>(in ConvolutionShape shape, T* dy, T* kernel, T* dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var input = new InputKernel<T> { Shape = shape, Dy = dy, Kernel = kernel, Dx = dx };
        Simd.For<T, InputKernel<T>>(shape.Batch, ref input);
    }

    public static void KernelGradient<T>(in ConvolutionShape shape, T* x, T* dy, T* dKernel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var length = (long)shape.Taps * shape.Channels;
        var parts = (int)Math.Clamp(shape.Positions * length / ProductsPerChunk, 1, MostParts);
        using var partial = Scratch.Rent<T>(parts * length);
        var gradient = new GradientKernel<T> { Shape = shape, X = x, Dy = dy, Partial = partial.Pointer, PartCount = parts };
        Simd.For<T, GradientKernel<T>>(parts, ref gradient);
        PartialSums.Add(partial.Pointer, parts, length, dKernel);
    }

    /// <summary>The taps of a window that lie inside the image: where in x each begins, and where in the kernel.</summary>
    private static int TapsInside(in ConvolutionShape shape, int position, nint* image, nint* kernel)
    {
        var (sample, depth, height, width) = shape.Place(position);
        var count = 0;
        for (var d = 0; d < shape.Kernel.Depth; d++)
        {
            var z = depth * shape.Stride.Depth - shape.Before.Depth + d * shape.Dilation.Depth;
            if ((uint)z >= (uint)shape.Input.Depth) continue;
            for (var h = 0; h < shape.Kernel.Height; h++)
            {
                var y = height * shape.Stride.Height - shape.Before.Height + h * shape.Dilation.Height;
                if ((uint)y >= (uint)shape.Input.Height) continue;
                for (var w = 0; w < shape.Kernel.Width; w++)
                {
                    var x = width * shape.Stride.Width - shape.Before.Width + w * shape.Dilation.Width;
                    if ((uint)x >= (uint)shape.Input.Width) continue;
                    image[count] = sample * shape.SampleLength
                        + (((nint)z * shape.Input.Height + y) * shape.Input.Width + x) * shape.Channels;
                    kernel[count++] = ((nint)(d * shape.Kernel.Height + h) * shape.Kernel.Width + w) * shape.Channels;
                }
            }
        }
        return count;
    }

    /// <summary>sums[i] += a[i] · b[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProducts<T, V, S>(T* a, T* b, T* sums, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged
        where S : struct, ISimd<T, V>
    {
        var i = 0;
        for (; i <= count - S.Width; i += S.Width) S.Store(sums + i, S.MultiplyAdd(S.Load(a + i), S.Load(b + i), S.Load(sums + i)));
        for (; i < count; i++) sums[i] = SimdScalar<T>.MultiplyAdd(a[i], b[i], sums[i]);
    }

    private struct ForwardKernel<T> : IKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public ConvolutionShape Shape;
        public T* X, Kernel, Bias, Y;
        public int PositionsPerChunk;

        public readonly void Run<V, S>(int chunk)
            where V : unmanaged
            where S : struct, ISimd<T, V>
        {
            using var places = Scratch.Rent<nint>(2L * Shape.Taps);
            nint* image = places.Pointer, kernel = image + Shape.Taps;
            var last = Math.Min(Shape.Positions, (chunk + 1) * PositionsPerChunk);
            for (var position = chunk * PositionsPerChunk; position < last; position++)
            {
                var y = Y + (nint)position * Shape.Channels;
                if (Bias == null) Rows<T, V, S>.Clear(y, Shape.Channels);
                else Rows<T, V, S>.Copy(Bias, y, Shape.Channels);
                var taps = TapsInside(Shape, position, image, kernel);
                for (var tap = 0; tap < taps; tap++) AddProducts<T, V, S>(X + image[tap], Kernel + kernel[tap], y, Shape.Channels);
            }
        }
    }

    private struct InputKernel<T> : IKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public ConvolutionShape Shape;
        public T* Dy, Kernel, Dx;

        public readonly void Run<V, S>(int sample)
            where V : unmanaged
            where S : struct, ISimd<T, V>
        {
            using var places = Scratch.Rent<nint>(2L * Shape.Taps);
            nint* image = places.Pointer, kernel = image + Shape.Taps;
            Rows<T, V, S>.Clear(Dx + sample * Shape.SampleLength, checked((int)Shape.SampleLength));
            var positions = Shape.Output.Product;
            for (var position = sample * positions; position < (sample + 1) * positions; position++)
            {
                var dy = Dy + (nint)position * Shape.Channels;
                var taps = TapsInside(Shape, position, image, kernel);
                for (var tap = 0; tap < taps; tap++) AddProducts<T, V, S>(dy, Kernel + kernel[tap], Dx + image[tap], Shape.Channels);
            }
        }
    }

    private struct GradientKernel<T> : IKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public ConvolutionShape Shape;
        public T* X, Dy, Partial;
        public int PartCount;

        public readonly void Run<V, S>(int part)
            where V : unmanaged
            where S : struct, ISimd<T, V>
        {
            using var places = Scratch.Rent<nint>(2L * Shape.Taps);
            nint* image = places.Pointer, kernel = image + Shape.Taps;
            var sums = Partial + (nint)part * Shape.Taps * Shape.Channels;
            Rows<T, V, S>.Clear(sums, Shape.Taps * Shape.Channels);
            var last = (int)((long)Shape.Positions * (part + 1) / PartCount);
            for (var position = (int)((long)Shape.Positions * part / PartCount); position < last; position++)
            {
                var dy = Dy + (nint)position * Shape.Channels;
                var taps = TapsInside(Shape, position, image, kernel);
                for (var tap = 0; tap < taps; tap++) AddProducts<T, V, S>(X + image[tap], dy, sums + kernel[tap], Shape.Channels);
            }
        }
    }
}
