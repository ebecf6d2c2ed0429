namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>
/// Elements one after another, made when they are asked for: what <c>tf.data.Dataset.from_tensor_slices((x, y)).shuffle(1000).batch(32)</c>
/// gives. Datasets of batches are trained, scored and predicted on (<c>model.fit(ds)</c>), and <c>foreach (var (x, y) in ds)</c> goes
/// through one.
/// </summary>
/// <remarks>
/// Nothing runs ahead of what is asked, but <c>prefetch</c>. Under a seed (<c>keras.utils.set_random_seed</c>, <c>tf.random.set_seed</c>,
/// or <c>seed:</c>) <c>shuffle</c> gives TensorFlow's own order. Functions given to <c>map</c> and its like run for each element at once;
/// their random numbers are those of TensorFlow's compiled function.
/// </remarks>
[SuppressMessage("Naming", "CA1710", Justification = "TensorFlow's name.")]
public abstract partial class Dataset : IReadOnlyCollection<Element>, IPrinted
{
    /// <summary>That a dataset never ends.</summary>
    internal const long Infinite = -1;

    /// <summary>That only the end of a dataset tells how long it is.</summary>
    internal const long Unknown = -2;

    private (IReadOnlyList<string>? Classes, IReadOnlyList<string>? Files) named;

    private protected Dataset() { }

    /// <summary>Shapes and types of the elements.</summary>
    public ElementSpec element_spec => Spec;

    /// <summary>Names of the classes, in the order of their numbers, of what <c>text_dataset_from_directory</c> and its like
    /// give.</summary>
    /// <exception cref="InvalidOperationException">It is made otherwise, or of such a dataset.</exception>
    public IReadOnlyList<string> class_names => named.Classes ?? throw HasNo("class_names");

    /// <summary>Files of the images of what <c>image_dataset_from_directory</c> gives, before they are shuffled for an epoch.</summary>
    /// <exception cref="InvalidOperationException">It is made otherwise, or of such a dataset.</exception>
    public IReadOnlyList<string> file_paths => named.Files ?? throw HasNo("file_paths");

    /// <summary>Its class in TensorFlow.</summary>
    internal virtual string Name => GetType().Name;

    /// <summary>Shapes and types of the elements.</summary>
    internal abstract ElementSpec Spec { get; }

    /// <summary>Number of elements, <see cref="Infinite"/> or <see cref="Unknown"/>.</summary>
    internal abstract long Cardinality { get; }

    /// <summary>The datasets that it is made of.</summary>
    internal virtual IEnumerable<Dataset> Inputs => [];

    /// <summary>The same dataset, which knows from what files it is made.</summary>
    internal Dataset Named(IReadOnlyList<string> classes, IReadOnlyList<string>? files)
    {
        named = (classes, files);
        return this;
    }

    private InvalidOperationException HasNo(string attribute) => new(
        $"'{Name}' object has no attribute '{attribute}'. Ask the dataset that text_dataset_from_directory or "
        + "image_dataset_from_directory gave, before anything is made of it.");

    /// <summary>Begins to go through the elements: seeds are drawn now, all else when it is asked for.</summary>
    internal abstract IEnumerator<Element> Begin();

    /// <summary>Number of elements: a scalar int64, -1 for an infinite and -2 for an unknown one.</summary>
    public Tensor cardinality() => Tensor.Scalar(Cardinality);

    /// <summary>Python's <c>len(ds)</c>.</summary>
    /// <exception cref="TypeError">It is infinite, or unknown.</exception>
    int IReadOnlyCollection<Element>.Count => Cardinality switch
    {
        Infinite => throw new TypeError("The dataset is infinite."),
        Unknown => throw new TypeError("The dataset length is unknown."),
        var count => checked((int)count),
    };

    /// <summary>The elements, which print as NumPy's arrays and numbers and become arrays.</summary>
    /// <exception cref="TypeError">The elements are datasets.</exception>
    public IEnumerable<Element> as_numpy_iterator()
    {
        if (Array.Exists(Spec.Parts, part => part.Dataset is not null))
            throw new TypeError(
                "`tf.data.Dataset.as_numpy_iterator()` is not supported for datasets that produce values of type "
                + "<class 'tensorflow.python.data.ops.dataset_ops.DatasetV2'>");
        return this.Select(element => element.AsNumpy());
    }

    /// <inheritdoc/>
    public IEnumerator<Element> GetEnumerator() => Begin();

    IEnumerator IEnumerable.GetEnumerator() => Begin();

    /// <summary>So that models take it: <c>model.fit(ds)</c>.</summary>
    [return: NotNullIfNotNull(nameof(dataset))]
    public static implicit operator Models.DataLike?(Dataset? dataset) => dataset is null ? null : new(new DatasetData(dataset));

    /// <summary>So that preprocessing layers adapt to it: <c>layer.adapt(ds)</c>.</summary>
    [return: NotNullIfNotNull(nameof(dataset))]
    public static implicit operator TensorSequence?(Dataset? dataset) => dataset is null ? null
        : new(() => dataset.Select(element => element.Single).GetEnumerator(), dataset.Cardinality == Infinite);

    /// <summary>Python's text.</summary>
    public override string ToString() => $"<{Name} element_spec={Spec}>";

    /// <inheritdoc/>
    string IPrinted.Repr => ToString();
}

/// <summary>A dataset made of another one's elements.</summary>
internal abstract class UnaryDataset(Dataset input) : Dataset
{
    /// <summary>The other one.</summary>
    protected Dataset Input => input;

    internal override IEnumerable<Dataset> Inputs => [input];

    internal override ElementSpec Spec => input.Spec;

    internal override long Cardinality => input.Cardinality;

    internal override IEnumerator<Element> Begin() => Run(input.Begin());

    /// <summary>Goes through it.</summary>
    protected abstract IEnumerator<Element> Run(IEnumerator<Element> input);
}
