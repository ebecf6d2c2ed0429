using Chooser = KerasLikeRnn.Engine.Engine;

namespace KerasLikeRnn.TensorFlow;

/// <summary>TensorFlow as the engine that holds all tensors and computes with them, through TensorFlow.NET.</summary>
/// <example><code>KerasLikeRnn.TensorFlow.Engine.Use();   // the first line of the program</code></example>
public static class Engine
{
    /// <summary>
    /// Has TensorFlow compute everything. The program also needs TensorFlow's native library: the package
    /// SciSharp.TensorFlow.Redist, or one of its kin for graphics cards.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// Tensors have been made already: call it as the first line of the program. Or the native library is missing.
    /// </exception>
    public static void Use()
    {
        Tf.NeedLibrary();
        Chooser.Use(new TensorFlowBackend());
    }

    /// <summary>
    /// What TensorFlow was not asked to compute: a line for each kernel that ran on the built-in engine instead, its tensors copied
    /// there and back, how often, and because of what. Empty where there was none.
    /// </summary>
    public static string Report() => Fallbacks.Report();
}
