using System.Reflection;
using System.Runtime.CompilerServices;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Reference;
using Xunit;
using Chooser = KerasLikeRnn.Engine.Engine;

namespace KerasLikeRnn;

/// <summary>
/// The engine that the tests run on: the built-in one, or with KERASLIKERNN_ENGINE=reference the referee, or another one in an assembly
/// that this variable names: of a public class Engine its static method Use chooses it. "tensorflow" is the one that
/// src/KerasLikeRnn.TensorFlow makes. Part of every test program.
/// </summary>
internal static class ChosenEngine
{
    private const string Variable = "KERASLIKERNN_ENGINE";

    /// <summary>Whether the tests run on the built-in engine.</summary>
    public static bool IsBuiltIn => Chooser.Current is CpuBackend;

    /// <summary>Whether they run on TensorFlow: what differs there on purpose asks for this (docs/engines.md lists it).</summary>
    public static bool IsTensorFlow => Chooser.Current.GetType().Namespace == "KerasLikeRnn.TensorFlow";

    [ModuleInitializer]
    internal static void Choose()
    {
        switch (Environment.GetEnvironmentVariable(Variable))
        {
            case null or "" or "cpu": break;
            case "reference": Chooser.Use(new ReferenceBackend()); break;
            case "tensorflow": UseOf(TensorFlow()); break;
            case { } path when path.EndsWith(".dll", StringComparison.Ordinal): UseOf(path); break;
            case var other:
                throw new InvalidOperationException(
                    $"{Variable} is cpu, reference, tensorflow or the path of an assembly (.dll). Received: {other}");
        }
    }

    /// <summary>Says why a test is about the built-in engine only, and leaves it where another one runs.</summary>
    public static void NeedBuiltIn(string reason) => Assert.SkipUnless(IsBuiltIn, reason);

    /// <summary>Says in what TensorFlow differs, and leaves the test where it runs.</summary>
    public static void NotOnTensorFlow(string reason) => Assert.SkipWhen(IsTensorFlow, reason);

    /// <summary>What the assembly needs beside our own engine's is found in its folder.</summary>
    private static void UseOf(string path)
    {
        if (!File.Exists(path)) throw new InvalidOperationException($"There is no {path}: build its project first.");
        var engine = Array.Find(Assembly.LoadFrom(Path.GetFullPath(path)).GetExportedTypes(), type => type.Name == "Engine");
        var use = engine?.GetMethod("Use", Type.EmptyTypes)
            ?? throw new InvalidOperationException($"{path} has no public class Engine with a static method Use().");
        use.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);
    }

    private static string TensorFlow()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "KerasLikeRnn.slnx"))) folder = folder.Parent;
        return Path.Combine(
            folder?.FullName ?? "", "src", "KerasLikeRnn.TensorFlow", "bin", "Release", "net10.0", "KerasLikeRnn.TensorFlow.dll");
    }
}
