using System.Runtime.CompilerServices;
using KerasLikeRnn.Reference;
using Xunit;
using Chooser = KerasLikeRnn.Engine.Engine;

namespace KerasLikeRnn;

/// <summary>
/// The engine that the tests run on: the built-in one, or with KERASLIKERNN_ENGINE=reference the referee. Part of every test program.
/// </summary>
internal static class ChosenEngine
{
    private const string Variable = "KERASLIKERNN_ENGINE";

    /// <summary>Whether the tests run on the built-in engine.</summary>
    public static bool IsBuiltIn => Chooser.Current is not ReferenceBackend;

    [ModuleInitializer]
    internal static void Choose()
    {
        switch (Environment.GetEnvironmentVariable(Variable))
        {
            case null or "" or "cpu": break;
            case "reference": Chooser.Use(new ReferenceBackend()); break;
            case var other: throw new InvalidOperationException($"{Variable} is cpu or reference. Received: {other}");
        }
    }

    /// <summary>Says why a test is about the built-in engine only, and leaves it where another one runs.</summary>
    public static void NeedBuiltIn(string reason) => Assert.SkipUnless(IsBuiltIn, reason);
}
