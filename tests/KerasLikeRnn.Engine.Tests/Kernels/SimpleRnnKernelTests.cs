using KerasLikeRnn.Engine.Backends.Cpu.Kernels;
using static KerasLikeRnn.Engine.Tests.Kernels.SimpleRnnCase;

namespace KerasLikeRnn.Engine.Tests.Kernels;

[Collection(KernelSettings.Name)]
public sealed unsafe class SimpleRnnKernelTests
{
    private static readonly SimpleRnnCase[] Cases =
    [
        new(1, 1, 1), new(1, 5, 7), new(2, 3, 16), new(5, 6, 5) { InitialState = true }, new(9, 20, 32), new(33, 4, 33),
        new(21, 3, 40) { FromTable = true, InitialState = true }, new(16, 9, 3) { FromTable = true, GoBackwards = true },
        new(3, 4, 130), new(3, 0, 4) { InitialState = true }, new(4, 70, 2) { GoBackwards = true, InitialState = true },
        .. Enum.GetValues<RecurrentActivation>().Select(
            activation => new SimpleRnnCase(6, 5, 9) { Activation = activation, InitialState = true }),
        .. Enum.GetValues<Holes>().Select(holes => new SimpleRnnCase(7, 6, 4) { Mask = holes }),
        .. Enum.GetValues<Holes>().Select(holes => new SimpleRnnCase(7, 6, 4) { Mask = holes, InitialState = true, GoBackwards = true }),
        .. Enum.GetValues<Holes>().Select(
            holes => new SimpleRnnCase(7, 6, 17) { Mask = holes, ZeroOutputForMask = true, InitialState = true }),
        new(5, 6, 4) { Mask = Holes.Random, SequenceGradient = false, InitialState = true, FromTable = true },
        new(5, 6, 4) { Mask = Holes.Right, SequenceGradient = false, ZeroOutputForMask = true },
        new(5, 6, 4) { SequenceGradient = false },
    ];

    public static TheoryData<int> CaseNumbers => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(CaseNumbers))]
    public void Forward_agrees_with_plain_loops_at_every_width_and_number_of_threads(int number)
    {
        var rnn = Cases[number];
        var expected = rnn.PlainForward(rnn.Data<double>());
        foreach (var (width, result) in KernelSettings.AtAllWidths(() => rnn.Forward(rnn.Data<double>())))
            Numbers.AssertClose(expected, result, 1e-12, $"{width} {rnn}");
        foreach (var (width, result) in KernelSettings.AtAllWidths(() => rnn.Forward(rnn.Data<float>())))
            Numbers.AssertClose(expected, result, 2e-5, $"{width} {rnn}");
    }

    [Theory]
    [MemberData(nameof(CaseNumbers))]
    public void Backward_agrees_with_finite_differences_of_the_forward_pass(int number)
    {
        const double step = 1e-6;
        var rnn = Cases[number];
        var data = rnn.Data<double>();
        var gradients = rnn.Backward(data);
        var random = new Random(number);
        T Pick<T>(T[] values) => values[random.Next(values.Length)];
        double[][] arrays = [rnn.FromTable ? [] : data.Projected, rnn.InitialState ? data.InitialState : [], data.RecurrentKernel];
        int[] offsets = [0, data.Projected.Length, data.Projected.Length + data.InitialState.Length];
        for (var check = 0; check < 60; check++)
        {
            var which = Pick(Enumerable.Range(0, 3).Where(i => arrays[i].Length > 0).ToArray());
            var array = arrays[which];
            var i = random.Next(array.Length);
            var value = array[i];
            array[i] = value + step;
            var above = rnn.Loss(data);
            array[i] = value - step;
            var below = rnn.Loss(data);
            array[i] = value;
            Assert.Equal((above - below) / (2 * step), gradients[offsets[which] + i], 1e-6 * (1 + Math.Abs(gradients[offsets[which] + i])));
        }
    }

    [Theory]
    [MemberData(nameof(CaseNumbers))]
    public void Backward_is_the_same_at_every_width_and_number_of_threads(int number)
    {
        var rnn = Cases[number];
        double[]? expected = null;
        KernelSettings.At(SimdWidth.Scalar, () => expected = rnn.Backward(rnn.Data<double>()));
        foreach (var (width, result) in KernelSettings.AtAllWidths(() => rnn.Backward(rnn.Data<double>())))
            Numbers.AssertClose(expected!, result, 1e-12, $"{width} {rnn}");
        foreach (var (width, result) in KernelSettings.AtAllWidths(() => rnn.Backward(rnn.Data<float>())))
            Numbers.AssertClose(expected!, result, 1e-4, $"{width} {rnn}");
    }

    [Theory]
    [MemberData(nameof(CaseNumbers))]
    public void Gradients_may_be_written_over_the_states(int number)
    {
        var rnn = Cases[number] with { GoBackwards = false };
        var data = rnn.Data<float>();
        Assert.Equal(rnn.Backward(data), rnn.Backward(data, overStates: true));
    }

    [Fact]
    public void Inference_writes_only_the_last_output()
    {
        var rnn = new SimpleRnnCase(10, 12, 6);
        var data = rnn.Data<float>();
        var expected = rnn.Forward(data)[(2 * 10 * 12 * 6)..(2 * 10 * 12 * 6 + 60)];
        var last = new float[60];
        fixed (float* p = last, z = data.Projected, u = data.RecurrentKernel)
        {
            var inputs = new SimpleRnnInputs<float>
            {
                Batch = 10, Time = 12, Units = 6, Projected = z, RecurrentKernel = u, Activation = RecurrentActivation.Tanh,
            };
            SimpleRnnKernel.Forward(inputs, new SimpleRnnOutputs<float> { LastOutput = p });
        }
        Assert.Equal(expected, last);
    }

    [Fact]
    public void A_training_step_allocates_nothing_after_the_first()
    {
        var rnn = new SimpleRnnCase(32, 10, 32);
        var data = rnn.Data<float>();
        var states = new float[32 * 10 * 32];
        var du = new float[32 * 32];
        fixed (float* z = data.Projected, u = data.RecurrentKernel, s = states, dy = data.LastGradient, dz = data.OutputGradient, pdu = du)
        {
            var inputs = new SimpleRnnInputs<float>
            {
                Batch = 32, Time = 10, Units = 32, Projected = z, RecurrentKernel = u, Activation = RecurrentActivation.Tanh,
            };
            var before = 0L;
            for (var i = 0; i < 10; i++)
            {
                if (i == 5) before = GC.GetAllocatedBytesForCurrentThread();
                SimpleRnnKernel.Forward(inputs, new SimpleRnnOutputs<float> { States = s });
                SimpleRnnKernel.Backward(
                    inputs, new SimpleRnnGradients<float> { States = s, LastOutput = dy, Projected = dz, RecurrentKernel = pdu });
            }
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }
}
