namespace KerasLikeRnn.Engine;

// The updates of the optimizers: each changes a variable and its slots in place. A dense gradient has the variable's shape.
// With rows (int32, none twice) the gradient holds one entry of the first axis for each of them; what happens to the other
// rows is said at each update.
public abstract partial class Backend
{
    /// <summary>w −= lr·g.</summary>
    public abstract void ApplyGradientDescent(Tensor variable, Tensor gradient, Tensor? rows, double learningRate);

    /// <summary>v = μv − lr·g; w += v, or with Nesterov's look ahead w += μv − lr·g. Other rows stay as they are, and so do their slots.</summary>
    public abstract void ApplyMomentum(
        Tensor variable, Tensor velocity, Tensor gradient, Tensor? rows, double learningRate, double momentum, bool nesterov);

    /// <summary>
    /// s = ρs + (1−ρ)g²; w −= lr·g/(√s + ε). With a mean gradient ḡ = ρḡ + (1−ρ)g the root is of s − ḡ². Other rows stay as
    /// they are, their slots decay. With a velocity m = μm + lr·g/√(s + ε), w −= m: ε is inside the root, and other rows
    /// and their slots stay as they are.
    /// </summary>
    public abstract void ApplyRmsProp(
        Tensor variable, Tensor meanSquare, Tensor? meanGradient, Tensor? velocity, Tensor gradient, Tensor? rows,
        double learningRate, double rho, double momentum, double epsilon);

    /// <summary>
    /// m += (g − m)(1−β1); v += (g² − v)(1−β2); w −= α·m/(√v + ε). With the largest v̂ = max(v̂, v) the root is of it.
    /// Other rows are updated as if their gradient were zero.
    /// </summary>
    public abstract void ApplyAdam(
        Tensor variable, Tensor m, Tensor v, Tensor? largestV, Tensor gradient, Tensor? rows,
        double stepSize, double beta1, double beta2, double epsilon);

    /// <summary>m += (g − m)(1−β1); v = max(β2·v, |g|); w −= α·m/(v + ε). Other rows and their slots stay as they are.</summary>
    public abstract void ApplyAdamax(
        Tensor variable, Tensor m, Tensor v, Tensor gradient, Tensor? rows, double stepSize, double beta1, double beta2, double epsilon);

    /// <summary>
    /// m = β1·m + (1−β1)g; v = β2·v + (1−β2)g²; w −= (a·g + b·m)/(√(v/c) + ε), where a is the weight of the gradient, b
    /// that of m and c the correction of v. Other rows stay as they are, their slots decay.
    /// </summary>
    public abstract void ApplyNadam(
        Tensor variable, Tensor m, Tensor v, Tensor gradient, Tensor? rows,
        double gradientWeight, double momentWeight, double correction, double beta1, double beta2, double epsilon);

    /// <summary>a += g²; w −= lr·g/(√a + ε). Other rows stay as they are, and so do their slots.</summary>
    public abstract void ApplyAdagrad(Tensor variable, Tensor accumulator, Tensor gradient, Tensor? rows, double learningRate, double epsilon);

    /// <summary>
    /// a = ρa + (1−ρ)g²; u = √(d + ε)/√(a + ε)·g; w −= lr·u; d = ρd + (1−ρ)u². Other rows and their slots stay as they are.
    /// </summary>
    public abstract void ApplyAdadelta(
        Tensor variable, Tensor accumulator, Tensor updates, Tensor gradient, Tensor? rows, double learningRate, double rho, double epsilon);

    /// <summary>
    /// n' = n + g²; z += g + 2·shrinkage·w − (n'^−p − n^−p)/lr·w; w = (clip(z, −l1, l1) − z)/(n'^−p/lr + 2·l2), p being the
    /// learning rate's power (not positive). Other rows and their slots stay as they are.
    /// </summary>
    public abstract void ApplyFtrl(
        Tensor variable, Tensor accumulator, Tensor linear, Tensor gradient, Tensor? rows,
        double learningRate, double power, double l1, double l2, double shrinkage);
}
