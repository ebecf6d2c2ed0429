using KerasLikeRnn.Callbacks;

namespace KerasLikeRnn.Models;

/// <content>
/// Iterators as data. C# converts no interface to <see cref="DataLike"/>: hence these, which are looked at only where no other form fits.
/// </content>
public abstract partial class Model
{
    /// <summary>Trains the model on the batches of an iterator, Python's generator.</summary>
    /// <param name="x">An iterator's batches: (x, y), (x, y, sample_weight) or x. Each
    /// call begins the iterator anew; epochs go on where the last one stopped.</param>
    /// <inheritdoc cref="fit(DataLike?, DataLike?, int?, int, VerboseLike, IReadOnlyList{Callback}?, double, DataLike?,
    /// ShuffleLike, Dictionary{int, double}?, DataLike?, int, int?, int?, int?, ValidationFrequency, int, int, bool)"/>
    [OverloadResolutionPriority(-1)]
    public History fit(
        IEnumerable x, DataLike? y = null, int? batch_size = null, int epochs = 1, VerboseLike verbose = default,
        IReadOnlyList<Callback>? callbacks = null, double validation_split = 0.0, DataLike? validation_data = null,
        ShuffleLike shuffle = default, Dictionary<int, double>? class_weight = null, DataLike? sample_weight = null, int initial_epoch = 0,
        int? steps_per_epoch = null, int? validation_steps = null, int? validation_batch_size = null,
        ValidationFrequency validation_freq = default, int max_queue_size = 10, int workers = 1, bool use_multiprocessing = false) => fit(
            DataLike.From(x), y, batch_size, epochs, verbose, callbacks, validation_split, validation_data, shuffle, class_weight,
            sample_weight, initial_epoch, steps_per_epoch, validation_steps, validation_batch_size, validation_freq,
            max_queue_size, workers, use_multiprocessing);

    /// <summary>Trains the model, and validates on the batches of an iterator.</summary>
    /// <param name="x">Inputs, or what gives batches.</param>
    /// <inheritdoc cref="fit(DataLike?, DataLike?, int?, int, VerboseLike, IReadOnlyList{Callback}?, double, DataLike?,
    /// ShuffleLike, Dictionary{int, double}?, DataLike?, int, int?, int?, int?, ValidationFrequency, int, int, bool)"/>
    [OverloadResolutionPriority(-2)]
    public History fit(
        DataLike x, DataLike? y = null, int? batch_size = null, int epochs = 1, VerboseLike verbose = default,
        IReadOnlyList<Callback>? callbacks = null, double validation_split = 0.0, IEnumerable? validation_data = null,
        ShuffleLike shuffle = default, Dictionary<int, double>? class_weight = null, DataLike? sample_weight = null, int initial_epoch = 0,
        int? steps_per_epoch = null, int? validation_steps = null, int? validation_batch_size = null,
        ValidationFrequency validation_freq = default, int max_queue_size = 10, int workers = 1, bool use_multiprocessing = false) => fit(
            x, y, batch_size, epochs, verbose, callbacks, validation_split, OfIterator(validation_data), shuffle,
            class_weight, sample_weight, initial_epoch, steps_per_epoch, validation_steps, validation_batch_size, validation_freq,
            max_queue_size, workers, use_multiprocessing);

    /// <summary>Trains and validates on the batches of iterators.</summary>
    /// <param name="x">An iterator's batches: (x, y), (x, y, sample_weight) or x. Each
    /// call begins the iterator anew; epochs go on where the last one stopped.</param>
    /// <inheritdoc cref="fit(DataLike?, DataLike?, int?, int, VerboseLike, IReadOnlyList{Callback}?, double, DataLike?,
    /// ShuffleLike, Dictionary{int, double}?, DataLike?, int, int?, int?, int?, ValidationFrequency, int, int, bool)"/>
    [OverloadResolutionPriority(-3)]
    public History fit(
        IEnumerable x, DataLike? y = null, int? batch_size = null, int epochs = 1, VerboseLike verbose = default,
        IReadOnlyList<Callback>? callbacks = null, double validation_split = 0.0, IEnumerable? validation_data = null,
        ShuffleLike shuffle = default, Dictionary<int, double>? class_weight = null, DataLike? sample_weight = null, int initial_epoch = 0,
        int? steps_per_epoch = null, int? validation_steps = null, int? validation_batch_size = null,
        ValidationFrequency validation_freq = default, int max_queue_size = 10, int workers = 1, bool use_multiprocessing = false) => fit(
            DataLike.From(x), y, batch_size, epochs, verbose, callbacks, validation_split, OfIterator(validation_data), shuffle,
            class_weight, sample_weight, initial_epoch, steps_per_epoch, validation_steps, validation_batch_size, validation_freq,
            max_queue_size, workers, use_multiprocessing);

