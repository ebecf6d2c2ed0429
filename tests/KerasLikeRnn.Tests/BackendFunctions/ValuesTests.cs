using System.Reflection;
using System.Text.Json;
using KerasLikeRnn.BackendFunctions;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Operations;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using NumSharp;
using static keras.layers;
using static KerasLikeRnn.Builtins;
using K = keras.backend;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.BackendFunctions;

/// <summary>What a tensor's numbers are, and when: against what record_values.py made Keras say.</summary>
[Collection("Seeds")]
public sealed class ValuesTests
{
    private const string File = "BackendFunctions/values.json";

    private static readonly JsonElement recorded = GoldenFile.RecordedRoot(File);

    private static readonly float[,] start = { { 1, 2 }, { 3, 4 }, { 5, 6 } };

    /// <summary>Tensors made of a variable.</summary>
    private static readonly Dictionary<string, Func<Variable, Tensor>> made = new()
    {
        ["value"] = v => v.value(),
        ["read_value"] = v => v.read_value(),
        ["convert_to_tensor"] = v => tf.convert_to_tensor(v),
        ["identity"] = v => tf.identity(v),
        ["reshape"] = v => K.reshape(v, (2, 3)),
        ["reshape_same"] = v => K.reshape(v, (3, 2)),
        ["expand_dims"] = v => K.expand_dims(v, 0),
        ["flatten"] = v => K.flatten(v),
        ["batch_flatten"] = v => K.batch_flatten(v),
        ["squeeze"] = v => K.squeeze(K.expand_dims(v), -1),
        ["all"] = v => v[..],
        ["row"] = v => v[0],
        ["rows"] = v => v[1..],
        ["stop_gradient"] = v => K.stop_gradient(v),
        ["dropout"] = v => tf.nn.dropout(v, 0),
        ["K.dropout"] = v => K.dropout(v, 0),
        ["gather"] = v => K.gather(v, new[] { 2, 0 }),
        ["embedding_lookup"] = v => tf.nn.embedding_lookup(v, new[] { 2, 0 }),
        ["gather of gather"] = v => K.gather(K.gather(v, new[] { 2, 0 }), new[] { 1, 1 }),
        ["reshaped gather"] = v => K.reshape(K.gather(v, new[] { 2, 0 }), 4),
        ["tile"] = v => K.tile(v, [1, 1]),
        ["transpose"] = v => K.transpose(v),
        ["switch"] = v => K.@switch(true, () => tf.convert_to_tensor(v), () => v * 2),
        ["plus"] = v => v + 0,
        ["broadcast"] = v => tf.broadcast_to(v, (3, 2)),
        ["concat"] = v => K.concatenate([v]),
        ["stack"] = v => K.stack([v]),
        ["unstack"] = v => tf.unstack(v)[1],
        ["reverse"] = v => K.reverse(v, 0),
        ["clip"] = v => K.clip(v, -1e9, 1e9),
        ["relu"] = v => K.relu(v),
        ["foldl"] = v => K.foldl((a, x) => a, v, v),
        ["Flatten"] = v => Flatten()[v],
        ["Reshape"] = v => Reshape(2)[v],
        ["Dropout"] = v => Dropout(0.5)[v],
        ["RepeatVector"] = v => RepeatVector(1)[v],
        // C# only: the variable as a tensor.
        ["conversion"] = v => v,
        ["property"] = v => v.Value,
    };

    /// <summary>
    /// What hands the variable itself on in Keras, so that it shows later numbers; here it is a tensor, which never changes.
    /// </summary>
    private static readonly Dictionary<string, Func<Variable, Tensor>> itself = new()
    {
        ["cast"] = v => K.cast(v, "float32"),
        ["in_train_phase"] = v => K.in_train_phase(v, v, training: true),
        ["Activation"] = v => Activation("linear")[v],
        ["Lambda"] = v => Lambda((Tensor x) => x)[v],
        ["GaussianNoise"] = v => GaussianNoise(1)[v],
    };

