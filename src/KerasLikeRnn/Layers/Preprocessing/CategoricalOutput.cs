namespace KerasLikeRnn.Layers;

/// <summary>Class numbers as one-hot vectors, as sets or as counts.</summary>
internal static class CategoricalOutput
{
    /// <summary>
    /// The numbers themselves (int), or vectors of <paramref name="depth"/> numbers. Numbers beyond the depth are left out, none is
    /// negative. Each counts once, or as much as the weights say, which have the shape of the numbers.
    /// </summary>
    public static Tensor Encode(Tensor indices, string mode, int depth, DType dtype, Tensor? weights = null)
    {
        if (mode == OutputMode.Int) return Ops.Cast(indices, dtype);
        var shape = OutputShape(indices.Shape, mode, depth);
        var ids = Ops.Cast(indices, DType.Int64).ToArray<long>();
        var rows = (int)(shape.Length / depth);
        var width = rows == 0 ? 0 : ids.Length / rows;
        var counts = weights is null ? null : Ops.Cast(weights, DType.Float32).ToArray<float>();
        var encoding = new Encoding(rows, depth, binary: mode is OutputMode.OneHot or OutputMode.MultiHot);
        for (var i = 0; i < ids.Length; i++) encoding.Add(i / width, ids[i], counts?[i] ?? 1);
        return encoding.ToTensor(shape, dtype);
    }

    /// <summary>The same for rows of different lengths; <paramref name="outer"/> is the shape of the rows.</summary>
    public static Tensor Encode(long[][] rows, Shape outer, string mode, int depth, DType dtype)
    {
        var shape = OutputShape(outer.Concat(Shape.Of(Shape.Unknown)), mode, depth);
        var encoding = new Encoding(rows.Length, depth, binary: mode == OutputMode.MultiHot);
        for (var row = 0; row < rows.Length; row++)
            foreach (var id in rows[row]) encoding.Add(row, id, 1);
        return encoding.ToTensor(shape, dtype);
    }

    /// <summary>Shape of the output.</summary>
    /// <exception cref="ValueError">It would have more than two axes; the message is Keras's.</exception>
    public static Shape OutputShape(Shape input, string mode, int depth)
    {
        if (mode == OutputMode.Int) return input;
        var rows = input.Rank == 0 ? input : mode == OutputMode.OneHot && input.Dims[^1] != 1 ? input : input.Range(0, input.Rank - 1);
        return rows.Rank < 2 ? rows.Concat(Shape.Of(depth)) : throw new ValueError(
            $"When output_mode is not `'int'`, maximum supported output rank is 2. Received output_mode {mode} and input shape {input}, "
            + $"which would result in output rank {rows.Rank + 1}.",
            nameof(input));
    }

    private sealed class Encoding(int rows, int depth, bool binary)
    {
        private readonly float[] values = new float[rows * depth];

        public void Add(int row, long id, float weight)
        {
            if (id < 0) throw new ValueError($"Input must be non-negative. Received: {id}", nameof(id));
            if (id >= depth) return;
            ref var value = ref values[row * depth + (int)id];
            value = binary ? 1 : value + weight;
        }

        public Tensor ToTensor(Shape shape, DType dtype) => Ops.Cast(Tensor.From<float>(values, shape), dtype);
    }
}
