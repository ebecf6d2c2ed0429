using KerasLikeRnn.DataFiles.Hdf5;
using KerasLikeRnn.Optimizers;

namespace KerasLikeRnn.Models;

/// <summary>An optimizer's state in Keras 2's layout: the number of steps and the slots, in their order.</summary>
internal static class OptimizerGroup
{
    private const string WeightNames = "weight_names";

    /// <summary>Writes the state; nothing before the first step, when there is none.</summary>
    internal static void Write(H5NewGroup root, string name, Optimizer optimizer)
    {
        if (optimizer is Optimizers.Experimental.Optimizer)
        {
            Messages.Warn(
                "HDF5 format does not save weights of `optimizer_experimental.Optimizer`, your optimizer will be recompiled at loading "
                + "time.");
            return;
        }
        if (optimizer.weights.Count == 0) return;
        var group = root.Group(name);
        LayerGroups.SetNames(group, WeightNames, [.. optimizer.weights.Select(weight => weight.Name)]);
        foreach (var weight in optimizer.weights) group.Add(weight.Name, H5NewDataSet.Of(weight));
    }

    /// <summary>Reads the state of a compiled model's optimizer. One that does not fit is left, with Keras's warning.</summary>
    internal static void Load(H5Group group, Model model)
    {
        model.optimizer.CreateAllWeights(model.trainable_weights);
        var saved = OfOldOptimizer(model.optimizer, [.. Saved(group).Select(SavedWeight.Of)]);
        var own = model.optimizer.weights;
        if (saved.Count != own.Count || own.Zip(saved).Any(pair => pair.First.Shape != pair.Second.Shape))
        {
            Messages.Warn(
                "Error in loading the saved optimizer state. As a result, your model is starting with a freshly initialized optimizer.");
            return;
        }
        var load = new WeightLoad();
        load.Add(own, saved);
        load.Run();
    }

    /// <summary>The numbers of a state in their order.</summary>
    internal static IReadOnlyList<H5DataSet> Saved(H5Group group) => [.. LayerGroups.Names(group, WeightNames).Select(group.DataSet)];

    // Keras before 2.3: Adam had a third slot even without amsgrad, others did not write the number of steps.
    private static IReadOnlyList<SavedWeight> OfOldOptimizer(Optimizer optimizer, IReadOnlyList<SavedWeight> saved)
    {
        var count = optimizer.weights.Count;
        if (optimizer is Adam && saved.Count == 3 * ((count - 1) / 2) + 1) return [.. saved.Take(count)];
        return optimizer is RMSprop or Adagrad && saved.Count == count - 1 ? [SavedWeight.Zero, .. saved] : saved;
    }
}
