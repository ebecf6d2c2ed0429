namespace KerasLikeRnn.Engine.Tests;

[Collection("Memory")]
public sealed unsafe class MemoryScopeTests
{
    [Fact]
    public void After_the_first_step_the_pool_gives_the_same_blocks()
    {
        ChosenEngine.NeedBuiltIn("The pool is the built-in engine's.");
        var first = Step();
        var second = Step();
        var third = Step();
        Assert.Equal(5, first.Distinct().Count());
        Assert.Equal(first.Order(), second.Order());
        Assert.Equal(first.Order(), third.Order());

        static nint[] Step()
        {
            using var scope = new MemoryScope();
            return [.. Enumerable.Range(0, 5).Select(_ => Address(Ops.Zeros(1_234_567)))];
        }
    }

    [Fact]
    public void A_training_step_needs_no_new_memory_the_second_time()
    {
        var weights = new Variable(Ops.Fill((64, 32), 0.01));
        Step();
        var before = CpuStorage.BlocksFromSystem;
        Step();
        Step();
        Assert.Equal(before, CpuStorage.BlocksFromSystem);

        void Step()
        {
            using var scope = new MemoryScope();
            using var tape = new GradientTape();
            var loss = Ops.Mean(Ops.Square(Ops.Tanh(Ops.MatMul(Ops.Ones((16, 64)), weights))));
            weights.Assign(weights.Value - 0.1 * tape.gradient(loss, weights.Value).ToDense());
        }
    }

    [Fact]
    public void A_tensor_used_after_its_scope_throws_and_says_what_to_do()
    {
        Tensor tensor, view;
        using (new MemoryScope())
        {
            tensor = Ops.Zeros((2, 3));
            view = Ops.Reshape(tensor, 6);
        }
        foreach (var use in new Action[]
        {
            () => tensor.ToArray<float>(), () => Ops.Exp(tensor), () => view.ToArray<float>(), () => Ops.Add(Ops.Ones(6), view)
        })
        {
            var error = Assert.Throws<InvalidOperationException>(use);
            Assert.Contains(
                "belonged to a training or prediction step that has ended. Take its numbers inside the step (numpy()), or keep them in a "
                + "Variable.", error.Message, StringComparison.Ordinal);
        }
        Assert.Equal((Shape)(2, 3), tensor.Shape);
    }

    [Fact]
    public void A_kept_tensor_lives_as_long_as_the_scope_outside()
    {
        Tensor kept;
        using (new MemoryScope())
        {
            using (var inner = new MemoryScope()) kept = inner.Keep(Ops.Fill(2, 3));
            Assert.Equal([3, 3], kept.ToArray<float>());
        }
        Assert.Throws<InvalidOperationException>(() => kept.ToArray<float>());

        Tensor free;
        using (var outermost = new MemoryScope()) free = outermost.Keep(Ops.Fill(2, 4));
        Assert.Equal([4, 4], free.ToArray<float>());
    }

    [Fact]
    public void What_is_made_in_a_lasting_part_stays()
    {
        Tensor lasting, nested;
        using (new MemoryScope())
        using (MemoryScope.Lasting())
        {
            lasting = Ops.Fill(2, 5);
            using var inner = new MemoryScope();
            nested = Ops.Fill(2, 6);
        }
        Assert.Equal([5, 5], lasting.ToArray<float>());
        Assert.Throws<InvalidOperationException>(() => nested.ToArray<float>());
    }

    [Fact]
    public void A_variable_made_in_a_scope_outlives_it()
    {
        Variable variable;
        using (new MemoryScope()) variable = new Variable(Ops.Fill(2, 7));
        Assert.Equal([7, 7], variable.Value.ToArray<float>());
    }

    [Fact]
    public void A_step_of_the_library_owns_the_tensors_of_its_own_thread_only()
    {
        Tensor? elsewhere = null;
        using (MemoryScope.OfThread())
        {
            var thread = new Thread(() => elsewhere = Ops.Fill(2, 8));
            thread.Start();
            thread.Join();
        }
        Assert.Equal([8, 8], elsewhere!.ToArray<float>());
    }

    [Fact]
    public void A_loop_that_disposes_of_nothing_finds_its_garbage_before_it_asks_for_more_memory()
    {
        ChosenEngine.NeedBuiltIn("What is counted are the built-in engine's blocks.");
        var most = 0L;
        for (var i = 0; i < 300; i++)
        {
            Ops.Zeros(1_000_000);
            most = Math.Max(most, CpuStorage.BytesInUse);
        }
        Assert.InRange(most, 1, 150L << 20);
    }

    [Fact]
    public void Memory_is_aligned_for_the_widest_registers()
    {
        ChosenEngine.NeedBuiltIn("Registers are the built-in engine's.");
        foreach (var length in new[] { 1, 3, 17, 1000, 100_003 })
            foreach (var dtype in DTypes.Numbers)
                Assert.Equal(0, Address(Ops.Zeros(length, dtype)) % 64);
    }

    [Fact]
    public void A_scope_may_end_twice()
    {
        var scope = new MemoryScope();
        var tensor = Ops.Zeros(1);
        scope.Dispose();
        scope.Dispose();
        Assert.Throws<InvalidOperationException>(() => tensor.Item());
    }

    private static nint Address(Tensor tensor) => (nint)((CpuStorage)tensor.Storage).Address;
}
