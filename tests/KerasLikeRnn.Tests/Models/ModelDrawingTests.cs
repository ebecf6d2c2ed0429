using System.Text.Json;
using System.Xml.Linq;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Models;

namespace KerasLikeRnn.Tests.Models;

/// <summary>Models are drawn with the boxes and arrows that Keras 2.9 hands to Graphviz.</summary>
public class ModelDrawingTests
{
    private static IReadOnlyList<JsonElement> Cases => GoldenFile.Recorded("Utils/utils.json", "graphs");

    public static TheoryData<int> All => new(Enumerable.Range(0, Cases.Count));

    [Theory, MemberData(nameof(All))]
    public void Graphs_have_the_recorded_boxes_and_arrows(int number)
    {
        var recorded = Cases[number];
        var dot = Drawn(recorded);
        Assert.Equal(Text(recorded.GetProperty("graph")), Text(dot, Labels(dot)));
    }

    [Theory, MemberData(nameof(All))]
    public void Pictures_hold_every_field_and_no_box_lies_on_another(int number)
    {
        var dot = Drawn(Cases[number]);
        var picture = XDocument.Parse(dot.create_svg()).Root!;
        var texts = picture.Descendants().Where(each => each.Name.LocalName == "text").Select(each => each.Value).ToHashSet();
        foreach (var field in Labels(dot).Values.SelectMany(label => label.Split('|', '{', '}')).Where(field => field.Length > 0))
            Assert.Contains(field, texts);
        var boxes = picture.Descendants().Where(each => each.Name.LocalName == "rect" && each.Attribute("fill")!.Value == "white")
            .Select(Box).ToArray();
        foreach (var a in boxes)
            foreach (var b in boxes)
                Assert.True(a == b || a.X + a.Width <= b.X || b.X + b.Width <= a.X || a.Y + a.Height <= b.Y || b.Y + b.Height <= a.Y);
    }

