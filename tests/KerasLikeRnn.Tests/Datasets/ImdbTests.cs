using System.Runtime.CompilerServices;
using System.Text.Json;
using KerasLikeRnn.Datasets;
using KerasLikeRnn.Tests.Utils;
using KerasLikeRnn.Utils;

namespace KerasLikeRnn.Tests.Datasets;

public sealed class ImdbTests
{
    /// <summary>The small cut of the reviews.</summary>
    internal static readonly string Mini = MiniPath();

    public static TheoryData<int> Goldens => [.. Enumerable.Range(0, GoldenFile.Cases("imdb.json").Count)];

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Load_data_gives_what_Keras_gives(int number)
    {
        var golden = GoldenFile.Cases("imdb.json")[number];
        var arguments = golden.GetProperty("kwargs");
        if (golden.TryGetProperty("error", out var message))
        {
            Assert.StartsWith(message.GetString()!, Assert.Throws<ValueError>(() => Load(arguments)).Message);
            return;
        }
        var ((x_train, y_train), (x_test, y_test)) = Load(arguments);
        if (golden.GetProperty("len_test").GetInt32() == 0)
        {
            // Without a mark and a shift Keras 2.9 joins each training review with a test review by mistake and returns no test set.
            x_train = [.. x_train.Zip(x_test, (train, test) => train.Concat(test).ToArray())];
            x_test = [];
        }
        Assert.Equal(golden.GetProperty("len_train").GetInt32(), x_train.Length);
        Assert.Equal(golden.GetProperty("len_test").GetInt32(), x_test.Length);
        Assert.Equal(Lists(golden.GetProperty("train_head")), x_train.Take(5).Select(review => review.Take(12)));
        Assert.Equal(Lists(golden.GetProperty("test_head")), x_test.Take(5).Select(review => review.Take(12)));
        Assert.Equal(Numbers(golden.GetProperty("train_lengths")), x_train.Take(50).Select(review => review.Length));
        Assert.Equal(Numbers(golden.GetProperty("y_train_head")), y_train.ToArray<long>().Take(50).Select(label => (int)label));
        Assert.Equal(Numbers(golden.GetProperty("y_test_head")), y_test.ToArray<long>().Take(50).Select(label => (int)label));
        Assert.Equal(golden.GetProperty("sum_of_all_train_ids").GetInt64(), x_train.Sum(Sum));
        Assert.Equal(golden.GetProperty("sum_of_all_test_ids").GetInt64(), x_test.Sum(Sum));
        Assert.Equal(
            golden.GetProperty("position_weighted_train_sum").GetInt64(), x_train.Select((review, i) => (i + 1) * Sum(review)).Sum());
        Assert.Equal([x_train.Length], y_train.shape);
    }

