using System.Runtime.CompilerServices;

namespace KerasLikeRnn.Engine;

// The updates of the optimizers: each changes a variable and its slots in place. A dense gradient has the variable's shape.
// With rows (int32, none twice) the gradient holds one entry of the first axis for each of them; what happens to the other
// rows is said at each update.
public abstract partial class Backend
{
    /// <summary>w −= lr·g.</summary>
    public void ApplyGradientDescent(Tensor variable, Tensor gradient, Tensor? rows, double learningRate)
    {
        NeedUpdate(variable, gradient, rows);
        Floats(variable).ApplyGradientDescent(variable, gradient, rows, learningRate);
        KeepAlive(variable, gradient, rows);
    }

    /// <summary>
    /// v = μv − lr·g; w += v, or with Nesterov's look ahead w += μv − lr·g. Other rows stay as they are, and so do their slots.
    /// </summary>
    public void ApplyMomentum(
        Tensor variable, Tensor velocity, Tensor gradient, Tensor? rows, double learningRate, double momentum, bool nesterov)
    {
        NeedUpdate(variable, gradient, rows, velocity);
        Floats(variable).ApplyMomentum(variable, velocity, gradient, rows, learningRate, momentum, nesterov);
        KeepAlive(variable, gradient, rows, velocity);
    }

    /// <summary>
    /// s = ρs + (1−ρ)g²; w −= lr·g/(√s + ε). With a mean gradient ḡ = ρḡ + (1−ρ)g the root is of s − ḡ². Other rows stay as
    /// they are, their slots decay. With a velocity m = μm + lr·g/√(s + ε), w −= m: ε is inside the root, and other rows
    /// and their slots stay as they are.
    /// </summary>
    public void ApplyRmsProp(
        Tensor variable, Tensor meanSquare, Tensor? meanGradient, Tensor? velocity, Tensor gradient, Tensor? rows,
        double learningRate, double rho, double momentum, double epsilon)
    {
        NeedUpdate(variable, gradient, rows, meanSquare, meanGradient, velocity);
        Floats(variable).ApplyRmsProp(variable, meanSquare, meanGradient, velocity, gradient, rows, learningRate, rho, momentum, epsilon);
        KeepAlive(variable, gradient, rows, meanSquare, meanGradient, velocity);
    }

    /// <summary>
    /// m += (g − m)(1−β1); v += (g² − v)(1−β2); w −= α·m/(√v + ε). With the largest v̂ = max(v̂, v) the root is of it.
    /// Other rows are updated as if their gradient were zero.
    /// </summary>
    public void ApplyAdam(
        Tensor variable, Tensor m, Tensor v, Tensor? largestV, Tensor gradient, Tensor? rows,
        double stepSize, double beta1, double beta2, double epsilon)
    {
        NeedUpdate(variable, gradient, rows, m, v, largestV);
        Floats(variable).ApplyAdam(variable, m, v, largestV, gradient, rows, stepSize, beta1, beta2, epsilon);
        KeepAlive(variable, gradient, rows, m, v, largestV);
    }

    /// <summary>m += (g − m)(1−β1); v = max(β2·v, |g|); w −= α·m/(v + ε). Other rows and their slots stay as they are.</summary>
    public void ApplyAdamax(
        Tensor variable, Tensor m, Tensor v, Tensor gradient, Tensor? rows, double stepSize, double beta1, double beta2, double epsilon)
    {
        NeedUpdate(variable, gradient, rows, m, v);
        Floats(variable).ApplyAdamax(variable, m, v, gradient, rows, stepSize, beta1, beta2, epsilon);
        KeepAlive(variable, gradient, rows, m, v);
    }

    /// <summary>
    /// m = β1·m + (1−β1)g; v = β2·v + (1−β2)g²; w −= (a·g + b·m)/(√(v/c) + ε), where a is the weight of the gradient, b
    /// that of m and c the correction of v. Other rows stay as they are, their slots decay.
    /// </summary>
    public void ApplyNadam(
        Tensor variable, Tensor m, Tensor v, Tensor gradient, Tensor? rows,
        double gradientWeight, double momentWeight, double correction, double beta1, double beta2, double epsilon)
    {
        NeedUpdate(variable, gradient, rows, m, v);
        Floats(variable).ApplyNadam(variable, m, v, gradient, rows, gradientWeight, momentWeight, correction, beta1, beta2, epsilon);
        KeepAlive(variable, gradient, rows, m, v);
    }

    /// <summary>a += g²; w −= lr·g/(√a + ε). Other rows stay as they are, and so do their slots.</summary>
    public void ApplyAdagrad(Tensor variable, Tensor accumulator, Tensor gradient, Tensor? rows, double learningRate, double epsilon)
    {
        NeedUpdate(variable, gradient, rows, accumulator);
        Floats(variable).ApplyAdagrad(variable, accumulator, gradient, rows, learningRate, epsilon);
        KeepAlive(variable, gradient, rows, accumulator);
    }

    /// <summary>
    /// a = ρa + (1−ρ)g²; u = √(d + ε)/√(a + ε)·g; w −= lr·u; d = ρd + (1−ρ)u². Other rows and their slots stay as they are.
    /// </summary>
    public void ApplyAdadelta(
        Tensor variable, Tensor accumulator, Tensor updates, Tensor gradient, Tensor? rows, double learningRate, double rho, double epsilon)
    {
        NeedUpdate(variable, gradient, rows, accumulator, updates);
        Floats(variable).ApplyAdadelta(variable, accumulator, updates, gradient, rows, learningRate, rho, epsilon);
        KeepAlive(variable, gradient, rows, accumulator, updates);
    }

    /// <summary>
    /// n' = n + g²; z += g + 2·shrinkage·w − (n'^−p − n^−p)/lr·w; w = (clip(z, −l1, l1) − z)/(n'^−p/lr + 2·l2), p being the
    /// learning rate's power (not positive). Other rows and their slots stay as they are.
    /// </summary>
    public void ApplyFtrl(
        Tensor variable, Tensor accumulator, Tensor linear, Tensor gradient, Tensor? rows,
        double learningRate, double power, double l1, double l2, double shrinkage)
    {
        NeedUpdate(variable, gradient, rows, accumulator, linear);
        Floats(variable).ApplyFtrl(variable, accumulator, linear, gradient, rows, learningRate, power, l1, l2, shrinkage);
        KeepAlive(variable, gradient, rows, accumulator, linear);
    }

    private void NeedUpdate(
        Tensor variable, Tensor gradient, Tensor? rows, Tensor? a = null, Tensor? b = null, Tensor? c = null,
        [CallerMemberName] string kernel = "")
    {
        Need(variable, variable.DType, variable.Length, nameof(variable), kernel);
        if (rows is null) Need(gradient, variable.DType, variable.Length, nameof(gradient), kernel);
        else NeedTable(variable, rows, gradient, kernel);
        Need(a, variable.DType, variable.Length, "the first slot", kernel);
        Need(b, variable.DType, variable.Length, "the second slot", kernel);
        Need(c, variable.DType, variable.Length, "the third slot", kernel);
    }
}
