using KerasLikeRnn.Optimizers;

namespace KerasLikeRnn.Models;

/// <summary>
/// Brings the values of a checkpoint into the objects that stand under the same names, at once where they exist, else when they
/// come into being: weights of layers that are not built, slots of optimizers.
/// </summary>
internal sealed class Restoration : IPendingRestoration
{
    // What an optimizer of keras.optimizers.experimental has from the beginning: the step number and the learning rate.
    private const int LeastChildren = 2;

    private readonly Lock walking = new();
    private readonly Dictionary<int, object> bound = [];
    private readonly Dictionary<object, int> numbers = new(SameObject.Instance);
    private readonly HashSet<int> sound = [];
    private readonly HashSet<object> restored = new(SameObject.Instance);
    private readonly string prefix;
    private readonly object root;
    private readonly IReadOnlyList<Trackable> attached;
    private readonly Func<object, IEnumerable<Trackable>> childrenOf;

    private Restoration(
        string prefix, ObjectGraph graph, object root, IReadOnlyList<Trackable> attached,
        Func<object, IEnumerable<Trackable>> childrenOf) =>
        (this.prefix, Graph, this.root, this.attached, this.childrenOf) = (prefix, graph, root, attached, childrenOf);

    /// <summary>The objects of the checkpoint.</summary>
    public ObjectGraph Graph { get; }

    /// <summary>The objects here, by their numbers in the checkpoint.</summary>
    public IReadOnlyDictionary<int, object> Bound => bound;

    /// <summary>All objects that the root holds now.</summary>
    public IReadOnlyList<object> Existing => new TrackedObjects(root, attached, childrenOf).Objects;

    /// <summary>Restores a checkpoint.</summary>
    /// <param name="prefix">What its files begin with.</param>
    /// <param name="root">The object that stands for the checkpoint's root.</param>
    /// <param name="attached">What else is counted to the root.</param>
    /// <param name="childrenOf">What an object holds; what it tracks unless given.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="ValueError">A value does not fit its variable. Nothing has changed then.</exception>
    public static Restoration Start(
        string prefix, object root, IReadOnlyList<Trackable>? attached = null, Func<object, IEnumerable<Trackable>>? childrenOf = null)
    {
        using var bundle = TensorBundle.Open(prefix);
        var restoration = new Restoration(prefix, GraphOf(bundle), root, attached ?? [], childrenOf ?? Trackable.Of);
        restoration.Restore(root, 0, bundle);
        return restoration;
    }

    /// <summary>The objects of a checkpoint.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static ObjectGraph GraphOf(TensorBundle bundle)
    {
        if (!bundle.Entries.ContainsKey(ObjectGraph.Key))
            throw new NotSupportedException(
                $"The checkpoint {bundle.Prefix} has no objects, only names of variables, as those of TensorFlow 1 (tf.train.Saver). "
                + "Restore it with TensorFlow 2, save it by tf.train.Checkpoint, and load that.");
        var entry = bundle.Find(ObjectGraph.Key);
        if (entry.Type.Type != DType.String || entry.Count != 1)
            throw new InvalidDataException($"The objects of the checkpoint {bundle.Prefix} are damaged: they are no text.");
        return DamagedFile.Within(
            $"The objects of the checkpoint {bundle.Prefix} are damaged", () => ObjectGraph.Read(bundle.ReadStrings(entry)[0]));
    }

    /// <summary>Demands that all weights that a model has have been restored.</summary>
    /// <exception cref="InvalidDataException">One has no value in the checkpoint.</exception>
    public void RequireAllVariables(Model model)
    {
        var missing = model.built ? model.weights.FirstOrDefault(weight => !restored.Contains(weight)) : null;
        if (missing is not null)
            throw new InvalidDataException($"The checkpoint {prefix} has no value for the weight {missing.Name} of the model.");
    }

    /// <summary>Restores what an object has got since.</summary>
    public void GoOn(object owner)
    {
        // Slots that this thread makes in order to restore them are not restored by making them.
        if (!walking.IsHeldByCurrentThread && numbers.TryGetValue(owner, out var node)) Restore(owner, node, null);
    }

