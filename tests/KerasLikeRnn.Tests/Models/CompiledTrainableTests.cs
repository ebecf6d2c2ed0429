using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using NumSharp;
using static keras.layers;

namespace KerasLikeRnn.Tests.Models;

/// <summary>
/// `trainable` counts as it stood at compile. The numbers are Keras 2.9.0's for weights that go evenly from -0.5 to 0.6 (every
/// second array a tenth of it) and data counted up from 0: x in sixteenths, y and z in sixty-fourths.
/// </summary>
[Collection("Seeds")]
public sealed class CompiledTrainableTests
{
    private static readonly NDArray x = Counted(16, 8, 2), y = Counted(64, 8, 1), z = Counted(64, 8, 3);

    [Theory]
    [InlineData(
        "freeze after compile", new[] { 0.6893857717514038f, 0.6892989277839661f, 0.6892128586769104f },
        new[] { 0.6368705630302429f, 0.6366395354270935f, 0.6364073753356934f })]
    [InlineData(
        "freeze before compile", new[] { 0.6893857717514038f, 0.6893857717514038f, 0.6893857717514038f },
        new[] { 0.6362917423248291f, 0.6354849934577942f, 0.6346800923347473f })]
    [InlineData(
        "melt after compile", new[] { 0.6893857717514038f, 0.6893857717514038f, 0.6893857717514038f },
        new[] { 0.6362917423248291f, 0.6354849934577942f, 0.6346800923347473f })]
    public void A_discriminator_learns_as_it_was_compiled(string order, float[] own, float[] both)
    {
        var generator = Set(keras.Sequential([Dense(4, input_shape: 3, activation: "tanh"), Dense(2)]));
        var discriminator = Set(keras.Sequential([Dense(4, input_shape: 2, activation: "tanh"), Dense(1, activation: "sigmoid")]));
        if (order != "freeze after compile") discriminator.trainable = false;
        discriminator.compile("sgd", "binary_crossentropy");
        discriminator.trainable = false;
        var gan = keras.Sequential([generator, discriminator]);
        gan.compile("sgd", "binary_crossentropy");
        if (order == "melt after compile") discriminator.trainable = true;
        var (losses, ganLosses) = (new float[3], new float[3]);
        for (var i = 0; i < 3; i++)
        {
            losses[i] = (float)discriminator.train_on_batch(x, np.array([0f, 1, 0, 1, 0, 1, 0, 1]));
            ganLosses[i] = (float)gan.train_on_batch(z, np.array([1f, 1, 1, 1, 1, 1, 1, 1]));
        }
        Near.Equal(own, losses, 1e-5);
        Near.Equal(both, ganLosses, 1e-5);
        Assert.Equal(order == "melt after compile" ? 4 : 0, discriminator.trainable_weights.Count);
    }

    [Fact]
    public void Freezing_and_melting_take_effect_with_the_next_compile()
    {
        var model = Two();
        model.layers[0].trainable = false;
        Losses([0.047779329121112823f, 0.04137907549738884f], model);
        Assert.Equal(2, model.trainable_weights.Count);
        model.compile("sgd", "mse");
        Losses([0.03632717579603195f, 0.03385598212480545f], model);
        model.layers[0].trainable = true;
        Losses([0.03160196915268898f, 0.02954593300819397f], model);
    }

    [Fact]
    public void Layers_of_models_inside_count_too()
    {
        var inner = keras.Sequential([Dense(3, input_shape: 2)]);
        var model = Set(keras.Sequential([inner, Dense(1)]));
        model.compile("sgd", "mse");
        inner.trainable = false;
        Losses([0.047779329121112823f, 0.04137907549738884f], model);
        inner.trainable = true;
        inner.layers[0].trainable = false;
        model.compile("sgd", "mse");
        inner.trainable = true;
        Losses([0.03632717579603195f, 0.03385598212480545f], model);
    }

    [Fact]
    public void Models_of_ones_own_and_those_built_later_go_by_it_too()
    {
        var own = new Own();
        own.build((null, 2));
        Set(own).compile("sgd", "mse");
        own.First.trainable = false;
        Losses([0.047779329121112823f, 0.04137907549738884f], own);
        var unbuilt = keras.Sequential([Dense(3), Dense(1)]);
        unbuilt.compile("sgd", "mse");
        unbuilt.layers[0].trainable = false;
        unbuilt.build((null, 2));
        Losses([0.047779329121112823f, 0.04137907549738884f], Set(unbuilt));
    }

    [Fact]
    public void A_normalization_frozen_after_compile_follows_the_batches_still()
    {
        var model = Two(BatchNormalization());
        model.layers[1].trainable = false;
        Losses([0.014141876250505447f, 0.013005402870476246f], model);
        var (mean, variance) = (model.layers[1].get_weights()[2], model.layers[1].get_weights()[3]);
        Near.Equal([-0.48777851462364197f, 0.05089036375284195f, 0.5895226001739502f], mean.ToArray<float>(), 1e-5);
        Near.Equal([-0.047940198332071304f, 0.004810667596757412f, 0.05785968899726868f], variance.ToArray<float>(), 1e-5);
    }

    private static Sequential Two(params Layer[] between)
    {
        var model = Set(keras.Sequential([Dense(3, input_shape: 2), .. between, Dense(1)]));
        model.compile("sgd", "mse");
        return model;
    }

    private static void Losses(float[] expected, Model model)
    {
        var losses = model.fit(x, y, epochs: 2, batch_size: 4, shuffle: false, verbose: 0).history["loss"];
        Near.Equal(expected, [.. losses.Select(loss => (float)loss)], 1e-4);
    }

    private static T Set<T>(T model) where T : Model
    {
        var weights = model.get_weights();
        for (var i = 0; i < weights.Length; i++)
            weights[i] = np.array(Enumerable.Range(0, (int)weights[i].size).Select(at =>
                (float)((-0.5 + (weights[i].size > 1 ? 1.1 * at / (weights[i].size - 1) : 0)) * (i % 2 == 0 ? 1 : 0.1))).ToArray()).reshape(
                    weights[i].shape);
        model.set_weights(weights);
        return model;
    }

    private static NDArray Counted(int parts, params long[] shape) =>
        np.array(Enumerable.Range(0, (int)shape.Aggregate((a, b) => a * b)).Select(i => (float)i / parts).ToArray())
        .reshape(new NumSharp.Shape(shape));

    private sealed class Own : Model
    {
        public Layer First { get; } = Dense(3);

        private readonly Layer second = Dense(1);

        public override Tensors call(Tensors inputs, CallContext context) => second[First[inputs]];
    }
}
