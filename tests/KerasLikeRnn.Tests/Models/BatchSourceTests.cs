using System.Text;
using System.Text.Json;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Models;
using KerasLikeRnn.Utils;
using NumSharp;

namespace KerasLikeRnn.Tests.Models;

/// <summary>
/// Whatever gives batches is trained, scored and predicted on, as Keras 2.9 does with generators, sequences and datasets
/// (record_batches.py): the trainer knows no more of the data than <see cref="BatchSource"/>.
/// </summary>
[Collection("Seeds")]
public sealed class BatchSourceTests
{
    private const string File = "Models/batches.json";

    private static readonly Dictionary<string, Action<Recorder>> runs = new()
    {
        ["no length"] = recorder => Fit(recorder, new Counted(3), 2),
        ["no length, data that do not begin again"] = recorder => Fit(recorder, new Counted(3) { BeginsAgain = false }, 2),
        ["stopped in its first batch"] = recorder => Fit(recorder.Stopping(), new Counted(3), 2, new Counted(1)),
        ["too few for the second epoch"] = recorder => Fit(recorder, new Counted(5, steps: 3) { BeginsAgain = false }, 3),
        ["none for the third epoch"] = recorder => Fit(recorder, new Counted(6, steps: 3) { BeginsAgain = false }, 3),
        ["no length, validation too"] = recorder => Fit(recorder, new Counted(2), 2, new Counted(2)),
        ["too few to validate on"] = recorder => Fit(recorder, new Counted(5, steps: 3) { Repeats = true }, 3, new Counted(2, steps: 3)),
        ["three batches at a time"] = recorder => Fit(recorder, new Counted(7, steps: 7), 1, batchesAtATime: 3),
        ["three batches at a time, too few"] = recorder => Fit(recorder, new Counted(5, steps: 7), 2, batchesAtATime: 3),
        ["evaluate, no length"] = recorder => Evaluate(recorder, new Counted(3)),
        ["evaluate, too few"] = recorder => Evaluate(recorder, new Counted(3, steps: 5)),
        ["predict, no length"] = recorder => Predict(recorder, new Counted(3)),
        ["predict, too few"] = recorder => Predict(recorder, new Counted(3, steps: 5)),
        ["arrays, too few"] = recorder => Made().fit(
            np.ones((10, 1)), np.ones((10, 1)), batch_size: 5, steps_per_epoch: 4, epochs: 2, verbose: 0, callbacks: [recorder]),
        ["told of the end of epochs"] = recorder => Fit(recorder, new Counted(2, steps: 2) { Told = recorder }, 2),
        ["told of the end of epochs, stopped"] = recorder => Fit(recorder.Stopping(), new Counted(2, steps: 2) { Told = recorder }, 2),
        ["told of the end of evaluate"] = recorder => Evaluate(recorder, new Counted(2, steps: 2) { Told = recorder }),
        ["told of the end of predict"] = recorder => Predict(recorder, new Counted(2, steps: 2) { Told = recorder }),
    };

    public static TheoryData<string> Runs => [.. runs.Keys];

