using BenchmarkDotNet.Attributes;
using KerasLikeRnn.Engine.Backends.Cpu.Kernels;

namespace KerasLikeRnn.Benchmarks.Kernels;

/// <summary>One batch through embedding and simple recurrent layer: inference, and training with all gradients.</summary>
public unsafe class SimpleRnnBenchmarks
{
    private const int Vocabulary = 10_000;

    private SimpleRnnInputs<float> inputs;
    private SimpleRnnOutputs<float> states, last;
    private SimpleRnnGradients<float> gradients;
    private float* embeddings, kernel, bias, tableGradient, embeddingsGradient, kernelGradient;
    private int* starts, order;

    [Params("128 500 32", "32 80 128", "64 50 256")]
    public string BatchTimeUnits { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var sizes = BatchTimeUnits.Split(' ').Select(int.Parse).ToArray();
        var (batch, time, units) = (sizes[0], sizes[1], sizes[2]);
        var sequence = (long)batch * time * units;
        embeddings = NativeNumbers.Random((long)Vocabulary * units, 0.05f);
        kernel = NativeNumbers.Random((long)units * units, 0.3f);
        bias = NativeNumbers.Random(units);
        tableGradient = NativeNumbers.Random((long)Vocabulary * units);
        embeddingsGradient = NativeNumbers.Random((long)Vocabulary * units);
        kernelGradient = NativeNumbers.Random((long)units * units);
        starts = NativeNumbers.RandomRows(Vocabulary + 1, 1);
        order = NativeNumbers.RandomRows((long)batch * time, 1);
        inputs = new SimpleRnnInputs<float>
        {
            Batch = batch, Time = time, Units = units, Activation = RecurrentActivation.Tanh,
            Table = NativeNumbers.Random((long)Vocabulary * units), RowOf = NativeNumbers.RandomRows((long)batch * time, Vocabulary),
            RecurrentKernel = NativeNumbers.Random((long)units * units, 1.7f / MathF.Sqrt(units)),
        };
        last = new SimpleRnnOutputs<float> { LastOutput = NativeNumbers.Random((long)batch * units) };
        states = last with { States = NativeNumbers.Random(sequence) };
        gradients = new SimpleRnnGradients<float>
        {
            States = states.States, LastOutput = NativeNumbers.Random((long)batch * units), Projected = NativeNumbers.Random(sequence),
            RecurrentKernel = NativeNumbers.Random((long)units * units),
        };
    }

    [Benchmark]
    public void Inference()
    {
        ProjectTable();
        SimpleRnnKernel.Forward(inputs, last);
    }

    [Benchmark]
    public void Training()
    {
        var units = inputs.Units;
        ProjectTable();
        SimpleRnnKernel.Forward(inputs, states);
        SimpleRnnKernel.Backward(inputs, gradients);
        TableRows.Sort(inputs.RowOf, inputs.Batch * inputs.Time, Vocabulary, starts, order);
        TableRows.Sum(gradients.Projected, units, starts, order, Vocabulary, tableGradient);
        MatMul.Run(false, true, Vocabulary, units, units, 1f, tableGradient, units, kernel, units, embeddingsGradient, units);
        MatMul.Run(true, false, units, units, Vocabulary, 1f, embeddings, units, tableGradient, units, kernelGradient, units);
    }

    private void ProjectTable() => MatMul.RunWithBias(
        false, false, Vocabulary, inputs.Units, inputs.Units, embeddings, inputs.Units, kernel, inputs.Units, bias, inputs.Table,
        inputs.Units);
}
