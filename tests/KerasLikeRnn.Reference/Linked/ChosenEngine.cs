using System.Runtime.CompilerServices;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Reference;
using Xunit;
using Chooser = KerasLikeRnn.Engine.Engine;

namespace KerasLikeRnn;

/// <summary>
/// The engine that the tests run on: the built-in one, or with KERASLIKERNN_ENGINE=reference the referee, or another one that this variable
/// names (<see cref="EngineAssembly"/>). Part of every test program.
/// </summary>
internal static class ChosenEngine
{
    /// <summary>Whether the tests run on the built-in engine.</summary>
    public static bool IsBuiltIn => Chooser.Current is CpuBackend;

    /// <summary>Whether they run on TensorFlow: what differs there on purpose asks for this (docs/engines.md lists it).</summary>
    public static bool IsTensorFlow => Chooser.Current.GetType().Namespace == "KerasLikeRnn.TensorFlow";

    [ModuleInitializer]
    internal static void Choose()
    {
        switch (EngineAssembly.Named)
        {
            case null or "cpu": break;
            case "reference": Chooser.Use(new ReferenceBackend()); break;
            case var name: EngineAssembly.Use(name); break;
        }
    }

    /// <summary>Says why a test is about the built-in engine only, and leaves it where another one runs.</summary>
    public static void NeedBuiltIn(string reason) => Assert.SkipUnless(IsBuiltIn, reason);

    /// <summary>Says in what TensorFlow differs, and leaves the test where it runs.</summary>
    public static void NotOnTensorFlow(string reason) => Assert.SkipWhen(IsTensorFlow, reason);
}
