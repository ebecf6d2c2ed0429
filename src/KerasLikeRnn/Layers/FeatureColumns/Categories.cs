namespace KerasLikeRnn.Layers;

/// <summary>
/// The categories of a batch on a grid, of which places may be empty: what TensorFlow keeps in a sparse tensor. A number below 0 is a
/// category that nobody knows.
/// </summary>
/// <param name="Shape">Sizes of the grid: samples and places, or samples, time steps and places.</param>
/// <param name="Ids">The categories, row by row.</param>
/// <param name="Weights">How much each counts; null for all alike.</param>
internal sealed record Categories(Shape Shape, long[] Ids, float[]? Weights = null)
{
    /// <summary>What stands in an empty place.</summary>
    public const long Missing = long.MinValue;

    /// <summary>How many categories a sample has at most.</summary>
    public int Places => Shape.Dims[^1];

    /// <summary>Samples of the batch, or time steps of all its sequences.</summary>
    public int Rows => (int)Shape.Range(0, Shape.Rank - 1).Length;

    /// <summary>The same of sequences, each of whose steps has places of its own.</summary>
    public Categories OfSteps() => Shape.Rank > 2
        ? this with { Shape = Shape.Of(Shape.Dims[0], Shape.Dims[1], (int)Shape.Range(2, Shape.Rank).Length) }
        : this with { Shape = Shape.Concat(Shape.Of(1)) };

    /// <summary>How many steps each sequence has, its last empty ones aside.</summary>
    public long[] Lengths() => SequenceLengths.Of(Shape, place => Ids[place] != Missing, elements: 1);

    /// <summary>How often each category is there, or the sums of its weights.</summary>
    /// <param name="buckets">Number of categories.</param>
    public Tensor Counts(int buckets)
    {
        var counts = new float[(long)Rows * buckets];
        for (var i = 0; i < Ids.Length; i++)
        {
            if (Weights is not null && Ids[i] >= buckets) throw OutOfRange(i, buckets);
            if (Ids[i] >= 0 && Ids[i] < buckets) counts[(long)(i / Places) * buckets + Ids[i]] += Weights?[i] ?? 1;
        }
        return Tensor.From<float>(counts, Shape.Range(0, Shape.Rank - 1).Concat(Shape.Of(buckets)));
    }

    /// <summary>The vectors of each row's categories put together; zeros where it has none.</summary>
    /// <param name="table">A vector for each category.</param>
    /// <param name="combiner">mean, sqrtn or sum.</param>
    /// <param name="maxNorm">How long a vector may be; longer ones are cut.</param>
    public Tensor Vectors(Tensor table, string combiner, double? maxNorm)
    {
        var (ids, rows, factors) = Entries(table.Shape.Dims[0], combiner);
        var vectors = Ops.Gather(table, Tensor.From<int>(ids));
        if (maxNorm is { } most) vectors = Clipped(vectors, most);
        if (Array.Exists(factors, factor => factor != 1)) vectors = Ops.Multiply(vectors, Column(factors));
        var sums = ids.Length == Rows ? vectors : Sums(vectors, rows);
        var divisors = Divisors(rows, factors, combiner);
        if (Array.Exists(divisors, divisor => divisor != 1)) sums = Ops.Divide(sums, Column(divisors));
        return Ops.Reshape(sums, Shape.Range(0, Shape.Rank - 1).Concat(table.Shape.Range(1, 2)));
    }

    /// <summary>
    /// What counts: categories, the rows they belong to, and their weights. As in TensorFlow a row without any has category 0, which counts
    /// nothing.
    /// </summary>
    private (int[] Ids, int[] Rows, float[] Factors) Entries(int buckets, string combiner)
    {
        var (ids, rows, factors) = (new List<int>(), new List<int>(), new List<float>());
        for (var row = 0; row < Rows; row++)
        {
            var before = ids.Count;
            for (var i = row * Places; i < (row + 1) * Places; i++)
            {
                if (Ids[i] < 0 || (Weights is not null && combiner != "sum" && !(Weights[i] > 0))) continue;
                if (Ids[i] >= buckets) throw OutOfRange(ids.Count, buckets, Ids[i]);
                Add((int)Ids[i], Weights?[i] ?? 1);
            }
            if (ids.Count == before) Add(0, 0);

            void Add(int id, float factor)
            {
                ids.Add(id);
                rows.Add(row);
                factors.Add(factor);
            }
        }
        return ([.. ids], [.. rows], [.. factors]);
    }

    /// <summary>Sums of the vectors of each row: they are put on a grid whose other places read a vector of zeros.</summary>
    private Tensor Sums(Tensor vectors, int[] rows)
    {
        var widest = rows.CountBy(row => row).Max(row => row.Value);
        var grid = Enumerable.Repeat(rows.Length, Rows * widest).ToArray();
        for (int i = 0, place = 0; i < rows.Length; i++)
        {
            place = i > 0 && rows[i] == rows[i - 1] ? place + 1 : 0;
            grid[rows[i] * widest + place] = i;
        }
        var padded = Ops.Concat([vectors, Ops.Zeros(Shape.Of(1, vectors.Shape.Dims[1]), vectors.DType)], 0);
        return Ops.Sum(Ops.Gather(padded, Tensor.From<int>(grid, Shape.Of(Rows, widest))), [1]);
    }

    private float[] Divisors(int[] rows, float[] factors, string combiner)
    {
        var sums = new float[Rows];
        if (combiner == "sum") Array.Fill(sums, 1);
        else
            for (var i = 0; i < rows.Length; i++) sums[rows[i]] += combiner == "mean" ? factors[i] : factors[i] * factors[i];
        return Array.ConvertAll(sums, sum => sum == 0 ? 1 : combiner == "sqrtn" ? MathF.Sqrt(sum) : sum);
    }

    private static Tensor Clipped(Tensor vectors, double most)
    {
        var squares = Ops.Sum(Ops.Multiply(vectors, vectors), [1], keepdims: true);
        var some = Ops.Compare(CompareOp.Greater, squares, Ops.Constant(0, squares.DType));
        var lengths = Ops.Select(some, Ops.Sqrt(Ops.Select(some, squares, Ops.OnesLike(squares))), squares);
        var limit = Ops.Constant(most, vectors.DType);
        return Ops.Divide(Ops.Multiply(vectors, limit), Ops.Maximum(lengths, limit));
    }

    private static Tensor Column(float[] values) => Tensor.From<float>(values, Shape.Of(values.Length, 1));

    private ValueError OutOfRange(int place, int buckets, long? id = null) =>
        new($"indices[{place}] = {id ?? Ids[place]} is not in [0, {buckets})");
}

/// <summary>How long sequences are whose last places are empty.</summary>
internal static class SequenceLengths
{
    /// <summary>Lengths of the sequences of a batch.</summary>
    /// <param name="shape">Sizes of the batch: sequences, steps, and what there is of each step.</param>
    /// <param name="has">Whether a place is filled.</param>
    /// <param name="elements">How many places of the second axis make a step.</param>
    public static long[] Of(Shape shape, Func<int, bool> has, int elements)
    {
        var (steps, inner) = (shape.Dims[1], (int)shape.Range(2, shape.Rank).Length);
        var lengths = new long[shape.Dims[0]];
        for (var i = 0; i < lengths.Length; i++)
            for (var place = 0; place < steps * inner; place++)
                if (has(i * steps * inner + place)) lengths[i] = place / inner / elements + 1;
        return lengths;
    }
}
