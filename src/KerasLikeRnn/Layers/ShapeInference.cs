namespace KerasLikeRnn.Layers;

/// <summary>
/// Shapes of what a computation gives, found by running it on an engine that knows shapes only: twice, with different sizes in the place
/// of unknown ones. The axes that differ are those whose size is unknown.
/// </summary>
internal static class ShapeInference
{
    /// <summary>
    /// Sizes of the first axis and of the other unknown ones in both runs. Later trials are for computations that split axes into
    /// equal parts, and for those that broadcast an axis of unknown size against a known one.
    /// </summary>
    private static readonly ((int First, int Others) A, (int First, int Others) B)[] trials =
        [((2, 2), (3, 3)), ((24, 24), (48, 48)), ((120, 120), (240, 240)), ((2, 1), (3, 1))];

    private static readonly OutlineBackend outlines = new(Backend.Current);

    /// <summary>Shape of the output of a computation of one tensor.</summary>
    public static Shape Of(Shape input, DType dtype, Func<Tensor, Tensor> compute) =>
        Of([PlaceholderOf(input, dtype)], tensors => [compute(tensors[0])])[0].Shape;

    /// <summary>A tensor of which only shape and type are known.</summary>
    public static Tensor PlaceholderOf(Shape shape, DType dtype) => new Placeholder(shape, dtype);

    /// <summary>Shapes and types of the outputs.</summary>
    /// <exception cref="ValueError">The computation refuses its inputs.</exception>
    public static (Shape Shape, DType DType)[] Of(IReadOnlyList<Tensor> inputs, Func<Tensor[], IReadOnlyList<Tensor>> compute)
    {
        for (var trial = 0; ; trial++)
        {
            try
            {
                return Run(inputs, compute, trials[trial], takesSeeds: trial == 0);
            }
            catch (ArgumentException) when (trial + 1 < trials.Length
                && inputs.Any(input => !input.Shape.IsFullyDefined || IsComputed(input)))
            {
                // Sizes of another trial may fit where these do not; the last trial's error is the caller's.
            }
        }
    }

    private static (Shape, DType)[] Run(
        IReadOnlyList<Tensor> inputs, Func<Tensor[], IReadOnlyList<Tensor>> compute,
        ((int First, int Others) A, (int First, int Others) B) sizes,
        bool takesSeeds)
    {
        var a = Run(inputs, compute, sizes.A, takesSeeds);
        if (inputs.All(input => input.Shape.IsFullyDefined && !IsComputed(input))) return a;
        var b = Run(inputs, compute, sizes.B, takesSeeds: false);
        return a.Zip(b, (x, y) => (Common(x.Shape, y.Shape, sizes.A.Others), x.DType)).ToArray();
    }

    private static (Shape Shape, DType DType)[] Run(
        IReadOnlyList<Tensor> inputs, Func<Tensor[], IReadOnlyList<Tensor>> compute, (int First, int Others) sizes, bool takesSeeds)
    {
        using var scope = MemoryScope.OfThread();
        using var pause = GradientTape.Pause();
        using var rehearsal = Rehearsal.Begin(outlines);
        using var draws = RandomStreams.Global.Trace(takesSeeds);
        var known = new Dictionary<Node, Tensor[]>();
        var outputs = compute(inputs.Select(input => Stand(input, sizes, known)).ToArray());
        return outputs.Select(output => (output.Shape, output.DType)).ToArray();
    }

    /// <summary>
    /// A tensor of known sizes in the place of a symbolic one. What steps give is made from what they take, so that sizes agree, and whole
    /// numbers that are sizes are known, as in <c>tf.zeros((tf.shape(x)[0], 4))</c>.
    /// </summary>
    private static Tensor Stand(Tensor input, (int First, int Others) sizes, Dictionary<Node, Tensor[]> known)
    {
        if (input is not SymbolicTensor) return input;
        if ((input.Shape.IsFullyDefined && !IsComputed(input))
            || input is not KerasTensor { Node: { Layer: TFOpLambda step } node, Index: var index })
            return Tensor.Empty(Filled(input.Shape, sizes), input.DType);
        if (!known.TryGetValue(node, out var outputs))
            known[node] = outputs = step.Compute(node.Inputs.Select(given => Stand(given, sizes, known)).ToArray());
        return outputs[index];
    }

    private static bool IsComputed(Tensor input) =>
        input is KerasTensor { DType: DType.Int32 or DType.Int64, Rank: <= 1, Node.Layer: TFOpLambda };

    private static Shape Filled(Shape shape, (int First, int Others) sizes)
    {
        var filled = shape.Dims.ToArray();
        for (var i = 0; i < filled.Length; i++)
            if (filled[i] == Shape.Unknown) filled[i] = i == 0 ? sizes.First : sizes.Others;
        return Shape.Of(filled);
    }

    private sealed class Placeholder(Shape shape, DType dtype) : SymbolicTensor(shape, dtype)
    {
        protected internal override Tensor[] Apply(string operation, params object?[] arguments) =>
            throw new InvalidOperationException("A placeholder stands for a shape only.");
    }

    private static Shape Common(Shape a, Shape b, int others)
    {
        var common = a.Dims.ToArray();
        for (var i = 0; i < common.Length; i++)
            if (a.Dims[i] != b.Dims[i] || (others == 1 && common[i] == 1)) common[i] = Shape.Unknown;
        return Shape.Of(common);
    }
}
