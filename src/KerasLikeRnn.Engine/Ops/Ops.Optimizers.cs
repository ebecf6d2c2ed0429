namespace KerasLikeRnn.Engine;

// The updates of the optimizers, which change variables in place. The formulas stand in Backend.Optimizers.cs.
public static partial class Ops
{
    /// <summary><see cref="Backend.ApplyGradientDescent"/>.</summary>
    public static void ApplyGradientDescent(Variable variable, Gradient gradient, double learningRate) =>
        Update([variable], gradient, (w, g, rows) => Backend.ApplyGradientDescent(w[0]!, g, rows, learningRate));

    /// <summary><see cref="Backend.ApplyMomentum"/>.</summary>
    public static void ApplyMomentum(
        Variable variable, Variable velocity, Gradient gradient, double learningRate, double momentum, bool nesterov) =>
        Update([variable, velocity], gradient, (w, g, rows) =>
            Backend.ApplyMomentum(w[0]!, w[1]!, g, rows, learningRate, momentum, nesterov));

    /// <summary><see cref="Backend.ApplyRmsProp"/>.</summary>
    public static void ApplyRmsProp(
        Variable variable, Variable meanSquare, Variable? meanGradient, Variable? velocity, Gradient gradient,
        double learningRate, double rho, double momentum, double epsilon) =>
        Update([variable, meanSquare, meanGradient, velocity], gradient, (w, g, rows) =>
            Backend.ApplyRmsProp(w[0]!, w[1]!, w[2], w[3], g, rows, learningRate, rho, momentum, epsilon));

    /// <summary><see cref="Backend.ApplyAdam"/>.</summary>
    public static void ApplyAdam(
        Variable variable, Variable m, Variable v, Variable? largestV, Gradient gradient,
        double stepSize, double beta1, double beta2, double epsilon) =>
        Update([variable, m, v, largestV], gradient, (w, g, rows) =>
            Backend.ApplyAdam(w[0]!, w[1]!, w[2]!, w[3], g, rows, stepSize, beta1, beta2, epsilon));

    /// <summary><see cref="Backend.ApplyAdamax"/>.</summary>
    public static void ApplyAdamax(
        Variable variable, Variable m, Variable v, Gradient gradient, double stepSize, double beta1, double beta2, double epsilon) =>
        Update([variable, m, v], gradient, (w, g, rows) =>
            Backend.ApplyAdamax(w[0]!, w[1]!, w[2]!, g, rows, stepSize, beta1, beta2, epsilon));

    /// <summary><see cref="Backend.ApplyNadam"/>.</summary>
    public static void ApplyNadam(
        Variable variable, Variable m, Variable v, Gradient gradient,
        double gradientWeight, double momentWeight, double correction, double beta1, double beta2, double epsilon) =>
        Update([variable, m, v], gradient, (w, g, rows) =>
            Backend.ApplyNadam(w[0]!, w[1]!, w[2]!, g, rows, gradientWeight, momentWeight, correction, beta1, beta2, epsilon));

    /// <summary><see cref="Backend.ApplyAdagrad"/>.</summary>
    public static void ApplyAdagrad(Variable variable, Variable accumulator, Gradient gradient, double learningRate, double epsilon) =>
        Update([variable, accumulator], gradient, (w, g, rows) => Backend.ApplyAdagrad(w[0]!, w[1]!, g, rows, learningRate, epsilon));

    /// <summary><see cref="Backend.ApplyAdadelta"/>.</summary>
    public static void ApplyAdadelta(
        Variable variable, Variable accumulator, Variable updates, Gradient gradient, double learningRate, double rho, double epsilon) =>
        Update([variable, accumulator, updates], gradient, (w, g, rows) =>
            Backend.ApplyAdadelta(w[0]!, w[1]!, w[2]!, g, rows, learningRate, rho, epsilon));

    /// <summary><see cref="Backend.ApplyFtrl"/>.</summary>
    public static void ApplyFtrl(
        Variable variable, Variable accumulator, Variable linear, Gradient gradient,
        double learningRate, double power, double l1, double l2, double shrinkage) =>
        Update([variable, accumulator, linear], gradient, (w, g, rows) =>
            Backend.ApplyFtrl(w[0]!, w[1]!, w[2]!, g, rows, learningRate, power, l1, l2, shrinkage));

    /// <summary>Runs a kernel on what it changes, a variable and its slots: half ones become float32, and are rounded afterwards.</summary>
    private static void Update(Variable?[] changed, Gradient gradient, Action<Tensor?[], Tensor, Tensor?> kernel)
    {
        using var pause = GradientTape.Pause();
        var (g, rows) = Split(changed[0]!, gradient);
        var stored = Array.ConvertAll(changed, variable => variable?.Writable());
        var wide = Array.ConvertAll(stored, Wide);
        kernel(wide, Wide(g), rows);
        for (var i = 0; i < stored.Length; i++)
            if (stored[i] is { } half && half != wide[i]) Backend.Cast(wide[i]!, half);
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
                $"The gradient of {variable.Name} has shape {shape} and dtype {values.DType.Name()}; the variable has "
                + $"shape {variable.Shape} and dtype {variable.DType.Name()}.", nameof(gradient));
        return (values, slices?.Indices);
    }
}
