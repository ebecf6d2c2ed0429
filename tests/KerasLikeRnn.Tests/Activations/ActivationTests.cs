using KerasLikeRnn.Activations;
using KerasLikeRnn.Engine;
using static KerasLikeRnn.Activations.ActivationFunctions;

namespace KerasLikeRnn.Tests.Activations;

public sealed class ActivationTests
{
    private static readonly float[] inputs = [-7f, -2.5f, -1f, -.3f, 0f, .4f, 1f, 2.5f, 6f, 8f];

    /// <summary>
    /// Options the recorded cases do not have: Keras 2.9's values and gradients of sum(y * (1, 2, ..., 10)) at <see cref="inputs"/>.
    /// </summary>
    public static TheoryData<string, Func<Tensor, Tensor>, float[], float[]> Options => new()
    {
        {
            "relu alpha", x => relu(x, alpha: 0.25),
            [-1.75f, -0.625f, -0.25f, -0.075f, 0f, 0.4f, 1f, 2.5f, 6f, 8f],
            [0.25f, 0.5f, 0.75f, 1f, 1.25f, 6f, 7f, 8f, 9f, 10f]
        },
        {
            "relu max_value", x => relu(x, max_value: 2.5),
            [0f, 0f, 0f, 0f, 0f, 0.4f, 1f, 2.5f, 2.5f, 2.5f],
            [0f, 0f, 0f, 0f, 0f, 6f, 7f, 8f, 0f, 0f]
        },
        {
            "relu max_value 6", x => relu(x, max_value: 6),
            [0f, 0f, 0f, 0f, 0f, 0.4f, 1f, 2.5f, 6f, 6f],
            [0f, 0f, 0f, 0f, 0f, 6f, 7f, 8f, 0f, 0f]
        },
        {
            "relu threshold", x => relu(x, threshold: 1),
            [0f, 0f, 0f, 0f, 0f, 0f, 0f, 2.5f, 6f, 8f],
            [0f, 0f, 0f, 0f, 0f, 0f, 0f, 8f, 9f, 10f]
        },
        {
            "relu all", x => relu(x, alpha: 0.1, max_value: 6, threshold: 1),
            [-0.8f, -0.35f, -0.2f, -0.13f, -0.1f, -0.06f, 0f, 2.5f, 6f, 6f],
            [0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0f, 8f, 9f, 0f]
        },
        {
            "relu alpha max_value", x => relu(x, alpha: 0.1, max_value: 2),
            [-0.7f, -0.25f, -0.1f, -0.03f, 0f, 0.4f, 1f, 2f, 2f, 2f],
            [0.1f, 0.2f, 0.3f, 0.4f, 0f, 6f, 7f, 0f, 0f, 0f]
        },
        {
            "elu alpha", x => elu(x, alpha: 0.5),
            [-0.49954405f, -0.4589575f, -0.31606027f, -0.1295909f, 0f, 0.4f, 1f, 2.5f, 6f, 8f],
            [0.00045594573f, 0.08208501f, 0.5518192f, 1.4816364f, 2.5f, 6f, 7f, 8f, 9f, 10f]
        },
        {
            "selu", x => selu(x),
            [-1.756496f, -1.6137857f, -1.1113307f, -0.45566735f, 0f, 0.42028043f, 1.050701f, 2.6267526f, 6.304206f, 8.405608f],
            [0.0016032457f, 0.28862715f, 1.9403057f, 5.2097278f, 5.253505f, 6.304206f, 7.354907f, 8.405608f, 9.456309f, 10.50701f]
        },
        {
            "gelu approximate", x => gelu(x, approximate: true),
            [0f, -0.015084296f, -0.15880796f, -0.11462908f, 0f, 0.2621612f, 0.841192f, 2.4849157f, 6f, 8f],
            [0f, -0.07590334f, -0.24889222f, 1.0708182f, 2.5f, 4.8159537f, 7.5807486f, 8.303614f, 9f, 10f]
        },
        {
            "leaky_relu", x => get("leaky_relu")(x),
            [-1.4f, -0.5f, -0.2f, -0.06f, 0f, 0.4f, 1f, 2.5f, 6f, 8f],
            [0.2f, 0.4f, 0.6f, 0.8f, 1f, 6f, 7f, 8f, 9f, 10f]
        },
        {
            "relu6", x => get("relu6")(x),
            [0f, 0f, 0f, 0f, 0f, 0.4f, 1f, 2.5f, 6f, 6f],
            [0f, 0f, 0f, 0f, 0f, 6f, 7f, 8f, 0f, 0f]
        },
        {
            "silu", x => get("silu")(x),
            [-0.0063773585f, -0.18964544f, -0.26894143f, -0.12766725f, 0f, 0.23947506f, 0.7310586f, 2.3103545f, 5.985164f, 7.9973173f],
            [-0.0054604975f, -0.1988022f, 0.21698844f, 1.4088798f, 2.5f, 4.1687517f, 6.493694f, 8.795209f, 9.110938f, 10.023464f]
        },
        {
            "log_softmax", x => get("log_softmax")(x),
            [-15.132404f, -10.632404f, -9.132404f, -8.432405f, -8.132404f, -7.732404f, -7.1324043f, -5.6324043f, -2.132404f, -0.13240416f],
            [0.9999853f, 1.9986733f, 2.9940543f, 3.9880266f, 4.9838376f, 5.9758887f, 6.956066f, 7.8031025f, 2.4796433f, -38.17928f]
        },
    };

