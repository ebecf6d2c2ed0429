using static keras.callbacks;
using static keras.layers;
using static keras.models;

namespace KerasLikeRnn.Examples;

/// <summary>A SimpleRNN reads 40 steps of a noisy cosine and says the next one.</summary>
internal static class Cosine
{
    public static void Run(Options options)
    {
        options.Apply();
        var (x, y) = Waves(samples: 1200, steps: 40);
        keras.utils.set_random_seed(options.Seed ?? 1);

        var model = Sequential([
            SimpleRNN(16, return_sequences: true, input_shape: (None, 1)),
            SimpleRNN(16),
            Dense(1),
        ]);
        model.compile(optimizer: "adam", loss: "mse", metrics: ["mae"]);
        model.summary();
        var history = model.fit(x, y, epochs: options.Epochs ?? 15, batch_size: 32, validation_split: 0.2, verbose: 2,
            callbacks: [EarlyStopping(monitor: "val_loss", patience: 3, restore_best_weights: true)]);

        plt.plot(history.history["loss"], label: "loss");
        plt.plot(history.history["val_loss"], label: "val_loss");
        plt.title("Continuing a cosine");
        plt.xlabel("epoch");
        plt.ylabel("mean squared error");
        plt.legend();
        plt.show();
    }

    private static (NDArray x, NDArray y) Waves(int samples, int steps)
    {
        var random = new Random(7);
        var x = new float[samples, steps, 1];
        var y = new float[samples, 1];
        for (var i = 0; i < samples; i++)
        {
            double phase = random.NextDouble() * 2 * Math.PI, speed = 0.1 + 0.2 * random.NextDouble();
            for (var t = 0; t < steps; t++) x[i, t, 0] = (float)(Math.Cos(phase + speed * t) + 0.1 * (random.NextDouble() - 0.5));
            y[i, 0] = (float)Math.Cos(phase + speed * steps);
        }
        return (np.array(x), np.array(y));
    }
}
