using System.Text;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Tests.Utils;
using KerasLikeRnn.Utils;

namespace KerasLikeRnn.Tests.Callbacks;

public class CallbackListTests
{
    private sealed class Nothing : Callback;

    private sealed class OldNames : Callback
    {
        public List<int> Batches { get; } = [];

        public override void on_batch_end(int batch, Logs logs) => Batches.Add(batch);
    }

    private sealed class Recorder : Callback
    {
        public List<string> Calls { get; } = [];

        public override void on_train_begin(Logs logs) => Calls.Add($"train_begin {logs}");

        public override void on_train_end(Logs logs) => Calls.Add($"train_end {logs}");

        public override void on_epoch_begin(int epoch, Logs logs) => Calls.Add($"epoch_begin {epoch} {logs}");

        public override void on_epoch_end(int epoch, Logs logs) => Calls.Add($"epoch_end {epoch} {logs}");

        public override void on_test_begin(Logs logs) => Calls.Add($"test_begin {logs}");

        public override void on_test_end(Logs logs) => Calls.Add($"test_end {logs}");

        public override void on_test_batch_begin(int batch, Logs logs) => Calls.Add($"test_batch_begin {batch} {logs}");

        public override void on_test_batch_end(int batch, Logs logs) => Calls.Add($"test_batch_end {batch} {logs}");

        public override void on_predict_begin(Logs logs) => Calls.Add($"predict_begin {logs}");

        public override void on_predict_end(Logs logs) => Calls.Add($"predict_end {logs}");

        public override void on_predict_batch_begin(int batch, Logs logs) => Calls.Add($"predict_batch_begin {batch} {logs}");

        public override void on_predict_batch_end(int batch, Logs logs) => Calls.Add($"predict_batch_end {batch} {logs}");
    }

    [Fact]
    public void The_users_callbacks_come_first_then_the_history_then_the_bar()
    {
        var list = new CallbackList([new Nothing(), new TerminateOnNaN()], add_history: true, add_progbar: true);
        Assert.Equal(
            [typeof(Nothing), typeof(TerminateOnNaN), typeof(History), typeof(ProgbarLogger)], list.Select(callback => callback.GetType()));
    }

    [Fact]
    public void A_history_or_bar_of_the_user_is_not_doubled()
    {
        var history = new History();
        var list = new CallbackList([new ProgbarLogger("steps"), history, new Nothing()], add_history: true, add_progbar: true);
        Assert.Equal(3, list.Count());
        Assert.Same(history, list.History);
    }

    [Fact]
    public void Hooks_are_called_with_their_numbers_and_logs_and_never_without_logs()
    {
        var recorder = new Recorder();
        var list = new CallbackList([recorder]);
        list.on_train_begin();
        list.on_epoch_begin(3);
        list.on_epoch_end(3, new Logs { { "loss", 0.5 } });
        list.on_train_end(new Logs { { "loss", 0.5 } });
        list.on_test_begin();
        list.on_test_batch_begin(1);
        list.on_test_batch_end(1, new Logs { { "loss", 1 }, { "acc", double.NaN } });
        list.on_test_end();
        list.on_predict_begin();
        list.on_predict_batch_begin(2);
        list.on_predict_batch_end(2);
        list.on_predict_end();
        Assert.Equal(
            [
                "train_begin {}", "epoch_begin 3 {}", "epoch_end 3 {'loss': 0.5}", "train_end {'loss': 0.5}",
                "test_begin {}", "test_batch_begin 1 {}", "test_batch_end 1 {'loss': 1.0, 'acc': nan}", "test_end {}",
                "predict_begin {}", "predict_batch_begin 2 {}", "predict_batch_end 2 {}", "predict_end {}",
            ],
            recorder.Calls);
    }

    [Fact]
    public void The_older_names_of_the_batch_hooks_are_called_too()
    {
        var callback = new OldNames();
        var list = new CallbackList([callback]);
        list.on_train_batch_begin(0);
        list.on_train_batch_end(0);
        list.on_batch_end(1);
        Assert.Equal([0, 1], callback.Batches);
    }

