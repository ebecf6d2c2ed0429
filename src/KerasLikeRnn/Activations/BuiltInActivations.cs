using static KerasLikeRnn.Activations.ActivationFunctions;

namespace KerasLikeRnn.Activations;

/// <summary>The activations that Keras knows by name.</summary>
internal static class BuiltInActivations
{
    private static readonly Dictionary<string, (Activation Activation, Delegate Exported)> table = new()
    {
        ["elu"] = Entry("elu", elu, x => elu(x)),
        ["exponential"] = Entry("exponential", exponential),
        ["gelu"] = Entry("gelu", gelu, x => gelu(x)),
        ["hard_sigmoid"] = Entry("hard_sigmoid", hard_sigmoid, FusedActivation.HardSigmoid),
        ["leaky_relu"] = Entry("leaky_relu", LeakyRelu),
        ["linear"] = Entry("linear", linear, FusedActivation.Linear),
        ["log_softmax"] = Entry("log_softmax", LogSoftmax),
        ["relu"] = Entry("relu", relu, x => relu(x), FusedActivation.Relu),
        ["relu6"] = Entry("relu6", Relu6),
        ["selu"] = Entry("selu", selu),
        ["sigmoid"] = Entry("sigmoid", sigmoid, FusedActivation.Sigmoid),
        ["silu"] = Entry("swish", swish),
        ["softmax"] = Entry("softmax", softmax, x => softmax(x)),
        ["softplus"] = Entry("softplus", softplus),
        ["softsign"] = Entry("softsign", softsign),
        ["swish"] = Entry("swish", swish),
        ["tanh"] = Entry("tanh", tanh, FusedActivation.Tanh),
    };

    /// <summary>The activation of that name.</summary>
    /// <exception cref="ValueError">There is none.</exception>
    public static Activation Find(string name) => table.TryGetValue(name, out var entry)
        ? entry.Activation
        : throw UnknownName.Exception("activation function", name, table.Keys, "activation");

    /// <summary>The activation that a function is: a built-in one, or a new one named after its method.</summary>
    public static Activation Of(Delegate function, ActivationFunction call)
    {
        Required.NotNull(function, "activation");
        foreach (var (activation, exported) in table.Values)
            if (ReferenceEquals(exported, function) || ReferenceEquals(activation.Function, function)) return activation;
        var method = function.Method.Name;
        return new Activation(method.Contains('<') ? "<lambda>" : method, call);
    }

    private static (Activation, Delegate) Entry(string name, ActivationFunction function, FusedActivation? fused = null) =>
        Entry(name, function, function, fused);

    private static (Activation, Delegate) Entry(string name, Delegate exported, ActivationFunction function, FusedActivation? fused = null) =>
        (new Activation(name, function, fused), exported);
}
