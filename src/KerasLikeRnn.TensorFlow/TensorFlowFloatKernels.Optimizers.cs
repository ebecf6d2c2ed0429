using KerasLikeRnn.Engine;
using static KerasLikeRnn.TensorFlow.Cell;

namespace KerasLikeRnn.TensorFlow;

// The updates of the optimizers: a rule says what becomes of a variable w and its slots, of which not all need be there.
internal sealed partial class TensorFlowFloatKernels
{
    /// <summary>The variable after an update, whose slots are changed in their array.</summary>
    private delegate Handle UpdateRule(Handle w, Handle[] slots, Handle gradient);

    public override void ApplyGradientDescent(Tensor variable, Tensor gradient, Tensor? rows, double learningRate) =>
        Update(variable, [], gradient, rows, (w, _, g) => w - g * learningRate);

    public override void ApplyMomentum(
        Tensor variable, Tensor velocity, Tensor gradient, Tensor? rows, double learningRate, double momentum, bool nesterov) =>
        Update(variable, [velocity], gradient, rows, (w, s, g) =>
        {
            var step = g * learningRate;
            s[0] = s[0] * momentum - step;
            return w + (nesterov ? s[0] * momentum - step : s[0]);
        });

    public override void ApplyRmsProp(
        Tensor variable, Tensor meanSquare, Tensor? meanGradient, Tensor? velocity, Tensor gradient, Tensor? rows, double learningRate,
        double rho, double momentum, double epsilon) =>
        Update(variable, [meanSquare, meanGradient, velocity], gradient, rows, (w, s, g) =>
        {
            var variance = s[0] = s[0] * rho + Square(g) * Rest(g, rho);
            if (meanGradient is not null)
            {
                s[1] = s[1] * rho + g * Rest(g, rho);
                variance -= Square(s[1]);
            }
            if (velocity is null) return w - g * learningRate / (Root(variance) + epsilon);
            s[2] = s[2] * momentum + g * learningRate / Root(variance + epsilon);
            return w - s[2];
        }, decays: velocity is null ? [rho, rho, 1] : null);

    public override void ApplyAdam(
        Tensor variable, Tensor m, Tensor v, Tensor? largestV, Tensor gradient, Tensor? rows, double stepSize, double beta1, double beta2,
        double epsilon) =>
        Update(variable, [m, v, largestV], gradient, rows, (w, s, g) =>
        {
            s[0] += (g - s[0]) * Rest(g, beta1);
            s[1] += (Square(g) - s[1]) * Rest(g, beta2);
            if (largestV is not null) s[2] = Tf.Run("Maximum", s[2], s[1]);
            return w - s[0] * stepSize / (Root(s[largestV is null ? 1 : 2]) + epsilon);
        }, othersFollow: true);

    public override void ApplyAdamax(
        Tensor variable, Tensor m, Tensor v, Tensor gradient, Tensor? rows, double stepSize, double beta1, double beta2, double epsilon) =>
        Update(variable, [m, v], gradient, rows, (w, s, g) =>
        {
            s[0] += (g - s[0]) * Rest(g, beta1);
            s[1] = Tf.Run("Maximum", s[1] * beta2, Tf.Run("Abs", g));
            return w - s[0] / (s[1] + epsilon) * stepSize;
        });

    public override void ApplyNadam(
        Tensor variable, Tensor m, Tensor v, Tensor gradient, Tensor? rows, double gradientWeight, double momentWeight, double correction,
        double beta1, double beta2, double epsilon) =>
        Update(variable, [m, v], gradient, rows, (w, s, g) =>
        {
            s[0] = s[0] * beta1 + g * Rest(g, beta1);
            s[1] = s[1] * beta2 + Square(g) * Rest(g, beta2);
            return w - (g * gradientWeight + s[0] * momentWeight) / (Root(s[1] / correction) + epsilon);
        }, decays: [beta1, beta2]);

