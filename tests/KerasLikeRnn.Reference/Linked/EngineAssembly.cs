using System.Reflection;

namespace KerasLikeRnn;

/// <summary>
/// An engine in an assembly that the program does not reference, as KERASLIKERNN_ENGINE names it: "tensorflow", which is the one that
/// src/KerasLikeRnn.TensorFlow makes, or the path of any. Of its public class Engine the static method Use chooses it. Part of every test
/// program, and of the benchmarks.
/// </summary>
internal static class EngineAssembly
{
    public const string Variable = "KERASLIKERNN_ENGINE";

    private static Type? engine;

    /// <summary>What the variable says, if anything.</summary>
    public static string? Named => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } name ? name : null;

    /// <summary>Has the engine compute. What its assembly needs beside our own engine's is found in its folder.</summary>
    /// <exception cref="InvalidOperationException">It is not there, or not one.</exception>
    public static void Use(string name)
    {
        var path = name == "tensorflow" ? TensorFlow() : name;
        if (!path.EndsWith(".dll", StringComparison.Ordinal))
            throw new InvalidOperationException(
                $"{Variable} is cpu, tensorflow, for tests also reference, or the path of an assembly (.dll). Received: {name}");
        if (!File.Exists(path)) throw new InvalidOperationException($"There is no {path}: build its project first.");
        engine = Array.Find(Assembly.LoadFrom(Path.GetFullPath(path)).GetExportedTypes(), type => type.Name == "Engine");
        _ = Call("Use", () => new InvalidOperationException($"{path} has no public class Engine with a static method Use()."));
    }

    /// <summary>What the engine in use has to tell of itself, by a static method Report; nothing of another one.</summary>
    public static string Report() => engine is null ? "" : Call("Report", () => null) as string ?? "";

    private static object? Call(string method, Func<Exception?> error)
    {
        var found = engine?.GetMethod(method, Type.EmptyTypes);
        if (found is null && error() is { } missing) throw missing;
        return found?.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);
    }

    private static string TensorFlow()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "KerasLikeRnn.slnx"))) folder = folder.Parent;
        return Path.Combine(
            folder?.FullName ?? "", "src", "KerasLikeRnn.TensorFlow", "bin", "Release", "net10.0", "KerasLikeRnn.TensorFlow.dll");
    }
}
