using System.Globalization;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Utils;
using NumSharp;

namespace KerasLikeRnn.Tests.Callbacks;

/// <summary>A model that only tells what callbacks ask of it. Its weights are one number, the batches it has seen.</summary>
internal sealed class FakeModel(params string[] metrics) : ICallbackModel
{
    private double rate = 0.01f;

    public int Weights { get; set; }

    public bool stop_training { get; set; }

    public IReadOnlyList<string> metrics_names => metrics;

    public History? history { get; set; }

    public double LearningRate
    {
        get => rate;
        set => rate = (float)value;
    }

    public NDArray[] get_weights() => [np.array([(float)Weights])];

    public void set_weights(IEnumerable<NDArray> weights) =>
        Messages.Print(string.Create(CultureInfo.InvariantCulture, $"<set_weights {weights.Single().GetSingle(0)}>"));

    public void save(string path, bool overwrite = true) => Messages.Print($"<save {path}>");

    public void load_weights(string path) => Messages.Print($"<load_weights {path}>");

    public void save_weights(string path, bool overwrite = true) => Messages.Print($"<save_weights {path}>");
}
