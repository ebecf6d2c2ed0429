namespace KerasLikeRnn.Engine.Tests;

/// <summary>What a tape can be asked, with TensorFlow's answers.</summary>
public sealed class TapeTests
{
    private static readonly Tensor x = Tensor.From<double>([1, 2, 3, 4, 5, 6], (2, 3));

    [Fact]
    public void The_gradient_of_several_targets_is_the_sum_of_theirs()
    {
        using var tape = Watching(out var a);
        Assert.Equal([5, 7, 9, 11, 13, 15], tape.gradient([a * a, 3 * a], a).ToDense().ToArray<double>());
        Assert.Equal(
            [5, 7, 9, 11, 13, 15],
            tape.gradient(new Dictionary<string, Tensor> { ["square"] = a * a, ["line"] = 3 * a }, a).ToDense().ToArray<double>());
        Assert.Equal([2, 2, 2, 2, 2, 2], tape.gradient([a, a], a).ToDense().ToArray<double>());
    }

    [Fact]
    public void Output_gradients_weigh_the_targets()
    {
        using var tape = Watching(out var a);
        var y = a * a;
        Assert.Equal(
            [2, 0, 6, 8, 0, 12],
            tape.gradient(y, a, output_gradients: Tensor.From<double>([1, 0, 1, 1, 0, 1], (2, 3))).ToDense().ToArray<double>());
        Assert.Equal(
            [3, 3, 3, 3, 3, 3], tape.gradient([a, 2 * a], a, output_gradients: [null, Ops.OnesLike(a)]).ToDense().ToArray<double>());
        Assert.Contains(
            "(3,)", Assert.Throws<ValueError>(() => tape.gradient(y, a, output_gradients: Tensor.From<double>(1, 2, 3))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "1 targets and 2", Assert.Throws<ValueError>(() => tape.gradient(y, a, output_gradients: [y, y])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Unconnected_gradients_are_null_or_zero()
    {
        using var tape = Watching(out var a);
        Tensor b = Tensor.From<double>(1, 2), y = a * a;
        Assert.Null(tape.gradient(y, b));
        Assert.Equal([0, 0], tape.gradient(y, b, unconnected_gradients: "zero").ToDense().ToArray<double>());
        Assert.Null(tape.jacobian(y, b));
        Assert.Equal(Shape.Of(2, 3, 2), tape.jacobian(y, b, unconnected_gradients: "zero")!.Shape);
        Assert.Contains(
            "'nothing'", Assert.Throws<ValueError>(() => tape.gradient(y, b, unconnected_gradients: "nothing")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Sources_come_back_in_the_form_they_were_given_in()
    {
        using var tape = new GradientTape(persistent: true);
        Variable a = new(Tensor.Scalar(3.0)), b = new(Tensor.Scalar(4.0));
        Tensor y = a.Current * a.Current * b.Current;
        Assert.Equal([24, 9], tape.gradient(y, [a, b]).Select(gradient => gradient.ToDense().Item()));
        var lists = tape.gradient(y, (IReadOnlyList<IReadOnlyList<Variable>>)[[a, b], [], [b]]);
        Assert.Equal([2, 0, 1], lists.Select(list => list.Length));
        Assert.Equal(9, lists[2][0].ToDense().Item());
        var named = tape.gradient(y, new Dictionary<string, Variable> { ["b"] = b, ["a"] = a });
        Assert.Equal(["b", "a"], named.Keys);
        Assert.Equal(24, named["a"].ToDense().Item());
    }

    [Fact]
    public void A_jacobian_has_a_derivative_of_each_element_by_each()
    {
        using var tape = Watching(out var a);
        var y = Ops.Sum(a * a, [0]);
        var jacobian = tape.jacobian(y, a)!;
        Assert.Equal(Shape.Of(3, 2, 3), jacobian.Shape);
        Assert.Equal([2, 0, 0, 8, 0, 0, 0, 4, 0, 0, 10, 0, 0, 0, 6, 0, 0, 12], jacobian.ToArray<double>());
        var each = tape.jacobian(y, [a, a]);
        Assert.Equal(each[0]!.ToArray<double>(), each[1]!.ToArray<double>());
    }

    [Fact]
    public void A_tape_that_is_not_persistent_gives_one_jacobian()
    {
        using var tape = new GradientTape();
        tape.watch(x);
        var y = x * x;
        Assert.Equal(Shape.Of(2, 3, 2, 3), tape.jacobian(y, x)!.Shape);
        Assert.Contains(
            "persistent", Assert.Throws<InvalidOperationException>(() => tape.jacobian(y, x)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_jacobian_runs_the_rules_of_recurrent_operations_for_every_row(bool persistent)
    {
        Tensor Draw(params int[] sizes) =>
            Tensor.From<double>(
                [.. Enumerable.Range(0, sizes.Aggregate((n, size) => n * size)).Select(i => Math.Sin(1.7 * i + sizes.Length))], sizes);
        var options = new RecurrentOptions(FusedActivation.Tanh, false, false);
        Tensor input = Draw(2, 4, 3), initial = Draw(2, 2);
        Func<Tensor, Tensor>[] layers =
        [
            x => Ops.SimpleRnn(x, Draw(3, 2), Draw(2), Draw(2, 2), initial, null, options, false).Output,
            x => Ops.Lstm(x, Draw(3, 8), Draw(8), Draw(2, 8), initial, initial, null, options, false).Output,
            x => Ops.Gru(x, Draw(3, 6), Draw(6), Draw(2, 6), Draw(6), initial, null, options, false).Output,
        ];
        foreach (var layer in layers)
        {
            var rows = Enumerable.Range(0, 4).SelectMany(element =>
                FiniteDifferences.Gradients(t => [Ops.Take(Ops.Reshape(layer(t[0]), 4), 0, element)], [input])[0]);
            using var tape = new GradientTape(persistent);
            tape.watch(input);
            var jacobian = tape.jacobian(layer(input), input)!;
            Assert.Equal(Shape.Of(2, 2, 2, 4, 3), jacobian.Shape);
            // What a tape weighs a single element by in FiniteDifferences: cos 0 + 0.3.
            foreach (var (expected, actual) in rows.Zip(jacobian.ToArray<double>())) Assert.Equal(expected / 1.3, actual, 1e-12);
        }
    }

    [Fact]
    public void A_batch_jacobian_has_one_for_each_sample()
    {
        using var tape = Watching(out var a);
        var kernel = Tensor.From<double>([1, 2, 3, 4, 5, 6], (3, 2));
        var jacobian = tape.batch_jacobian(Ops.MatMul(a * a, kernel), a)!;
        Assert.Equal(Shape.Of(2, 2, 3), jacobian.Shape);
        Assert.Equal([2, 12, 30, 4, 16, 36, 8, 30, 60, 16, 40, 72], jacobian.ToArray<double>());
        var error = Assert.Throws<ValueError>(() => tape.batch_jacobian(Ops.Sum(a, [0]), a));
        Assert.Contains(
            "Need first dimension of target shape (3,) and source shape (2, 3) to match.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_jacobian_can_be_derived_again()
    {
        using var outer = Watching(out var a);
        using var inner = new GradientTape();
        inner.watch(a);
        var jacobian = inner.jacobian(a * a * a, a)!;
        Assert.Equal([6, 12, 18, 24, 30, 36], outer.gradient(jacobian, a).ToDense().ToArray<double>());
    }

    [Fact]
    public void What_happens_while_recording_is_stopped_is_a_constant()
    {
        using var tape = Watching(out var a);
        var y = a * a;
        Tensor z;
        using (tape.stop_recording()) z = a * y;
        Assert.Equal([2, 4, 6, 8, 10, 12], tape.gradient(y, a).ToDense().ToArray<double>());
        Assert.Null(tape.gradient(z, a));
        Assert.Equal([4, 32, 108, 256, 500, 864], tape.gradient(y * y, a).ToDense().ToArray<double>());
    }

    [Fact]
    public void A_tape_that_was_reset_knows_nothing_and_watches_nothing()
    {
        using var tape = Watching(out var a);
        var y = a * a;
        tape.reset();
        Assert.Null(tape.gradient(y, a));
        Assert.Null(tape.gradient(a * a, a));
        tape.watch(a);
        Assert.NotNull(tape.gradient(a * a, a));
    }

    [Fact]
    public void A_tape_that_has_ended_cannot_be_stopped_or_reset()
    {
        var tape = new GradientTape();
        tape.Dispose();
        Assert.Contains(
            "not recording", Assert.Throws<InvalidOperationException>(() => tape.stop_recording()).Message, StringComparison.Ordinal);
        Assert.Contains("not recording", Assert.Throws<InvalidOperationException>(() => tape.reset()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Watched_variables_come_in_the_order_in_which_they_were_made()
    {
        Variable a = new(Tensor.Scalar(1.0)), b = new(Tensor.Scalar(2.0)), frozen = new(Tensor.Scalar(3.0), trainable: false),
            unused = new(Tensor.Scalar(4.0));
        using (var tape = new GradientTape())
        {
            _ = b.Current * a.Current * frozen.Current;
            Assert.Equal([a, b], tape.watched_variables());
            tape.watch(frozen);
            Assert.Equal([a, b, frozen], tape.watched_variables());
        }
        using var blind = new GradientTape(watch_accessed_variables: false);
        _ = b.Current * a.Current;
        Assert.Empty(blind.watched_variables());
        blind.watch([b, unused]);
        Assert.Equal([b, unused], blind.watched_variables());
    }

    private static GradientTape Watching(out Tensor a)
    {
        a = x;
        var tape = new GradientTape(persistent: true);
        tape.watch(a);
        return tape;
    }
}
