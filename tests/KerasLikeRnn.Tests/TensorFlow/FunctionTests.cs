using System.Text.Json;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using NumSharp;
using static keras.layers;
using static KerasLikeRnn.Builtins;
using DType = KerasLikeRnn.Engine.DType;
using K = keras.backend;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.TensorFlow;

/// <summary>What compiled functions draw, against what record_functions.py made Keras say.</summary>
[Collection("Seeds")]
public sealed class FunctionTests
{
    private const string File = "TensorFlow/functions.json";

    private static readonly Dictionary<string, Func<IEnumerable<Tensor>>> programs = new()
    {
        ["training_step"] = TrainingStep,
        ["several_layers"] = () =>
        {
            var model = keras.Sequential([Dropout(0.5, input_shape: 6), GaussianNoise(1.0), Dropout(0.3)]);
            var f = tf.function((Tensor x) => (Tensor)model.__call__(x, training: true));
            return Times(3, () => f(Ones(2, 6)));
        },
        ["random_operations"] = () =>
        {
            var f = tf.function(() => new[]
            {
                tf.random.normal(2), tf.random.uniform(2), tf.random.truncated_normal(2), tf.random.uniform(2, maxval: 100, dtype: "int32"),
                tf.random.shuffle(tf.range(5)),
            });
            return Times(3, f).SelectMany(parts => parts);
        },
        ["backend_functions"] = () =>
        {
            var f = tf.function(
                (Tensor x) => new[] { K.random_normal(2), K.random_uniform(2), K.dropout(x, 0.5), K.random_bernoulli(4, 0.5) });
            return [.. Times(3, () => f(Ones(6))).SelectMany(parts => parts), Tensor.Scalar((long)(int)np.random.randint(0, 1000000))];
        },
        ["two_functions"] = () =>
        {
            var (f, g) = (tf.function(() => tf.random.normal(2)), tf.function(() => tf.random.normal(2)));
            return [f(), g(), f(), tf.random.normal(2), g(), f()];
        },
        ["retracing_by_shape"] = () =>
        {
            var f = tf.function((Tensor x) => x + tf.random.normal(x.Shape));
            return [.. new[] { 2, 2, 3, 2, 3, 4, 2 }.Select(n => f(Zeros(n))), f(Zeros(1, 2))];
        },
        ["retracing_relaxed"] = () =>
        {
            var f = tf.function((Tensor x) => x + tf.random.normal(x.Shape), reduce_retracing: true);
            return new[] { 2, 2, 3, 2, 3, 4, 5, 2 }.Select(n => f(Zeros(n)));
        },
        ["retracing_experimental_relax_shapes"] = () =>
        {
            var f = tf.function((Tensor x) => x + tf.random.normal(x.Shape), experimental_relax_shapes: true);
            return new[] { 2, 3, 4, 2 }.Select(n => f(Zeros(n)));
        },
        ["input_signature"] = () =>
        {
            var f = tf.function(
                (Tensor x) => x + tf.random.normal(x.Shape), input_signature: [tf.TensorSpec(new Shape(new int?[] { null }), "float32")]);
            return new[] { 2, 3, 4, 2 }.Select(n => f(Zeros(n)));
        },
        ["python_arguments"] = () =>
        {
            var f = tf.function(
                (Tensor x, object n) => x + (n is Tensor t ? t : Tensor.Scalar(Convert.ToSingle(n))) * tf.random.normal(x.Shape));
            var x = Zeros(2);
            return [f(x, 1), f(x, 2), f(x, 1), f(x, 1.0), f(x, true), f(x, 1), f(x, Tensor.Scalar(1f)), f(x, Tensor.Scalar(2f)), f(x, 2)];
        },
        ["array_arguments"] = () =>
        {
            var f = tf.function((object x) => (x as Tensor ?? tf.cast((NDArray)x, "float32")) + tf.random.normal(2));
            return [f(np.array(0f, 0f)), f(Zeros(2)), f(np.array(1f, 1f)), f(np.array(0.0, 0.0)), f(np.array(0f, 0f))];
        },
        ["variables_as_arguments"] = () =>
        {
            var (a, b, c) = (tf.Variable(new[] { 1f, 2f }), tf.Variable(new[] { 3f, 4f }), tf.Variable(new[] { 1f }));
            var f = tf.function(
                (object v) => v is Variable given ? given + tf.random.normal(given.Shape) : (Tensor)v + tf.random.normal(2));
            return [f(a), f(b), f(a), f(c), f(Zeros(2)), f(b)];
        },
        ["a_seed_in_between"] = () =>
        {
            var f = tf.function(() => tf.random.normal(2));
            List<Tensor> values = [f(), f()];
            tf.random.set_seed(9);
            values.AddRange([f(), f(), tf.random.normal(2)]);
            keras.utils.set_random_seed(9);
            var g = tf.function(() => tf.random.normal(2));
            return [.. values, f(), g(), g(), f()];
        },
        ["functions_in_functions"] = () =>
        {
            var inner = tf.function(() => tf.random.normal(2));
            var outer = tf.function(() => new[] { tf.random.normal(2), inner(), inner(), tf.random.normal(2) });
            return [.. outer(), .. outer(), inner(), inner(), .. outer()];
        },
        ["functions_in_functions_called_before"] = () =>
        {
            var inner = tf.function(() => new[] { tf.random.normal(2), tf.random.uniform(2) });
            var values = inner();
            tf.random.set_seed(11);
            var outer = tf.function(() => (Tensor[])[.. inner(), tf.random.normal(2)]);
            var other = tf.function(() => (Tensor[])[.. inner(), tf.random.normal(2)]);
            return [.. values, .. outer(), .. other(), .. inner(), .. outer()];
        },
        ["own_seeds"] = () =>
        {
            var layer = Dropout(0.5, seed: 3);
            var f = tf.function((Tensor x) => (Tensor)layer.__call__(x, training: true));
            var g = tf.function(() => new[] { tf.random.normal(2, seed: 5), tf.random.normal(2, seed: 5) });
            return [f(Ones(6)), f(Ones(6)), f(Ones(2, 6)), .. g(), .. g(), tf.random.normal(2, seed: 5)];
        },
        ["own_seeds_in_a_step_that_makes_variables"] = OwnSeedsInAStep,
        ["a_model_built_inside"] = () =>
        {
            var model = keras.Sequential([Dense(3), Dropout(0.5)]);
            var f = tf.function((Tensor x) => (Tensor)model.__call__(x, training: true));
            return [.. Times(3, () => f(Ones(2, 4))), model.weights[0]];
        },
        ["layers_built_inside"] = () =>
        {
            var (dense, first, second) = (Dense(3), Dropout(0.5, seed: 3), Dropout(0.5));
            var f = tf.function((Tensor x) => (Tensor)second.__call__(first.__call__(dense[x], training: true), training: true));
            return [.. Times(3, () => f(Ones(2, 4))), dense.weights[0]];
        },
        ["own_seeds_of_a_function_called_in_a_training_step"] = () =>
        {
            var dropout = Dropout(0.5, seed: 3);
            var noise = tf.function((Tensor x) => (Tensor)dropout.__call__(x, training: true));
            var step = tf.function((Tensor x) => noise(x) + dropout.__call__(x, training: true));
            return [step(Ones(6)), step(Ones(6)), noise(Ones(6)), step(Ones(6))];
        },
        ["a_loop_in_a_function"] = () =>
        {
            var f = tf.function((Tensor x) =>
            {
                for (var i = 0; i < 3; i++) x += tf.random.uniform(2);
                return x;
            });
            return Times(3, () => f(Zeros(2)));
        },
        ["evaluate_and_fit_beside_a_function"] = () =>
        {
            var model = keras.Sequential([Dropout(0.5, input_shape: 4), Dense(1, kernel_initializer: "ones")]);
            model.compile("sgd", "mse");
            var f = tf.function((Tensor x) => (Tensor)model.__call__(x, training: true));
            var x = Ones(4, 4);
            var first = f(x);
            var loss = model.fit(x.numpy(), np.ones(4), epochs: 2, verbose: 0).history["loss"];
            return [first, f(x), .. loss.Select(value => Tensor.Scalar((float)value))];
        },
        ["fit_of_a_model_with_a_compiled_part"] = () =>
        {
            var model = new NoisyPart();
            model.compile("sgd", "mse");
            var loss = model.fit(Ones(4, 4).numpy(), np.ones((4, 2)), epochs: 3, verbose: 0).history["loss"];
            return [
                .. loss.Select(value => Tensor.Scalar((float)value)), tf.convert_to_tensor(model.predict(Ones(4, 4).numpy(), verbose: 0))];
        },
        ["a_variable_made_inside"] = () =>
        {
            Variable? made = null;
            var f = tf.function((Tensor x) => x * (made ??= tf.Variable(2f)) + tf.random.normal(2, seed: 5));
            return [f(Zeros(2)), f(Zeros(2)), f(Zeros(1, 2)), tf.random.normal(2)];
        },
        ["a_method_of_a_model"] = () =>
        {
            var (a, b) = (new Noisy(), new Noisy());
            var x = Ones(2, 4);
            return
            [
                a.__call__(x, training: true), a.__call__(x, training: true), a.__call__(x, training: false), b.__call__(x, training: true),
                a.__call__(x, training: true),
            ];
        },
        ["recurrent_dropout"] = () =>
        {
            var layer = SimpleRNN(3, dropout: 0.3);
            var f = tf.function((Tensor x) => (Tensor)layer.__call__(x, training: true));
            return Times(3, () => f(Ones(2, 4, 3)));
        },
        ["a_list_and_a_dictionary"] = () =>
        {
            var f = tf.function((object xs, Dictionary<string, Tensor> d) => d["a"] + tf.random.normal(2));
            var z = Zeros(2);
            Dictionary<string, Tensor> one = new() { ["a"] = z }, two = new() { ["a"] = z, ["b"] = z };
            List<Tensor> list = [z, z];
            return [f(list, one), f(list, one), f((z, z), one), f(list, two), f(list, one)];
        },
    };

