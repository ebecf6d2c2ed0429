using System.Text.Json;
using KerasLikeRnn.DataFiles;

namespace KerasLikeRnn.Models;

/// <summary>Models from configurations and JSON texts.</summary>
public static class ModelConfigs
{
    /// <summary>The model that a configuration describes.</summary>
    /// <param name="config"><c>class_name</c> and <c>config</c>.</param>
    /// <param name="custom_objects">One's own classes (<c>typeof</c>) by name.</param>
    /// <exception cref="ValueError">The configuration describes no model.</exception>
    [KerasExport("keras.models.model_from_config")]
    public static Functional model_from_config(
        IReadOnlyDictionary<string, object?> config, IReadOnlyDictionary<string, object>? custom_objects = null)
    {
        using var scope = custom_objects is null ? null : CustomObjects.Enter(custom_objects);
        var made = LayerConfigs.deserialize(Keras3Reader.IsKeras3(config) ? Keras3Reader.Layer(config) : config);
        return made as Functional
            ?? throw new ValueError($"The configuration describes a {made.GetType().Name}, not a model.", nameof(config));
    }

    /// <summary>The model that a JSON text describes; weights are new.</summary>
    /// <param name="json_string">What <c>model.to_json()</c> gave, here or in Keras.</param>
    /// <param name="custom_objects">One's own classes (<c>typeof</c>) by name.</param>
    /// <exception cref="ValueError">The text is no JSON, or describes no model.</exception>
    /// <exception cref="InvalidDataException">What it describes has not the form of a model's configuration.</exception>
    [KerasExport("keras.models.model_from_json")]
    public static Functional model_from_json(string json_string, IReadOnlyDictionary<string, object>? custom_objects = null)
    {
        try
        {
            var parsed = JsonConfig.Parse(Required.NotNull(json_string));
            return parsed is OrderedDictionary<string, object?> config
                ? SavedConfig.Made("The JSON text", () => model_from_config(config, custom_objects))
                : throw new ValueError("The JSON text must hold an object with `class_name` and `config`.", nameof(json_string));
        }
        catch (JsonException error)
        {
            throw new ValueError($"The text is no JSON: {DamagedFile.Told(error)}", nameof(json_string), error);
        }
    }

    /// <summary>Removed from Keras 2.9.</summary>
    /// <exception cref="NotSupportedException">Always, as in Keras.</exception>
    [KerasExport("keras.models.model_from_yaml")]
    public static Functional model_from_yaml(string yaml_string, IReadOnlyDictionary<string, object>? custom_objects = null) =>
        throw new NotSupportedException(
        "Method `model_from_yaml()` has been removed due to security risk of arbitrary code execution. Please use `Model.to_json()` and "
        + "`model_from_json()` instead.");
}
