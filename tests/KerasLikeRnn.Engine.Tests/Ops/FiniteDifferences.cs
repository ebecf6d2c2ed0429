namespace KerasLikeRnn.Engine.Tests;

/// <summary>Compares gradients of the tape with central differences in float64.</summary>
internal static class FiniteDifferences
{
    private static readonly double[] Steps = [1e-4, 1e-5, 1e-3, 1e-6, 1e-7];

    /// <summary>Checks the gradient of a weighted sum of the outputs with respect to every input.</summary>
    public static void Check(Func<Tensor[], Tensor[]> operation, params Tensor[] inputs) =>
        Compare(inputs, x => Value(operation, x), Gradients(operation, inputs));

    /// <inheritdoc cref="Check(Func{Tensor[], Tensor[]}, Tensor[])"/>
    public static void Check(Func<Tensor[], Tensor> operation, params Tensor[] inputs) => Check(x => [operation(x)], inputs);

    /// <summary>Checks the gradient of the gradient.</summary>
    public static void CheckSecondOrder(Func<Tensor[], Tensor[]> operation, params Tensor[] inputs) =>
        Compare(inputs, x => SumOfGradients(operation, x).Item(), SecondGradients(operation, inputs));

    /// <summary>The gradients of the gradients, by nested tapes. The outputs are squared, so that linear operations have some.</summary>
    public static double[][] SecondGradients(Func<Tensor[], Tensor[]> operation, Tensor[] inputs)
    {
        using var outer = new GradientTape();
        foreach (var input in inputs) outer.watch(input);
        var total = SumOfGradients(operation, inputs);
        return outer.gradient(total, inputs).Select((g, i) => Dense(g, inputs[i])).ToArray();
    }

    /// <summary>The gradients, zero for an input without influence.</summary>
    public static double[][] Gradients(Func<Tensor[], Tensor[]> operation, Tensor[] inputs)
    {
        using var tape = new GradientTape();
        foreach (var input in inputs) tape.watch(input);
        var total = WeightedSum(operation(inputs));
        return tape.gradient(total, inputs).Select((g, i) => Dense(g, inputs[i])).ToArray();
    }

    private static double Value(Func<Tensor[], Tensor[]> operation, Tensor[] inputs) => WeightedSum(operation(inputs)).Item();

    private static Tensor SumOfGradients(Func<Tensor[], Tensor[]> operation, Tensor[] inputs)
    {
        using var inner = new GradientTape();
        foreach (var input in inputs) inner.watch(input);
        var total = WeightedSum(Array.ConvertAll(operation(inputs), Ops.Square));
        return WeightedSum(inner.gradient(total, inputs).Select((g, i) => g is null ? Ops.ZerosLike(inputs[i]) : g.ToDense()).ToArray());
    }

    // The weights differ from element to element, so that no element's error can hide behind another's.
    private static Tensor WeightedSum(Tensor[] outputs)
    {
        var total = Ops.Constant(0, DType.Float64);
        foreach (var output in outputs)
        {
            var weights = Enumerable.Range(0, (int)output.Length).Select(i => Math.Cos(1.7 * i) + 0.3).ToArray();
            total += Ops.Sum(output * Tensor.From<double>(weights, output.Shape));
        }
        return total;
    }

    private static double[] Dense(Gradient gradient, Tensor input)
    {
        if (gradient is null) return new double[input.Length];
        var dense = gradient.ToDense();
        Assert.Equal(input.Shape, dense.Shape);
        return Ops.Cast(dense, DType.Float64).ToArray<double>();
    }

    private static void Compare(Tensor[] inputs, Func<Tensor[], double> value, double[][] gradients)
    {
        // Small steps meet fewer corners, large ones less rounding, which grows with the value: a step that agrees is enough,
        // for no two of them agree with a wrong gradient by chance.
        var scale = Math.Max(1, 1e-5 * Math.Abs(value(inputs)));
        for (var k = 0; k < inputs.Length; k++)
            for (var i = 0; i < inputs[k].Length; i++)
            {
                var numeric = Steps.Select(Extrapolated).TakeUntil(IsNear);
                Assert.True(
                    IsNear(numeric[^1]),
                    $"Input {k}, element {i}: the tape says {gradients[k][i]}, the differences {string.Join(", ", numeric)}.");

                // Two slopes give one of fourth order: Richardson's extrapolation.
                double Extrapolated(double step) => (4 * Slope(step / 2) - Slope(step)) / 3;
                double Slope(double step) => (value(Moved(inputs, k, i, step)) - value(Moved(inputs, k, i, -step))) / (2 * step);
                bool IsNear(double slope) => Math.Abs(slope - gradients[k][i]) <= 1e-6 * Math.Max(scale, Math.Abs(slope));
            }
    }

    private static List<double> TakeUntil(this IEnumerable<double> values, Func<double, bool> isLast)
    {
        var taken = new List<double>();
        foreach (var value in values)
        {
            taken.Add(value);
            if (isLast(value)) break;
        }
        return taken;
    }

    private static Tensor[] Moved(Tensor[] inputs, int input, int element, double step)
    {
        var values = inputs[input].ToArray<double>();
        values[element] += step;
        var moved = (Tensor[])inputs.Clone();
        moved[input] = Tensor.From<double>(values, inputs[input].Shape);
        return moved;
    }
}

/// <summary>Which derivative of an operation is compared with differences.</summary>
internal sealed class Derivative
{
    private readonly Action<Func<Tensor[], Tensor[]>, Tensor[]> check;

    internal Derivative(Action<Func<Tensor[], Tensor[]>, Tensor[]> check, Func<Func<Tensor[], Tensor[]>, Tensor[], double[][]> gradients) =>
        (this.check, Gradients) = (check, gradients);

    /// <summary>The gradient.</summary>
    public static Derivative First { get; } = new(FiniteDifferences.Check, FiniteDifferences.Gradients);

    /// <summary>The gradient's gradient.</summary>
    public static Derivative Second { get; } = new(FiniteDifferences.CheckSecondOrder, FiniteDifferences.SecondGradients);

    /// <summary>What the tape says.</summary>
    public Func<Func<Tensor[], Tensor[]>, Tensor[], double[][]> Gradients { get; }

    public void Of(Func<Tensor[], Tensor[]> operation, params Tensor[] inputs) => check(operation, inputs);

    public void Of(Func<Tensor[], Tensor> operation, params Tensor[] inputs) => check(x => [operation(x)], inputs);
}
