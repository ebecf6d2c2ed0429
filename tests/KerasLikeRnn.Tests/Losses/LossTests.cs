using KerasLikeRnn.Engine;
using KerasLikeRnn.Losses;
using KerasLikeRnn.Models;

namespace KerasLikeRnn.Tests.Losses;

public class LossTests
{
    [Fact]
    public void An_unknown_loss_fails_when_it_is_named_with_the_words_of_Keras()
    {
        var error = Assert.Throws<ValueError>(() => (Like<Loss>)"binary_crosentropy");
        Assert.StartsWith(
            "Unknown loss function: binary_crosentropy. Please ensure this object is passed to the `custom_objects` argument.",
            error.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'binary_crossentropy'?", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bce", "binary_crossentropy")]
    [InlineData("MSE", "mean_squared_error")]
    [InlineData("kld", "kl_divergence")]
    [InlineData("logcosh", "log_cosh")]
    [InlineData("huber_loss", "huber")]
    [InlineData("Huber", "huber_loss")]
    public void Aliases_and_classes_name_losses(string alias, string name) => Assert.Equal(name, ((Like<Loss>)alias).Value!.name);

    [Fact]
    public void Functions_are_losses_under_their_names()
    {
        static Tensor half_error(Tensor y_true, Tensor y_pred) => Ops.Mean(Ops.Abs(y_pred - y_true), [-1]) * 0.5;
        Func<Tensor, Tensor, Tensor> own = half_error;
        var loss = ((Like<Loss>)own).Value!;
        Assert.Equal("half_error", loss.name);
        Assert.Equal(0.75, loss.__call__(Tensor.From<float>([0, 0], (2, 1)), Tensor.From<float>([1, 2], (2, 1))).Item());
        Assert.Equal("mean_squared_error", ((Like<Loss>)LossFunctions.mean_squared_error).Value!.name);
        Assert.Equal("huber", ((Like<Loss>)LossFunctions.huber).Value!.name);
    }

    [Fact]
    public void A_loss_of_ones_own_gets_weights_and_reduction()
    {
        var loss = new Errors();
        Tensor y_true = Tensor.From<float>([0, 0], (2, 1)), y_pred = Tensor.From<float>([1, 4], (2, 1));
        Assert.Equal(2.5, loss.__call__(y_true, y_pred).Item());
        Assert.Equal(4.5, loss.__call__(y_true, y_pred, Tensor.From<float>(1, 2)).Item());
    }

    [Fact]
    public void An_unknown_reduction_is_refused()
    {
        var error = Assert.Throws<ValueError>(() => new MeanSquaredError(reduction: "mean"));
        Assert.StartsWith("Invalid Reduction Key: mean. Expected keys are", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mse")]
    [InlineData("binary_crossentropy")]
    [InlineData("categorical_crossentropy")]
    [InlineData("hinge")]
    [InlineData("cosine_similarity")]
    public void Shapes_that_do_not_fit_are_shown_with_an_open_batch_axis_in_a_model(string name)
    {
        Tensor y_true = Ops.Ones((4, 5)), y_pred = Ops.Fill((4, 3), 0.5);
        var direct = Assert.Throws<IncompatibleShapesException>(() => ((Like<Loss>)name).Value!.__call__(y_true, y_pred));
        Assert.StartsWith("Shapes (4, 5) and (4, 3) are incompatible", direct.Message, StringComparison.Ordinal);
        var inModel = Assert.Throws<IncompatibleShapesException>(() => new CompiledLoss(name).Invoke(y_true, y_pred));
        Assert.StartsWith("Shapes (None, 5) and (None, 3) are incompatible", inModel.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Class_numbers_outside_the_classes_are_named()
    {
        var error = Assert.Throws<ValueError>(() =>
            LossFunctions.sparse_categorical_crossentropy(Tensor.From<int>(1, 7, -2), Ops.Ones((3, 3))));
        Assert.StartsWith(
            "Received a label value of 7 which is outside the valid range of [0, 3).  Label values: 1 7 -2", error.Message,
            StringComparison.Ordinal);
        error = Assert.Throws<ValueError>(() => LossFunctions.sparse_categorical_crossentropy(Ops.Zeros((4, 5)), Ops.Ones((4, 3))));
        Assert.StartsWith(
            "logits and labels must have the same first dimension, got logits shape [4,3] and labels shape [20]", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Penalties_enter_the_loss_and_its_mean_once_per_batch()
    {
        var loss = new CompiledLoss("mse");
        Tensor y_true = Ops.Zeros((2, 1)), y_pred = Ops.Ones((2, 1));
        Assert.Equal(1.75, loss.Invoke(y_true, y_pred, regularization_losses: [Tensor.Scalar(0.5f), Tensor.Scalar(0.25f)])!.Item());
        loss.Invoke(Ops.Zeros((6, 1)), Ops.Zeros((6, 1)));
        Assert.Equal([("loss", 1.75 * 2 / 8)], loss.Means.Select(mean => (mean.name, mean.Value)));
        loss.reset_state();
        Assert.Equal(0, loss.Means.Single().Value);
    }

    [Fact]
    public void Without_a_loss_only_penalties_count()
    {
        Assert.Null(new CompiledLoss(null).Invoke(Ops.Zeros((2, 1)), Ops.Ones((2, 1))));
        Assert.Equal(
            0.5, new CompiledLoss(null).Invoke(Ops.Zeros((2, 1)), Ops.Ones((2, 1)), regularization_losses: [Tensor.Scalar(0.5f)])!.Item());
    }

    [Fact]
    public void Reporting_a_loss_leaves_no_trace_on_the_tape()
    {
        var w = new Variable(Tensor.From<float>([3], (1, 1)));
        using var tape = new GradientTape();
        var loss = new CompiledLoss("mse").Invoke(Ops.Zeros((1, 1)), w.Value * 2.0)!;
        Assert.Equal(24, tape.gradient(loss, w.Value).ToDense().Item());
    }

    [Fact]
    public void Losses_of_outputs_that_do_not_exist_are_refused()
    {
        var error = Assert.Throws<ValueError>(
            () => new CompiledLoss(new Dictionary<string, string> { ["third"] = "mse" }, null, ["first", "second"]));
        Assert.StartsWith(
            "Found unexpected losses or metrics that do not correspond to any Model output: ['third']. Valid mode output names: ['first', "
            + "'second'].", error.Message, StringComparison.Ordinal);
        Assert.Throws<ValueError>(() => new CompiledLoss(new[] { "mse" }, null, ["first", "second"]));
    }

    [Fact]
    public void Serialized_losses_come_back()
    {
        var copy = LossConfigs.deserialize(LossConfigs.serialize(new Huber(delta: 0.3, reduction: "sum", name: "mine")));
        Assert.Equal("{'reduction': 'sum', 'name': 'mine', 'delta': 0.3}", Configs.Text(copy.get_config()));
        Assert.Equal("errors", LossConfigs.deserialize(
            new Dictionary<string, object?> { ["class_name"] = "Errors", ["config"] = new Dictionary<string, object?>() },
            new Dictionary<string, object> { ["Errors"] = typeof(Errors) }).name);
    }

    public sealed class Errors() : Loss(name: "errors")
    {
        public override Tensor call(Tensor y_true, Tensor y_pred) => Ops.Mean(Ops.Abs(y_pred - y_true), [-1]);
    }
}