    /// <summary>Trains the model on the batches of an asynchronous iterator.</summary>
    /// <param name="x">The batches of an asynchronous iterator: (x, y), (x, y, sample_weight) or x. Each is waited for.</param>
    /// <inheritdoc cref="fit(DataLike?, DataLike?, int?, int, VerboseLike, IReadOnlyList{Callback}?, double, DataLike?,
    /// ShuffleLike, Dictionary{int, double}?, DataLike?, int, int?, int?, int?, ValidationFrequency, int, int, bool)"/>
    [OverloadResolutionPriority(-4)]
    public History fit<T>(
        IAsyncEnumerable<T> x, DataLike? y = null, int? batch_size = null, int epochs = 1, VerboseLike verbose = default,
        IReadOnlyList<Callback>? callbacks = null, double validation_split = 0.0, DataLike? validation_data = null,
        ShuffleLike shuffle = default, Dictionary<int, double>? class_weight = null, DataLike? sample_weight = null, int initial_epoch = 0,
        int? steps_per_epoch = null, int? validation_steps = null, int? validation_batch_size = null,
        ValidationFrequency validation_freq = default, int max_queue_size = 10, int workers = 1, bool use_multiprocessing = false) => fit(
            DataLike.From(x), y, batch_size, epochs, verbose, callbacks, validation_split, validation_data, shuffle, class_weight,
            sample_weight, initial_epoch, steps_per_epoch, validation_steps, validation_batch_size, validation_freq,
            max_queue_size, workers, use_multiprocessing);

    /// <summary>Loss and metrics on the batches of an iterator.</summary>
    /// <param name="x">An iterator's batches: (x, y), (x, y, sample_weight) or x. Each
    /// call begins the iterator anew; epochs go on where the last one stopped.</param>
    /// <inheritdoc cref="evaluate(DataLike?, DataLike?, int?, VerboseLike, DataLike?, int?, IReadOnlyList{Callback}?,
    /// int, int, bool, bool)"/>
    [OverloadResolutionPriority(-1)]
    public Scores evaluate(
        IEnumerable x, DataLike? y = null, int? batch_size = null, VerboseLike verbose = default, DataLike? sample_weight = null,
        int? steps = null, IReadOnlyList<Callback>? callbacks = null, int max_queue_size = 10, int workers = 1,
        bool use_multiprocessing = false, bool return_dict = false) => evaluate(
            DataLike.From(x), y, batch_size, verbose, sample_weight, steps, callbacks, max_queue_size, workers, use_multiprocessing,
            return_dict);

    /// <summary>Loss and metrics on the batches of an asynchronous iterator.</summary>
    /// <param name="x">The batches of an asynchronous iterator: (x, y), (x, y, sample_weight) or x. Each is waited for.</param>
    /// <inheritdoc cref="evaluate(DataLike?, DataLike?, int?, VerboseLike, DataLike?, int?, IReadOnlyList{Callback}?,
    /// int, int, bool, bool)"/>
    [OverloadResolutionPriority(-2)]
    public Scores evaluate<T>(
        IAsyncEnumerable<T> x, DataLike? y = null, int? batch_size = null, VerboseLike verbose = default, DataLike? sample_weight = null,
        int? steps = null, IReadOnlyList<Callback>? callbacks = null, int max_queue_size = 10, int workers = 1,
        bool use_multiprocessing = false, bool return_dict = false) => evaluate(
            DataLike.From(x), y, batch_size, verbose, sample_weight, steps, callbacks, max_queue_size, workers, use_multiprocessing,
            return_dict);

    /// <summary>Outputs for the batches of an iterator.</summary>
    /// <param name="x">An iterator's batches, of which targets and weights do not count:
    /// (x, y), (x, y, sample_weight) or x. Each
    /// call begins the iterator anew; epochs go on where the last one stopped.</param>
    /// <inheritdoc cref="predict(DataLike, int?, VerboseLike, int?, IReadOnlyList{Callback}?, int, int, bool)"/>
    [OverloadResolutionPriority(-1)]
    public Predictions predict(
        IEnumerable x, int? batch_size = null, VerboseLike verbose = default, int? steps = null,
        IReadOnlyList<Callback>? callbacks = null, int max_queue_size = 10, int workers = 1, bool use_multiprocessing = false) => predict(
            DataLike.From(x), batch_size, verbose, steps, callbacks, max_queue_size, workers, use_multiprocessing);

    /// <summary>Outputs for the batches of an asynchronous iterator.</summary>
    /// <param name="x">The batches of an asynchronous iterator: (x, y), (x, y, sample_weight) or x. Each is waited for.</param>
    /// <inheritdoc cref="predict(DataLike, int?, VerboseLike, int?, IReadOnlyList{Callback}?, int, int, bool)"/>
    [OverloadResolutionPriority(-2)]
    public Predictions predict<T>(
        IAsyncEnumerable<T> x, int? batch_size = null, VerboseLike verbose = default, int? steps = null,
        IReadOnlyList<Callback>? callbacks = null, int max_queue_size = 10, int workers = 1, bool use_multiprocessing = false) => predict(
            DataLike.From(x), batch_size, verbose, steps, callbacks, max_queue_size, workers, use_multiprocessing);

    private static DataLike? OfIterator(IEnumerable? generator) => generator is null ? null : DataLike.From(generator);
}
