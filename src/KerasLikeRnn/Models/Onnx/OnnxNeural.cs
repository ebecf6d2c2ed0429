namespace KerasLikeRnn.Models;

/// <summary>Operations of <c>tf.nn</c> and their like in <c>keras.backend</c>.</summary>
internal static class OnnxNeural
{
    /// <summary>How each operation is converted.</summary>
    public static IEnumerable<OnnxOperation> Operations =>
    [
        Unary("nn.relu", "Relu"),
        Unary("math.softplus", "Softplus"),
        Unary("nn.softsign", "Softsign"),
        Unary("nn.elu", "Elu"),
        Unary("nn.selu", "Selu"),
        Of("nn.relu6", (_, x) => tf.math.minimum(tf.nn.relu(x), 6)),
        OnnxOperation.Of("nn.leaky_relu", call =>
            call.Node("LeakyRelu", [call.Tensor("features")], ("alpha", call.Get<double>("alpha")))),
        Of("nn.gelu", (call, x) => call.Get<bool>("approximate")
            ? 0.5 * x * (1 + tf.math.tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * (x * x * x))))
            : 0.5 * x * (1 + tf.math.erf(x / Math.Sqrt(2)))),
        Of("nn.silu", (call, x) => x * tf.math.sigmoid(call.Get<double>("beta") is var beta && beta == 1 ? x : x * beta)),
        OnnxOperation.Of("nn.softmax", call => call.Node("Softmax", [call.Tensor("logits")], ("axis", call.Get<int>("axis")))),
        OnnxOperation.Of("nn.log_softmax", call => call.Node("LogSoftmax", [call.Tensor("logits")], ("axis", call.Get<int>("axis")))),
        OnnxOperation.Of("math.l2_normalize", call =>
        {
            var x = call.Tensor("x");
            var squares = call.Onnx.Reduce("ReduceSum", x * x, call.Get<AxesLike>("axis").Of(x), keepdims: true);
            return x / tf.math.sqrt(tf.math.maximum(squares, call.Get<double>("epsilon")));
        }),
        OnnxOperation.Of("nn.l2_loss", call => tf.reduce_sum(tf.math.square(call.Tensor("t"))) * 0.5),
        OnnxOperation.Of("nn.bias_add", call =>
        {
            var (x, bias) = call.Pair("value", "bias");
            var isLast = call.Get<string?>("data_format") is not { } format || format.EndsWith('C');
            return call.Node("Add", x, isLast ? bias : call.Onnx.Unsqueeze(bias, [.. Enumerable.Range(1, x.Rank - 2)]));
        }),
        OnnxOperation.Of("compat.v1.nn.embedding_lookup", call => call.Node("Gather", call.Tensor("params"), call.Tensor("ids"))),
        OnnxOperation.Of("nn.sigmoid_cross_entropy_with_logits", call =>
        {
            var (labels, logits) = call.Pair("labels", "logits");
            return tf.nn.relu(logits) - logits * labels + tf.nn.softplus(-tf.abs(logits));
        }),
        OnnxOperation.Of("compat.v1.nn.softmax_cross_entropy_with_logits_v2", call =>
        {
            var (labels, logits) = call.Pair("labels", "logits");
            return -tf.reduce_sum(labels * tf.nn.log_softmax(logits), -1);
        }),
        OnnxOperation.Of("keras.backend.binary_crossentropy", call =>
        {
            var (target, output) = Compared(call);
            if (call.Get<bool>("from_logits")) return tf.nn.sigmoid_cross_entropy_with_logits(target, output);
            var p = Probabilities(output);
            return -(target * tf.math.log(p + BackendConfig.epsilon()) + (1 - target) * tf.math.log(1 - p + BackendConfig.epsilon()));
        }),
        OnnxOperation.Of("keras.backend.categorical_crossentropy", call =>
        {
            var (target, output) = Compared(call);
            var axis = call.Get<int>("axis");
            var logarithms = call.Get<bool>("from_logits")
                ? tf.nn.log_softmax(output, axis)
                : tf.math.log(Probabilities(output / tf.reduce_sum(output, axis, keepdims: true)));
            return -tf.reduce_sum(target * logarithms, axis);
        }),
        OnnxOperation.Of("keras.backend.batch_normalization", Normalized),

        OnnxOperation.Of("compat.v1.nn.conv1d", call => Convolution(call, "value", "filters", "stride", "dilations")),
        OnnxOperation.Of("compat.v1.nn.convolution", call => Convolution(call, "input", "filter", "strides", "dilation_rate")),
        OnnxOperation.Of("compat.v1.nn.depthwise_conv2d", call =>
        {
            var (x, kernel) = call.Pair("input", "filter");
            return Depthwise(call, x, kernel, Windows(call, 2, "strides", "rate"), call.Shape);
        }),
        OnnxOperation.Of("keras.backend.separable_conv2d", call =>
        {
            var (kernel, format) = (call.Tensor("depthwise_kernel"), ConvolutionFormat(call));
            var channels = kernel.Shape.Dim(-2) * kernel.Shape.Dim(-1);
            var windows = new ConvolutionWindows(
                call.Get<IntTuple>("strides").Or(1).Normalize(2, "strides"), call.Get<string>("padding"), format,
                call.Get<IntTuple>("dilation_rate").Or(1).Normalize(2, "dilation_rate"));
            var inside = Depthwise(
                call, call.Tensor("x"), kernel, windows, call.Shape.With(format == DataFormat.ChannelsFirst ? 1 : -1, channels));
            return OnnxConvolutional.Convolve(
                call.Onnx, inside, FiltersFirst(call.Onnx, call.Tensor("pointwise_kernel")), null, 1,
                new([1, 1], Window.Valid, format, [1, 1]),
                _ => call.Shape);
        }),
        Pooling("compat.v1.nn.max_pool", "MaxPool", "value"),
        Pooling("compat.v1.nn.avg_pool", "AveragePool", "value"),
        Pooling("nn.max_pool3d", "MaxPool", "input"),
        Pooling("nn.avg_pool3d", "AveragePool", "input"),
        OnnxOperation.Of("image.resize", call =>
        {
            var (x, size) = (call.Tensor("images"), call.Get<int[]>("size"));
            return Resized(call, x, 1, _ => size[0], _ => size[1], Interpolations.Find(call.Get<string>("method")));
        }),
        OnnxOperation.Of("keras.backend.resize_images", call =>
        {
            var (x, first) = (call.Tensor("x"), DataFormat.FirstAxis(call.Get<string>("data_format")));
            int down = call.Get<int>("height_factor"), across = call.Get<int>("width_factor");
            return call.Get<string>("interpolation") == "nearest"
                ? OnnxReshaping.Repeat(call.Onnx, OnnxReshaping.Repeat(call.Onnx, x, first, down), first + 1, across)
                : Resized(call, x, first, rows => rows * down, columns => columns * across, Interpolation.Bilinear);
        }),
    ];

    private static (Tensor Target, Tensor Output) Compared(OnnxCall call)
    {
        var output = call.Tensor("output");
        return (call.Like("target").Converted(output.DType), output);
    }

    private static Tensor Probabilities(Tensor output) =>
        tf.clip_by_value(output, BackendConfig.epsilon(), 1 - BackendConfig.epsilon());

    private static OnnxOperation Unary(string name, string @operator) =>
        OnnxOperation.Of(name, call => call.Node(@operator, call.Tensor("features")));

    private static OnnxOperation Of(string name, Func<OnnxCall, Tensor, Tensor> formula) =>
        OnnxOperation.Of(name, call => formula(call, call.Tensor("features")));

    private static OnnxOperation Pooling(string name, string @operator, string input) => OnnxOperation.Of(name, call =>
    {
        var x = call.Tensor(input);
        var windows = Windows(call, x.Rank - 2, "strides", null);
        var sizes = Spatial(call.Get<int[]>("ksize"), x.Rank - 2, windows.DataFormat);
        return OnnxPooling.Pool(call.Onnx, @operator, x, sizes, windows.Strides, windows.Padding, windows.DataFormat, call.Shape);
    });

    private static Tensor Convolution(OnnxCall call, string input, string filter, string strides, string dilations)
    {
        var (x, kernel) = call.Pair(input, filter);
        var windows = Windows(call, kernel.Rank - 2, strides, dilations);
        var channels = x.Shape.Dim(windows.DataFormat == DataFormat.ChannelsFirst ? 1 : -1);
        return OnnxConvolutional.Convolve(
            call.Onnx, x, FiltersFirst(call.Onnx, kernel), null, Math.Max(1, channels / kernel.Shape.Dim(-2)), windows, _ => call.Shape);
    }

    private static Tensor Depthwise(OnnxCall call, Tensor x, Tensor kernel, ConvolutionWindows windows, Shape shape)
    {
        int channels = kernel.Shape.Dim(-2), multiplier = kernel.Shape.Dim(-1);
        var groups = call.Onnx.Reshape(kernel, kernel.Shape.With(-2, 1).With(-1, channels * multiplier));
        return OnnxConvolutional.Convolve(call.Onnx, x, FiltersFirst(call.Onnx, groups), null, channels, windows, _ => shape);
    }

    private static Tensor FiltersFirst(OnnxBuilder onnx, Tensor kernel) =>
        onnx.Transpose(kernel, [kernel.Rank - 1, kernel.Rank - 2, .. Enumerable.Range(0, kernel.Rank - 2)]);

    private static ConvolutionWindows Windows(OnnxCall call, int rank, string strides, string? dilations)
    {
        int[] ones = [.. Enumerable.Repeat(1, rank)];
        var format = call.Get<string?>("data_format") is not { } given || given.EndsWith('C')
            ? DataFormat.ChannelsLast
            : DataFormat.ChannelsFirst;
        return new(
            call.Get<int[]?>(strides) is { } steps ? Spatial(steps, rank, format) : ones,
            call.Get<string>("padding").ToLowerInvariant(), format,
            dilations is not null && call.Get<int[]?>(dilations) is { } rates ? Spatial(rates, rank, format) : ones);
    }

    /// <summary>The numbers that belong to spatial axes.</summary>
    private static int[] Spatial(int[] numbers, int rank, string format) =>
        numbers.Length == rank ? numbers
        : numbers.Length == 1 ? [.. Enumerable.Repeat(numbers[0], rank)]
        : format == DataFormat.ChannelsFirst ? numbers[2..] : numbers[1..^1];

    private static string ConvolutionFormat(OnnxCall call) => call.Get<string?>("data_format") ?? BackendConfig.image_data_format();

    private static Tensor Resized(
        OnnxCall call, Tensor x, int rows, Func<int, int> height, Func<int, int> width, Interpolation interpolation)
    {
        int down = x.Shape.Dims[rows], across = x.Shape.Dims[rows + 1];
        return down == Shape.Unknown || across == Shape.Unknown
            ? throw call.Refused($"its input {x.Shape} leaves rows or columns open. Give the model's Input a shape with both.")
            : OnnxImages.Resize(call.Onnx, x, rows, height(down), width(across), interpolation);
    }

    private static Tensor Normalized(OnnxCall call)
    {
        var x = call.Tensor("x");
        var axis = x.Shape.Axis(call.Get<int>("axis"));
        var y = (x - Along("mean")!) / tf.math.sqrt(Along("var")! + call.Get<double>("epsilon"));
        if (Along("gamma") is { } gamma) y *= gamma;
        return Along("beta") is { } beta ? y + beta : y;

        Tensor? Along(string name)
        {
            if (call.TensorOrNull(name) is not { } given) return null;
            int[] sizes = [.. Enumerable.Repeat(1, x.Rank)];
            sizes[axis] = x.Shape.Dims[axis];
            return given.Rank > 1 ? given : call.Onnx.Reshape(given, Shape.Of(sizes));
        }
    }
}
