namespace KerasLikeRnn;

/// <summary>Settings that hold for the whole program.</summary>
public static class BackendConfig
{
    private static DType floating = DType.Float32;
    private static double fuzz = 1e-7;
    private static string dataFormat = "channels_last";

    /// <summary>Version of Keras whose behaviour this is.</summary>
    [KerasExport("keras.__version__")]
    public const string __version__ = "2.9.0";

    /// <summary>Type of new weights and of float data, <c>float32</c> at first.</summary>
    [KerasExport("keras.backend.floatx")]
    public static string floatx() => floating.Name();

    /// <summary>Sets the type of new weights and of float data.</summary>
    /// <exception cref="ValueError">It is not a float type.</exception>
    [KerasExport("keras.backend.set_floatx")]
    public static void set_floatx(string value)
    {
        if (value is not ("float16" or "float32" or "float64"))
            throw new ValueError($"Unknown `floatx` value: {value}. Expected one of {{'float16', 'float32', 'float64'}}", nameof(value));
        floating = DTypes.Parse(value);
    }

    /// <summary>The fuzz factor that keeps logarithms and quotients finite, 1e-7 at first.</summary>
    [KerasExport("keras.backend.epsilon")]
    public static double epsilon() => fuzz;

    /// <summary>Sets the fuzz factor.</summary>
    [KerasExport("keras.backend.set_epsilon")]
    public static void set_epsilon(double value) => fuzz = value;

    /// <summary>Where images and sequences keep their channels unless a layer is told: <c>channels_last</c> at first.</summary>
    [KerasExport("keras.backend.image_data_format")]
    public static string image_data_format() => dataFormat;

    /// <summary>Sets where images and sequences keep their channels unless a layer is told.</summary>
    /// <exception cref="ValueError">It is neither channels_first nor channels_last.</exception>
    [KerasExport("keras.backend.set_image_data_format")]
    public static void set_image_data_format(string data_format)
    {
        if (data_format is not ("channels_last" or "channels_first"))
            throw new ValueError(
                $"Unknown `data_format`: {data_format}. Expected one of {{'channels_last', 'channels_first'}}", nameof(data_format));
        dataFormat = data_format;
    }

    /// <summary>How layers behave that nobody told whether it is training: 0 as in prediction, 1 as in training.</summary>
    internal static int LearningPhase { get; set; }

    /// <summary><see cref="floatx"/> as the engine's type.</summary>
    internal static DType Floating => floating;

    /// <summary>A number rounded to <see cref="floatx"/>, as layers keep their coefficients.</summary>
    internal static double CastToFloatx(double value) => floating switch
    {
        DType.Float16 => (double)(Half)value,
        DType.Float32 => (float)value,
        _ => value,
    };
}
