using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using NumSharp;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Serialization;

/// <summary>Names of one's own classes and functions, as Keras 2.9 knows and forgets them.</summary>
public class CustomObjectsTests
{
    private static readonly Dictionary<string, object?> serialized =
        new() { ["class_name"] = "Scale", ["config"] = new Dictionary<string, object?> { ["by"] = 3 } };

    [Fact]
    public void A_scope_makes_names_known_until_its_end()
    {
        Assert.Throws<ValueError>(() => keras.layers.deserialize(serialized));
        using (keras.utils.custom_object_scope(new Dictionary<string, object> { ["Scale"] = typeof(Scale) }))
        {
            Assert.Equal(3, ((Scale)keras.layers.deserialize(serialized)).by);
            keras.utils.get_custom_objects()["Other"] = typeof(Scale);
            Assert.Contains("Scale", keras.utils.get_custom_objects().Keys);
        }
        Assert.DoesNotContain("Other", keras.utils.get_custom_objects().Keys);
        Assert.Throws<ValueError>(() => keras.layers.deserialize(serialized));
    }

    [Fact]
    public void The_dictionary_of_names_is_alive()
    {
        using (keras.utils.custom_object_scope())
        {
            keras.utils.get_custom_objects()["Scale"] = typeof(Scale);
            Assert.Equal(3, ((Scale)keras.layers.deserialize(serialized)).by);
            keras.utils.get_custom_objects().Clear();
            Assert.Throws<ValueError>(() => keras.layers.deserialize(serialized));
        }
    }

    [Fact]
    public void Functions_in_a_scope_are_activations_initializers_losses_and_metrics()
    {
        Func<Tensor, Tensor> plus = x => x + 1;
        Func<Shape, Tensor> twos = shape => tf.fill(shape, 2.0);
        Func<Tensor, Tensor, Tensor> error = (t, p) => tf.reduce_mean(tf.abs(t - p), -1);
        Assert.Throws<ValueError>(() => keras.layers.Dense(2, activation: "plus"));
        using (keras.utils.custom_object_scope(new Dictionary<string, object> { ["plus"] = plus, ["twos"] = twos, ["error"] = error }))
        {
            var layer = keras.layers.Dense(1, activation: "plus", kernel_initializer: "twos");
            Assert.Equal("plus", layer.get_config()["activation"]);
            Assert.Equal("twos", layer.get_config()["kernel_initializer"]);
            Assert.Equal(7f, ((Tensor)layer[Tensor.From<float>([1, 2], (1, 2))]).ToArray<float>()[0]);
            Assert.Equal(1f, keras.losses.get("error")!.__call__(Tensor.From<float>([1], (1, 1)), Tensor.From<float>([2], (1, 1))).Item());
            Assert.Equal("error", keras.metrics.get("error")!.name);
        }
    }

    [Fact]
    public void What_was_registered_has_its_name_in_configurations_and_keeps_it()
    {
        using var scope = keras.utils.custom_object_scope();
        keras.utils.register_keras_serializable("mine", "scale")[typeof(Registered)].ToString();
        var config = keras.layers.serialize(new Registered());
        Assert.Equal("mine>scale", config["class_name"]);
        Assert.IsType<Registered>(keras.layers.deserialize(config));
        Assert.StartsWith("mine>scale has already been registered to ",
            Assert.Throws<ValueError>(() => keras.utils.register_keras_serializable("mine", "scale")[typeof(Scale)]).Message,
            StringComparison.Ordinal);
        Assert.EndsWith(" has already been registered to mine>scale",
            Assert.Throws<ValueError>(() => keras.utils.register_keras_serializable("mine", "other")[typeof(Registered)]).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_registered_loss_is_found_by_its_name()
    {
        using var scope = keras.utils.custom_object_scope();
        Assert.Throws<ValueError>(() => keras.utils.register_keras_serializable("mine")[(t, p) => tf.abs(t - p)]);
        var distance = keras.utils.register_keras_serializable("mine")[Distance];
        Assert.Equal("mine>Distance", keras.utils.get_registered_name(distance));
        var model = keras.Sequential([keras.Input(1), keras.layers.Dense(1, kernel_initializer: "ones")]);
        model.compile("sgd", loss: "mine>Distance", metrics: ["mine>Distance"]);
        Assert.Equal(2.0, model.evaluate(np.array(new[,] { { 3f } }), np.array(new[,] { { 1f } }), verbose: 0)[0], 1e-6);

        static Tensor Distance(Tensor t, Tensor p) => tf.reduce_mean(tf.abs(t - p), -1);
    }

    [Fact]
    public async Task Tasks_of_a_scope_have_its_names_and_others_do_not()
    {
        var isOpen = new TaskCompletionSource();
        var other = Task.Run(Other, TestContext.Current.CancellationToken);
        using (keras.utils.custom_object_scope(new Dictionary<string, object> { ["Scale"] = typeof(Scale) }))
        {
            await Task.Run(() => keras.layers.deserialize(serialized), TestContext.Current.CancellationToken);
            isOpen.SetResult();
            await other;
        }

        async Task Other()
        {
            await isOpen.Task;
            Assert.Throws<ValueError>(() => keras.layers.deserialize(serialized));
        }
    }

    internal sealed class Scale(int by, LayerOptions? options = null) : Layer(options)
    {
        public int by { get; } = by;

        public override Tensors call(Tensors inputs, CallContext context) => inputs.Map(x => x * by);
    }

    internal sealed class Registered(LayerOptions? options = null) : Layer(options)
    {
        public override Tensors call(Tensors inputs, CallContext context) => inputs;
    }
}
