using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using static keras.layers;

namespace KerasLikeRnn.Tests.Onnx;

/// <summary>Whole models under ONNX Runtime.</summary>
public sealed class ModelsServedTests
{
    [Theory]
    [InlineData(13)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(18)]
    [InlineData(20)]
    [InlineData(21)]
    public void The_notebooks_model_gives_the_same_numbers(int opset)
    {
        var model = keras.Sequential([
            Embedding(1000, 32), SimpleRNN(32, return_sequences: true), SimpleRNN(32), Dense(1, activation: "sigmoid")]);
        var words = tf.cast(tf.random.uniform((4, 80), maxval: 1000), "int32");
        model.build((null, null));
        Served.Same(model, [tf.cast(words, "float32")], opset: opset);
    }

    [Fact]
    public void A_trained_model_gives_the_same_numbers()
    {
        var (x, y) = (Numbers(64, 7, 3), Numbers(64, 1));
        var model = keras.Sequential([
            LSTM(8, return_sequences: true), BatchNormalization(), GRU(6), Dropout(0.5), LayerNormalization(), Dense(1)]);
        model.compile(optimizer: "adam", loss: "mse");
        model.fit(x.numpy(), y.numpy(), epochs: 2, verbose: 0);
        Served.Same(model, [Numbers(5, 7, 3)]);
        using var session = Served.Session(model);
        Assert.Equal(["batch", "", ""], session.InputMetadata.Values.Single().SymbolicDimensions);
        Assert.Equal([-1, 7, 3], session.InputMetadata.Values.Single().Dimensions);
    }

    [Fact]
    public void An_encoder_and_a_decoder_hand_their_states_on()
    {
        KerasTensor source = keras.Input((null, 5), name: "source"), target = keras.Input((null, 4), name: "target");
        var (_, h, c) = LSTM(6, return_state: true)[source];
        var decoder = LSTM(6, return_sequences: true, return_state: true);
        var (decoded, _, _) = decoder.__call__(target, initial_state: new[] { h, c });
        var model = keras.Model(new[] { source, target }, Dense(4, activation: "softmax")[decoded]);
        Served.Same(model, [Numbers(3, 7, 5), Numbers(3, 2, 4)]);

        KerasTensor before = keras.Input(6, name: "h"), carry = keras.Input(6, name: "c");
        var (step, after, last) = decoder.__call__(target, initial_state: new Tensor[] { before, carry });
        var one = keras.Model((KerasTensor[])[target, before, carry], new[] { step, after, last });
        Served.Same(one, [Numbers(3, 1, 4), Numbers(3, 6), Numbers(3, 6)]);
    }

    [Fact]
    public void Several_inputs_and_outputs_keep_their_names()
    {
        KerasTensor words = keras.Input(new Shape((int?)null), name: "words", dtype: "int32"), extra = keras.Input(3, name: "extra");
        var text = LSTM(4)[Embedding(20, 5)[words]];
        var joined = Concatenate()[new[] { text, extra }];
        var model = keras.Model(
            (KerasTensor[])[words, extra],
            new[] { Dense(1, name: "stars")[joined], Dense(2, activation: "softmax", name: "topic")[joined] });
        using var session = Served.Session(model);
        Assert.Equal(["words", "extra"], session.InputNames);
        Assert.Equal(["stars", "topic"], session.OutputNames);
        Served.Same(session, model, [tf.constant(new[,] { { 1, 2, 3 }, { 4, 5, 6 } }), Numbers(2, 3)]);
    }

    [Fact]
    public void Models_inside_of_models_and_layers_called_twice_are_written_once()
    {
        var inner = keras.Sequential([Dense(4, activation: "tanh", input_shape: 3), Dense(2)], name: "tower");
        KerasTensor a = keras.Input(3), b = keras.Input(3);
        var distance = tf.abs(inner[a] - inner[b]);
        var model = keras.Model((KerasTensor[])[a, b], Dense(1)[distance]);
        Served.Same(model, [Numbers(4, 3), Numbers(4, 3)]);
        using var scope = new MemoryStream();
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.onnx");
        keras.export.onnx(model, path);
        var written = new FileInfo(path).Length;
        File.Delete(path);
        Assert.InRange(written, model.count_params() * sizeof(float), 4 * model.count_params() * sizeof(float) + 4000);
    }

    [Fact]
    public void What_is_given_and_taken_at_once_is_both()
    {
        var x = keras.Input(3, name: "x");
        Served.Same(keras.Model(x, x), [Numbers(2, 3)]);
        Served.Same(keras.Model(x, new Tensor[] { x, Dense(2)[x], x }), [Numbers(2, 3)]);
    }

    [Fact]
    public void Losses_and_metrics_beside_the_outputs_are_left_out()
    {
        var x = keras.Input(3);
        var y = Dense(2)[x];
        var model = keras.Model(x, y);
        model.add_loss(tf.reduce_mean(keras.losses.mean_squared_error(y, y * 2)));
        model.add_metric(tf.reduce_sum(y), name: "sum");
        Served.Same(model, [Numbers(4, 3)]);
    }

    [Fact]
    public void Operations_on_sizes_follow_the_batch()
    {
        var x = keras.Input((null, 4));
        var zeros = tf.zeros((tf.shape(x)[0], 1, 4));
        var shifted = tf.concat([zeros, x[.., ..^1]], axis: 1);
        var flat = tf.reshape(shifted * 2, (tf.shape(x)[0], -1));
        var model = keras.Model(x, new[] { shifted, flat, keras.backend.dot(x, tf.ones((4, 2))) });
        Served.Same(model, [Numbers(2, 3, 4)]);
        Served.Same(model, [Numbers(5, 1, 4)], opset: 21);
    }

    [Fact]
    public void An_activation_of_ones_own_is_written_where_it_computes_with_tf()
    {
        var model = keras.Sequential([
            Dense(4, activation: (Func<Tensor, Tensor>)(x => tf.nn.relu(x) * x + 1), input_shape: 3),
            Dense(2, activation: keras.activations.swish)]);
        Served.Same(model, [Numbers(4, 3)]);
    }

    [Theory]
    [InlineData("float64", 1e-5)]
    [InlineData("float16", 0.02)]
    [InlineData("mixed_float16", 0.02)]
    public void Other_types_of_numbers_are_computed_in(string policy, double tolerance)
    {
        Layer[] layers = policy == "float64"
            ? [LSTM(4, return_sequences: true, dtype: policy), GRU(3, dtype: policy), Dense(2, activation: "tanh", dtype: policy)]
            : [LSTM(4, return_sequences: true, dtype: policy), Conv1D(3, 2, dtype: policy), GlobalMaxPooling1D(dtype: policy),
                BatchNormalization(dtype: policy), Dense(2, activation: "softmax", dtype: policy)];
        var type = policy.Replace("mixed_", "", StringComparison.Ordinal);
        var model = keras.Sequential([keras.Input((5, 3), dtype: type), .. layers]);
        Served.Same(model, [tf.cast(Numbers(2, 5, 3), type)], tolerance);
    }

    private static Tensor Numbers(params int[] sizes) => tf.random.normal(Shape.Of(sizes));
}
