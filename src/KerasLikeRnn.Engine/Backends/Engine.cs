namespace KerasLikeRnn.Engine;

/// <summary>Which engine computes: the built-in one, <see cref="CpuBackend"/>, unless the program begins by choosing another.</summary>
public static class Engine
{
    /// <summary>The engine in use.</summary>
    public static Backend Current => Backend.Current;

    /// <summary>Has all tensors made and computed by an engine.</summary>
    /// <param name="backend">The engine.</param>
    /// <exception cref="InvalidOperationException">Tensors have been made already: call it as the first line of the program.</exception>
    public static void Use(Backend backend) => Backend.Current = Required.NotNull(backend);
}
