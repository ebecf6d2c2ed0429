using System.Text.Json;
using CsCheck;
using KerasLikeRnn.Preprocessing;
using KerasLikeRnn.Utils;

namespace KerasLikeRnn.Tests.Preprocessing;

public sealed class TokenizerTests
{
    private const string Recording = "Preprocessing/text_and_sequences.json";

    public static TheoryData<int> Tokenizers => [.. Cases("tokenizer").Select(golden => golden.Index)];

    [Theory]
    [MemberData(nameof(Tokenizers))]
    public void Words_sequences_and_vectors_are_those_of_Keras(int number)
    {
        var golden = GoldenFile.Cases("preprocessing.json")[number];
        var texts = Texts(golden.GetProperty("texts"));
        var tokenizer = Make(golden.GetProperty("kwargs"));
        tokenizer.fit_on_texts(texts);

        Assert.Equal(Counts(golden.GetProperty("word_index")), tokenizer.word_index.ToList());
        Assert.Equal(Counts(golden.GetProperty("word_counts")), tokenizer.word_counts.ToList());
        Assert.Equal(golden.GetProperty("document_count").GetInt32(), tokenizer.document_count);
        Assert.Equal(Sequences(golden.GetProperty("sequences")), tokenizer.texts_to_sequences([.. texts, "unseen words the cat"]));
        Assert.Equal(Texts(golden.GetProperty("back")), tokenizer.sequences_to_texts(tokenizer.texts_to_sequences(texts)));
        AssertSameJson(golden.GetProperty("json").GetString()!, tokenizer.to_json());
        if (golden.GetProperty("matrix").ValueKind != JsonValueKind.Object) return;
        foreach (var mode in golden.GetProperty("matrix").EnumerateObject())
        {
            var matrix = tokenizer.texts_to_matrix(texts, mode.Name);
            Assert.Equal(mode.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()), matrix.shape);
            Near.Equal(mode.Value.Floats(), [.. matrix.ToArray<double>().Select(value => (float)value)], 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Tokenizers))]
    public void A_tokenizer_goes_through_json(int number)
    {
        var golden = GoldenFile.Cases("preprocessing.json")[number];
        var texts = Texts(golden.GetProperty("texts"));
        var fromKeras = TokenizerJson.tokenizer_from_json(golden.GetProperty("json").GetString()!);
        var again = TokenizerJson.tokenizer_from_json(fromKeras.to_json());

        Assert.Equal(Sequences(golden.GetProperty("sequences")), again.texts_to_sequences([.. texts, "unseen words the cat"]));
        Assert.Equal(fromKeras.to_json(), again.to_json());
    }

    [Fact]
    public void Texts_are_split_into_the_words_of_Keras()
    {
        foreach (var (_, golden) in Cases("text_to_word_sequence"))
            Assert.Equal(Texts(golden.GetProperty("value")), Words.text_to_word_sequence(golden.GetProperty("text").GetString()!));
        foreach (var recorded in GoldenFile.Recorded(Recording, "words"))
        {
            var (text, kwargs) = (recorded.GetProperty("text").GetString()!, recorded.GetProperty("kwargs"));
            string filters = Text(kwargs, "filters") ?? Words.Filters, split = Text(kwargs, "split") ?? " ";
            var lower = !kwargs.TryGetProperty("lower", out _);
            Assert.Equal(Texts(recorded.GetProperty("words")), Words.text_to_word_sequence(text, filters, lower, split));
            Assert.Equal(Numbers(recorded.GetProperty("md5")), Words.hashing_trick(text, 1000, "md5", filters, lower, split));
        }
    }

    [Fact]
    public void Hashed_words_are_those_of_Keras_and_the_same_in_every_run()
    {
        var golden = GoldenFile.Case("preprocessing.json", "hashing_trick");
        Assert.Equal(
            Numbers(golden.GetProperty("value")),
            Words.hashing_trick(golden.GetProperty("text").GetString()!, golden.GetProperty("n").GetInt32(), "md5"));
        Func<string, int> length = word => word.Length;
        Assert.Equal([2, 3, 1], Words.hashing_trick("a bb cccccc", 7, length));
        Assert.Equal(Words.one_hot("the cat sat", 50), Words.one_hot("The cat, sat!", 50));
        Assert.All(Words.one_hot("the cat sat on the mat", 5), number => Assert.InRange(number, 1, 4));
        Assert.Equal([2, 4], Words.hashing_trick("a bb|", 9, length, analyzer: text => text.Split(' ')));
    }

    [Fact]
    public void Lists_of_words_and_functions_that_split_are_taken_as_they_are()
    {
        var tokenizer = new Tokenizer(analyzer: text => text.Split('|'));
        tokenizer.fit_on_texts(["A b|c", "c|d"]);
        Assert.Equal(["c", "A b", "d"], tokenizer.word_index.Keys);
        tokenizer = new Tokenizer();
        tokenizer.fit_on_texts(new string[][] { ["A B", "c!"], ["c!"] });
        Assert.Equal(["c!", "a b"], tokenizer.word_index.Keys);
        Assert.Equal([[1], [2, 1]], tokenizer.texts_to_sequences(new string[][] { ["C!"], ["a b", "x", "c!"] }));
    }

    [Fact]
    public void Sequences_alone_are_enough_for_vectors()
    {
        var tokenizer = new Tokenizer(num_words: 4);
        tokenizer.fit_on_sequences([[1, 2, 2], [2]]);
        Assert.Equal(2, tokenizer.document_count);
        Assert.Equal(2, tokenizer.index_docs[2]);
        var row = tokenizer.sequences_to_matrix([[2, 2, 9]], "tfidf").ToArray<double>();
        Assert.Equal([0, 0, (1 + Math.Log(2)) * Math.Log(1 + 2 / 3.0), 0], row);
    }

    [Fact]
    public void Mistakes_are_refused_with_the_words_of_Keras()
    {
        Assert.StartsWith(
            "Specify a dimension (`num_words` argument), or fit",
            Assert.Throws<ValueError>(() => new Tokenizer().sequences_to_matrix([[1]])).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Fit the Tokenizer on some data before",
            Assert.Throws<ValueError>(() => new Tokenizer(5).sequences_to_matrix([[1]], "tfidf")).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Unknown vectorization mode: x", Assert.Throws<ValueError>(() => new Tokenizer(5).sequences_to_matrix([[1]], "x")).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "empty separator", Assert.Throws<ValueError>(() => Words.text_to_word_sequence("a", split: "")).Message,
            StringComparison.Ordinal);
        Assert.Throws<ValueError>(() => Words.one_hot("a", 1));
        Assert.Throws<ValueError>(() => Words.hashing_trick("a", 5, "sha1"));
        foreach (var text in new[] { "", "{}", "[]", "{\"config\": {}}", "{\"config\": 3}" })
            Assert.Throws<ValueError>(() => TokenizerJson.tokenizer_from_json(text));
    }

    [Fact]
    public void Any_text_comes_back_from_its_numbers()
    {
        Gen.String[Gen.Char["abcdef ,!"], 0, 40].List[1, 6].Sample(texts =>
        {
            var tokenizer = new Tokenizer();
            tokenizer.fit_on_texts(texts);
            var back = tokenizer.sequences_to_texts(tokenizer.texts_to_sequences(texts));
            Assert.Equal(texts.Select(text => string.Join(' ', Words.text_to_word_sequence(text))), back);
            Assert.Equal(tokenizer.word_counts.Values.Sum(), tokenizer.texts_to_sequences(texts).Sum(sequence => sequence.Length));
        }, iter: 100);
    }

    private static IEnumerable<(int Index, JsonElement Item)> Cases(string name) =>
        GoldenFile.Cases("preprocessing.json").Index().Where(golden => golden.Item.Name() == name);

    private static Tokenizer Make(JsonElement kwargs) => new(
        kwargs.TryGetProperty("num_words", out var most) ? most.GetInt32() : null, Text(kwargs, "filters") ?? Words.Filters,
        !kwargs.TryGetProperty("lower", out _), char_level: kwargs.TryGetProperty("char_level", out _),
        oov_token: Text(kwargs, "oov_token"));

    private static string? Text(JsonElement kwargs, string name) => kwargs.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static string[] Texts(JsonElement texts) => [.. texts.EnumerateArray().Select(text => text.GetString()!)];

    private static int[] Numbers(JsonElement numbers) => [.. numbers.EnumerateArray().Select(number => number.GetInt32())];

    private static int[][] Sequences(JsonElement sequences) => [.. sequences.EnumerateArray().Select(Numbers)];

    private static List<KeyValuePair<string, int>> Counts(JsonElement counts) =>
        [.. counts.EnumerateObject().Select(count => KeyValuePair.Create(count.Name, count.Value.GetInt32()))];

    /// <summary>Python orders what comes from sets at random: those texts are compared by content.</summary>
    private static void AssertSameJson(string expected, string actual)
    {
        using var keras = JsonDocument.Parse(expected);
        using var ours = JsonDocument.Parse(actual);
        foreach (var setting in keras.RootElement.GetProperty("config").EnumerateObject())
        {
            var value = ours.RootElement.GetProperty("config").GetProperty(setting.Name);
            if (setting.Name is "word_docs" or "index_docs")
                Assert.Equal(
                    Counts(JsonDocument.Parse(setting.Value.GetString()!).RootElement).OrderBy(count => count.Key, StringComparer.Ordinal),
                    Counts(JsonDocument.Parse(value.GetString()!).RootElement).OrderBy(count => count.Key, StringComparer.Ordinal));
            else Assert.Equal(setting.Value.GetRawText(), value.GetRawText());
        }
        Assert.Equal(expected[..60], actual[..60]);
    }
}
