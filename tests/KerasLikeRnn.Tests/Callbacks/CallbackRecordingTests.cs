using System.Text;
using System.Text.Json;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Python;
using KerasLikeRnn.Tests.Utils;
using KerasLikeRnn.Utils;

namespace KerasLikeRnn.Tests.Callbacks;

/// <summary>Tells callbacks the logs that Keras's callbacks were told, and compares every byte that they write.</summary>
public sealed class CallbackRecordingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("callbacks").FullName;

    [Fact]
    public void Callbacks_write_and_do_what_those_of_Keras_do()
    {
        var number = 0;
        foreach (var recorded in Recorded.Cases("Callbacks/callbacks.json"))
        {
            var csv = Path.Combine(folder, "log.csv");
            File.Delete(csv);
            if (recorded.GetProperty("csv_before").GetString() is { } before) File.WriteAllText(csv, before);
            var text = new StringBuilder();
            History history;
            using (Messages.Redirect(part => text.Append(part))) history = Run(recorded);

            var what = $"{number++}: {recorded.GetProperty("callbacks").GetRawText()}\n";
            Assert.Equal(what + recorded.GetProperty("text").GetString(), what + text);
            if (recorded.TryGetProperty("csv_after", out var after)) Assert.Equal(after.GetString(), File.ReadAllText(csv));
            Assert.Equal(
                recorded.GetProperty("history").EnumerateObject()
                .Select(
                    entry => $"{entry.Name} {string.Join(" ", entry.Value.EnumerateArray().Select(value => (float)Recorded.Bits(value)))}"),
                history.history.Select(entry => $"{entry.Key} {string.Join(" ", entry.Value.Select(value => (float)value))}"));
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private History Run(JsonElement recorded)
    {
        var clock = new FakeClock(1_000_000_000_000);
        var model = new FakeModel(recorded.GetProperty("metrics").Deserialize<string[]>()!);
        var history = new History();
        var callbacks = recorded.GetProperty("callbacks").EnumerateArray().Select(Make).Append(history).ToList();
        var verbose = recorded.GetProperty("verbose").GetInt32();
        if (verbose != 0) callbacks.Add(new ProgbarLogger("steps") { Clock = clock });
        var list = new CallbackList(
            callbacks, model: model, verbose: verbose, epochs: recorded.GetProperty("epochs").GetInt32(),
            steps: recorded.GetProperty("steps") is { ValueKind: JsonValueKind.Number } steps ? steps.GetInt32() : null);

        list.on_train_begin();
        Logs logs = [];
        var epoch = 0;
        foreach (var told in recorded.GetProperty("run").EnumerateArray())
        {
            list.on_epoch_begin(epoch);
            var batch = 0;
            foreach (var step in told.GetProperty("batches").EnumerateArray())
            {
                clock.Nanoseconds = step.GetProperty("time").GetInt64();
                list.on_train_batch_begin(batch);
                model.Weights++;
                list.on_train_batch_end(batch++, ReadLogs(step));
            }
            logs = ReadLogs(told);
            if (logs.ContainsKey("val_loss")) Validate(list, logs);
            clock.Nanoseconds = told.GetProperty("time").GetInt64();
            list.on_epoch_end(epoch++, logs);
            Messages.Print($"<lr {PythonNumber.Repr(model.LearningRate)}{(model.stop_training ? " stop" : "")}>");
        }
        list.on_train_end(logs);
        Assert.Same(history, model.history);
        return history;
    }

    // What a validation tells must not show, whatever it is.
    private static void Validate(CallbackList list, Logs logs)
    {
        list.on_test_begin();
        for (var batch = 0; batch < 2; batch++)
        {
            list.on_test_batch_begin(batch);
            list.on_test_batch_end(batch, new Logs { { "loss", 1 } });
        }
        list.on_test_end(logs);
    }

    private Callback Make(JsonElement described)
    {
        string Text(string name) => described.GetProperty(name).GetString()!;
        int Whole(string name) => described.GetProperty(name).GetInt32();
        double Number(string name) => described.GetProperty(name).GetDouble();
        double? Maybe(string name) => described.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;
        bool Truth(string name) => described.GetProperty(name).GetBoolean();

        return Text("name") switch
        {
            "EarlyStopping" => new EarlyStopping(
                Text("monitor"), Number("min_delta"), Whole("patience"), Whole("verbose"), Text("mode"), Maybe("baseline"),
                Truth("restore_best_weights")),
            "ReduceLROnPlateau" => new ReduceLROnPlateau(
                Text("monitor"), Number("factor"), Whole("patience"), Whole("verbose"), Text("mode"), Number("min_delta"),
                Whole("cooldown"), Number("min_lr")),
            "ModelCheckpoint" => new ModelCheckpoint(
                Text("filepath"), Text("monitor"), Whole("verbose"), Truth("save_best_only"), Truth("save_weights_only"), Text("mode"),
                described.GetProperty("save_freq") is { ValueKind: JsonValueKind.Number } batches ? batches.GetInt32() : "epoch",
                options: null, Maybe("initial_value_threshold"),
                described.TryGetProperty("period", out var period) ? period.GetInt32() : null),
            "LearningRateScheduler" when Maybe("rate") is { } rate => new LearningRateScheduler((_, lr) => lr * rate, Whole("verbose")),
            "LearningRateScheduler" => new LearningRateScheduler(epoch => 0.01 / (epoch + 1), Whole("verbose")),
            "CSVLogger" => new CSVLogger(Path.Combine(folder, Text("filename")), Text("separator"), Truth("append")),
            "TerminateOnNaN" => new TerminateOnNaN(),
            var other => throw new NotSupportedException($"The recording has a callback {other} that this test cannot make."),
        };
    }

    private static Logs ReadLogs(JsonElement told)
    {
        var logs = new Logs();
        foreach (var pair in told.GetProperty("logs").EnumerateArray()) logs[pair[0].GetString()!] = Recorded.Bits(pair[1]);
        return logs;
    }
}