    [Fact]
    public void What_a_callback_adds_at_the_end_of_an_epoch_reaches_those_that_follow_but_not_the_caller()
    {
        var recorder = new Recorder();
        var model = new FakeModel("loss");
        var list = new CallbackList([new LearningRateScheduler(epoch => 0.02), recorder], add_history: true, model: model);
        var logs = new Logs { { "loss", 0.5 } };
        list.on_train_begin();
        list.on_epoch_begin(0);
        list.on_epoch_end(0, logs);
        Assert.Equal("epoch_end 0 {'loss': 0.5, 'lr': 0.02}", recorder.Calls[^1]);
        Assert.Equal("{'loss': [0.5], 'lr': [0.02]}", model.history!.history.ToString());
        Assert.Equal("{'loss': 0.5}", logs.ToString());
    }

    [Fact]
    public void Batches_are_reported_only_when_somebody_listens()
    {
        Assert.False(new CallbackList([new Nothing(), new History(), new EarlyStopping(), new ModelCheckpoint("x")]).WantsTrainBatches);
        Assert.False(new CallbackList([new LambdaCallback(on_epoch_end: (epoch, logs) => { })]).WantsTrainBatches);
        Assert.True(new CallbackList([new Nothing(), new OldNames()]).WantsTrainBatches);
        Assert.True(new CallbackList([new LambdaCallback(on_batch_end: (batch, logs) => { })]).WantsTrainBatches);
        Assert.True(new CallbackList([new ModelCheckpoint("x", save_freq: 10)]).WantsTrainBatches);
        Assert.True(new CallbackList([new Recorder()]).WantsTestBatches);
        Assert.True(new CallbackList([new Recorder()]).WantsPredictBatches);
        Assert.False(new CallbackList([new Recorder()]).WantsTrainBatches);
        Assert.True(new CallbackList(add_progbar: true, verbose: 1, steps: 3).WantsTrainBatches);
        Assert.False(new CallbackList(add_progbar: true, verbose: 2, steps: 3).WantsTrainBatches);
        Assert.True(new CallbackList(add_progbar: true, verbose: 2).WantsTrainBatches);
    }

    [Fact]
    public void A_callback_appended_later_hears_of_batches()
    {
        var list = new CallbackList();
        var late = new OldNames();
        list.append(late);
        list.on_train_batch_end(5);
        Assert.Equal([5], late.Batches);
    }

    [Fact]
    public void Callbacks_know_model_and_run()
    {
        var model = keras.Sequential();
        var callback = new Nothing();
        _ = new CallbackList([callback], model: model, verbose: 1, epochs: 10, steps: 157);
        Assert.Same(model, callback.model);
        Assert.Equal("{'verbose': 1, 'epochs': 10, 'steps': 157}", callback.@params.ToString());
        Assert.Equal(10, callback.@params["epochs"]);
    }

    [Fact]
    public void A_callback_that_was_given_to_nobody_says_so()
    {
        Assert.Contains("callbacks: [...]", Assert.Throws<InvalidOperationException>(() => new Nothing().model).Message);
        Assert.Contains("set_params", Assert.Throws<InvalidOperationException>(() => new Nothing().@params).Message);
    }

    [Fact]
    public void Numbers_of_a_run_that_are_not_known_are_refused_by_name()
    {
        var run = new CallbackParams(verbose: 2, epochs: 3);
        Assert.Equal("{'verbose': 2, 'epochs': 3, 'steps': None}", run.ToString());
        Assert.Contains("steps", Assert.Throws<InvalidOperationException>(() => run["steps"]).Message);
        Assert.Contains("'step'", Assert.Throws<KeyNotFoundException>(() => run["step"]).Message);
    }

    [Fact]
    public void An_abandoned_run_ends_the_line_of_its_bar()
    {
        var text = new StringBuilder();
        using (Messages.Redirect(part => text.Append(part)))
        {
            var list = new CallbackList(add_progbar: true, model: new FakeModel("loss"), verbose: 1, epochs: 1, steps: 4);
            list.on_train_begin();
            list.on_epoch_begin(0);
            list.on_train_batch_end(0, new Logs { { "loss", 0.5 } });
            list.Abandon();
            list.Abandon();
        }
        Assert.Equal("\r1/4 [======>.......................] - ETA: T - loss: 0.5000\n", ProgbarTests.WithoutTimes(text.ToString()));
    }
}
