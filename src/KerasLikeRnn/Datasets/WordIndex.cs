using System.Text.Json;
using KerasLikeRnn.DataFiles;

namespace KerasLikeRnn.Datasets;

/// <summary>The JSON object that gives each word of a data set its rank.</summary>
internal static class WordIndex
{
    /// <summary>Reads the object; words keep their order.</summary>
    /// <exception cref="InvalidDataException">The file is something else.</exception>
    internal static Dictionary<string, int> Read(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path} is not a JSON object of words and whole numbers: {DamagedFile.Told(error)}", error);
        }
    }

    private static Dictionary<string, int> Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var ranks = new Dictionary<string, int>();
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("it does not begin with {");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var word = reader.GetString()!;
            reader.Read();
            ranks[word] = reader.GetInt32();
        }
        // Reads to the end, so that text after the object is noticed.
        while (reader.Read()) { }
        return ranks;
    }
}
