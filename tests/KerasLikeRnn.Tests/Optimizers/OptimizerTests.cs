using KerasLikeRnn.Engine;
using KerasLikeRnn.Optimizers;
using KerasLikeRnn.Optimizers.Schedules;
using NumSharp;

namespace KerasLikeRnn.Tests.Optimizers;

public class OptimizerTests
{
    private static Variable Weights => new(Tensor.From<float>(1, -2, 3), "w:0");

    private static Tensor Slope => Tensor.From<float>(0.5f, -1, 2);

    [Fact]
    public void Names_are_known_in_any_case_and_unknown_ones_fail_when_they_are_named()
    {
        Assert.IsType<RMSprop>(((Like<Optimizer>)"rmsprop").Value);
        Assert.IsType<Adam>(((Like<Optimizer>)"ADAM").Value);
        Assert.IsType<RMSprop>(default(Like<Optimizer>).Or("rmsprop"));
        var error = Assert.Throws<ValueError>(() => (Like<Optimizer>)"rmsprob");
        Assert.StartsWith(
            "Unknown optimizer: rmsprob. Please ensure this object is passed to the `custom_objects` argument.", error.Message,
            StringComparison.Ordinal);
        Assert.Contains("Did you mean 'rmsprop'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_learning_rate_is_kept_in_float32_and_can_be_changed()
    {
        var optimizer = new SGD(0.1);
        Assert.Equal(0.10000000149011612, (double)optimizer.lr);
        optimizer.lr = 0.5;
        Assert.Equal(0.5, (double)optimizer.learning_rate);
        var w = Weights;
        optimizer.apply_gradients([(Slope, w)]);
        Assert.Equal([0.75f, -1.5f, 2], w.Value.ToArray<float>());
        Assert.Equal(1, optimizer.iterations);
        Assert.Equal(0.001, new Adam().get_config()["learning_rate"]);
        Assert.Equal(0.3, new SGD(lr: 0.3).learning_rate, 6);
    }

    [Fact]
    public void A_schedule_is_asked_at_every_step()
    {
        var optimizer = new SGD(new PiecewiseConstantDecay([0], [1, 10]));
        var w = new Variable(Tensor.From<float>(0), "w:0");
        for (var step = 0; step < 3; step++) optimizer.apply_gradients([(Tensor.From<float>(1), w)]);
        Assert.Equal(-21, w.Value.Item());
        Assert.Throws<InvalidOperationException>(() => (double)optimizer.lr);
        Assert.Throws<ValueError>(() => new Nadam(new CosineDecay(0.1, 3)));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Contains(
            "Expected clipnorm >= 0, received: -1", Assert.Throws<ValueError>(() => new SGD(clipnorm: -1)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Expected decay >= 0, received: -1", Assert.Throws<ValueError>(() => new SGD(decay: -1)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "Cannot accept both `clipnorm` and `global_clipnorm`.",
            Assert.Throws<ValueError>(() => new SGD(clipnorm: 1, global_clipnorm: 1)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "`momentum` must be between [0, 1]. Received: momentum=1.5", Assert.Throws<ValueError>(() => new SGD(momentum: 1.5)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "initial_accumulator_value must be non-negative: -1",
            Assert.Throws<ValueError>(() => new Adagrad(initial_accumulator_value: -1)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "`learning_rate_power` needs to be negative or zero.",
            Assert.Throws<ValueError>(() => new Ftrl(learning_rate_power: 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sparse_gradients_are_clipped_before_equal_rows_are_added()
    {
        var table = new Variable(Ops.Zeros((3, 1)), "table:0");
        var occurrences = new IndexedSlices(Tensor.From<float>([5, 5], (2, 1)), Tensor.From<int>(1, 1), table.Shape);
        var summed = occurrences.Unique() with { BeforeAdding = () => occurrences };
        new SGD(1.0, clipvalue: 1).apply_gradients([(summed, table)]);
        Assert.Equal([0, -2, 0], table.Value.ToArray<float>());
    }

    [Fact]
    public void Constraints_are_applied_after_the_update_and_refuse_sparse_gradients()
    {
        Variable w = Weights, table = new(Ops.Zeros((3, 1)), "table:0");
        var optimizer = new SGD(1.0) { ConstraintOf = _ => Ops.Relu };
        optimizer.apply_gradients([(Slope, w)]);
        Assert.Equal([0.5f, 0, 1], w.Value.ToArray<float>());
        var error = Assert.Throws<InvalidOperationException>(() =>
            optimizer.apply_gradients([(new IndexedSlices(Ops.Ones((1, 1)), Tensor.From<int>(1), table.Shape), table)]));
        Assert.StartsWith("Cannot use a constraint function on a sparse variable.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_without_gradients_stay_and_at_least_one_must_have_one()
    {
        Variable w = Weights, other = new(Tensor.From<float>(7), "other:0");
        var optimizer = new SGD(1.0);
        optimizer.apply_gradients([(Slope, w), (null!, other)]);
        Assert.Equal(7, other.Value.Item());
        var error = Assert.Throws<ValueError>(() => optimizer.apply_gradients([(null!, other)]));
        Assert.StartsWith("No gradients provided for any variable: ['other:0'].", error.Message, StringComparison.Ordinal);
        Assert.Throws<ValueError>(() => optimizer.apply_gradients([(Ops.Ones((2, 2)), w)]));
    }

    [Fact]
    public void Minimize_finds_the_lowest_point()
    {
        var w = Weights;
        var optimizer = new Adam(0.1);
        for (var step = 0; step < 400; step++) optimizer.minimize(() => Ops.Sum(Ops.Square(w.Value - 2.0)), [w]);
        Assert.All(w.Value.ToArray<float>(), value => Assert.Equal(2, value, 3));
        Assert.Equal(400, optimizer.iterations);
    }

    [Fact]
    public void Weights_that_were_read_can_be_set_in_another_optimizer()
    {
        Optimizer first = new Adam(0.1), second = new Adam(0.1);
        Variable a = Weights, b = Weights;
        Assert.Empty(first.weights);
        for (var step = 0; step < 3; step++) first.apply_gradients([(Slope, a)]);
        Assert.Throws<ValueError>(() => second.set_weights(first.get_weights()));
        second.CreateAllWeights([b]);
        second.set_weights(first.get_weights());
        b.Assign(a.Value);
        first.apply_gradients([(Slope, a)]);
        second.apply_gradients([(Slope, b)]);
        Assert.Equal(a.Value.ToArray<float>(), b.Value.ToArray<float>());
        Assert.Equal(4, second.iterations);
        NDArray[] wrong = [.. second.get_weights()[..2], np.zeros(5)];
        Assert.StartsWith(
            "Optimizer weight shape (3,) not compatible with provided weight shape (5,).",
            Assert.Throws<ValueError>(() => second.set_weights(wrong)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_met_later_get_slots_of_their_own()
    {
        Variable a = Weights, b = new(Tensor.From<float>(1), "b:0");
        var optimizer = new SGD(0.1, momentum: 0.9);
        optimizer.apply_gradients([(Slope, a)]);
        optimizer.apply_gradients([(Slope, a), (Tensor.From<float>(1), b)]);
        Assert.Equal(["SGD/iter:0", "SGD/w/momentum:0", "SGD/b/momentum:0"], optimizer.weights.Select(weight => weight.Name));
        Assert.Throws<KeyNotFoundException>(() => optimizer.get_slot(Weights, "momentum"));
    }

    [Fact]
    public void Serialized_optimizers_come_back()
    {
        var optimizer = new RMSprop(new ExponentialDecay(0.1, 10, 0.9), momentum: 0.5, centered: true, clipnorm: 2, decay: 0.25);
        var copy = OptimizerConfigs.deserialize(OptimizerConfigs.serialize(optimizer));
        Assert.Equal(Configs.Text(optimizer.get_config()), Configs.Text(copy.get_config()));
        Assert.Equal(2, copy.clipnorm);
    }

    [Fact]
    public void An_optimizer_of_ones_own_updates_dense_and_sparse()
    {
        Variable w = Weights, table = new(Ops.Zeros((3, 1)), "table:0");
        var optimizer = new SignDescent();
        optimizer.apply_gradients(
            [(Slope, w), (new IndexedSlices(Tensor.From<float>([3, 4], (2, 1)), Tensor.From<int>(2, 2), table.Shape), table)]);
        Assert.Equal([0.5f, -1.5f, 2.5f], w.Value.ToArray<float>());
        Assert.Equal([0, 0, -0.5f], table.Value.ToArray<float>());
    }

    private sealed class SignDescent() : Optimizer("SignDescent", 0.5)
    {
        protected override void _resource_apply_dense(Tensor grad, Variable var) =>
            var.Assign(var.Value - _decayed_lr(iterations, var.DType) * Ops.Sign(grad));

        protected override void _resource_apply_sparse(Tensor grad, Variable var, Tensor indices) =>
            Ops.ApplyGradientDescent(var, new IndexedSlices(Ops.Sign(grad), indices, var.Shape, true), _decayed_lr(iterations, var.DType));
    }
}
