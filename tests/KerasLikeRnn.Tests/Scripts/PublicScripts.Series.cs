using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Models;
using KerasLikeRnn.Optimizers;
using KerasLikeRnn.Optimizers.Schedules;
using NumSharp;
using static keras.callbacks;
using static keras.layers;
using static keras.models;
using static KerasLikeRnn.Builtins;
using K = keras.backend;
using schedules = keras.optimizers.schedules;

namespace KerasLikeRnn.Tests.Scripts;

/// <content>Time series, and what changes the learning rate.</content>
internal static partial class PublicScripts
{
    public static void forecasting()
    {
        static (NDArray, NDArray) split_sequence(int[] sequence, int n_steps)
        {
            List<int[]> X = [];
            List<int> y = [];
            foreach (var i in range(len(sequence)))
            {
                var end_ix = i + n_steps;
                if (end_ix > len(sequence) - 1)
                    break;
                var (seq_x, seq_y) = (sequence[i..end_ix], sequence[end_ix]);
                X.Add(seq_x);
                y.Add(seq_y);
            }
            return (np.array(X.ToArray()), np.array(y.ToArray()));
        }

        int[] raw_seq = [10, 20, 30, 40, 50, 60, 70, 80, 90];
        var (n_steps, n_features) = (3, 1);
        var (X, y) = split_sequence(raw_seq, n_steps);
        foreach (var i in range(len(X)))
            print(X[i], y[i]);
        X = X.reshape((X.shape[0], X.shape[1], n_features));
        var model = Sequential();
        model.add(LSTM(10, activation: "relu", input_shape: (n_steps, n_features)));
        model.add(Dense(1));
        model.compile(optimizer: "adam", loss: "mse");
        model.fit(X, y, epochs: 20, verbose: 0);
        NDArray x_input = np.array(new[] { 70, 80, 90 });
        x_input = x_input.reshape((1, n_steps, n_features));
        print(model.predict(x_input, verbose: 0));

        var data = np.sin(np.arange(120) * 0.2) + 0.1 * np.random.randn(120);
        var (mean, std) = (np.mean(data[":80"], axis: 0), np.std(data[":80"], axis: 0));
        data = (data - mean) / std;
        var lookback = 8;
        var samples = np.expand_dims(np.stack(range(len(data) - lookback).Select(i => data[$"{i}:{i + lookback}"]).ToArray()), -1);
        var targets = data[$"{lookback}:"];
        var (train, test) = (samples[":80"], samples["80:"]);
        print(samples.shape, $"naive mae: {(double)np.mean(np.abs(test[":, -1, 0"] - targets["80:"])):F4}");
        model = Sequential([GRU(8, dropout: 0.1, return_sequences: true, input_shape: (None, 1)), GRU(4, activation: "relu"), Dense(1)]);
        model.compile(optimizer: keras.optimizers.RMSprop(), loss: "mae");
        model.fit(train, targets[":80"], epochs: 3, batch_size: 16, validation_data: (test, targets["80:"]), verbose: 2);
        var current = test[":1"];
        List<double> forecast = [];
        foreach (var _ in range(4))
        {
            var p = model.predict(current, verbose: 0)[0];
            forecast.Add((double)(p[0] * std + mean));
            current = np.concatenate([current[":, 1:, :"], p.reshape(1, 1, 1)], axis: 1);
        }
        print(np.round(np.array(forecast.ToArray()), 4));
        var rmse = np.sqrt(np.mean(np.power(model.predict(test, verbose: 0)[":, 0"] - targets["80:"], 2)));
        print($"Test RMSE: {(double)rmse:F3}");
        var generator = keras.preprocessing.sequence.TimeseriesGenerator(data, data, length: 8, batch_size: 16, sampling_rate: 2);
        var (bx, by) = generator[0];
        print(len(generator), bx.shape, np.round(by[":3"], 4));
    }

