using System.Text;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Models;
using KerasLikeRnn.Utils;
using NumSharp;

namespace KerasLikeRnn.Tests.Callbacks;

/// <summary>
/// A run that ends by an error: the error arrives as it was thrown, every callback hears of it once, nothing is left open, and the model
/// trains on.
/// </summary>
[Collection("Seeds")]
public sealed class AbandonedRunTests
{
    private static readonly NDArray x = np.ones((8, 2));
    private static readonly NDArray y = np.ones((8, 1));

    public static TheoryData<string> Hooks =>
    [
        "on_train_begin", "on_train_end", "on_epoch_begin", "on_epoch_end", "on_train_batch_begin", "on_train_batch_end", "on_test_begin",
        "on_test_end", "on_test_batch_begin", "on_test_batch_end", "on_predict_begin", "on_predict_end", "on_predict_batch_begin",
        "on_predict_batch_end", "set_model", "set_params",
    ];

    public static TheoryData<string> Sources =>
        ["generator", "generator ahead", "sequence", "workers", "map", "prefetched map", "from_generator", "filter", "later"];

    [Theory]
    [MemberData(nameof(Hooks))]
    public void What_any_stage_of_a_callback_throws_ends_the_run(string hook)
    {
        var model = Compiled();
        var (before, after) = (new Heard(), new Heard());
        Callback[] callbacks = [before, new Failing(hook), after];
        var error = Assert.Throws<NotImplementedException>(() =>
        {
            if (hook.Contains("predict", StringComparison.Ordinal)) model.predict(x, verbose: 0, callbacks: callbacks);
            else model.fit(x, y, verbose: 0, validation_data: (x, y), callbacks: callbacks);
        });
        Assert.Equal("mine", error.Message);
        Assert.Contains(nameof(ThrowMine), error.StackTrace, StringComparison.Ordinal);
        Assert.Equal((1, 1), (before.Abandoned, after.Abandoned));
        model.fit(x, y, epochs: 2, verbose: 0, callbacks: [before]);
        Assert.Equal(1, before.Abandoned);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void What_a_source_of_batches_throws_ends_the_run(string source)
    {
        var model = Compiled();
        foreach (var run in new Action<Callback>[]
        {
            heard => model.fit(Source(source), verbose: 0, workers: Workers(source), callbacks: [heard]),
            heard => model.fit(x, y, verbose: 0, validation_data: Source(source), workers: Workers(source), callbacks: [heard]),
            heard => model.evaluate(Source(source), verbose: 0, workers: Workers(source), callbacks: [heard]),
            heard => model.predict(Source(source), verbose: 0, workers: Workers(source), callbacks: [heard]),
        })
        {
            var heard = new Heard();
            var error = Assert.Throws<NotImplementedException>(() => run(heard));
            Assert.Equal("mine", error.Message);
            Assert.Contains(nameof(ThrowMine), error.StackTrace, StringComparison.Ordinal);
            Assert.Equal(1, heard.Abandoned);
            Assert.Equal(0, BatchesAhead.Running);
        }
        Assert.Single(model.fit(x, y, verbose: 0).history["loss"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_the_thread_of_an_enqueuer_throws_reaches_who_takes_the_batch(bool isOrdered)
    {
        using SequenceEnqueuer enqueuer = isOrdered
            ? keras.utils.OrderedEnqueuer(new Broken()) : keras.utils.GeneratorEnqueuer(Generator());
        enqueuer.start(workers: 3);
        var error = Assert.Throws<NotImplementedException>(() => enqueuer.get().Count());
        Assert.Contains(nameof(ThrowMine), error.StackTrace, StringComparison.Ordinal);
        Assert.False(enqueuer.is_running());
        Assert.Equal(0, BatchesAhead.Running);
    }

    [Fact]
    public void An_error_of_a_callback_that_hears_of_it_does_not_take_the_place_of_the_first()
    {
        var text = new StringBuilder();
        var heard = new Heard();
        using (Messages.Redirect(part => text.Append(part)))
            Assert.Equal("mine", Assert.Throws<NotImplementedException>(() => Compiled().fit(
                Closing(), verbose: 0, callbacks: [new FailingAgain(), heard])).Message);
        Assert.Equal(1, heard.Abandoned);
        Assert.Equal(
            "WARNING:tensorflow:The callback FailingAgain failed after the run had failed: InvalidOperationException: second\n"
            + "WARNING:tensorflow:The data's end failed after the run had failed: InvalidOperationException: third\n", text.ToString());

        static IEnumerable<(NDArray, NDArray)> Closing()
        {
            using var last = new FailingAtItsEnd();
            while (true) yield return (x, y);
        }
    }

    [Fact]
    public void A_run_that_Ctrl_C_ends_is_abandoned_and_one_that_ends_by_itself_is_not()
    {
        var heard = new Heard();
        Assert.Throws<KeyboardInterrupt>(() => Compiled().fit(
            x, y, verbose: 0, batch_size: 2,
            callbacks: [heard, keras.callbacks.LambdaCallback(on_batch_end: (_, _) => Interruption.Current!.Request())]));
        Assert.Equal(1, heard.Abandoned);
        var model = Compiled();
        model.fit(x, y, verbose: 0, callbacks: [heard]);
        model.evaluate(x, y, verbose: 0, callbacks: [heard]);
        model.predict(x, verbose: 0, callbacks: [heard]);
        Assert.Equal(1, heard.Abandoned);
    }

    [Fact]
    public void An_iterator_is_closed_where_a_callback_refuses_the_run()
    {
        var isClosed = false;
        IEnumerable<(NDArray, NDArray)> Batches()
        {
            try
            {
                while (true) yield return (x, y);
            }
            finally
            {
                isClosed = true;
            }
        }

        Assert.Throws<NotImplementedException>(() => Compiled().fit(
            Batches(), steps_per_epoch: 3, verbose: 0, callbacks: [new Failing("on_train_batch_end")]));
        Assert.True(isClosed);
    }

    [Fact]
    public void Files_of_events_are_closed_and_readable()
    {
        var folder = Directory.CreateTempSubdirectory("events").FullName;
        foreach (var hook in new[] { "on_epoch_end", "set_params" })
            Assert.Throws<NotImplementedException>(() => Compiled().fit(
                x, y, epochs: 2, verbose: 0, validation_data: (x, y),
                callbacks: [keras.callbacks.TensorBoard(folder), keras.callbacks.CSVLogger(folder + "/log.csv"), new Failing(hook)]));
        Assert.EndsWith("\r\n", File.ReadAllText(folder + "/log.csv"));
        foreach (var file in Directory.GetFiles(folder, "events.*", SearchOption.AllDirectories))
            Assert.NotEmpty(EventReader.Read(file));
        if (Directory.Exists("/proc/self/fd"))
            Assert.DoesNotContain(
                Directory.GetFiles("/proc/self/fd").Select(link => new FileInfo(link).LinkTarget ?? ""),
                target => target.StartsWith(folder, StringComparison.Ordinal));
        Directory.Delete(folder, recursive: true);
    }

    private static int ThrowMine() => throw new NotImplementedException("mine");

    private static int Workers(string source) => source is "workers" or "generator ahead" ? 4 : 1;

    private static DataLike Source(string name)
    {
        var dataset = tf.data.Dataset.from_tensor_slices((x.astype(np.float32), y.astype(np.float32))).batch(2);
        return name switch
        {
            "generator" or "generator ahead" => DataLike.From(Generator()),
            "later" => DataLike.From(Later()),
            "sequence" or "workers" => new Broken(),
            "map" => dataset.map((x, y) => (x * ThrowMine(), y)),
            "prefetched map" => dataset.map((x, y) => (x * ThrowMine(), y)).prefetch(2),
            "filter" => dataset.filter((x, y) => ThrowMine() > 0),
            _ => tf.data.Dataset.from_generator(
                () => Generator().Select(batch => (batch.Item1.astype(np.float32), batch.Item2.astype(np.float32))),
                output_types: ("float32", "float32"), output_shapes: [[null, 2], [null, 1]]),
        };
    }

    private static IEnumerable<(NDArray, NDArray)> Generator()
    {
        yield return (x, y);
        ThrowMine();
    }

    private static async IAsyncEnumerable<(NDArray, NDArray)> Later()
    {
        yield return (x, y);
        await Task.Yield();
        ThrowMine();
    }

    private static Sequential Compiled()
    {
        var model = keras.Sequential([keras.layers.Dense(1, input_shape: 2)]);
        model.compile("sgd", "mse");
        return model;
    }

    private sealed class Broken : Sequence
    {
        public override int __len__() => 6;

        public override DataLike this[int index] => index == 0 ? (x, y) : (x, y[$":{ThrowMine()}"]);
    }

    private sealed class Heard : Callback
    {
        public int Abandoned { get; private set; }

        protected internal override void Abandon() => Abandoned++;
    }

    private sealed class FailingAgain : Callback
    {
        public override void on_train_batch_end(int batch, Logs logs = null!) => ThrowMine();

        protected internal override void Abandon() => throw new InvalidOperationException("second");
    }

    private sealed class FailingAtItsEnd : IDisposable
    {
        public void Dispose() => throw new InvalidOperationException("third");
    }

    private sealed class Failing(string hook) : Callback
    {
        public override void set_model(ICallbackModel model)
        {
            base.set_model(model);
            Told(nameof(set_model));
        }

        public override void set_params(CallbackParams @params)
        {
            base.set_params(@params);
            Told(nameof(set_params));
        }

        public override void on_train_begin(Logs logs = null!) => Told(nameof(on_train_begin));

        public override void on_train_end(Logs logs = null!) => Told(nameof(on_train_end));

        public override void on_epoch_begin(int epoch, Logs logs = null!) => Told(nameof(on_epoch_begin));

        public override void on_epoch_end(int epoch, Logs logs = null!) => Told(nameof(on_epoch_end));

        public override void on_train_batch_begin(int batch, Logs logs = null!) => Told(nameof(on_train_batch_begin));

        public override void on_train_batch_end(int batch, Logs logs = null!) => Told(nameof(on_train_batch_end));

        public override void on_test_begin(Logs logs = null!) => Told(nameof(on_test_begin));

        public override void on_test_end(Logs logs = null!) => Told(nameof(on_test_end));

        public override void on_test_batch_begin(int batch, Logs logs = null!) => Told(nameof(on_test_batch_begin));

        public override void on_test_batch_end(int batch, Logs logs = null!) => Told(nameof(on_test_batch_end));

        public override void on_predict_begin(Logs logs = null!) => Told(nameof(on_predict_begin));

        public override void on_predict_end(Logs logs = null!) => Told(nameof(on_predict_end));

        public override void on_predict_batch_begin(int batch, Logs logs = null!) => Told(nameof(on_predict_batch_begin));

        public override void on_predict_batch_end(int batch, Logs logs = null!) => Told(nameof(on_predict_batch_end));

        private void Told(string name)
        {
            if (name == hook) ThrowMine();
        }
    }
}