    private void Restore(object owner, int node, TensorBundle? open)
    {
        lock (walking)
        using (Rehearsal.Pause())
        using (MemoryScope.Lasting())
        using (GradientTape.Pause())
        {
            var values = Find(owner, node);
            var slots = OpenSlots();
            if (values.Count + slots.Count == 0) return;
            var bundle = open ?? TensorBundle.Open(prefix);
            try
            {
                CheckAll(bundle, values);
                CheckAll(bundle, slots.ToDictionary(slot => slot.Number, slot => (object?)slot.Existing));
                if (slots.Count > 0)
                {
                    MakeSlots(slots);
                    values = Find(owner, node);
                    foreach (var slot in slots)
                        if (slot.Existing is { } made) values[slot.Number] = made;
                    CheckAll(bundle, values);
                }
                foreach (var (number, target) in values) Assign(bundle, number, target!);
            }
            finally
            {
                if (open is null) bundle.Dispose();
            }
            foreach (var layer in bound.Values.OfType<PreprocessingLayer>().ToList())
                if (layer.Trackables().Any(inner => values.ContainsValue(inner.Value))) layer.finalize_state();
        }
    }

    /// <summary>Binds the objects that an object holds to those of the checkpoint.</summary>
    /// <returns>The variables and numbers that have not been restored yet, by their numbers.</returns>
    private Dictionary<int, object?> Find(object owner, int node)
    {
        var (due, seen, queue) = (new Dictionary<int, object?>(), new HashSet<int>(), new Queue<(object, int)>([(owner, node)]));
        while (queue.TryDequeue(out var next))
        {
            var (value, number) = next;
            if (!seen.Add(number) || (!bound.TryAdd(number, value) && !SameObject.Instance.Equals(bound[number], value))) continue;
            numbers.TryAdd(value, number);
            if (value is Variable or TrackedNumber or TrackedTensors)
            {
                if (KeyOf(number, value) is not null && !restored.Contains(value) && numbers[value] == number) due[number] = value;
                continue;
            }
            Announce(value, number);
            var children = ReferenceEquals(value, root) ? childrenOf(value).Concat(attached) : childrenOf(value);
            foreach (var (name, child) in children)
                if (Graph.Nodes[number].Child(name) is { } found) queue.Enqueue((child, found));
        }
        return due;
    }

    /// <summary>Tells an object that there may be more to restore when more of it exists.</summary>
    private void Announce(object value, int number)
    {
        if (value is Layer layer) layer.Await(this);
        if (value is not Optimizer optimizer) return;
        optimizer.Core.Pending = this;
        numbers.TryAdd(optimizer.Core, number);
        optimizer.MakeFor(Graph.Nodes[number].Children.Select(child => child.Name));
        // The lists of an optimizer of keras.optimizers.experimental are made all at once, for all of the model's weights.
        if (optimizer.Core is Optimizers.Experimental.Optimizer && Graph.Nodes[number].Children.Count > LeastChildren)
            if (Models().FirstOrDefault(model => model.IsCompiled && model.optimizer == optimizer && model.built) is { } owner)
                optimizer.Core.CreateAllWeights(owner.trainable_weights);
    }

    private IEnumerable<Model> Models() => bound.Values.OfType<Model>();

    /// <summary>The slots of the checkpoint, of optimizers and variables that exist, that are not restored yet.</summary>
    /// <exception cref="InvalidDataException">One is said to be of several variables.</exception>
    private List<OpenSlot> OpenSlots()
    {
        var slots = (
            from pair in bound
            where pair.Value is Optimizer
            from slot in Graph.Nodes[pair.Key].Slots
            where !bound.ContainsKey(slot.Slot) && Graph.Nodes[slot.Slot].ValueKey is not null
                && bound.GetValueOrDefault(slot.Original) is Variable
            select new OpenSlot(((Optimizer)pair.Value).Core, (Variable)bound[slot.Original], slot.Name, slot.Slot)).Distinct().ToList();
        if (slots.GroupBy(slot => slot.Number).FirstOrDefault(same => same.Skip(1).Any()) is { } several)
            throw new InvalidDataException(
                $"The objects of the checkpoint {prefix} are damaged: object {several.Key} is said to be the state of several variables.");
        return slots;
    }