    [Fact]
    public void The_same_seed_gives_the_same_order_and_another_seed_another_one()
    {
        var ((first, _), _) = Imdb.load_data(Mini, seed: 5);
        var ((second, _), _) = Imdb.load_data(Mini, seed: 5);
        var ((other, _), _) = Imdb.load_data(Mini, seed: 6);
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void Zero_stands_for_no_limit_as_in_Python()
    {
        var ((all, _), _) = Imdb.load_data(Mini);
        var ((same, _), _) = Imdb.load_data(Mini, num_words: 0, maxlen: 0);
        Assert.Equal(all, same);
    }

    [Fact]
    public void A_start_mark_without_a_shift_and_a_negative_seed_are_refused()
    {
        Assert.Equal("index_from", Assert.Throws<ValueError>(() => Imdb.load_data(Mini, index_from: null)).ParamName);
        Assert.Equal("seed", Assert.Throws<ValueError>(() => Imdb.load_data(Mini, seed: -1)).ParamName);
        Assert.Throws<ValueError>(() => Imdb.load_data(""));
    }

    [Fact]
    public void Reviews_and_labels_of_different_number_are_refused()
    {
        using var folder = new TestFolder();
        var reviews = NpzWriter.Objects(1, "]](K\u0001K\u0002ea");
        NpzWriter.Write(
            folder["a.npz"], ("x_train", reviews), ("y_train", NpzWriter.Labels(1, 0)),
            ("x_test", reviews), ("y_test", NpzWriter.Labels(1)));
        var error = Assert.Throws<InvalidDataException>(() => Imdb.load_data(folder["a.npz"]));
        Assert.Contains("x_train has 1 reviews, but y_train has 2 labels", error.Message);
    }

    [Fact]
    public void A_rank_beyond_32_bits_is_refused()
    {
        using var folder = new TestFolder();
        var reviews = NpzWriter.Objects(1, "]](J\u00ff\u00ff\u00ff\u007fea");
        NpzWriter.Write(
            folder["a.npz"], ("x_train", reviews), ("y_train", NpzWriter.Labels(1)),
            ("x_test", reviews), ("y_test", NpzWriter.Labels(1)));
        Assert.Contains("does not fit 32 bits", Assert.Throws<InvalidDataException>(() => Imdb.load_data(folder["a.npz"])).Message);
    }

    [Fact]
    public void A_damaged_file_is_refused_or_harmless_wherever_the_damage_is()
    {
        using var folder = new TestFolder();
        var sound = File.ReadAllBytes(Mini);
        var ((expected, _), _) = Imdb.load_data(Mini);
        var random = new Random(113);
        var refused = 0;
        for (var round = 0; round < 150; round++)
        {
            File.WriteAllBytes(folder["a.npz"], Damaged(sound, random, round));
            try
            {
                var ((x_train, _), _) = Imdb.load_data(folder["a.npz"]);
                Assert.Equal(expected, x_train);
            }
            catch (InvalidDataException error)
            {
                Assert.Contains("is not a sound .npz file", error.Message);
                refused++;
            }
        }
        Assert.True(refused > 100, $"Only {refused} of 150 damaged files were refused.");
    }

    [Fact]
    public void A_damaged_pickle_with_a_right_checksum_is_refused_or_read_but_never_more()
    {
        var sound = NpzWriter.Objects(2, "](](K\u0001K\u0002M\u0001\u0001e](J\u0001\0\0\0K\u0007ee");
        using var folder = new TestFolder();
        var random = new Random(7);
        for (var round = 0; round < 1000; round++)
        {
            var damaged = (byte[])sound.Clone();
            for (var flip = random.Next(1, 4); flip > 0; flip--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            if (round % 5 == 0) damaged = damaged[..random.Next(damaged.Length)];
            NpzWriter.Write(
                folder["a.npz"], ("x_train", damaged), ("y_train", NpzWriter.Labels(1, 0)),
                ("x_test", sound), ("y_test", NpzWriter.Labels(1, 0)));
            try
            {
                var ((x_train, _), _) = Imdb.load_data(folder["a.npz"]);
                Assert.Equal(2, x_train.Length);
            }
            catch (InvalidDataException error)
            {
                Assert.Contains("a.npz", error.Message);
            }
        }
    }

    [Fact]
    public void Without_file_and_network_the_error_says_where_to_put_the_file()
    {
        using var folder = new TestFolder();
        using var silence = Messages.Redirect(_ => { });
        using var server = new LocalServer(_ => LocalServer.NotFound);
        var error = Assert.Throws<DataNotAvailableException>(
            () => new DatasetFile("imdb.npz", new string('0', 64)).Locate(folder["cache/imdb.npz"], new Uri(server.Url("imdb.npz"))));
        Assert.Equal($"URL fetch failure on {server.Url("imdb.npz")}: 404 -- Not Found", error.Reason);
        Assert.StartsWith(error.Reason, error.Message);
        Assert.Contains($"put it at {folder["cache/imdb.npz"]}", error.Message);
        Assert.Contains("path:", error.Message);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_download_with_another_checksum_is_not_taken_for_the_data()
    {
        using var folder = new TestFolder();
        using var silence = Messages.Redirect(_ => { });
        using var server = new LocalServer(_ => LocalServer.Ok("<html>Please log in</html>"u8.ToArray()));
        var error = Assert.Throws<DataNotAvailableException>(
            () => new DatasetFile("imdb.npz", new string('0', 64)).Locate(folder["imdb.npz"], new Uri(server.Url("imdb.npz"))));
        Assert.StartsWith("Incomplete or corrupted file detected.", error.Reason);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_cache_folder_without_rights_is_told_before_the_download()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["file"], "");
        var error = Assert.Throws<DataNotAvailableException>(() => Imdb.load_data(folder["file/imdb.npz"]));
        Assert.Contains(folder["file/imdb.npz"], error.Message);
        Assert.Throws<DataNotAvailableException>(() => Imdb.get_word_index(folder["file/imdb_word_index.json"]));
    }

    [Fact]
    public void The_word_index_keeps_the_order_of_its_file()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["words.json"], """{"fawn": 34701, "d'\u00eatre": 2, "": 1}""");
        var index = Imdb.get_word_index(folder["words.json"]);
        Assert.Equal([new("fawn", 34701), new("d'\u00eatre", 2), new("", 1)], index);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"a\": 1")]
    [InlineData("{\"a\": \"b\"}")]
    [InlineData("{\"a\": 1.5}")]
    [InlineData("{\"a\": {\"b\": 1}}")]
    [InlineData("{\"a\": 99999999999}")]
    [InlineData("{\"a\": 1} trailing")]
    [InlineData("{\"\\ud800\": 1}")]
    public void A_word_index_of_something_else_is_refused(string json)
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["words.json"], json);
        var error = Assert.Throws<InvalidDataException>(() => Imdb.get_word_index(folder["words.json"]));
        Assert.Contains(folder["words.json"], error.Message);
    }

    private static byte[] Damaged(byte[] sound, Random random, int round)
    {
        if (round % 3 == 0) return sound[..random.Next(sound.Length)];
        var damaged = (byte[])sound.Clone();
        // Every third round hits the zip's directory, the rest any place.
        var from = round % 3 == 1 ? damaged.Length - 400 : 0;
        for (var flip = random.Next(1, 5); flip > 0; flip--) damaged[random.Next(from, damaged.Length)] ^= (byte)(1 << random.Next(8));
        return damaged;
    }

    private static ((int[][] x_train, NumSharp.NDArray y_train) train,
        (int[][] x_test, NumSharp.NDArray y_test) test) Load(JsonElement arguments)
    {
        return Imdb.load_data(
            Mini, Argument("num_words", null), Argument("skip_top", 0)!.Value, Argument("maxlen", null), Argument("seed", 113)!.Value,
            Argument("start_char", 1), Argument("oov_char", 2), Argument("index_from", 3));

        int? Argument(string name, int? standard)
            => !arguments.TryGetProperty(name, out var value) ? standard : value.ValueKind == JsonValueKind.Null ? null : value.GetInt32();
    }

    private static string MiniPath([CallerFilePath] string path = "")
        => Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "Data", "imdb-mini.npz");

    private static long Sum(int[] review) => review.Sum(id => (long)id);

    private static int[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetInt32())];

    private static int[][] Lists(JsonElement array) => [.. array.EnumerateArray().Select(Numbers)];
}