    [Fact]
    public void Every_recorded_activation_has_Keras_values_and_gradients()
    {
        var cases = GoldenFile.Cases("activations.json");
        Assert.NotEmpty(cases);
        foreach (var golden in cases)
        {
            var x = golden.Tensor("x");
            var weights = Tensor.From<float>(Enumerable.Range(0, (int)x.Length).Select(i => i / 70f).ToArray(), x.Shape);
            var (y, gradient) = ValueAndGradient(v => get(golden.Name())(v), x, weights);
            Near.Equal(golden.Floats("y"), y, 1e-5);
            Near.Equal(golden.Floats("gradient_of_sum_y_times_index_over_70"), gradient, 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Options), DisableDiscoveryEnumeration = true)]
    public void Options_have_Keras_values_and_gradients(string name, Func<Tensor, Tensor> function, float[] values, float[] gradients)
    {
        Assert.NotEmpty(name);
        var x = Tensor.From<float>(inputs, (1, 10));
        var (y, gradient) = ValueAndGradient(function, x, Tensor.From<float>([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], (1, 10)));
        Near.Equal(values, y, 1e-6);
        Near.Equal(gradients, gradient, 2e-6);
    }

    [Fact]
    public void Softmax_works_along_any_axis_and_remembers_its_logits()
    {
        var x = Ops.Sqrt(Ops.Reshape(Ops.Arange(12, DType.Float32), (2, 3, 2)));
        var y = softmax(x, axis: 1);
        Near.Equal(
            [
                0.07998525f, 0.15334147f, 0.3289993f, 0.31884915f, 0.59101546f, 0.52780944f,
                0.22220244f, 0.22825551f, 0.32457808f, 0.32528916f, 0.45321956f, 0.44645533f,
            ],
            y.ToArray<float>(), 1e-6);
        Assert.Same(x, y.Logits);
        Assert.Same(x, sigmoid(x).Logits);
    }

