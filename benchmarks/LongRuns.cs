using System.Diagnostics;
using System.Text.Json;
using NumSharp;

namespace KerasLikeRnn.Benchmarks;

/// <summary>
/// Memory of long runs, which must be flat: 20,000 calls of predict, 200 models built, trained and dropped, 1,000 epochs of a small one.
/// One JSON line each: megabytes of the process after each tenth.
/// </summary>
internal static class LongRuns
{
    private static readonly NDArray x = (np.random.rand(64, 10) * 1000).astype(np.int32);
    private static readonly NDArray y = np.random.rand(64, 1).astype(np.float32);

    public static int Run()
    {
        var model = Made(8);
        Report("20,000 calls of predict", () =>
        {
            for (var i = 0; i < 2000; i++) model.predict(x[":4"], verbose: 0);
        });
        Report("200 models built and dropped", () =>
        {
            for (var i = 0; i < 20; i++) Made(128).fit(x, y, verbose: 0);
        });
        Report("1,000 epochs of a small one", () => model.fit(x, y, epochs: 100, verbose: 0));
        return 0;
    }

    private static void Report(string name, Action tenth)
    {
        var megabytes = new List<long>();
        for (var i = 0; i < 10; i++)
        {
            tenth();
            using var process = Process.GetCurrentProcess();
            megabytes.Add(process.WorkingSet64 >> 20);
        }
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object> { ["case"] = name, ["megabytes"] = megabytes }));
    }

    private static Models.Sequential Made(int units)
    {
        var model = keras.Sequential(
            [keras.layers.Embedding(1000, units), keras.layers.LSTM(units), keras.layers.Dense(1, activation: "sigmoid")]);
        model.compile("rmsprop", "binary_crossentropy", metrics: ["acc"]);
        return model;
    }
}
