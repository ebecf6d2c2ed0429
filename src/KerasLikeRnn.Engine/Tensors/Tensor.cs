using System.Runtime.InteropServices;

namespace KerasLikeRnn.Engine;

/// <summary>An array of numbers in the engine's memory: row-major, never changed after it was made.</summary>
public partial class Tensor
{
    private static int count;

    private readonly Func<Tensor>? compute;
    private Storage? storage;
    private int number;

    /// <summary>A tensor of elements that lie in an engine's block already, row by row; tensors may share one.</summary>
    public Tensor(Storage storage, Shape shape)
    {
        this.storage = storage;
        Shape = shape;
        DType = storage.DType;
    }

    /// <summary>A tensor that is computed when somebody first needs its elements.</summary>
    internal Tensor(Shape shape, DType dtype, Func<Tensor> compute)
    {
        this.compute = compute;
        Shape = shape;
        DType = dtype;
    }

    /// <summary>Sizes of the axes.</summary>
    public Shape Shape { get; }

    /// <summary>Type of the elements.</summary>
    public DType DType { get; }

    /// <summary>Number of axes.</summary>
    public int Rank => Shape.Rank;

    /// <summary>Number of elements.</summary>
    public long Length => Shape.Length;

    /// <summary>
    /// The logits this tensor was made of, when it comes straight from a sigmoid or a softmax: cross entropies
    /// use them, as Keras does, because they are exact where the probabilities are not.
    /// </summary>
    public Tensor? Logits { get; internal init; }

    /// <summary>Where the rows come from, when the tensor is the output of a lookup.</summary>
    internal TableLookup? Lookup { get; init; }

    /// <summary>
    /// Truth values (batch, timesteps), false where a time step is padding, when the layer that made this tensor handed a mask
    /// on: the next layer finds it here.
    /// </summary>
    public Tensor? Mask { get; private init; }

    /// <summary>The variable whose numbers these are, as operations read them: tapes take the tensor for the variable.</summary>
    internal Variable? Owner { get; init; }

    /// <summary>The variable that was given where a tensor was wanted.</summary>
    internal Variable? Origin { get; init; }

    /// <summary>A number by which tapes find it: most tensors have one of their own, none has zero.</summary>
    internal int Number
    {
        get
        {
            if (number == 0) Interlocked.CompareExchange(ref number, Interlocked.Increment(ref count) | 1, 0);
            return number;
        }
    }

    /// <summary>Who else needs these numbers, where they are a variable's.</summary>
    internal Readers? Readers => storage?.Readers;

    /// <summary>Where the elements lie, for kernels; those of a tensor that waits are computed first.</summary>
    /// <exception cref="InvalidOperationException">The tensor went with the <see cref="MemoryScope"/> it was made in.</exception>
    public Storage Storage
    {
        get
        {
            if (storage is null && Lookup is not { HasEnded: true }) storage = compute!().Storage;
            return storage is null or { IsReleased: true }
                ? throw new InvalidOperationException(
                    $"This tensor of shape {Shape} belonged to a training or prediction step that has ended. Take its numbers inside the "
                    + $"step (numpy()), or keep them in a Variable.")
                : storage;
        }
    }

    /// <summary>A tensor, made by the engine in use, whose elements are undefined.</summary>
    public static Tensor Empty(Shape shape, DType dtype) => Memory.InUse.Empty(shape, dtype);

    /// <summary>A tensor with the given elements, row by row.</summary>
    /// <exception cref="ValueError">The number of elements does not fit the shape.</exception>
    public static Tensor From<T>(ReadOnlySpan<T> values, Shape shape) where T : unmanaged => Memory.InUse.From(values, shape);

    /// <summary>A vector with the given elements.</summary>
    public static Tensor From<T>(params ReadOnlySpan<T> values) where T : unmanaged => From(values, values.Length);

    /// <summary>A scalar.</summary>
    public static Tensor Scalar<T>(T value) where T : unmanaged => From([value], Shape.Scalar);

