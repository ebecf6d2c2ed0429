using KerasLikeRnn.Engine;
using KerasLikeRnn.Metrics;
using KerasLikeRnn.Models;
using KerasLikeRnn.Python;
using KerasLikeRnn.Serialization;
using NumSharp;
using static keras.layers;
using static keras.models;

namespace KerasLikeRnn.Tests.Models.Saving;

/// <summary>What a model was compiled with, as Keras 2.9 writes it into its files.</summary>
public class TrainingConfigTests
{
    private const string Sgd =
        """ "optimizer_config": {"class_name": "SGD", "config": {"name": "SGD", "learning_rate": 0.01, "decay": 0.0,"""
        + """ "momentum": 0.0, "nesterov": false}}}""";

    private static Tensor Own(Tensor y_true, Tensor y_pred) => y_true;

    [Fact]
    public void What_was_given_is_written_as_given_before_the_first_batch()
    {
        var model = Sequential();
        model.add(Dense(1, name: "dense_1"));
        model.compile("sgd", loss: Own, metrics: new() { ["dense_1"] = ["acc", (Func<Tensor, Tensor, Tensor>)Own] }, loss_weights: [2.0]);
        Assert.Equal(
            """{"loss": "Own", "metrics": {"dense_1": ["acc", "Own"]}, "weighted_metrics": null, "loss_weights": [2.0],""" + Sgd,
            Text(model));
    }

    [Fact]
    public void After_a_batch_metrics_are_written_as_the_objects_they_have_become()
    {
        var model = Trained(new() { ["p"] = ["mae"], ["q"] = [] });
        Assert.Equal(
            """
            {"loss": {"p": "mse", "q": {"class_name": "Huber", "config": {"reduction": "auto", "name": "huber_loss", "delta": 2.0}}}, "metrics": [[{"class_name": "MeanMetricWrapper", "config": {"name": "p_mae", "dtype": "float32", "fn": "mean_absolute_error"}}], []], "weighted_metrics": null, "loss_weights": {"p": 1.0, "q": 0.5},
            """ + Sgd,
            Text(model));
    }

    [Fact]
    public void A_model_that_was_not_compiled_has_none() => Assert.Null(TrainingConfig.Of(Functional()));

    [Fact]
    public void Compiled_again_with_its_configuration_a_model_reports_the_same()
    {
        var model = Trained(new() { ["p"] = ["acc"], ["q"] = [keras.metrics.RootMeanSquaredError(), (Func<Tensor, Tensor, Tensor>)Own] });
        var again = Functional();
        using (CustomObjects.Enter(new Dictionary<string, object> { ["Own"] = (Func<Tensor, Tensor, Tensor>)Own }))
            TrainingConfig.Compile(again, TrainingConfig.Of(model)!);
        again.set_weights(model.get_weights());
        Assert.Equal(Evaluated(model), Evaluated(again));
        Assert.Equal(model.metrics_names, again.metrics_names);
        Assert.Equal(Text(model), Text(again));
    }

    [Fact]
    public void A_function_that_nobody_knows_is_named()
    {
        var error = Assert.Throws<ValueError>(
            () => TrainingConfig.Compile(Functional(), TrainingConfig.Of(Trained(new() { ["p"] = [(Func<Tensor, Tensor, Tensor>)Own] }))!));
        Assert.Contains("Own", error.Message, StringComparison.Ordinal);
    }

    private static Functional Trained(PerOutput<Metric> metrics)
    {
        var model = Functional();
        model.compile(
            "sgd", loss: new() { ["p"] = "mse", ["q"] = keras.losses.Huber(2) }, metrics: metrics,
            loss_weights: new Dictionary<string, double> { ["p"] = 1, ["q"] = 0.5 });
        Evaluated(model);
        return model;
    }

    private static double[] Evaluated(Functional model) =>
        [.. model.evaluate(np.ones(new[] { 4, 3 }), new[] { np.ones(new[] { 4, 2 }), np.ones(new[] { 4, 2 }) }, verbose: 0)];

    private static Functional Functional()
    {
        var input = Input(3, name: "a");
        return Model(input, [Dense(2, name: "p")[input], Dense(2, name: "q")[input]]);
    }

    private static string Text(Model model) => PythonJson.Dumps(TrainingConfig.Of(model)!);
}
