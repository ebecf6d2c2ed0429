using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Utils;
using static keras.layers;
using static keras.models;

namespace KerasLikeRnn.Tests.Layers;

/// <summary>Merging, normalization and attention layers as parts of models.</summary>
[Collection("Seeds")]
public sealed class LayersInModelsTests
{
    [Fact]
    public void Sizes_stand_for_the_shape_of_a_first_layers_input()
    {
        Assert.Equal((null, 10, 8), keras.Sequential([keras.layers.LSTM(4, input_dim: 8, input_length: 10)]).input_shape);
        Assert.Equal((null, null, 8), keras.Sequential([keras.layers.GRU(4, input_dim: 8)]).input_shape);
        Assert.Equal((null, 3), keras.Sequential([keras.layers.Dense(4, input_dim: 3)]).input_shape);
        Assert.Contains("input_length", Assert.Throws<TypeError>(() => keras.layers.Dense(4, input_length: 3)).Message);
    }

    [Fact]
    public void A_weight_synchronised_when_it_is_read_is_not_trained()
    {
        var layer = keras.layers.Dense(1);
        Assert.False(
            layer.add_weight(
                "a", (2), synchronization: tf.VariableSynchronization.ON_READ, aggregation: tf.VariableAggregation.MEAN).Trainable);
        var error = Assert.Throws<ValueError>(
            () => layer.add_weight("b", trainable: true, synchronization: tf.VariableSynchronization.ON_READ));
        Assert.Contains("ON_READ only for non-trainable variables", error.Message);
        Assert.Contains("use_resource", Assert.Throws<NotSupportedException>(() => layer.add_weight("c", use_resource: false)).Message);
    }

    [Fact]
    public void Moving_averages_follow_every_step_of_fit_and_outlive_it()
    {
        var model = Sequential([BatchNormalization(momentum: 0.5, input_shape: 2)]);
        model.compile("sgd", "mse");
        float[,] x = { { 1, 2 }, { 3, 6 } };
        model.fit(x, x, epochs: 2, batch_size: 2, verbose: 0);
        model.predict(x, verbose: 0);
        // Means 2 and 4, variances 1 and 4: from 0 and 1 half of the way, twice.
        Assert.Equal([1.5f, 3], model.weights[2].Value.ToArray<float>());
        Assert.Equal([1, 3.25f], model.weights[3].Value.ToArray<float>());
    }

    [Fact]
    public void Batch_normalization_that_is_not_trainable_keeps_its_averages_in_fit()
    {
        var model = Sequential([BatchNormalization(trainable: false, input_shape: 2), Dense(1)]);
        model.compile("sgd", "mse");
        float[,] x = { { 1, 2 }, { 3, 6 } };
        model.fit(x, new float[] { 1, 2 }, epochs: 2, verbose: 0);
        Assert.Equal([0, 0], ((BatchNormalization)model.layers[0]).moving_mean.Value.ToArray<float>());
    }

    [Fact]
    public void The_functions_of_merging_layers_work_on_tensors_and_on_symbolic_ones()
    {
        Tensor a = Tensor.From<float>([1, 2], (1, 2)), b = Tensor.From<float>([3, 5], (1, 2));
        Tensor x = Input(shape: 2), y = Input(shape: 2);
        Check(add([a, b]), add([x, y]), 4, 7);
        Check(subtract([a, b]), subtract([x, y]), -2, -3);
        Check(multiply([a, b]), multiply([x, y]), 3, 10);
        Check(average([a, b]), average([x, y]), 2, 3.5f);
        Check(maximum([a, b]), maximum([x, y]), 3, 5);
        Check(minimum([a, b]), minimum([x, y]), 1, 2);
        Check(concatenate([a, b]), concatenate([x, y]), 1, 2, 3, 5);
        Check(dot([a, b], axes: 1), dot([x, y], axes: 1), 13);

        void Check(Tensor real, Tensor symbolic, params float[] expected)
        {
            Assert.Equal(expected, real.ToArray<float>());
            Tensor output = Model(inputs: [x, y], outputs: symbolic)[[a, b]];
            Assert.Equal(expected, output.ToArray<float>());
        }
    }

    [Fact]
    public void Attention_in_a_model_finds_the_masks_of_its_inputs_and_may_give_its_weights()
    {
        Seeds.set_random_seed(3);
        Tensor ids = Input(shape: new Shape((int?)null), dtype: "int32");
        Tensor embedded = Embedding(5, 4, mask_zero: true)[ids];
        var attended = new Attention()[[embedded, embedded], return_attention_scores: true];
        var model = Model(inputs: ids, outputs: attended);
        Assert.Equal("(None, None, 4)", attended[0].Shape.ToString());
        Assert.Equal("(None, None, None)", attended[1].Shape.ToString());

        var outputs = model[Tensor.From<int>([1, 2, 0, 3, 0, 0], (2, 3))];
        var weights = outputs[1].ToArray<float>();
        Assert.All(new[] { 2, 5, 8, 10, 11, 13, 14, 16, 17 }, place => Assert.Equal(0, weights[place]));
        Assert.All(new[] { 9, 12, 15 }, place => Assert.Equal(1, weights[place]));
        var output = outputs[0].ToArray<float>();
        Assert.All(output[8..12].Concat(output[16..]), number => Assert.Equal(0, number));
    }

    [Fact]
    public void Multi_head_attention_in_a_model_takes_a_symbolic_mask_and_trains()
    {
        Seeds.set_random_seed(3);
        Tensor query = Input(shape: (4, 3)), value = Input(shape: (5, 3)), mask = Input(shape: (4, 5), dtype: "bool");
        var layer = new MultiHeadAttention(num_heads: 2, key_dim: 2);
        var attended = layer[query, value, attention_mask: mask, return_attention_scores: true];
        Assert.Equal("(None, 2, 4, 5)", attended[1].Shape.ToString());
        var model = Model(inputs: [query, value, mask], outputs: attended);

        Tensor q = Ops.Ones((2, 4, 3)), v = Ops.Reshape(Ops.Cast(Ops.Arange(30), DType.Float32), (2, 5, 3));
        var allowed = Ops.Compare(CompareOp.Less, Ops.Reshape(Ops.Arange(40), (2, 4, 5)), Ops.Constant(38, DType.Int32));
        var scores = model[[q, v, allowed]][1];
        Assert.Equal(layer[q, v, attention_mask: allowed, return_attention_scores: true][1].ToArray<float>(), scores.ToArray<float>());
        Assert.All(new[] { 58, 59, 78, 79 }, place => Assert.Equal(0, scores.ToArray<float>()[place]));

        using var tape = new GradientTape();
        var loss = Ops.Sum(model[[q, v, allowed]][0]);
        Assert.All(
            tape.gradient(loss, [.. layer.trainable_weights.Select(weight => weight.Value)]), gradient => Assert.False(gradient is null));
    }
}