    public override void ApplyAdagrad(
        Tensor variable, Tensor accumulator, Tensor gradient, Tensor? rows, double learningRate, double epsilon) =>
        Update(variable, [accumulator], gradient, rows, (w, s, g) =>
        {
            s[0] += Square(g);
            return w - g * learningRate / (Root(s[0]) + epsilon);
        });

    public override void ApplyAdadelta(
        Tensor variable, Tensor accumulator, Tensor updates, Tensor gradient, Tensor? rows, double learningRate, double rho,
        double epsilon) =>
        Update(variable, [accumulator, updates], gradient, rows, (w, s, g) =>
        {
            s[0] = s[0] * rho + Square(g) * Rest(g, rho);
            var update = Root(s[1] + epsilon) / Root(s[0] + epsilon) * g;
            s[1] = s[1] * rho + Square(update) * Rest(g, rho);
            return w - update * learningRate;
        });

    public override void ApplyFtrl(
        Tensor variable, Tensor accumulator, Tensor linear, Tensor gradient, Tensor? rows, double learningRate, double power, double l1,
        double l2, double shrinkage) =>
        Update(variable, [accumulator, linear], gradient, rows, (w, s, g) =>
        {
            var sum = s[0] + Square(g);
            Handle root = Power(sum), rootBefore = Power(s[0]);
            s[1] += g + w * (2 * shrinkage) - (root - rootBefore) / learningRate * w;
            s[0] = sum;
            var clipped = Tf.Run("ClipByValue", s[1], Constants.Scalar(-l1, g.DType), Constants.Scalar(l1, g.DType));
            return (clipped - s[1]) / (root / learningRate + 2 * l2);

            Handle Power(Handle x) => power == -0.5 ? Root(x) : Tf.Run("Pow", x, Constants.Scalar(-power, x.DType));
        });

    /// <summary>Changes a variable and its slots, or the rows of them that a sparse gradient names.</summary>
    /// <param name="decays">What the slots of the other rows are multiplied with; null leaves them.</param>
    /// <param name="othersFollow">Whether the other rows are updated as if their gradient were zero.</param>
    private static void Update(
        Tensor variable, Tensor?[] slots, Tensor gradient, Tensor? rows, UpdateRule rule, double[]? decays = null,
        bool othersFollow = false)
    {
        if (variable.Length == 0) return;
        using var frame = new Frame();
        var g = rows is null ? All(gradient) : Of(gradient, [(int)rows.Length, .. variable.Shape.Dims[1..]]);
        if (rows is not null && othersFollow)
            (g, rows) = (Tf.Run("ScatterNd", Places(rows), g, Constants.Ints(variable.Shape.Dims)), null);
        var after = Array.ConvertAll(slots, slot => slot is null ? null! : Named(slot));
        PutNamed(variable, rule(Named(variable), after, g), 1);
        for (var i = 0; i < slots.Length; i++)
            if (slots[i] is { } slot) PutNamed(slot, after[i], decays?[i] ?? 1);

        Handle All(Tensor x) => Of(x, variable.Shape.Dims);

        Handle Named(Tensor x) => rows is null ? All(x) : Tf.Run("GatherV2", All(x), Of(rows, (int)rows.Length), Constants.Axis(0));

        void PutNamed(Tensor x, Handle named, double decay) => Put(
            x, rows is null ? named : Tf.Run("TensorScatterUpdate", decay == 1 ? All(x) : All(x) * decay, Places(rows), named));
    }

    private static Handle Places(Tensor rows) => Of(rows, (int)rows.Length, 1);

    private static Handle Square(Handle x) => Tf.Run("Square", x);

    private static Handle Root(Handle x) => Tf.Run("Sqrt", x);

    /// <summary>1 − a share, in the numbers of the variable.</summary>
    private static double Rest(Handle like, double share) => like.DType == DType.Float32 ? 1 - (float)share : 1 - share;
}
