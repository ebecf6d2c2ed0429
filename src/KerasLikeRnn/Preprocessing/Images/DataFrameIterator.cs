using KerasLikeRnn.Models;

namespace KerasLikeRnn.Preprocessing;

/// <summary>
/// Batches of images whose files a table names, with targets from other columns of it: what
/// <see cref="ImageDataGenerator.flow_from_dataframe"/> gives.
/// </summary>
public class DataFrameIterator : Iterator
{
    private readonly ImagesOfFiles images;
    private readonly int[][] numbers;
    private readonly NDArray[] targets;

    /// <summary>Looks for the images.</summary>
    /// <param name="dataframe">The table: <c>new() { ["filename"] = files, ["class"] = classes }</c>.</param>
    /// <param name="directory">The folder of the files; null: their names are whole paths.</param>
    /// <param name="image_data_generator">What becomes of an image; null: nothing.</param>
    /// <param name="x_col">The column of the files' names.</param>
    /// <param name="y_col">The column of the targets ("class" unless given), or a list of columns.</param>
    /// <param name="weight_col">The column of the images' weights; null: none.</param>
    /// <param name="target_size">Rows and columns of the images; null: (256, 256).</param>
    /// <param name="color_mode">"rgb" (default), "rgba" or "grayscale".</param>
    /// <param name="classes">The classes that are used, in the order of their numbers; null: all there are, by their names.</param>
    /// <param name="class_mode">Targets: "categorical" (one-hot; a row may have several classes), "binary" or "sparse" (numbers), "raw"
    /// (the columns' numbers), "multi_output" (a list of these), "input" (the images); null: none.</param>
    /// <param name="batch_size">Images of a batch.</param>
    /// <param name="shuffle">Whether the images are shuffled before each epoch.</param>
    /// <param name="seed">Seeds <c>np.random</c> before each batch, plus the number of batches given before; null: it is not
    /// seeded.</param>
    /// <param name="data_format">"channels_last" (default) or "channels_first".</param>
    /// <param name="save_to_dir">A folder to write the images of the batches to; null: they are not written.</param>
    /// <param name="save_prefix">How the names of these files begin.</param>
    /// <param name="save_format">"png" (default) or "bmp".</param>
    /// <param name="subset">"training" or "validation", where the generator has a validation_split; null: all.</param>
    /// <param name="interpolation">How images are resized: "nearest" (default), "bilinear", "bicubic", "hamming", "box" or
    /// "lanczos".</param>
    /// <param name="keep_aspect_ratio">Whether the ends of the longer side are cut, so that nothing is stretched.</param>
    /// <param name="dtype">Type of the images.</param>
    /// <param name="validate_filenames">Whether rows are left out, with a warning, whose file is missing or no image by its name.</param>
    /// <exception cref="ValueError">There is no such mode or subset, or the number of classes does not fit.</exception>
    /// <exception cref="TypeError">A column holds something else than it must.</exception>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public DataFrameIterator(
        DataFrame dataframe, string? directory = null, ImageDataGenerator? image_data_generator = null, string x_col = "filename",
        ColumnNames y_col = default, string? weight_col = null, (int height, int width)? target_size = null, string color_mode = "rgb",
        IReadOnlyList<string>? classes = null, string? class_mode = "categorical", int batch_size = 32, bool shuffle = true,
        int? seed = null, string data_format = "channels_last", string? save_to_dir = null, string save_prefix = "",
        string save_format = "png", string? subset = null, string interpolation = "nearest", bool keep_aspect_ratio = false,
        string dtype = "float32", bool validate_filenames = true)
        : this(
            new ImageTable(
                Required.NotNull(dataframe), directory ?? "", Required.NotNull(x_col), y_col, weight_col, classes, class_mode,
                validate_filenames, DirectoryIterator.Share(image_data_generator, subset)),
            batch_size, shuffle, seed) => images = new(
                image_data_generator, target_size ?? (256, 256), color_mode, data_format, interpolation, keep_aspect_ratio, dtype,
                new(save_to_dir, save_prefix, save_format, 10_000_000));

    private DataFrameIterator(ImageTable table, int batchSize, bool shuffle, int? seed) : base(table.Files.Length, batchSize, shuffle, seed)
    {
        (directory, class_mode, filenames, numbers) = (table.Directory, table.Mode, table.Files, table.Numbers);
        filepaths = [.. table.Files.Select(file => Path.Combine(table.Directory, file))];
        class_indices = new OrderedDictionary<string, int>(table.Classes.Select((name, i) => KeyValuePair.Create(name, i)));
        (targets, sample_weight, images) = (table.Targets, table.Weights, null!);
        var kind = table.Validates ? "validated" : "non-validated";
        var belonging = table.HasClasses ? Invariant($" belonging to {class_indices.Count} classes.") : ".";
        Messages.PythonPrint(Invariant($"Found {samples} {kind} image filenames{belonging}"));
    }

    /// <summary>The folder, or nothing.</summary>
    public string directory { get; }

    /// <summary>The targets.</summary>
    public string? class_mode { get; }

    /// <summary>Number of images.</summary>
    public int samples => n;

    /// <summary>Numbers of the classes by their names; empty where targets are no classes.</summary>
    public OrderedDictionary<string, int> class_indices { get; }

    /// <summary>Number of each image's class.</summary>
    /// <exception cref="InvalidOperationException">Targets are no classes, or an image has several.</exception>
    public NDArray classes => numbers.Length == samples && Array.TrueForAll(numbers, each => each.Length == 1)
        ? np.array(Array.ConvertAll(numbers, each => each[0]))
        : throw new InvalidOperationException("Images have no class, or several: ask for the targets of a batch.");

    /// <summary>The numbers of "raw" targets.</summary>
    /// <exception cref="InvalidOperationException">Targets are other ones.</exception>
    public NDArray labels => targets is [var only] ? only : classes;

    /// <summary>Weights of the images; null where there are none.</summary>
    public NDArray? sample_weight { get; }

    /// <summary>Files as the table names them.</summary>
    public IReadOnlyList<string> filenames { get; }

    /// <summary>Files with the folder.</summary>
    public IReadOnlyList<string> filepaths { get; }

    /// <inheritdoc/>
    protected override DataLike _get_batches_of_transformed_samples(int[] index_array)
    {
        var batch = images.Batch(filepaths, Required.NotNull(index_array));
        if (class_mode is null) return batch;
        var y = Targets(batch, index_array);
        return sample_weight is null ? (batch, y) : (batch, y, Rows(sample_weight, index_array));
    }

    private DataLike Targets(NDArray batch, int[] samples) => class_mode switch
    {
        "input" => batch.copy(),
        "raw" => Rows(targets[0], samples),
        "multi_output" => Array.ConvertAll(targets, target => Rows(target, samples)),
        "categorical" => Hot(samples).astype(batch.typecode),
        _ => np.array(Array.ConvertAll(samples, i => (double)numbers[i][0])).astype(batch.typecode),
    };

    private NDArray Hot(int[] samples)
    {
        var hot = new double[samples.Length, class_indices.Count];
        for (var i = 0; i < samples.Length; i++)
            foreach (var number in numbers[samples[i]]) hot[i, number] = 1;
        return np.array(hot);
    }

    private static NDArray Rows(NDArray array, int[] samples) => TimeseriesGenerator.Taken(array, samples, [samples.Length]);
}

