using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using KerasLikeRnn.Models;
using static keras.layers;

namespace KerasLikeRnn.Tests.Serving;

/// <summary>The services of docs/serving.md.</summary>
public sealed class ServingTests : IDisposable
{
    private const int Length = 20;

    private readonly string folder = Directory.CreateTempSubdirectory("serving").FullName;
    private readonly Sequential model;

    public ServingTests()
    {
        model = keras.Sequential([Embedding(1000, 16, input_length: Length), LSTM(32), Dense(3, activation: "softmax")]);
        model.compile("adam", "categorical_crossentropy");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("keras", "KerasService", "model.h5", 0)]
    [InlineData("onnx", "OnnxService", "model.onnx", 1e-5)]
    public async Task A_service_that_loads_a_model_once_answers_many_threads(string example, string program, string file, double tolerance)
    {
        var path = Path.Combine(folder, file);
        if (example == "onnx") keras.export.onnx(model, path);
        else model.save(path);
        var service = Path.Combine(Root, "examples", "serving", example, "bin", Configuration, "net10.0", program + ".dll");
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [service, "--urls", "http://127.0.0.1:0", "--model", path]) { RedirectStandardOutput = true })!;
        try
        {
            using var client = new HttpClient { BaseAddress = await AddressOf(process) };
            await Parallel.ForAsync(0, 64, Test, async (request, cancel) =>
            {
                var rows = Rows(request, 1 + request % 5);
                var expected = model.predict(rows, verbose: 0);
                using var answer = await client.PostAsJsonAsync("/predict", rows, cancel);
                answer.EnsureSuccessStatusCode();
                var predictions = await answer.Content.ReadFromJsonAsync<float[][]>(cancel);
                Assert.Equal(rows.Length, predictions!.Length);
                for (var row = 0; row < rows.Length; row++)
                    foreach (var (wanted, given) in expected[row].ToArray<float>()!.Zip(predictions[row]))
                        Assert.InRange(given, wanted - tolerance, wanted + tolerance);
            });
            using var refused = await client.PostAsJsonAsync("/predict", new float[][] { [1, 2], [3] }, Test);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(Test);
        }
    }

    [Fact]
    public void Threads_that_predict_with_one_model_at_once_get_what_one_gets()
    {
        const int Requests = 100;
        var requests = Enumerable.Range(0, Requests).Select(request => Rows(request, 1 + request % 40)).ToArray();
        _ = model.predict(requests[0], verbose: 0);
        var alone = Stopwatch.StartNew();
        var expected = requests.Select(rows => model.predict(rows, verbose: 0).ToArray<float>()!).ToArray();
        alone.Stop();
        var together = Stopwatch.StartNew();
        var predicted = new float[Requests][];
        Parallel.For(0, Requests, new ParallelOptions { MaxDegreeOfParallelism = 8 },
            request => predicted[request] = model.predict(requests[request], verbose: 0).ToArray<float>()!);
        together.Stop();
        Assert.Equal(expected, predicted);
        var (one, eight) = (Requests / alone.Elapsed.TotalSeconds, Requests / together.Elapsed.TotalSeconds);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{one:0} predictions a second on one thread, {eight:0} on eight"));
    }

    [Theory]
    [InlineData("keras")]
    [InlineData("onnx")]
    public void The_page_shows_the_programs_that_run(string example)
    {
        var page = File.ReadAllText(Path.Combine(Root, "docs", "serving.md"));
        Assert.Contains(File.ReadAllText(Path.Combine(Root, "examples", "serving", example, "Program.cs")), page, StringComparison.Ordinal);
    }

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    private static float[][] Rows(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, Length).Select(_ => (float)random.Next(1000)).ToArray())];
    }

    private static async Task<Uri> AddressOf(Process process)
    {
        const string Announced = "Now listening on: ";
        while (await process.StandardOutput.ReadLineAsync(Test) is { } line)
            if (line.IndexOf(Announced, StringComparison.Ordinal) is var at and >= 0) return new(line[(at + Announced.Length)..]);
        throw new InvalidOperationException("The service has ended.");
    }

    // bin/<configuration>/net10.0, as that of the services.
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static string Root
    {
        get
        {
            var at = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(at!.FullName, "KerasLikeRnn.slnx"))) at = at.Parent;
            return at.FullName;
        }
    }
}