    /// <summary>What a model of an Embedding of four ids computes before its Dense.</summary>
    private static readonly Dictionary<string, Func<Tensor, Tensors>> reductions = new()
    {
        ["GlobalMaxPooling1D"] = v => GlobalMaxPooling1D()[v],
        ["GlobalAveragePooling1D"] = v => GlobalAveragePooling1D()[v],
        ["LayerNormalization"] = v => Flatten()[LayerNormalization()[v]],
        ["BatchNormalization"] = v => Flatten()[BatchNormalization()[v]],
        ["std"] = v => Lambda(x => K.std(x, axis: 1))[v],
        ["mean twice"] = v => Lambda(x => K.mean(x, axis: 1) * x[.., 0])[v],
        ["var op"] = v => K.var(v, axis: 1),
        ["LSTM beside max"] = v => concatenate([LSTM(3)[v], GlobalMaxPooling1D()[v]]),
        ["max beside GRU"] = v => concatenate([GlobalMaxPooling1D()[v], GRU(3)[v]]),
        ["two RNNs"] = v => concatenate([SimpleRNN(3)[v], SimpleRNN(2)[v]]),
        ["Bidirectional"] = v => Bidirectional(LSTM(3))[v],
        ["Attention"] = v => GlobalAveragePooling1D()[Attention()[[v, v]]],
        ["Conv1D"] = v => GlobalMaxPooling1D()[Conv1D(3, 2)[v]],
        ["dropout"] = v => Flatten()[SpatialDropout1D(0)[v]],
        ["Add"] = v => Flatten()[Add()[[v, v]]],
        ["MaxPooling1D"] = v => Flatten()[MaxPooling1D(2)[v]],
        ["softmax"] = v => Flatten()[Softmax(axis: 1)[v]],
        ["logsumexp"] = v => Lambda(x => tf.reduce_logsumexp(x, 1))[v],
    };

    private static readonly int[,] ids = { { 0, 1, 4, 1 }, { 2, 2, 3, 0 } };

    private static readonly float[,] targets = { { 0 }, { 1 } };

    public static TheoryData<string> Made => [.. made.Keys.Concat(itself.Keys)];

    public static TheoryData<string> Reductions => [.. reductions.Keys];

    public static TheoryData<string> Recurrent => ["SimpleRNN", "LSTM", "GRU"];

    [Theory]
    [MemberData(nameof(Made))]
    public void A_tensor_made_of_a_variable_keeps_its_numbers(string name)
    {
        foreach (var change in new Action<Variable>[]
        {
            v => v.assign_add(Ops.Fill((3, 2), 100)), v => K.set_value(v, Ops.Fill((3, 2), 7)), v => v.assign_sub(Ops.Fill((3, 2), 1)),
            v => keras.optimizers.Adam().apply_gradients([(Ops.Fill((3, 2), 1), v)]),
            v => keras.optimizers.SGD(1).apply_gradients([(new IndexedSlices(Ops.Fill((2, 2), 1), Tensor.From(0, 2), (3, 2)), v)]),
        })
        {
            var v = tf.Variable(start);
            var held = (made.GetValueOrDefault(name) ?? itself[name])(v);
            change(v);
            change(v);
            Same(name switch
            {
                "conversion" or "property" => recorded.GetProperty("held").GetProperty("value"),
                _ when itself.ContainsKey(name) => recorded.GetProperty("held").GetProperty("value"),
                _ => recorded.GetProperty("held").GetProperty(name),
            }, held);
        }
    }

