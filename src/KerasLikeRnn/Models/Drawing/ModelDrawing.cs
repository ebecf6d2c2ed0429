using System.Text.RegularExpressions;

namespace KerasLikeRnn.Models;

/// <summary>Models as pictures.</summary>
public static class ModelDrawing
{
    /// <summary>The layers of a model as boxes, with arrows from each to those that compute with what it gives.</summary>
    /// <param name="model">A model that is built.</param>
    /// <param name="show_shapes">Whether to show the shapes of inputs and outputs.</param>
    /// <param name="show_dtype">Whether to show the type of the numbers.</param>
    /// <param name="show_layer_names">Whether to show the names of layers.</param>
    /// <param name="rankdir">Where arrows lead: "TB" down, "LR" to the right, "BT" up, "RL" to the left.</param>
    /// <param name="expand_nested">Whether to show the layers of models inside, in a frame.</param>
    /// <param name="dpi">Dots per inch: 96 draws lengths as they are.</param>
    /// <param name="subgraph">Whether the result is a frame for another graph.</param>
    /// <param name="layer_range">Names, or regular expressions for their beginnings, of the first and the last layer to show.</param>
    /// <param name="show_layer_activations">Whether to show activations.</param>
    /// <exception cref="ValueError">The model is not built, or has no layers of those names.</exception>
    [KerasExport("keras.utils.model_to_dot")]
    public static Dot model_to_dot(
        Model model, bool show_shapes = false, bool show_dtype = false, bool show_layer_names = true, string rankdir = "TB",
        bool expand_nested = false, int dpi = 96, bool subgraph = false, IReadOnlyList<string>? layer_range = null,
        bool show_layer_activations = false)
    {
        RequireBuilt(model);
        var labels = new DotLabels(show_shapes, show_dtype, show_layer_names, show_layer_activations, expand_nested);
        return new ModelDot(model, labels, rankdir, dpi, subgraph, Range(model, layer_range), new ModelDot.Names()).Dot;
    }

    /// <summary>Draws a model into a file, without Graphviz.</summary>
    /// <param name="model">A model that is built.</param>
    /// <param name="to_file">Path of the file, which says what is written: png, svg, html (a page with the picture), or dot
    /// (Graphviz's language).</param>
    /// <param name="show_shapes">Whether to show the shapes of inputs and outputs.</param>
    /// <param name="show_dtype">Whether to show the type of the numbers.</param>
    /// <param name="show_layer_names">Whether to show the names of layers.</param>
    /// <param name="rankdir">Where arrows lead: "TB" down, "LR" to the right, "BT" up, "RL" to the left.</param>
    /// <param name="expand_nested">Whether to show the layers of models inside, in a frame.</param>
    /// <param name="dpi">Dots per inch: 96 draws lengths as they are.</param>
    /// <param name="layer_range">Names, or regular expressions for their beginnings, of the first and the last layer to show.</param>
    /// <param name="show_layer_activations">Whether to show activations.</param>
    /// <returns>What is drawn.</returns>
    /// <exception cref="ValueError">The model is not built, or has no layers of those names.</exception>
    /// <exception cref="NotSupportedException">The file would be something else.</exception>
    [KerasExport("keras.utils.plot_model")]
    public static Dot plot_model(
        Model model, string to_file = "model.png", bool show_shapes = false, bool show_dtype = false, bool show_layer_names = true,
        string rankdir = "TB", bool expand_nested = false, int dpi = 96, IReadOnlyList<string>? layer_range = null,
        bool show_layer_activations = false)
    {
        Required.NotNull(to_file);
        var dot = model_to_dot(
            model, show_shapes, show_dtype, show_layer_names, rankdir, expand_nested, dpi, false, layer_range, show_layer_activations);
        dot.write(to_file, Path.GetExtension(to_file) is { Length: > 1 } extension ? extension[1..] : "png");
        return dot;
    }

    private static void RequireBuilt(Model model)
    {
        if (!Required.NotNull(model).built)
            throw new ValueError(
                "This model has not yet been built. Build the model first by calling `build()` or by calling the model on a batch of data.",
                nameof(model));
    }

    private static (int First, int Last)? Range(Model model, IReadOnlyList<string>? layer_range)
    {
        if (layer_range is null) return null;
        if (layer_range.Count != 2)
            throw new ValueError(
                $"layer_range must be of shape (2,). Received: layer_range = {PythonText.Repr(layer_range)} of length {layer_range.Count}",
                nameof(layer_range));
        var (first, last) = (Matches(model, layer_range[0]), Matches(model, layer_range[1]));
        if (first.Count == 0 || last.Count == 0)
            throw new ValueError(
                $"Passed layer_names does not match to layers in the model. Recieved: {PythonText.Repr(layer_range)}", nameof(layer_range));
        return first[0] > last[^1] ? (last[0], first[^1]) : (first[0], last[^1]);
    }

    private static List<int> Matches(Model model, string pattern) =>
        [.. Enumerable.Range(0, model.layers.Count).Where(i => Regex.IsMatch(model.layers[i].name, $"^(?:{pattern})"))];
}
