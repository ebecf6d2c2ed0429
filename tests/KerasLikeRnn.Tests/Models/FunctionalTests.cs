using System.Text;
using System.Text.Json;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Losses;
using KerasLikeRnn.Metrics;
using KerasLikeRnn.Models;
using KerasLikeRnn.Tests.Utils;
using KerasLikeRnn.Utils;
using NumSharp;
using static keras.layers;

namespace KerasLikeRnn.Tests.Models;

/// <summary>
/// Functional models, models and layers of one's own against what Keras did with the same ones (record_functional.py):
/// summaries, names of weights, whole runs.
/// </summary>
[Collection("Seeds")]
public sealed class FunctionalTests
{
    private const double Tolerance = 1e-4;

    private static readonly JsonElement recorded = Recorded.Read("Models/functional.json");
    private static readonly NDArray x = Inputs("operators", 0), z = Inputs("operators", 1), s = Inputs("encoder_decoder", 0);

    private static readonly Dictionary<string, Func<Run>> runs = new()
    {
        ["operators"] = () =>
        {
            KerasTensor a = keras.Input(5), b = keras.Input(5, name: "other");
            var model = keras.Model([a, b], [Dense(2, name: "d")[a + b], Dense(3)[1 - a * 2]]);
            model.compile(
                "sgd", loss: new Dictionary<string, string> { ["d"] = "mse", ["dense"] = "mae" },
                metrics: new Dictionary<string, PerOutput<Metric>> { ["d"] = "mae", ["dense"] = "mse" }, loss_weights: [1.0, 0.5]);
            return new(model, [x, z], Targets("operators"));
        },
        ["shared"] = () =>
        {
            KerasTensor a = keras.Input(5), b = keras.Input(5, name: "other");
            var shared = Dense(4, name: "shared", activation: "tanh");
            var model = keras.Model([a, b], Dense(1)[concatenate([shared[a], shared[b]])]);
            model.compile("sgd", "mse", metrics: ["mae"]);
            return new(model, new Dictionary<string, NDArray> { ["other"] = z, ["input_1"] = x }, Targets("shared"));
        },
        ["nested"] = () =>
        {
            var model = Nested();
            model.compile("sgd", "mse");
            return new(model, x, Targets("nested"));
        },
        ["encoder_decoder"] = () =>
        {
            var source = keras.Input((null, 3), name: "source");
            var (_, h, c) = LSTM(4, return_state: true)[source];
            var target = keras.Input((null, 3), name: "target");
            var (decoded, _, _) = LSTM(4, return_sequences: true, return_state: true)[target, initial_state: [h, c]];
            var model = keras.Model([source, target], TimeDistributed(Dense(2, activation: "softmax"))[decoded]);
            model.compile("sgd", "sparse_categorical_crossentropy", metrics: ["accuracy"]);
            return new(model, [s, Inputs("encoder_decoder", 1)], Targets("encoder_decoder"));
        },
        ["dictionary_of_outputs"] = () =>
        {
            KerasTensor a = keras.Input(5), b = keras.Input(5);
            var model = keras.Model([a, b], new Dictionary<string, Tensor> { ["one"] = Dense(1)[a], ["two"] = Dense(1)[b] });
            model.compile(
                "sgd", new Dictionary<string, string> { ["one"] = "mse", ["two"] = "mae" },
                metrics: new Dictionary<string, string> { ["one"] = "mae" });
            var y = Array("dictionary_of_outputs", "targets", 0);
            return new(model, [x, z], new Dictionary<string, NDArray> { ["one"] = y, ["two"] = y });
        },
        ["added_loss"] = () =>
        {
            var a = keras.Input(5);
            Tensor d = Dense(2)[a];
            var model = keras.Model(a, d);
            model.add_loss(tf.reduce_mean(d * d));
            model.add_metric(tf.reduce_sum(d), name: "total", aggregation: "mean");
            model.compile("sgd");
            return new(model, x, null);
        },
        ["own_layer"] = () =>
        {
            var a = keras.Input(5);
            var model = keras.Model(a, Dense(1)[new Scale(3)[a]]);
            model.compile("sgd", "mse", metrics: ["mae"]);
            return new(model, x, Targets("own_layer"));
        },
        ["own_layer_in_sequential"] = () =>
        {
            var model = keras.Sequential([Dense(4, input_shape: 5), new Scale(3), Dense(1)]);
            model.compile("sgd", "mse");
            return new(model, x, Targets("own_layer_in_sequential"));
        },
        ["own_model"] = () =>
        {
            var model = new TwoBranches();
            _ = model[x["0:2"]];
            model.compile("sgd", "mse", metrics: ["mae"]);
            return new(model, x, Targets("own_model"));
        },
        ["own_step"] = () =>
        {
            var a = keras.Input(5);
            var model = new OwnStep(a, Dense(1)[a]);
            model.compile("sgd", "mse", metrics: ["mae"]);
            return new(model, x, Targets("own_step"));
        },
        ["lambda"] = () =>
        {
            var a = keras.Input(5);
            var model = keras.Model(a, Lambda(t => keras.backend.sum(t * 3, axis: -1, keepdims: true))[Dense(2)[a]]);
            model.compile("sgd", "mse");
            return new(model, x, Targets("lambda"));
        },
        ["sample_weights"] = () =>
        {
            KerasTensor a = keras.Input(5), b = keras.Input(5);
            var model = keras.Model([a, b], [Dense(1, name: "p")[a], Dense(1, name: "q")[b]]);
            model.compile("sgd", "mse", weighted_metrics: ["mae"]);
            var y = Array("sample_weights", "targets", 0);
            return new(model, [x, z], new Dictionary<string, NDArray> { ["p"] = y, ["q"] = y })
            {
                Weights = new Dictionary<string, NDArray> { ["p"] = np.arange(10) / 10.0, ["q"] = np.ones(new NumSharp.Shape(10)) },
            };
        },
    };

