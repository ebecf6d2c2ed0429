using System.Buffers;
using System.Runtime.InteropServices;
using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

/// <summary>
/// A block of elements as the seam knows it: holds an array of TensorFlow's, and takes another one in when it becomes a kernel's output.
/// Tensors that are views share it. What the host writes is collected here, and becomes one array when somebody computes with it.
/// </summary>
internal sealed class Cell(DType dtype, long length) : Storage(dtype, length)
{
    private readonly Lock gate = new();
    private Handle? handle;
    private byte[]? written;
    private Garbage? garbage;

    private int Bytes => checked((int)Length * DType.Size());

    /// <summary>The elements of a tensor as an array of its shape, for the innermost <see cref="Frame"/>.</summary>
    public static Handle Of(Tensor x) => Of(x, x.Shape.Dims);

    /// <summary>The same under another shape.</summary>
    public static Handle Of(Tensor x, params ReadOnlySpan<int> sizes) => ((Cell)x.Storage).Get(sizes);

    /// <summary>Makes the elements of a tensor those of an array, which has as many, under whatever shape.</summary>
    public static void Put(Tensor y, Handle result) => ((Cell)y.Storage).Take(result.Share());

    /// <summary>A kernel of one output: computes in a frame of its own what y receives.</summary>
    public static void Compute(Tensor y, Func<Handle> formula)
    {
        using var frame = new Frame();
        Put(y, formula());
    }

    /// <summary>Looks at the elements where they are.</summary>
    public TResult Look<T, TResult>(Func<ReadOnlySpan<T>, TResult> at) where T : unmanaged
    {
        using var frame = new Frame();
        return Tf.Look(Get([(int)Length]), bytes => at(MemoryMarshal.Cast<byte, T>(bytes)));
    }

    protected override void WriteBytes(ReadOnlySpan<byte> bytes, long offset)
    {
        lock (gate) bytes.CopyTo(ToWrite(all: bytes.Length == Bytes)[checked((int)offset * DType.Size())..]);
    }

    protected override void WriteAll<T>(Action<Span<T>> fill)
    {
        lock (gate) fill(MemoryMarshal.Cast<byte, T>(ToWrite(all: true)));
    }

    protected override void ReadBytes(Span<byte> bytes, long offset)
    {
        lock (gate)
        {
            var begin = checked((int)offset * DType.Size());
            if (written is not null) written.AsSpan(begin, bytes.Length).CopyTo(bytes);
            else Read(bytes, begin);
        }
    }

    protected override void CopyAll(Storage source)
    {
        using var frame = new Frame();
        Take(((Cell)source).Get([], anyShape: true).Share());
    }

    /// <summary>TensorFlow's handle has a finalizer; but the collector does not know how much goes with it.</summary>
    protected override void LeaveToCollector() => garbage ??= new(Bytes);

    protected override void ReturnToPool()
    {
        Take(null);
        garbage?.Dispose();
    }

    /// <summary>The array; under the given shape, which is then kept, as whoever asks will do so again.</summary>
    private Handle Get(ReadOnlySpan<int> sizes, bool anyShape = false)
    {
        lock (gate)
        {
            if (handle is null || written is not null) Upload(anyShape ? [(int)Length] : sizes);
            if (!anyShape && !handle!.Dims.SequenceEqual(sizes)) Replace(handle.As(sizes).Share());
            return Frame.Hold(handle!.Share());
        }
    }

    private void Take(Handle? result)
    {
        lock (gate)
        {
            Forget();
            Replace(result);
        }
    }

    /// <summary>What was written becomes an array; zeros, where nothing was.</summary>
    private void Upload(ReadOnlySpan<int> sizes)
    {
        Replace(Tf.Upload(DType, sizes, written is null ? new byte[Bytes] : written.AsSpan(0, Bytes)));
        Forget();
    }

    private void Replace(Handle? next)
    {
        handle?.Drop();
        handle = next;
    }

    private void Forget()
    {
        if (written is not null) ArrayPool<byte>.Shared.Return(written);
        written = null;
    }

    /// <summary>A buffer of all elements: with those that are there, unless all of them will be written.</summary>
    private Span<byte> ToWrite(bool all)
    {
        if (written is null)
        {
            written = ArrayPool<byte>.Shared.Rent(Bytes);
            if (!all) Read(written.AsSpan(0, Bytes), 0);
        }
        return written.AsSpan(0, Bytes);
    }

    private void Read(Span<byte> bytes, int begin)
    {
        if (handle is null) bytes.Clear();
        else Tf.Download(handle, bytes, begin);
    }
}
