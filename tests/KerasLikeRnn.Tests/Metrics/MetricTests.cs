using KerasLikeRnn.Engine;
using KerasLikeRnn.Losses;
using KerasLikeRnn.Metrics;
using KerasLikeRnn.Models;

namespace KerasLikeRnn.Tests.Metrics;

public class MetricTests
{
    private static readonly Tensor y = Tensor.From<float>([0, 1, 1, 0], (4, 1));
    private static readonly Tensor p = Tensor.From<float>([0.2f, 0.7f, 0.4f, 0.9f], (4, 1));

    [Fact]
    public void An_unknown_metric_fails_when_it_is_named_with_the_words_of_Keras()
    {
        var error = Assert.Throws<ValueError>(() => (Like<Metric>)"accurracy");
        Assert.StartsWith(
            "Unknown metric function: accurracy. Please ensure this object is passed to the `custom_objects` argument.", error.Message,
            StringComparison.Ordinal);
        Assert.Contains(" or 'accuracy'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_kept_as_written_and_classes_are_counted_within_the_model()
    {
        for (var model = 0; model < 2; model++)
            Assert.Equal(["ACC", "mae", "auc", "auc_1", "precision"], Names(["ACC", "mae", "AUC", "AUC", "Precision"]));
    }

    [Fact]
    public void Functions_losses_and_metrics_give_their_names()
    {
        static Tensor first_error(Tensor y_true, Tensor y_pred) => y_pred - y_true;
        Func<Tensor, Tensor, Tensor> own = first_error, lambda = (t, q) => t - q;
        Assert.Equal(
            ["first_error", "<lambda>", "mean_squared_error", "huber_loss", "mine", "binary_accuracy"],
            Names(
                [own, lambda, LossFunctions.mean_squared_error, new Huber(), new RootMeanSquaredError(name: "mine"),
                MetricFunctions.binary_accuracy]));
    }

    [Fact]
    public void A_weighted_metric_of_a_name_that_is_taken_says_so()
    {
        Assert.Equal(["mae", "weighted_mae", "mse"], Names(["mae"], ["mae", "mse"]));
        var error = Assert.Throws<ValueError>(() => Names(["mae", "mae"]));
        Assert.StartsWith(
            "Found two metrics with the same name: mae. All the metrics added to the model need to have unique names.", error.Message,
            StringComparison.Ordinal);
        var metric = new AUC(name: "auc");
        error = Assert.Throws<ValueError>(() => new CompiledMetrics([metric], [metric]));
        Assert.StartsWith("Found duplicated metrics object", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_of_ones_own_is_a_few_lines()
    {
        var metric = new Positives();
        Assert.Equal(2, metric.__call__(y, p).Item());
        metric.update_state(y, p);
        Assert.Equal(4, metric.result().Item());
        metric.reset_state();
        Assert.Equal(0, metric.result().Item());
        Assert.Equal("positives", metric.name[..9]);
    }

    [Fact]
    public void Merged_metrics_have_seen_the_batches_of_both()
    {
        Metric one = new BinaryAccuracy(), other = new BinaryAccuracy();
        one.update_state(y, p);
        other.update_state(y, y);
        one.merge_state([other]);
        Assert.Equal(0.75, one.result().Item());
        Assert.Throws<ValueError>(() => one.merge_state([new AUC()]));
    }

    [Fact]
    public void A_model_reports_one_number_for_each_metric()
    {
        var metrics = new CompiledMetrics([new Precision(thresholds: [0.3, 0.5], name: "p")]);
        metrics.update_state([y], [p]);
        Assert.Throws<NotSupportedException>(() => metrics.Results.ToArray());
    }

    [Fact]
    public void Arguments_out_of_range_are_refused()
    {
        Assert.Contains(
            "Threshold values must be in [0, 1]. Received: [2]",
            Assert.Throws<ValueError>(() => new Precision(thresholds: [2, 0.3])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "predictions must be <= 1", Assert.Throws<ValueError>(() => new Recall().update_state(y, p * 2.0)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Invalid AUC curve value: \"roc curve\"", Assert.Throws<ValueError>(() => new AUC(curve: "roc curve")).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Argument `specificity` must be in the range [0, 1]",
            Assert.Throws<ValueError>(() => new SensitivityAtSpecificity(1.5)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "Target class id 3 is out of range", Assert.Throws<ValueError>(() => new IoU(3, [3])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "`labels` out of bound",
            Assert.Throws<ValueError>(() => new MeanIoU(2).update_state(Tensor.From<int>(1, 3), Tensor.From<int>(0, 1))).Message,
            StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => ((Metric)new Mean()).update_state(y, p));
    }

    [Fact]
    public void Metrics_in_float64_count_in_float64()
    {
        var metric = new Mean(dtype: "float64");
        metric.update_state(Tensor.From(0.1, 0.2));
        Assert.Equal((0.1 + 0.2) / 2, metric.result().ToArray<double>()[0]);
    }

    [Fact]
    public void A_metric_shows_its_configuration() =>
        Assert.Equal(
            "AUC(name=a,dtype=float32,num_thresholds=200,curve=ROC,summation_method=interpolation,multi_label=False,label_weights=None)",
            new AUC(name: "a").ToString());

    private static IEnumerable<string> Names(PerOutput<Metric> metrics, PerOutput<Metric>? weighted = null)
    {
        var compiled = new CompiledMetrics(metrics, weighted);
        compiled.update_state([y], [p]);
        return compiled.metrics.Select(metric => metric.name);
    }

    private sealed class Positives : Metric
    {
        private readonly Variable count;

        public Positives() => count = add_weight("count");

        public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null) =>
            Add(count, Ops.Sum(Ops.Round(y_pred)));

        public override Tensor result() => count.Value * 1.0;
    }
}
