namespace KerasLikeRnn.Engine;

/// <summary>
/// An engine's kernels for one type of floats. What each computes stands at the method of <see cref="Backend"/> of its name,
/// which has checked the tensors.
/// </summary>
public abstract class FloatKernels
{
    public abstract void MatMul(Tensor a, bool transposeA, Tensor b, bool transposeB, Tensor y, Tensor? bias);

    public abstract void Softmax(bool logarithm, Tensor x, Tensor y);

    public abstract void ColumnMoments(Tensor x, Tensor mean, Tensor? weights, Tensor? sum, Tensor product);

    public abstract void ScaleColumns(Tensor x, Tensor mean, Tensor factor, Tensor shift, Tensor? weights, Tensor? weightFactor, Tensor y);

    public abstract void CtcLoss(Tensor logits, IReadOnlyList<int[]> labels, IReadOnlyList<int> lengths, Tensor losses, Tensor? gradients);

    public abstract void Convolution(Tensor x, Tensor kernel, Tensor? bias, ConvolutionOptions options, Tensor y);

    public abstract void ConvolutionInputGradient(Tensor dy, Tensor kernel, ConvolutionOptions options, Tensor dx);

    public abstract void ConvolutionKernelGradient(Tensor x, Tensor dy, ConvolutionOptions options, Tensor dKernel);

    public abstract void MaxPoolPlaces(Tensor x, Tensor y, SlidingWindow window, Tensor places);

    public abstract void PoolTake(Tensor x, Tensor places, SlidingWindow window, Tensor y);

    public abstract void PoolPut(Tensor y, Tensor places, SlidingWindow window, Tensor x);

    public abstract void AveragePool(Tensor x, SlidingWindow window, Tensor y);

    public abstract void AveragePoolShare(Tensor y, SlidingWindow window, Tensor x);

    public abstract void Resample(Tensor x, int axis, ResampledAxis resampled, Tensor y);

    public abstract void Warp(Tensor x, ImageWarp warp, Tensor y);

    public abstract void WarpBack(Tensor y, ImageWarp warp, Tensor x);

    public abstract void SumByRow(Tensor x, Tensor rowOf, Tensor y);

    public abstract void SimpleRnn(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor initial, Tensor? mask,
        Tensor? states, Tensor? outputs, Tensor lastOutput, Tensor lastState);

    public abstract void SimpleRnnGradient(
        RecurrentOptions options, Tensor recurrent, Tensor initial, Tensor? mask, Tensor states,
        Tensor? dOutputs, Tensor? dLastOutput, Tensor? dLastState, Tensor dProjected, Tensor dRecurrent, Tensor dInitial);

    public abstract Tensor? Lstm(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor initial, Tensor initialCarry, Tensor? mask,
        Tensor? gates, Tensor? outputs, Tensor lastOutput, Tensor lastState, Tensor lastCarry);

    public abstract void LstmGradient(
        RecurrentOptions options, Tensor recurrent, Tensor? mask, Tensor trace, Tensor gates, Tensor? dOutputs, Tensor? dLastOutput, Tensor? dLastState,
        Tensor? dLastCarry, Tensor dProjected, Tensor dRecurrent, Tensor dInitial, Tensor dInitialCarry);

    public abstract Tensor? Gru(
        RecurrentOptions options, Tensor projected, Tensor? rowOf, Tensor recurrent, Tensor? recurrentBias, Tensor initial, Tensor? mask,
        Tensor? gates, Tensor? outputs, Tensor lastOutput, Tensor lastState);

    public abstract void GruGradient(
        RecurrentOptions options, Tensor recurrent, Tensor? mask, Tensor trace, Tensor gates, Tensor? dOutputs, Tensor? dLastOutput, Tensor? dLastState,
        Tensor dProjected, Tensor dRecurrent, Tensor? dRecurrentBias, Tensor dInitial);

    public abstract void ApplyGradientDescent(Tensor variable, Tensor gradient, Tensor? rows, double learningRate);

    public abstract void ApplyMomentum(
        Tensor variable, Tensor velocity, Tensor gradient, Tensor? rows, double learningRate, double momentum, bool nesterov);

    public abstract void ApplyRmsProp(
        Tensor variable, Tensor meanSquare, Tensor? meanGradient, Tensor? velocity, Tensor gradient, Tensor? rows,
        double learningRate, double rho, double momentum, double epsilon);

    public abstract void ApplyAdam(
        Tensor variable, Tensor m, Tensor v, Tensor? largestV, Tensor gradient, Tensor? rows,
        double stepSize, double beta1, double beta2, double epsilon);

    public abstract void ApplyAdamax(
        Tensor variable, Tensor m, Tensor v, Tensor gradient, Tensor? rows, double stepSize, double beta1, double beta2, double epsilon);

    public abstract void ApplyNadam(
        Tensor variable, Tensor m, Tensor v, Tensor gradient, Tensor? rows,
        double gradientWeight, double momentWeight, double correction, double beta1, double beta2, double epsilon);

    public abstract void ApplyAdagrad(Tensor variable, Tensor accumulator, Tensor gradient, Tensor? rows, double learningRate, double epsilon);

    public abstract void ApplyAdadelta(
        Tensor variable, Tensor accumulator, Tensor updates, Tensor gradient, Tensor? rows, double learningRate, double rho, double epsilon);

    public abstract void ApplyFtrl(
        Tensor variable, Tensor accumulator, Tensor linear, Tensor gradient, Tensor? rows,
        double learningRate, double power, double l1, double l2, double shrinkage);
}
