namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>The elements in random order: each is drawn from a buffer of the next ones.</summary>
internal sealed class ShuffleDataset : UnaryDataset
{
    private readonly long bufferSize;
    private readonly IteratorSeeds seeds;

    public ShuffleDataset(Dataset input, long bufferSize, long? seed, bool renews) : base(input)
    {
        if (bufferSize <= 0) throw new ValueError("buffer_size must be greater than zero.", "buffer_size");
        this.bufferSize = bufferSize;
        seeds = new(RandomStreams.Global.DatasetSeeds(seed is { } own ? new OwnSeed(own, stays: true) : null), renews);
    }

    /// <summary>How often somebody has begun to go through it, which is what the next order depends on.</summary>
    internal long Begun { get => seeds.Given; set => seeds.Given = value; }

    internal override IEnumerator<Element> Begin() => Run(Input.Begin(), seeds.Next());

    protected override IEnumerator<Element> Run(IEnumerator<Element> input) => Run(input, seeds.Next());

    private IEnumerator<Element> Run(IEnumerator<Element> input, RandomWords words)
    {
        using var elements = input;
        var buffer = new Element[Math.Min(bufferSize, 1024)];
        long first = 0, end = 0;
        var hasEnded = false;
        while (true)
        {
            while (!hasEnded && end - first < bufferSize)
            {
                if (hasEnded = !elements.MoveNextToKeep()) break;
                if (end - first == buffer.Length) buffer = Larger(buffer, first);
                buffer[end++ % buffer.Length] = elements.Current;
            }
            if (first == end) yield break;
            var (head, drawn) = (first % buffer.Length, (first + words.Next() % (end - first)) % buffer.Length);
            var element = buffer[drawn];
            buffer[drawn] = buffer[head];
            buffer[head] = null!;
            first++;
            yield return element;
        }
    }

    // The elements keep their order, from the first one on.
    private Element[] Larger(Element[] buffer, long first)
    {
        var larger = new Element[Math.Min(bufferSize, buffer.Length * 2L)];
        for (var i = first; i < first + buffer.Length; i++) larger[i % larger.Length] = buffer[i % buffer.Length];
        return larger;
    }
}

/// <summary>The elements several times, or for ever.</summary>
internal sealed class RepeatDataset(Dataset input, long count) : UnaryDataset(input)
{
    internal override long Cardinality => (Input.Cardinality, count) switch
    {
        (0, _) or (_, 0) => 0,
        (_, < 0) or (Infinite, _) => Infinite,
        (Unknown, _) => Unknown,
        var (elements, times) => elements * times,
    };

    protected override IEnumerator<Element> Run(IEnumerator<Element> input)
    {
        for (var epoch = 0L; count < 0 || epoch < count; epoch++)
        {
            var given = false;
            using var elements = epoch == 0 ? input : Input.Begin();
            for (; elements.MoveNext(); given = true) yield return elements.Current;
            if (!given && count < 0) yield break;
        }
        // TensorFlow begins its input once more than it needs, unless that is a shuffle, of which and this it makes one, or there is
        // nothing to repeat: seen in the orders of the next pass.
        if (count > 1 && Input is not ShuffleDataset) Input.Begin().Dispose();
    }
}
