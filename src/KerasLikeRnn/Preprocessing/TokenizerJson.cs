using System.Text.Json;

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
                config.GetProperty(nameof(Tokenizer.filters)).GetString()!, config.GetProperty(nameof(Tokenizer.lower)).GetBoolean(), config.GetProperty(nameof(Tokenizer.split)).GetString()!,
                config.GetProperty(nameof(Tokenizer.char_level)).GetBoolean(), config.GetProperty(nameof(Tokenizer.oov_token)).GetString())
            {
                document_count = config.GetProperty(nameof(Tokenizer.document_count)).GetInt32(),
                word_counts = Read<string, int>(config, nameof(Tokenizer.word_counts)),
                word_docs = Read<string, int>(config, nameof(Tokenizer.word_docs)),
                index_docs = Read<int, int>(config, nameof(Tokenizer.index_docs)),
                index_word = Read<int, string>(config, nameof(Tokenizer.index_word)),
                word_index = Read<string, int>(config, nameof(Tokenizer.word_index)),
            };
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ValueError($"The text does not describe a Tokenizer: {error.Message}", nameof(json_string), error);
        }
    }

    private static OrderedDictionary<TKey, TValue> Read<TKey, TValue>(JsonElement config, string name) where TKey : notnull =>
        JsonSerializer.Deserialize<OrderedDictionary<TKey, TValue>>(config.GetProperty(name).GetString()!)
        ?? throw new JsonException($"{name} is null.");
}
