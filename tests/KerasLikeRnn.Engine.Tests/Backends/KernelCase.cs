namespace KerasLikeRnn.Engine.Tests;

/// <summary>Random arguments of a kernel, in the memory of an engine: the same seed gives another engine the same ones.</summary>
internal sealed class KernelCase(Backend backend, DType dtype, int seed)
{
    private readonly Random random = new(seed);

    public Backend Backend => backend;

    public bool Maybe => random.Next(2) == 0;

    /// <summary>A whole number from low to high.</summary>
    public int Size(int low = 1, int high = 5) => random.Next(low, high + 1);

    public int[] Sizes(int rank) => [.. Enumerable.Range(0, rank).Select(_ => Size())];

    public T Pick<T>() where T : struct, Enum => random.GetItems(Enum.GetValues<T>(), 1)[0];

    /// <summary>Any type of numbers.</summary>
    public DType OtherType() => random.GetItems([.. DTypes.Numbers.Where(type => !type.IsHalf())], 1)[0];

    public int[] Shuffled(int count)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        random.Shuffle(all);
        return all;
    }

    /// <summary>Numbers between low and high of the case's type or of another one; truth values are true from 0 on.</summary>
    public Tensor X(Shape shape, double low = -2, double high = 2, DType? type = null)
    {
        var numbers = new double[shape.Length];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = low + random.NextDouble() * (high - low);
        var y = backend.Empty(shape, type ?? dtype);
        if (y.DType == DType.Bool) return backend.From<bool>(Array.ConvertAll(numbers, number => number >= 0), shape);
        backend.Cast(backend.From<double>(numbers, shape), y);
        return y;
    }

    public Tensor X(params int[] sizes) => X((Shape)sizes);

    public Tensor Positive(params int[] sizes) => X(sizes, 0.5, 2);

    public Tensor Truths(params int[] sizes) => X(sizes, type: DType.Bool);

    /// <summary>Row numbers of a table, any of them several times.</summary>
    public Tensor Rows(int table, params int[] sizes) => X(sizes, 0, table - 1e-6, DType.Int32);

    /// <summary>Row numbers, none twice, or null for all.</summary>
    public Tensor? Named(int count, int table) => count == table ? null : backend.From<int>(Shuffled(table).AsSpan(0, count), count);
}
