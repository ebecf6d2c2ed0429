namespace KerasLikeRnn.Models;

/// <summary>
/// Batches that code of the user's makes. The first one shows what all are like: how many arrays, their types and numbers of axes. As in
/// Keras a model that is not built yet is built for it, and sizes may differ from batch to batch.
/// </summary>
internal abstract class MadeBatches(int? steps) : BatchSource(steps)
{
    private StepShapes? shapes;
    private DType[] types = [];

    public override StepShapes Shapes => shapes ?? throw new InvalidOperationException(
        "Batches of an iterator show their shapes only as they come. Build the model before its backup is restored: give its first layer "
        + "an `input_shape`.");

    public override StepData? Next() => Taken(Make);

    public override StepData? NextAlone() => Taken(MakeAlone);

    private StepData? Taken(Func<DataLike?> make)
    {
        // What code of the user's makes is its own: the scope of the batch must not take it away.
        DataLike? made;
        using (MemoryScope.Lasting()) made = make();
        if (made is null) return null;
        var (x, y, sampleWeight) = made.Unpacked();
        if (shapes is null) Remember(x, y, sampleWeight);
        else CheckStructure(made, x, y, sampleWeight);
        return new(InTypes(x.All(), 0), InTypes(y?.All(), shapes!.X.Count), InTypes(sampleWeight?.All(), shapes.X.Count + shapes.Y.Count));
    }

    public override void Prepare(Model model, StepData batch)
    {
        // A class that only holds other models says nowhere what a call does: its step builds those.
        var isSaid = new Func<Tensors, CallContext, Tensors>(model.call).Method.DeclaringType != typeof(Model);
        if (!model.built && isSaid) _ = model[batch.X, training: false];
    }

    /// <summary>The next batch; null where there are no more.</summary>
    protected abstract DataLike? Make();

    /// <summary>The next batch, made on this thread; null where there are no more.</summary>
    protected abstract DataLike? MakeAlone();

    /// <summary>Takes the form of all batches from one.</summary>
    protected void Look(DataLike batch)
    {
        var (x, y, sampleWeight) = batch.Unpacked();
        Remember(x, y, sampleWeight);
    }

    private void Remember(DataLike x, DataLike? y, DataLike? sampleWeight)
    {
        shapes = new(Ranks(x), Ranks(y), Ranks(sampleWeight));
        types = [.. Arrays(x, y, sampleWeight).Select(array => array.DType)];
    }

    private static Shape[] Ranks(DataLike? data) =>
        data is null ? [] : [.. data.Arrays.Select(array => Shape.Of([.. Enumerable.Repeat(Shape.Unknown, array.Shape.Rank)]))];

    private static IEnumerable<ArrayData> Arrays(DataLike x, DataLike? y, DataLike? sampleWeight) =>
        [.. x.Arrays, .. y?.Arrays ?? [], .. sampleWeight?.Arrays ?? []];

    [return: NotNullIfNotNull(nameof(tensors))]
    private Tensors? InTypes(Tensors? tensors, int first) =>
        tensors is null || tensors.Select((tensor, i) => tensor.DType == types[first + i]).All(same => same)
        ? tensors
        : Tensors.Named([.. tensors.Select((tensor, i) => Ops.Cast(tensor, types[first + i]))], tensors.Names);

    /// <exception cref="TypeError">The batch differs in form from the first one; the message is TensorFlow's.</exception>
    private void CheckStructure(DataLike made, DataLike x, DataLike? y, DataLike? sampleWeight)
    {
        if ((x.Arrays.Length, y?.Arrays.Length ?? 0, sampleWeight?.Arrays.Length ?? 0)
            != (shapes!.X.Count, shapes.Y.Count, shapes.SampleWeight.Count))
            throw new TypeError(
                "`generator` yielded an element that did not match the expected structure. The expected structure was "
                + $"({string.Join(", ", types.Select(type => $"tf.{type.Name()}"))}), but the yielded element was {Described(made)}.");
        foreach (var (array, shape) in Arrays(x, y, sampleWeight).Zip([.. shapes.X, .. shapes.Y, .. shapes.SampleWeight]))
            if (array.Shape.Rank != shape.Rank)
                throw new TypeError(
                    $"`generator` yielded an element of shape {array.Shape} where an element of shape {shape} was expected.");
    }

    private static string Described(DataLike made) =>
        $"({string.Join(", ", made.SelectMany(part => part.Arrays).Select(array => $"{array.DType.Name()} of shape {array.Shape}"))})";
}
