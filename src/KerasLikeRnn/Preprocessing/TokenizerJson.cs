using System.Text.Json;
using KerasLikeRnn.DataFiles;

namespace KerasLikeRnn.Preprocessing;

/// <summary>Tokenizers from their configuration as text.</summary>
public static class TokenizerJson
{
    /// <summary>The tokenizer that a text of <see cref="Tokenizer.to_json"/>, or of Keras, describes.</summary>
    /// <exception cref="ValueError">It does not describe one.</exception>
    [KerasExport("keras.preprocessing.text.tokenizer_from_json")]
    public static Tokenizer tokenizer_from_json(string json_string)
    {
        try
        {
            using var document = JsonDocument.Parse(json_string);
            var config = document.RootElement.GetProperty("config");
            return new Tokenizer(
                config.GetProperty(nameof(Tokenizer.num_words)) is { ValueKind: JsonValueKind.Number } most ? most.GetInt32() : null,
                config.GetProperty(nameof(Tokenizer.filters)).GetString()!, config.GetProperty(nameof(Tokenizer.lower)).GetBoolean(),
                config.GetProperty(nameof(Tokenizer.split)).GetString()!,
                config.GetProperty(nameof(Tokenizer.char_level)).GetBoolean(), config.GetProperty(nameof(Tokenizer.oov_token)).GetString())
            {
                document_count = config.GetProperty(nameof(Tokenizer.document_count)).GetInt32(),
                word_counts = Read(config, nameof(Tokenizer.word_counts), word => word, value => value.GetInt32()),
                word_docs = Read(config, nameof(Tokenizer.word_docs), word => word, value => value.GetInt32()),
                index_docs = Read(config, nameof(Tokenizer.index_docs), Number, value => value.GetInt32()),
                index_word = Read(config, nameof(Tokenizer.index_word), Number, value => value.GetString()!),
                word_index = Read(config, nameof(Tokenizer.word_index), word => word, value => value.GetInt32()),
            };
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ValueError($"The text does not describe a Tokenizer: {DamagedFile.Told(error)}", nameof(json_string), error);
        }
    }

    private static int Number(string key) => int.Parse(key, CultureInfo.InvariantCulture);

    private static OrderedDictionary<TKey, TValue> Read<TKey, TValue>(
        JsonElement config, string name, Func<string, TKey> key, Func<JsonElement, TValue> value) where TKey : notnull
    {
        using var entries = JsonDocument.Parse(config.GetProperty(name).GetString()!);
        return new(entries.RootElement.EnumerateObject().Select(entry => KeyValuePair.Create(key(entry.Name), value(entry.Value))));
    }
}
