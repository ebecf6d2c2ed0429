namespace KerasLikeRnn.Engine;

/// <summary>A block without elements, those of a few numbers aside, which may be sizes. What is not known reads as zeros.</summary>
internal sealed class OutlineStorage(DType dtype, long length) : Storage(dtype, length)
{
    /// <summary>How many elements are kept.</summary>
    public const int Most = 32;

    private byte[]? bytes;

    /// <summary>Whether the elements are known.</summary>
    public bool IsKnown => bytes is not null || Length == 0;

    /// <summary>Whether so few elements are kept.</summary>
    public bool CanBeKnown => Length <= Most;

    /// <summary>From now on nobody knows the elements.</summary>
    public void Forget() => bytes = null;

    protected override void WriteBytes(ReadOnlySpan<byte> bytes, long offset)
    {
        if (CanBeKnown) bytes.CopyTo((this.bytes ??= new byte[Length * DType.Size()]).AsSpan((int)offset * DType.Size()));
    }

    protected override void WriteAll<T>(Action<Span<T>> fill)
    {
        if (CanBeKnown) base.WriteAll(fill);
    }

    protected override void ReadBytes(Span<byte> bytes, long offset)
    {
        if (this.bytes is null)
        {
            Rehearsal.Guess();
            bytes.Clear();
        }
        else this.bytes.AsSpan((int)offset * DType.Size(), bytes.Length).CopyTo(bytes);
    }

    protected override bool TakesCopyOf(Storage source) => true;

    protected override void CopyAll(Storage source)
    {
        Forget();
        if (!CanBeKnown || source is OutlineStorage { IsKnown: false }) return;
        var copy = new byte[Length * DType.Size()];
        source.Read(copy);
        bytes = copy;
    }
}
