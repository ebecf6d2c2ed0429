using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using KerasLikeRnn.TensorFlow.Data;
using KerasLikeRnn.Utils;
using NumSharp;

namespace KerasLikeRnn.Tests.Layers;

/// <summary>DenseFeatures and SequenceFeatures make of columns what they make in Keras 2.9.</summary>
[Collection("Seeds")]
public sealed class FeatureColumnTests : IDisposable
{
    private const string File = "Layers/feature_columns.json";
    private const string Words = "red\ngreen\nblue\nschön\n";
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public FeatureColumnTests() => System.IO.File.WriteAllText(Path.Combine(folder, "vocabulary.txt"), Words);

    public static TheoryData<string> Cases =>
        [.. GoldenFile.Recorded(File, "cases").Select(each => $"{each.GetProperty("kind")} {each.Name()}")];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, MemberData(nameof(Cases))]
    public void Numbers_and_gradients(string name)
    {
        var recorded = GoldenFile.Recorded(File, "cases").Single(each => $"{each.GetProperty("kind")} {each.Name()}" == name);
        var text = recorded.GetProperty("config").GetRawText().Replace(
            "vocabulary.txt", Path.Combine(folder, "vocabulary.txt").Replace("\\", "\\\\"), StringComparison.Ordinal);
        var config = (IReadOnlyDictionary<string, object?>)JsonDocument.Parse(text).RootElement.ToObject()!;
        FeaturesLayer layer = recorded.GetProperty("kind").GetString() == "dense"
            ? DenseFeatures.from_config(config)
            : SequenceFeatures.from_config(config);
        var features = new Tensors();
        foreach (var feature in recorded.GetProperty("features").EnumerateObject()) features[feature.Name] = Feature(feature.Value);
        _ = layer[features];
        layer.set_weights(recorded.GetProperty("weights").EnumerateArray().Select(Array));

        using var tape = new GradientTape(persistent: true);
        var outputs = layer[features];
        var loss = Ops.Sum(Ops.Multiply(outputs[0], recorded.Tensor("dy")));
        var gradients = layer.trainable_weights.Select(weight => tape.gradient(loss, weight)!.ToDense()).ToArray();

        Assert.Equal(Configs.Text(config), Configs.Text(layer.get_config()));
        Assert.Equal(Texts(recorded.GetProperty("columns")), layer.Columns.Select(column => column.name));
        Assert.Equal(Texts(recorded.GetProperty("names")), layer.weights.Select(weight => weight.Name));
        Near.Equal(recorded.Floats("output"), outputs[0].ToArray<float>(), 1e-5);
        Assert.Equal(recorded.GetProperty("output").GetProperty("shape").Ints(), outputs[0].Shape.Dims.ToArray());
        if (recorded.GetProperty("lengths") is { ValueKind: JsonValueKind.Object } lengths)
            Assert.Equal(lengths.GetProperty("data").Ints(), outputs[1].ToArray<long>().Select(length => (int)length));
        Assert.Equal(recorded.GetProperty("gradients").GetArrayLength(), gradients.Length);
        foreach (var (expected, gradient) in recorded.GetProperty("gradients").EnumerateArray().Zip(gradients))
            Near.Equal(expected.Floats(), gradient.ToArray<float>(), 1e-4);
    }

    [Fact]
    public void A_Sequential_of_a_dictionary_from_seed_to_weights()
    {
        keras.backend.clear_session();
        keras.utils.set_random_seed(5);
        var model = keras.Sequential([keras.layers.DenseFeatures(Columns()), keras.layers.Dense(4, "tanh"), keras.layers.Dense(1)]);
        Check("sequential", model);
    }

    [Fact]
    public void A_functional_model_of_a_dictionary_from_seed_to_weights()
    {
        keras.backend.clear_session();
        keras.utils.set_random_seed(5);
        Tensors inputs = new()
        {
            ["z"] = keras.Input(1, name: "z"), ["w"] = keras.Input(1, name: "w", dtype: "string"),
            ["a"] = keras.Input(1, name: "a", dtype: "int64"),
        };
        var hidden = keras.layers.Dense(4, "tanh")[keras.layers.DenseFeatures(Columns())[inputs]];
        var model = keras.Model(inputs, keras.layers.Dense(1)[hidden]);
        Check("functional", model);
        var copy = keras.models.model_from_json(model.to_json());
        copy.set_weights(model.get_weights());
        Assert.Equal(model.predict(Data(), verbose: 0).ToArray<float>(), copy.predict(Data(), verbose: 0).ToArray<float>());
        Assert.Equal(model.to_json(), copy.to_json());
    }

    [Fact]
    public void Batches_of_a_dataset_of_dictionaries()
    {
        keras.backend.clear_session();
        keras.utils.set_random_seed(5);
        var recorded = Model("dataset");
        var features = GoldenFile.RecordedRoot(File).GetProperty("features");
        Element inputs = new();
        foreach (var feature in features.EnumerateObject()) inputs[feature.Name] = Feature(feature.Value);
        var data = tf.data.Dataset.from_tensor_slices((inputs, Target())).batch(8);
        var model = keras.Sequential([keras.layers.DenseFeatures(Columns()), keras.layers.Dense(1)]);
        model.compile("sgd", "mse");
        Near.Equal(Losses(recorded), [.. model.fit(data, epochs: 3, verbose: 0).history["loss"].Select(each => (float)each)], 1e-4);
        CheckWeights(recorded, model);
    }

    [Fact]
    public void Sequences_in_a_functional_model()
    {
        keras.backend.clear_session();
        var a = keras.Input([null], name: "a", dtype: "int64");
        var categories = tf.feature_column.sequence_categorical_column_with_identity("a", 5);
        var (sequence, lengths) = keras.experimental.SequenceFeatures(tf.feature_column.embedding_column(categories, 2))[
            new Tensors { ["a"] = a }];
        var x = keras.layers.SimpleRNN(3)[sequence, mask: tf.sequence_mask(lengths)];
        var model = keras.Model(new Tensors { ["a"] = a }, x);
        var lines = new List<string>();
        model.summary(print_fn: lines.Add);
        Assert.Equal(GoldenFile.RecordedRoot(File).GetProperty("sequence_summary").GetString(), string.Join("\n", lines));
        DataLike padded = new() { ["a"] = new long[,] { { 1, 2 }, { 3, -1 } } };
        DataLike alone = new() { ["a"] = new long[,] { { 3 } } };
        Near.Equal(model.predict(padded, verbose: 0)["1"].ToArray<float>(), model.predict(alone, verbose: 0)[0].ToArray<float>(), 1e-6);
    }

    [Fact]
    public void Columns_print_as_in_Python()
    {
        var price = tf.feature_column.numeric_column("price");
        FeatureColumn[] columns =
        [
            price, tf.feature_column.categorical_column_with_identity("a", 5, default_value: 1),
            tf.feature_column.categorical_column_with_hash_bucket("w", 7),
            tf.feature_column.categorical_column_with_vocabulary_list("a", [4, 2, 7], num_oov_buckets: 2),
            tf.feature_column.bucketized_column(price, [-1.0, 0.0, 0.5]), tf.feature_column.crossed_column(["w", "a"], 9),
            tf.feature_column.numeric_column("p", shape: 2, default_value: [1.5, 2.0], dtype: tf.float64),
            tf.feature_column.indicator_column(
                tf.feature_column.categorical_column_with_vocabulary_list("w", ["red", "green", "blue"])),
        ];
        Assert.Equal(Texts(GoldenFile.RecordedRoot(File).GetProperty("printed")), columns.Select(column => column.ToString()));
    }

    [Fact]
    public void A_function_is_applied_to_numbers_and_found_again_by_its_name()
    {
        static Tensor Halved(Tensor x) => x / 2;
        var layer = keras.layers.DenseFeatures(tf.feature_column.numeric_column("p", normalizer_fn: Halved));
        Tensors features = new() { ["p"] = Tensor.From<float>([1, 4]) };
        Assert.Equal([0.5f, 2], ((Tensor)layer[features]).ToArray<float>());
        var config = layer.get_config();
        Assert.Throws<ValueError>(() => DenseFeatures.from_config(config));
        var again = DenseFeatures.from_config(config, new Dictionary<string, object> { ["Halved"] = (Func<Tensor, Tensor>)Halved });
        Assert.Equal([0.5f, 2], ((Tensor)again[features]).ToArray<float>());
    }

    [Fact]
    public void What_does_not_fit_is_refused_in_Keras_words()
    {
        var column = tf.feature_column.numeric_column("z");
        var identity = tf.feature_column.categorical_column_with_identity("a", 4);
        Refused("feature_columns must not be empty.", () => keras.layers.DenseFeatures([]));
        Refused("Items of feature_columns must be a DenseColumn", () => keras.layers.DenseFeatures(identity));
        Refused("Duplicate feature column name", () => keras.layers.DenseFeatures([column, column]));
        Refused("We expected a dictionary here.", () => keras.layers.DenseFeatures(column)[Ops.Zeros((2, 2))]);
        Refused("Feature z is not in features dictionary.", () => keras.layers.DenseFeatures(column)[Of("a", new[] { 1 })]);
        Refused(
            "indices[0] = 5 is not in [0, 4)",
            () => keras.layers.DenseFeatures(tf.feature_column.embedding_column(identity, 2))[Of("a", new[] { 5, 1 })]);
        Refused(
            "Invalid input, not integer. key: a dtype: <dtype: 'float32'>",
            () => keras.layers.DenseFeatures(tf.feature_column.indicator_column(identity))[Of("a", new[] { 0.5f })]);
        Refused(
            "Input to reshape is a tensor with 3 values, but the requested shape has 6",
            () => keras.layers.DenseFeatures(tf.feature_column.numeric_column("a", shape: 2))[Of("a", new[] { 1f, 2, 3 })]);
        Refused("Invalid dimension 0.", () => tf.feature_column.embedding_column(identity, 0));
        Refused("boundaries must be a sorted list.", () => tf.feature_column.bucketized_column(column, [1.0, 0.0]));
        Refused("shape dimensions must be greater than 0. shape: (0,), key: a", () => tf.feature_column.numeric_column("a", shape: 0));
        Refused("Unsupported input type. Input must be a CategoricalColumn.", () => tf.feature_column.indicator_column(column));
        Refused("is not supported for crossing", () => tf.feature_column.crossed_column(
            [tf.feature_column.categorical_column_with_hash_bucket("w", 3), "a"], 9));
        var sequence = tf.feature_column.sequence_categorical_column_with_identity("a", 4);
        Refused(
            "categorical_column must not be of type SequenceCategoricalColumn",
            () => keras.layers.DenseFeatures(tf.feature_column.embedding_column(sequence, 2))[Of("a", new[] { 1 })]);
        Refused(
            "categorical_column must be of type SequenceCategoricalColumn",
            () => keras.experimental.SequenceFeatures(tf.feature_column.embedding_column(identity, 2))[Of("a", new[,] { { 1 } })]);
        Refused(
            "is not a valid scope name",
            () => keras.layers.DenseFeatures(tf.feature_column.numeric_column("a b"))[Of("a b", new[] { 1f })]);
        Assert.Throws<InvalidOperationException>(() => tf.feature_column.shared_embeddings([identity], 2));
    }

    private static void Refused(string text, Func<object> call) =>
        Assert.Contains(text, Assert.Throws<ValueError>(call).Message, StringComparison.Ordinal);

    private static Tensors Of(string key, Array values) => new() { [key] = (Tensors)values };

    private static FeatureColumn[] Columns()
    {
        var a = tf.feature_column.categorical_column_with_identity("a", 6);
        var w = tf.feature_column.categorical_column_with_vocabulary_list("w", ["red", "green", "blue"], num_oov_buckets: 1);
        return
        [
            tf.feature_column.numeric_column("z"), tf.feature_column.embedding_column(a, 3), tf.feature_column.indicator_column(w),
            tf.feature_column.embedding_column(tf.feature_column.crossed_column(["w", "a"], 9), 2, combiner: "sum"),
        ];
    }

    private static void Check(string name, Sequential model) => Check(name, (Model)model);

    private static void Check(string name, Model model)
    {
        var recorded = Model(name);
        model.compile(keras.optimizers.Adam(0.05), "mse");
        var history = model.fit(Data(), Target(), batch_size: 8, epochs: 3, shuffle: false, verbose: 0);
        Near.Equal(Losses(recorded), [.. history.history["loss"].Select(each => (float)each)], 1e-4);
        Assert.Equal(Texts(recorded.GetProperty("names")), model.weights.Select(weight => weight.Name));
        CheckWeights(recorded, model);
        Near.Equal(recorded.Floats("predicted"), model.predict(Data(), verbose: 0).ToArray<float>(), 1e-4);
        var lines = new List<string>();
        model.summary(print_fn: lines.Add);
        Assert.Equal(recorded.GetProperty("summary").GetString(), string.Join("\n", lines));
    }

    private static void CheckWeights(JsonElement recorded, Model model)
    {
        var weights = model.get_weights();
        Assert.Equal(recorded.GetProperty("weights").GetArrayLength(), weights.Length);
        foreach (var (weight, expected) in weights.Zip(recorded.GetProperty("weights").EnumerateArray()))
            Near.Equal(expected.Floats(), weight.ToArray<float>(), 1e-4);
    }

    private static JsonElement Model(string name) => GoldenFile.Recorded(File, "models").Single(each => each.Name() == name);

    private static float[] Losses(JsonElement recorded) =>
        [.. recorded.GetProperty("loss").EnumerateArray().Select(each => each.GetSingle())];

    private static DataLike Data()
    {
        var features = GoldenFile.RecordedRoot(File).GetProperty("features");
        return new()
        {
            ["z"] = Array(features.GetProperty("z")), ["a"] = features.GetProperty("a").GetProperty("data").Ints(),
            ["w"] = Texts(features.GetProperty("w").GetProperty("data")),
        };
    }

    private static NDArray Target() => Array(GoldenFile.RecordedRoot(File).GetProperty("target"));

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(each => each.GetString()!)];

    private static NDArray Array(JsonElement array) => np.array(array.Floats()).reshape(array.GetProperty("shape").Ints());

    private static Tensor Feature(JsonElement array) => array.GetProperty("dtype").GetString() == "string"
        ? StringTensors.From(Texts(array.GetProperty("data")), array.GetProperty("shape").Ints())
        : array.ToTensor()!;
}
