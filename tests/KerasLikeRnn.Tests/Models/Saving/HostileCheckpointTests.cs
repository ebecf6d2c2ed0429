using System.Buffers.Binary;
using System.Globalization;
using KerasLikeRnn.DataFiles;
using KerasLikeRnn.Models;
using NumSharp;
using static keras.layers;
using static keras.models;

namespace KerasLikeRnn.Tests.Models.Saving;

/// <summary>
/// Checkpoints and SavedModel folders that are damaged or malicious: an error that says so, whatever is wrong, and a model as it was.
/// KERASLIKERNN_FUZZ_MINUTES lets the random part run longer.
/// </summary>
[Collection("Seeds")]
public sealed class HostileCheckpointTests : IDisposable
{
    private const int Mutations = 300;

    private readonly string folder = Directory.CreateTempSubdirectory("hostile").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static TheoryData<string> Parts =>
    [
        "w.index", "w.data-00000-of-00001", "checksums", "graph", "m/saved_model.pb", "m/keras_metadata.pb", "v/saved_model.pb",
        "v/keras_metadata.pb",
    ];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Whatever_is_changed_in_a_file_is_an_error_or_loads(string part)
    {
        var model = Written();
        var end = DateTime.UtcNow.AddMinutes(Minutes / Parts.Count);
        var random = new Random(20_09);
        for (var i = 0; i < Mutations || DateTime.UtcNow < end; i++) Try(part, random, model);
    }

