using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Initializers;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using KerasLikeRnn.Preprocessing;
using static keras.layers;
using DType = KerasLikeRnn.Engine.DType;
using Tensor = KerasLikeRnn.Engine.Tensor;

if (KerasLikeRnn.Examples.Launcher.Run(args) is var status and not 0) return status;

keras.utils.set_random_seed(1);
// NumSharp makes its arithmetic while a program runs, which ahead of time there is no compiler for: arrays carry data, tensors compute.
var numbers = new float[40, 6];
var sums = new float[40];
for (var i = 0; i < numbers.Length; i++) sums[i / 6] += numbers[i / 6, i % 6] = i * 7 % 11 / 11f;
var x = np.array(numbers);
var y = np.array(sums);

// Fields of one's own classes are tracked, private ones, lists and those of base classes too.
var own = new Branches();
own.compile("adam", (Tensor t, Tensor p) => tf.reduce_mean(tf.square(t - p)), metrics: ["mae"]);
print(own.fit(x, y, epochs: 2, verbose: 0).history);
foreach (var weight in own.weights) print(weight.name, weight.shape);

// Classes known by typeof alone are made from configurations.
var custom = new Dictionary<string, object> { ["Scale"] = typeof(Scale), ["Fives"] = typeof(Fives) };
var model = keras.Sequential([
    Input(shape: [6]), new Scale(3),
    Dense(4, activation: "tanh", kernel_initializer: "he_normal", kernel_regularizer: keras.regularizers.l2(0.01)),
    Reshape([2, 2]), Bidirectional(LSTM(3, recurrent_initializer: "orthogonal")), Dense(1, bias_constraint: "non_neg")]);
var json = model.to_json();
print(json);
var again = keras.models.model_from_json(json, custom);
print(again.to_json() == json, again.layers[0].get_config());
print(keras.models.clone_model(model).count_params());

// Steps of models are operations by name, functions in Lambdas are registered.
var half = keras.utils.register_keras_serializable("mine", "half")[t => t / 2];
var entry = Input(shape: [6]);
var steps = keras.Model(entry, Lambda(half)[tf.reduce_sum(entry[.., 1..] * 2 + 1, axis: 1, keepdims: true)]);
print(steps.to_json());
print(keras.models.model_from_json(steps.to_json()).predict(x, verbose: 0));
print(keras.layers.deserialize(new OrderedDictionary<string, object?>
{
    ["class_name"] = "Dense",
    ["config"] = new OrderedDictionary<string, object?>
    {
        ["units"] = 2,
        ["kernel_initializer"] = new OrderedDictionary<string, object?>
        {
            ["class_name"] = "Fives",
            ["config"] = new OrderedDictionary<string, object?>()
        },
    },
}, custom).get_config()["kernel_initializer"]);
foreach (var schedule in new[]
{
    keras.optimizers.serialize(keras.optimizers.Adam(keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9)))
})
    print(schedule, keras.optimizers.serialize(keras.optimizers.deserialize(schedule)));
print(keras.metrics.serialize(keras.metrics.deserialize(keras.metrics.serialize(keras.metrics.AUC(num_thresholds: 7)))));
print(keras.losses.serialize(keras.losses.deserialize(keras.losses.serialize(keras.losses.Huber(delta: 2.0)))));

// Python's texts of what has no type in common.
foreach (var pair in new Dictionary<string, double> { ["a"] = 1.5 }) print(pair);
foreach (var pair in new Dictionary<int, DType> { [3] = DType.Float32 }) print(pair);
print(
    new HashSet<int> { 1, 2 }, (1, "b"), new List<object?> { 1.5, null, true }, typeof(Scale).Name,
    new Dictionary<string, int[]> { ["k"] = [1, 2] });

var tokenizer = new Tokenizer(num_words: 4);
tokenizer.fit_on_texts(["the cat sat", "the cat"]);
print(keras.preprocessing.text.tokenizer_from_json(tokenizer.to_json()).to_json());

