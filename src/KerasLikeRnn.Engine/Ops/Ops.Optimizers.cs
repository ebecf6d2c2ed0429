namespace KerasLikeRnn.Engine;

// The updates of the optimizers, which change variables in place. The formulas stand in Backend.Optimizers.cs.
public static partial class Ops
{
    /// <summary><see cref="Backend.ApplyGradientDescent"/>.</summary>
    public static void ApplyGradientDescent(Variable variable, Gradient gradient, double learningRate)
    {
        var (g, rows) = Split(variable, gradient);
        Backend.ApplyGradientDescent(variable.Writable(), g, rows, learningRate);
    }

    /// <summary><see cref="Backend.ApplyMomentum"/>.</summary>
    public static void ApplyMomentum(Variable variable, Variable velocity, Gradient gradient, double learningRate, double momentum, bool nesterov)
    {
        var (g, rows) = Split(variable, gradient);
        Backend.ApplyMomentum(variable.Writable(), velocity.Writable(), g, rows, learningRate, momentum, nesterov);
    }

    /// <summary><see cref="Backend.ApplyRmsProp"/>.</summary>
    public static void ApplyRmsProp(
        Variable variable, Variable meanSquare, Variable? meanGradient, Variable? velocity, Gradient gradient,
        double learningRate, double rho, double momentum, double epsilon)
    {
        var (g, rows) = Split(variable, gradient);
        Backend.ApplyRmsProp(variable.Writable(), meanSquare.Writable(), meanGradient?.Writable(), velocity?.Writable(), g, rows, learningRate, rho, momentum, epsilon);
    }

    /// <summary><see cref="Backend.ApplyAdam"/>.</summary>
    public static void ApplyAdam(
        Variable variable, Variable m, Variable v, Variable? largestV, Gradient gradient, double stepSize, double beta1, double beta2, double epsilon)
    {
        var (g, rows) = Split(variable, gradient);
        Backend.ApplyAdam(variable.Writable(), m.Writable(), v.Writable(), largestV?.Writable(), g, rows, stepSize, beta1, beta2, epsilon);
    }

    /// <summary><see cref="Backend.ApplyAdamax"/>.</summary>
    public static void ApplyAdamax(
        Variable variable, Variable m, Variable v, Gradient gradient, double stepSize, double beta1, double beta2, double epsilon)
    {
        var (g, rows) = Split(variable, gradient);
        Backend.ApplyAdamax(variable.Writable(), m.Writable(), v.Writable(), g, rows, stepSize, beta1, beta2, epsilon);
    }

    /// <summary><see cref="Backend.ApplyNadam"/>.</summary>
    public static void ApplyNadam(
        Variable variable, Variable m, Variable v, Gradient gradient,
        double gradientWeight, double momentWeight, double correction, double beta1, double beta2, double epsilon)
    {
        var (g, rows) = Split(variable, gradient);
        Backend.ApplyNadam(variable.Writable(), m.Writable(), v.Writable(), g, rows, gradientWeight, momentWeight, correction, beta1, beta2, epsilon);
    }

    /// <summary><see cref="Backend.ApplyAdagrad"/>.</summary>
    public static void ApplyAdagrad(Variable variable, Variable accumulator, Gradient gradient, double learningRate, double epsilon)
    {
        var (g, rows) = Split(variable, gradient);
        Backend.ApplyAdagrad(variable.Writable(), accumulator.Writable(), g, rows, learningRate, epsilon);
    }

    /// <summary><see cref="Backend.ApplyAdadelta"/>.</summary>
    public static void ApplyAdadelta(
        Variable variable, Variable accumulator, Variable updates, Gradient gradient, double learningRate, double rho, double epsilon)
    {
        var (g, rows) = Split(variable, gradient);
        Backend.ApplyAdadelta(variable.Writable(), accumulator.Writable(), updates.Writable(), g, rows, learningRate, rho, epsilon);
    }

    /// <summary><see cref="Backend.ApplyFtrl"/>.</summary>
    public static void ApplyFtrl(
        Variable variable, Variable accumulator, Variable linear, Gradient gradient,
        double learningRate, double power, double l1, double l2, double shrinkage)
    {
        var (g, rows) = Split(variable, gradient);
        Backend.ApplyFtrl(variable.Writable(), accumulator.Writable(), linear.Writable(), g, rows, learningRate, power, l1, l2, shrinkage);
    }

    /// <summary>The numbers of a gradient and, where it is sparse, the rows they belong to.</summary>
    private static (Tensor Gradient, Tensor? Rows) Split(Variable variable, Gradient gradient)
    {
        if (gradient.Slices is { } given) Backend.CheckRows(variable.Current, given.Indices);
        var slices = gradient.Slices?.Unique();
        var shape = slices?.DenseShape ?? gradient.ToDense().Shape;
        var values = slices?.Values ?? gradient.ToDense();
        if (shape != variable.Shape || values.DType != variable.DType)
            throw new ValueError(
                $"The gradient of {variable.Name} has shape {shape} and dtype {values.DType.Name()}; the variable has shape {variable.Shape} and dtype {variable.DType.Name()}.", nameof(gradient));
        return (values, slices?.Indices);
    }
}
