using System.Net;
using System.Net.Sockets;
using System.Text;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Tests.Utils;
using KerasLikeRnn.Utils;

namespace KerasLikeRnn.Tests.Callbacks;

public class CallbackTests
{
    [Fact]
    public void Logs_keep_their_order_and_are_read_as_in_Python()
    {
        var logs = new Logs { { "loss", 0.6931471824645996 }, { "acc", 0.5 } };
        logs["val_loss"] = 1e-7;
        logs["loss"] = 0.25;
        Assert.Equal("{'loss': 0.25, 'acc': 0.5, 'val_loss': 1e-07}", logs.ToString());
        Assert.Equal("dict_keys(['loss', 'acc', 'val_loss'])", logs.keys().ToString());
        Assert.Equal("dict_values([0.25, 0.5, 1e-07])", logs.values().ToString());
        Assert.Equal("dict_items([('loss', 0.25), ('acc', 0.5), ('val_loss', 1e-07)])", logs.items().ToString());
        Assert.Equal(0.5, logs.get("acc"));
        Assert.Null(logs.get("val_acc"));
        Assert.Equal(7, logs.get("val_acc", 7));
        Assert.False(logs.TryGetValue("val_acc", out _));
        Assert.Equal("'accuracy'. Available keys: loss,acc,val_loss", Assert.Throws<KeyNotFoundException>(() => logs["accuracy"]).Message);
    }

    [Fact]
    public void A_float32_in_the_logs_has_a_float32s_digits_until_it_is_replaced()
    {
        var logs = new Logs();
        logs.SetSinglePrecision("lr", 0.0001f);
        Assert.Equal("{'lr': 1e-04}", logs.ToString());
        logs["lr"] = 0.0001f;
        Assert.Equal("{'lr': 9.999999747378752e-05}", logs.ToString());
    }

    [Fact]
    public void The_history_collects_the_epochs_by_name()
    {
        var model = new FakeModel("loss", "acc");
        var history = new History();
        history.set_model(model);
        history.on_train_begin();
        history.on_epoch_end(0, new Logs { { "loss", 0.5 }, { "acc", 0.25 } });
        history.on_epoch_end(1, new Logs { { "loss", 0.4 }, { "acc", 0.75 } });
        Assert.Equal([0.25, 0.75], history.history["acc"]);
        Assert.Equal([0, 1], history.epoch);
        Assert.Equal("{'loss': [0.5, 0.4], 'acc': [0.25, 0.75]}", history.history.ToString());
        Assert.Equal("dict_keys(['loss', 'acc'])", history.history.keys().ToString());
        Assert.Contains("Available keys: loss,acc", Assert.Throws<KeyNotFoundException>(() => history.history["accuracy"]).Message);
        Assert.Null(history.history.get("accuracy"));
        Assert.Same(history, model.history);
    }

    [Fact]
    public void The_history_shows_learning_rates_with_the_digits_of_float32()
    {
        var model = new FakeModel("loss") { LearningRate = 0.02 };
        var list = new CallbackList([new LearningRateScheduler((_, lr) => lr * 0.9)], add_history: true, model: model);
        list.on_train_begin();
        for (var epoch = 0; epoch < 2; epoch++)
        {
            list.on_epoch_begin(epoch);
            list.on_epoch_end(epoch, new Logs { { "loss", 1 } });
        }
        Assert.Equal("[0.018, 0.016199999]", KerasLikeRnn.Python.PythonText.Repr(model.history!.history["lr"]));
    }

