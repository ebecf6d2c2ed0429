using System.Text.Json;
using KerasLikeRnn.Datasets;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Tests.Datasets;
using KerasLikeRnn.Tests.Utils;

namespace KerasLikeRnn.Tests.Models;

/// <summary>A seeded classifier of reviews, batch by batch, against the losses that Keras showed (record_reviews.py).</summary>
[Collection("Seeds")]
public sealed class ReviewsTests
{
    private static readonly JsonElement recorded = Recorded.Read("Models/reviews.json");

    private static readonly Dictionary<string, Func<Layer>> layers = new()
    {
        ["SimpleRNN"] = () => keras.layers.SimpleRNN(32),
        ["LSTM"] = () => keras.layers.LSTM(32),
        ["GRU"] = () => keras.layers.GRU(32),
    };

    [Theory]
    [InlineData("SimpleRNN")]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    public void The_running_loss_is_Kerass_at_every_batch(string name)
    {
        if (!ChosenEngine.IsTensorFlow) ChosenEngine.NeedBuiltIn("Hundreds of batches of a hundred steps take minutes in plain loops.");
        var ((reviews, y), _) = Imdb.load_data(ImdbTests.Mini, num_words: 10000);
        var x = keras.utils.pad_sequences(reviews, maxlen: 100);
        keras.utils.set_random_seed(1);
        var model = keras.Sequential([keras.layers.Embedding(10000, 32), layers[name](), keras.layers.Dense(1, activation: "sigmoid")]);
        model.compile("rmsprop", "binary_crossentropy", metrics: ["acc"]);
        var losses = new List<double>();
        model.fit(x, y, batch_size: 128, epochs: 4, verbose: 0, callbacks:
            [keras.callbacks.LambdaCallback(on_train_batch_end: (_, logs) => losses.Add(Convert.ToDouble(logs["loss"])))]);
        var expected = recorded.GetProperty(name).EnumerateArray().Select(loss => loss.GetDouble()).ToArray();
        Assert.Equal(expected.Length, losses.Count);
        Assert.All(expected.Zip(losses), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 5e-5));
    }
}
