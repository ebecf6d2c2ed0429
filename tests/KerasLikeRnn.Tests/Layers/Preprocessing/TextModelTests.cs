using CsCheck;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using KerasLikeRnn.Tests.Utils;
using KerasLikeRnn.Utils;
using NumSharp;
using DType = KerasLikeRnn.Engine.DType;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Layers;

/// <summary>Models that begin with strings, functions of one's own, vocabularies in files, and the ways there and back.</summary>
[Collection("Seeds")]
public sealed class TextModelTests
{
    private static readonly string[] texts = ["good film", "bad film", "good good story", "a bad bad plot", "fine", "so fine a story"];

    [Fact]
    public void A_model_that_begins_with_texts_learns_what_one_that_begins_with_numbers_learns()
    {
        var vectorize = new TextVectorization(output_sequence_length: 4);
        vectorize.adapt(texts);
        var y = np.array(new[] { 1f, 0, 1, 0, 1, 1 });
        var ids = Numbers(vectorize.__call__(texts));
        var history = Enumerable.Range(0, 2).Select(fromTexts =>
        {
            Seeds.set_random_seed(1);
            List<Layer> layers = [new Embedding(20, 4, mask_zero: true), new LSTM(3), new Dense(1, "sigmoid")];
            var model = new Sequential(fromTexts == 0 ? [vectorize, .. layers] : layers);
            model.compile("adam", "binary_crossentropy");
            var losses = fromTexts == 0
                ? model.fit(texts, y, batch_size: 2, epochs: 3, verbose: 0, validation_split: 0.34).history["loss"]
                : model.fit(ids, y, batch_size: 2, epochs: 3, verbose: 0, validation_split: 0.34).history["loss"];
            var predicted = fromTexts == 0 ? model.predict(texts, verbose: 0) : model.predict(ids, verbose: 0);
            return (Losses: losses.Select(loss => (float)loss).ToArray(), Predicted: predicted.ToArray<float>());
        }).ToArray();

        Assert.Equal(history[1].Losses, history[0].Losses);
        Assert.Equal(history[1].Predicted, history[0].Predicted);
        Assert.NotEqual(history[0].Losses[0], history[0].Losses[2]);
    }

    [Fact]
    public void The_summary_is_that_of_Keras()
    {
        AutomaticNames.Clear();
        var vectorize = new TextVectorization();
        vectorize.adapt(["a b c", "B c d É é", "Hello, WORLD! it's"]);
        var model = new Sequential([vectorize, new Embedding(20, 4), new LSTM(3), new Dense(1)]);
        var lines = new List<string>();
        model.summary(print_fn: lines.Add);

        Assert.Equal(" text_vectorization (TextVec  (None, None)             0         ", lines[4]);
        Assert.Equal(" torization)                                                     ", lines[5]);
        Assert.Contains("Total params: 180", lines);
    }

    [Fact]
    public void An_input_of_strings_leads_into_every_text_layer()
    {
        var input = InputTensors.Input(shape: 1, dtype: "string");
        var words = new StringLookup(vocabulary: ["good", "bad"], output_mode: "one_hot").__call__(input);
        var hashes = new Hashing(3, output_mode: "one_hot").__call__(input);
        var counts = new TextVectorization(vocabulary: ["good", "bad"], output_mode: "count").__call__(input);
        var numbers = new TextVectorization(vocabulary: ["good", "bad"], output_sequence_length: 5).__call__(input);

        Assert.Equal((Shape)(null, 3), words.shape);
        Assert.Equal((Shape)(null, 3), hashes.shape);
        Assert.Equal((Shape)(null, 3), counts.shape);
        Assert.Equal((Shape)(null, 5), numbers.shape);
        Assert.Equal(DType.Int64, ((Tensor)numbers).DType);
        var model = new Functional((Tensor)input, [(Tensor)words, (Tensor)counts]);
        var batch = model.__call__(new[,] { { "good" }, { "good bad" } });
        Assert.Equal([0, 1, 0, 1, 0, 0], batch[0].ToArray<float>());
        Assert.Equal([0, 1, 0, 0, 1, 1], batch[1].ToArray<float>());
    }

    [Fact]
    public void An_adapted_normalization_begins_a_model_without_an_input_shape()
    {
        var normalization = new Normalization();
        normalization.adapt(new[,] { { 0.0, 1, 2 }, { 3, 4, 5 } });
        var model = new Sequential([normalization, new Dense(1)]);

        Assert.True(model.built);
        Assert.Equal(11, model.count_params());
        Assert.Equal(7, model.non_trainable_weights.Sum(weight => weight.Shape.Length));
        Assert.Equal([2L, 1], model.predict(np.ones(new NumSharp.Shape(2, 3)), verbose: 0).shape);
    }

    [Fact]
    public void Functions_of_ones_own_standardize_and_split()
    {
        Func<string, string> standardize = text => text.Replace("<br />", " ", StringComparison.Ordinal).ToUpperInvariant();
        Func<string, string[]> split = text => text.Split('|');
        var vectorize = new TextVectorization(standardize: standardize, split: split);
        vectorize.adapt(["a b|c<br />d", "c<br />d"]);

        Assert.Equal(["", "[UNK]", "C D", "A B"], vectorize.get_vocabulary());
        Assert.Equal([3L, 1], ((Tensor)vectorize.__call__("a b|x")).ToArray<long>());
    }