    [Fact]
    public void Lambdas_stand_for_methods()
    {
        var calls = new List<string>();
        var callback = new LambdaCallback(
            on_epoch_begin: (epoch, logs) => calls.Add($"epoch_begin {epoch}"),
            on_epoch_end: (epoch, logs) => calls.Add($"epoch_end {epoch} {logs["loss"]}"),
            on_batch_begin: (batch, logs) => calls.Add($"batch_begin {batch}"),
            on_batch_end: (batch, logs) => calls.Add($"batch_end {batch}"),
            on_train_begin: logs => calls.Add("train_begin"),
            on_train_end: logs => calls.Add("train_end"),
            on_train_batch_begin: (batch, logs) => calls.Add($"train_batch_begin {batch}"),
            on_test_begin: logs => calls.Add("test_begin"),
            on_predict_batch_end: (batch, logs) => calls.Add($"predict_batch_end {batch}"));
        var list = new CallbackList([callback]);
        list.on_train_begin();
        list.on_epoch_begin(0);
        list.on_train_batch_begin(1);
        list.on_train_batch_end(1);
        list.on_test_begin();
        list.on_test_batch_end(0);
        list.on_test_end();
        list.on_epoch_end(0, new Logs { { "loss", 2 } });
        list.on_train_end();
        list.on_predict_begin();
        list.on_predict_batch_end(7);
        Assert.Equal(
            ["train_begin", "epoch_begin 0", "train_batch_begin 1", "batch_end 1", "test_begin", "epoch_end 0 2", "train_end",
            "predict_batch_end 7"],
            calls);
    }

    [Fact]
    public void Means_of_batches_are_weighted_by_their_size()
    {
        var logger = new BaseLogger(stateful_metrics: ["acc"]);
        logger.set_params(new CallbackParams(metrics: ["loss", "acc", "val_loss"]));
        logger.on_epoch_begin(0);
        logger.on_train_batch_end(0, new Logs { { "size", 3 }, { "loss", 1 }, { "acc", 0.5 } });
        logger.on_train_batch_end(1, new Logs { { "size", 1 }, { "loss", 5 }, { "acc", 0.75 } });
        var logs = new Logs();
        logger.on_epoch_end(0, logs);
        Assert.Equal("{'loss': 2.0, 'acc': 0.75}", logs.ToString());
    }

    [Fact]
    public void Infinite_losses_end_the_training_and_missing_ones_do_not()
    {
        var model = new FakeModel("loss");
        var callback = new TerminateOnNaN();
        callback.set_model(model);
        var text = Text(() =>
        {
            callback.on_train_batch_end(0, new Logs { { "acc", double.NaN } });
            Assert.False(model.stop_training);
            callback.on_train_batch_end(3, new Logs { { "loss", double.NegativeInfinity } });
        });
        Assert.True(model.stop_training);
        Assert.Equal("Batch 3: Invalid loss, terminating training\n", text);
    }

    [Fact]
    public void Early_stopping_tells_what_it_knows()
    {
        var model = new FakeModel("loss");
        var callback = new EarlyStopping("loss", patience: 1, restore_best_weights: true);
        callback.set_model(model);
        callback.on_train_begin();
        double[] losses = [3, 1, 2];
        for (var epoch = 0; epoch < losses.Length; epoch++)
        {
            model.Weights = epoch;
            Text(() => callback.on_epoch_end(epoch, new Logs { { "loss", losses[epoch] } }));
        }
        Assert.True(model.stop_training);
        Assert.Equal((2, 1, 1, 1.0), (callback.stopped_epoch, callback.best_epoch, callback.wait, callback.best));
        Assert.Equal(1f, callback.best_weights!.Single().GetSingle(0));
    }

    [Fact]
    public void A_scheduled_rate_can_depend_on_the_epoch_alone()
    {
        var model = new FakeModel("loss");
        var callback = new LearningRateScheduler(epoch => 0.1 / (epoch + 1), verbose: 1);
        callback.set_model(model);
        Assert.Equal("\nEpoch 2: LearningRateScheduler setting learning rate to 0.05.\n", Text(() => callback.on_epoch_begin(1)));
        Assert.Equal(0.05f, model.LearningRate);
    }

