using KerasLikeRnn.Engine;

namespace KerasLikeRnn.TensorFlow;

/// <summary>SimpleRNN: h = activation(x + h·U).</summary>
internal static class SimpleRnnFunction
{
    public static Dictionary<string, Node> Forward(RecurrentSequence sequence, RecurrentOptions options, FunctionCall call)
    {
        var recurrent = call["recurrent"]!;
        return sequence.Forward([call["initial"]!], ["lastState"], parts: 1, saved: 0,
            (x, before) => new([options.Activation.Of(x + before[0].Dot(recurrent))]));
    }

    public static Dictionary<string, Node> Backward(RecurrentSequence sequence, RecurrentOptions options, FunctionCall call)
    {
        var (recurrent, states) = (call["recurrent"]!, call["states"]!);
        var (dInitial, dProjected, _) = sequence.Backward([call["dLastState"]], parts: 1, hasProduct: false, (place, d) =>
        {
            var dz = options.Activation.Back(d[0], states.At(place.Step));
            return new([dz.Dot(recurrent, transposeOther: true)], dz);
        });
        var before = sequence.Before(call["initial"]!, states);
        return new()
        {
            ["dInitial"] = dInitial[0],
            ["dProjected"] = dProjected,
            ["dRecurrent"] = before.Dot(dProjected, transpose: true),
        };
    }
}