    [Fact]
    public void None_turns_standardizing_and_splitting_off()
    {
        var vectorize = new TextVectorization(
            standardize: Builtins.None, split: Builtins.None, ngrams: (1, 2), vocabulary: ["A b", "A b c"]);
        Assert.Equal([2L, 1, 3], ((Tensor)vectorize.__call__(new[,] { { "A b", "c" } })).ToArray<long>());
    }

    [Fact]
    public void A_vocabulary_may_stand_in_a_file()
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "vocabulary.txt");
        File.WriteAllText(file, "good\nbad\n");

        Assert.Equal(["", "[UNK]", "good", "bad"], new TextVectorization(vocabulary: file).get_vocabulary());
        Assert.Equal(["[UNK]", "good", "bad"], new StringLookup(vocabulary: file).get_vocabulary());
        Assert.Equal(file, new StringLookup(vocabulary: file).get_config()["vocabulary"]);
        Assert.StartsWith(
            $"Vocabulary file {file}x does not exist.",
            Assert.Throws<FileNotFoundException>(() => new StringLookup(vocabulary: file + "x")).Message, StringComparison.Ordinal);
        Assert.Throws<ValueError>(() => new StringLookup(vocabulary: file, output_mode: "tf_idf"));
        File.WriteAllText(file, "7\n5");
        Assert.Equal([-1, 7, 5], new IntegerLookup(vocabulary: file).get_vocabulary());
    }

    [Fact]
    public void Words_come_back_from_their_numbers()
    {
        Gen.String[Gen.Char["abcé漢 "], 0, 4].Array[1, 30].Sample(words =>
        {
            var lookup = new StringLookup(oov_token: "?");
            lookup.adapt(words);
            var back = new StringLookup(vocabulary: lookup.get_vocabulary(), oov_token: "?", invert: true);
            Assert.Equal(words, ((Tensor)back.__call__(lookup.__call__(words))).Strings().ToArray());
            Assert.Equal(lookup.get_vocabulary(), back.get_vocabulary());
            Assert.Equal(words.Distinct().Count() + 1, lookup.vocabulary_size());
        }, iter: 60);
    }

    [Fact]
    public void Numbers_come_back_from_their_places()
    {
        Gen.Int[-50, 50].Array[1, 30].Sample(numbers =>
        {
            var lookup = new IntegerLookup(oov_token: 1000);
            lookup.adapt(numbers);
            var back = new IntegerLookup(vocabulary: lookup.get_vocabulary(), oov_token: 1000, invert: true);
            Assert.Equal(numbers.Select(number => (long)number), ((Tensor)back.__call__(lookup.__call__(numbers))).ToArray<long>());
        }, iter: 60);
    }

    [Fact]
    public void Every_bin_gets_about_as_many_numbers()
    {
        Gen.Double[-1000, 1000].Array[200, 800].Sample(numbers =>
        {
            var layer = new Discretization(num_bins: 4);
            layer.adapt(numbers);
            var counts = ((Tensor)layer.__call__(numbers)).ToArray<long>().CountBy(bin => bin).ToDictionary();
            Assert.Equal(4, counts.Count);
            // Keras looks at about a hundred of the numbers, and some of them may be equal.
            Assert.All(counts.Values, count => Assert.InRange(count / (double)numbers.Length, 0.1, 0.4));
        }, iter: 20);
    }

    [Fact]
    public void Counts_may_have_weights()
    {
        var layer = new CategoryEncoding(3, "count");
        Tensor weighted = layer.__call__(new[,] { { 1, 2 }, { 1, 1 } }, new[,] { { 0.1, 0.2 }, { 0.3, 0.4 } });
        Near.Equal([0, 0.1f, 0.2f, 0, 0.7f, 0], weighted.ToArray<float>(), 1e-6);
        Assert.Throws<ValueError>(() => new CategoryEncoding(3).__call__(new[] { 1, 2 }, new[] { 0.1, 0.2 }));
    }

    [Fact]
    public void A_second_adapt_starts_over_and_vectors_keep_their_length()
    {
        var lookup = new StringLookup();
        lookup.adapt(["a", "b"]);
        lookup.adapt(["c"]);
        Assert.Equal(["[UNK]", "c"], lookup.get_vocabulary());
        lookup.reset_state();
        Assert.False(lookup.is_adapted);

        var counting = new StringLookup(output_mode: "count", vocabulary: ["a"]);
        counting.__call__(new[] { "a" });
        counting.set_vocabulary(["a", "b"]);
        Assert.Contains(
            "the vocabulary size cannot be changed after the layer is called. Vocab size is 2, new vocab size is 3",
            Assert.Throws<InvalidOperationException>(() => counting.__call__(new[] { "a" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_supported_says_what_to_do_instead()
    {
        Assert.Contains(
            "dense", Assert.Throws<NotSupportedException>(() => new StringLookup(output_mode: "count", sparse: true)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "mask_zero", Assert.Throws<NotSupportedException>(() => new TextVectorization(ragged: true)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "invert", Assert.Throws<NotSupportedException>(() => new TextVectorization(output_mode: null).__call__(texts)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "encoding", Assert.Throws<NotSupportedException>(() => new StringLookup(encoding: "latin-1")).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Strings()",
            Assert.Throws<NotSupportedException>(
                () => ((Tensor)new StringLookup(vocabulary: ["a"], invert: true).__call__(new[] { 1 })).numpy()).Message,
                StringComparison.Ordinal);
        var model = new Sequential([new Dense(1)]);
        Assert.Throws<NotSupportedException>(() => model.predict(new[,] { { "a", "b" } }, verbose: 0));
    }

    private static NDArray Numbers(Tensors tensors) => ((Tensor)tensors).numpy();
}
