using KerasLikeRnn.Engine;

namespace KerasLikeRnn;

/// <summary>Settings that hold for the whole program.</summary>
public static class BackendConfig
{
    private static DType floating = DType.Float32;
    private static double fuzz = 1e-7;

    /// <summary>Version of Keras whose behaviour this is.</summary>
    [KerasExport("keras.__version__")]
    public const string __version__ = "2.9.0";

    /// <summary>Type of new weights and of float data, <c>float32</c> at first.</summary>
    [KerasExport("keras.backend.floatx")]
    public static string floatx() => floating.Name();

    /// <summary>Sets the type of new weights and of float data.</summary>
    /// <exception cref="ArgumentException">It is not a float type.</exception>
    [KerasExport("keras.backend.set_floatx")]
    public static void set_floatx(string value)
    {
        if (value is not ("float32" or "float64"))
            throw new ArgumentException($"Unknown `floatx` value: {value}. Expected one of {{'float32', 'float64'}}", nameof(value));
        floating = DTypes.Parse(value);
    }

    /// <summary>The fuzz factor that keeps logarithms and quotients finite, 1e-7 at first.</summary>
    [KerasExport("keras.backend.epsilon")]
    public static double epsilon() => fuzz;

    /// <summary>Sets the fuzz factor.</summary>
    [KerasExport("keras.backend.set_epsilon")]
    public static void set_epsilon(double value) => fuzz = value;

    /// <summary><see cref="floatx"/> as the engine's type.</summary>
    internal static DType Floating => floating;
}
