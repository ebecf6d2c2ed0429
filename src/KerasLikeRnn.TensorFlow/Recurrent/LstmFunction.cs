using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

/// <summary>
/// LSTM: with x + h·U in four parts and i, f, o those of them that the gates' activation was applied to, and g the one of the activation,
/// c = f·c + i·g and h = o·activation(c). For the gradient it saves h and c before a step, and activation(c) behind it.
/// </summary>
internal static class LstmFunction
{
    public const int SavedValues = 3;

    public static Dictionary<string, Node> Forward(RecurrentSequence sequence, RecurrentOptions options, FunctionCall call)
    {
        var (recurrent, activation, gate) = (call["recurrent"]!, options.Activation, options.GateActivation);
        Node[] initial = [call["initial"]!, call["initialCarry"]!];
        return sequence.Forward(initial, ["lastState", "lastCarry"], parts: 4, SavedValues, (x, before) =>
        {
            var z = (x + before[0].Dot(recurrent)).Split(4);
            Node i = gate.Of(z[0]), f = gate.Of(z[1]), g = activation.Of(z[2]), o = gate.Of(z[3]);
            var carry = f * before[1] + i * g;
            var active = activation.Of(carry);
            return new([o * active, carry], Node.Concat(1, i, f, g, o), before[0], before[1], active);
        });
    }

    public static Dictionary<string, Node> Backward(RecurrentSequence sequence, RecurrentOptions options, FunctionCall call)
    {
        var (recurrent, gates, activation, gate) = (call["recurrent"]!, call["gates"]!, options.Activation, options.GateActivation);
        Node carries = sequence.InTime(sequence.Saved(1)), actives = sequence.InTime(sequence.Saved(2));
        Node?[] last = [call["dLastState"], call["dLastCarry"]];
        var (dInitial, dProjected, _) = sequence.Backward(last, parts: 4, hasProduct: false, (place, d) =>
        {
            var (z, active) = (gates.At(place.At).Split(4), actives.At(place.At));
            Node i = z[0], f = z[1], g = z[2], o = z[3];
            var dCarry = d[1] + activation.Back(d[0] * o, active);
            var dz = Node.Concat(1,
                gate.Back(dCarry * g, i),
                gate.Back(dCarry * carries.At(place.At), f),
                activation.Back(dCarry * i, g),
                gate.Back(d[0] * active, o));
            return new([dz.Dot(recurrent, transposeOther: true), dCarry * f], dz);
        });
        return new()
        {
            ["dInitial"] = dInitial[0],
            ["dInitialCarry"] = dInitial[1],
            ["dProjected"] = dProjected,
            ["dRecurrent"] = sequence.Saved(0).Dot(dProjected, transpose: true),
        };
    }
}
