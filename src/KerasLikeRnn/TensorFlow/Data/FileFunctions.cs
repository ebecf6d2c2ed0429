namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>tf.data: datasets of what stands in files.</summary>
public static class FileFunctions
{
    /// <summary>The lines of text files.</summary>
    /// <param name="filenames">A name, or several.</param>
    /// <param name="compression_type">"GZIP", "ZLIB", or none.</param>
    /// <param name="buffer_size">Without effect.</param>
    /// <param name="num_parallel_reads">From how many files in turn, a line of each; by default one file after another.</param>
    /// <param name="name">A name.</param>
    [KerasExport("tf.data.TextLineDataset")]
    public static Dataset TextLineDataset(
        Element filenames, string? compression_type = null, long? buffer_size = null, long? num_parallel_reads = null,
        string? name = null) =>
        Read(filenames, compression_type, num_parallel_reads, (files, compression) => new TextLineDatasetV2(files, compression));

    /// <summary>The records of TFRecord files, as <c>tf.io.parse_single_example</c> takes them.</summary>
    /// <param name="filenames">A name, or several.</param>
    /// <param name="compression_type">"GZIP", "ZLIB", or none.</param>
    /// <param name="buffer_size">Without effect.</param>
    /// <param name="num_parallel_reads">From how many files in turn, a record of each; by default one file after another.</param>
    /// <param name="name">A name.</param>
    /// <exception cref="DataLossError">When it is met: a file is damaged.</exception>
    [KerasExport("tf.data.TFRecordDataset")]
    public static Dataset TFRecordDataset(
        Element filenames, string? compression_type = null, long? buffer_size = null, long? num_parallel_reads = null,
        string? name = null) =>
        Read(filenames, compression_type, num_parallel_reads, (files, compression) => new TFRecordDatasetV2(files, compression));

    /// <summary>The rows of CSV files, each a tuple of its columns.</summary>
    /// <param name="filenames">A name, or several.</param>
    /// <param name="record_defaults">For each column a type, or the value of fields that are missing: <c>["int32", 0.0, ""]</c>.</param>
    /// <param name="compression_type">"GZIP", "ZLIB", or none.</param>
    /// <param name="buffer_size">Without effect.</param>
    /// <param name="header">Whether the first row has names.</param>
    /// <param name="field_delim">What stands between fields.</param>
    /// <param name="use_quote_delim">Whether quotes around a field are no part of it.</param>
    /// <param name="na_value">The text of a field that is missing, beside the empty one.</param>
    /// <param name="select_cols">The columns that are read, counted from 0; all by default.</param>
    /// <exception cref="ValueError">When it is met: a row does not fit.</exception>
    [KerasExport("tf.data.experimental.CsvDataset")]
    public static Dataset CsvDataset(
        Element filenames, IReadOnlyList<object> record_defaults, string? compression_type = null, long? buffer_size = null,
        bool header = false, string field_delim = ",", bool use_quote_delim = true, string na_value = "",
        IReadOnlyList<int>? select_cols = null)
    {
        var (files, compression) = FileDataset.Checked(filenames, compression_type);
        CsvColumn[] columns = [.. Required.NotNull(record_defaults).Select(CsvColumn.Of)];
        if (select_cols is not null && select_cols.Count != columns.Length)
            throw new ValueError(
                $"select_cols should match output size. Received: {select_cols.Count} columns for {columns.Length} defaults",
                nameof(select_cols));
        var format = new CsvFormat(header, Delimiter(field_delim), use_quote_delim, Required.NotNull(na_value), select_cols?.ToArray());
        return new CsvDatasetV2(files, compression, format, columns);
    }

