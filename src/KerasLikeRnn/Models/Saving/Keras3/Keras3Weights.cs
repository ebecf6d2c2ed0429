using KerasLikeRnn.DataFiles.Hdf5;
using KerasLikeRnn.Optimizers;

namespace KerasLikeRnn.Models;

/// <summary>A model's weights, and its optimizer's state, in the HDF5 layout of Keras 3.</summary>
internal static class Keras3Weights
{
    private const string Vars = "vars";
    private const string InnerOptimizer = Keras3Layout.Optimizer + "/inner_optimizer";
    private const string Layers = "layers";

    // What TensorFlow's Keras 2.13 to 2.15 called the layers of a model.
    private const string OldLayers = "_layer_checkpoint_dependencies";

    /// <summary>Whether a file has this layout.</summary>
    public static bool Is(H5Group root) => root.Contains(Layers) || root.Contains(Vars) || root.Contains(OldLayers);

    /// <summary>Whether the layout leaves room for groups of these names beside it.</summary>
    public static bool IsFreeOf(Model model, IEnumerable<string> names) =>
        !Keras3Layout.Of(model).Select(place => place.Path.Split('/')[0]).Append(Vars).Intersect(names).Any();

    /// <summary>Writes the weights.</summary>
    /// <param name="root">Where to.</param>
    /// <param name="model">The model whose layers they are.</param>
    /// <param name="dataSet">The data set of a variable, which may stand elsewhere in the file too.</param>
    public static void Write(H5NewGroup root, Model model, Func<Variable, H5NewDataSet> dataSet)
    {
        foreach (var place in Keras3Layout.Of(model))
        {
            var group = GroupOf(root, place.Path, place.Layer.name);
            for (var i = 0; i < place.Variables.Count; i++) group.Add(Invariant($"{i}"), dataSet(place.Variables[i]));
            if (place.Layer is IVocabulary { Weights: { } weights }) group.Add(Keras3Vocabularies.Weights, H5NewDataSet.Of(weights));
        }
    }

    /// <summary>Writes the state of a compiled model's optimizer.</summary>
    public static void WriteOptimizer(H5NewGroup root, Model model)
    {
        var variables = Keras3Layout.Trainable(model);
        Write(Keras3Layout.Optimizer, model.optimizer);
        if (model.optimizer is LossScaleOptimizer scaling) Write(InnerOptimizer, scaling.inner_optimizer);

        void Write(string path, Optimizer optimizer)
        {
            var group = GroupOf(root, path, optimizer.name);
            var state = Keras3Optimizers.State(optimizer, variables);
            for (var i = 0; i < state.Count; i++)
                group.Add(Invariant($"{i}"), state[i].Variable is { } variable
                    ? H5NewDataSet.Of(variable) : H5NewDataSet.Of(state[i].Get!()));
        }
    }

    /// <summary>Reads the weights of all layers, or none.</summary>
    /// <exception cref="ValueError">Their number or shapes are others; nothing was changed.</exception>
    public static void Load(H5Group root, Model model)
    {
        var load = new WeightLoad();
        var failures = new List<(Layer Layer, string Error)>();
        foreach (var (path, layer, variables) in Keras3Layout.Of(model))
        {
            var group = Find(root, path);
            var count = group?.Names.Count(name => name != Keras3Vocabularies.Weights) ?? 0;
            if (count != variables.Count)
            {
                failures.Add((layer, CountError(layer, variables, count)));
                continue;
            }
            var saved = variables.Select((_, i) => SavedWeight.Of(group!.DataSet(Invariant($"{i}")))).ToArray();
            var wrong = Array.FindIndex(saved, one => one.Shape != variables[Array.IndexOf(saved, one)].Shape);
            if (wrong >= 0) failures.Add((layer, ShapeError(variables[wrong], saved[wrong].Shape)));
            load.Add(variables, saved);
        }
        if (failures.Count > 0) throw Failed(failures);
        load.Run(model);
    }

