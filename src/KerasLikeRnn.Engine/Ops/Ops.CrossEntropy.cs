namespace KerasLikeRnn.Engine;

// Cross entropies from logits: exact where probabilities have lost all digits.
public static partial class Ops
{
    /// <summary>max(x, 0) − x·z + ln(1 + e^−|x|), element by element. dx = sigmoid(x) − z.</summary>
    public static Tensor SigmoidCrossEntropy(Tensor labels, Tensor logits)
    {
        Tensor y;
        using (GradientTape.Pause())
            y = Add(Subtract(Relu(logits), Multiply(logits, labels)), Log1p(Exp(Negate(Abs(logits)))));
        return GradientTape.Record(y,
            (logits, dy => Multiply(dy, Subtract(Sigmoid(logits), labels))),
            (labels, dy => Negate(Multiply(dy, logits))));
    }

    /// <summary>−Σ z·ln softmax(x) over the last axis. dx = softmax(x) − z, as TensorFlow returns it whatever z adds up to.</summary>
    public static Tensor SoftmaxCrossEntropy(Tensor labels, Tensor logits)
    {
        Tensor y;
        using (GradientTape.Pause()) y = Negate(Sum(Multiply(labels, LogSoftmax(logits)), [-1]));
        return GradientTape.Record(y,
            (logits, dy => Multiply(ExpandDims(dy, -1), Subtract(Softmax(logits), labels))),
            (labels, dy => Negate(Multiply(ExpandDims(dy, -1), LogSoftmax(logits)))));
    }

    /// <summary>
    /// −ln softmax(x)[z] for class numbers z. dx = softmax(x) − onehot(z). A number that is no class gives nan.
    /// </summary>
    public static Tensor SparseSoftmaxCrossEntropy(Tensor labels, Tensor logits)
    {
        var classes = logits.Shape.Dim(-1);
        var numbers = Cast(labels, DType.Int64);
        var known = And(
            Compare(CompareOp.GreaterEqual, numbers, Constant(0, DType.Int64)),
            Compare(CompareOp.Less, numbers, Constant(classes, DType.Int64)));
        var rows = OneHot(numbers, classes, logits.DType);
        var valid = Select(ExpandDims(known, -1), rows, Constant(double.NaN, logits.DType));
        return SoftmaxCrossEntropy(valid, logits);
    }
}