    [Fact]
    public void Softmax_refuses_a_vector_in_Keras_words()
    {
        var error = Assert.Throws<ValueError>(() => softmax(Tensor.From<float>(1, 2)));
        Assert.StartsWith("Cannot apply softmax to a tensor that is 1D.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_fails_at_once_in_Keras_words_with_the_nearest_name()
    {
        var error = Assert.Throws<ValueError>(() => Accept("sigmod"));
        var keras = GoldenFile.Case("errors.json", "unknown_activation").GetProperty("message").GetString()!;
        Assert.StartsWith(keras, error.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'sigmoid'? Known: elu, exponential,", error.Message, StringComparison.Ordinal);
        Assert.Equal("identifier", error.ParamName);
    }

    [Fact]
    public void A_name_unlike_any_other_gets_the_list_and_no_guess()
    {
        var error = Assert.Throws<ValueError>(() => get("abcdefghij"));
        Assert.DoesNotContain("Did you mean", error.Message, StringComparison.Ordinal);
        Assert.Contains("softsign", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_argument_takes_a_name_a_built_in_function_an_activation_or_ones_own_function()
    {
        Func<Tensor, Tensor> own = x => x * x;
        Assert.Equal("relu", Accept("relu").Or("tanh").Name);
        Assert.Equal("relu", Accept(relu).Or("tanh").Name);
        Assert.Equal("softmax", Accept(softmax).Or("tanh").Name);
        Assert.Equal("swish", Accept("silu").Or("tanh").Name);
        Assert.Equal("cube", Accept(new Activation("cube", x => x * x * x)).Or("tanh").Name);
        Assert.Equal("<lambda>", Accept(own).Or("tanh").Name);
        Assert.Equal("Half", Accept(new Func<Tensor, Tensor>(Half)).Or("tanh").Name);
        Assert.Equal(9, Accept(own).Or("tanh").call(Tensor.Scalar(3f)).Item());
    }

    [Fact]
    public void No_argument_leaves_the_choice_to_the_layer_and_None_is_linear()
    {
        Assert.False(Accept().IsGiven);
        Assert.Equal("tanh", Accept().Or("tanh").Name);
        Assert.Equal("linear", Accept(Like<Activation>.None).Or("tanh").Name);
        Assert.Equal("linear", Accept((string?)null).Or("tanh").Name);
        Assert.Same(linear, get(null));
    }

    [Fact]
    public void A_script_calls_a_function_and_hands_it_to_a_layer()
    {
        var x = Tensor.From<float>(-2, 3);
        Assert.Equal([0, 3], keras.activations.relu(x).ToArray<float>());
        Assert.Equal([-1, 3], tf.keras.activations.relu(x, alpha: 0.5).ToArray<float>());
        Assert.Equal("relu", Accept(activation: keras.activations.relu).Or("tanh").Name);
        Assert.Equal("linear", Accept(activation: Builtins.None).Or("tanh").Name);
        Assert.Equal([4, 9], keras.activations.get(new Activation("square", v => v * v))(x).ToArray<float>());
    }

    [Fact]
    public void Fused_kernels_recognise_their_five_activations_only()
    {
        Assert.Equal(FusedActivation.Linear, Accept("linear").Or("tanh").Fused);
        Assert.Equal(FusedActivation.Tanh, Accept(tanh).Or("relu").Fused);
        Assert.Equal(FusedActivation.Sigmoid, Accept("sigmoid").Or("tanh").Fused);
        Assert.Equal(FusedActivation.Relu, Accept(relu).Or("tanh").Fused);
        Assert.Equal(FusedActivation.HardSigmoid, Accept("hard_sigmoid").Or("tanh").Fused);
        Assert.Null(Accept("elu").Or("tanh").Fused);
        Assert.Null(Accept(new Activation("tanh", x => x)).Or("tanh").Fused);
    }

    [Fact]
    public void Serialize_and_deserialize_go_back_and_forth()
    {
        Assert.Equal("tanh", serialize(tanh));
        Assert.Equal("swish", serialize("silu"));
        Assert.Same(tanh, deserialize("tanh"));
        ActivationFunction own = x => x;
        Assert.Same(own, deserialize("own", new Dictionary<string, object> { ["own"] = own }));
    }

    private static Like<Activation> Accept(Like<Activation> activation = default) => activation;

    private static Tensor Half(Tensor x) => x / 2;

    private static (float[] Y, float[] Gradient) ValueAndGradient(Func<Tensor, Tensor> function, Tensor x, Tensor weights)
    {
        using var tape = new GradientTape();
        tape.watch(x);
        var y = function(x);
        var gradient = tape.gradient(Ops.Sum(y * weights), x).ToDense();
        return (y.ToArray<float>(), gradient.ToArray<float>());
    }
}