    /// <summary>Makes the slots that do not exist yet, in the order of the model's weights.</summary>
    private void MakeSlots(List<OpenSlot> slots)
    {
        foreach (var kind in slots.GroupBy(slot => slot.Optimizer))
        {
            var owner = Models().FirstOrDefault(model => model.IsCompiled && model.optimizer.Core == kind.Key);
            // While the model is being built its layers' variables come into being one after another.
            var places = owner is { built: true } ? owner.trainable_weights.ToList() : [];
            kind.Key.CreateAllWeights(kind.Select(slot => slot.Variable).Distinct().OrderBy(variable =>
                places.IndexOf(variable) is var place and >= 0 ? place : places.Count + variable.Number));
        }
        foreach (var slot in slots)
            if (slot.Existing is { } made && bound.TryAdd(slot.Number, made)) numbers.TryAdd(made, slot.Number);
    }

    private string? KeyOf(int number, object? value) =>
        Graph.Nodes[number].KeyOf(value is TrackedTensors tensors ? tensors.Attribute : ObjectGraph.VariableValue);

    private void CheckAll(TensorBundle bundle, Dictionary<int, object?> values)
    {
        foreach (var (number, target) in values)
        {
            if (target is TrackedTensors tensors)
            {
                foreach (var part in tensors.Parts) Check(bundle, bundle.Find(KeyOf(number, target) + part.End), part.DType);
                continue;
            }
            var entry = bundle.Find(Graph.Nodes[number].ValueKey!);
            var (shape, type) = target switch
            {
                Variable variable => (variable.Shape, variable.DType),
                TrackedNumber given => (Shape.Scalar, given.DType),
                _ => (entry.Shape, entry.Type.Type!.Value),
            };
            if (entry.Shape != shape)
                throw new ValueError(
                    $"Received incompatible tensor with shape {entry.Shape} when attempting to restore variable with shape {shape} and "
                    + $"name {entry.Key}.");
            RequireType(entry, type);
            if (sound.Contains(number)) continue;
            if (type == DType.String) _ = bundle.ReadStrings(entry);
            else bundle.Read(entry);
            sound.Add(number);
        }
    }

    private static void Check(TensorBundle bundle, BundleEntry entry, DType type)
    {
        RequireType(entry, type);
        if (type == DType.String) _ = bundle.ReadStrings(entry);
        else bundle.Read(entry);
    }

    private static void RequireType(BundleEntry entry, DType type)
    {
        if (entry.Type.Type != type)
            throw new ValueError(
                $"Received incompatible tensor with dtype {entry.Type.Name} when attempting to restore variable with dtype "
                + $"{type.Name()} and name {entry.Key}.");
    }

    private void Assign(TensorBundle bundle, int number, object target)
    {
        if (target is TrackedTensors tensors)
        {
            using var scope = MemoryScope.OfThread();
            tensors.Set([.. tensors.Parts.Select(part => bundle.ReadTensor(bundle.Find(KeyOf(number, target) + part.End)))]);
            restored.Add(target);
            return;
        }
        var entry = bundle.Find(Graph.Nodes[number].ValueKey!);
        if (target is Variable variable) bundle.Read(entry, variable.ToOverwrite());
        else
        {
            using var scope = MemoryScope.OfThread();
            var value = Ops.Zeros(Shape.Scalar, entry.Type.Type!.Value);
            bundle.Read(entry, value.Storage);
            ((TrackedNumber)target).Set(value.Item());
        }
        restored.Add(target);
    }

    /// <summary>A slot of the checkpoint, with what it belongs to here.</summary>
    private sealed record OpenSlot(Optimizer Optimizer, Variable Variable, string Name, int Number)
    {
        /// <summary>The slot here, if it exists.</summary>
        public Variable? Existing => Optimizer.FindSlot(Variable, Name);
    }
}
