namespace KerasLikeRnn.Engine;

/// <summary>Functions of one number, applied to each element.</summary>
public enum UnaryOp
{
    Negate, Abs, Sign, Square, Sqrt, Rsqrt, Reciprocal, Exp, Expm1, Log, Log1p, Sin, Cos, Tan, Tanh, Sigmoid, Relu,
    Softplus, Erf, Floor, Ceiling, Round, Not, IsNan,
}

/// <summary>Functions of two numbers, applied to each pair of elements after broadcasting.</summary>
public enum BinaryOp
{
    Add, Subtract, Multiply, Divide, FloorDivide, Modulo, Power, Maximum, Minimum, And, Or,
}

/// <summary>Comparisons of two numbers; the result is a truth value.</summary>
public enum CompareOp
{
    Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual,
}

/// <summary>Ways to make one number of many.</summary>
public enum ReduceOp
{
    Sum, Mean, Maximum, Minimum, Product, All, Any,
}

/// <summary>Activation inside a fused recurrent operation.</summary>
public enum FusedActivation
{
    Linear, Tanh, Sigmoid, Relu, HardSigmoid,
}
