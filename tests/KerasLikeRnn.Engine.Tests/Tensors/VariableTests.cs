using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine.Tests;

/// <summary>Who reads a variable's numbers keeps them; who does not costs no copy; and a tape that nobody closes ends.</summary>
[Collection("Memory")]
public sealed class VariableTests
{
    [Fact]
    public void A_variable_that_nobody_holds_is_changed_in_place()
    {
        var v = new Variable(Ops.Ones((3, 2)));
        var storage = v.Current.Storage;
        _ = Ops.Exp(v.Current);
        v.Assign(Ops.Zeros((3, 2)));
        Ops.ApplyGradientDescent(v, Ops.Ones((3, 2)), 0.1);
        Assert.Same(storage, v.Current.Storage);
    }

    [Fact]
    public void A_tape_holds_what_its_rules_read_until_they_have_run()
    {
        var v = new Variable(Ops.Fill(2, 3));
        var (outer, inner) = (new GradientTape(), new GradientTape());
        var y = Ops.Square(v.Current);
        Ops.ApplyGradientDescent(v, Ops.Ones(2), 1);
        Assert.Equal([6, 6], inner.gradient(y, v).ToDense().ToArray<float>());
        v.Assign(Ops.Fill(2, 7));
        Assert.Equal([6, 6], outer.gradient(y, v).ToDense().ToArray<float>());

        var storage = v.Current.Storage;
        using var tape = new GradientTape();
        var gradient = tape.gradient(Ops.Square(v.Current), v);
        Ops.ApplyGradientDescent(v, gradient, 0.5);
        Assert.Same(storage, v.Current.Storage);
        Assert.Equal([0, 0], v.Value.ToArray<float>());
    }

    [Fact]
    public void The_old_numbers_go_with_the_scope_in_which_they_were_read()
    {
        var v = new Variable(Ops.Ones(1_234_567));
        var outside = v.Value;
        Tensor inside;
        using (new MemoryScope())
        {
            v.Assign(Ops.Zeros(1_234_567));
            inside = v.Value;
            v.Assign(Ops.Fill(1_234_567, 2));
            Assert.Equal(0, inside.ToArray<float>()[9]);
        }
        Assert.Equal(1, outside.ToArray<float>()[9]);
        Assert.Contains(
            "step that has ended", Assert.Throws<InvalidOperationException>(() => inside.ToArray<float>()).Message,
            StringComparison.Ordinal);

        Step();
        var before = CpuStorage.BlocksFromSystem;
        for (var i = 0; i < 5; i++) Step();
        Assert.Equal(before, CpuStorage.BlocksFromSystem);

        void Step()
        {
            using var scope = new MemoryScope();
            var held = v.Value;
            Ops.ApplyGradientDescent(v, Ops.Ones(1_234_567), 1);
            Assert.Equal(held.ToArray<float>()[5] - 1, v.Value.ToArray<float>()[5]);
        }
    }

    [Fact]
    public void A_variable_may_be_assigned_what_was_made_of_itself()
    {
        var v = new Variable(Tensor.From([1f, 2, 3, 4], (2, 2)));
        v.Assign(Ops.Reshape(Ops.Reshape(v.Value, 4), (2, 2)));
        v.Assign(Ops.Gather(v.Current, Tensor.From(1, 0)));
        Assert.Equal([3, 4, 1, 2], v.Value.ToArray<float>());
        v.Assign(v);
        Assert.Equal([3, 4, 1, 2], v.Value.ToArray<float>());
    }

    [Fact]
    public void Lookups_are_read_before_the_table_or_the_ids_change_and_projected_ones_need_neither()
    {
        var table = new Variable(Tensor.From([1f, 2, 3, 4], (2, 2)));
        var ids = new Variable(Tensor.From([0, 1, 1], (1, 3)), trainable: false);
        var (waiting, projected) = (Ops.Gather(table.Current, ids.Current), Ops.Gather(table.Current, ids.Current));
        Project(projected);
        var storage = table.Current.Storage;
        ids.Assign(Tensor.From([5, -1, int.MaxValue], (1, 3)));
        table.Assign(Ops.Zeros((2, 2)));
        Assert.Same(storage, table.Current.Storage);
        foreach (var lookup in new[] { waiting, projected })
        {
            var (first, second) = (Project(lookup), lookup.ToArray<float>());
            Assert.Equal([1, 2, 3, 4, 3, 4], second);
            Assert.NotEqual(0, first);
        }

        static double Project(Tensor x) => Ops.SimpleRnn(x, Ops.Fill((2, 1), 0.1), null, Ops.Ones((1, 1)), Ops.Zeros((1, 1)), null,
            new(FusedActivation.Tanh, false, false), false).Output.Item();
    }

    [Fact]
    public void A_tape_ends_with_the_scope_it_was_opened_in()
    {
        // Another test may have left a tape on this thread that is not collected yet.
        using var pause = GradientTape.Pause();
        Assert.Throws<InvalidOperationException>(Step);
        Assert.False(GradientTape.IsRecording);

        static void Step()
        {
            using var scope = new MemoryScope();
            var forgotten = new GradientTape(persistent: true);
            forgotten.watch(Ops.Ones(2));
            throw new InvalidOperationException("in the middle of a step");
        }
    }

    [Fact]
    public void Tapes_forgotten_outside_of_a_step_do_not_pile_up()
    {
        var v = new Variable(Ops.Ones(250_000));
        var before = CpuStorage.BlocksFromSystem;
        for (var i = 0; i < 100; i++) Forget(v);
        // More than 4000 tensors were made; the collector hears of their memory, so that most of it is used again.
        Assert.InRange(CpuStorage.BlocksFromSystem - before, 0, 2500);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Forget(Variable v)
        {
            var tape = new GradientTape(persistent: true);
            var x = v.Current;
            for (var k = 0; k < 10; k++) x = Ops.Tanh(x);
            tape.gradient(x, v);
        }
    }

    [Fact]
    public void A_tape_that_nobody_can_ask_records_nothing()
    {
        var v = new Variable(Ops.Ones(2));
        for (var i = 0; i < 3; i++) Forget(v);
        GC.Collect();
        Assert.False(GradientTape.IsRecording);
        var persistent = new GradientTape(persistent: true);
        var y = Ops.Square(v.Current);
        GC.Collect();
        Assert.True(GradientTape.IsRecording);
        Assert.Equal([2, 2], persistent.gradient(y, v).ToDense().ToArray<float>());
        Assert.Equal([2, 2], persistent.gradient(y, v).ToDense().ToArray<float>());
        persistent.Dispose();
        Assert.False(GradientTape.IsRecording);
        Assert.Equal([2, 2], persistent.gradient(y, v).ToDense().ToArray<float>());

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Forget(Variable v)
        {
            var tape = new GradientTape(persistent: true);
            _ = tape.gradient(Ops.Square(v.Current), v);
        }
    }
}