    public static void schedules_and_callbacks()
    {
        var (x, y) = (np.random.rand(30, 4), np.random.rand(30, 1));
        Sequential make()
        {
            var model = Sequential([Dense(5, activation: "relu", input_dim: 4), Dense(1)]);
            model.compile(optimizer: keras.optimizers.SGD(0.1, momentum: 0.9), loss: "mse");
            return model;
        }

        var model = make();
        var losses = new LossHistory();
        model.fit(
            x, y, epochs: 5, batch_size: 10, verbose: 2, validation_split: 0.2, callbacks: [losses, new StopAt(), new CyclicLR(0.01, 0.1)]);
        print(len(losses.losses), losses.losses.Take(4).Select(v => round(v, 4)).ToList());
        model = make();
        var schedule = LearningRateScheduler((epoch, lr) => epoch > 0 ? lr * 0.5 : lr, verbose: 1);
        var plateau = ReduceLROnPlateau(monitor: "loss", factor: 0.1, patience: 1, min_delta: 10, verbose: 1);
        var stopper = EarlyStopping(monitor: "loss", patience: 3, min_delta: 10, verbose: 1, restore_best_weights: true);
        var history = model.fit(x, y, epochs: 6, batch_size: 10, verbose: 2, callbacks: [schedule, plateau, stopper]);
        print(history.history.keys(), history.epoch, history.@params);
        var lr_schedule = schedules.ExponentialDecay(0.1, decay_steps: 4, decay_rate: 0.9, staircase: true);
        var optimizer = keras.optimizers.Adam(learning_rate: lr_schedule);
        model.compile(optimizer: optimizer, loss: "mse");
        print(model.fit(x, y, epochs: 3, verbose: 0).history["loss"].Select(v => round(v, 5)).ToList());
        print(optimizer.iterations.numpy(), lr_schedule[12].numpy());
        var learning_rate = new Warmup(64);
        model.compile(keras.optimizers.Adam(learning_rate, beta_1: 0.9, beta_2: 0.98, epsilon: 1e-9), "mse");
        print(model.fit(x, y, epochs: 3, verbose: 0).history["loss"].Select(v => round(v, 5)).ToList(), (float)learning_rate[5]);
        model.compile(keras.optimizers.SGD(0.1, decay: 0.01, nesterov: true, momentum: 0.5), "mae");
        model.fit(x, y, epochs: 2, verbose: 0);
        print(np.round(model.optimizer._decayed_lr(tf.float32).numpy(), 6), model.optimizer.get_config());
    }

    private sealed class LossHistory : Callback
    {
        public List<double> losses = [];

        public override void on_train_begin(Logs logs = null!) => losses = [];

        public override void on_batch_end(int batch, Logs logs = null!) => losses.Add(logs.get("loss")!.Value);
    }

    private sealed class StopAt : Callback
    {
        public override void on_epoch_end(int epoch, Logs logs = null!)
        {
            if (logs.get("val_loss") < 5 && epoch >= 2)
            {
                print("Reached at epoch", epoch);
                model.stop_training = true;
            }
        }
    }

    private sealed class CyclicLR(double base_lr, double max_lr) : Callback
    {
        private int iterations;

        public override void on_train_batch_begin(int batch, Logs logs = null!)
        {
            iterations++;
            K.set_value(model.optimizer.lr, base_lr + (max_lr - base_lr) * abs(Math.Sin(iterations)));
        }

        public override void on_epoch_end(int epoch, Logs logs = null!) =>
            print(epoch, "lr", round((float)K.get_value(model.optimizer.lr), 6));
    }

    private sealed class Warmup(double d_model, int warmup_steps = 10) : LearningRateSchedule
    {
        public override double __call__(double step)
        {
            var arg1 = 1 / Math.Sqrt(step);
            var arg2 = step * Math.Pow(warmup_steps, -1.5);
            return 1 / Math.Sqrt(d_model) * min(arg1, arg2);
        }
    }
}
