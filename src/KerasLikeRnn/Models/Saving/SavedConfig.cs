using System.Reflection;
using System.Text.Json;
using KerasLikeRnn.DataFiles;

namespace KerasLikeRnn.Models;

/// <summary>Configurations in files from elsewhere: whatever is wrong with one is an error that says so.</summary>
internal static class SavedConfig
{
    /// <summary>The model of a <c>model_config</c>.</summary>
    /// <param name="json">Its text.</param>
    /// <param name="version">The version of Keras that wrote the file.</param>
    /// <exception cref="InvalidDataException">It describes no model.</exception>
    /// <exception cref="ValueError">It names what is not known, or does not fit a class.</exception>
    internal static Model Model(string json, string version) => Read("model_config", json, config =>
    {
        var made = LayerConfigs.deserialize(IsOfKeras3(version) ? Keras3Reader.Layer(config) : OldConfig.Of(config, version));
        return made as Model ?? throw new InvalidDataException($"model_config describes a layer, {made.GetType().Name}, and no model");
    });

    /// <summary>Compiles a model with a <c>training_config</c>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="json">Its text.</param>
    /// <param name="version">The version of Keras that wrote the file.</param>
    /// <exception cref="InvalidDataException">It is none.</exception>
    /// <exception cref="ValueError">It names what is not known, or does not fit a class.</exception>
    internal static void Compile(Model model, string json, string version) => Read("training_config", json, config =>
    {
        if (IsOfKeras3(version))
            Keras3Training.Compile(
                model, new OrderedDictionary<string, object?>(config) { ["optimizer"] = config.GetValueOrDefault("optimizer_config") });
        else TrainingConfig.Compile(model, config);
        return 0;
    });

    /// <summary>Whether a version of Keras has Keras 3's form of configurations.</summary>
    internal static bool IsOfKeras3(string version) => version.StartsWith("3.", StringComparison.Ordinal);

    /// <summary>Has a configuration read. That it does not have the form which it must have is damage of the file.</summary>
    /// <param name="what">What it is called.</param>
    /// <param name="json">Its text.</param>
    /// <param name="read">Makes what it describes.</param>
    internal static T Read<T>(string what, string json, Func<IReadOnlyDictionary<string, object?>, T> read) => Made(
        what,
        () => JsonConfig.Parse(json) is IReadOnlyDictionary<string, object?> config
            ? read(config)
            : throw new InvalidDataException($"{what} is no object of JSON"));

    /// <summary>Has something made of a configuration. That it does not have the form which it must have is damage.</summary>
    /// <param name="what">What the configuration is called.</param>
    /// <param name="make">Makes what it describes.</param>
    internal static T Made<T>(string what, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception error) when (IsOfForm(error))
        {
            throw new InvalidDataException($"{what} has not the form of one: {DamagedFile.Told(error)}", error);
        }
    }

    private static bool IsOfForm(Exception error) =>
        error is JsonException or InvalidCastException or KeyNotFoundException or NullReferenceException or IndexOutOfRangeException
        or OverflowException or FormatException or TargetInvocationException or InsufficientExecutionStackException
        or InsufficientMemoryException or InvalidOperationException
        || error is ArgumentException and not ValueError;
}
