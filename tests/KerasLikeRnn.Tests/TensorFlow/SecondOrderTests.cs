using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using static keras.layers;
using K = keras.backend;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.TensorFlow;

/// <summary>Gradients of gradients through layers, against what record_second_order.py made Keras say.</summary>
public sealed class SecondOrderTests
{
    private const string File = "TensorFlow/second-order.json";

    private static readonly int[] ids = [1, 2, 3, 0, 2, 2, 0, 0, 0, 4, 1, 1];

    private static readonly Dictionary<string, Func<(Layer[] Layers, Tensor Data)>> models = new()
    {
        ["SimpleRNN"] = () => Sequences(SimpleRNN(3)),
        ["SimpleRNN relu"] = () => Sequences(SimpleRNN(3, activation: "relu", return_sequences: true)),
        ["LSTM"] = () => Sequences(LSTM(3)),
        ["GRU"] = () => Sequences(GRU(3)),
        ["GRU reset before"] = () => Sequences(GRU(3, reset_after: false)),
        ["two recurrent layers"] = () => Sequences(LSTM(3, return_sequences: true), GRU(2)),
        ["backwards"] = () => Sequences(GRU(3, go_backwards: true, return_sequences: true)),
        ["time_major"] = () => Sequences(SimpleRNN(3, time_major: true, return_sequences: true)),
        ["Bidirectional"] = () => Sequences(Bidirectional(LSTM(3))),
        ["Bidirectional sequences"] = () => Sequences(Bidirectional(SimpleRNN(3, return_sequences: true), merge_mode: "sum")),
        ["Masking"] = () => Padded(Masking(), LSTM(3)),
        ["Masking sequences"] = () => Padded(Masking(), GRU(3, return_sequences: true), SimpleRNN(2)),
        ["RNN of a cell"] = () => Sequences(RNN(StackedRNNCells([LSTMCell(2), GRUCell(3)]))),
        ["hard_sigmoid"] = () => Sequences(LSTM(3, recurrent_activation: "hard_sigmoid")),
        ["Dense"] = () => Sequences(Dense(3, activation: "tanh")),
        ["Conv1D"] = () => Sequences(Conv1D(3, 2, activation: "sigmoid")),
        ["Conv1D causal"] = () => Sequences(Conv1D(3, 2, padding: "causal", dilation_rate: 2, activation: "tanh")),
        ["Conv2D"] = () => Images(Conv2D(3, 2, strides: 2, activation: "tanh"), Flatten(), Dense(2, activation: "softmax")),
        ["Conv2DTranspose"] = () => Images(Conv2DTranspose(2, 3, strides: 2, activation: "tanh")),
        ["SeparableConv2D"] = () => Images(SeparableConv2D(3, 2, activation: "elu")),
        ["MaxPooling2D"] = () => Images(Conv2D(3, 2, activation: "tanh"), MaxPooling2D(2)),
        ["AveragePooling1D"] = () => Sequences(Conv1D(3, 2, activation: "tanh"), AveragePooling1D(2)),
        ["GlobalMaxPooling1D"] = () => Sequences(Conv1D(3, 2, activation: "tanh"), GlobalMaxPooling1D()),
        ["BatchNormalization"] = () => Sequences(Dense(3), BatchNormalization(), Activation("tanh")),
        ["BatchNormalization unscaled"] = () => Sequences(BatchNormalization(scale: false), Dense(2, activation: "tanh")),
        ["LayerNormalization"] = () => Sequences(LayerNormalization(), Dense(2, activation: "swish")),
        ["UpSampling1D"] = () => Sequences(UpSampling1D(2), Conv1D(2, 2, activation: "selu")),
        ["PReLU"] = () => Sequences(Dense(3), PReLU(), Dense(2, activation: "gelu")),
    };

    public static TheoryData<string> Models => [.. models.Keys];

    [Fact]
    public void Every_recorded_model_is_tried() =>
        Assert.Equal(models.Keys.Order(), GoldenFile.RecordedRoot(File).EnumerateObject().Select(model => model.Name).Order());

