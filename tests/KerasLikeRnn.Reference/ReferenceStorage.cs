using System.Runtime.InteropServices;
using KerasLikeRnn.Engine;

namespace KerasLikeRnn.Reference;

/// <summary>Elements in a managed array.</summary>
internal abstract class ReferenceStorage(DType dtype, long length) : Storage(dtype, length)
{
    /// <summary>Puts elements of another array of the type, one after another, from a place on.</summary>
    public abstract void Take(ReferenceStorage from, int[] places, int at = 0);
}

/// <inheritdoc/>
internal sealed class ReferenceStorage<T> : ReferenceStorage where T : unmanaged
{
    /// <summary>What is not written is no number: nobody may read it.</summary>
    public ReferenceStorage(DType dtype, long length) : base(dtype, length)
    {
        Values = new T[length];
        if (Values is float[] singles) Array.Fill(singles, float.NaN);
        if (Values is double[] doubles) Array.Fill(doubles, double.NaN);
    }

    public T[] Values { get; private set; }

    public override void Take(ReferenceStorage from, int[] places, int at = 0)
    {
        var given = ((ReferenceStorage<T>)from).Values;
        foreach (var place in places) Values[at++] = given[place];
    }

    protected override void WriteBytes(ReadOnlySpan<byte> bytes, long offset) =>
        bytes.CopyTo(MemoryMarshal.AsBytes(Values.AsSpan((int)offset)));

    protected override void ReadBytes(Span<byte> bytes, long offset) =>
        MemoryMarshal.AsBytes(Values.AsSpan((int)offset))[..bytes.Length].CopyTo(bytes);

    protected override void CopyAll(Storage source) => ((ReferenceStorage<T>)source).Values.CopyTo(Values, 0);

    protected override void ReturnToPool() => Values = [];
}
