namespace KerasLikeRnn.Layers;

/// <summary>The windows of a locally connected layer, and which of its weights connects what.</summary>
/// <remarks>
/// The weights by windows are (windows, sizes · channels, filters). Within a window they are in the order of the inputs: tap by
/// tap, or with the channels first channel by channel.
/// </remarks>
internal sealed class LocalWindows(
    int[] lengths, int[] windows, int[] sizes, int[] strides, string padding, int channels, int filters, bool isChannelsFirst)
{
    private readonly int[] before = [.. sizes.Select(size => padding == Window.Valid ? 0 : size / 2)];

    /// <summary>What is added at both ends of each axis of (batch, axes..., channels).</summary>
    public (int Before, int After)[] Paddings =>
        [(0, 0), .. lengths.Select((_, axis) => (before[axis], After(axis))), (0, 0)];

    /// <summary>Where in a window each of its numbers lies.</summary>
    public IEnumerable<int[]> Taps => Indices(sizes);

    /// <summary>Shape of the weights by windows.</summary>
    public Shape KernelShape => Shape.Of(Product(windows), Product(sizes) * channels, filters);

    /// <summary>Sizes of a sample of the inputs.</summary>
    public int[] InputSizes => isChannelsFirst ? [channels, .. lengths] : [.. lengths, channels];

    /// <summary>Sizes of a sample of the outputs.</summary>
    public int[] OutputSizes => isChannelsFirst ? [filters, .. windows] : [.. windows, filters];

    /// <summary>The inputs by windows: (windows, batch, sizes · channels).</summary>
    public Tensor Take(Tensor x)
    {
        if (isChannelsFirst) x = Ops.Transpose(x, [0, .. Enumerable.Range(2, lengths.Length), 1]);
        x = Ops.Pad(x, Paddings);
        int[] sizesOfTap = [x.Shape.Dims[0], .. windows, channels];
        var taps = Taps.Select(tap => Ops.Slice(x, [0, .. tap, 0], sizesOfTap, [1, .. strides, 1])).ToArray();
        var patches = Ops.Stack(taps, isChannelsFirst ? -1 : -2);
        return Ops.Transpose(Ops.Reshape(patches, Shape.Of(x.Shape.Dims[0], Product(windows), Product(sizes) * channels)), 1, 0, 2);
    }

    /// <summary>For each weight by windows its place among the weights of all pairs (inputs..., outputs...).</summary>
    public int[] PlacesAmongPairs()
    {
        var outputs = Product(OutputSizes);
        return [.. Connections().Select(c => c is { } pair ? checked((pair.Input * outputs) + pair.Output) : 0)];
    }

    /// <summary>For each weight by windows its place among the connected ones, sorted by output and then by input.</summary>
    public int[] PlacesAmongConnected()
    {
        var all = Connections().ToArray();
        var places = new int[all.Length];
        var next = 0;
        foreach (var weight in Enumerable.Range(0, all.Length).Where(i => all[i] is not null).OrderBy(i => all[i]!.Value.Output)
            .ThenBy(i => all[i]!.Value.Input))
            places[weight] = next++;
        return places;
    }

    /// <summary>Number of pairs that a window connects.</summary>
    public int CountConnected() => Connections().Count(connection => connection is not null);

    /// <summary>
    /// Which input and output each weight by windows connects; null in the padding, where the input is zero, so that any
    /// weight will do.
    /// </summary>
    private IEnumerable<(int Input, int Output)?> Connections()
    {
        foreach (var window in Indices(windows))
            foreach (var (tap, channel) in Columns())
            {
                int[] place = [.. tap.Select((t, axis) => (window[axis] * strides[axis]) - before[axis] + t)];
                var isInside = place.Select((p, axis) => p >= 0 && p < lengths[axis]).All(inside => inside);
                for (var filter = 0; filter < filters; filter++)
                    yield return !isInside ? null : isChannelsFirst
                        ? (Flat(InputSizes, [channel, .. place]), Flat(OutputSizes, [filter, .. window]))
                        : (Flat(InputSizes, [.. place, channel]), Flat(OutputSizes, [.. window, filter]));
            }
    }

    /// <summary>The taps and channels of a window, in the order of its weights.</summary>
    private IEnumerable<(int[] Tap, int Channel)> Columns() => isChannelsFirst
        ? Enumerable.Range(0, channels).SelectMany(channel => Indices(sizes).Select(tap => (tap, channel)))
        : Indices(sizes).SelectMany(tap => Enumerable.Range(0, channels).Select(channel => (tap, channel)));

    private int After(int axis) => Math.Max(0, ((windows[axis] - 1) * strides[axis]) - before[axis] + sizes[axis] - lengths[axis]);

    private static IEnumerable<int[]> Indices(int[] sizes)
    {
        IEnumerable<int[]> all = [[]];
        foreach (var size in sizes) all = all.SelectMany(begun => Enumerable.Range(0, size).Select(i => (int[])[.. begun, i])).ToArray();
        return all;
    }

    private static int Flat(int[] sizes, int[] indices)
    {
        var flat = 0;
        for (var axis = 0; axis < sizes.Length; axis++) flat = (flat * sizes[axis]) + indices[axis];
        return flat;
    }

    private static int Product(int[] sizes) => sizes.Aggregate(1, (product, size) => checked(product * size));
}
