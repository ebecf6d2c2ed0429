using System.Runtime.CompilerServices;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Tensor = KerasLikeRnn.Engine.Tensor;

namespace KerasLikeRnn.Tests.Onnx;

/// <summary>Models under ONNX Runtime.</summary>
internal static class Served
{
    private static readonly SessionOptions options = new()
    {
        IntraOpNumThreads = 1,
        InterOpNumThreads = 1,
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
    };

    /// <summary>Exports a model, and demands of ONNX Runtime what the model gives.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="tolerance">How far numbers may differ, relative to those above 1.</param>
    /// <param name="opset">Version of ONNX's operators.</param>
    public static void Same(Model model, Tensor[] inputs, double tolerance = 1e-5, int opset = 17)
    {
        using var session = Session(model, opset);
        Same(session, model, inputs, tolerance);
    }

    /// <summary>Demands of a session what a model gives.</summary>
    public static void Same(InferenceSession session, Model model, Tensor[] inputs, double tolerance = 1e-5)
    {
        var functional = (Functional)model;
        Tensor[] expected = [.. model.__call__(inputs, training: false)];
        NamedOnnxValue[] given = [.. functional.input_names.Zip(inputs, Value)];
        using var outputs = session.Run(given);
        Assert.Equal(expected.Length, outputs.Count);
        foreach (var (output, wanted) in outputs.Zip(expected))
        {
            var (sizes, numbers) = Numbers(output);
            Assert.Equal(wanted.Shape.Dims.ToArray(), sizes);
            Near.Equal(Ops.Cast(wanted, DType.Float32).ToArray<float>(), numbers, tolerance);
        }
    }

    /// <summary>A session of a model.</summary>
    public static InferenceSession Session(Model model, int opset = 17)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.onnx");
        try
        {
            keras.export.onnx(model, path, opset);
            if (Environment.GetEnvironmentVariable("KEEP_ONNX") is { } kept) File.Copy(path, kept, overwrite: true);
            return new InferenceSession(File.ReadAllBytes(path), options);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The folder of a test project's sources.</summary>
    public static string Sources(string project, [CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", project));

    private static NamedOnnxValue Value(string name, Tensor tensor) => tensor.DType switch
    {
        DType.Float32 => Of<float>(name, tensor),
        DType.Float64 => Of<double>(name, tensor),
        DType.Int32 => Of<int>(name, tensor),
        DType.Int64 => Of<long>(name, tensor),
        DType.Bool => Of<bool>(name, tensor),
        _ => NamedOnnxValue.CreateFromTensor(
            name, new DenseTensor<Float16>(
                Array.ConvertAll(tensor.ToArray<Half>(), half => new Float16(BitConverter.HalfToUInt16Bits(half))), tensor.Shape.Dims)),
    };

    private static NamedOnnxValue Of<T>(string name, Tensor tensor) where T : unmanaged =>
        NamedOnnxValue.CreateFromTensor(name, new DenseTensor<T>(tensor.ToArray<T>(), tensor.Shape.Dims));

    private static (int[] Sizes, float[] Numbers) Numbers(DisposableNamedOnnxValue output) => output.Value switch
    {
        Tensor<float> t => (t.Dimensions.ToArray(), t.ToArray()),
        Tensor<double> t => (t.Dimensions.ToArray(), Array.ConvertAll(t.ToArray(), number => (float)number)),
        Tensor<int> t => (t.Dimensions.ToArray(), Array.ConvertAll(t.ToArray(), number => (float)number)),
        Tensor<long> t => (t.Dimensions.ToArray(), Array.ConvertAll(t.ToArray(), number => (float)number)),
        Tensor<bool> t => (t.Dimensions.ToArray(), Array.ConvertAll(t.ToArray(), truth => truth ? 1f : 0f)),
        Tensor<Float16> t => (t.Dimensions.ToArray(), Array.ConvertAll(t.ToArray(), half => (float)half)),
        var other => throw new InvalidOperationException($"No test knows outputs of type {other.GetType()}."),
    };
}