/// <summary>The rows of a table that are used, and what their columns say.</summary>
internal sealed class ImageTable
{
    private readonly DataFrame frame;
    private readonly string[] targetColumns;
    private int[] rows;

    public ImageTable(
        DataFrame frame, string directory, string fileColumn, ColumnNames targets, string? weightColumn, IReadOnlyList<string>? classes,
        string? mode, bool validates, (double From, double To)? share)
    {
        (this.frame, Directory, Mode, Validates, targetColumns) = (frame, directory, mode, validates, targets.Names);
        rows = [.. Enumerable.Range(0, frame.Count)];
        Check(fileColumn, targets, weightColumn, classes);
        if (validates) LeaveOutInvalid(fileColumn);
        Classes = HasClasses ? LeaveOutOthers(classes) : [];
        if (share is var (from, to)) rows = rows[(int)(from * rows.Length)..(int)(to * rows.Length)];
        Numbers = HasClasses ? Array.ConvertAll(rows, row => Labels(row).Select(label => Array.IndexOf(Classes, label)).ToArray()) : [];
        Files = Array.ConvertAll(rows, row => (string)frame[fileColumn][row]!);
        Weights = weightColumn is null ? null : Column(weightColumn);
        Targets = mode switch
        {
            "multi_output" => Array.ConvertAll(targetColumns, Column),
            "raw" => [targets.IsList ? np.stack(Columns(), 1) : Column(targetColumns[0])],
            _ => [],
        };
    }

    public string Directory { get; }

    public string? Mode { get; }

    public bool Validates { get; }

    public string[] Files { get; }

    public string[] Classes { get; }

    public int[][] Numbers { get; }

    public NDArray[] Targets { get; }

    public NDArray? Weights { get; }

    public bool HasClasses => Mode is "binary" or "categorical" or "sparse";

    private IList Labelling => frame[targetColumns[0]];