    [Fact]
    public void A_file_name_with_an_unknown_value_is_refused()
    {
        var callback = new ModelCheckpoint("w{val_acc:.2f}.h5");
        callback.set_model(new FakeModel("loss"));
        var error = Assert.Throws<KeyNotFoundException>(() => callback.on_epoch_end(0, new Logs { { "loss", 1 } }));
        Assert.Equal("Failed to format this callback filepath: \"w{val_acc:.2f}.h5\". Reason: 'val_acc'", error.Message);
    }

    [Fact]
    public void A_folder_is_no_checkpoint()
    {
        var folder = Directory.CreateDirectory(Directory.CreateTempSubdirectory("checkpoint").FullName + ".h5").FullName;
        var callback = new ModelCheckpoint(folder);
        callback.set_model(new FakeModel("loss"));
        var error = Assert.Throws<IOException>(() => callback.on_epoch_end(0, new Logs()));
        Directory.Delete(folder);
        Assert.Equal(
            $"Please specify a non-directory filepath for ModelCheckpoint. Filepath used is an existing directory: {folder}",
            error.Message);
    }

    [Fact]
    public void Wrong_arguments_are_refused_with_Kerass_words()
    {
        Assert.StartsWith("ReduceLROnPlateau does not support a factor >= 1.0. Got 1.0",
            Assert.Throws<ValueError>(() => new ReduceLROnPlateau(factor: 1)).Message);
        Assert.StartsWith("Unrecognized save_freq: foo. Expected save_freq are \"epoch\" or integer",
            Assert.Throws<ValueError>(() => new ModelCheckpoint("x", save_freq: "foo")).Message);
        Assert.StartsWith("Unknown `count_mode`: x. Expected values are [\"samples\", \"steps\"]",
            Assert.Throws<ValueError>(() => new ProgbarLogger("x")).Message);
        Assert.Throws<ValueError>(() => new CSVLogger("x", separator: "ab"));
        Assert.Throws<NotSupportedException>(() => new ModelCheckpoint("x", options: new object()));
    }

    [Fact]
    public void Deprecated_arguments_are_warned_of()
    {
        Assert.Equal(
            "WARNING:tensorflow:`epsilon` argument is deprecated and will be removed, use `min_delta` instead.\n",
            Text(() => _ = new ReduceLROnPlateau(epsilon: 0.1)));
        Assert.Equal(
            "WARNING:tensorflow:`period` argument is deprecated. Please use `save_freq` to specify the frequency in number of batches "
            + "seen.\n",
            Text(() => _ = new ModelCheckpoint("x", period: 2)));
    }

    [Theory]
    [InlineData("fit_verbose_1", 1)]
    [InlineData("fit_verbose_2", 2)]
    public void The_text_of_fit_is_that_of_Keras(string golden, int verbose)
    {
        var lines = verbose == 1 ? ((double Loss, double Acc)[][])[[(.6998, .5), (.6899, .5714)], [(.6691, .8125), (.678, .6607)]]
            : [[(.6713, .625)], [(.6637, .5893)]];
        var validation = verbose == 1 ? ((double Loss, double Acc)[])[(.6914, .5714), (.6904, .5714)] : [(.6898, .5714), (.6895, .5714)];
        var text = Text(() =>
        {
            var list = new CallbackList(
                add_history: true, add_progbar: true, model: new FakeModel("loss", "acc"), verbose: verbose, epochs: 2, steps: 4);
            list.on_train_begin();
            for (var epoch = 0; epoch < 2; epoch++)
            {
                list.on_epoch_begin(epoch);
                list.on_train_batch_begin(0);
                list.on_train_batch_end(0, new Logs { { "loss", lines[epoch][0].Loss }, { "acc", lines[epoch][0].Acc } });
                list.on_epoch_end(epoch, new Logs
                {
                    { "loss", lines[epoch][^1].Loss }, { "acc", lines[epoch][^1].Acc },
                    { "val_loss", validation[epoch].Loss }, { "val_acc", validation[epoch].Acc },
                });
            }
            list.on_train_end();
        });
        Assert.Equal(ProgbarTests.WithoutTimes(Recorded.Text(golden)), ProgbarTests.WithoutTimes(text));
    }

