using System.Text.Json;
using KerasLikeRnn.DataFiles.Hdf5;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using KerasLikeRnn.Tests.Utils;
using KerasLikeRnn.Utils;
using DType = KerasLikeRnn.Engine.DType;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Models.Saving;

/// <summary>Files of older versions of Keras: weights in other layouts, arguments and layers of other names.</summary>
public sealed class OldWeightsTests : IDisposable
{
    private static readonly Lazy<JsonElement[]> cases = new(() => [.. GoldenFile.RecordedCases("Models/Saving/old_weights.json")]);

    private readonly TestFolder folder = new();

    public static TheoryData<string> Names => [.. cases.Value.Select(GoldenFile.Name)];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Weights_of_older_layouts_become_what_Keras_makes_of_them(string name)
    {
        var recorded = cases.Value.Single(each => each.Name() == name);
        var layer = LayerConfigs.deserialize((OrderedDictionary<string, object?>)JsonConfig.Value(recorded)!);
        if (!layer.built) layer.build(Sizes(recorded.GetProperty("input_shape")));
        var model = new Own(layer);
        Write("old.h5", recorded.GetProperty("version").GetString()!, layer.name, Tensors(recorded, "old"));
        model.load_weights(folder["old.h5"]);
        var expected = Tensors(recorded, "new");
        var weights = LayerGroups.WeightsOf(layer);
        Assert.Equal(expected.Select(tensor => tensor.Shape), weights.Select(weight => weight.Shape));
        foreach (var (tensor, weight) in expected.Zip(weights)) Near.Equal(tensor.ToArray<float>(), weight.Value.ToArray<float>(), 1e-6);
    }

    [Fact]
    public void A_GRU_that_resets_before_the_product_takes_no_weights_of_one_that_resets_after_it()
    {
        var layer = keras.layers.GRU(4, reset_after: false);
        layer.build(new Shape(null, null, 3));
        Write("gru.h5", "2.2.4", layer.name, [Zeros(3, 12), Zeros(4, 12), Zeros(24)]);
        var error = Assert.Throws<ValueError>(() => new Own(layer).load_weights(folder["gru.h5"]));
        Assert.Equal("CuDNNGRU is not compatible with GRU(reset_after=False)", error.Message);
    }

    [Fact]
    public void A_model_of_the_first_Keras_opens()
    {
        const string config = """
            {"class_name": "Sequential", "config": [
              {"class_name": "Embedding", "config": {"name": "e", "input_dim": 10, "output_dim": 3, "init": "uniform", "batch_input_shape": [null, 6], "input_dtype": "int32", "W_regularizer": null, "mask_zero": false, "dropout": 0.0}},
              {"class_name": "Convolution1D", "config": {"name": "c", "nb_filter": 5, "filter_length": 2, "border_mode": "same", "subsample_length": 1, "activation": "relu", "init": "glorot_uniform", "bias": true, "W_regularizer": {"name": "WeightRegularizer", "l1": 0.0, "l2": 0.01}, "trainable": true}},
              {"class_name": "MaxPooling1D", "config": {"name": "p", "pool_length": 2, "stride": 2, "border_mode": "valid"}},
              {"class_name": "Dropout", "config": {"name": "d", "p": 0.5, "trainable": true}},
              {"class_name": "LSTM", "config": {"name": "l", "output_dim": 4, "init": "glorot_uniform", "inner_init": "orthogonal", "forget_bias_init": "one", "activation": "tanh", "inner_activation": "hard_sigmoid", "W_regularizer": null, "U_regularizer": null, "b_regularizer": null, "dropout_W": 0.0, "dropout_U": 0.0, "consume_less": "cpu", "return_sequences": false}},
              {"class_name": "BatchNormalization", "config": {"name": "b", "mode": 0, "axis": -1, "epsilon": 0.001, "momentum": 0.99, "beta_init": "zero", "gamma_init": "one"}},
              {"class_name": "Dense", "config": {"name": "o", "output_dim": 2, "init": "normal", "activation": "sigmoid", "W_constraint": {"name": "MaxNorm", "m": 2, "axis": 0}, "bias": true}}]}
            """;
        var root = new H5NewGroup();
        root.SetText("model_config", config);
        var weights = root.Group("model_weights");
        Layer(weights, "e", Zeros(10, 3));
        Layer(weights, "c", Zeros(2, 1, 3, 5), Zeros(5));
        foreach (var name in "pd") Layer(weights, name.ToString());
        Layer(weights, "l", [.. Enumerable.Repeat<Tensor[]>([Zeros(5, 4), Zeros(4, 4), Zeros(4)], 4).SelectMany(gate => gate)]);
        Layer(weights, "b", Zeros(4), Zeros(4), Zeros(4), Zeros(4));
        Layer(weights, "o", Zeros(4, 2), Zeros(2));
        weights.SetTexts("layer_names", ["e", "c", "p", "d", "l", "b", "o"]);
        using (var stream = File.Create(folder["first.h5"])) H5Writer.Write(root, stream);

        var model = keras.models.load_model(folder["first.h5"], compile: false);
        Assert.IsType<Sequential>(model);
        var recurrent = Assert.IsType<LSTM>(model.layers[4]);
        Assert.Equal((4, "hard_sigmoid", true), (recurrent.units, recurrent.recurrent_activation.Name, recurrent.unit_forget_bias));
        Assert.Equal(0.5, Assert.IsType<Dropout>(model.layers[3]).rate);
        Assert.Equal([0.5f, 0.5f], ((NumSharp.NDArray)model.predict(new int[1, 6], verbose: 0)).flatten().ToArray<float>());
    }

