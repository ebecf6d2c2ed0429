using KerasLikeRnn.DataFiles.Hdf5;

namespace KerasLikeRnn.Models;

/// <summary>
/// Weights of older layouts, made to those of Keras 2.9: kernels of Keras 1, whose axes stood in another order and whose gates were
/// weights of their own, and weights of the layers for NVIDIA's cuDNN.
/// </summary>
internal sealed class OldWeights
{
    private readonly bool isFirstKeras;

    private OldWeights(bool isFirstKeras) => this.isFirstKeras = isFirstKeras;

    /// <summary>The conversion for a file's weights; those of Keras 1.0 do not say who wrote them.</summary>
    internal static OldWeights Of(H5Group group)
    {
        var version = group.Attributes.TryGetValue("keras_version", out var given) ? given.Text : "1";
        return new(version == "1" || version.StartsWith("1.", StringComparison.Ordinal));
    }

    /// <summary>The weights of a layer as it has them today.</summary>
    /// <exception cref="ValueError">They cannot be converted.</exception>
    internal IReadOnlyList<SavedWeight> For(Layer layer, IReadOnlyList<SavedWeight> saved)
    {
        saved = layer switch
        {
            Bidirectional both => [
                .. For((Layer)both.forward_layer, [.. saved.Take(saved.Count / 2)]),
                .. For((Layer)both.backward_layer, [.. saved.Skip(saved.Count / 2)])],
            TimeDistributed wrapper => For(wrapper.layer, saved),
            Functional model when !model.Kind.IsDerived => OfModel(model, saved),
            _ => saved,
        };
        if (isFirstKeras) saved = OfFirstKeras(layer, saved);
        if (layer is Conv1D or Conv2D or Conv3D or Conv2DTranspose or ConvLSTM2D) saved = InOrder(layer, saved);
        return layer switch
        {
            LSTM when saved.Count == 3 => OfLstm(saved),
            GRU gru when saved.Count == 3 => OfGru(gru, saved),
            _ => saved,
        };
    }

    // The trainable weights of all layers stand before the others.
    private List<SavedWeight> OfModel(Functional model, IReadOnlyList<SavedWeight> saved)
    {
        var trainable = new Queue<SavedWeight>(saved.Take(model.trainable_weights.Count));
        var others = new Queue<SavedWeight>(saved.Skip(model.trainable_weights.Count));
        List<SavedWeight> first = [], last = [];
        foreach (var layer in model.layers)
        {
            var (count, rest) = (layer.trainable_weights.Count, layer.non_trainable_weights.Count);
            var own = Next(trainable, count).Concat(Next(others, rest)).ToArray();
            if (own.Length == 0) continue;
            var converted = For(layer, own);
            first.AddRange(converted.Take(count));
            last.AddRange(converted.Skip(count));
        }
        return [.. first, .. trainable, .. last, .. others];

        static IEnumerable<SavedWeight> Next(Queue<SavedWeight> queue, int count)
        {
            for (var i = 0; i < count && queue.TryDequeue(out var weight); i++) yield return weight;
        }
    }

    private static IReadOnlyList<SavedWeight> OfFirstKeras(Layer layer, IReadOnlyList<SavedWeight> saved) => layer switch
    {
        Conv2DTranspose transposed when First(saved, 4) is { } kernel =>
            WithFirst(saved, transposed.data_format == DataFormat.ChannelsFirst ? kernel.Transposed(2, 3, 0, 1) : kernel.Transposed(0, 1, 3, 2)),
        Conv1D conv when First(saved, 4) is { } kernel => WithFirst(saved, OfConv1D(conv, kernel)),
        Conv2D { data_format: DataFormat.ChannelsFirst } when First(saved, 4) is { } kernel => WithFirst(saved, kernel.Transposed(2, 3, 1, 0)),
        Conv3D { data_format: DataFormat.ChannelsFirst } when First(saved, 5) is { } kernel => WithFirst(saved, kernel.Transposed(2, 3, 4, 1, 0)),
        GRU when saved.Count == 9 => OfGates(saved, 0, 1, 2),
        // The gates were input, cell, forget, output.
        LSTM when saved.Count == 12 => OfGates(saved, 0, 2, 1, 3),
        ConvLSTM2D conv when saved.Count == 12 => OfConvLstm(conv, OfGates(saved, 0, 2, 1, 3)),
        _ => saved,
    };

    private static SavedWeight OfConv1D(Conv1D layer, SavedWeight kernel)
    {
        // Keras 1.0 had (filters, inputs, length, 1), later ones (length, 1, inputs, filters).
        var isLater = kernel.Shape.Dims[0] == layer.kernel_size[0] && kernel.Shape.Dims[1] == 1 && kernel.Shape.Dims[3] == layer.filters;
        var ordered = isLater ? kernel : kernel.Transposed(2, 3, 1, 0);
        var shape = Shape.Of([ordered.Shape.Dims[0], ordered.Shape.Dims[2], ordered.Shape.Dims[3]]);
        return ordered.Shape.Dims[1] == 1 ? ordered.With(shape, x => Ops.Reshape(x, shape)) : ordered;
    }

