using KerasLikeRnn.Callbacks;
using static keras.layers;

namespace KerasLikeRnn.Killed;

/// <summary>A training that saves where it may not be able to, and says what became of it.</summary>
internal static class Saves
{
    /// <summary>The model that is saved: some 200 KB of weights.</summary>
    public static KerasLikeRnn.Models.Sequential Model()
    {
        var model = keras.Sequential([Dense(200, input_shape: 200), Dense(1)]);
        model.compile("sgd", "mse");
        return model;
    }

    public static int Run(string what, string path)
    {
        Callback callback = what == "backup" ? keras.callbacks.BackupAndRestore(path)
            : keras.callbacks.ModelCheckpoint(path, save_weights_only: what == "weights");
        try
        {
            var (x, y) = (np.ones(new NumSharp.Shape(8, 200)), np.ones(new NumSharp.Shape(8, 1)));
            Model().fit(x, y, epochs: 3, verbose: 0, callbacks: [callback]);
            Console.WriteLine("saved");
        }
        // The last is what .NET says of a limit on the length of files, which takes the place of a full disk here.
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            Console.WriteLine($"refused: {error.Message}");
        }
        return 0;
    }
}
