namespace KerasLikeRnn.Engine;

// The fused recurrent operations once more, step by step and made of others: for the gradients of their gradients.
public static partial class Ops
{
    /// <param name="given">Inputs, kernel, bias where there is one, recurrent kernel, first state.</param>
    private static Tensor[] SimpleRnnSteps(Tensor[] given, bool hasBias, Tensor? mask, RecurrentOptions options, bool returnSequences)
    {
        var (z, rest) = Projected(given, hasBias);
        return Unrolled(z, [rest[1]], mask, options, returnSequences,
            (z, states) => [Activated(options.Activation, Add(z, MatMul(states[0], rest[0])))]);
    }

    /// <param name="given">Inputs, kernel, bias where there is one, recurrent kernel, first state, first carry.</param>
    private static Tensor[] LstmSteps(Tensor[] given, bool hasBias, Tensor? mask, RecurrentOptions options, bool returnSequences)
    {
        var (z, rest) = Projected(given, hasBias);
        return Unrolled(z, [rest[1], rest[2]], mask, options, returnSequences, (z, states) =>
        {
            var sum = Add(z, MatMul(states[0], rest[0]));
            var kept = Multiply(Gate(1), states[1]);
            var carry = Add(kept, Multiply(Gate(0), Activated(options.Activation, Part(sum, 2, 4))));
            return [Multiply(Gate(3), Activated(options.Activation, carry)), carry];

            Tensor Gate(int gate) => Activated(options.GateActivation, Part(sum, gate, 4));
        });
    }

    /// <param name="given">Inputs, kernel, bias where there is one, recurrent kernel, first state, recurrent bias where there is
    /// one.</param>
    private static Tensor[] GruSteps(Tensor[] given, bool hasBias, Tensor? mask, RecurrentOptions options, bool returnSequences)
    {
        var (z, rest) = Projected(given, hasBias);
        return Unrolled(z, [rest[1]], mask, options, returnSequences, (z, states) =>
        {
            var h = states[0];
            var product = Linear(h, rest[0], rest.Length > 2 ? Reshape(rest[2], Shape.Of(Shape.Unknown)) : null);
            var (update, reset) = (Gate(0), Gate(1));
            var candidate = Activated(options.Activation, Add(Part(z, 2, 3), options.ResetAfter
                ? Multiply(reset, Part(product, 2, 3))
                : MatMul(Multiply(reset, h), Part(rest[0], 2, 3))));
            return [Add(Multiply(update, h), Multiply(Subtract(Constant(1, h.DType), update), candidate))];

            Tensor Gate(int gate) => Activated(options.GateActivation, Add(Part(z, gate, 3), Part(product, gate, 3)));
        });
    }

    private static (Tensor Z, Tensor[] Others) Projected(Tensor[] given, bool hasBias) =>
        (Linear(given[0], given[1], hasBias ? given[2] : null), given[(hasBias ? 3 : 2)..]);

    private static Tensor Part(Tensor x, int part, int parts) => Narrow(x, -1, part * (x.Shape.Dim(-1) / parts), x.Shape.Dim(-1) / parts);

    private static Tensor Activated(FusedActivation activation, Tensor x) => activation switch
    {
        FusedActivation.Tanh => Tanh(x),
        FusedActivation.Sigmoid => Sigmoid(x),
        FusedActivation.Relu => Relu(x),
        FusedActivation.HardSigmoid => Clip(Add(Multiply(x, Constant(0.2, x.DType)), Constant(0.5, x.DType)), 0, 1),
        _ => x,
    };

    /// <summary>The output, which is the first state, and the last states.</summary>
    private static Tensor[] Unrolled(
        Tensor z, Tensor[] states, Tensor? mask, RecurrentOptions options, bool returnSequences, Func<Tensor, Tensor[], Tensor[]> step)
    {
        var (inputs, masks) = (Unstack(z, 1), mask is null ? null : Unstack(ExpandDims(mask, -1), 1));
        var outputs = new List<Tensor>();
        for (var t = 0; t < inputs.Length; t++)
        {
            var at = options.GoBackwards ? inputs.Length - 1 - t : t;
            var next = step(inputs[at], states);
            var output = next[0];
            if (masks is not null)
            {
                output = Select(masks[at], output, t == 0 || options.ZeroOutputForMask ? ZerosLike(output) : outputs[^1]);
                next = [.. next.Zip(states, (after, before) => Select(masks[at], after, before))];
            }
            outputs.Add(output);
            states = next;
        }
        // Each result has a gradient of its own, so that a tensor in two places must be two.
        return [returnSequences ? Stack(outputs, 1) : Copy(outputs[^1]), .. states];
    }
}