    private static SavedWeight[] OfGates(IReadOnlyList<SavedWeight> saved, params int[] gates) =>
        [.. Enumerable.Range(0, 3).Select(part => SavedWeight.Joined(-1, [.. gates.Select(gate => saved[3 * gate + part])]))];

    private static SavedWeight[] OfConvLstm(ConvLSTM2D layer, SavedWeight[] weights) =>
        layer.data_format == DataFormat.ChannelsFirst && weights[0].Shape.Rank == 4 && weights[1].Shape.Rank == 4
            ? [weights[0].Transposed(2, 3, 1, 0), weights[1].Transposed(2, 3, 1, 0), weights[2]]
            : weights;

    // Kernels of other backends stood the other way round.
    private static IReadOnlyList<SavedWeight> InOrder(Layer layer, IReadOnlyList<SavedWeight> saved)
    {
        if (First(saved, 4) is not { } kernel || layer.weights.Count == 0 || kernel.Shape == layer.weights[0].Shape) return saved;
        var turned = WithFirst(saved, kernel.Transposed(3, 2, 0, 1)).ToArray();
        if (layer is ConvLSTM2D && turned.Length > 1 && turned[1].Shape.Rank == 4) turned[1] = turned[1].Transposed(3, 2, 0, 1);
        return turned;
    }

    private static IReadOnlyList<SavedWeight> OfLstm(IReadOnlyList<SavedWeight> saved)
    {
        const int Gates = 4;
        var (units, bias) = (saved[1].Shape.Rank == 2 ? saved[1].Shape.Dims[0] : 0, saved[2].Shape);
        if (bias == Shape.Of([units * Gates])) return saved;
        if (bias != Shape.Of([2 * units * Gates])) throw new ValueError($"Invalid bias shape: {bias}");
        var half = units * Gates;
        return [
            InputKernel(saved[0], Gates), RecurrentKernel(saved[1], Gates),
            saved[2].With(Shape.Of([half]), x => Ops.Add(Ops.Slice(x, [0], [half]), Ops.Slice(x, [half], [half])))];
    }

    private static IReadOnlyList<SavedWeight> OfGru(GRU layer, IReadOnlyList<SavedWeight> saved)
    {
        const int Gates = 3;
        const string Before = "GRU(reset_after=False)", After = "GRU(reset_after=True)", Cudnn = "CuDNNGRU";
        var (units, bias) = (saved[1].Shape.Rank == 2 ? saved[1].Shape.Dims[0] : 0, saved[2].Shape);
        var source = bias == Shape.Of([2 * units * Gates]) ? Cudnn
            : bias == Shape.Of([2, units * Gates]) ? After
            : bias == Shape.Of([units * Gates]) ? Before
            : throw new ValueError($"Invalid bias shape: {bias}");
        var target = layer.reset_after ? After : Before;
        if (source == target) return saved;
        if (source == Before || target == Before) throw new ValueError($"{source} is not compatible with {target}");
        var both = Shape.Of([2, units * Gates]);
        return [
            InputKernel(saved[0], Gates), RecurrentKernel(saved[1], Gates),
            saved[2].With(both, x => Ops.Reshape(x, both))];
    }

    // cuDNN keeps each gate's kernel column by column.
    private static SavedWeight InputKernel(SavedWeight kernel, int gates) => ByGate(
        kernel, gates, (part, inputs, units) => Ops.Transpose(Ops.Reshape(part, Shape.Of([units, inputs])), 1, 0));

    private static SavedWeight RecurrentKernel(SavedWeight kernel, int gates) =>
        ByGate(kernel, gates, (part, _, _) => Ops.Transpose(part, 1, 0));

    private static SavedWeight ByGate(SavedWeight kernel, int gates, Func<Tensor, int, int, Tensor> convert)
    {
        if (kernel.Shape.Rank != 2 || kernel.Shape.Dims[1] % gates != 0) throw new ValueError($"Invalid kernel shape: {kernel.Shape}");
        var (inputs, units) = (kernel.Shape.Dims[0], kernel.Shape.Dims[1] / gates);
        return kernel.With(kernel.Shape, x => Ops.Concat(
            [.. Enumerable.Range(0, gates).Select(
                gate => convert(Ops.Slice(x, [0, gate * units], [inputs, units]), inputs, units))], 1));
    }

    private static SavedWeight? First(IReadOnlyList<SavedWeight> saved, int rank) =>
        saved.Count > 0 && saved[0].Shape.Rank == rank ? saved[0] : null;

    private static IReadOnlyList<SavedWeight> WithFirst(IReadOnlyList<SavedWeight> saved, SavedWeight first) =>
        [first, .. saved.Skip(1)];
}
