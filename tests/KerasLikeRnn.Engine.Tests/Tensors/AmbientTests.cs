namespace KerasLikeRnn.Engine.Tests;

/// <summary>What is so inside of something is so after an await, on whatever thread, and in tasks; what these change is theirs.</summary>
public sealed class AmbientTests
{
    private readonly Ambient<string> word = new();

    [Fact]
    public async Task A_value_is_kept_over_an_await_and_does_not_leak_out_of_an_async_method()
    {
        using var outside = word.Enter("outside");
        var waiting = Inside();
        Assert.Equal("outside", word.Value);
        await waiting;
        Assert.Equal("outside", word.Value);

        async Task Inside()
        {
            using (word.Enter("inside"))
            {
                await OtherThread();
                Assert.Equal("inside", word.Value);
            }
            Assert.Equal("outside", word.Value);
            await OtherThread();
            Assert.Equal("outside", word.Value);
        }
    }

    [Fact]
    public async Task A_task_inherits_a_value_and_changes_it_for_itself()
    {
        using var outside = word.Enter("outside");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            Assert.Equal("outside", word.Value);
            word.Value = $"{i}";
            await OtherThread();
            Assert.Equal($"{i}", word.Value);
        })));
        Assert.Equal("outside", word.Value);
    }

    [Fact]
    public async Task A_value_of_the_thread_is_not_inherited_and_what_flows_comes_back_after_it()
    {
        using var outside = word.Enter("outside");
        using (word.EnterHere("here"))
        {
            Assert.Equal("here", word.Value);
            Assert.Equal("outside", InOtherThread());
            using (word.Enter("inside")) Assert.Equal("inside", InOtherThread());
            Assert.Equal("here", word.Value);
        }
        Assert.Equal("outside", word.Value);
        await OtherThread();
        Assert.Equal("outside", word.Value);
    }

    [Fact]
    public void A_value_of_the_thread_stays_while_an_async_method_is_waited_for()
    {
        var other = new Ambient<string>();
        using (word.EnterHere("here"))
        {
            Wait(Waiting());
            Assert.Equal("here", word.Value);
            Assert.Null(other.Value);
        }
        Assert.Null(word.Value);

        async Task Waiting()
        {
            using var inside = other.Enter("inside");
            await OtherThread();
            Assert.Equal("inside", other.Value);
        }
    }

    [Fact]
    public async Task A_thread_that_turns_to_something_else_knows_nothing_of_it()
    {
        using (word.Enter("inside")) await OtherThread();
        using (ExecutionContext.SuppressFlow()) Assert.Null(InOtherThread());
    }

    [Fact]
    public async Task A_scope_owns_what_is_made_after_an_await()
    {
        Tensor tensor;
        using (new MemoryScope())
        {
            await OtherThread();
            tensor = Ops.Ones(3);
            Assert.Equal(3, Ops.Sum(tensor).Item());
        }
        Assert.Throws<InvalidOperationException>(() => tensor.ToArray<float>());
        Assert.Null(MemoryScope.Current);
    }

    [Fact]
    public async Task A_task_that_outlives_its_scope_owns_what_it_makes()
    {
        var ended = new TaskCompletionSource();
        Task<Tensor> task;
        using (new MemoryScope())
            task = Task.Run(async () =>
            {
                await ended.Task;
                return Ops.Fill(2, 8);
            });
        ended.SetResult();
        Assert.Equal(16, Ops.Sum(await task).Item());
    }

    [Fact]
    public async Task A_tape_records_after_an_await_and_in_tasks()
    {
        var (x, y) = (new Variable(Tensor.Scalar(3f)), new Variable(Tensor.Scalar(5f)));
        using var tape = new GradientTape();
        var square = Ops.Square(x);
        await OtherThread();
        var parts = await Task.WhenAll(
            Enumerable.Range(1, 8).Select(i => Task.Run(() => Ops.Multiply(square, Ops.Multiply(y, Tensor.Scalar((float)i))))));
        var gradients = tape.gradient(parts.Aggregate(Ops.Add), [x, y]);
        Assert.Equal(36 * 5 * 2 * 3, ((Tensor)gradients[0]).Item());
        Assert.Equal(36 * 9, ((Tensor)gradients[1]).Item());
        Assert.False(GradientTape.IsRecording);
    }

    [Fact]
    public async Task A_tape_that_a_task_asked_records_no_more()
    {
        var x = new Variable(Tensor.Scalar(3f));
        using var tape = new GradientTape();
        var square = Ops.Square(x);
        Assert.Equal(6, await Task.Run(() => ((Tensor)tape.gradient(square, x)).Item()));
        Assert.False(GradientTape.IsRecording);
    }

    private static Task<string> OtherThread() => OtherThread(() => "");

    private static Task<T> OtherThread<T>(Func<T> run) =>
        Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Wait(Task task) => task.GetAwaiter().GetResult();

    private string? InOtherThread() => OtherThread(() => word.Value).GetAwaiter().GetResult();
}