// A compiled function is made while the program runs: of values, references and nothing.
var draw = tf.function((Tensor t, int times) => t + times * tf.random.normal(2));
var noise = 0.0;
var tell = tf.function((string text) => { noise += draw(tf.zeros(2), text.Length)[0].Item(); });
tell("one");
tell("three");
tell("two");
print(draw(tf.zeros(2), 3), noise);

var inputs = Input(shape: [5]);
var functional = keras.Model(inputs, Dense(2)[Embedding(10, 4)[inputs]]);
functional.summary();
functional.compile("rmsprop", "mse", metrics: ["acc"]);
functional.fit(np.ones((8, 5)), np.ones((8, 5, 2)), verbose: 0, callbacks: [new Said()]);
print(tf.reduce_sum(tf.square(x)).numpy(), tf.matmul(x, x, transpose_b: true)[0, ..3], x.shape);

// What the library asks of NumSharp: other types, slices, sums, random numbers.
var counts = np.arange(40).reshape(10, 4);
var small = keras.Sequential([Input(shape: [3]), Dense(1, bias_initializer: new Constant(counts["0, 1:2"])), GaussianNoise(0.1)]);
small.compile("sgd", "mse");
print(small.fit(counts[":, :3"], counts[":", 3], epochs: 1, verbose: 0, validation_split: 0.2, sample_weight: np.ones(10)).history);
print(small.fit(np.array(new byte[,] { { 1, 2, 3 }, { 3, 4, 5 } }), np.array(new[] { true, false }), epochs: 1, verbose: 0).history);
small.layers[0].set_weights([np.ones((3, 1)), np.zeros(1)]);
print(small.predict(counts["-2:, 1:"], verbose: 0), small.get_weights()[0]);
print(Normalization(mean: np.array(new[] { 1, 2 }), variance: np.array(new[] { 1, 2 }))[np.ones((1, 2))]);
print(Discretization([0.0, 1.0])[np.array(new[] { 0.5 })]);
var adapted = Normalization();
adapted.adapt(counts);
print(adapted[counts[":1"]], keras.initializers.Constant(counts[":, 0"]).get_config());
foreach (var shuffle in new[] { false, true })
{
    var windows = new TimeseriesGenerator(counts, counts[":, 0"], length: 2, batch_size: 2, shuffle: shuffle)[0];
    print(windows);
}
print(keras.utils.to_categorical(new[] { 0, 2 }), keras.preprocessing.sequence.skipgrams([1, 2, 3], 5, seed: 1));
print(keras.preprocessing.sequence.make_sampling_table(4), tokenizer.texts_to_matrix(["the cat"]));
print(keras.backend.random_normal((2)), tf.constant(new[] { new[] { 1, 2 }, new[] { 3, 4 } }), counts.astype("float32"), counts["1"]);
plt.plot(counts[":, 0"], counts[":, 1"], "o");
plt.hist(counts[":, 2"]);
plt.show();
return 0;

internal abstract class WithTail : Model
{
    private readonly Dense tail = new(1);

    protected Tensors Tail(Tensors x) => tail[x];
}

internal sealed class Branches : WithTail
{
    private readonly Scale scale = new(2);

    private readonly List<Layer> branches = [Dense(2, activation: "tanh"), Dense(2)];

    public override Tensors call(Tensors inputs, CallContext context) => Tail(branches[0][scale[inputs]] + branches[1][inputs]);
}

internal sealed class Scale(double factor, LayerOptions? options = null) : Layer(options)
{
    private Variable? shift;

    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["factor"] = factor };

    public override void build(Shape input_shape) => shift = add_weight("shift", [input_shape[^1]], initializer: "ones");

    public override Tensors call(Tensors inputs, CallContext context) => inputs * factor + shift!;
}

internal sealed class Fives : Initializer
{
    public override Tensor call(Shape shape, DType dtype = DType.Float32) => tf.ones(shape) * 5f;
}

internal sealed class Said : Callback
{
    public override void on_epoch_end(int epoch, Logs logs) => print(epoch, logs.Keys);
}
