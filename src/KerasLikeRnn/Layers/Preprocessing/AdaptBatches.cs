namespace KerasLikeRnn.Layers;

/// <summary>Cuts a tensor along its first axis.</summary>
internal sealed class AdaptBatches(Tensor all, int size) : IEnumerator<Tensor>
{
    private Tensor? current;

    /// <summary>Number of batches there are.</summary>
    public int Total { get; } = (all.Shape.Dims[0] + size - 1) / size;

    /// <summary>Number of batches handed out.</summary>
    public int Taken { get; private set; }

    public Tensor Current => current ?? throw new InvalidOperationException("There is no batch yet.");

    object IEnumerator.Current => Current;

    public bool MoveNext()
    {
        if (Taken == Total) return false;
        var first = Taken++ * size;
        current = Rows(first, Math.Min(size, all.Shape.Dims[0] - first));
        return true;
    }

    public void Reset() => Taken = 0;

    public void Dispose() { }

    private Tensor Rows(int first, int count)
    {
        if (all.DType != DType.String) return Ops.Narrow(all, 0, first, count);
        var width = (int)(all.Length / all.Shape.Dims[0]);
        return StringTensors.From(all.Strings().Slice(first * width, count * width), all.Shape.With(0, count));
    }
}
