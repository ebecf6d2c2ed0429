using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using static keras.layers;

namespace KerasLikeRnn.Tests.Onnx;

/// <summary>The nodes that models become.</summary>
public sealed class GraphTests
{
    [Fact]
    public void Recurrent_layers_are_one_node_each_and_sequences_stay_turned_between_them()
    {
        var nodes = Nodes(keras.Sequential([
            SimpleRNN(3, return_sequences: true, input_shape: (null, 2)), LSTM(3, return_sequences: true),
            GRU(3, return_sequences: true)]));
        Assert.Equal(["RNN", "LSTM", "GRU"], nodes.Where(name => name is "RNN" or "LSTM" or "GRU"));
        Assert.Equal(2, nodes.Count(name => name == "Transpose"));
        Assert.DoesNotContain("Scan", nodes);
        Assert.DoesNotContain("If", nodes);
    }

    [Fact]
    public void A_masked_layer_chooses_between_one_node_and_a_loop_over_the_same_weights()
    {
        var model = keras.Sequential([Embedding(9, 2, mask_zero: true, input_shape: new Shape((int?)null)), LSTM(3)]);
        var builder = Built(model);
        var choice = Assert.Single(builder.Root.Nodes, node => node.Operator == "If");
        string[][] branches =
            [.. choice.Attributes.Select(branch => ((OnnxGraph)branch.Value).Nodes.Select(node => node.Operator).ToArray())];
        Assert.Contains("LSTM", branches[0]);
        Assert.Contains("Scan", branches[1]);
        Assert.Equal(4, builder.Initializers.Count(each => each.Numbers.Length > 10));
    }

    [Fact]
    public void Functions_that_ONNX_has_not_for_them_make_a_loop()
    {
        var nodes = Nodes(keras.Sequential([LSTM(3, activation: "gelu", input_shape: (null, 2))]));
        Assert.Contains("Scan", nodes);
        Assert.DoesNotContain("LSTM", nodes);
    }

    [Fact]
    public void Layers_that_do_something_in_training_only_leave_nothing()
    {
        var nodes = Nodes(keras.Sequential([
            Dropout(0.5, input_shape: 3), GaussianNoise(1.0), ActivityRegularization(0.1), AlphaDropout(0.2), GaussianDropout(0.2)]));
        Assert.Equal(["Identity"], nodes);
    }

    [Fact]
    public void A_cell_called_by_itself_is_a_step()
    {
        KerasTensor x = keras.Input(2), h = keras.Input(3), c = keras.Input(3);
        var (output, states) = LSTMCell(3)[x, new Tensor[] { h, c }];
        var model = keras.Model((KerasTensor[])[x, h, c], (Tensors)(Tensor[])[output, .. states]);
        Served.Same(model, [tf.random.normal((4, 2)), tf.random.normal((4, 3)), tf.random.normal((4, 3))]);
    }

    [Fact]
    public void Axes_that_are_open_have_names()
    {
        KerasTensor a = keras.Input((null, 3), name: "a"), b = keras.Input((null, null, 2), name: "b");
        using var session = Served.Session(keras.Model((KerasTensor[])[a, b], new[] { LSTM(2)[a], GlobalMaxPooling2D()[b] }));
        Assert.Equal(["batch", "a_timesteps", ""], session.InputMetadata["a"].SymbolicDimensions);
        Assert.Equal(["batch", "b_timesteps", "b_axis_2", ""], session.InputMetadata["b"].SymbolicDimensions);
        Assert.All(session.OutputMetadata.Values, output => Assert.Equal(["batch", ""], output.SymbolicDimensions));
        using var one = Served.Session(keras.Model(a, LSTM(2)[a]));
        Assert.Equal(["batch", "timesteps", ""], one.InputMetadata["a"].SymbolicDimensions);
    }

    private static string[] Nodes(Functional model) => [.. Built(model).Root.Nodes.Select(node => node.Operator)];

    private static OnnxBuilder Built(Functional model)
    {
        var builder = new OnnxBuilder(17, model.name);
        OnnxModels.Write(builder, model);
        return builder;
    }
}
