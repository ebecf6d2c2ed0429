using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

/// <summary>The activations of recurrent cells, as nodes.</summary>
internal static class Activations
{
    public static Node Of(this FusedActivation activation, Node x) => activation switch
    {
        FusedActivation.Tanh => Node.Run("Tanh", x),
        FusedActivation.Sigmoid => Node.Run("Sigmoid", x),
        FusedActivation.Relu => Node.Run("Relu", x),
        FusedActivation.HardSigmoid => Node.Run("Minimum", Node.Run("Maximum", x * 0.2 + 0.5, Number(0, x)), Number(1, x)),
        _ => x,
    };

    /// <summary>The gradient of what it was given, by that of its result y, and y.</summary>
    public static Node Back(this FusedActivation activation, Node d, Node y) => activation switch
    {
        FusedActivation.Tanh => Node.Run("TanhGrad", y, d),
        FusedActivation.Sigmoid => Node.Run("SigmoidGrad", y, d),
        FusedActivation.Relu => Node.Run("ReluGrad", d, y),
        FusedActivation.HardSigmoid => Node.Run("LogicalAnd", Node.Run("Greater", y, Number(0, y)), Node.Run("Less", y, Number(1, y)))
            .Choose(d * 0.2, d * 0),
        _ => d,
    };

    private static Node Number(double value, Node like) => like.Owner.Number(value, like.DType);
}
