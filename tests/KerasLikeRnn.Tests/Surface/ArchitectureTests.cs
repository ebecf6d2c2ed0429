using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace KerasLikeRnn.Tests.Surface;

/// <summary>Arrows between projects and folders point one way.</summary>
public class ArchitectureTests
{
    /// <summary>What each project may refer to.</summary>
    private static readonly Dictionary<string, string[]> projects = new()
    {
        ["src/KerasLikeRnn.Engine"] = [],
        ["src/KerasLikeRnn.Generators"] = [],
        ["src/KerasLikeRnn"] = ["KerasLikeRnn.Engine", "KerasLikeRnn.Generators"],
        ["src/KerasLikeRnn.Plotting"] = ["KerasLikeRnn"],
        ["examples"] = ["KerasLikeRnn", "KerasLikeRnn.Plotting"],
    };

    /// <summary>
    /// The folders of the engine: each line may use the lines above it, and no folder its neighbours on the line. The files beside
    /// the project file, Python's errors, belong to Python.
    /// </summary>
    private static readonly string[] engine =
    [
        "Python",
        "Numerics",
        "Tensors",
        "Random",
        "Backends",
        "Autodiff",
        "Ops",
    ];

    /// <summary>The folders of Keras, in the same way; the files beside the project file belong to Python.</summary>
    private static readonly string[] keras =
    [
        "Python",
        "NumPy, Hashes",
        "DataFiles, Utils",
        "Downloads",
        "Serialization",
        "Operations",
        "Activations, Initializers, Regularizers, Constraints, Datasets, MixedPrecision",
        "Layers",
        "Losses",
        "Metrics, Optimizers, Callbacks",
        "Models",
        "Preprocessing",
        "BackendFunctions, Wrappers",
        "TensorFlow",
    ];

    /// <summary>Uses against the order, with the reason.</summary>
    private static readonly Dictionary<string, string> exceptions = new()
    {
        ["Callbacks/CallbackContext.cs uses Model of Models"] = "callbacks and models know each other, as in Keras",
        ["Layers/Layer.Metrics.cs uses Metric of Metrics"] = "a layer tells what it measures, as in Keras",
        ["Losses/Loss.cs uses Metric of Metrics"] = "a loss may stand where a metric is wanted",
        ["Numerics/Qr.cs uses MatMul of Backends"] = "blocks of reflections are products of matrices",
        ["Autodiff/IndexedSlices.cs uses Ops of Ops"] = "making slices dense is an operation with a backward rule of its own",
        ["Autodiff/Gradient.cs uses Ops of Ops"] = "rows of two gradients are joined so that an outer tape can follow",
        ["Autodiff/GradientTape.Questions.cs uses Ops of Ops"] = "jacobians are put together so that an outer tape can follow",
        ["Tensors/Tensor.cs uses GradientTape of Autodiff"] =
        "a variable's numbers that are given away are a tensor of their own for tapes",
        ["Tensors/Variable.cs uses Ops of Ops"] = "a variable that is read in another type is cast, so that tapes follow",
        ["Tensors/Variable.cs uses GradientTape of Autodiff"] = "what is read while a tape records is kept for its rules",
        ["Tensors/Tensor.Operators.cs uses Ops of Ops"] = "what Python writes with operators and brackets are operations",
        ["Tensors/Tensor.Operators.cs uses SymbolicTensor of Autodiff"] = "operators on symbolic tensors become steps of a model",
        ["Tensors/Tensor.Operators.cs uses CompareOp of Backends"] = "comparisons are operations",
    };

    [Fact]
    public void Projects_refer_only_to_those_below_them()
    {
        foreach (var (project, allowed) in projects)
        {
            var file = Assert.Single(Directory.GetFiles(Path.Combine(Root(), project), "*.csproj"));
            var references = XDocument.Load(file).Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
            Assert.All(references, r => Assert.Contains(r, allowed));
        }
    }

    [Fact]
    public void Every_package_is_explained_and_named_in_the_notices()
    {
        var notices = File.ReadAllText(Path.Combine(Root(), "THIRD-PARTY-NOTICES"));
        var explained = File.ReadAllText(Path.Combine(Root(), "docs/dependencies.md"));
        var versions = XDocument.Load(Path.Combine(Root(), "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);
        Assert.NotEmpty(versions);
        Assert.All(versions.Keys, name => Assert.Contains(name, notices, StringComparison.Ordinal));
        Assert.All(versions.Keys, name => Assert.Contains(name, explained, StringComparison.Ordinal));
        Assert.All(
            new[] { "NumSharp", "System.Numerics.Tensors", "Fable.Core" },
            name => Assert.Contains($"{name} {versions[name]} ", notices, StringComparison.Ordinal));
    }

    [Fact]
    public void The_engine_knows_neither_Keras_nor_NumSharp()
    {
        Assert.All(
            typeof(Engine.Tensor).Assembly.GetReferencedAssemblies(), r => Assert.StartsWith("System.", r.Name, StringComparison.Ordinal));
        var keras = typeof(KerasExportAttribute).Assembly.GetReferencedAssemblies().Select(r => r.Name!);
        Assert.DoesNotContain("KerasLikeRnn.Plotting", keras);
        Assert.DoesNotContain(keras, r => r.StartsWith("Plotly", StringComparison.Ordinal));
    }

    [Fact]
    public void Folders_of_the_engine_use_only_those_above_them() => Check("src/KerasLikeRnn.Engine", engine);

    [Fact]
    public void Folders_of_Keras_use_only_those_above_them() => Check("src/KerasLikeRnn", keras);

    private static void Check(string project, string[] order)
    {
        var uses = SourceMap.Uses(Path.Combine(Root(), project));

        Assert.NotEmpty(uses);
        var wrong = uses.Where(u => Level(u.From) <= Level(u.To) && Home(u.From) != Home(u.To) && !exceptions.ContainsKey(u.ToString()))
            .Select(u => u.ToString()).ToList();
        Assert.True(
            wrong.Count == 0,
            "These uses point upwards. Move the type, or change the order at the head of this file:\n" + string.Join("\n", wrong));

        int Level(string folder)
        {
            var level = Array.FindIndex(order, line => line.Split(", ").Contains(Home(folder)));
            Assert.True(level >= 0, $"{project}/{folder} has no place in the order yet: give it one at the head of this file.");
            return level;
        }
    }

    private static string Home(string folder) => folder.Length == 0 ? "Python" : folder;

    private static string Root([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}
