using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Models;
using NumSharp;

namespace KerasLikeRnn.Tests.Models;

/// <summary>The models of keras.experimental learn what they learn in Keras 2.9.</summary>
public class PremadeModelTests
{
    private static readonly JsonElement recorded = GoldenFile.RecordedRoot("Models/premade.json");

    private static NDArray A => Array(recorded.GetProperty("a"));

    private static NDArray B => Array(recorded.GetProperty("b"));

    [Fact]
    public void One_input()
    {
        var model = keras.experimental.LinearModel(name: "linear");
        Check("one", model, A, () => model.compile(keras.optimizers.SGD(0.1), "mse"));
        Assert.Equal(["linear/kernel:0", "linear/bias:0"], model.weights.Select(weight => weight.Name));
        Assert.Equal(Configs.Text(Case("one").GetProperty("config").ToObject()), Configs.Text(model.get_config()));
    }

    [Fact]
    public void A_list_of_inputs()
    {
        var model = keras.experimental.LinearModel(use_bias: false, activation: "tanh", kernel_regularizer: "l2");
        Check("list", model, [A, B], () => model.compile(keras.optimizers.SGD(0.1), "mse"));
    }

    [Fact]
    public void A_dictionary_of_inputs()
    {
        var model = keras.experimental.LinearModel();
        Check(
            "named", model, new Dictionary<string, NDArray> { ["b"] = B, ["a"] = A },
            () => model.compile(keras.optimizers.SGD(0.1), "mse"));
        Assert.Equal(["a", "b"], model.dense_layers.Select(layer => layer.name));
    }

    [Fact]
    public void A_wide_and_a_deep_model_with_one_optimizer()
    {
        var model = keras.experimental.WideDeepModel(keras.experimental.LinearModel(), Deep());
        Check("wide", model, [A, B], () => model.compile(keras.optimizers.SGD(0.1), "mse"));
    }

    [Fact]
    public void A_wide_and_a_deep_model_with_an_optimizer_each()
    {
        var model = keras.experimental.WideDeepModel(keras.experimental.LinearModel(), Deep(), activation: "sigmoid");
        Check("two", model, [A, B], () => model.compile([keras.optimizers.SGD(0.1), keras.optimizers.SGD(0.02)], "mse"));
        Assert.Throws<ValueError>(() => model.compile([keras.optimizers.SGD(0.1)], "mse"));
    }

    private static Sequential Deep() => keras.Sequential([keras.layers.Dense(4, "tanh"), keras.layers.Dense(1)]);

    private static JsonElement Case(string name) => recorded.GetProperty("cases").EnumerateArray().Single(each => each.Name() == name);

    private static void Check(string name, Model model, DataLike x, Action compile)
    {
        var expected = Case(name);
        compile();
        model.predict(x, verbose: 0);
        NDArray[] start = [.. expected.GetProperty("start").EnumerateArray().Select(Array)];
        if (start.Length > 0) model.set_weights(start);
        var history = model.fit(x, Array(recorded.GetProperty("y")), batch_size: 4, epochs: 3, shuffle: false, verbose: 0);
        float[] losses = [.. expected.GetProperty("loss").EnumerateArray().Select(each => each.GetSingle())];
        Near.Equal(losses, [.. history.history["loss"].Select(each => (float)each)], 1e-5);
        Near.Equal(expected.Floats("predicted"), model.predict(x, verbose: 0).ToArray<float>(), 1e-5);
        foreach (var (weight, numbers) in model.get_weights().Zip(expected.GetProperty("weights").EnumerateArray()))
            Near.Equal(numbers.Floats(), weight.ToArray<float>(), 1e-5);
    }

    private static NDArray Array(JsonElement array) => np.array(array.Floats()).reshape(array.GetProperty("shape").Ints());
}