    /// <summary>
    /// Batches of rows of CSV files: dictionaries of columns by the names in the first row, or pairs of them and a label.
    /// </summary>
    /// <param name="file_pattern">A pattern of file names, or several.</param>
    /// <param name="batch_size">Rows of a batch.</param>
    /// <param name="column_names">Names of all columns; those in the first row by default.</param>
    /// <param name="column_defaults">For each column that is read a type, or the value of missing fields; found out from the first rows by
    /// default.</param>
    /// <param name="label_name">The column that is the label.</param>
    /// <param name="select_columns">Names of the columns that are read; all by default.</param>
    /// <param name="field_delim">What stands between fields.</param>
    /// <param name="use_quote_delim">Whether quotes around a field are no part of it.</param>
    /// <param name="na_value">The text of a field that is missing, beside the empty one.</param>
    /// <param name="header">Whether the first row has names.</param>
    /// <param name="num_epochs">How often the rows are gone through; for ever by default, without a last batch that is not full.</param>
    /// <param name="shuffle">Whether files and rows are shuffled.</param>
    /// <param name="shuffle_buffer_size">How many rows wait to be drawn from.</param>
    /// <param name="shuffle_seed">A seed for that.</param>
    /// <param name="prefetch_buffer_size">How many batches are made ahead; 1 by default.</param>
    /// <param name="num_rows_for_inference">From how many rows types are found out; null for all.</param>
    /// <param name="compression_type">"GZIP", "ZLIB", or none: then give column_defaults and column_names.</param>
    /// <exception cref="ValueError">No file matches, or there is no such column.</exception>
    [KerasExport("tf.data.experimental.make_csv_dataset")]
    public static Dataset make_csv_dataset(
        Element file_pattern, long batch_size, IReadOnlyList<string>? column_names = null, IReadOnlyList<object>? column_defaults = null,
        string? label_name = null, IReadOnlyList<string>? select_columns = null, string field_delim = ",", bool use_quote_delim = true,
        string na_value = "", bool header = true, long? num_epochs = null, bool shuffle = true, long shuffle_buffer_size = 10000,
        long? shuffle_seed = null, long? prefetch_buffer_size = null, int? num_rows_for_inference = 100, string? compression_type = null)
    {
        var files = FilePatterns.Matching(Required.NotNull(file_pattern).Single.Strings().ToArray());
        if (files.Length == 0) throw new ValueError("No files matched.", nameof(file_pattern));
        var format = new CsvFormat(header, Delimiter(field_delim), use_quote_delim, Required.NotNull(na_value), null);
        var names = column_names?.ToArray() ?? NamesIn(files[0], format);
        var chosen = select_columns?.Select(column => Array.IndexOf(names, column) is var at and >= 0 ? at : throw NoColumn(column))
            .ToArray()
            ?? [.. Enumerable.Range(0, names.Length)];
        if (label_name is not null && !chosen.Any(column => names[column] == label_name)) throw NoColumn(label_name);
        var columns = column_defaults?.Select(CsvColumn.Of).ToArray() ?? Inferred(files[0], format, chosen, num_rows_for_inference);
        format = format with { Columns = chosen };

        var dataset = Dataset.from_tensor_slices(files);
        if (shuffle) dataset = dataset.shuffle(files.Length, shuffle_seed);
        dataset = dataset.flat_map(file => new CsvDatasetV2([file.Single.Strings()[0]], compression_type, format, columns));
        if (shuffle) dataset = dataset.shuffle(shuffle_buffer_size, shuffle_seed);
        if (num_epochs != 1) dataset = dataset.repeat(num_epochs);
        return dataset.batch(batch_size, drop_remainder: num_epochs is null)
            .map(row => Named(row, [.. chosen.Select(column => names[column])], label_name)).prefetch(prefetch_buffer_size ?? 1);
    }

    private static Dataset Read(Element filenames, string? compression, long? parallel, Func<string[], string?, Dataset> read)
    {
        var (files, kind) = FileDataset.Checked(filenames, compression);
        return parallel > 1
            ? Dataset.from_tensor_slices(files).interleave(
                file => read([file.Single.Strings()[0]], kind), parallel, num_parallel_calls: parallel)
            : read(files, kind);
    }

    private static Element Named(Element row, string[] names, string? label)
    {
        var columns = names.Zip(row, (name, column) => (name, column)).ToArray();
        var features = Element.Dictionary([.. columns.Where(column => column.name != label)]);
        return label is null ? features : Element.Tuple(features, columns.First(column => column.name == label).column);
    }

    private static string[] NamesIn(string file, CsvFormat format)
    {
        if (!format.Header) throw new ValueError("Cannot infer column names without header line.", "column_names");
        using var reader = new StreamReader(file);
        return [.. format.Next(reader) ?? throw new ValueError($"{file} is empty.", "file_pattern")];
    }

    // The narrowest type that all fields have; missing ones have any.
    private static CsvColumn[] Inferred(string file, CsvFormat format, int[] chosen, int? most)
    {
        DType[] candidates = [DType.Int32, DType.Int64, DType.Float32, DType.Float64, DType.String];
        var kinds = new int[chosen.Length];
        using var reader = new StreamReader(file);
        if (format.Header) format.Next(reader);
        for (var row = 0; (most is null || row < most) && format.Next(reader) is { } fields; row++)
        {
            for (var i = 0; i < kinds.Length; i++)
            {
                var field = fields.ElementAtOrDefault(chosen[i]) ?? "";
                if (field.Length == 0 || field == format.NaValue) continue;
                while (candidates[kinds[i]] != DType.String && !CsvColumn.Fits(field, candidates[kinds[i]])) kinds[i]++;
            }
        }
        return Array.ConvertAll(kinds, kind => new CsvColumn(candidates[kind], candidates[kind] == DType.String
            ? StringTensors.From([""], Shape.Scalar)
            : Tensor.Scalar(0, candidates[kind])));
    }

    private static char Delimiter(string text) => Required.NotNull(text).Length == 1
        ? text[0]
        : throw new ValueError($"field_delim should be only 1 char. Received: '{text}'", "field_delim");

    private static ValueError NoColumn(string name) =>
        new($"`label_name` and `select_columns` are names of columns. There is no '{name}'.");
}
