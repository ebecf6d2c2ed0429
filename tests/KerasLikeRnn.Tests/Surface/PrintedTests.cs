using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using KerasLikeRnn.Python;
using NumSharp;
using static keras.layers;
using static keras.models;
using K = keras.backend;

namespace KerasLikeRnn.Tests.Surface;

/// <summary>What print shows, against what record_printed.py had Python show of the same.</summary>
[Collection("Seeds")]
public sealed class PrintedTests
{
    private const string File = "Surface/printed.json";

    private static readonly Dictionary<string, Func<object?>> printed = new()
    {
        ["np.zeros(3, 'float32').dtype"] = () => np.zeros(new NumSharp.Shape(3), NPTypeCode.Single).dtype,
        ["np.zeros(3, 'int64').dtype"] = () => np.zeros(new NumSharp.Shape(3), NPTypeCode.Int64).dtype,
        ["np.zeros(3, 'uint8').dtype"] = () => np.zeros(new NumSharp.Shape(3), NPTypeCode.Byte).dtype,
        ["np.zeros(3, bool).dtype"] = () => np.zeros(new NumSharp.Shape(3), NPTypeCode.Boolean).dtype,
        ["tf.zeros(3).dtype"] = () => tf.zeros(3).dtype,
        ["[tf.zeros(3).dtype]"] = () => new[] { tf.zeros(3).dtype },
        ["tf.constant(['a']).dtype"] = () => Texts(new[] { "a" }).dtype,
        ["tf.Variable(1.).dtype"] = () => tf.Variable(1.0).dtype,
        ["tf.int32"] = () => tf.int32,
        ["K.dtype(tf.zeros(3))"] = () => K.dtype(tf.zeros(3)),
        ["tf.zeros((2, 3)).shape"] = () => tf.zeros((2, 3)).shape,
        ["[t.shape for t in [tf.zeros((2, 3)), tf.zeros(())]]"] =
            () => new[] { tf.zeros((2, 3)), tf.zeros(Engine.Shape.Scalar) }.Select(t => t.shape),
        ["{'a': tf.zeros((2, 3)).shape}"] = () => new Dictionary<string, Engine.Shape> { ["a"] = tf.zeros((2, 3)).shape },
        ["(tf.zeros(3).shape, None)"] = () => (tf.zeros(3).shape, (object?)null),
        ["[w.shape for w in dense().weights]"] = () => dense().weights.Select(w => w.shape),
        ["[w.name for w in dense().weights]"] = () => dense().weights.Select(w => w.name),
        ["dense().input_shape"] = () => dense().input_shape,
        ["[l.output_shape for l in dense().layers]"] = () => dense().layers.Select(l => l.output_shape),
        ["dense().output.shape"] = () => dense().output.shape,
        ["dense().input"] = () => dense().input,
        ["dense().output"] = () => dense().output,
        ["dense().inputs"] = () => dense().inputs,
        ["dense().outputs"] = () => dense().outputs,
        ["[l.output for l in dense().layers]"] = () => dense().layers.Select(l => l.output),
        ["dense().layers[0].input"] = () => dense().layers[0].input,
        ["dense().get_config()"] = () => dense().get_config(),
        ["dense().layers[0].get_config()"] = () => dense().layers[0].get_config(),
        ["dense().optimizer.lr"] = () => dense().optimizer.lr,
        ["dense().optimizer.iterations"] = () => dense().optimizer.iterations,
        ["dense().metrics_names"] = () => dense().metrics_names,
        ["trained().optimizer.lr"] = () => trained().optimizer.lr,
        ["trained().optimizer.iterations"] = () => trained().optimizer.iterations,
        ["trained().optimizer.iterations.numpy()"] = () => trained().optimizer.iterations.numpy(),
        ["[w.name for w in trained().optimizer.weights]"] = () => trained().optimizer.weights.Select(w => w.name),
        ["trained().history.history.keys()"] = () => trained().history!.history.keys(),
        ["trained().history.history.values()"] = () => trained().history!.history.values(),
        ["trained().history.history.items()"] = () => trained().history!.history.items(),
        ["trained().history.history"] = () => trained().history!.history,
        ["trained().history.params"] = () => trained().history!.@params,
        ["trained().history.epoch"] = () => trained().history!.epoch,
        ["trained().metrics_names"] = () => trained().metrics_names,
        ["[w.name for w in metrics.AUC().weights]"] = () => keras.metrics.AUC().weights.Select(w => w.name),
        ["metrics.Mean().weights"] = () => keras.metrics.Mean().weights,
        ["metrics.Mean()"] = () => keras.metrics.Mean(),
        ["metrics.Mean(name='x')"] = () => keras.metrics.Mean(name: "x"),
        ["metrics.AUC()"] = () => keras.metrics.AUC(),
        ["metrics.BinaryAccuracy()"] = () => keras.metrics.BinaryAccuracy(),
        ["metrics.Mean().result()"] = () => keras.metrics.Mean().result(),
        ["Sequential([Dense(2)]).inputs"] = () => Sequential([Dense(2)]).inputs,
        ["Sequential([Embedding(4, 2, input_length=3)]).get_config()"] = () => Sequential([Embedding(4, 2, input_length: 3)]).get_config(),
        ["clone_model(Sequential([Embedding(4, 2, input_length=3)])).get_config()"] =
            () => clone_model(Sequential([Embedding(4, 2, input_length: 3)])).get_config(),
        ["Sequential([Embedding(4, 2, input_length=3)]).to_json()"] = () => Sequential([Embedding(4, 2, input_length: 3)]).to_json(),
        ["two().input_shape"] = () => two().input_shape,
        ["two().output_shape"] = () => two().output_shape,
        ["two().input"] = () => two().input,
        ["two().output"] = () => two().output,
        ["[l.input_shape for l in two().layers]"] = () => two().layers.Select(l => l.input_shape),
        ["[l.output_shape for l in two().layers]"] = () => two().layers.Select(l => l.output_shape),
        ["two().layers[0].input"] = () => two().layers[0].input,
        ["two().layers[0].output"] = () => two().layers[0].output,
        ["two().layers[0].get_input_at(0)"] = () => two().layers[0].get_input_at(0),
        ["two().layers[0].get_input_shape_at(0)"] = () => two().layers[0].get_input_shape_at(0),
        ["two().layers[0].get_output_shape_at(0)"] = () => two().layers[0].get_output_shape_at(0),
        ["two().layers[2].get_input_shape_at(0)"] = () => two().layers[2].get_input_shape_at(0),
        ["named().input_shape"] = () => named().input_shape,
        ["named().output_shape"] = () => named().output_shape,
        ["named().input"] = () => named().input,
        ["named().output"] = () => named().output,
        ["concatenated().input_shape"] = () => concatenated().input_shape,
        ["concatenated().get_input_shape_at(0)"] = () => concatenated().get_input_shape_at(0),
        ["concatenated().input"] = () => concatenated().input,
        ["stated().output_shape"] = () => stated().output_shape,
        ["stated().output"] = () => stated().output,
        ["called().input_shape"] = () => called().input_shape,
        ["called().output_shape"] = () => called().output_shape,
        ["Input((3,))"] = () => Input(3),
        ["Input((3,), dtype='int32', name='x')"] = () => Input(3, dtype: "int32", name: "x"),
        ["(Input((3,)), Input((2,)))"] = () => (Input(3), Input(2)),
        ["[Input((None, 3), batch_size=2)]"] = () => new[] { Input((null, 3), batch_size: 2) },
        ["Input((3,)) + 1"] = () => Input(3) + 1,
        ["tf.reduce_sum(Input((3,)))"] = () => tf.reduce_sum(Input(3)),
        ["Input((3,))[:, 0]"] = () => ((Tensor)Input(3))[.., 0],
        ["Conv2D(4, 2, input_shape=(3, 3, 2)).get_config()"] = () => Conv2D(4, 2, input_shape: (3, 3, 2)).get_config(),
        ["Reshape((2, 3)).get_config()"] = () => Reshape((2, 3)).get_config(),
        ["Permute((2, 1)).get_config()"] = () => Permute((2, 1)).get_config(),
        ["Dropout(.5).get_config()"] = () => Dropout(0.5).get_config(),
        ["LSTM(3).get_config()"] = () => LSTM(3).get_config(),
        ["optimizers.Adam().get_config()"] = () => keras.optimizers.Adam().get_config(),
        ["optimizers.SGD(schedules.ExponentialDecay(0.1, 30, 0.5)).get_config()"] =
            () => keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 30, 0.5)).get_config(),
        ["schedules.ExponentialDecay(0.1, 30, 0.5).get_config()"] =
            () => keras.optimizers.schedules.ExponentialDecay(0.1, 30, 0.5).get_config(),
        ["schedules.PiecewiseConstantDecay([10, 20], [0.1, 0.2, 0.3]).get_config()"] =
            () => keras.optimizers.schedules.PiecewiseConstantDecay([10, 20], [0.1, 0.2, 0.3]).get_config(),
        ["schedules.CosineDecay(0.1, 30).get_config()"] = () => keras.optimizers.schedules.CosineDecay(0.1, 30).get_config(),
        ["schedules.PolynomialDecay(0.1, 30).get_config()"] = () => keras.optimizers.schedules.PolynomialDecay(0.1, 30).get_config(),
        ["schedules.ExponentialDecay(0.1, 30, 0.5)(10)"] = () => keras.optimizers.schedules.ExponentialDecay(0.1, 30, 0.5)[10],
        ["schedules.ExponentialDecay(0.1, 30, 0.5)(10).numpy()"] =
            () => keras.optimizers.schedules.ExponentialDecay(0.1, 30, 0.5)[10].numpy(),
        ["K.get_value(optimizers.Adam().lr)"] = () => K.get_value(keras.optimizers.Adam().lr),
        ["optimizers.SGD(0.1).lr"] = () => keras.optimizers.SGD(0.1).lr,
        ["[optimizers.SGD(0.1).lr]"] = () => new object[] { keras.optimizers.SGD(0.1).lr },
        ["optimizers.SGD(0.1).lr.numpy()"] = () => keras.optimizers.SGD(0.1).lr.numpy(),
        ["float(optimizers.SGD(0.1).lr)"] = () => (double)keras.optimizers.SGD(0.1).lr,
        ["list(np.array([1.0, 2.0]))"] = () => Elements(np.array([1.0, 2.0])),
        ["list(np.array([1, 2], 'float32'))"] = () => Elements(np.array([1f, 2f])),
        ["list(np.array([1, 2]))"] = () => Elements(np.array([1L, 2L])),
        ["[1.0, 2.0]"] = () => new[] { 1.0, 2.0 },
        ["[True, False]"] = () => new[] { true, false },
        ["['a', 'b']"] = () => new[] { "a", "b" },
        ["[[1, 2], [3]]"] = () => new int[][] { [1, 2], [3] },
        ["(1,)"] = () => ValueTuple.Create(1),
        ["tf.constant('a')"] = () => Texts("a"),
        ["tf.constant(['a', 'it\\'s'])"] = () => Texts(new[] { "a", "it's" }),
        ["[tf.constant(['a', 'b'])]"] = () => new[] { Texts(new[] { "a", "b" }) },
        ["tf.constant([['a', 'b'], ['c', 'd']])"] = () => Texts(new[,] { { "a", "b" }, { "c", "d" } }),
        ["[tf.constant([['a', 'b'], ['c', 'd']])]"] = () => new[] { Texts(new[,] { { "a", "b" }, { "c", "d" } }) },
        ["tf.constant('é')"] = () => Texts("é"),
        ["[tf.zeros((0, 3))]"] = () => new[] { tf.zeros((0, 3)) },
        ["tf.zeros((0, 3))"] = () => tf.zeros((0, 3)),
        ["InputSpec(shape=(None, 3))"] = () => InputSpec(shape: (null, 3)),
        ["tf.linalg.global_norm([tf.constant([3., 0.]), None, tf.constant([[4.]])])"] =
            () => tf.linalg.global_norm([tf.constant([3.0, 0.0]), null, tf.constant([[4.0]])]),
        ["tf.clip_by_global_norm([tf.constant([3., 0.]), tf.constant([[4.]])], 1.)"] =
            () => Clipped(tf.clip_by_global_norm([tf.constant([3.0, 0.0]), tf.constant([[4.0]])], 1.0)),
        ["tf.clip_by_global_norm([tf.constant([3., 0.]), None], 10.)"] =
            () => Clipped(tf.clip_by_global_norm([tf.constant([3.0, 0.0]), null], 10.0)),
        ["tf.clip_by_norm(tf.constant([3., 4.]), 1.)"] = () => tf.clip_by_norm(tf.constant([3.0, 4.0]), 1.0),
        ["tf.clip_by_value(tf.constant([3., -4.]), -1., 1.)"] = () => tf.clip_by_value(tf.constant([3.0, -4.0]), -1.0, 1.0),
    };

    private static readonly Dictionary<string, Func<Tensor>> names = new()
    {
        ["Dense(2)|(3,)"] = () => Dense(2)[Input(3)],
        ["Dense(2, use_bias=False)|(3,)"] = () => Dense(2, use_bias: false)[Input(3)],
        ["Dense(2, use_bias=False)|(4, 3)"] = () => Dense(2, use_bias: false)[Input((4, 3))],
        ["Dense(2, activation='relu')|(3,)"] = () => Dense(2, activation: "relu")[Input(3)],
        ["Dense(2, activation='tanh')|(3,)"] = () => Dense(2, activation: "tanh")[Input(3)],
        ["Dense(2, activation='sigmoid')|(3,)"] = () => Dense(2, activation: "sigmoid")[Input(3)],
        ["Dense(2, activation='softmax')|(4, 3)"] = () => Dense(2, activation: "softmax")[Input((4, 3))],
        ["Dense(2, activation='elu')|(3,)"] = () => Dense(2, activation: "elu")[Input(3)],
        ["Dense(2, activation='selu')|(3,)"] = () => Dense(2, activation: "selu")[Input(3)],
        ["Dense(2, activation='softplus')|(3,)"] = () => Dense(2, activation: "softplus")[Input(3)],
        ["Dense(2, activation='softsign')|(3,)"] = () => Dense(2, activation: "softsign")[Input(3)],
        ["Dense(2, activation='swish')|(3,)"] = () => Dense(2, activation: "swish")[Input(3)],
        ["Dense(2, activation='gelu')|(3,)"] = () => Dense(2, activation: "gelu")[Input(3)],
        ["Dense(2, activation='exponential')|(3,)"] = () => Dense(2, activation: "exponential")[Input(3)],
        ["Dense(2, activation='hard_sigmoid')|(3,)"] = () => Dense(2, activation: "hard_sigmoid")[Input(3)],
        ["Activation('relu')|(3,)"] = () => Activation("relu")[Input(3)],
        ["Activation('linear')|(3,)"] = () => Activation("linear")[Input(3)],
        ["ReLU()|(3,)"] = () => ReLU()[Input(3)],
        ["ReLU(6.)|(3,)"] = () => ReLU(6.0)[Input(3)],
        ["LeakyReLU()|(3,)"] = () => LeakyReLU()[Input(3)],
        ["ELU()|(3,)"] = () => ELU()[Input(3)],
        ["PReLU()|(3,)"] = () => PReLU()[Input(3)],
        ["ThresholdedReLU()|(3,)"] = () => ThresholdedReLU()[Input(3)],
        ["Softmax()|(3,)"] = () => Softmax()[Input(3)],
        ["Embedding(4, 2)|(3,)"] = () => Embedding(4, 2)[Input(3)],
        ["Masking()|(3, 4)"] = () => Masking()[Input((3, 4))],
        ["Dropout(.5)|(3,)"] = () => Dropout(0.5)[Input(3)],
        ["SpatialDropout1D(.5)|(3, 4)"] = () => SpatialDropout1D(0.5)[Input((3, 4))],
        ["SpatialDropout3D(.5)|(3, 4, 5, 6)"] = () => SpatialDropout3D(0.5)[Input((3, 4, 5, 6))],
        ["GaussianNoise(.5)|(3,)"] = () => GaussianNoise(0.5)[Input(3)],
        ["GaussianDropout(.5)|(3,)"] = () => GaussianDropout(0.5)[Input(3)],
        ["AlphaDropout(.5)|(3,)"] = () => AlphaDropout(0.5)[Input(3)],
        ["Flatten()|(3, 4)"] = () => Flatten()[Input((3, 4))],
        ["Reshape((4, 3))|(3, 4)"] = () => Reshape((4, 3))[Input((3, 4))],
        ["Permute((2, 1))|(3, 4)"] = () => Permute((2, 1))[Input((3, 4))],
        ["RepeatVector(3)|(4,)"] = () => RepeatVector(3)[Input(4)],
        ["Cropping1D(1)|(5, 4)"] = () => Cropping1D(1)[Input((5, 4))],
        ["Cropping2D(1)|(5, 4, 2)"] = () => Cropping2D(1)[Input((5, 4, 2))],
        ["Cropping3D(1)|(5, 4, 4, 2)"] = () => Cropping3D(1)[Input((5, 4, 4, 2))],
        ["UpSampling1D(2)|(5, 4)"] = () => UpSampling1D(2)[Input((5, 4))],
        ["UpSampling2D(2)|(5, 4, 2)"] = () => UpSampling2D(2)[Input((5, 4, 2))],
        ["UpSampling3D(2)|(5, 4, 4, 2)"] = () => UpSampling3D(2)[Input((5, 4, 4, 2))],
        ["ZeroPadding1D(2)|(5, 4)"] = () => ZeroPadding1D(2)[Input((5, 4))],
        ["ZeroPadding3D(2)|(5, 4, 4, 2)"] = () => ZeroPadding3D(2)[Input((5, 4, 4, 2))],
        ["Conv1D(2, 3)|(5, 4)"] = () => Conv1D(2, 3)[Input((5, 4))],
        ["Conv1D(2, 3, use_bias=False)|(5, 4)"] = () => Conv1D(2, 3, use_bias: false)[Input((5, 4))],
        ["Conv1D(2, 3, activation='relu')|(5, 4)"] = () => Conv1D(2, 3, activation: "relu")[Input((5, 4))],
        ["Conv2D(2, 3, use_bias=False)|(5, 5, 4)"] = () => Conv2D(2, 3, use_bias: false)[Input((5, 5, 4))],
        ["Conv3D(2, 3)|(5, 5, 5, 4)"] = () => Conv3D(2, 3)[Input((5, 5, 5, 4))],
        ["Conv2DTranspose(2, 3)|(5, 5, 4)"] = () => Conv2DTranspose(2, 3)[Input((5, 5, 4))],
        ["SeparableConv1D(2, 3)|(5, 4)"] = () => SeparableConv1D(2, 3)[Input((5, 4))],
        ["SeparableConv2D(2, 3)|(5, 5, 4)"] = () => SeparableConv2D(2, 3)[Input((5, 5, 4))],
        ["DepthwiseConv2D(3)|(5, 5, 4)"] = () => DepthwiseConv2D(3)[Input((5, 5, 4))],
        ["LocallyConnected1D(2, 3)|(5, 4)"] = () => LocallyConnected1D(2, 3)[Input((5, 4))],
        ["LocallyConnected2D(2, 3)|(5, 5, 4)"] = () => LocallyConnected2D(2, 3)[Input((5, 5, 4))],
        ["MaxPooling1D(2)|(5, 4)"] = () => MaxPooling1D(2)[Input((5, 4))],
        ["MaxPooling2D(2)|(5, 5, 4)"] = () => MaxPooling2D(2)[Input((5, 5, 4))],
        ["MaxPooling3D(2)|(5, 5, 5, 4)"] = () => MaxPooling3D(2)[Input((5, 5, 5, 4))],
        ["AveragePooling1D(2)|(5, 4)"] = () => AveragePooling1D(2)[Input((5, 4))],
        ["AveragePooling3D(2)|(5, 5, 5, 4)"] = () => AveragePooling3D(2)[Input((5, 5, 5, 4))],
        ["GlobalMaxPooling1D()|(5, 4)"] = () => GlobalMaxPooling1D()[Input((5, 4))],
        ["GlobalMaxPooling3D()|(5, 5, 5, 4)"] = () => GlobalMaxPooling3D()[Input((5, 5, 5, 4))],
        ["GlobalAveragePooling2D()|(5, 5, 4)"] = () => GlobalAveragePooling2D()[Input((5, 5, 4))],
        ["BatchNormalization()|(3,)"] = () => BatchNormalization()[Input(3)],
        ["BatchNormalization()|(3, 4, 5)"] = () => BatchNormalization()[Input((3, 4, 5))],
        ["LayerNormalization()|(3,)"] = () => LayerNormalization()[Input(3)],
        ["UnitNormalization()|(3,)"] = () => UnitNormalization()[Input(3)],
        ["SimpleRNN(2)|(3, 4)"] = () => SimpleRNN(2)[Input((3, 4))],
        ["SimpleRNN(2, return_sequences=True)|(3, 4)"] = () => SimpleRNN(2, return_sequences: true)[Input((3, 4))],
        ["LSTM(2)|(3, 4)"] = () => LSTM(2)[Input((3, 4))],
        ["LSTM(2, return_sequences=True)|(3, 4)"] = () => LSTM(2, return_sequences: true)[Input((3, 4))],
        ["LSTM(2, activation='relu')|(3, 4)"] = () => LSTM(2, activation: "relu")[Input((3, 4))],
        ["GRU(2)|(3, 4)"] = () => GRU(2)[Input((3, 4))],
        ["RNN(LSTMCell(2))|(3, 4)"] = () => RNN(LSTMCell(2))[Input((3, 4))],
        ["Bidirectional(LSTM(2))|(3, 4)"] = () => Bidirectional(LSTM(2))[Input((3, 4))],
        ["Bidirectional(LSTM(2), merge_mode='sum')|(3, 4)"] = () => Bidirectional(LSTM(2), merge_mode: "sum")[Input((3, 4))],
        ["Bidirectional(LSTM(2), merge_mode='ave')|(3, 4)"] = () => Bidirectional(LSTM(2), merge_mode: "ave")[Input((3, 4))],
        ["TimeDistributed(Dense(2))|(3, 4)"] = () => TimeDistributed(Dense(2))[Input((3, 4))],
        ["ConvLSTM2D(2, 2)|(3, 4, 4, 2)"] = () => ConvLSTM2D(2, 2)[Input((3, 4, 4, 2))],
        ["Rescaling(2.)|(3,)"] = () => Rescaling(2.0)[Input(3)],
        ["Normalization(mean=1., variance=1.)|(3,)"] = () => Normalization(mean: 1.0, variance: 1.0)[Input(3)],
    };

    public static TheoryData<string> Printed => [.. GoldenFile.Recorded(File, "printed").Select(GoldenFile.Name)];

    public static TheoryData<string> Names => [.. GoldenFile.Recorded(File, "names").Select(GoldenFile.Name)];

    [Theory]
    [MemberData(nameof(Printed))]
    public void It_prints_as_in_Python(string name)
    {
        keras.backend.clear_session();
        Assert.Equal(Text("printed", name), PythonText.Str(printed[name]()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_symbolic_tensor_has_the_name_of_the_operation_that_gives_it(string name)
    {
        keras.backend.clear_session();
        Assert.Equal(Text("names", name), ((KerasTensor)names[name]()).name);
    }

    [Fact]
    public void Whole_numbers_print_as_a_tuple_only_where_they_are_the_shape_of_an_array()
    {
        var labels = new long[] { 3, 4 };
        var x = np.zeros((3, 4));
        Assert.Equal("[3, 4]", Builtins.str(labels));
        Assert.Equal("(3, 4)", Builtins.str(x.shape));
    }

    [Fact]
    public void An_element_type_is_equal_to_its_name_and_goes_where_a_type_goes()
    {
        var x = tf.zeros((2, 3));
        Assert.True(x.dtype == "float32" && x.dtype == tf.float32 && x.dtype != tf.int32);
        Assert.Equal(Engine.DType.Float32, Ops.Cast(tf.ones(2, dtype: tf.int32), x.dtype).DType);
    }

    private static string Text(string part, string name) =>
        GoldenFile.Recorded(File, part).Single(one => one.Name() == name).GetProperty("text").GetString()!;

    private static Tensor Texts(Tensors texts) => texts;

    private static NDArray[] Elements(NDArray array) => [.. Enumerable.Range(0, (int)array.size).Select(i => array[i])];

    private static object Clipped((Gradient[] List, Tensor Norm) clipped) =>
        (clipped.List.Select(one => (object?)one?.Dense).ToList(), clipped.Norm);

    private static Sequential dense()
    {
        var model = Sequential([Dense(2, activation: "relu", input_shape: 3)]);
        model.compile("adam", "mse", metrics: ["mae"]);
        return model;
    }

    private static Sequential trained()
    {
        var model = dense();
        model.fit(np.zeros((4, 3)), np.zeros((4, 2)), epochs: 2, verbose: 0);
        return model;
    }

    private static Functional two()
    {
        Tensor a = Input(3, name: "a"), b = Input(2, name: "b");
        return Model([a, b], [Dense(1, name: "c")[a], Dense(2, name: "d")[b]]);
    }

    private static Functional named()
    {
        Tensor a = Input(3, name: "a");
        return Model(new Tensors { ["x"] = a }, new Tensors { ["p"] = Dense(1, name: "c")[a], ["q"] = Dense(2, name: "d")[a] });
    }

    private static Concatenate concatenated()
    {
        var layer = Concatenate();
        Tensor a = Input(3, name: "a");
        _ = layer[[a, a]];
        return layer;
    }

    private static LSTM stated()
    {
        var layer = LSTM(2, return_state: true);
        _ = layer[Input((3, 4), name: "a")];
        return layer;
    }

    private static Sequential called()
    {
        var model = Sequential([Dense(2)]);
        _ = model[tf.zeros((2, 3))];
        return model;
    }
}
