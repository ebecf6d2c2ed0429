using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Models;
using NumSharp;

namespace KerasLikeRnn.Tests.Wrappers;

/// <summary>Models in the form of scikit-learn do what they do in Keras 2.9.</summary>
public class ScikitLearnTests
{
    private static readonly JsonElement recorded = GoldenFile.RecordedRoot("Utils/utils.json").GetProperty("wrapped");

    private static readonly Dictionary<string, object?> fitting = new() { ["epochs"] = 2, ["batch_size"] = 4, ["verbose"] = 0,
        ["shuffle"] = false };

    private static NDArray Features => Array("x");

    [Theory, InlineData("several", 0), InlineData("binary", 1)]
    public void A_classifier_gives_the_recorded_numbers(string name, int at)
    {
        var expected = recorded.GetProperty("cases")[at];
        Assert.Equal(name, expected.Name());
        Delegate build = name == "several" ? Several : Binary;
        var made = keras.wrappers.scikit_learn.KerasClassifier(build, new Dictionary<string, object?>(fitting) { ["rate"] = 0.2 });
        var y = np.array(expected.GetProperty("y").Floats().Select(number => (long)number).ToArray());
        var history = made.fit(Features, y);
        Near.Equal(Numbers(expected, "loss"), [.. history.history["loss"].Select(each => (float)each)], 1e-5);
        Assert.Equal(expected.Floats("classes"), made.classes_.astype(np.float32).ToArray<float>());
        Same(expected, "predict", made.predict(Features), 0);
        Same(expected, "proba", made.predict_proba(Features), 1e-5);
        Assert.Equal(expected.GetProperty("score").GetDouble(), made.score(Features, y), 6);
        Assert.Equal(expected.GetProperty("params").EnumerateArray().Select(each => each.GetString()), made.get_params()
            .Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_regressor_gives_the_recorded_numbers()
    {
        var expected = recorded.GetProperty("cases")[2];
        var made = keras.wrappers.scikit_learn.KerasRegressor(Estimator, fitting);
        NDArray y = expected.Floats("y");
        made.fit(Features, y);
        Same(expected, "predict", made.predict(Features), 1e-5);
        Assert.Equal(expected.GetProperty("score").GetDouble(), made.score(Features, y), 5);
    }

    [Fact]
    public void Unknown_parameters_and_missing_ones_are_named()
    {
        var unknown = Assert.Throws<ValueError>(() => keras.wrappers.scikit_learn.KerasRegressor(Estimator, new Dictionary<string,
            object?> { ["epoch"] = 1 }));
        Assert.StartsWith("epoch is not a legal parameter", unknown.Message, StringComparison.Ordinal);
        var made = keras.wrappers.scikit_learn.KerasClassifier(Several);
        Assert.Throws<InvalidOperationException>(() => made.predict(Features));
        Assert.Same(made, made.set_params(new Dictionary<string, object?> { ["rate"] = 1 }));
        Assert.Equal(["rate"], made.filter_sk_params(Several).Keys);
        Assert.Throws<NotSupportedException>(() => keras.wrappers.scikit_learn.KerasClassifier().fit(Features, np.arange(12)));
    }

    private static Model Several(double rate = 0.1) => Compiled(3, "categorical_crossentropy", "softmax", "kernel", rate);

    private static Model Binary(double rate = 0.1) => Compiled(1, "binary_crossentropy", "sigmoid", "single", rate);

    private static Sequential Estimator(double rate = 0.1) => Compiled(1, "mse", null, "single", rate);

    private static Sequential Compiled(int units, string loss, string? activation, string kernel, double rate)
    {
        var model = keras.Sequential([keras.layers.Dense(units, activation, input_shape: 3)]);
        model.set_weights([Array(kernel), new float[units]]);
        model.compile(keras.optimizers.SGD(rate), loss, metrics: "accuracy");
        return model;
    }

    private static NDArray Array(string name) => Array(recorded.GetProperty(name));

    private static NDArray Array(JsonElement array) => np.array(array.Floats()).reshape(array.GetProperty("shape").Ints());

    private static float[] Numbers(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(each => each.GetSingle())];

    private static void Same(JsonElement expected, string name, NDArray actual, double tolerance)
    {
        Assert.Equal((IEnumerable<int>)expected.GetProperty(name).GetProperty("shape").Ints(), actual.shape.Select(size => (int)size)
            .ToArray());
        Near.Equal(expected.Floats(name), actual.astype(np.float32).ToArray<float>(), tolerance);
    }
}
