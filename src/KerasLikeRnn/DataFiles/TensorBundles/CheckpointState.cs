using System.Text.RegularExpressions;

namespace KerasLikeRnn.DataFiles;

/// <summary>The file <c>checkpoint</c> of a folder, which says which checkpoints there are and which one is the latest.</summary>
internal sealed partial record CheckpointState(
    string Latest, IReadOnlyList<string> All, IReadOnlyList<double> Timestamps, double LastPreserved)
{
    private const long LongestFile = 1 << 26;

    /// <summary>The state of a folder, its paths made absolute or relative to the working folder; null where there is none.</summary>
    /// <remarks>As in TensorFlow a file that is none is warned of, and counts as missing.</remarks>
    /// <exception cref="ValueError">The file does not name the latest checkpoint.</exception>
    public static CheckpointState? Read(string folder, string? name = null)
    {
        var path = PathIn(folder, name);
        if (!File.Exists(path)) return null;
        var text = new FileInfo(path).Length <= LongestFile ? File.ReadAllText(path) : null;
        if (text is null || Parse(text, folder) is not { } state)
        {
            PythonWarnings.Warn($"{path}: Checkpoint ignored");
            return null;
        }
        if (state.Latest.Length == 0) throw new ValueError($"Invalid checkpoint state loaded from {folder}");
        return state;
    }

    /// <summary>Writes the state of a folder; paths in the folder are written relative to it.</summary>
    public void Write(string folder, string? name = null)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"model_checkpoint_path: {Quoted(Relative(Latest, folder))}\n");
        foreach (var path in All)
            text.Append(CultureInfo.InvariantCulture, $"all_model_checkpoint_paths: {Quoted(Relative(path, folder))}\n");
        foreach (var time in Timestamps) text.Append(CultureInfo.InvariantCulture, $"all_model_checkpoint_timestamps: {time:R}\n");
        if (Timestamps.Count > 0) text.Append(CultureInfo.InvariantCulture, $"last_preserved_timestamp: {LastPreserved:R}\n");
        TemporaryFile.Write(PathIn(Full(folder), name), stream => stream.Write(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The file of a folder.</summary>
    public static string PathIn(string folder, string? name = null) => Path.Combine(folder, name ?? "checkpoint");

    private static CheckpointState? Parse(string text, string folder)
    {
        var (latest, all, times, preserved) = ("", new List<string>(), new List<double>(), 0.0);
        foreach (var line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (Line().Match(line) is not { Success: true } match) return null;
            var (key, quoted, number) = (match.Groups[1].Value, match.Groups[2], match.Groups[3].Value);
            var time = double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
            switch (key)
            {
                case "model_checkpoint_path" when quoted.Success: latest = Absolute(Unquoted(quoted.Value), folder); break;
                case "all_model_checkpoint_paths" when quoted.Success: all.Add(Absolute(Unquoted(quoted.Value), folder)); break;
                case "all_model_checkpoint_timestamps" when !double.IsNaN(time): times.Add(time); break;
                case "last_preserved_timestamp" when !double.IsNaN(time): preserved = time; break;
                default: return null;
            }
        }
        return new(latest, all, times, preserved);
    }

    private static string Absolute(string path, string folder) =>
        path.Length == 0 || Path.IsPathRooted(path) ? path : Path.Join(folder, path);

    private static string Relative(string path, string folder) => Path.GetRelativePath(Full(folder), Path.GetFullPath(path));

    private static string Full(string folder) => Path.GetFullPath(folder.Length == 0 ? "." : folder);

    // Texts of Protocol Buffers: bytes that are no letters of ASCII as three octal digits.
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (value is (byte)'"' or (byte)'\\' or (byte)'\'') quoted.Append('\\').Append((char)value);
            else if (value is >= 0x20 and < 0x7F) quoted.Append((char)value);
            else quoted.Append('\\').Append(Convert.ToString(value, 8).PadLeft(3, '0'));
        }
        return quoted.Append('"').ToString();
    }

    private static string Unquoted(string text)
    {
        var (quoted, bytes) = (Encoding.UTF8.GetBytes(text), new List<byte>());
        for (var i = 0; i < quoted.Length; i++)
        {
            if (quoted[i] != '\\' || i + 1 == quoted.Length) bytes.Add(quoted[i]);
            else if (quoted[i + 1] is >= (byte)'0' and <= (byte)'7' && i + 3 < quoted.Length)
            {
                bytes.Add((byte)(64 * (quoted[i + 1] - '0') + 8 * (quoted[i + 2] - '0') + quoted[i + 3] - '0'));
                i += 3;
            }
            else bytes.Add(quoted[++i]);
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }

    [GeneratedRegex("""^(\w+)\s*:\s*(?:"((?:[^"\\]|\\.)*)"|([-+.\deE]+))$""")]
    private static partial Regex Line();
}
