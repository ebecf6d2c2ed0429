using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using KerasLikeRnn.Engine;
using NumSharp;
using static keras.layers;

namespace KerasLikeRnn.Tests.Models;

/// <summary>Models made of other models' configurations.</summary>
[Collection("Seeds")]
public sealed class CloningTests
{
    private const string KerassText = """
        {"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "InputLayer", "config": {"batch_input_shape": [null, 3], "dtype": "float32", "sparse": false, "ragged": false, "name": "e_input"}}, {"class_name": "Dense", "config": {"name": "e", "trainable": true, "batch_input_shape": [null, 3], "dtype": "float32", "units": 2, "activation": "relu", "use_bias": true, "kernel_initializer": {"class_name": "GlorotUniform", "config": {"seed": null}}, "bias_initializer": {"class_name": "Zeros", "config": {}}, "kernel_regularizer": {"class_name": "L2", "config": {"l2": 0.009999999776482582}}, "bias_regularizer": null, "activity_regularizer": null, "kernel_constraint": null, "bias_constraint": null}}]}, "keras_version": "2.9.0", "backend": "tensorflow"}
        """;

    private static readonly NDArray x = np.arange(12).reshape(4, 3).astype(NPTypeCode.Single);

    [Fact]
    public void The_text_of_a_model_is_that_of_Keras_and_makes_an_equal_one()
    {
        var model = keras.Sequential([Dense(2, input_shape: 3, activation: "relu", kernel_regularizer: "l2", name: "e")], name: "s");
        Assert.Equal(KerassText, model.to_json());
        var copy = keras.models.model_from_json(KerassText);
        Assert.Equal(model.to_json(indent: 2), copy.to_json(indent: 2));
        copy.set_weights(model.get_weights());
        Assert.Equal(
            (float[])model.predict(x, verbose: 0).flatten().ToArray<float>(),
            (float[])copy.predict(x, verbose: 0).flatten().ToArray<float>());
    }

    [Fact]
    public void A_clone_has_the_same_layers_and_weights_of_its_own()
    {
        var input = keras.Input(3);
        Tensor h = Dense(4, name: "shared")[input];
        var model = keras.Model(input, Add()[[Dense(2)[h], Dense(2)[h]]]);
        var clone = keras.models.clone_model(model);
        Assert.Equal(
            model.layers.Select(layer => (layer.name, layer.GetType())), clone.layers.Select(layer => (layer.name, layer.GetType())));
        Assert.Empty(model.weights.Intersect(clone.weights));
        clone.set_weights(model.get_weights());
        Assert.Equal(
            (float[])model.predict(x, verbose: 0).flatten().ToArray<float>(),
            (float[])clone.predict(x, verbose: 0).flatten().ToArray<float>());
    }

    [Fact]
    public void A_clone_may_have_other_inputs_and_other_layers()
    {
        var model = keras.Sequential([Dense(2, input_shape: 3, name: "e")]);
        var clone = keras.models.clone_model(model, input_tensors: keras.Input(3, name: "other"));
        Assert.Equal("other", Assert.Single(clone.inputs).name);
        var wider = keras.models.clone_model(model, clone_function: layer => layer is Dense ? Dense(5) : layer);
        Assert.Equal(5, wider.output_shape[^1]);
    }

    [Fact]
    public void What_is_no_model_is_refused()
    {
        Assert.Throws<ValueError>(() => keras.models.model_from_json("{}"));
        Assert.Throws<ValueError>(() => keras.models.model_from_json("no json"));
        Assert.Throws<NotSupportedException>(() => keras.models.model_from_yaml(""));
        Assert.Throws<ValueError>(() => keras.models.clone_model(new FunctionalTests.TwoBranches()));
    }
}
