namespace KerasLikeRnn.Models;

/// <summary>Python's brackets: parts, single elements and new axes.</summary>
internal static class OnnxIndexing
{
    /// <summary><c>x[1, :, -1]</c>: parts are cut first, then elements taken and axes added.</summary>
    public static Tensor Convert(OnnxCall call)
    {
        var (onnx, x, slices) = (call.Onnx, call.Tensor("tensor"), call.Get<Slice[]>("slice_spec"));
        List<int> starts = [], ends = [], axes = [], steps = [], added = [], taken = [];
        var places = new Dictionary<int, Tensor>();
        var whole = x.Rank - slices.Count(slice => !slice.IsEllipsis && !slice.IsNewAxis);
        int axis = 0, made = 0;
        foreach (var slice in slices)
        {
            if (slice.IsEllipsis)
            {
                (axis, made) = (axis + whole, made + whole);
                continue;
            }
            if (slice.IsNewAxis)
            {
                added.Add(made++);
                continue;
            }
            if (slice.IsIndex)
            {
                places[axis] = slice.Number is { } number
                    ? onnx.Reshape(onnx.Cast(number, DType.Int64), Shape.Scalar)
                    : Tensor.Scalar((long)slice.Place);
                taken.Add(axis++);
                continue;
            }
            var (start, stop, step) = slice.Limits;
            if ((start, stop, step) != (null, null, null))
            {
                axes.Add(axis);
                steps.Add(step ?? 1);
                starts.Add(start ?? (step < 0 ? int.MaxValue : 0));
                ends.Add(stop ?? (step < 0 ? int.MinValue + 1 : int.MaxValue));
            }
            axis++;
            made++;
        }
        if (axes.Count > 0)
            x = onnx.Node(
                "Slice", Open(x.Shape, axes), x.DType, [x, onnx.Ints(starts), onnx.Ints(ends), onnx.Ints(axes), onnx.Ints(steps)]);
        foreach (var at in Enumerable.Reverse(taken))
            x = onnx.Node("Gather", OnnxBuilder.Without(x.Shape, at), x.DType, [x, places[at]], ("axis", at));
        return onnx.Value(onnx.Unsqueeze(x, added)).Of(call.Shape);
    }

    private static Shape Open(Shape shape, IEnumerable<int> axes) =>
        axes.Aggregate(shape, (open, axis) => open.With(axis, Shape.Unknown));
}
