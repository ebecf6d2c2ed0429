using System.Runtime.CompilerServices;

namespace KerasLikeRnn.TensorFlow.Data;

/// <summary>Datasets of texts in files.</summary>
public static class TextDataset
{
    private static readonly FolderFiles files = new("text", "text samples", "text files", "Allowed format: .txt", [".txt"]);

    /// <summary>
    /// The texts in the folders of a folder, one for each class: <c>directory/positive/0.txt</c>. Its <c>class_names</c> are the folders.
    /// </summary>
    /// <param name="directory">The folder.</param>
    /// <param name="labels">"inferred": the folders are the classes. A list: the labels, in the order of the files' paths. null:
    /// none.</param>
    /// <param name="label_mode">"int" for numbers, int32 (batch,); "binary" for 0 and 1, float32 (batch, 1); "categorical" for one-hot
    /// rows, float32 (batch, classes); null: none.</param>
    /// <param name="class_names">The folders in the order of their numbers; null: by their names.</param>
    /// <param name="batch_size">Texts of a batch; null: they are not batched.</param>
    /// <param name="max_length">Bytes of a text that are read at most; a character that would be cut is left out. null: all.</param>
    /// <param name="shuffle">Whether files are shuffled, all of them once, and again near each other for each epoch.</param>
    /// <param name="seed">A seed for both; null: drawn from <c>np.random</c>.</param>
    /// <param name="validation_split">Share of the files for validation; null: none.</param>
    /// <param name="subset">"training" or "validation", where there is a validation_split.</param>
    /// <param name="follow_links">As in Keras 2.9, links to folders are followed either way.</param>
    /// <exception cref="ValueError">Arguments do not fit together, or there are no files.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    [OverloadResolutionPriority(1)]
    [KerasExport("keras.utils.text_dataset_from_directory", "keras.preprocessing.text_dataset_from_directory")]
    public static Dataset text_dataset_from_directory(
        string directory, string? labels = "inferred", string? label_mode = "int", IReadOnlyList<string>? class_names = null,
        int? batch_size = 32, int? max_length = null, bool shuffle = true, int? seed = null, double? validation_split = null,
        string? subset = null, bool follow_links = false) => Of(
            new(directory, labels, null, label_mode, class_names, batch_size, shuffle, seed, validation_split, subset), max_length);

    /// <summary>The same with a list of labels.</summary>
    /// <inheritdoc cref="text_dataset_from_directory(string, string?, string?, IReadOnlyList{string}?, int?, int?, bool, int?, double?,
    /// string?, bool)"/>
    [KerasExport("keras.utils.text_dataset_from_directory", "keras.preprocessing.text_dataset_from_directory")]
    public static Dataset text_dataset_from_directory(
        string directory, IReadOnlyList<int> labels, string? label_mode = "int", IReadOnlyList<string>? class_names = null,
        int? batch_size = 32, int? max_length = null, bool shuffle = true, int? seed = null, double? validation_split = null,
        string? subset = null, bool follow_links = false) => Of(
            new(directory, null, Required.NotNull(labels), label_mode, class_names, batch_size, shuffle, seed, validation_split, subset),
            max_length);

    private static Dataset Of(FolderArguments arguments, int? maxLength)
    {
        if (maxLength < 0) throw new ValueError(Invariant($"max_length must not be negative. Received: {maxLength}"), "max_length");
        return new ClassFolders(arguments, files).Read(new(Shape.Scalar, DType.String), path =>
            StringTensors.From([Bytes.Text(Bytes.Cut(File.ReadAllBytes(path), maxLength))], Shape.Scalar));
    }
}

/// <summary>Bytes that TensorFlow keeps as they are, as texts.</summary>
internal static class Bytes
{
    /// <summary>The text of UTF-8; bytes that are none stay bytes, a character each.</summary>
    public static string Text(ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);

    /// <summary>The first bytes, without a character of UTF-8 that would be cut.</summary>
    public static ReadOnlySpan<byte> Cut(byte[] bytes, int? most)
    {
        if (most is not { } length || bytes.Length <= length) return bytes;
        var end = length;
        // Bytes within a character begin with the bits 10.
        while (end > 0 && length - end < 3 && (bytes[end] & 0xC0) == 0x80) end--;
        return bytes.AsSpan(0, System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, end)) ? end : length);
    }
}
