using System.Numerics;
using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>What is done with the numbers of a tap in a row of windows.</summary>
internal unsafe interface IPatchMove<T>
    where T : unmanaged
{
    /// <summary>Rows of count numbers that lie inside the image.</summary>
    static abstract void Inside(T* image, nint imageStep, T* patch, nint patchStep, int rows, int count);

    /// <summary>Rows of count numbers that lie in the padding.</summary>
    static abstract void Outside(T* patch, nint patchStep, int rows, int count);
}

/// <summary>
/// A convolution's windows as a matrix: a row for each window, columns tap by tap and in a tap channel by channel. Only the
/// block in use is ever made.
/// </summary>
internal static unsafe class Patches<T, V, S>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where V : unmanaged
    where S : struct, ISimd<T, V>
{
    /// <summary>Copies a block of the matrix out of x; padding is zeros.</summary>
    public static void Gather(
        in ConvolutionShape shape, T* x, int group, int first, int rows, int column, int columns, T* patches, nint ld) =>
        Walk<GatherMove>(shape, x, group, first, rows, column, columns, patches, ld);

    /// <summary>Adds a block of the matrix to x where it belongs; padding is dropped.</summary>
    public static void ScatterAdd(
        in ConvolutionShape shape, T* x, int group, int first, int rows, int column, int columns, T* patches, nint ld) =>
        Walk<ScatterMove>(shape, x, group, first, rows, column, columns, patches, ld);

    /// <summary>Windows of one row of outputs at a time.</summary>
    private static void Walk<TMove>(
        in ConvolutionShape shape, T* x, int group, int first, int rows, int column, int columns, T* patches, nint ld)
        where TMove : struct, IPatchMove<T>
    {
        x += group * shape.GroupChannels;
        while (rows > 0)
        {
            var (sample, depth, height, width) = shape.Place(first);
            var run = Math.Min(rows, shape.Output.Width - width);
            WalkRun<TMove>(shape, x + sample * shape.SampleLength, depth, height, width, run, column, columns, patches, ld);
            first += run;
            rows -= run;
            patches += run * ld;
        }
    }

    private static void WalkRun<TMove>(
        in ConvolutionShape shape, T* x, int depth, int height, int width, int run, int column, int columns, T* patches, nint ld)
        where TMove : struct, IPatchMove<T>
    {
        var channels = shape.GroupChannels;
        for (var end = column + columns; column < end;)
        {
            int tap = column / channels, channel = column % channels;
            var count = Math.Min(channels - channel, end - column);
            var z = depth * shape.Stride.Depth - shape.Before.Depth
                + tap / (shape.Kernel.Height * shape.Kernel.Width) * shape.Dilation.Depth;
            var y = height * shape.Stride.Height - shape.Before.Height
                + tap / shape.Kernel.Width % shape.Kernel.Height * shape.Dilation.Height;
            if ((uint)z >= (uint)shape.Input.Depth || (uint)y >= (uint)shape.Input.Height) TMove.Outside(patches, ld, run, count);
            else
            {
                var row = x + ((nint)z * shape.Input.Height + y) * shape.Input.Width * shape.Channels + channel;
                var start = width * shape.Stride.Width - shape.Before.Width + tap % shape.Kernel.Width * shape.Dilation.Width;
                WalkTap<TMove>(shape, row, start, run, count, patches, ld);
            }
            patches += count;
            column += count;
        }
    }

    /// <summary>One tap of a run of windows: what is left of the image's row, what is inside, what is right of it.</summary>
    private static void WalkTap<TMove>(in ConvolutionShape shape, T* row, int start, int run, int count, T* patches, nint ld)
        where TMove : struct, IPatchMove<T>
    {
        var stride = shape.Stride.Width;
        var inside = start >= 0 ? 0 : Math.Min(run, (-start + stride - 1) / stride);
        var after = Math.Clamp((shape.Input.Width - start + stride - 1) / stride, inside, run);
        if (inside > 0) TMove.Outside(patches, ld, inside, count);
        if (after > inside)
            TMove.Inside(
                row + (start + (nint)inside * stride) * shape.Channels, (nint)stride * shape.Channels, patches + inside * ld, ld,
                after - inside, count);
        if (run > after) TMove.Outside(patches + after * ld, ld, run - after, count);
    }

    private readonly struct GatherMove : IPatchMove<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Inside(T* image, nint imageStep, T* patch, nint patchStep, int rows, int count)
        {
            if (count == 1)
                for (; rows > 0; rows--, image += imageStep, patch += patchStep) *patch = *image;
            else
                for (; rows > 0; rows--, image += imageStep, patch += patchStep) Rows<T, V, S>.Copy(image, patch, count);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Outside(T* patch, nint patchStep, int rows, int count)
        {
            for (; rows > 0; rows--, patch += patchStep) Rows<T, V, S>.Clear(patch, count);
        }
    }

    private readonly struct ScatterMove : IPatchMove<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Inside(T* image, nint imageStep, T* patch, nint patchStep, int rows, int count)
        {
            for (; rows > 0; rows--, image += imageStep, patch += patchStep) Rows<T, V, S>.Add(patch, image, count);
        }

        public static void Outside(T* patch, nint patchStep, int rows, int count) { }
    }
}
