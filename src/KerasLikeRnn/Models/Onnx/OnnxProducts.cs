namespace KerasLikeRnn.Models;

/// <summary>Products of matrices and of more axes.</summary>
internal static class OnnxProducts
{
    /// <summary>How each operation is converted.</summary>
    public static IEnumerable<OnnxOperation> Operations =>
    [
        OnnxOperation.Of("linalg.matmul", call =>
        {
            var (a, b) = call.Pair("a", "b");
            return call.Node("MatMul", Turned(call, a, "transpose_a"), Turned(call, b, "transpose_b"));
        }),
        OnnxOperation.Of("linalg.matvec", call =>
        {
            var (a, b) = call.Pair("a", "b");
            return tf.squeeze(tf.matmul(a, tf.expand_dims(b, -1)), [-1]);
        }),
        OnnxOperation.Of("tensordot", Dotted),
        OnnxOperation.Of("einsum", call =>
        {
            var (a, b) = call.Pair("a", "b");
            return call.Node("Einsum", [a, b], ("equation", call.Get<string>("equation").Replace(" ", "")));
        }),
        OnnxOperation.Of("keras.backend.batch_dot", call =>
        {
            var (a, b) = call.Pair("x", "y");
            var axes = call.Get<AxesLike>("axes");
            return OnnxMerging.Products(
                call.Onnx, a, b, axes.IsGiven ? [.. axes] : [a.Rank - 1, b.Rank == 2 ? 1 : b.Rank - 2]);
        }),
    ];

    private static Tensor Turned(OnnxCall call, Tensor x, string parameter) => call.Get<bool>(parameter)
        ? call.Onnx.Transpose(x, [.. Enumerable.Range(0, x.Rank - 2), x.Rank - 1, x.Rank - 2])
        : x;

    private static Tensor Dotted(OnnxCall call)
    {
        var (a, b) = call.Pair("a", "b");
        var (first, second) = call.Get<object>("axes") switch
        {
            int[][] pairs => (Array.ConvertAll(pairs[0], a.Shape.Axis), Array.ConvertAll(pairs[1], b.Shape.Axis)),
            var count => (LastAxes(a.Rank, (int)count), LastAxes((int)count, (int)count)),
        };
        var left = Enumerable.Range('a', a.Rank).Select(letter => (char)letter).ToArray();
        var right = Enumerable.Range('a' + a.Rank, b.Rank).Select(letter => (char)letter).ToArray();
        for (var i = 0; i < first.Length; i++) right[second[i]] = left[first[i]];
        var kept = new string([.. left.Where((_, axis) => !first.Contains(axis)), .. right.Where((_, axis) => !second.Contains(axis))]);
        return call.Node("Einsum", [a, b], ("equation", $"{new string(left)},{new string(right)}->{kept}"));
    }

    private static int[] LastAxes(int rank, int count) => [.. Enumerable.Range(rank - count, count)];
}
