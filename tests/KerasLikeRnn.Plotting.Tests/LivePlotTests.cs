using System.Net.Http;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using KerasLikeRnn.Callbacks;
using NumSharp;

namespace KerasLikeRnn.Plotting.Tests;

public sealed class LivePlotTests : PlotTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_browser_follows_a_training_to_its_end_and_keeps_the_curves()
    {
        var plot = new LivePlot();
        plot.set_params(new CallbackParams(epochs: 3, steps: 4));
        var line = Assert.Single(Printed(() => plot.on_train_begin()));
        var address = Regex.Match(line, @"http://127\.0\.0\.1:\d+/").Value;
        Assert.Equal(address, plot.address);
        var browser = Task.Run(() => Browser.Find().Run(["--window-size=900,700", "--virtual-time-budget=60000", "--dump-dom", address]));
        Epoch(plot, 0);
        // The page has drawn what there was and waits for more.
        await Until(() => plot.Server!.Asked >= 2 || browser.IsCompleted);
        Epoch(plot, 1);
        Epoch(plot, 2);
        Assert.Empty(Printed(() => plot.on_train_end()));
        var document = await browser;
        Assert.Contains("Training has ended.", document);
        Assert.Equal(["loss", "acc", "val_loss", "val_acc"], LegendTexts(document));
        Assert.Equal(12, Regex.Count(document, "class=\"point\""));
        Assert.Contains("stroke-dasharray: 9px", document);
    }

    [Fact]
    public async Task The_page_is_there_during_fit_only_and_tells_the_numbers()
    {
        var model = keras.Sequential([keras.layers.Dense(1, input_shape: 2)]);
        model.compile("sgd", "mse");
        var plot = new LivePlot();
        var seen = new List<string>();
        using var client = new HttpClient();
        string? address = null;
        var look = keras.callbacks.LambdaCallback(on_epoch_end: (_, _) =>
        {
            address = plot.address;
            seen.Add(client.GetStringAsync(address + "curves?after=-1", Cancellation).GetAwaiter().GetResult());
        });
        var lines = Printed(() => model.fit(
            np.ones((8, 2)), np.ones((8, 1)), epochs: 2, verbose: 0, validation_split: 0.5, callbacks: [plot, look]));
        Assert.Single(lines, line => line.Contains(address!, StringComparison.Ordinal));
        Assert.Matches("""^\{"version":\d+,"done":false,"curves":\[\{"name":"loss","x":\[1\],"y":\[[^,\]]+\]\},""", seen[0]);
        Assert.Contains("""{"name":"val_loss","x":[1],""", seen[0]);
        Assert.Contains("\"x\":[1,2]", seen[1]);
        Assert.Null(plot.address);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(address, Cancellation));
    }

    [Fact]
    public async Task The_page_of_a_fit_that_fails_is_told_so_and_goes_at_once()
    {
        var plot = new LivePlot();
        using var client = new HttpClient();
        string? address = null;
        Task<string>? last = null;
        FailsInItsSecondEpoch(plot, () =>
        {
            address = plot.address;
            var version = Regex.Match(client.GetStringAsync(address + "curves?after=-1", Cancellation).Result, @"\d+").Value;
            // The page waits for news, as an open one does.
            last = client.GetStringAsync($"{address}curves?after={version}", Cancellation);
            SpinWait.SpinUntil(() => plot.Server!.Asked == 2);
        });
        Assert.Null(plot.address);
        Assert.Contains("\"done\":\"abandoned\"", await last!);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(address, Cancellation));
    }

    [Fact]
    public async Task A_browser_shows_that_the_training_was_abandoned()
    {
        var plot = new LivePlot();
        Task<string>? browser = null;
        FailsInItsSecondEpoch(plot, () =>
        {
            var address = plot.address!;
            browser = Task.Run(() => Browser.Find().Run(["--window-size=900,700", "--virtual-time-budget=60000", "--dump-dom", address]));
            SpinWait.SpinUntil(() => plot.Server!.Asked >= 2 || browser.IsCompleted);
        });
        var document = await browser!;
        Assert.Contains("Training was abandoned.", document);
        Assert.Equal(["loss"], LegendTexts(document));
    }

    [Fact]
    public async Task Only_this_computer_under_its_own_name_is_answered()
    {
        var plot = new LivePlot();
        plot.set_params(new CallbackParams());
        Printed(() => plot.on_train_begin());
        var port = new Uri(plot.address!).Port;
        Assert.Contains("200 OK", await Ask(port, $"GET / HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"));
        Assert.Contains("403 Forbidden", await Ask(port, $"GET / HTTP/1.1\r\nHost: elsewhere.example:{port}\r\n\r\n"));
        Assert.Contains("404 Not Found", await Ask(port, $"GET /etc/passwd HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"));
        Assert.Contains("404 Not Found", await Ask(port, $"POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"));
        plot.on_train_end();
    }

    [Fact]
    public async Task A_page_that_is_closed_while_it_waits_does_not_disturb_the_training()
    {
        var plot = new LivePlot();
        plot.set_params(new CallbackParams());
        Printed(() => plot.on_train_begin());
        var port = new Uri(plot.address!).Port;
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(System.Net.IPAddress.Loopback, port, Cancellation);
            client.LingerState = new LingerOption(true, 0);
            await client.GetStream().WriteAsync("GET /curves?after=0 HTTP/1.1\r\nHost: localhost:"u8.ToArray(), Cancellation);
            await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"{port}\r\n\r\n"), Cancellation);
            await Until(() => plot.Server!.Asked == 1);
        }
        Epoch(plot, 0);
        plot.on_train_end();
    }

    [Fact]
    public void Values_that_are_no_numbers_leave_gaps()
    {
        var curves = new Curves();
        curves.Add(1, new Logs { { "</script>", double.NaN } });
        curves.Move(1.5, new Logs { { "</script>", 2 } });
        Assert.Equal("""[{"name":"\u003C/script\u003E","x":[1,1.5],"y":[null,2]}]""", curves.ToJson());
        curves.Add(2, new Logs { { "</script>", 3 } });
        Assert.Contains("[1,2]", curves.ToJson());
    }

    private static void FailsInItsSecondEpoch(LivePlot plot, Action before)
    {
        var model = keras.Sequential([keras.layers.Dense(1, input_shape: 2)]);
        model.compile("sgd", "mse");
        var fail = keras.callbacks.LambdaCallback(on_epoch_end: (epoch, _) =>
        {
            if (epoch == 0) return;
            before();
            throw new InvalidOperationException("mine");
        });
        Printed(() => Assert.Equal("mine", Assert.Throws<InvalidOperationException>(() => model.fit(
            np.ones((8, 2)), np.ones((8, 1)), epochs: 5, verbose: 0, callbacks: [plot, fail])).Message));
    }

    private static void Epoch(LivePlot plot, int epoch)
    {
        plot.on_epoch_begin(epoch);
        plot.on_train_batch_end(1, new Logs { { "loss", 2 }, { "acc", 0 } });
        plot.on_epoch_end(epoch, new Logs { { "loss", 1.0 / (epoch + 1) }, { "acc", 0.5 }, { "val_loss", 1.5 }, { "val_acc", 0.25 } });
    }

    private static async Task Until(Func<bool> condition)
    {
        while (!condition()) await Task.Delay(20, Cancellation);
    }

    private static string[] LegendTexts(string document) =>
        [.. Regex.Matches(document, """<text class="legend[0-9]*text"[^>]*>(?<text>[^<]*)</text>""")
            .Select(match => match.Groups["text"].Value)];

    private static async Task<string> Ask(int port, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(System.Net.IPAddress.Loopback, port, Cancellation);
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(request), Cancellation);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(Cancellation);
    }
}