    [Theory]
    [InlineData(1, .6694, .5938, .6745, .6143)]
    [InlineData(2, .6694, .5938, .6647, .6)]
    public void The_text_of_evaluate_and_predict_is_that_of_Keras(int verbose, double loss, double acc, double finalLoss, double finalAcc)
    {
        var evaluate = Text(() =>
        {
            var list = new CallbackList(add_progbar: true, model: new FakeModel("loss", "acc"), verbose: verbose, epochs: 1, steps: 3);
            list.on_test_begin();
            list.on_test_batch_end(0, new Logs { { "loss", loss }, { "acc", acc } });
            list.on_test_end(new Logs { { "loss", finalLoss }, { "acc", finalAcc } });
        });
        Assert.Equal(ProgbarTests.WithoutTimes(Recorded.Text($"evaluate_verbose_{verbose}")), ProgbarTests.WithoutTimes(evaluate));
        var predict = Text(() =>
        {
            var list = new CallbackList(add_progbar: true, model: new FakeModel("loss", "acc"), verbose: verbose, epochs: 1, steps: 3);
            list.on_predict_begin();
            list.on_predict_batch_end(0, new Logs { { "outputs", 1 } });
            list.on_predict_end();
        });
        Assert.Equal(ProgbarTests.WithoutTimes(Recorded.Text($"predict_verbose_{verbose}")), ProgbarTests.WithoutTimes(predict));
    }

    [Fact]
    public void A_bar_of_samples_in_fit_counts_batches_at_the_end()
    {
        var text = Text(() =>
        {
            var list = new CallbackList([new ProgbarLogger()], model: new FakeModel("loss"), verbose: 2, epochs: 2, steps: 2);
            list.on_epoch_begin(0);
            list.on_train_batch_end(0, new Logs { { "loss", 1 } });
            list.on_train_batch_end(1, new Logs { { "loss", 1 } });
            list.on_epoch_end(0, new Logs { { "loss", 0.7667 } });
        });
        Assert.Equal("Epoch 1/2\n2/2 - T - loss: 0.7667 - T - T/sample\n", ProgbarTests.WithoutTimes(text));
    }

