using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Metrics;
using KerasLikeRnn.Models;
using NumSharp;
using static keras.layers;
using K = keras.backend;

namespace KerasLikeRnn.Tests.Models;

/// <summary>Training steps of one's own with what compile was given and with metrics in fields. Keras 2.9.0's numbers.</summary>
[Collection("Seeds")]
public sealed class OwnStepTests
{
    private static readonly NDArray x = np.array(Enumerable.Range(0, 8).Select(i => i / 8f).ToArray()).reshape(4, 2);
    private static readonly NDArray y = np.ones(new NumSharp.Shape(4, 1), NPTypeCode.Single);

    [Fact]
    public void Compiled_losses_and_metrics_serve_from_the_first_batch_and_metrics_in_fields_begin_anew_with_each_epoch()
    {
        var model = new Own { Steps = true };
        model.compile("sgd", "mse", metrics: ["mse"]);
        var history = model.fit(x, y, batch_size: 2, epochs: 3, shuffle: false, verbose: 0).history;
        Same([0.333954781293869f, 0.33099526166915894f, 0.3280630111694336f], history["loss"]);
        Same([0.333954781293869f, 0.33099526166915894f, 0.3280630111694336f], history["mse"]);
        Same([0.333954781293869f, 0.33099526166915894f, 0.3280630111694336f], history["tr"]);
        Same([0.5074805021286011f, 0.5053079128265381f, 0.5031409859657288f], history["mean_absolute_error"]);
        Assert.Equal(["loss", "mse", "tr", "mean_absolute_error"], model.metrics.Select(metric => metric.name));
        Same([0.319469690322876f, 0.319469690322876f, 0, 0], [.. model.evaluate(x, y, verbose: 0)]);
    }

    [Fact]
    public void The_step_of_the_base_class_reports_metrics_in_fields_too()
    {
        var model = new Own();
        model.compile("sgd", "mse", metrics: ["mse"]);
        var history = model.fit(x, y, batch_size: 2, epochs: 2, shuffle: false, verbose: 0).history;
        Assert.Equal(["loss", "mse", "tr", "mean_absolute_error"], history.Keys);
        Same([0.333954781293869f, 0.33099526166915894f], history["loss"]);
        Same([0, 0], history["tr"]);
    }

    [Fact]
    public void A_metric_in_a_layer_is_the_models()
    {
        var model = keras.Sequential([new Summing(), Dense(1, kernel_initializer: "ones")]);
        model.compile("sgd", "mse");
        var history = model.fit(x, y, batch_size: 2, epochs: 2, shuffle: false, verbose: 0).history;
        Same([1.75f, 1.75f], history["inlayer"]);
        var scores = model.evaluate(x, y, verbose: 0, return_dict: true);
        var names = new List<string>();
        foreach (var (name, value) in scores.items()) names.Add($"{name} {value:F4}");
        Assert.Equal(["loss 0.3223", "inlayer 3.5000"], names);
        Assert.Equal("dict_keys(['loss', 'inlayer'])", scores.keys().ToString());
    }

    [Fact]
    public void Without_a_loss_compiled_loss_is_None_and_has_no_gradient()
    {
        var model = new Own { Steps = true };
        model.compile("sgd", metrics: ["mse"]);
        var error = Assert.Throws<TypeError>(() => model.fit(x, y, verbose: 0));
        Assert.Contains("`target` should be a tensor to be differentiated, but received None", error.Message, StringComparison.Ordinal);
        Assert.Null(model.compiled_loss[y, y]);
        Assert.StartsWith(
            "You must compile your model", Assert.Throws<InvalidOperationException>(() => new Own().compiled_loss).Message,
            StringComparison.Ordinal);
    }

    private static void Same(float[] expected, IEnumerable<double> actual) =>
        Near.Equal(expected, [.. actual.Select(value => (float)value)], 1e-5);

    private sealed class Own : Model
    {
        private readonly Layer dense = Dense(1, kernel_initializer: "ones");
        private readonly Mean tr = new(name: "tr");
        private readonly MeanAbsoluteError mae = new();

        public bool Steps { get; init; }

        public override Tensors call(Tensors inputs, CallContext context) => dense[inputs];

        public override Logs train_step(StepData data)
        {
            if (!Steps) return base.train_step(data);
            var (x, y) = data;
            using var tape = new GradientTape();
            Tensor y_pred = this[x, training: true];
            var loss = compiled_loss[y, y_pred, regularization_losses: losses];
            var gradients = tape.gradient(loss, trainable_variables);
            optimizer.apply_gradients(Builtins.zip(gradients, trainable_variables));
            tr.update_state(loss);
            mae.update_state(y, y_pred);
            compiled_metrics.update_state(y, y_pred);
            return metrics.ToDictionary(metric => metric.name, metric => metric.result());
        }
    }

    private sealed class Summing : Layer
    {
        private readonly Mean mean = new(name: "inlayer");

        public override Tensors call(Tensors inputs, CallContext context)
        {
            mean.update_state(K.sum(inputs));
            return inputs;
        }
    }
}