    [Theory]
    [MemberData(nameof(Models))]
    public void A_gradient_penalty_is_Keras_s(string name)
    {
        var model = models[name]();
        var weights = Filled(model.Layers, model.Data);
        using var outer = tf.GradientTape();
        using var inner = tf.GradientTape();
        Compare(name, weights, model, inner, outer);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void One_persistent_tape_can_be_asked_for_both_gradients(string name)
    {
        var model = models[name]();
        var weights = Filled(model.Layers, model.Data);
        using var tape = tf.GradientTape(persistent: true);
        Compare(name, weights, model, tape, tape);
    }

    [Fact]
    public void A_table_that_is_read_twice_has_a_gradient_of_its_gradient()
    {
        var table = tf.Variable(Numbers(0, 5, 2));
        using var outer = tf.GradientTape();
        Tensor slope;
        using (var inner = tf.GradientTape())
        {
            var y = tf.reduce_sum(tf.pow(K.gather(table, new[] { 0, 1 }), 3) + tf.pow(K.gather(table, new[] { 1, 4 }), 2));
            slope = inner.gradient(y, table);
        }
        Tensor second = outer.gradient(tf.reduce_sum(tf.square(slope)), table);
        // y = a³ (rows 0, 1) + a² (rows 1, 4), so the gradient of the sum of (dy/da)² is 2 · dy/da · d²y/da².
        var values = table.Value.ToArray<float>();
        var expected = values.Select((a, i) => (i / 2) switch
        {
            0 => 2 * (3 * a * a) * (6 * a),
            1 => 2 * (3 * a * a + 2 * a) * (6 * a + 2),
            4 => 2 * (2 * a) * 2,
            _ => 0,
        }).ToArray();
        Near.Equal(expected, second.ToArray<float>(), 1e-5);
    }

    [Fact]
    public void What_a_layer_gives_can_be_watched_and_derived_at_once()
    {
        using var tape = tf.GradientTape(persistent: true);
        Tensors given = LSTM(3, return_sequences: true, return_state: true)[Numbers(0.3, 3, 4, 2)];
        tape.watch(given);
        Tensors squares = given.Select(x => tf.square(x)).ToArray();
        var gradients = tape.gradient(squares, [given[0], given[2]]);
        Near.Equal((2 * given[2]).ToArray<float>(), gradients[1].ToDense().ToArray<float>(), 1e-6);
        Assert.Equal(given[0].Shape, gradients[0].shape);
        Assert.Null(tape.gradient(squares[0], given[1]));
        Assert.Equal(
            new float[9],
            tape.gradient(squares[0], given[1], unconnected_gradients: tf.UnconnectedGradients.ZERO).ToDense().ToArray<float>());
    }

    private static void Compare(
        string name, List<Variable> weights, (Layer[] Layers, Tensor Data) model, GradientTape inner, GradientTape outer)
    {
        var x = model.Data;
        inner.watch(x);
        var y = tf.reduce_sum(tf.square(Output(model.Layers, x)));
        var penalty = tf.reduce_sum(tf.square(inner.gradient(y, x)));
        var gradients = outer.gradient(penalty, weights);
        var recorded = GoldenFile.RecordedRoot(File).GetProperty(name);
        Near.Equal([recorded.GetProperty("penalty").GetSingle()], [(float)penalty.Item()], 1e-4);
        var expected = recorded.GetProperty("gradients").EnumerateArray().ToArray();
        Assert.Equal(expected.Length, gradients.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            if (expected[i].ValueKind == System.Text.Json.JsonValueKind.Null) Assert.Null(gradients[i]);
            else
            Near.Equal([.. expected[i].EnumerateArray().Select(value => value.GetSingle())], gradients[i].ToDense().ToArray<float>(), 1e-4);
        }
    }

    private static (Layer[], Tensor) Sequences(params Layer[] layers) => (layers, Numbers(0.3, 3, 4, 2));

    private static (Layer[], Tensor) Images(params Layer[] layers) => (layers, Numbers(0.3, 2, 4, 4, 2));

    private static (Layer[], Tensor) Padded(params Layer[] layers) =>
        (layers, Numbers(0.3, 3, 4, 2) * Tensor.From<float>([.. ids.Select(id => id > 0 ? 1f : 0f)], (3, 4, 1)));

    private static Tensor Output(Layer[] layers, Tensor x)
    {
        foreach (var layer in layers) x = layer is BatchNormalization ? layer.__call__(x, training: true) : layer[x];
        return x;
    }

    private static List<Variable> Filled(Layer[] layers, Tensor x)
    {
        Output(layers, x);
        var weights = layers.SelectMany(layer => layer.weights).ToArray();
        for (var k = 0; k < weights.Length; k++)
        {
            var numbers = Numbers(k, weights[k].Shape);
            weights[k].Assign(weights[k].Name.Contains("variance", StringComparison.Ordinal) ? tf.abs(numbers) + 0.5 : numbers);
        }
        return [.. layers.SelectMany(layer => layer.trainable_weights)];
    }

    private static Tensor Numbers(double start, Shape shape) =>
        Tensor.From<float>([.. Enumerable.Range(0, (int)shape.Length).Select(i => (float)(0.6 * Math.Sin(1.3 * i + start)))], shape);

    private static Tensor Numbers(double start, params int[] shape) => Numbers(start, Shape.Of(shape));
}