    public static TheoryData<string> Programs => [.. programs.Keys];

    [Fact]
    public void Every_recorded_program_is_run() =>
        Assert.Equal(programs.Keys.Order(), GoldenFile.RecordedRoot(File).EnumerateObject().Select(program => program.Name).Order());

    [Fact]
    public void What_cannot_be_compiled_or_does_not_fit_says_so()
    {
        Assert.Contains(
            "jit_compile", Assert.Throws<NotSupportedException>(() => tf.function(() => tf.random.normal(2), jit_compile: true)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "references", Assert.Throws<NotSupportedException>(() => tf.function((ref int x) => x)).Message, StringComparison.Ordinal);
        var f = tf.function((Tensor x, object y) => x, input_signature: [tf.TensorSpec((null, 3)), tf.TensorSpec(Shape.Scalar, "int32")]);
        Assert.Equal((2, 3), f(Zeros(2, 3), Tensor.Scalar(1)).Shape);
        foreach (var (x, y) in new (Tensor, object)[]
        {
            (Zeros(2, 4), Tensor.Scalar(1)), (Zeros(2, 3), Tensor.Scalar(1f)), (Zeros(2, 3), "a")
        })
            Assert.Contains(
                "input_signature: (TensorSpec(shape=(None, 3), dtype=tf.float32, name=None), TensorSpec(shape=(), dtype=tf.int32, "
                + "name=None))",
                Assert.Throws<ValueError>(() => f(x, y)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_in_a_function_ends_its_call()
    {
        K.clear_session();
        keras.utils.set_random_seed(7);
        var f = tf.function((bool fails) => fails ? throw new InvalidOperationException("no") : tf.random.normal(2));
        Assert.Throws<InvalidOperationException>(() => f(true));
        Assert.False(RandomStreams.Global.InGraph);
        Near.Equal([0.3537f, 0.6636f], f(false).ToArray<float>(), 1e-4);
    }

    [Fact]
    public void A_function_on_symbolic_tensors_is_a_step_of_the_model()
    {
        var square = tf.function((Tensor x) => tf.square(x));
        var x = keras.Input(3);
        var model = keras.Model(x, square(x));
        Assert.Equal([1, 4, 9], model[Tensor.From<float>([1, 2, 3], (1, 3))][0].ToArray<float>());
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_program_draws_as_Keras_s(string name)
    {
        K.clear_session();
        keras.utils.set_random_seed(7);
        var expected = GoldenFile.RecordedRoot(File).GetProperty(name).EnumerateArray().ToArray();
        var values = programs[name]().ToArray();
        Assert.Equal(expected.Length, values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            Assert.Equal(
                expected[i].GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()),
                values[i].Shape.Select(size => size!.Value));
            Near.Equal([.. expected[i].GetProperty("values").EnumerateArray().Select(value => value.GetSingle())],
                Ops.Cast(values[i], DType.Float32).ToArray<float>(), 1e-5);
        }
    }

    private static IEnumerable<Tensor> TrainingStep()
    {
        var x = Tensor.From<float>([.. Enumerable.Range(0, 60).Select(i => (float)Math.Sin(i))], (4, 5, 3));
        var y = Tensor.From<int>(0, 1, 2, 1);
        var model = keras.Sequential([GRU(8, input_shape: (5, 3)), Dropout(0.5), Dense(3)]);
        var (optimizer, loss) = (keras.optimizers.Adam(0.01), keras.losses.SparseCategoricalCrossentropy(from_logits: true));
        var step = tf.function((Tensor x, Tensor y) =>
        {
            using var tape = tf.GradientTape();
            var value = loss.__call__(y, model.__call__(x, training: true));
            optimizer.apply_gradients(zip(tape.gradient(value, model.trainable_variables), model.trainable_variables));
            return value;
        });
        return Times(4, () => step(x, y));
    }

    private static IEnumerable<Tensor> OwnSeedsInAStep()
    {
        var model = keras.Sequential([Dropout(0.5, seed: 3, input_shape: 6), Dense(2, kernel_initializer: "ones")]);
        var optimizer = keras.optimizers.SGD(0.1);
        var step = tf.function((Tensor x) =>
        {
            using var tape = tf.GradientTape();
            var value = tf.reduce_sum(tf.pow(model.__call__(x, training: true), 2));
            optimizer.apply_gradients(zip(tape.gradient(value, model.trainable_variables), model.trainable_variables));
            return value;
        });
        return Times(3, () => step(Ones(2, 6)));
    }

    private static IEnumerable<T> Times<T>(int count, Func<T> f) => [.. Enumerable.Range(0, count).Select(_ => f())];

    private static Tensor Ones(params int[] shape) => Ops.Ones(Shape.Of(shape));

    private static Tensor Zeros(params int[] shape) => Ops.Zeros(Shape.Of(shape));

    private sealed class Noisy : Model
    {
        private readonly Layer dense = Dense(2);
        private readonly Layer dropout = Dropout(0.5);
        private readonly Func<Tensors, bool, Tensor> compute;

        public Noisy() => compute = tf.function((Tensors x, bool training) => (Tensor)dropout.__call__(dense[x], training: training));

        public override Tensors call(Tensors inputs, CallContext context) => compute(inputs, context.training);
    }

    private sealed class NoisyPart : Model
    {
        private readonly Layer dense = Dense(2, kernel_initializer: "ones");
        private readonly Layer first = Dropout(0.5);
        private readonly Layer second = Dropout(0.5);
        private readonly Func<Tensors, bool, Tensors> part;

        public NoisyPart() => part = tf.function((Tensors x, bool training) => first.__call__(x, training: training));

        public override Tensors call(Tensors inputs, CallContext context) =>
            second.__call__(part(part(dense[inputs], context.training), context.training), training: context.training);
    }
}