    [Fact]
    public void A_silent_Keras_says_nothing_on_the_standard_output()
    {
        Assert.True(Messages.is_interactive_logging_enabled());
        var text = new StringBuilder();
        using (Messages.Redirect(part => text.Append(part))) Messages.Print("Epoch 1/2");
        Assert.Equal("Epoch 1/2\n", text.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_monitor_receives_the_logs_of_an_epoch(bool asJson)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var received = ReceiveRequest(server);
        var callback = new RemoteMonitor(
            $"http://localhost:{((IPEndPoint)server.LocalEndpoint).Port}", headers: new Dictionary<string, string> { ["X-Run"] = "7" },
            send_as_json: asJson);
        Assert.Equal("", Text(() => callback.on_epoch_end(2, new Logs { { "loss", 0.5 }, { "acc", double.NaN } })));
        var request = await received;
        Assert.StartsWith("POST /publish/epoch/end/ HTTP/1.1\r\n", request);
        Assert.Contains("X-Run: 7\r\n", request);
        Assert.Contains($"Content-Type: {(asJson ? "application/json" : "application/x-www-form-urlencoded")}\r\n", request);
        var json = "{\"epoch\": 2, \"loss\": 0.5, \"acc\": NaN}";
        Assert.EndsWith(asJson ? "\r\n\r\n" + json : "\r\n\r\ndata=" + WebUtility.UrlEncode(json), request);
    }

    [Theory]
    [InlineData("http://localhost:1")]
    [InlineData("no address")]
    public void A_monitor_that_is_away_is_warned_of(string root) =>
        Assert.Equal(
            $"WARNING:tensorflow:Warning: could not reach RemoteMonitor root server at {root}\n",
            Text(() => new RemoteMonitor(root).on_epoch_end(0, new Logs { { "loss", 0.5 } })));

    [Fact]
    public void What_a_callback_throws_reaches_the_caller()
    {
        var model = keras.Sequential([keras.layers.Dense(1, input_shape: 2)]);
        model.compile("sgd", "mse");
        var thrown = new NotImplementedException("mine");
        Action<LambdaCallback> Fit(int verbose) => callback => model.fit(
            NumSharp.np.zeros((4, 2)), NumSharp.np.zeros((4, 1)), verbose: verbose, callbacks: [callback]);
        foreach (var callback in new[]
        {
            new LambdaCallback(on_train_begin: _ => throw thrown), new LambdaCallback(on_train_end: _ => throw thrown),
            new LambdaCallback(on_epoch_begin: (_, _) => throw thrown), new LambdaCallback(on_epoch_end: (_, _) => throw thrown),
            new LambdaCallback(on_batch_begin: (_, _) => throw thrown), new LambdaCallback(on_batch_end: (_, _) => throw thrown),
        })
            Text(() => Assert.Same(thrown, Assert.Throws<NotImplementedException>(() => Fit(1)(callback))));
        // The model is as good as before.
        model.fit(NumSharp.np.zeros((4, 2)), NumSharp.np.zeros((4, 1)), verbose: 0);
    }

    [Fact]
    public void A_log_on_a_full_disk_gives_the_error()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no disk that is always full");
        var logger = new CSVLogger("/dev/full", append: true);
        logger.set_model(new FakeModel("loss"));
        logger.on_train_begin();
        Assert.Contains("space", Assert.ThrowsAny<IOException>(() => logger.on_epoch_end(0, new Logs { { "loss", 1 } })).Message);
    }

    [Fact]
    public void Each_epoch_is_in_the_log_as_soon_as_it_has_ended_and_an_appended_log_goes_on()
    {
        var path = Path.GetTempFileName();
        for (var run = 0; run < 2; run++)
        {
            // A run that is killed calls nothing more: the second one begins without the end of the first.
            var logger = new CSVLogger(path, separator: ";", append: true);
            logger.set_model(new FakeModel("loss"));
            logger.on_train_begin();
            for (var epoch = 0; epoch < 2; epoch++)
            {
                logger.on_epoch_end(epoch, new Logs { { "loss", 1 }, { "acc", 0.5 } });
                Assert.EndsWith($"{epoch};0.5;1.0\r\n", File.ReadAllText(path));
            }
        }
        Assert.Equal("epoch;acc;loss\r\n0;0.5;1.0\r\n1;0.5;1.0\r\n0;0.5;1.0\r\n1;0.5;1.0\r\n", File.ReadAllText(path));
        File.Delete(path);
    }

    private static string Text(Action action)
    {
        var text = new StringBuilder();
        using (Messages.Redirect(part => text.Append(part))) action();
        return text.ToString();
    }

    private static async Task<string> ReceiveRequest(TcpListener server)
    {
        using var connection = await server.AcceptTcpClientAsync();
        var stream = connection.GetStream();
        var request = new StringBuilder();
        var buffer = new byte[4096];
        while (!IsComplete(request.ToString()))
            request.Append(Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer)));
        await stream.WriteAsync(Encoding.UTF8.GetBytes("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n"));
        return request.ToString();
    }

    private static bool IsComplete(string request)
    {
        var body = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        const string Mark = "Content-Length: ";
        var length = request.IndexOf(Mark, StringComparison.Ordinal);
        if (body < 0 || length < 0) return false;
        var digits = request[(length + Mark.Length)..request.IndexOf('\r', length)];
        return request.Length >= body + 4 + int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
    }
}
