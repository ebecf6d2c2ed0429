using KerasLikeRnn.Optimizers;

namespace KerasLikeRnn.Models;

/// <summary>What has become of a checkpoint: given back by <c>load_weights</c> and <c>tf.train.Checkpoint.restore</c>.</summary>
public sealed class CheckpointLoadStatus
{
    private const int Shown = 10;

    private readonly Restoration? restoration;

    internal CheckpointLoadStatus(Restoration? restoration) => this.restoration = restoration;

    private Restoration Restored =>
        restoration ?? throw new AssertionError("No checkpoint specified (save_path=None); nothing is being restored.");

    /// <summary>Demands that every value of the checkpoint has its variable, and every variable its value.</summary>
    /// <returns>Itself.</returns>
    /// <exception cref="AssertionError">One has not.</exception>
    public CheckpointLoadStatus assert_consumed()
    {
        assert_existing_objects_matched();
        for (var number = 0; number < Restored.Graph.Nodes.Count; number++)
        {
            var node = Restored.Graph.Nodes[number];
            if (node.Attributes.Count > 0 && !Restored.Bound.ContainsKey(number))
                throw new AssertionError(
                    $"Unresolved object in checkpoint {Restored.Graph.PathOf(number)}: {DamagedFile.Shown(node.Attributes[0].Key)}. Nothing "
                    + "of that name exists (yet): an optimizer has its variables after compile and the first step, a layer once it is built.");
        }
        return this;
    }

    /// <summary>Demands that every variable that exists has its value in the checkpoint.</summary>
    /// <returns>Itself.</returns>
    /// <exception cref="AssertionError">One has not.</exception>
    public CheckpointLoadStatus assert_existing_objects_matched()
    {
        var matched = Restored.Bound.Values.ToHashSet(SameObject.Instance);
        string[] unmatched = [.. Restored.Existing.Where(value => !matched.Contains(value)).Select(TrackedObjects.NameOf).OfType<string>()];
        return unmatched.Length == 0 ? this : throw new AssertionError(
            $"Found {unmatched.Length} Python objects that were not bound to checkpointed values, likely due to changes in the Python "
            + $"program. Showing {Math.Min(unmatched.Length, Shown)} of {unmatched.Length} unmatched objects: "
            + $"{PythonText.List(unmatched.Take(Shown))}");
    }

    /// <summary>Demands that something besides the root object has its value in the checkpoint.</summary>
    /// <returns>Itself.</returns>
    /// <exception cref="AssertionError">Nothing has.</exception>
    public CheckpointLoadStatus assert_nontrivial_match()
    {
        if (Restored.Bound.Count > 1) return this;
        string[] names = [.. Restored.Existing.Select(TrackedObjects.NameOf).OfType<string>()];
        throw new AssertionError(
            names.Length == 0
                ? "Nothing to load. No dependencies have been added to the root object yet."
                : $"Nothing except the root object matched a checkpointed value. Typically this means that the checkpoint does not match "
                + $"the Python program. The following objects have no matching checkpointed value: {PythonText.List(names)}");
    }

    /// <summary>Says that not all of the checkpoint is wanted: nothing here warns of it.</summary>
    /// <returns>Itself.</returns>
    public CheckpointLoadStatus expect_partial() => this;

    /// <summary>Nothing: values are restored at once, or when their variables come into being.</summary>
    public void run_restore_ops()
    {
        if (restoration is null)
            throw new AssertionError("No checkpoint specified, so no restore ops are available (save_path=None to Saver.restore).");
    }

    /// <summary>Nothing: variables are initialized when they are made.</summary>
    public void initialize_or_restore() { }
}