    private void Check(string files, ColumnNames targets, string? weights, IReadOnlyList<string>? classes)
    {
        if (Mode is not ("binary" or "categorical" or "input" or "multi_output" or "raw" or "sparse" or null))
            throw new ValueError(
                $"Invalid class_mode: {Mode}; expected one of: "
                + "{'binary', 'categorical', 'input', 'multi_output', 'raw', 'sparse', None}", "class_mode");
        if (Mode == "multi_output" && !targets.IsList)
            throw new TypeError("If class_mode=\"multi_output\", y_col must be a list. Received str.");
        if (HasClasses && targetColumns.Length != 1)
            throw new TypeError(
                $"If class_mode=\"{Mode}\", y_col is one column. Received: {PythonText.List(targetColumns)}. Use \"raw\" or "
                + "\"multi_output\" for several.");
        if (!All(frame[files], value => value is string)) throw new TypeError($"All values in column x_col={files} must be strings.");
        if (Mode is "binary" or "sparse" && !All(Labelling, value => value is string))
            throw new TypeError($"If class_mode=\"{Mode}\", y_col=\"{targetColumns[0]}\" column values must be strings.");
        if (Mode == "binary") CheckTwo(classes);
        if (Mode == "categorical" && !All(Labelling, value => value is string or IEnumerable<string>))
            throw new TypeError(
                $"If class_mode=\"{Mode}\", y_col=\"{targetColumns[0]}\" column values must be type string, list or tuple.");
        if (classes is { Count: > 0 } && !HasClasses)
            PythonWarnings.Warn($"`classes` will be ignored given the class_mode=\"{Mode ?? "None"}\"");
        if (weights is not null && !All(frame[weights], value => value is not null && Convert.GetTypeCode(value) >= TypeCode.SByte
            && Convert.GetTypeCode(value) <= TypeCode.Decimal))
            throw new TypeError($"Column weight_col={weights} must be numeric.");
    }

    private void CheckTwo(IReadOnlyList<string>? classes)
    {
        if (classes is { Count: > 0 })
        {
            var given = classes.Distinct().Count();
            if (given != 2)
                throw new ValueError(Invariant($"If class_mode=\"binary\" there must be 2 classes. {given} class/es were given."));
            return;
        }
        var found = Labelling.Cast<string>().Distinct().Count();
        if (found != 2) throw new ValueError(Invariant($"If class_mode=\"binary\" there must be 2 classes. Found {found} classes."));
    }

    private void LeaveOutInvalid(string files)
    {
        var valid = Array.FindAll(rows, row => Path.Combine(Directory, (string)frame[files][row]!) is var path
            && ImageFolder.IsImage(path) && File.Exists(path));
        if (valid.Length < rows.Length)
            PythonWarnings.Warn(
                Invariant($"Found {rows.Length - valid.Length} invalid image filename(s) in x_col=\"{files}\". ")
                + "These filename(s) will be ignored.");
        rows = valid;
    }

    private string[] LeaveOutOthers(IReadOnlyList<string>? classes)
    {
        if (classes is not { Count: > 0 }) return [.. rows.SelectMany(Labels).Distinct().Order(StringComparer.Ordinal)];
        string[] used = [.. classes.Distinct()];
        rows = Array.FindAll(rows, row => Labels(row).Any(used.Contains));
        return used;
    }

    private IEnumerable<string> Labels(int row) => Labelling[row] switch
    {
        string label => [label],
        IEnumerable<string> several => Classes is null ? several : several.Where(Classes.Contains),
        _ => [],
    };

    private NDArray[] Columns()
    {
        var columns = Array.ConvertAll(targetColumns, Column);
        return Array.Exists(columns, column => column.typecode != columns[0].typecode)
            ? Array.ConvertAll(columns, column => column.astype(NPTypeCode.Double))
            : columns;
    }

    private NDArray Column(string name)
    {
        var values = frame[name];
        return values is string[] or IEnumerable<string>
            ? throw new TypeError(
                $"Column {name} must be numeric. Received: texts. For classes give class_mode \"categorical\" or \"sparse\".")
            : values switch
            {
                IList<float> numbers => np.array(Array.ConvertAll(rows, row => numbers[row])),
                IList<int> numbers => np.array(Array.ConvertAll(rows, row => (long)numbers[row])),
                IList<long> numbers => np.array(Array.ConvertAll(rows, row => numbers[row])),
                _ => np.array(Array.ConvertAll(rows, row => Number(name, values[row]))),
            };
    }

    private static double Number(string name, object? value) =>
        value is IConvertible and not string
            ? Convert.ToDouble(value, CultureInfo.InvariantCulture)
            : throw new TypeError($"Column {name} must be numeric. Received: {value?.GetType().ToString() ?? "null"}");

    private static bool All(IList column, Func<object?, bool> holds)
    {
        foreach (var value in column)
            if (!holds(value)) return false;
        return true;
    }
}
