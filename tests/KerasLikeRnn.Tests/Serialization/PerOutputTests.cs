using KerasLikeRnn.Engine;
using KerasLikeRnn.Losses;
using KerasLikeRnn.Metrics;

namespace KerasLikeRnn.Tests.Serialization;

/// <summary>What is given for each of several outputs.</summary>
public class PerOutputTests
{
    private static readonly string[] outputs = ["a", "b"];

    [Fact]
    public void One_value_is_for_all_a_list_for_each_and_a_dictionary_for_those_it_names()
    {
        Assert.Equal(["mse", "mse"], Values<Loss>("mse"));
        Assert.Equal(["mse", "mae"], Values<Loss>(["mse", "mae"]));
        Assert.Equal(["mse", "mae"], Values<Loss>(new[] { "mse", "mae" }));
        Assert.Equal([null, "mae"], Values<Loss>([null, "mae"]));
        Assert.Equal([null, "mae"], Values<Loss>(new() { ["b"] = "mae" }));
        Assert.Equal(["mse", "mae"], Values<Loss>(new Dictionary<string, string> { ["b"] = "mae", ["a"] = "mse" }));
        Assert.Equal([1.0, 0.5], Values<double>([1, 0.5]));
        Assert.Equal([1.0, 0.5], Values<double>(new Dictionary<string, double> { ["a"] = 1, ["b"] = 0.5 }));
    }

    [Fact]
    public void Objects_functions_and_losses_stand_beside_names()
    {
        var loss = new Huber(0.5);
        Func<Tensor, Tensor, Tensor> own = (t, p) => tf.reduce_mean(tf.abs(t - p), -1);
        Assert.Equal([loss, own], Values<Loss>([loss, own]));
        var metric = new AUC();
        PerOutput<Metric> metrics = [metric, loss, keras.metrics.mse, "acc"];
        Assert.Equal([metric, loss, keras.metrics.mse, "acc"], metrics.All);
        Assert.True(metrics.IsForAll);
        Assert.Equal("huber_loss", ((Like<Metric>)loss).Value!.name);
    }

    [Fact]
    public void Lists_of_lists_are_one_for_each_output()
    {
        PerOutput<Metric> metrics = [["acc", "mse"], [], "mae"];
        Assert.False(metrics.IsForAll);
        Assert.Equal([2, 0, 1], metrics.Each(["a", "b", "c"], "metrics").Select(each => each!.All.Count()));
        PerOutput<Metric> arrays = new[] { new[] { "acc", "mse" }, ["mae"] };
        Assert.Equal(["acc", "mse", "mae"], arrays.All);
    }

    [Fact]
    public void What_does_not_fit_the_outputs_is_refused()
    {
        Assert.Contains(
            "has 1 entries for 2 outputs: ['a', 'b']", Assert.Throws<ValueError>(() => Values<Loss>(["mse"])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "correspond to any Model output: ['c']", Assert.Throws<ValueError>(() => Values<Loss>(new() { ["c"] = "mse" })).Message,
            StringComparison.Ordinal);
        Assert.Throws<ValueError>(() => Values<Loss>([["mse", "mae"], "mse"]));
        Assert.Throws<NotSupportedException>(() => ((PerOutput<Loss>)"mse")["a"]);
    }

    private static IEnumerable<object?> Values<T>(PerOutput<T> given) => [.. given.Each(outputs, "loss").Select(each => each?.Single)];
}
