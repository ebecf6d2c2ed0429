using System.Numerics;

namespace KerasLikeRnn.Engine.Backends.Cpu.Kernels;

/// <summary>
/// Slides a window over up to three axes of (batch, axes..., channels) and hands every pair of rows of channels, the window's
/// own and one of those it covers, to <typeparamref name="TRows"/>. Samples are independent: a chunk is some of them.
/// </summary>
internal unsafe struct Pooling<T, TRows>
    where T : unmanaged, INumber<T>
    where TRows : struct, IPoolingRows<T>
{
    private const long ElementsPerChunk = 16384;

    private readonly T* x;
    private readonly T* y;
    private readonly T* aside;
    private readonly int batch;
    private readonly int channels;
    private readonly int samplesPerChunk;
    private readonly Axis depth;
    private readonly Axis height;
    private readonly Axis width;

    /// <summary>A pooling of tensors of those sizes; axes that are not there have size 1.</summary>
    public Pooling(ReadOnlySpan<int> input, ReadOnlySpan<int> output, SlidingWindow window, T* x, T* y, T* aside)
    {
        this.x = x;
        this.y = y;
        this.aside = aside;
        (batch, channels) = (input[0], input[^1]);
        var axes = input.Length - 2;
        depth = axes > 2 ? new Axis(input, output, window, axes - 3) : Axis.None;
        height = axes > 1 ? new Axis(input, output, window, axes - 2) : Axis.None;
        width = new Axis(input, output, window, axes - 1);
        var work = (long)depth.Windows * height.Windows * width.Windows * depth.Size * height.Size * width.Size * channels;
        samplesPerChunk = (int)Math.Clamp(ElementsPerChunk / work, 1, batch);
    }

    public void Run()
    {
        fixed (Pooling<T, TRows>* self = &this)
            Workers.For((batch + samplesPerChunk - 1) / samplesPerChunk, self, &Chunk);
    }

    private static void Chunk(void* state, int chunk)
    {
        var pooling = (Pooling<T, TRows>*)state;
        var end = Math.Min((chunk + 1) * pooling->samplesPerChunk, pooling->batch);
        for (var sample = chunk * pooling->samplesPerChunk; sample < end; sample++) pooling->Sample(sample);
    }

    private readonly void Sample(int sample)
    {
        var row = (long)sample * depth.Windows * height.Windows * width.Windows * channels;
        var source = x + (long)sample * depth.Length * height.Length * width.Length * channels;
        for (var d = 0; d < depth.Windows; d++)
            for (var h = 0; h < height.Windows; h++)
                for (var w = 0; w < width.Windows; w++, row += channels)
                    Window(source, y + row, aside + row, depth.Cover(d), height.Cover(h), width.Cover(w));
    }

    private readonly void Window(T* source, T* own, T* ownAside, Part d, Part h, Part w)
    {
        var rows = new TRows();
        var row = new Span<T>(own, channels);
        var beside = new ReadOnlySpan<T>(ownAside, aside is null ? 0 : channels);
        rows.Begin(row, d.Count * h.Count * w.Count);
        for (var i = d.First; i < d.First + d.Count; i++)
            for (var j = h.First; j < h.First + h.Count; j++)
                for (var k = w.First; k < w.First + w.Count; k++)
                {
                    var place = ((i - d.Start) * height.Size + j - h.Start) * width.Size + k - w.Start;
                    var covered = source + (((long)i * height.Length + j) * width.Length + k) * channels;
                    rows.Visit(new Span<T>(covered, channels), row, beside, place);
                }
    }

    /// <summary>A window on an axis: where it starts, which elements it covers.</summary>
    private readonly record struct Part(int Start, int First, int Count);

    /// <summary>An axis: its length, the number of windows on it, their size, their distance, and where the first one starts.</summary>
    private readonly record struct Axis(int Length, int Windows, int Size, int Stride, int Before)
    {
        public Axis(ReadOnlySpan<int> input, ReadOnlySpan<int> output, SlidingWindow window, int axis)
            : this(input[axis + 1], output[axis + 1], window.Sizes[axis], window.Strides[axis], window.Before[axis]) { }

        public static Axis None => new(1, 1, 1, 1, 0);

        public Part Cover(int index)
        {
            var start = index * Stride - Before;
            var first = Math.Max(start, 0);
            return new Part(start, first, Math.Min(start + Size, Length) - first);
        }
    }
}
