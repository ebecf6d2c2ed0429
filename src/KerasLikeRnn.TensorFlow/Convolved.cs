using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

/// <summary>
/// A convolution by TensorFlow's operations, as far as this processor has them. They know one axis as an image of one row; no dilations in
/// gradients and volumes, so that zeros are put between the kernel's taps; no paddings of volumes; and no groups but for one channel each.
/// </summary>
internal sealed class Convolved
{
    /// <summary>How many times the kernel may be spread over, before its taps one by one cost less (measured).</summary>
    private const int MostSpread = 4;

    private readonly string operation;
    private readonly string version;
    private readonly int groups;
    private readonly long[] strides;
    private readonly int[] padding;

    // Sizes as the operations see them: of all, and of the part that belongs to one group.
    private readonly int[] x;
    private readonly int[] padded;
    private readonly int[] paddedOfGroup;
    private readonly int[] y;
    private readonly int[] kernel;
    private readonly int[] dilations;
    private readonly int[] spread;
    private readonly int[] spreadOfGroup;

    private Convolved(Shape x, Shape kernel, Shape y, ConvolutionOptions options)
    {
        var (axes, channels, filters) = (options.Strides.Count, x.Dims[^1], y.Dims[^1]);
        var each = options.Groups > 1 && options.Groups == channels && axes < 3 && options.Strides.Distinct().Count() == 1;
        operation = each ? "DepthwiseConv2dNative" : axes < 3 ? "Conv2D" : "Conv3D";
        version = axes < 3 ? "" : "V2";
        groups = each ? 1 : options.Groups;
        // One stride is one for both axes, as TensorFlow wants it for single channels.
        strides = [1, .. Wide(options.Strides, options.Strides[0]).Select(stride => (long)stride), 1];
        dilations = [.. Wide(options.Dilations, 1), 1, 1];
        (int Before, int After)[] paddings = [(0, 0), .. Wide(options.Paddings, (0, 0)), (0, 0)];
        padding = [.. paddings.SelectMany(axis => new[] { axis.Before, axis.After })];
        this.x = [x.Dims[0], .. Wide(x.Dims[1..^1].ToArray(), 1), channels];
        this.y = [y.Dims[0], .. Wide(y.Dims[1..^1].ToArray(), 1), filters];
        this.kernel = [.. Wide(kernel.Dims[..^2].ToArray(), 1), .. kernel.Dims[^2..]];
        padded = [.. this.x.Select((size, axis) => checked(size + paddings[axis].Before + paddings[axis].After))];
        spread = [.. this.kernel.Select((size, axis) => checked((size - 1) * dilations[axis] + 1))];
        paddedOfGroup = [.. padded[..^1], channels / groups];
        spreadOfGroup = [.. spread[..^2], channels / groups, filters / (each ? channels : groups)];
    }

    /// <summary>A convolution of tensors of those shapes, or null where TensorFlow has none that is worth it.</summary>
    public static Convolved? Of(Shape x, Shape kernel, Shape y, ConvolutionOptions options)
    {
        if (x.Length == 0 || kernel.Length == 0 || y.Length == 0) return null;
        var spread = 1.0;
        for (var axis = 0; axis < options.Dilations.Count; axis++)
            spread *= ((kernel.Dims[axis] - 1.0) * options.Dilations[axis] + 1) / kernel.Dims[axis];
        return spread > MostSpread * options.Groups ? null : new(x, kernel, y, options);
    }

    /// <summary>What the windows give, without bias.</summary>
    public Handle Sums(Tensor x, Tensor kernel) => ByGroup(Padded(x), Spread(kernel), (x, kernel) => Run(operation, x, kernel));

    /// <summary>Of the inputs, from that of the outputs.</summary>
    public Handle InputGradient(Tensor dy, Tensor kernel)
    {
        var dx = ByGroup(Spread(kernel), Cell.Of(dy, y), (kernel, dy) =>
            Run(operation + "BackpropInput" + version, Constants.Ints(paddedOfGroup), kernel, dy));
        return IsPadded ? Tf.Run("Slice", dx, Constants.Ints([.. padding.Where((_, i) => i % 2 == 0)]), Constants.Ints(x)) : dx;
    }

    /// <summary>Of the kernel, from that of the outputs.</summary>
    public Handle KernelGradient(Tensor x, Tensor dy)
    {
        var all = ByGroup(Padded(x), Cell.Of(dy, y), (x, dy) =>
            Run(operation + "BackpropFilter" + version, x, Constants.Ints(spreadOfGroup), dy)).As(spread);
        return IsDilated ? Tf.Run("StridedSlice", all, Origin, Constants.Ints(spread), Constants.Ints(dilations)) : all;
    }

    private bool IsPadded => padding.Any(size => size > 0);

    private bool IsDilated => !spread.SequenceEqual(kernel);

    private Handle Origin => Constants.Ints(new int[kernel.Length]);

    private Handle Padded(Tensor x)
    {
        var given = Cell.Of(x, this.x);
        return IsPadded ? Tf.Run("Pad", given, Constants.Ints(padding).As(-1, 2)) : given;
    }

    /// <summary>The kernel with zeros between its taps.</summary>
    private Handle Spread(Tensor kernel)
    {
        var given = Cell.Of(kernel, this.kernel);
        var all = IsDilated
            ? Tf.Run("StridedSliceGrad", Constants.Ints(spread), Origin, Constants.Ints(spread), Constants.Ints(dilations), given) : given;
        return groups == 1 ? all.As(spreadOfGroup) : all;
    }

    private Handle Run(string operation, params ReadOnlySpan<Handle> inputs) =>
        Tf.Run(operation, inputs, ("strides", strides), ("padding", "VALID"));

    /// <summary>Of both operands and the result the last axis is that of the groups.</summary>
    private Handle ByGroup(Handle a, Handle b, Func<Handle, Handle, Handle> each)
    {
        if (groups == 1) return each(a, b);
        Handle[] parts = [.. Parts(a).Zip(Parts(b), each)];
        return Tf.Run("ConcatV2", [.. parts, Constants.Axis(a.Dims.Length - 1)], ("N", groups), ("T", a.DType));
    }

    private Handle[] Parts(Handle x) => Tf.RunMany("Split", groups, [Constants.Axis(x.Dims.Length - 1), x], ("num_split", groups));

    /// <summary>One axis gets another one before it.</summary>
    public static IEnumerable<T> Wide<T>(IReadOnlyList<T> axes, T before) => axes.Count == 1 ? [before, axes[0]] : axes;
}