    [Fact]
    public void No_function_of_the_backend_or_tf_gives_a_tensor_that_follows_a_variable()
    {
        var tried = new List<string>();
        foreach (var method in new[] { typeof(K), typeof(tf), typeof(tf.math), typeof(tf.nn), typeof(tf.linalg), typeof(tf.random) }
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static)))
        {
            var v = tf.Variable(new[,] { { 0.5f, 0.25f }, { 0.75f, 0.125f } });
            var arguments = method.GetParameters().Select(parameter => Argument(parameter, v)).ToArray();
            var takesVariable = method.GetParameters().Any(parameter => parameter.ParameterType == typeof(TensorLike));
            if (arguments.Contains(Type.Missing) || !takesVariable) continue;
            Tensor[] held;
            try
            {
                held = method.Invoke(null, arguments) switch { Tensor one => [one], IEnumerable<Tensor> several => [.. several], _ => [] };
            }
            catch (TargetInvocationException)
            {
                // Not a call for this function: others are.
                continue;
            }
            var twin = held.Select(tensor => Ops.Copy(tensor).ToArray()).ToArray();
            var names = held.Length == 0 ? null : method.Name;
            v.assign(tf.fill((2, 2), 0.0625f));
            if (names is null) continue;
            tried.Add(names);
            Assert.True(
                held.Zip(twin).All(pair => pair.First.ToArray().Cast<object>().SequenceEqual(pair.Second.Cast<object>())),
                $"{method.DeclaringType!.Name}.{method.Name} follows the variable.");
        }
        Assert.True(tried.Distinct().Count() > 100, $"Only {tried.Count} functions took a variable: {string.Join(", ", tried.Distinct())}");

        static object? Argument(ParameterInfo parameter, Variable v) =>
            parameter.ParameterType == typeof(TensorLike) ? (TensorLike)v
            : parameter.ParameterType == typeof(TensorLike?) ? null
            : parameter.HasDefaultValue ? parameter.DefaultValue is null && parameter.ParameterType.IsValueType
                && Nullable.GetUnderlyingType(parameter.ParameterType) is null
                ? Activator.CreateInstance(parameter.ParameterType) : parameter.DefaultValue
            : parameter.ParameterType == typeof(int) ? 1
            : parameter.ParameterType == typeof(double) ? 0.0
            : parameter.ParameterType == typeof(string) ? "float32"
            : parameter.ParameterType == typeof(ShapeLike) ? (ShapeLike)new[] { 2, 2 }
            : parameter.ParameterType == typeof(Func<Tensor>) ? (Func<Tensor>)(() => v)
            : parameter.ParameterType == typeof(AxesLike) ? (AxesLike)0
            : Type.Missing;
    }

    [Fact]
    public void A_gather_keeps_its_rows_whatever_becomes_of_ids_and_table()
    {
        var table = tf.Variable(start);
        var rows = tf.Variable(new[] { 2, 0 }, trainable: false);
        var held = K.gather(table, rows);
        var wild = K.gather(table, rows);
        rows.assign(new[] { 100, 1000000 });
        table.assign(tf.zeros((3, 2)));
        Same(recorded.GetProperty("gather after ids"), held);
        Same(recorded.GetProperty("gather after ids"), K.max(K.expand_dims(wild, 0), axis: 0));
    }

    [Fact]
    public void An_old_value_is_the_old_one()
    {
        var v = tf.Variable(start);
        var old = v.value();
        v.assign_sub(tf.ones((3, 2)));
        Same(recorded.GetProperty("v - old"), v - old);
    }

    [Fact]
    public void The_output_of_an_Embedding_keeps_its_rows_when_the_weights_are_set()
    {
        var layer = (Embedding)Embedding(3, 2, weights: [np.array(start)]);
        Tensor held = layer[new[,] { { 0, 2 } }];
        layer.set_weights([np.zeros((3, 2), NPTypeCode.Single)]);
        Same(recorded.GetProperty("embedding after set_weights"), held);
    }

    [Fact]
    public void Outputs_of_a_model_stay_when_it_trains_on()
    {
        var model = keras.models.Sequential([Embedding(5, 2, input_length: 4), Flatten(), Dense(1)]);
        model.compile(optimizer: "adam", loss: "mse");
        Tensor lookup = model.layers[0].__call__(ids), output = model[ids];
        var before = (lookup.numpy(), output.numpy());
        Tensor again = model.layers[0].__call__(ids), same = model[ids];
        model.fit(ids, targets, epochs: 2, verbose: 0);
        Assert.Equal(before.Item1.ToArray<float>(), again.numpy().ToArray<float>());
        Assert.Equal(before.Item2.ToArray<float>(), same.numpy().ToArray<float>());
        Assert.NotEqual(before.Item2.ToArray<float>(), model[ids].numpy().ToArray<float>());
    }

    [Fact]
    public void A_layer_that_returns_its_weight_gives_what_it_was()
    {
        var layer = new ItsWeight();
        Tensor held = layer[tf.zeros((3, 2))], view = Flatten()[layer[tf.zeros((3, 2))]];
        layer.set_weights([np.zeros((3, 2), NPTypeCode.Single)]);
        Assert.Equal([1, 1, 1, 1, 1, 1], held.ToArray<float>());
        Assert.Equal([1, 1, 1, 1, 1, 1], view.ToArray<float>());

        var model = keras.models.Sequential([new ItsWeight(), Flatten()]);
        model.compile(optimizer: keras.optimizers.SGD(0.5), loss: "mse", metrics: ["mae"]);
        var history = model.fit(
            np.zeros((3, 2), NPTypeCode.Single), np.zeros((3, 2), NPTypeCode.Single), batch_size: 3, epochs: 2, verbose: 0);
        // The metric is that of the outputs before the update, as the loss is: 1, then 1 − 0.5 · 2/6.
        Assert.Equal([1, 1 - (0.5 / 3)], history.history["mae"].Select(value => Math.Round(value, 6)), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Fit_changes_weights_where_they_are()
    {
        var model = keras.models.Sequential(
            [Embedding(5, 2, input_length: 4), Bidirectional(LSTM(3, return_sequences: true)), BatchNormalization(), GRU(2), Dense(1)]);
        model.compile(optimizer: "adam", loss: "mse", metrics: ["mae"]);
        model.fit(ids, targets, verbose: 0);
        var before = model.weights.Concat(model.optimizer.weights).Select(weight => weight.Current.Storage).ToArray();
        model.fit(ids, targets, epochs: 3, verbose: 0);
        foreach (var (storage, weight) in before.Zip(model.weights.Concat(model.optimizer.weights)))
            Assert.True(ReferenceEquals(storage, weight.Current.Storage), $"{weight.Name} was copied.");
    }

    [Theory]
    [InlineData("throws")]
    [InlineData("persistent")]
    [InlineData("unused")]
    public void A_tape_that_a_step_leaves_open_records_nothing_after_it(string kind)
    {
        var (careful, careless) = (Stepped("careful"), Stepped(kind));
        for (var i = 0; i < 3; i++)
        {
            if (kind == "throws") Assert.Throws<InvalidDataException>(() => careless.train_on_batch(ids, targets));
            else careless.train_on_batch(ids, targets);
            Assert.False(Engine.GradientTape.IsRecording);
        }
        careless.kind = "careful";
        careless.set_weights(careful.get_weights());
        Assert.Equal(
            careful.fit(ids, targets, epochs: 3, verbose: 0, shuffle: false).history["loss"],
            careless.fit(ids, targets, epochs: 3, verbose: 0, shuffle: false).history["loss"]);

        static Careless Stepped(string kind)
        {
            var input = Input(4);
            var model = new Careless(input, Dense(1)[LSTM(3)[Embedding(5, 2)[input]]]) { kind = kind };
            model.compile(optimizer: "sgd", loss: "mse");
            return model;
        }
    }

    [Fact]
    public void A_symbolic_expression_of_a_variable_follows_it_as_in_Keras()
    {
        var scale = tf.Variable(2.0);
        var x = Input(1);
        var model = keras.models.Model(x, x * scale);
        Assert.Equal(6, (double)model[tf.constant(new[,] { { 3f } })][0][0], 6);
        scale.assign(10.0);
        Assert.Equal(30, (double)model[tf.constant(new[,] { { 3f } })][0][0], 6);
    }

    [Fact]
    public void Gradients_are_those_of_the_numbers_that_were_read()
    {
        var v = tf.Variable(3.0);
        using (var tape = tf.GradientTape())
        {
            var y = v * v;
            v.assign(10.0);
            Same(recorded.GetProperty("assign between"), tape.gradient(y, v));
        }
        v = tf.Variable(3.0);
        using (var tape = tf.GradientTape())
        {
            var y = v * v;
            v.assign(10.0);
            var z = y * v;
            Same(recorded.GetProperty("two versions"), tape.gradient(z, v));
        }
    }

    [Fact]
    public void A_value_is_a_tensor_of_its_own_for_tapes()
    {
        var v = tf.Variable(new[] { 3f, 4f });
        var old = v.value();
        v.assign(new[] { 5f, 5f });
        using (var tape = tf.GradientTape())
            Same(recorded.GetProperty("old in loss"), tape.gradient(tf.reduce_sum((v - old) * (v - old)), v));

        v = tf.Variable(new[] { 3f, 4f });
        using (var tape = tf.GradientTape(persistent: true))
        {
            var w = tf.convert_to_tensor(v);
            var y = w * v;
            Same(recorded.GetProperty("converted")[0], tape.gradient(y, w));
            Same(recorded.GetProperty("converted")[1], tape.gradient(y, v));
        }
        var before = tf.convert_to_tensor(v);
        using (var tape = tf.GradientTape()) Same(recorded.GetProperty("converted before"), tape.gradient(before * v, v));
    }

    [Fact]
    public void A_table_that_is_read_twice_adds_both_gradients()
    {
        var table = tf.Variable(start);
        using var tape = tf.GradientTape();
        var product = tf.reduce_sum(K.gather(table, new[] { 0, 2 }) * K.gather(table, new[] { 2, 2 }));
        Same(recorded.GetProperty("two gathers"), tape.gradient(product, table));
    }

    [Theory]
    [MemberData(nameof(Recurrent))]
    public void Gradients_by_a_lookup_that_feeds_a_recurrent_layer_are_Keras_s(string kind)
    {
        var answers = recorded.GetProperty("saliency").GetProperty(kind);
        var (embedding, layer) = (Words(), Filled(kind));
        using (var tape = tf.GradientTape(persistent: true))
        {
            Tensor v = embedding[ids];
            var y = tf.reduce_sum(K.square(layer[v]));
            Same(answers.GetProperty("y"), y);
            Same(answers.GetProperty("lookup"), tape.gradient(y, v));
            Same(answers.GetProperty("table"), tape.gradient(y, embedding.embeddings));
            Same(answers.GetProperty("kernel"), tape.gradient(y, layer.trainable_weights[0]));
        }
        Tensor before = embedding[ids];
        using (var tape = tf.GradientTape(persistent: true))
        {
            tape.watch(before);
            var y = tf.reduce_sum(K.square(layer[before]));
            Same(answers.GetProperty("watched"), tape.gradient(y, before));
            Assert.Null(tape.gradient(y, embedding.embeddings));
        }
        using (var tape = tf.GradientTape(persistent: true))
        {
            Tensor v = embedding[ids];
            var y = tf.reduce_sum(K.square(layer[v])) + tf.reduce_sum(K.square(K.max(v, axis: 1)));
            Same(answers.GetProperty("beside lookup"), tape.gradient(y, v));
            Same(answers.GetProperty("beside table"), tape.gradient(y, embedding.embeddings));
        }
        using (var tape = tf.GradientTape(persistent: true))
        {
            Tensor v = embedding[ids];
            var y = tf.reduce_sum(K.square(layer[v])) + tf.reduce_sum(Filled("GRU")[v]);
            Same(answers.GetProperty("two layers lookup"), tape.gradient(y, v));
            Same(answers.GetProperty("two layers table"), tape.gradient(y, embedding.embeddings));
        }
    }

    [Theory]
    [MemberData(nameof(Recurrent))]
    public void A_tape_in_a_tape_goes_through_a_lookup_and_a_recurrent_layer(string kind)
    {
        var answers = recorded.GetProperty("saliency").GetProperty(kind);
        var (embedding, layer) = (Words(), Filled(kind));
        using var outer = tf.GradientTape();
        Tensor v, slope;
        using (var inner = tf.GradientTape())
        {
            v = embedding[ids];
            inner.watch(v);
            slope = inner.gradient(tf.reduce_sum(K.square(layer[v])), v);
        }
        var penalty = tf.reduce_sum(K.square(slope));
        Same(answers.GetProperty("penalty"), penalty);
        var gradients = outer.gradient(penalty, [embedding.embeddings, .. layer.trainable_weights]);
        foreach (var (expected, actual) in answers.GetProperty("second").EnumerateArray().Zip(gradients)) Same(expected, actual);
    }

    [Theory]
    [MemberData(nameof(Reductions))]
    public void A_model_that_reduces_an_Embedding_trains_as_in_Keras(string name)
    {
        var answers = recorded.GetProperty("models").GetProperty(name);
        foreach (var own in new[] { false, true })
        {
            var input = Input(4);
            var output = Dense(1)[reductions[name](Embedding(5, 2)[input])];
            Model model = own ? new OwnStep(input, output) : keras.models.Model(input, output);
            foreach (var layer in model.layers.Where(layer => layer.weights.Count > 0))
                layer.set_weights(layer is Embedding ? [Table()] : [.. layer.weights.Select(weight => Pattern(weight.Shape, 7, 2))]);
            model.compile(optimizer: "sgd", loss: "mse");
            Same(answers.GetProperty("predict"), Ops.Cast(tf.constant((NDArray)model.predict(ids, verbose: 0)), Engine.DType.Float32));
            Same(answers.GetProperty("evaluate"), Tensor.Scalar((float)(double)model.evaluate(ids, targets, verbose: 0)));
            var history = model.fit(ids, targets, epochs: 3, batch_size: 2, verbose: 0, shuffle: false);
            Near.Equal(
                [.. answers.GetProperty("loss").EnumerateArray().Select(value => value.GetSingle())],
                [.. history.history["loss"].Select(value => (float)value)], 1e-4);
            Same(answers.GetProperty("table"), model.layers.OfType<Embedding>().Single().embeddings);
        }
    }

    private static Embedding Words()
    {
        var layer = new Embedding(5, 2);
        layer.build((null, 4));
        layer.built = true;
        layer.set_weights([Table()]);
        return layer;
    }

    private static Layer Filled(string kind)
    {
        Layer layer = kind == "LSTM" ? LSTM(3) : kind == "GRU" ? GRU(3) : SimpleRNN(3);
        layer.__call__(tf.zeros((1, 1, 2)));
        layer.set_weights(
            [.. layer.weights.Select((weight, i) => i == 2 ? Pattern(weight.Shape, 3, 0) : Pattern(weight.Shape, 7 - (2 * i), 3 - i))]);
        return layer;
    }

    private static NDArray Table() => (np.arange(10).astype(NPTypeCode.Single).reshape(5, 2) - 4f) / 10f;

    private static NDArray Pattern(Shape shape, int period, int least) => np.array(
        Enumerable.Range(0, (int)shape.Length).Select(i => (i % period - least) / 10f).ToArray()).reshape(
            [.. shape.Select(size => (long)size!.Value)]);

    private static void Same(JsonElement expected, Tensor actual)
    {
        var numbers = new List<float>();
        Collect(expected);
        Near.Equal(numbers, Ops.Cast(actual, Engine.DType.Float32).ToArray<float>(), 1e-5);

        void Collect(JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.Array)
                foreach (var item in element.EnumerateArray()) Collect(item);
            else numbers.Add(element.ValueKind == JsonValueKind.Null ? float.NaN : element.GetSingle());
        }
    }

    private sealed class ItsWeight : Layer
    {
        private Variable? weight;

        public override void build(Shape input_shape) => weight = add_weight("weight", (3, 2), initializer: "ones");

        public override Tensors call(Tensors inputs, CallContext context) => weight!;

        public override Shape compute_output_shape(Shape input_shape) => (3, 2);
    }

    /// <summary>A training step that does not close its tape.</summary>
    private sealed class Careless(Tensors inputs, Tensors outputs) : Functional(inputs, outputs)
    {
        public string kind = "careful";

        public override Logs train_step(StepData data)
        {
            var (x, y) = data;
            var tape = tf.GradientTape(persistent: kind == "persistent");
            var loss = tf.reduce_mean(K.square(y - this[x, training: true]));
            if (kind == "throws") throw new InvalidDataException("in the middle of a step");
            if (kind != "unused") optimizer.apply_gradients(tape.gradient(loss, trainable_weights).Zip(trainable_weights));
            return new() { { "loss", loss } };
        }
    }

    private sealed class OwnStep(Tensors inputs, Tensors outputs) : Functional(inputs, outputs)
    {
        public override Logs train_step(StepData data)
        {
            var (x, y) = data;
            using var tape = tf.GradientTape();
            var loss = tf.reduce_mean(K.square(y - this[x, training: true]));
            optimizer.apply_gradients(tape.gradient(loss, trainable_weights).Zip(trainable_weights));
            return new() { { "loss", loss } };
        }
    }
}