    public static TheoryData<string> Names => [.. runs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_is_named_shown_trained_and_asked_as_in_Keras(string name)
    {
        AutomaticNames.Clear();
        var golden = recorded.GetProperty(name);
        var run = runs[name]();
        var (model, data, targets) = run;
        Assert.Equal(golden.GetProperty("summary").GetString(), Captured(() => model.summary()));
        Assert.Equal(Strings(golden.GetProperty("layers")), model.layers.Select(layer => layer.name));
        Assert.Equal(
            golden.GetProperty("weights").EnumerateArray().Select(weight => weight.GetProperty("name").GetString()),
            model.weights.Select(weight => weight.Name));
        Assert.Equal(Strings(golden.GetProperty("trainable")), model.trainable_weights.Select(weight => weight.Name));
        model.set_weights(golden.GetProperty("weights").EnumerateArray().Select(weight => weight.GetProperty("value").ToTensor()!.numpy()));

        var history = model.fit(data, targets, epochs: 2, batch_size: 4, shuffle: false, verbose: 0, sample_weight: run.Weights);
        Assert.Equal(golden.GetProperty("history").EnumerateObject().Select(pair => pair.Name), history.history.Keys);
        foreach (var pair in golden.GetProperty("history").EnumerateObject()) Close(pair.Value, history.history[pair.Name]);
        Assert.Equal(Strings(golden.GetProperty("metrics_names")), model.metrics_names);
        Close(golden.GetProperty("evaluate"), model.evaluate(data, targets, verbose: 0));
        var predictions = model.predict(data, verbose: 0).outputs;
        foreach (var (expected, actual) in golden.GetProperty("predict").EnumerateArray().Zip(predictions))
            Near.Equal(expected.Floats(), (float[])actual.flatten().ToArray<float>(), Tolerance);
        Assert.Equal(golden.GetProperty("predict").GetArrayLength(), predictions.Count);
        foreach (var (expected, actual) in golden.GetProperty("after").EnumerateArray().Zip(model.weights))
            Near.Equal(expected.Floats(), actual.Value.ToArray<float>(), Tolerance);
    }

    [Fact]
    public void A_nested_model_is_shown_with_its_layers()
    {
        AutomaticNames.Clear();
        Assert.Equal(
            recorded.GetProperty("nested").GetProperty("summary_expanded").GetString(),
            Captured(() => Nested().summary(expand_nested: true, show_trainable: true)));
    }

    [Theory]
    [InlineData("operators")]
    [InlineData("shared")]
    [InlineData("nested")]
    [InlineData("encoder_decoder")]
    [InlineData("own_layer")]
    public void A_configuration_makes_an_equal_model(string name)
    {
        AutomaticNames.Clear();
        var (model, data, _) = runs[name]();
        var copy = Functional.from_config(model.get_config(), new Dictionary<string, object> { ["Scale"] = typeof(Scale) });
        copy.set_weights(model.get_weights());
        Assert.Equal(Captured(() => model.summary()), Captured(() => copy.summary()));
        Assert.Equal(
            (float[])model.predict(data, verbose: 0).flatten().ToArray<float>(),
            (float[])copy.predict(data, verbose: 0).flatten().ToArray<float>());
    }

    [Fact]
    public void Errors_are_those_of_Keras()
    {
        AutomaticNames.Clear();
        KerasTensor a = keras.Input(5, name: "a"), b = keras.Input(5, name: "b");
        var two = keras.Model([a, b], Dense(1, name: "sum")[a + b], name: "two");
        Error("disconnected", () => keras.Model(a, Dense(1, name: "of_b")[b]));
        Error("never_called", () => Dense(1, name: "lonely").output);
        Error("never_called_shape", () => Dense(1, name: "lonely").input_shape);
        Error("unknown_layer", () => two.get_layer("zz"));
        Error("sizes", () => two.predict([x, x["0:4"]]));
        Error("no_shape", () => keras.Input());
        Error("merge_of_one", () => Add()[a]);
        Assert.Contains(
            "Layer \"two\" expects 2 input(s), but it received 1 input tensors.", Assert.Throws<ValueError>(() => two[x]).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "contains the same input multiple times", Assert.Throws<ValueError>(() => keras.Model([a, a], Dense(1)[a])).Message,
            StringComparison.Ordinal);
        var both = keras.Model([a, b], [Dense(1)[a], Dense(1)[b]]);
        both.compile("sgd", "mse");
        NDArray y = np.zeros(new NumSharp.Shape(10, 1));
        Assert.Contains("`class_weight` is only supported for Models with a single output.",
            Assert.Throws<ValueError>(
                () => both.fit([x, z], [y, y], verbose: 0, class_weight: new Dictionary<int, double> { [0] = 1, [1] = 2 })).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void What_Python_writes_as_dictionaries_is_written_in_place()
    {
        Model Compiled(PerOutput<Loss> loss, PerOutput<Metric> metrics, PerOutput<double> weights)
        {
            keras.utils.set_random_seed(1);
            KerasTensor a = keras.Input(5, name: "a"), b = keras.Input(3, name: "b");
            var model = keras.Model([a, b], [Dense(1, name: "p")[a], Dense(1, name: "q")[b]]);
            model.compile("sgd", loss: loss, metrics: metrics, loss_weights: weights, sample_weight_mode: null);
            return model;
        }
        var expected = Compiled(
            new Dictionary<string, string> { ["p"] = "mse", ["q"] = "mae" },
            new Dictionary<string, PerOutput<Metric>> { ["p"] = ["mae"], ["q"] = "mse" }, [1, 0.2]);
        var actual = Compiled(
            new() { ["p"] = "mse", ["q"] = "mae" }, new() { ["p"] = ["mae"], ["q"] = "mse" }, new() { ["p"] = 1, ["q"] = 0.2 });
        NDArray a = np.arange(20).reshape(4, 5) / 20.0, b = np.arange(12).reshape(4, 3) / 12.0, y = np.ones(new NumSharp.Shape(4, 1));
        Assert.Equal(
            expected.fit([a, b], [y, y], verbose: 0).history,
            actual.fit(new() { ["b"] = b, ["a"] = a }, new() { ["q"] = y, ["p"] = y }, verbose: 0).history);
        DataLike data = new() { ["a"] = a };
        data["a"] = b;
        Assert.Equal(b.shape.Select(size => (int?)size), data["a"].Shape);
        Assert.Single(data);
        Assert.Throws<NotSupportedException>(() => ((DataLike)a)["a"] = b);
        Assert.Throws<NotSupportedException>(() => ((PerOutput<Loss>)"mse")["p"] = "mae");
        Assert.Throws<ValueError>(() => actual.predict(new()));
    }

    [Fact]
    public void Predicted_states_go_on_as_a_list()
    {
        var sequence = keras.Input((null, 3));
        var (_, h, c) = LSTM(2, return_state: true)[sequence];
        var states = keras.Model(sequence, [h, c]).predict(np.ones(new NumSharp.Shape(1, 4, 3)), verbose: 0);
        NDArray[] all = [np.zeros(new NumSharp.Shape(1, 1)), .. states];
        Assert.Equal(3, all.Length);
        var (first, second) = states;
        states = [second, first];
        Assert.Equal(second.ToArray<float>(), states[0].ToArray<float>());
        Assert.Equal(first.ToArray<float>(), states[1].ToArray<float>());
    }

    [Fact]
    public void A_part_of_a_model_is_a_model_with_the_same_weights()
    {
        var model = keras.Sequential([Dense(4, input_shape: 5), Dense(2, name: "last")]);
        var part = keras.Model(model.inputs, model.layers[0].output);
        var top = keras.Model(model.input, [model.get_layer("last").output, model.layers[0].output]);
        var (last, first) = top.predict(x, verbose: 0);
        Assert.Equal((float[])part.predict(x, verbose: 0).flatten().ToArray<float>(), (float[])first.flatten().ToArray<float>());
        Assert.Equal((float[])model.predict(x, verbose: 0).flatten().ToArray<float>(), (float[])last.flatten().ToArray<float>());
    }

    [Fact]
    public void Masks_go_through_a_graph_by_themselves()
    {
        var ids = np.array(new[,] { { 1, 2, 0, 0 }, { 3, 4, 5, 0 } });
        var input = keras.Input([null]);
        Tensor embedded = Embedding(6, 3, mask_zero: true)[input];
        var lstm = LSTM(2);
        var model = keras.Model(input, lstm[Dropout(0.5)[embedded]]);
        var sequential = keras.Sequential([model.layers[1], lstm]);
        Assert.Equal(
            (float[])sequential.predict(ids, verbose: 0).flatten().ToArray<float>(),
            (float[])model.predict(ids, verbose: 0).flatten().ToArray<float>());
        var shorter = model.predict(ids[":1, :2"], verbose: 0);
        Near.Equal(
            (float[])shorter.flatten().ToArray<float>(), ((float[])model.predict(ids, verbose: 0).flatten().ToArray<float>())[..2], 1e-6);
    }

    private static Functional Nested()
    {
        var inner = keras.Sequential([Dense(4, activation: "relu"), Dense(3)], name: "inner");
        var i = keras.Input(3);
        var outer = keras.Model(i, [Dense(2, name: "p")[i], Dense(1, name: "q")[i]], name: "outer");
        var a = keras.Input(5);
        var (u, v) = outer[inner[a]];
        return keras.Model(a, Add()[[Dense(1)[u], v]]);
    }

    private static void Error(string name, Func<object?> act)
    {
        var error = Record.Exception(act);
        Assert.NotNull(error);
        Assert.StartsWith(recorded.GetProperty("errors").GetProperty(name).GetString()!, error.Message, StringComparison.Ordinal);
    }

    private static NDArray Inputs(string name, int index) => Array(name, "inputs", index);

    private static DataLike Targets(string name) => recorded.GetProperty(name).GetProperty("targets").GetArrayLength() is 1
        ? (DataLike)Array(name, "targets", 0)
        : new NDArray[] { Array(name, "targets", 0), Array(name, "targets", 1) };

    private static NDArray Array(string name, string kind, int index) =>
        recorded.GetProperty(name).GetProperty(kind)[index].ToTensor()!.numpy();

    private static IEnumerable<string?> Strings(JsonElement list) => list.EnumerateArray().Select(item => item.GetString());

    private static void Close(JsonElement expected, IEnumerable<double> actual) => Near.Equal(
        expected.EnumerateArray().Select(value => (float)value.GetDouble()).ToArray(), actual.Select(value => (float)value).ToArray(),
        Tolerance);

    private static string Captured(Action run)
    {
        var text = new StringBuilder();
        using (Messages.Redirect(part => text.Append(part))) run();
        return text.ToString();
    }

    /// <summary>A compiled model and its data.</summary>
    private sealed record Run(Model Model, DataLike Data, DataLike? Targets)
    {
        public DataLike? Weights { get; init; }
    }

    /// <summary>A layer of one's own: a weight of its own, a layer inside, a term of the loss, a number to report.</summary>
    public sealed class Scale(int units, LayerOptions? options = null) : Layer(options)
    {
        private readonly Dense inner = Dense(units, kernel_regularizer: "l2");
        private Variable? scale;

        public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["units"] = units };

        public override void build(Engine.Shape input_shape)
        {
            scale = add_weight("scale", input_shape[^1]!.Value, initializer: "ones");
            add_weight("count", Engine.Shape.Scalar, trainable: false, initializer: "zeros");
        }

        public override Tensors call(Tensors inputs, CallContext context)
        {
            Tensor x = inputs;
            add_loss(0.1 * tf.reduce_sum(scale!));
            add_metric(tf.reduce_mean(x), name: "mean_input");
            return inner[x * scale!];
        }
    }

    /// <summary>A model of one's own.</summary>
    public sealed class TwoBranches : Model
    {
        private readonly Scale scale = new(3);
        private readonly List<Layer> branches = [Dense(2, activation: "tanh"), Dense(2)];
        private readonly Sequential tail = keras.Sequential([Dense(2), Dense(1)]);

        public override Tensors call(Tensors inputs, CallContext context)
        {
            var x = scale[inputs];
            return tail[branches[0][x] + branches[1][x]];
        }
    }

    /// <summary>A training step of one's own.</summary>
    public sealed class OwnStep(Tensors inputs, Tensors outputs) : Functional(inputs, outputs)
    {
        public override Logs train_step(StepData data)
        {
            var (x, y) = data;
            using var tape = new GradientTape();
            var p = this[x, training: true];
            var loss = compiled_loss.__call__(y, p, regularization_losses: losses);
            optimizer.apply_gradients(
                tape.gradient(loss, [.. trainable_variables.Select(variable => variable.Value)]).Zip(trainable_variables));
            compiled_metrics.update_state(y, p);
            var logs = new Logs();
            foreach (var metric in metrics) logs.Add(metric.name, metric.result());
            return logs;
        }
    }
}