    /// <summary>Reads the state of a compiled model's optimizer. One that does not fit is left, with Keras's warning.</summary>
    public static void LoadOptimizer(H5Group root, Model model)
    {
        if (root.FindGroup($"{InnerOptimizer}/{Vars}") is not null && model.optimizer is not LossScaleOptimizer)
            model.optimizer = new LossScaleOptimizer(model.optimizer) { ConstraintOf = model.optimizer.ConstraintOf };
        if (root.FindGroup($"{Keras3Layout.Optimizer}/{Vars}") is { } group)
            LoadOptimizer([.. group.Names.Select((_, i) => group.DataSet(Invariant($"{i}")))], model);
    }

    /// <summary>The same, of a state's numbers in their order.</summary>
    public static void LoadOptimizer(IReadOnlyList<H5DataSet> saved, Model model)
    {
        var optimizer = model.optimizer;
        var variables = Keras3Layout.Trainable(model);
        var count = saved.Count;
        // A new optimizer has nothing but its step number and learning rate.
        if (count > Keras3Optimizers.State(optimizer, variables).Count) optimizer.CreateAllWeights(variables);
        var state = Keras3Optimizers.State(optimizer, variables);
        if (state.Count != count)
        {
            Messages.Warn(
                $"Skipping variable loading for optimizer '{optimizer.name}', because it has {state.Count} variables whereas the saved "
                + $"optimizer "
                + $"has {count} variables. ");
            return;
        }
        Set(saved, state);
    }

    private static void Set(IReadOnlyList<H5DataSet> dataSets, List<Keras3Optimizers.Entry> state)
    {
        var load = new WeightLoad();
        var numbers = new List<(Action<double> Set, double Number)>();
        for (var i = 0; i < state.Count; i++)
        {
            var saved = SavedWeight.Of(dataSets[i]);
            if (state[i].Variable is { } variable) load.Add([variable], [saved]);
            else if (saved.Shape.Rank == 0) numbers.Add((state[i].Set!, saved.Read().Item()));
            else throw new InvalidDataException(Invariant($"{dataSets[i].Path} is no single number but has the shape {saved.Shape}"));
        }
        load.Run();
        foreach (var (set, number) in numbers) set(number);
    }

    private static H5NewGroup GroupOf(H5NewGroup root, string path, string name)
    {
        var group = root.Group(path.Length == 0 ? Vars : $"{path}/{Vars}");
        group.SetText("name", name);
        return group;
    }

    private static H5Group? Find(H5Group root, string path)
    {
        var vars = path.Length == 0 ? Vars : $"{path}/{Vars}";
        return root.FindGroup(vars)
            ?? (root.Contains(OldLayers) ? root.FindGroup(vars.Replace(Layers, OldLayers, StringComparison.Ordinal)) : null);
    }

    private static string CountError(Layer layer, IReadOnlyList<Variable> variables, int received) => variables.Count == 0 && !layer.built
        ? $"Layer '{layer.name}' was never built and thus it doesn't have any variables. However the weights file lists {received} "
            + $"variables "
            + $"for this layer."
        : $"Layer '{layer.name}' expected {variables.Count} variables, but received {received} variables during loading. Expected: "
            + PythonText.List(variables.Select(variable => variable.Name.Split(':')[0]));

    private static string ShapeError(Variable variable, Shape received) =>
        "The shape of the target variable and the shape of the target value in `variable.assign(value)` must match. "
        + $"variable.shape={variable.Shape}, Received: value.shape={received}. Target variable: {variable.Name}";

    private static ValueError Failed(List<(Layer Layer, string Error)> failures) => new(
        $"A total of {failures.Count} objects could not be loaded. Example error message for object {Shown(failures[0].Layer)}:\n\n"
        + $"{failures[0].Error}\n\nList of objects that could not be loaded:\n["
        + $"{string.Join(", ", failures.Select(failure => Shown(failure.Layer)))}]");

    private static string Shown(Layer layer) => $"<{layer.GetType().Name} name={layer.name}, built={(layer.built ? "True" : "False")}>";
}
