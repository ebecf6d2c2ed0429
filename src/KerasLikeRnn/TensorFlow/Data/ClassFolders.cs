namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>
/// The files that <c>text_dataset_from_directory</c> and <c>image_dataset_from_directory</c> read: those in the folders of a folder, one
/// for each class, in the order of their names or shuffled as NumPy shuffles under the seed, and of them those of a subset.
/// </summary>
internal sealed class ClassFolders
{
    private readonly string directory;
    private readonly string? mode;
    private readonly bool shuffles;
    private readonly int seed;
    private readonly int? batchSize;

    /// <summary>Checks the arguments, looks for the files, and prints how many there are.</summary>
    /// <exception cref="ValueError">Arguments do not fit together, or there are no files.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public ClassFolders(FolderArguments arguments, FolderFiles files)
    {
        CheckLabels(arguments, files);
        CheckSplit(arguments);
        (directory, shuffles, batchSize) = (arguments.Directory, arguments.Shuffle, arguments.BatchSize);
        seed = arguments.Seed ?? (int)np.random.randint(0, 1_000_000);
        mode = arguments.IsUnlabelled ? null : arguments.LabelMode;
        if (!Directory.Exists(directory)) throw new DirectoryNotFoundException($"Could not find directory {directory}");
        (ClassNames, Paths, Labels) = arguments.IsUnlabelled
            ? ([""], Under(directory, files.Endings), [])
            : Labelled(arguments, files.Endings);
        if (arguments.IsUnlabelled) Labels = new int[Paths.Length];
        Messages.PythonPrint(Invariant($"Found {Paths.Length} files belonging to {ClassNames.Length} classes."));
        if (shuffles) Shuffle();
        if (mode == "binary" && ClassNames.Length != 2)
            throw new ValueError(
                "When passing `label_mode=\"binary\"`, there must be exactly 2 class_names. "
                + $"Received: class_names={PythonText.List(ClassNames)}", "label_mode");
        if (arguments.ValidationSplit is { } share and not 0) Choose(share, arguments.Subset!);
        if (Paths.Length == 0) throw new ValueError($"No {files.Found} found in directory {directory}. {files.Allowed}", "directory");
    }

    /// <summary>The files.</summary>
    public string[] Paths { get; private set; }

    /// <summary>The number of each file's class.</summary>
    public int[] Labels { get; private set; }

    /// <summary>The names of the classes; one empty name where files have no labels.</summary>
    public string[] ClassNames { get; }

    /// <summary>Batches of what is read of each file, with its label.</summary>
    /// <param name="part">Shape and type of what is read.</param>
    /// <param name="read">Reads a file.</param>
    public Dataset Read(PartSpec part, Func<string, Tensor> read)
    {
        var files = new TensorSliceDataset(Element.Tuple(Paths, Labels));
        var spec = mode is null ? ElementSpec.Of(part) : ElementSpec.Tuple(ElementSpec.Of(part), ElementSpec.Of(LabelSpec));
        var dataset = new MapDataset(files, Row, Parallelism.Of(-1), spec).prefetch(-1);
        if (shuffles) dataset = dataset.shuffle(batchSize * 8L ?? 1024, seed);
        if (batchSize is { } size) dataset = dataset.batch(size);
        return dataset.Named(ClassNames, null);

        Element Row(Element file)
        {
            var content = Element.Of(read(file.Parts[0].Strings()[0]));
            return mode is null ? content : Element.Tuple(content, Element.Of(Label(file.Parts[1])));
        }
    }

    private PartSpec LabelSpec => mode switch
    {
        "int" => new(Shape.Scalar, DType.Int32),
        "binary" => new(Shape.Of(1), DType.Float32),
        _ => new(Shape.Of(ClassNames.Length), DType.Float32),
    };

    private Tensor Label(Tensor number) => mode switch
    {
        "int" => number,
        "binary" => Ops.Reshape(Ops.Cast(number, DType.Float32), Shape.Of(1)),
        _ => OneHot((int)number.Item()),
    };

    // A label beyond the classes, which a list may hold, is a row of zeros.
    private Tensor OneHot(int number)
    {
        var row = new float[ClassNames.Length];
        if (number >= 0 && number < row.Length) row[number] = 1;
        return Tensor.From<float>(row, Shape.Of(row.Length));
    }

    private static (string[] Names, string[] Paths, int[] Labels) Labelled(FolderArguments arguments, string[] endings)
    {
        var folders = Names(Directory.GetDirectories(arguments.Directory));
        var classes = arguments.ClassNames is { Count: > 0 } named ? [.. named] : folders;
        if (!classes.ToHashSet().SetEquals(folders))
            throw new ValueError(
                "The `class_names` passed did not match the names of the subdirectories of the target directory. "
                + $"Expected: {PythonText.List(folders)}, but received: {PythonText.List(classes)}", "class_names");
        var files = Array.ConvertAll(folders, folder => Under(Joined(arguments.Directory, folder), endings));
        string[] paths = [.. files.SelectMany(each => each)];
        if (arguments.GivenLabels is { } given && given.Count != paths.Length)
            throw new ValueError(
                Invariant($"Expected the lengths of `labels` to match the number of files in the target directory. len(labels) is ")
                + Invariant($"{given.Count} while we found {paths.Length} files in {arguments.Directory}."), "labels");
        int[] labels = arguments.GivenLabels is { } all
            ? [.. all]
            : [.. files.SelectMany((each, i) => Enumerable.Repeat(Array.IndexOf(classes, folders[i]), each.Length))];
        return (classes, paths, labels);
    }