    [Fact]
    public void Truncated_at_any_byte_an_index_is_refused()
    {
        var model = Written();
        var path = Path.Combine(folder, "w.index");
        var whole = File.ReadAllBytes(path);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<InvalidDataException>(() => model.load_weights(Path.Combine(folder, "w")));
        }
    }

    [Fact]
    public void A_description_that_is_no_json_is_quoted_in_a_few_printable_characters()
    {
        Written();
        var path = Path.Combine(folder, "m", "keras_metadata.pb");
        var bytes = File.ReadAllBytes(path);
        bytes.AsSpan(bytes.AsSpan().IndexOf("null"u8) + 2, 2).Fill(1);
        File.WriteAllBytes(path, bytes);
        var message = Assert.Throws<InvalidDataException>(() => load_model(Path.Combine(folder, "m"))).Message;
        Assert.Contains("it is no JSON", message, StringComparison.Ordinal);
        Assert.True(message.Length < 700 && !message.Any(char.IsControl), message);
    }

    [Fact]
    public void A_flipped_bit_in_the_data_is_found_and_nothing_changes()
    {
        var model = Written();
        var path = Path.Combine(folder, "w.data-00000-of-00001");
        var whole = File.ReadAllBytes(path);
        var before = CheckpointTests.Bits(model.get_weights());
        model.set_weights(model.get_weights().Select(weight => weight + 1));
        var changed = CheckpointTests.Bits(model.get_weights());
        for (var at = 0; at < whole.Length; at += 7)
        {
            var bytes = whole.ToArray();
            bytes[at] ^= 1;
            File.WriteAllBytes(path, bytes);
            Assert.Throws<InvalidDataException>(() => model.load_weights(Path.Combine(folder, "w")));
            Assert.Equal(changed, CheckpointTests.Bits(model.get_weights()));
        }
        File.WriteAllBytes(path, whole);
        model.load_weights(Path.Combine(folder, "w"));
        Assert.Equal(before, CheckpointTests.Bits(model.get_weights()));
    }

    [Fact]
    public void Absurd_entries_are_refused_by_name()
    {
        var entry = new ProtoWriter().Number(1, 1).Message(2, BundleEntry.WrittenSizes([1L << 40, 1L << 40])).Written.ToArray();
        Assert.Contains("shape", Refused(("a", entry)), StringComparison.Ordinal);
        entry = new ProtoWriter().Number(1, 1).Message(2, BundleEntry.WrittenSizes([1 << 20])).Number(5, 1L << 60).Written.ToArray();
        Assert.Contains("1048576", Refused((ObjectGraph.Key, entry)), StringComparison.Ordinal);
        entry = new ProtoWriter().Number(1, 7).Message(2, BundleEntry.WrittenSizes([1L << 30])).Number(5, 10).Written.ToArray();
        Assert.Contains("no text", Refused((ObjectGraph.Key, entry)), StringComparison.Ordinal);
        using (var reader = tf.train.load_checkpoint(Path.Combine(folder, "x")))
            Assert.Contains(
                "not enough", Assert.Throws<InvalidDataException>(() => reader.get_tensor(ObjectGraph.Key)).Message,
                StringComparison.Ordinal);
        entry = new ProtoWriter().Number(1, 7).Message(2, new ProtoWriter()).Number(3, 9).Written.ToArray();
        Assert.Contains("file 9 of 1", Refused((ObjectGraph.Key, entry)), StringComparison.Ordinal);
        entry = new ProtoWriter().Number(1, 7).Message(2, new ProtoWriter()).Message(7, new ProtoWriter()).Written.ToArray();
        Write((ObjectGraph.Key, entry));
        Assert.Contains(
            "written in parts", Assert.Throws<NotSupportedException>(() => Small().load_weights(Path.Combine(folder, "x"))).Message,
            StringComparison.Ordinal);
        Assert.Contains("no objects", Refuses<NotSupportedException>(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_of_several_variables_is_refused()
    {
        var model = Written();
        ChangeGraph(bytes =>
        {
            var graph = ObjectGraph.Read(bytes);
            var slots = graph.Nodes.Single(node => node.Slots.Count > 0).Slots;
            slots[1] = slots[1] with { Slot = slots[0].Slot };
            return graph.Written();
        });
        model.set_weights(model.get_weights().Select(weight => weight + 1));
        var before = CheckpointTests.Bits(model.get_weights());
        var message = Assert.Throws<InvalidDataException>(() => model.load_weights(Path.Combine(folder, "w"))).Message;
        Assert.Contains("the state of several variables", message, StringComparison.Ordinal);
        Assert.Equal(before, CheckpointTests.Bits(model.get_weights()));
    }

    [Fact]
    public void Keys_that_share_their_beginnings_do_not_multiply()
    {
        var shared = new string('k', 1 << 16);
        var entry = new ProtoWriter().Number(1, 1).Message(2, new ProtoWriter()).Written.ToArray();
        var table = SortedTable.Write(
            Enumerable.Range(0, 100).Select(i => (System.Text.Encoding.UTF8.GetBytes($"{shared}{i:D3}"), entry)).Prepend(([], Header())));
        Assert.Equal(101, SortedTable.Read(table).Count);
        Assert.True(table.Length < (1 << 20));
    }

    [Fact]
    public void A_model_whose_description_is_deep_or_names_unknown_classes_is_refused()
    {
        _ = Written();
        var path = Path.Combine(folder, "m", "keras_metadata.pb");
        void Describe(string json) => File.WriteAllBytes(
            path, new ProtoWriter().Message(1, new ProtoWriter().Text(4, "_tf_keras_sequential").Text(5, json)).Written.ToArray());
        Describe(new string('[', 100_000));
        Assert.Throws<InvalidDataException>(() => load_model(Path.Combine(folder, "m")));
        Describe("""{"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "Nope", "config": {}}]}}""");
        Assert.StartsWith(
            "Unknown layer: Nope", Assert.Throws<ValueError>(() => load_model(Path.Combine(folder, "m"))).Message,
            StringComparison.Ordinal);
        Describe("""{"class_name": "Mine"}""");
        Assert.Contains(
            "get_config", Assert.Throws<NotSupportedException>(() => load_model(Path.Combine(folder, "m"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_kill_between_both_moves_leaves_the_new_checkpoint_and_before_them_the_old_one()
    {
        var model = Written();
        var prefix = Path.Combine(folder, "w");
        var old = CheckpointTests.Bits(model.get_weights());
        foreach (var end in new[] { ".index", ".data-00000-of-00001" }) File.Copy(prefix + end, prefix + end + ".old");
        model.set_weights(model.get_weights().Select(weight => weight * 2));
        var now = CheckpointTests.Bits(model.get_weights());
        model.save_weights(prefix);
        // The data in place, the index ready: as after a kill between both moves.
        File.Move(prefix + ".index", prefix + ".index.next");
        File.Copy(prefix + ".index.old", prefix + ".index");
        model.load_weights(prefix);
        Assert.Equal(now, CheckpointTests.Bits(model.get_weights()));
        // Both ready, none in place.
        File.Move(prefix + ".data-00000-of-00001", prefix + ".data-00000-of-00001.next");
        File.Copy(prefix + ".data-00000-of-00001.old", prefix + ".data-00000-of-00001");
        model.load_weights(prefix);
        Assert.Equal(old, CheckpointTests.Bits(model.get_weights()));
        model.save_weights(prefix);
        Assert.False(File.Exists(prefix + ".index.next") || File.Exists(prefix + ".data-00000-of-00001.next"));
        model.load_weights(prefix)!.assert_consumed();
    }

    [Fact]
    public void A_folder_that_cannot_be_written_reports_it_and_the_old_files_load()
    {
        var model = Written();
        var before = CheckpointTests.Bits(model.get_weights());
        model.set_weights(model.get_weights().Select(weight => weight * 2));
        // A folder in the place of the data file cannot be replaced by a file, whoever runs the test.
        var blocked = Path.Combine(folder, "b");
        Directory.CreateDirectory(blocked + ".data-00000-of-00001");
        Assert.ThrowsAny<SystemException>(() => model.save_weights(blocked));
        Assert.Empty(Directory.GetFiles(folder, "*.part"));
        File.WriteAllText(Path.Combine(folder, "file"), "");
        Assert.ThrowsAny<IOException>(() => model.save(Path.Combine(folder, "file", "m")));
        Assert.ThrowsAny<IOException>(() => model.save(Path.Combine(folder, "file")));
        model.load_weights(Path.Combine(folder, "w"));
        Assert.Equal(before, CheckpointTests.Bits(model.get_weights()));
        Assert.Equal(before, CheckpointTests.Bits(load_model(Path.Combine(folder, "m")).get_weights()));
    }

    /// <summary>KERASLIKERNN_SMALL_DISK names a folder on a disk of about a megabyte, which only who has prepared one can give.</summary>
    [Fact(Explicit = true)]
    public void On_a_full_disk_the_error_reaches_the_caller_and_the_old_files_load()
    {
        var disk = Environment.GetEnvironmentVariable("KERASLIKERNN_SMALL_DISK");
        Assert.NotNull(disk);
        var (prefix, saved) = (Path.Combine(disk, "w"), Path.Combine(disk, "m"));
        var model = Sequential([Dense(300, input_shape: 200)]);
        model.save_weights(prefix);
        model.save(saved);
        var before = CheckpointTests.Bits(model.get_weights());
        var large = Sequential([Dense(300, input_shape: 200), Dense(1000), Dense(1000)]);
        Assert.ThrowsAny<IOException>(() => large.save_weights(prefix));
        Assert.ThrowsAny<IOException>(() => large.save(saved));
        Assert.Equal(
            ["checkpoint", "m", "w.data-00000-of-00001", "w.index"],
            Directory.GetFileSystemEntries(disk).Select(Path.GetFileName)
                .Where(name => name != "lost+found").Order(StringComparer.Ordinal));
        model.set_weights(model.get_weights().Select(weight => weight * 2));
        model.load_weights(prefix);
        Assert.Equal(before, CheckpointTests.Bits(model.get_weights()));
        Assert.Equal(before, CheckpointTests.Bits(load_model(saved).get_weights()));
    }

    [Fact]
    public void A_model_that_was_about_to_be_replaced_loads()
    {
        var model = Written();
        Directory.Move(Path.Combine(folder, "m"), Path.Combine(folder, "m.previous"));
        Assert.Equal(CheckpointTests.Bits(model.get_weights()), CheckpointTests.Bits(load_model(Path.Combine(folder, "m")).get_weights()));
        model.save(Path.Combine(folder, "m"));
        Assert.Equal(CheckpointTests.Bits(model.get_weights()), CheckpointTests.Bits(load_model(Path.Combine(folder, "m")).get_weights()));
    }

    private static double Minutes =>
        double.TryParse(Environment.GetEnvironmentVariable("KERASLIKERNN_FUZZ_MINUTES"), CultureInfo.InvariantCulture, out var minutes)
            ? minutes : 0;

    private static KerasLikeRnn.Models.Sequential Small() =>
        Sequential([Embedding(5, 2, input_length: 3), LSTM(2), Dense(2)]);

    /// <summary>A model whose vocabulary and weights of terms were learnt.</summary>
    private static void SaveLookup(string path)
    {
        var lookup = TextVectorization(output_mode: "tf_idf");
        lookup.adapt(new[] { "a b b", "c a", "b d" });
        Sequential([keras.Input(1, dtype: "string"), lookup, Dense(2)]).save(path);
    }

    private static byte[] Header() => new ProtoWriter().Number(1, 1).Written.ToArray();

    private KerasLikeRnn.Models.Sequential Written()
    {
        var model = Small();
        model.compile("adam", "mse");
        model.fit(np.ones((4, 3)), np.ones((4, 2)), verbose: 0);
        model.save_weights(Path.Combine(folder, "w"));
        model.save(Path.Combine(folder, "m"));
        SaveLookup(Path.Combine(folder, "v"));
        return model;
    }

    private void Write(params (string Key, byte[] Entry)[] entries)
    {
        File.WriteAllBytes(Path.Combine(folder, "x.index"), SortedTable.Write(
            entries.Select(entry => (System.Text.Encoding.UTF8.GetBytes(entry.Key), entry.Entry)).Prepend(([], Header()))));
        File.WriteAllBytes(Path.Combine(folder, "x.data-00000-of-00001"), new byte[100]);
    }

    private string Refused(params (string Key, byte[] Entry)[] entries)
    {
        Write(entries);
        return Assert.Throws<InvalidDataException>(() => Small().load_weights(Path.Combine(folder, "x"))).Message;
    }

    private string Refuses<T>() where T : Exception
    {
        Write();
        return Assert.Throws<T>(() => Small().load_weights(Path.Combine(folder, "x"))).Message;
    }

    private void Try(string part, Random random, KerasLikeRnn.Models.Model model)
    {
        var path = Path.Combine(folder, part is "checksums" or "graph" ? "w.index" : part);
        var whole = File.ReadAllBytes(path);
        var data = Path.Combine(folder, "w.data-00000-of-00001");
        var wholeData = File.ReadAllBytes(data);
        try
        {
            if (part == "graph") ChangeGraph(graph => Mutated(graph, random));
            else File.WriteAllBytes(path, part == "checksums" ? WithChecksums(whole, random) : Mutated(whole, random));
            if (part.Contains('/', StringComparison.Ordinal)) _ = load_model(Path.Combine(folder, part[..1]));
            else model.load_weights(Path.Combine(folder, "w"));
        }
        catch (Exception error) when (error
            is InvalidDataException or ValueError or TypeError or NotSupportedException or FileNotFoundException)
        {
            Assert.True(error is not InvalidDataException || !error.Message.Any(char.IsControl), error.Message);
        }
        finally
        {
            File.WriteAllBytes(path, whole);
            File.WriteAllBytes(data, wholeData);
        }
    }

    /// <summary>Entries changed, and the checksums of the table made good again.</summary>
    private static byte[] WithChecksums(byte[] index, Random random)
    {
        var entries = SortedTable.Read(index).Select(entry => (entry.Key, Value: entry.Value.ToArray())).ToList();
        var at = random.Next(entries.Count);
        entries[at] = random.Next(3) == 0
            ? (Mutated(entries[at].Key, random), entries[at].Value)
            : (entries[at].Key, Mutated(entries[at].Value, random));
        return SortedTable.Write(entries.Select(entry => (entry.Key, entry.Value)));
    }

    /// <summary>The object graph changed, with sound checksums.</summary>
    private void ChangeGraph(Func<byte[], byte[]> change)
    {
        byte[] graph;
        using (var bundle = TensorBundle.Open(Path.Combine(folder, "w")))
            graph = bundle.ReadStrings(bundle.Find(ObjectGraph.Key))[0];
        var prefix = Path.Combine(folder, "w");
        List<(string Key, KerasLikeRnn.Engine.Tensor Value)> others;
        using (var reader = tf.train.load_checkpoint(prefix))
            others = [.. reader.get_variable_to_shape_map().Keys.Where(key => key != ObjectGraph.Key)
                .Select(key => (key, reader.get_tensor(key)))];
        using var writer = new TensorBundleWriter(prefix);
        writer.AddStrings(ObjectGraph.Key, KerasLikeRnn.Engine.Shape.Scalar, [change(graph)]);
        foreach (var (key, value) in others) writer.Add(key, value.Shape, value.Storage);
        writer.Finish();
    }

    private static byte[] Mutated(byte[] bytes, Random random)
    {
        var list = bytes.ToList();
        for (var n = random.Next(1, 5); n > 0; n--)
        {
            var at = random.Next(list.Count + 1);
            switch (random.Next(7))
            {
                case 0 when at < list.Count: list[at] ^= (byte)(1 << random.Next(8)); break;
                case 1 when at < list.Count: list[at] = (byte)random.Next(256); break;
                case 2 when at < list.Count: list.RemoveRange(at, Math.Min(random.Next(1, 9), list.Count - at)); break;
                case 3: list.InsertRange(at, Enumerable.Repeat((byte)0xFF, random.Next(1, 10))); break;
                case 4: list.InsertRange(at, [.. list.Skip(random.Next(list.Count + 1)).Take(20)]); break;
                case 5 when at + 8 <= list.Count:
                    var eight = BitConverter.GetBytes(random.NextInt64());
                    for (var i = 0; i < 8; i++) list[at + i] = eight[i];
                    break;
                case 6: list.RemoveRange(at, list.Count - at); break;
            }
        }
        return [.. list];
    }
}
