using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.MixedPrecision;
using KerasLikeRnn.Models;
using KerasLikeRnn.Optimizers;
using NumSharp;
using DType = KerasLikeRnn.Engine.DType;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.MixedPrecision;

/// <summary>Models that compute in half types and keep their weights in float32 learn what they learn in Keras 2.9.</summary>
[Collection("Seeds")]
public sealed class MixedPrecisionTests : IDisposable
{
    private static readonly JsonElement recorded = GoldenFile.RecordedRoot("MixedPrecision/mixed_precision.json");

    private static IReadOnlyList<JsonElement> Cases => [.. recorded.GetProperty("models").EnumerateArray()];

    public static TheoryData<int> All => new(Enumerable.Range(0, Cases.Count));

    public void Dispose() => keras.mixed_precision.set_global_policy(null);

    [Theory, MemberData(nameof(All))]
    public void Models_learn_the_recorded_numbers(int number)
    {
        var expected = Cases[number];
        keras.mixed_precision.set_global_policy(expected.GetProperty("policy").GetString());
        var model = Make(expected.Name());
        model.set_weights([.. expected.GetProperty("start").EnumerateArray().Select(Array)]);
        model.compile(keras.optimizers.SGD(0.1), "sparse_categorical_crossentropy");
        Assert.Equal(expected.GetProperty("optimizer").GetString(), model.optimizer.GetType().Name);
        var tolerance = expected.GetProperty("policy").GetString() == "mixed_float16" ? 3e-3 : 2e-2;
        Near.Equal(expected.Floats("predicted"), model.predict(Array(expected.GetProperty("x")), verbose: 0).ToArray<float>(), tolerance);
        var history = model.fit(
            Array(expected.GetProperty("x")), expected.GetProperty("y").Ints(), batch_size: 4, epochs: 2, shuffle: false, verbose: 0);
        Near.Equal(Numbers(expected, "loss"), [.. history.history["loss"].Select(each => (float)each)], tolerance);
        foreach (var (weight, numbers) in model.get_weights().Zip(expected.GetProperty("weights").EnumerateArray()))
            Near.Equal(numbers.Floats(), weight.ToArray<float>(), tolerance);
        var first = model.layers[0];
        Assert.Equal(
            expected.GetProperty("dtypes").EnumerateArray().Select(each => each.GetString()),
            [first.dtype, first.compute_dtype, first.variable_dtype, first.dtype_policy.name]);
        Assert.Equal(expected.GetProperty("output").GetString(), ((Tensor)first.output).DType.Name());
        Assert.Equal(Configs.Text(expected.GetProperty("config").ToObject()), Configs.Text(first.get_config()["dtype"]));
        Assert.All(model.weights, weight => Assert.Equal(DType.Float32, weight.DType));
        var again = Sequential.from_config(model.get_config());
        Assert.Equal(first.dtype_policy.name, again.layers[0].dtype_policy.name);
    }

    [Fact]
    public void The_scale_of_the_loss_goes_up_and_down_as_recorded()
    {
        var optimizer = keras.mixed_precision.LossScaleOptimizer(keras.optimizers.SGD(0.1), initial_scale: 8, dynamic_growth_steps: 2);
        Assert.Equal(Configs.Text(recorded.GetProperty("config").ToObject()), Configs.Text(optimizer.get_config()));
        var variable = new Variable(Tensor.From<float>(1, 2), "w:0");
        foreach (var step in recorded.GetProperty("scale").EnumerateArray())
        {
            float[] slope = [.. step.GetProperty("slope").EnumerateArray().Select(each => Number(each.GetString()!))];
            optimizer.apply_gradients([(optimizer.get_unscaled_gradients([Tensor.From<float>(slope)])[0]!, variable)]);
            Near.Equal(step.Floats("variable"), variable.Value.ToArray<float>(), 1e-6);
            Assert.Equal(step.GetProperty("scale").GetDouble(), optimizer.loss_scale.Item());
            Assert.Equal(step.GetProperty("counter").GetDouble(), optimizer.dynamic_counter!.Value.Item());
            Assert.Equal(step.GetProperty("iterations").GetInt64(), (long)optimizer.iterations);
        }
        optimizer.learning_rate = 0.5;
        Assert.Equal(0.5, (double)optimizer.inner_optimizer.learning_rate);
        Assert.Single(optimizer.get_weights());
        Assert.Equal(16, optimizer.get_scaled_loss(Tensor.Scalar(4f)).Item());
        var made = KerasLikeRnn.Optimizers.Optimizer.from_config<LossScaleOptimizer>(optimizer.get_config());
        Assert.Equal(8, made.initial_scale);
    }

