using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

/// <summary>
/// GRU: with x and p = h·U + b in three parts, update = σ(x0 + p0), reset = σ(x1 + p1) and candidate = activation(x2 + s), where s is
/// reset·p2, or with the reset before the product (reset·h)·U2: h = update·h + (1 − update)·candidate. For the gradient it saves h before
/// a step, and what the candidate's part of U made (p2) or was given (reset·h).
/// </summary>
internal static class GruFunction
{
    public const int SavedValues = 2;

    public static Dictionary<string, Node> Forward(RecurrentSequence sequence, RecurrentOptions options, FunctionCall call)
    {
        var (recurrent, bias, activation, gate) = (call["recurrent"]!, call["recurrentBias"], options.Activation, options.GateActivation);
        var parts = recurrent.Split(3);
        var ofGates = Node.Concat(1, parts[0], parts[1]);
        return sequence.Forward([call["initial"]!], ["lastState"], parts: 3, SavedValues, (projected, before) =>
        {
            var (x, h) = (projected.Split(3), before[0]);
            var product = h.Dot(options.ResetAfter ? recurrent : ofGates);
            var p = (bias is null ? product : product + bias).Split(options.ResetAfter ? 3 : 2);
            Node update = gate.Of(x[0] + p[0]), reset = gate.Of(x[1] + p[1]);
            var saved = options.ResetAfter ? p[2] : reset * h;
            var candidate = activation.Of(x[2] + (options.ResetAfter ? reset * p[2] : saved.Dot(parts[2])));
            return new([update * h + (1 - update) * candidate], Node.Concat(1, update, reset, candidate), h, saved);
        });
    }

    public static Dictionary<string, Node> Backward(RecurrentSequence sequence, RecurrentOptions options, FunctionCall call)
    {
        var (recurrent, gates, activation, gate) = (call["recurrent"]!, call["gates"]!, options.Activation, options.GateActivation);
        var parts = recurrent.Split(3);
        var ofGates = Node.Concat(1, parts[0], parts[1]);
        Node states = sequence.InTime(sequence.Saved(0)), products = sequence.InTime(sequence.Saved(1));
        var (dInitial, dProjected, dProduct) = sequence.Backward([call["dLastState"]], parts: 3, hasProduct: options.ResetAfter,
            (place, d) =>
        {
            var (g, h) = (gates.At(place.At).Split(3), states.At(place.At));
            Node update = g[0], reset = g[1], candidate = g[2], dKept = d[0] * update;
            var dUpdate = gate.Back(d[0] * (h - candidate), update);
            var dCandidate = activation.Back(d[0] - dKept, candidate);
            if (options.ResetAfter)
            {
                var (dReset, dLast) = (gate.Back(dCandidate * products.At(place.At), reset), dCandidate * reset);
                var before = dKept + Node.Concat(1, dUpdate, dReset, dLast).Dot(recurrent, transposeOther: true);
                return new([before], Node.Concat(1, dUpdate, dReset, dCandidate), dLast);
            }
            else
            {
                var dActed = dCandidate.Dot(parts[2], transposeOther: true);
                var dReset = gate.Back(dActed * h, reset);
                var before = dKept + Node.Concat(1, dUpdate, dReset).Dot(ofGates, transposeOther: true) + dActed * reset;
                return new([before], Node.Concat(1, dUpdate, dReset, dCandidate));
            }
        });
        var dGates = sequence.Saved(0).Dot(dProjected, transpose: true).Split(3);
        var dLast = dProduct is null
            ? sequence.Saved(1).Dot(dProjected, transpose: true).Split(3)[2]
            : sequence.Saved(0).Dot(dProduct, transpose: true);
        var results = new Dictionary<string, Node>
        {
            ["dInitial"] = dInitial[0],
            ["dProjected"] = dProjected,
            ["dRecurrent"] = Node.Concat(1, dGates[0], dGates[1], dLast),
        };
        if (!call.Wants("dRecurrentBias")) return results;
        var sums = dProjected.Sum(0).Split(3, axis: 0);
        results["dRecurrentBias"] = Node.Concat(0, sums[0], sums[1], dProduct is null ? sums[2] : dProduct.Sum(0));
        return results;
    }
}
