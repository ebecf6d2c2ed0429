using KerasLikeRnn.Utils;

namespace KerasLikeRnn.Tests.Surface;

public class NamesTests
{
    private static readonly string[] activations = ["tanh", "sigmoid", "relu", "hard_sigmoid", "softmax", "softplus"];

    [Theory]
    [InlineData("sigmod", "sigmoid")]
    [InlineData("Sigmoid", "sigmoid")]
    [InlineData("sigmiod", "sigmoid")]
    [InlineData("hardsigmoid", "hard_sigmoid")]
    [InlineData("thna", null)]
    [InlineData("thanh", "tanh")]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    public void The_nearest_known_name_is_suggested_when_it_is_near(string unknown, string? nearest) =>
        Assert.Equal(nearest, Names.Nearest(unknown, activations));

    [Fact]
    public void The_text_names_what_is_unknown_what_was_meant_and_what_is_known()
    {
        Assert.Equal(
            "Unknown activation function: sigmod. Did you mean 'sigmoid'? Known: hard_sigmoid, relu, sigmoid, softmax, softplus, tanh",
            Names.Unknown("activation function", "sigmod", activations));
        Assert.Equal("Unknown loss function: x. Known: mae, mse", Names.Unknown("loss function", "x", ["mse", "mae"]));
    }
}