    [Fact]
    public void Mistakes_are_named()
    {
        Assert.StartsWith(
            "Cannot convert value mixed_float15 to a mixed precision Policy.",
            Assert.Throws<ValueError>(() => new Policy("mixed_float15")).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "set_global_policy can only be used", Assert.Throws<ValueError>(() => keras.mixed_precision.set_global_policy("int32")).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "\"initial_scale\" must be specified", Assert.Throws<ValueError>(() => new LossScaleOptimizer("sgd", dynamic: false)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ValueError>(() => new LossScaleOptimizer("sgd", dynamic: false, initial_scale: 2, dynamic_growth_steps: 3));
        Assert.Throws<TypeError>(() => new LossScaleOptimizer(new LossScaleOptimizer("sgd")));
    }

    [Fact]
    public void Policies_are_told_by_name_and_given_to_layers()
    {
        Assert.Equal("<Policy \"float32\">", keras.mixed_precision.global_policy().ToString());
        var layer = keras.layers.Dense(2, dtype: new Policy("mixed_bfloat16"));
        Assert.Equal(("float32", "bfloat16"), (layer.variable_dtype, layer.compute_dtype));
        Assert.Equal(DType.BFloat16, ((Tensor)layer[Tensor.From<float>([1, 2], Shape.Of(1, 2))]).DType);
        Assert.Equal("mixed_bfloat16", Policy.from_config(layer.dtype_policy.get_config()).name);
        keras.mixed_precision.set_global_policy("mixed_float16");
        Assert.Equal("float16", keras.layers.Flatten().compute_dtype);
        Assert.Equal("float32", keras.Input(2).DType.Name());
        Assert.Equal("float32", keras.layers.CategoryEncoding(3).compute_dtype);
        Assert.Equal("float64", keras.layers.Dense(1, dtype: "float64").compute_dtype);
    }

    [Fact]
    public void Gradients_can_be_changed_on_their_way()
    {
        var optimizer = keras.optimizers.SGD(
            1, gradient_transformers: [pairs => pairs.Select(pair => ((Gradient)(pair.Gradient.ToDense() * 2), pair.Variable))]);
        var variable = new Variable(Tensor.From<float>(1), "w:0");
        optimizer.apply_gradients([(Tensor.From<float>(0.25f), variable)]);
        Assert.Equal(0.5, variable.Value.Item());
        Assert.Throws<ValueError>(() => keras.optimizers.SGD(1, clipnorm: 1, gradient_transformers: [pairs => pairs]));
    }

    private static Sequential Make(string name)
    {
        var last = keras.layers.Dense(3, "softmax", dtype: "float32");
        var input = keras.Input(name is "convolved" or "simple" or "lstm" or "gru" ? (4, 1) : new Shape(4));
        return name switch
        {
            "dense" =>
                keras.Sequential(
                    [input, keras.layers.Dense(5, "tanh"), keras.layers.Dense(3), keras.layers.Activation("softmax", dtype: "float32")]),
            "normalized" => keras.Sequential([input, keras.layers.Dense(5, "relu"), keras.layers.BatchNormalization(), last]),
            "convolved" =>
                keras.Sequential([input, keras.layers.Conv1D(3, 2, activation: "relu"), keras.layers.GlobalAveragePooling1D(), last]),
            "simple" => keras.Sequential([input, keras.layers.SimpleRNN(4), last]),
            "lstm" => keras.Sequential([input, keras.layers.LSTM(4), last]),
            "gru" => keras.Sequential([input, keras.layers.GRU(4), last]),
            _ => keras.Sequential([input, keras.layers.Embedding(6, 3), keras.layers.Flatten(), last]),
        };
    }

    private static float Number(string text) =>
        text switch
        {
            "inf" => float.PositiveInfinity,
            "nan" => float.NaN,
            _ => float.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
        };

    private static NDArray Array(JsonElement array) => np.array(array.Floats()).reshape(array.GetProperty("shape").Ints());

    private static float[] Numbers(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(each => each.GetSingle())];
}
