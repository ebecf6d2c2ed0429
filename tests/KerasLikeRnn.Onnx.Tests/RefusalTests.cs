using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using static keras.layers;

namespace KerasLikeRnn.Tests.Onnx;

/// <summary>What cannot be written is refused by name, and the caller told what to do; nothing is left at the path.</summary>
public sealed class RefusalTests
{
    private static readonly Dictionary<string, (Func<Model> Make, string[] Words)> refused = new()
    {
        ["Lambda"] = (() => One(Lambda(x => x * 2, name: "twice")), ["twice", "Lambda", "operations"]),
        ["own layer"] = (() => One(new Twice()), ["twice", "Twice", "your own"]),
        ["own layer, derived"] = (() => One(new OwnDense()), ["own_dense", "OwnDense", "your own"]),
        ["own layer inside"] = (() => keras.Sequential([TimeDistributed(new Twice(), input_shape: (4, 3))]), ["twice", "Twice"]),
        ["own cell"] = (() => keras.Sequential([RNN(new OwnCell(), input_shape: (4, 3))]), ["rnn", "own_cell", "OwnCell"]),
        ["own cell in a stack"] =
            (() => keras.Sequential([RNN(new AbstractRNNCell[] { LSTMCell(2), new OwnCell() }, input_shape: (4, 3))]), ["OwnCell"]),
        ["stateful"] =
            (() => keras.Sequential([LSTM(2, stateful: true, batch_input_shape: (1, 4, 3))]), ["lstm", "stateful", "initial_state"]),
        ["stateful inside"] =
            (() => keras.Sequential([Bidirectional(GRU(2, stateful: true), batch_input_shape: (1, 4, 3))]), ["gru", "stateful"]),
        ["training"] = (() => Of(x => Dropout(0.5).__call__(x, training: true)), ["dropout", "training=True"]),
        ["random"] = (() => Of(x => x + tf.random.normal(tf.shape(x))), ["random.normal", "random numbers"]),
        ["dropout"] = (() => Of(x => tf.nn.dropout(x, 0.5)), ["nn.dropout", "random numbers"]),
        ["function"] = (() => Of(x => tf.map_fn(row => row * 2, x)), ["map_fn", "C# function"]),
        ["loss"] = (() => Of(x => keras.losses.mean_squared_error(x, x)), ["mean_squared_error", "loss"]),
        ["hash"] = (() => One(Hashing(5)), ["hashing", "Hashing"]),
        ["words"] = (() => One(StringLookup(vocabulary: new[] { "a", "b" }), "string"), ["string_lookup", "StringLookup"]),
        ["numbers"] = (() => One(IntegerLookup(vocabulary: new[] { 1, 2 }), "int64"), ["integer_lookup", "IntegerLookup"]),
        ["text"] = (() => One(TextVectorization(vocabulary: new[] { "a", "b" }), "string", 1), ["text_vectorization", "TextVectorization"]),
        ["rows left open"] = (
            () => keras.Sequential([Resizing(4, 4, input_shape: (null, null, 3))]), ["resizing", "rows or columns", "Input"]),
        ["own activation"] = (
            () => keras.Sequential([Dense(2, activation: (Func<Tensor, Tensor>)(x => x * x.ToArray<float>()[0]), input_shape: 3)]),
            ["dense", "activation"]),
        ["bfloat16"] = (() => keras.Sequential([keras.Input(3, dtype: "bfloat16"), Dense(2, dtype: "bfloat16")]), ["bfloat16", "float32"]),
        ["own model"] = (() => new OwnModel(), ["own_model", "OwnModel", "functional"]),
        ["own model inside"] = (() => Of(x => new OwnModel()[x]), ["own_model", "OwnModel"]),
        ["linear model"] = (() => keras.experimental.LinearModel(), ["linear_model", "functional"]),
    };

    public static TheoryData<string> Names => [.. refused.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_cannot_be_written_is_refused_by_name(string name)
    {
        keras.backend.clear_session();
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.onnx");
        var (make, words) = refused[name];
        var model = make();
        var message = Assert.Throws<NotSupportedException>(() => keras.export.onnx(model, path)).Message;
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(Path.GetTempPath(), Path.GetFileName(path) + "*"));
    }

    [Fact]
    public void A_model_that_is_not_built_and_a_version_that_is_not_there_are_told()
    {
        var unbuilt = keras.Sequential([Dense(2)]);
        Assert.Contains(
            "not yet been built", Assert.Throws<ValueError>(() => keras.export.onnx(unbuilt, "x.onnx")).Message, StringComparison.Ordinal);
        var model = keras.Sequential([Dense(2, input_shape: 3)]);
        foreach (var opset in new[] { 12, 22, -1 })
            Assert.Contains(
                $"Received: opset={opset}", Assert.Throws<ValueError>(() => keras.export.onnx(model, "x.onnx", opset)).Message,
                StringComparison.Ordinal);
        Assert.Contains("`path`", Assert.Throws<ValueError>(() => keras.export.onnx(model, null!)).Message, StringComparison.Ordinal);
        Assert.Contains("`model`", Assert.Throws<ValueError>(() => keras.export.onnx(null!, "x.onnx")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_readers_would_not_take_is_refused_and_what_was_there_stays()
    {
        var model = keras.Sequential([Dense(100, input_shape: 100)]);
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.onnx");
        OnnxExport.Write(model, path, opset: 17);
        var length = new FileInfo(path).Length;
        // What 2 GB are to a large model.
        var error = Assert.Throws<NotSupportedException>(() => OnnxExport.Write(model, path, opset: 17, largest: 40_000));
        Assert.StartsWith(
            "The model has more than 2 GB of weights, the most that one ONNX file holds.", error.Message, StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(path) + "*"));
        Assert.Equal(length, new FileInfo(path).Length);
        OnnxExport.Write(model, path, opset: 17, largest: length);
        File.Delete(path);
    }

    private static Sequential One(Layer layer, string dtype = "float32", int size = 3) =>
        keras.Sequential([keras.Input(size, dtype: dtype), layer]);

    private static Functional Of(Func<Tensor, Tensors> compute)
    {
        var x = keras.Input(3);
        return keras.Model(x, compute(x));
    }

    private sealed class Twice : Layer
    {
        public override Tensors call(Tensors inputs, CallContext context) => (Tensor)inputs * 2;
    }

    private sealed class OwnDense() : Dense(2)
    {
        public override Tensors call(Tensors inputs, CallContext context) => base.call(inputs, context);
    }

    private sealed class OwnCell : AbstractRNNCell
    {
        public override StateSize state_size => 3;

        public override (Tensor Output, Tensors States) call(Tensor inputs, Tensors states) => (inputs, inputs);
    }

    private sealed class OwnModel : Model
    {
        public override Tensors call(Tensors inputs, CallContext context) => inputs;
    }
}
