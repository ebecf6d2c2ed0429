namespace KerasLikeRnn.Layers;

/// <summary>Tensors one after another, such as the batches of a dataset: what layers adapt to.</summary>
public sealed class TensorSequence
{
    private readonly Func<IEnumerator<Tensor>> begin;

    /// <param name="begin">Begins to go through them.</param>
    /// <param name="isInfinite">Whether they never end.</param>
    internal TensorSequence(Func<IEnumerator<Tensor>> begin, bool isInfinite) => (this.begin, IsInfinite) = (begin, isInfinite);

    /// <summary>Whether they never end.</summary>
    internal bool IsInfinite { get; }

    /// <summary>The tensors, or the first of them.</summary>
    internal Part Begin(int? most) => new(begin(), most);

    /// <summary>The first tensors of a sequence, counted.</summary>
    internal sealed class Part(IEnumerator<Tensor> all, int? most) : IEnumerator<Tensor>
    {
        public Tensor Current => all.Current;

        object IEnumerator.Current => Current;

        /// <summary>How many have been taken.</summary>
        public int Taken { get; private set; }

        /// <summary>Whether there are no more.</summary>
        public bool HasEnded { get; private set; }

        public bool MoveNext()
        {
            if (HasEnded || Taken == most || !all.MoveNext()) HasEnded = true;
            else Taken++;
            return !HasEnded;
        }

        public void Reset() => throw new NotSupportedException("Begin anew.");

        public void Dispose() => all.Dispose();
    }
}