    [Fact]
    public void A_file_is_a_picture_a_page_or_a_text()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            string At(string name) => Path.Combine(folder.FullName, name);
            var model = Branched();
            keras.utils.plot_model(model, At("model.svg"), show_shapes: true, rankdir: "LR");
            keras.utils.plot_model(model, At("model.html"));
            keras.utils.plot_model(model, At("model.dot"));
            Assert.StartsWith("<svg ", File.ReadAllText(At("model.svg")), StringComparison.Ordinal);
            Assert.Contains("<svg ", File.ReadAllText(At("model.html")), StringComparison.Ordinal);
            Assert.Contains("1 -> 3;", File.ReadAllText(At("model.dot")), StringComparison.Ordinal);
            keras.utils.plot_model(model, At("model.png"), show_shapes: true);
            keras.utils.plot_model(model, At("model"));
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(At("model.png"))[..4]);
            var error = Assert.Throws<NotSupportedException>(() => keras.utils.plot_model(model, At("model.pdf")));
            Assert.Contains("'pdf' is not supported", error.Message, StringComparison.Ordinal);
            Assert.Contains("model.svg", error.Message, StringComparison.Ordinal);
            Assert.Equal(5, folder.GetFiles().Length);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Pictures_of_pixels_have_the_size_of_those_of_lines_and_ink_where_these_have_boxes(int number)
    {
        var dot = Drawn(Cases[number]);
        var svg = XDocument.Parse(dot.create_svg()).Root!;
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, dot.create_png());
        var png = KerasLikeRnn.Preprocessing.ImageFile.Read(file);
        File.Delete(file);
        Assert.Equal("L", png.mode);
        Assert.InRange(png.width - Number(svg, "width"), -0.1, 1.1);
        Assert.InRange(png.height - Number(svg, "height"), -0.1, 1.1);
        Assert.All(Enumerable.Range(0, png.width), column => Assert.Equal(255, png.Bytes[column]));
        var view = svg.Attribute("viewBox")!.Value.Split(' ').Select(part => double.Parse(part, null)).ToArray();
        var scale = Number(svg, "width") / view[2];
        foreach (var box in svg.Descendants().Where(each => each.Name.LocalName == "rect" && each.Attribute("fill")!.Value == "white"))
        {
            var (x, y) = (Place("x", 0), Place("y", 1));
            // The upper left corner of a box is dark, and so is something of its inside: its text.
            var corner = from i in Enumerable.Range(-1, 3) from j in Enumerable.Range(-1, 3) select Pixel(x + i, y + j);
            Assert.Contains(corner, pixel => pixel < 100);
            var inside = from i in Enumerable.Range(3, (int)(Number(box, "width") * scale) - 6)
                         from j in Enumerable.Range(3, (int)(Number(box, "height") * scale) - 6)
                         select Pixel(x + i, y + j);
            Assert.Contains(inside, pixel => pixel < 100);

            int Place(string name, int axis) => (int)((Number(box, name) - view[axis]) * scale);
        }

        byte Pixel(int x, int y) => png.Bytes[y * png.width + x];

        static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, null);
    }

    [Fact]
    public void Every_letter_of_ASCII_has_strokes_and_others_a_box()
    {
        var box = StrokeFont.Letters("é").Single().Strokes;
        Assert.Single(box);
        foreach (var letter in Enumerable.Range(33, 94).Select(code => (char)code))
            Assert.NotSame(box, StrokeFont.Letters($"{letter}").Single().Strokes);
        Assert.Same(box, StrokeFont.Letters("ж").Single().Strokes);
        Assert.Empty(StrokeFont.Letters(" ").Single().Strokes);
        Assert.Equal(2 * StrokeFont.Width("a"), StrokeFont.Width("aa"), 9);
    }

    [Fact]
    public void A_model_must_be_built_and_have_the_layers_of_the_range()
    {
        var error = Assert.Throws<ValueError>(() => keras.utils.model_to_dot(keras.Sequential([keras.layers.Dense(1)])));
        Assert.StartsWith("This model has not yet been built.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ValueError>(() => keras.utils.model_to_dot(Branched(), layer_range: ["nothing", "out"]));
        Assert.Throws<ValueError>(() => keras.utils.model_to_dot(Branched(), layer_range: ["out"]));
    }

    [Fact]
    public void The_inputs_of_a_symbolic_tensor_are_found()
    {
        var model = Branched();
        var found = keras.utils.get_source_inputs(model.output);
        Assert.Equal(["a", "b"], found.Select(each => ((KerasLikeRnn.Layers.KerasTensor)each).name));
    }

    private static Dot Drawn(JsonElement recorded)
    {
        Model model = recorded.GetProperty("model").GetString() switch { "branched" => Branched(), "recurrent" => Recurrent(), _ =>
            Nested() };
        var arguments = recorded.GetProperty("arguments");
        bool Is(string name, bool otherwise = false) => arguments.TryGetProperty(name, out var value) ? value.GetBoolean() : otherwise;
        return keras.utils.model_to_dot(
            model, Is("show_shapes"), Is("show_dtype"), Is("show_layer_names", true), expand_nested: Is("expand_nested"),
            layer_range: arguments.TryGetProperty("layer_range", out var range) ? [.. range.EnumerateArray().Select(each =>
                each.GetString()!)] : null,
            show_layer_activations: Is("show_layer_activations"));
    }

    private static Functional Branched()
    {
        var (a, b) = (keras.Input(4, name: "a"), keras.Input(4, name: "b"));
        var shared = keras.layers.Dense(3, activation: "relu", name: "shared");
        var joined = keras.layers.Concatenate(name: "joined")[[shared[a], shared[b], a]];
        return keras.Model([a, b], keras.layers.Dense(1, name: "out")[joined], name: "branched");
    }

    private static Sequential Recurrent() => keras.Sequential(
        [
            keras.Input((5, 2), name: "steps"), keras.layers.Bidirectional(keras.layers.LSTM(3, name: "cells"), name: "both"),
            keras.layers.Dense(1, "sigmoid", name: "share"),
        ], name: "recurrent");

    private static Functional Nested()
    {
        var inner = keras.Sequential(
            [keras.Input(4, name: "begin"), keras.layers.Dense(2, name: "first"), keras.layers.Dense(2, name: "second")], name: "inner");
        var x = keras.Input(4, name: "x");
        return keras.Model(x, keras.layers.Dense(1, name: "end")[inner[keras.layers.Dense(4, name: "before")[x]]], name: "nested");
    }

    private static (double X, double Y, double Width, double Height) Box(XElement rect)
    {
        double Of(string name) => double.Parse(rect.Attribute(name)!.Value, System.Globalization.CultureInfo.InvariantCulture);
        return (Of("x"), Of("y"), Of("width"), Of("height"));
    }

    private static string Text(JsonElement graph) =>
        $"({string.Join("; ", graph.GetProperty("nodes").EnumerateArray().Select(each => each.GetString()))})"
        + $"({string.Join("; ", graph.GetProperty("edges").EnumerateArray().Select(each => $"{each[0]} -> {each[1]}"))})"
        + $"({string.Join("; ", graph.GetProperty("subgraphs").EnumerateArray().Select(Text))})";

    private static string Text(Dot dot, Dictionary<string, string> labels) =>
        $"({string.Join("; ", dot.get_nodes().Select(each => each.Label))})"
        + $"({string.Join("; ", dot.get_edges().Select(each => $"{labels[each.source]} -> {labels[each.destination]}"))})"
        + $"({string.Join("; ", dot.get_subgraphs().Select(each => Text(each, labels)))})";

    private static Dictionary<string, string> Labels(Dot dot) => dot.get_subgraphs().SelectMany(each => Labels(each))
        .Concat(dot.get_nodes().Select(each => KeyValuePair.Create(each.Name, each.Label))).ToDictionary();
}