    [Theory]
    [MemberData(nameof(Runs))]
    public void Callbacks_hear_what_they_hear_in_Keras(string name)
    {
        var golden = GoldenFile.Recorded(File, "runs").Single(run => run.Name() == name);
        var recorder = new Recorder();
        var text = Captured(() => runs[name](recorder));
        var expected = golden.GetProperty("events").EnumerateArray().ToArray();
        Assert.Equal(expected.Select(call => call[0].GetString()), recorder.Calls.Select(call => call.Name));
        foreach (var (call, (_, logs)) in expected.Zip(recorder.Calls))
        {
            Assert.Equal(call[1].EnumerateObject().Select(entry => entry.Name), logs.Keys);
            foreach (var entry in call[1].EnumerateObject()) Assert.Equal(entry.Value.GetDouble(), logs[entry.Name], 1e-5);
        }
        var warnings = golden.GetProperty("warnings").EnumerateArray().Select(line => $"WARNING:tensorflow:{line.GetString()}\n");
        Assert.Equal(string.Concat(warnings), text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_bar_of_unknown_length_is_Kerass_to_the_character(int verbose)
    {
        var text = Captured(() =>
        {
            var model = Made();
            var trainer = new Trainer(model);
            trainer.Fit(new Counted(3), () => ListOf(model, null, new Counted(3), 2, verbose), 0, 2, new(() => new Counted(2), 1));
            trainer.Evaluate(new Counted(3), () => ListOf(model, null, new Counted(3), 1, verbose));
            trainer.Predict(new Counted(3), () => ListOf(model, null, new Counted(3), 1, verbose));
        });
        var golden = GoldenFile.RecordedRoot(File).GetProperty("texts").GetProperty($"{verbose}").GetString()!;
        Assert.Equal(GoldenTextTests.Essence(golden), GoldenTextTests.Essence(text));
    }

    [Fact]
    public void Batches_of_any_size_train_as_those_of_arrays_do()
    {
        var (own, arrays) = (Made(), Made());
        Fit(own, new Recorder(), new Counted(4), 1);
        double loss = 0;
        foreach (var i in Enumerable.Range(0, 4))
            loss = arrays.train_on_batch(np.ones((1 + i % 2, 1)), np.ones((1 + i % 2, 1)) * i, reset_metrics: false);
        Assert.Equal(arrays.get_weights()[0].ToArray<float>(), own.get_weights()[0].ToArray<float>());
        Assert.Equal(loss, own.history!.history["loss"].Single());
    }

    [Fact]
    public void Outputs_of_batches_of_any_size_come_one_after_another()
    {
        var model = Made();
        model.set_weights([np.array(new[,] { { 2f } })]);
        var outputs = new Trainer(model).Predict(new Counted(3), () => ListOf(model, null, new Counted(3), 1, 0));
        Assert.Equal([4L, 1], outputs.shape);
        Assert.All(outputs.ToArray<float>(), value => Assert.Equal(2, value));
    }

    [Fact]
    public void An_error_of_the_data_reaches_the_caller_and_ends_the_line_of_the_bar()
    {
        var text = Captured(() =>
        {
            var model = Made();
            var data = new Counted(3) { Fails = 2 };
            var error = Assert.Throws<TimeoutException>(
                () => new Trainer(model).Fit(data, () => ListOf(model, null, data, 1, 1), 0, 1, null));
            Assert.Equal("batch 2", error.Message);
        });
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.Contains("1/Unknown", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_without_a_batch_are_an_error()
    {
        Refused("train_function", () => Fit(new(), new Counted(0), 1));
        Refused("test_function", () => Evaluate(new(), new Counted(0)));
        Refused("predict_function", () => Predict(new(), new Counted(0)));

        static void Refused(string function, Action run) => Assert.StartsWith(
            $"Unexpected result of `{function}` (Empty logs).", Assert.Throws<ValueError>(run).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_batches_at_a_time_need_a_known_number()
    {
        var error = Assert.Throws<ValueError>(() => Fit(new(), new Counted(7), 1, batchesAtATime: 3));
        Assert.StartsWith(
            "Could not infer the size of the data. With `steps_per_execution > 1`, you must specify the number of steps to run.",
            error.Message, StringComparison.Ordinal);
    }

    private static Sequential Made()
    {
        var model = keras.Sequential([keras.layers.Dense(1, use_bias: false, kernel_initializer: "zeros", input_shape: 1)]);
        model.compile(keras.optimizers.SGD(0.1), "mse");
        return model;
    }

    private static void Fit(Recorder recorder, Counted data, int epochs, Counted? validation = null, int batchesAtATime = 1) =>
        Fit(Made(), recorder, data, epochs, validation, batchesAtATime);

    private static void Fit(Model model, Recorder recorder, Counted data, int epochs, Counted? validation = null, int batchesAtATime = 1) =>
        new Trainer(model, batchesAtATime).Fit(
            data, () => ListOf(model, recorder, data, epochs, 0), 0, epochs, validation is null ? null : new(() => validation, 1));

    private static void Evaluate(Recorder recorder, Counted data)
    {
        var model = Made();
        new Trainer(model).Evaluate(data, () => ListOf(model, recorder, data, 1, 0));
    }

    private static void Predict(Recorder recorder, Counted data)
    {
        var model = Made();
        new Trainer(model).Predict(data, () => ListOf(model, recorder, data, 1, 0));
    }

    private static CallbackList ListOf(Model model, Recorder? recorder, BatchSource data, int epochs, int verbose) => new(
        recorder is null ? null : [recorder], add_history: true, add_progbar: verbose != 0, model: model, verbose: verbose, epochs: epochs,
        steps: data.Steps);

    private static string Captured(Action run)
    {
        var text = new StringBuilder();
        using (Messages.Redirect(part => text.Append(part))) run();
        return text.ToString();
    }

    /// <summary>Batches of one sample and two in turn, the targets counted up.</summary>
    private sealed class Counted(int count, int? steps = null) : BatchSource(steps)
    {
        private int next;

        /// <summary>Whether an epoch begins with the first batch again, where it has as many as there are.</summary>
        public bool BeginsAgain { get; init; } = true;

        public bool Repeats { get; init; }

        /// <summary>The batch, counted from 1, that fails.</summary>
        public int? Fails { get; init; }

        public Recorder? Told { get; init; }

        public override StepShapes Shapes { get; } = new([new(null, 1)], [new(null, 1)], []);

        protected override int? StepsOfData => null;

        public override void Begin() => next = BeginsAgain ? 0 : next;

        public override StepData? Next()
        {
            if (next == Fails - 1) throw new TimeoutException($"batch {Fails}");
            if (next == count && !Repeats) return null;
            var i = next++ % count;
            return new(Ops.Ones((1 + i % 2, 1)), Ops.Fill((1 + i % 2, 1), i), null);
        }

        public override void OnEpochEnd()
        {
            if (!Repeats) Begin();
            Told?.Note("data_epoch_end", []);
        }
    }

    private sealed class Recorder : Callback
    {
        private bool stops;

        public List<(string Name, Logs Logs)> Calls { get; } = [];

        public Recorder Stopping()
        {
            stops = true;
            return this;
        }

        public void Note(string name, Logs logs) => Calls.Add((name, logs));

        public override void on_train_begin(Logs logs) => Note("train_begin", logs);

        public override void on_train_end(Logs logs) => Note("train_end", logs);

        public override void on_epoch_begin(int epoch, Logs logs) => Note($"epoch_begin {epoch}", logs);

        public override void on_epoch_end(int epoch, Logs logs) => Note($"epoch_end {epoch}", logs);

        public override void on_train_batch_begin(int batch, Logs logs) => Note($"train_batch_begin {batch}", logs);

        public override void on_train_batch_end(int batch, Logs logs)
        {
            Note($"train_batch_end {batch}", logs);
            if (stops) model.stop_training = true;
        }

        public override void on_test_begin(Logs logs) => Note("test_begin", logs);

        public override void on_test_end(Logs logs) => Note("test_end", logs);

        public override void on_test_batch_begin(int batch, Logs logs) => Note($"test_batch_begin {batch}", logs);

        public override void on_test_batch_end(int batch, Logs logs) => Note($"test_batch_end {batch}", logs);

        public override void on_predict_begin(Logs logs) => Note("predict_begin", logs);

        public override void on_predict_end(Logs logs) => Note("predict_end", logs);

        public override void on_predict_batch_begin(int batch, Logs logs) => Note($"predict_batch_begin {batch}", logs);

        public override void on_predict_batch_end(int batch, Logs logs) => Note($"predict_batch_end {batch}", logs);
    }
}