    [Fact]
    public void Layers_for_cuDNN_become_the_layers_that_compute_the_same()
    {
        const string config = """
            {"class_name": "Sequential", "config": {"name": "s", "layers": [
              {"class_name": "CuDNNLSTM", "config": {"name": "l", "units": 4, "batch_input_shape": [null, null, 3], "return_sequences": true, "unit_forget_bias": true, "stateful": false}},
              {"class_name": "Bidirectional", "config": {"name": "g", "merge_mode": "sum", "layer": {"class_name": "CuDNNGRU", "config": {"name": "i", "units": 2}}}}]}}
            """;
        var made = Assert.IsType<Sequential>(SavedConfig.Model(config, "2.2.4"));
        Assert.Equal("sigmoid", Assert.IsType<LSTM>(made.layers[0]).recurrent_activation.Name);
        Assert.True(Assert.IsType<GRU>(Assert.IsType<Bidirectional>(made.layers[1]).forward_layer).reset_after);
    }

    [Fact]
    public void A_GRU_of_a_time_without_reset_after_resets_before()
    {
        const string config = """
            {"class_name": "Sequential", "config": [
              {"class_name": "GRU", "config": {"name": "g", "units": 4, "batch_input_shape": [null, null, 3]}}]}
            """;
        Assert.False(Assert.IsType<GRU>(SavedConfig.Model(config, "2.0.9").SubLayers.Single()).reset_after);
    }

    [Theory]
    [InlineData("sum", "Add")]
    [InlineData("mul", "Multiply")]
    [InlineData("concat", "Concatenate")]
    [InlineData("ave", "Average")]
    [InlineData("max", "Maximum")]
    public void Merge_becomes_the_layer_for_its_mode(string mode, string expected)
    {
        var config = """
            {"class_name": "Model", "config": {"name": "m", "layers": [{"name": "a", "class_name": "InputLayer", "config": {"batch_input_shape": [null, 3], "input_dtype": "float32", "name": "a"}, "inbound_nodes": []}, {"name": "b", "class_name": "InputLayer", "config": {"batch_input_shape": [null, 3], "input_dtype": "float32", "name": "b"}, "inbound_nodes": []}, {"name": "j", "class_name": "Merge", "config": {"name": "j", "mode": "MODE", "mode_type": "raw", "concat_axis": 1, "dot_axes": -1, "output_shape": null}, "inbound_nodes": [[["a", 0, 0], ["b", 0, 0]]]}], "input_layers": [["a", 0, 0], ["b", 0, 0]], "output_layers": [["j", 0, 0]]}}
            """.Replace("MODE", mode, StringComparison.Ordinal);
        Assert.Equal(expected, Assert.IsType<Functional>(SavedConfig.Model(config, "1.2.2")).layers[^1].ClassName);
    }

    [Theory]
    [InlineData("""{"class_name": "MaxoutDense", "config": {"name": "m", "output_dim": 3}}""", "MaxoutDense")]
    [InlineData("""{"class_name": "BatchNormalization", "config": {"name": "m", "mode": 1}}""", "mode=1")]
    [InlineData("""{"class_name": "Merge", "config": {"name": "m", "mode": "<lambda>"}}""", "Merge")]
    public void What_has_no_counterpart_is_refused_by_name(string layer, string named)
    {
        var error = Assert.Throws<NotSupportedException>(
            () => SavedConfig.Model($$"""{"class_name": "Sequential", "config": [{{layer}}]}""", "1.1.0"));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    private static Tensor Zeros(params int[] sizes) => Ops.Zeros(Shape.Of(sizes), DType.Float32);

    private static Shape Sizes(JsonElement shape) =>
        new([.. shape.EnumerateArray().Select(size => size.ValueKind == JsonValueKind.Null ? (int?)null : size.GetInt32())]);

    private static Tensor[] Tensors(JsonElement recorded, string property) =>
        [.. recorded.GetProperty(property).EnumerateArray().Select(array => array.ToTensor()!)];

    private static void Layer(H5NewGroup group, string name, params Tensor[] weights)
    {
        var layer = group.Group(name);
        for (var i = 0; i < weights.Length; i++) layer.Add($"{name}_{i}", H5NewDataSet.Of(weights[i]));
        layer.SetTexts("weight_names", [.. weights.Select((_, i) => $"{name}_{i}")]);
    }

    private void Write(string file, string version, string layer, Tensor[] weights)
    {
        var root = new H5NewGroup();
        root.SetText("keras_version", version);
        root.SetTexts("layer_names", [layer]);
        Layer(root, layer, weights);
        using var stream = File.Create(folder[file]);
        H5Writer.Write(root, stream);
    }

    /// <summary>A model of one layer, which is built already.</summary>
    private sealed class Own : Model
    {
        private readonly Layer inner;

        public Own(Layer inner) => (this.inner, built) = (inner, true);

        public override Tensors call(Tensors inputs, CallContext context) => inner[inputs];
    }
}
