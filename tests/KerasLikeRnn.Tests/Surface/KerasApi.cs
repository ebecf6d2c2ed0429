using System.Text.Json;

namespace KerasLikeRnn.Tests.Surface;

/// <summary>The public symbols of Keras 2.9 as tests/Goldens/api.json records them, packages of ready-made networks aside.</summary>
internal sealed class KerasApi
{
    private const string LeftAside = "keras.applications";

    private readonly ILookup<string, PythonSymbol> classesByName;

    private KerasApi(JsonElement symbols, JsonElement attributes)
    {
        Symbols = symbols.EnumerateObject().Where(s => !s.Name.StartsWith(LeftAside, StringComparison.Ordinal))
            .Select(s => new PythonSymbol(s.Name, s.Value, Attributes(attributes, s.Name)))
            .ToDictionary(s => s.Path);
        classesByName = Symbols.Values.Where(s => s.IsClass).ToLookup(s => s.Name);
    }

    /// <summary>All symbols by path.</summary>
    public IReadOnlyDictionary<string, PythonSymbol> Symbols { get; }

    /// <summary>
    /// Reads api.json, and attributes.json for what a record of classes cannot show: the names that the methods of each class and
    /// its bases assign to <c>self</c>.
    /// </summary>
    public static KerasApi Load() => new(GoldenFile.Root("api.json"), GoldenFile.Root("attributes.json"));

    /// <summary>The classes a class inherits from, as far as they are symbols themselves.</summary>
    public IEnumerable<PythonSymbol> Ancestors(PythonSymbol symbol) =>
        symbol.Bases.Select(name => Base(name, symbol.Module)).OfType<PythonSymbol>();

    /// <summary>Of classes of one name that of the same module, else the one nearest to the root.</summary>
    private PythonSymbol? Base(string name, string module) => CompatibilityRules.BaseClasses.TryGetValue(name, out var path)
        ? Symbols[path]
        : classesByName[name].OrderBy(c => c.Module != module).ThenBy(c => c.Path.Length).FirstOrDefault();

    private static HashSet<string> Attributes(JsonElement attributes, string path) =>
        attributes.TryGetProperty(path, out var names) ? [.. names.EnumerateArray().Select(n => n.GetString()!)] : [];
}

/// <summary>A class or function of Keras.</summary>
/// <param name="Path">For example <c>keras.layers.LSTM</c>.</param>
internal sealed record PythonSymbol(string Path, JsonElement Record, IReadOnlySet<string> Attributes)
{
    public string Name => Path[(Path.LastIndexOf('.') + 1)..];

    public string Module => Path[..Path.LastIndexOf('.')];

    public bool IsClass => Record.GetProperty("kind").GetString() == "class";

    public IEnumerable<string> Bases => Record.GetProperty("bases").EnumerateArray().Select(b => b.GetString()!);

    public PythonSignature Signature { get; } = new(Record);

    public IReadOnlyDictionary<string, PythonMember> Members { get; } = Record.TryGetProperty("members", out var members)
        ? members.EnumerateObject().ToDictionary(m => m.Name, m => new PythonMember(m.Name, m.Value))
        : [];
}

/// <summary>A method or property.</summary>
internal sealed record PythonMember(string Name, JsonElement Record)
{
    public bool IsMethod => Record.GetProperty("kind").GetString() == "method";

    public PythonSignature Signature { get; } = new(Record);
}

/// <summary>Parameters in order; those gathered by * and ** set aside.</summary>
internal sealed class PythonSignature
{
    public PythonSignature(JsonElement record)
    {
        if (!record.TryGetProperty("parameters", out var all) || all.ValueKind != JsonValueKind.Array)
            return;
        var parameters = all.EnumerateArray().ToList();
        Parameters = [.. parameters.Where(p => Kind(p) is not ("*" or "**")).Select(p => new PythonParameter(p))];
        TakesMore = parameters.Any(p => Kind(p) == "*");
        TakesKeywords = parameters.Any(p => Kind(p) == "**");
    }

    public IReadOnlyList<PythonParameter> Parameters { get; } = [];

    /// <summary>Whether there is <c>*args</c>.</summary>
    public bool TakesMore { get; }

    /// <summary>Whether there is <c>**kwargs</c>.</summary>
    public bool TakesKeywords { get; }

    private static string? Kind(JsonElement parameter) => parameter.TryGetProperty("kind", out var kind) ? kind.GetString() : null;
}

/// <summary>A parameter with its default.</summary>
internal sealed record PythonParameter(JsonElement Record)
{
    public string Name => Record.GetProperty("name").GetString()!;

    public bool IsRequired => Record.TryGetProperty("required", out _);

    /// <summary>The default, or null when it is no plain value.</summary>
    public JsonElement? Default => Record.TryGetProperty("default", out var value) ? value : null;
}