    /// <summary>A scalar of a type given at run time.</summary>
    public static Tensor Scalar(double value, DType dtype) => dtype switch
    {
        DType.Float32 => Scalar((float)value),
        DType.Float64 => Scalar(value),
        DType.Int32 => Scalar((int)value),
        DType.Int64 => Scalar((long)value),
        DType.Float16 => Scalar((Half)(float)value),
        DType.BFloat16 => Scalar((BFloat16)(float)value),
        _ => Scalar(value != 0),
    };

    /// <summary>The elements, row by row.</summary>
    /// <exception cref="InvalidOperationException">They are of another type.</exception>
    public T[] ToArray<T>() where T : unmanaged
    {
        var values = GC.AllocateUninitializedArray<T>(checked((int)Length));
        CopyTo(values.AsSpan());
        return values;
    }

    /// <summary>The elements, row by row, in an array of their type.</summary>
    public Array ToArray() => DType switch
    {
        DType.Float32 => ToArray<float>(),
        DType.Float64 => ToArray<double>(),
        DType.Int32 => ToArray<int>(),
        DType.Int64 => ToArray<long>(),
        DType.Float16 => ToArray<Half>(),
        DType.BFloat16 => ToArray<BFloat16>(),
        DType.String => this.Strings().ToArray(),
        _ => ToArray<bool>(),
    };

    /// <summary>Copies the elements, row by row, to as many places.</summary>
    /// <exception cref="ValueError">There are more or fewer places.</exception>
    /// <exception cref="InvalidOperationException">The elements are of another type.</exception>
    public void CopyTo<T>(Span<T> values) where T : unmanaged
    {
        if (DTypes.Of<T>() != DType)
            throw new InvalidOperationException($"The tensor holds {DType.Name()}, not {DTypes.Of<T>().Name()}. Cast it first.");
        if (values.Length != Length)
            throw new ValueError($"A tensor of shape {Shape} has {Length} elements. Received: room for {values.Length}", nameof(values));
        Storage.Read(MemoryMarshal.AsBytes(values));
    }

    /// <summary>The number of a tensor with one element.</summary>
    public double Item()
    {
        if (Length != 1) throw new ValueError($"Only a tensor with one element is a number; this one has the shape {Shape}.");
        return DType switch
        {
            DType.Float32 => ToArray<float>()[0],
            DType.Float64 => ToArray<double>()[0],
            DType.Int32 => ToArray<int>()[0],
            DType.Int64 => ToArray<long>()[0],
            DType.Float16 => (double)ToArray<Half>()[0],
            DType.BFloat16 => ToArray<BFloat16>()[0],
            _ => ToArray<bool>()[0] ? 1 : 0,
        };
    }

    /// <summary>
    /// The tensor as it is given away: where it shares a variable's storage, later assignments leave these numbers alone.
    /// </summary>
    internal Tensor Leased(Variable? origin = null)
    {
        Readers?.Lease();
        return Owner is null ? this : GradientTape.RecordAlias(new Tensor(Storage, Shape) { Origin = origin }, this);
    }

    /// <summary>The same tensor with another mask. Who has this one keeps its own.</summary>
    internal Tensor WithMask(Tensor? mask)
    {
        if (Mask == mask) return this;
        Readers?.Lease();
        var masked = storage is { } known
            ? new Tensor(known, Shape) { Mask = mask, Logits = Logits, Lookup = Lookup }
            : new Tensor(Shape, DType, () => this) { Mask = mask, Logits = Logits, Lookup = Lookup };
        return GradientTape.RecordAlias(masked, this);
    }

    /// <summary>The same elements under another shape, in the same memory.</summary>
    internal Tensor View(Shape shape) => new(Storage, shape);

    /// <inheritdoc/>
    public override string ToString() => Invariant($"Tensor(shape={Shape}, dtype={DType.Name()})");
}
