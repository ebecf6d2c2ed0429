namespace KerasLikeRnn.Engine;

/// <summary>
/// The loops of a broadcast: axes along which every operand moves alike are merged, so that most operations become one
/// run. A stride is 0 where an operand repeats itself.
/// </summary>
internal sealed class BroadcastAxes
{
    private readonly List<int> sizes = [];
    private readonly List<long[]> strides = [];

    /// <summary>Length of the innermost loop.</summary>
    public int InnerLength => sizes[^1];

    /// <summary>How often the innermost loop runs.</summary>
    public long OuterCount { get; private set; } = 1;

    public static BroadcastAxes Of(Shape result, params ReadOnlySpan<Shape> operands)
    {
        var axes = new BroadcastAxes();
        var running = new long[operands.Length];
        Array.Fill(running, 1);
        for (var axis = result.Rank - 1; axis >= 0; axis--)
        {
            var size = result.Dims[axis];
            var stride = new long[operands.Length];
            for (var k = 0; k < operands.Length; k++)
            {
                var own = axis - (result.Rank - operands[k].Rank);
                if (own < 0 || operands[k].Dims[own] == 1) continue;
                stride[k] = running[k];
                running[k] *= operands[k].Dims[own];
            }
            if (size != 1) axes.Push(size, stride);
        }
        if (axes.sizes.Count == 0) axes.Push(1, new long[operands.Length]);
        axes.sizes.Reverse();
        axes.strides.Reverse();
        for (var i = 0; i < axes.sizes.Count - 1; i++) axes.OuterCount *= axes.sizes[i];
        return axes;
    }

    /// <summary>Step of an operand in the innermost loop: 1, or 0 when it repeats itself.</summary>
    public long InnerStride(int operand) => strides[^1][operand];

    /// <summary>Where each operand's innermost run begins.</summary>
    public void Offsets(long outer, Span<long> offsets)
    {
        offsets.Clear();
        for (var axis = sizes.Count - 2; axis >= 0; axis--)
        {
            var index = outer % sizes[axis];
            outer /= sizes[axis];
            for (var k = 0; k < offsets.Length; k++) offsets[k] += index * strides[axis][k];
        }
    }

    // Called from the innermost axis outwards: an axis that continues the one inside it is merged with it.
    private void Push(int size, long[] stride)
    {
        if (sizes.Count > 0)
        {
            var inner = strides[^1];
            var continues = true;
            for (var k = 0; k < stride.Length; k++) continues &= stride[k] == inner[k] * sizes[^1];
            if (continues)
            {
                sizes[^1] *= size;
                return;
            }
        }
        sizes.Add(size);
        strides.Add(stride);
    }
}
