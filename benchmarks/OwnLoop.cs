using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using NumSharp;

namespace KerasLikeRnn.Benchmarks;

/// <summary>
/// A training loop as docs/porting.md shows it, against <c>train_on_batch</c>, in turn: LSTM(128) on (64, 200, 32). One JSON line:
/// milliseconds a step of both, their ratio, and the most memory that the process held in 300 steps of the loop.
/// </summary>
internal static class OwnLoop
{
    private const int Turns = 10;
    private const int StepsPerTurn = 30;

    public static int Run()
    {
        var (x, y) = (np.random.rand(64, 200, 32).astype(np.float32), np.random.rand(64, 1).astype(np.float32));
        var own = Step(Made(), x, y);
        List<double> ofLoop = [], ofTrainOnBatch = [];
        for (var turn = 0; turn < Turns; turn++) ofLoop.Add(Milliseconds(own));
        var peak = Process.GetCurrentProcess().PeakWorkingSet64;
        var model = Made();
        model.compile("sgd", "mse");
        void TrainOnBatch() => model.train_on_batch(x, y);
        TrainOnBatch();
        ofLoop.Clear();
        for (var turn = 0; turn < Turns; turn++)
        {
            ofLoop.Add(Milliseconds(own));
            ofTrainOnBatch.Add(Milliseconds(TrainOnBatch));
        }
        var (loop, step) = (ofLoop.Order().ElementAt(Turns / 2), ofTrainOnBatch.Order().ElementAt(Turns / 2));
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["case"] = "own loop, LSTM(128) on (64, 200, 32)",
            ["loop_ms_per_step"] = Math.Round(loop, 2),
            ["train_on_batch_ms_per_step"] = Math.Round(step, 2),
            ["ratio"] = Math.Round(loop / step, 2),
            ["loop_peak_mb"] = peak >> 20,
            ["collections"] = string.Create(
                CultureInfo.InvariantCulture, $"{GC.CollectionCount(0)}, {GC.CollectionCount(1)}, {GC.CollectionCount(2)}"),
        }));
        return 0;
    }

    private static Sequential Made() => keras.Sequential([keras.layers.LSTM(128, input_shape: (200, 32)), keras.layers.Dense(1)]);

    private static Action Step(Sequential model, NDArray x, NDArray y)
    {
        var optimizer = keras.optimizers.SGD();
        var mse = keras.losses.MeanSquaredError();
        return () =>
        {
            using var tape = tf.GradientTape();
            var loss = mse[y, model[x, training: true]];
            var gradients = tape.gradient(loss, model.trainable_weights);
            optimizer.apply_gradients(gradients.Zip(model.trainable_weights));
        };
    }

    private static double Milliseconds(Action step)
    {
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < StepsPerTurn; i++) step();
        return watch.Elapsed.TotalMilliseconds / StepsPerTurn;
    }
}