    /// <summary>Files in a folder and in all below it, links followed: folders in the order of their paths, files of their names.</summary>
    private static string[] Under(string folder, string[] endings) => [.. Folders(folder).Order(StringComparer.Ordinal)
        .SelectMany(root => Names(Directory.GetFiles(root))
            .Where(name => Array.Exists(endings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            .Select(name => Joined(root, name)))];

    private static IEnumerable<string> Folders(string folder) =>
        Names(Directory.GetDirectories(folder)).SelectMany(name => Folders(Joined(folder, name))).Prepend(folder);

    private static string[] Names(string[] paths) => [.. paths.Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    // With a slash on every system, as Keras's `file_paths` have it.
    private static string Joined(string folder, string name) => folder.EndsWith('/') ? folder + name : $"{folder}/{name}";

    private void Shuffle()
    {
        if (seed < 0) throw new ValueError("Seed must be between 0 and 2**32 - 1", nameof(seed));
        new NumpyRandom((uint)seed).Shuffle(Paths.AsSpan());
        new NumpyRandom((uint)seed).Shuffle(Labels.AsSpan());
    }

    // As in Python, where nothing is for validation, `[-0:]` are all and `[:-0]` none.
    private void Choose(double share, string subset)
    {
        var count = (int)(share * Paths.Length);
        var isTraining = subset == "training";
        Messages.PythonPrint(Invariant($"Using {(isTraining ? Paths.Length - count : count)} files for {subset}."));
        var cut = count == 0 ? 0 : Paths.Length - count;
        (Paths, Labels) = isTraining ? (Paths[..cut], Labels[..cut]) : (Paths[cut..], Labels[cut..]);
    }

    private static void CheckLabels(FolderArguments arguments, FolderFiles files)
    {
        Required.NotNull(arguments.Directory, "directory");
        if (arguments is { GivenLabels: null, Labels: not (null or "inferred") })
            throw new ValueError(
                $"`labels` argument should be a list/tuple of integer labels, of the same size as the number of {files.Kind} files in the "
                + "target directory. If you wish to infer the labels from the subdirectory names in the target directory, pass "
                + $"`labels=\"inferred\"`. If you wish to get a dataset that only contains {files.Samples} (no labels), pass "
                + $"`labels=None`. Received: labels={arguments.Labels}", "labels");
        if (arguments is { GivenLabels: not null, ClassNames.Count: > 0 })
            throw new ValueError(
                "You can only pass `class_names` if `labels=\"inferred\"`. "
                + $"Received: labels={PythonText.List(arguments.GivenLabels)}, and class_names={PythonText.List(arguments.ClassNames)}",
                "class_names");
        if (arguments.LabelMode is not ("int" or "categorical" or "binary" or null))
            throw new ValueError(
                "`label_mode` argument must be one of \"int\", \"categorical\", \"binary\", or None. "
                + $"Received: label_mode={arguments.LabelMode}", "label_mode");
        if (arguments.BatchSize <= 0) throw new ValueError("Batch size must be greater than zero.", "batch_size");
    }

    private static void CheckSplit(FolderArguments arguments)
    {
        var (split, subset) = (arguments.ValidationSplit ?? 0, arguments.Subset);
        if (split != 0 && split is not (> 0 and < 1))
            throw new ValueError(
                $"`validation_split` must be between 0 and 1, received: {PythonText.Repr(split)}", "validation_split");
        if ((split != 0) != !string.IsNullOrEmpty(subset))
            throw new ValueError("If `subset` is set, `validation_split` must be set, and inversely.", "subset");
        if (subset is not (null or "" or "training" or "validation"))
            throw new ValueError($"`subset` must be either \"training\" or \"validation\", received: {subset}", "subset");
        if (split != 0 && arguments is { Shuffle: true, Seed: null })
            throw new ValueError(
                "If using `validation_split` and shuffling the data, you must provide a `seed` argument, to make sure that there is no "
                + "overlap between the training and validation subset.", "seed");
    }
}

/// <summary>What both functions take.</summary>
internal sealed record FolderArguments(
    string Directory, string? Labels, IReadOnlyList<int>? GivenLabels, string? LabelMode, IReadOnlyList<string>? ClassNames, int? BatchSize,
    bool Shuffle, int? Seed, double? ValidationSplit, string? Subset)
{
    /// <summary>Whether files come without labels.</summary>
    public bool IsUnlabelled => LabelMode is null || (GivenLabels is null && Labels is null);
}

/// <summary>The files that are looked for, and how messages call them.</summary>
internal sealed record FolderFiles(string Kind, string Samples, string Found, string Allowed, string[] Endings);
