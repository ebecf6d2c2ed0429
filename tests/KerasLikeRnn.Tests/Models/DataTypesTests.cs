using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Models;
using NumSharp;

namespace KerasLikeRnn.Tests.Models;

/// <summary>
/// Data of any type and layout train, score and predict as the same numbers in float32 do: Keras casts them to what the model takes.
/// </summary>
[Collection("Seeds")]
public sealed class DataTypesTests
{
    private const int Samples = 40;
    private const int Width = 6;

    private static readonly float[] Numbers = [.. Enumerable.Range(0, Samples * Width).Select(i => (float)(i * 37 % 101))];
    private static readonly NPTypeCode[] Types =
    [
        NPTypeCode.Byte, NPTypeCode.SByte, NPTypeCode.Int16, NPTypeCode.UInt16, NPTypeCode.Int32, NPTypeCode.UInt32, NPTypeCode.Int64,
        NPTypeCode.UInt64,
        NPTypeCode.Half, NPTypeCode.Single, NPTypeCode.Double,
    ];

    [Fact]
    public void Arrays_of_every_type_give_what_float32_gives()
    {
        var expected = Run(Floats(), Floats()[":, 0"]);
        foreach (var type in Types)
        {
            var x = Floats().astype(type);
            Assert.Equal(expected, Run(x, x[":, 0"]));
        }
    }

    [Fact]
    public void Arrays_of_any_layout_give_what_rows_in_order_give()
    {
        var expected = Run(Floats(), Floats()[":, 0"]);
        foreach (var type in Types)
        {
            var x = Floats().astype(type);
            var transposed = np.zeros(new NumSharp.Shape(Width, Samples), type);
            for (var i = 0; i < Width; i++) transposed[$"{i}"] = x[$":, {i}"];
            var spread = np.zeros(new NumSharp.Shape(2 * Samples, Width + 3), type);
            spread["::2, 2:-1"] = x;
            var upsideDown = np.zeros(new NumSharp.Shape(Samples, Width), type);
            for (var i = 0; i < Samples; i++) upsideDown[$"{i}"] = x[$"{Samples - 1 - i}"];
            foreach (var same in new[] { transposed.T, spread["::2, 2:-1"], upsideDown["::-1"], np.asfortranarray(x) })
                Assert.Equal(expected, Run(same, same[":, 0"]));
            Assert.Equal(Run(Floats()["5:25"], Floats()["5:25, 1"]), Run(x["5:25"], x["5:25, 1"]));
        }
    }

    [Fact]
    public void CSharp_arrays_of_every_type_give_what_float32_gives()
    {
        var expected = Run(Floats(), Floats()[":, 0"]);
        Check(v => (byte)v);
        Check(v => (sbyte)v);
        Check(v => (short)v);
        Check(v => (ushort)v);
        Check(v => (int)v);
        Check(v => (uint)v);
        Check(v => (long)v);
        Check(v => (ulong)v);
        Check(v => (Half)v);
        Check(v => v);
        Check(v => (double)v);

        void Check<T>(Func<float, T> of)
        {
            var rectangular = new T[Samples, Width];
            var jagged = new T[Samples][];
            var first = new T[Samples];
            for (var i = 0; i < Samples; i++)
            {
                for (var j = 0; j < Width; j++) rectangular[i, j] = of(Numbers[i * Width + j]);
                jagged[i] = [.. Enumerable.Range(0, Width).Select(j => of(Numbers[i * Width + j]))];
                first[i] = jagged[i][0];
            }
            Assert.Equal(expected, Run(rectangular, first));
            Assert.Equal(expected, Run(jagged, first));
        }
    }

    /// <summary>Keras: float32 where the model has an Input or a shape, else the type of the first data.</summary>
    [Theory]
    [InlineData("input", "float32")]
    [InlineData("input_shape", "float32")]
    [InlineData("none", "int64")]
    public void A_Sequential_hands_its_first_layer_the_type_of_its_input(string given, string type)
    {
        var seen = new List<string>();
        var layer = given == "input_shape" ? new Seeing(seen, new(input_shape: 3)) : new Seeing(seen);
        var model = keras.models.Sequential(given == "input" ? [keras.Input(3), layer] : [layer]);
        model.predict(np.zeros((2, 3), NPTypeCode.Int64), verbose: 0);
        model.predict(np.zeros((2, 3), NPTypeCode.Int32), verbose: 0);
        _ = model[Ops.Zeros((2, 3))];
        Assert.All(seen, one => Assert.Equal(type, one));
    }

    private sealed class Seeing(List<string> seen, LayerOptions? options = null) : Layer(options)
    {
        public override Tensors call(Tensors inputs, CallContext context)
        {
            seen.Add(inputs[0].DType.Name());
            return Ops.Cast(inputs, Engine.DType.Float32);
        }
    }

    [Fact]
    public void Flags_count_as_ones_and_zeros()
    {
        var flags = new bool[Samples, Width];
        var numbers = new float[Samples, Width];
        for (var i = 0; i < Samples * Width; i++)
            (flags[i / Width, i % Width], numbers[i / Width, i % Width]) = (Numbers[i] > 50, Numbers[i] > 50 ? 1 : 0);
        Assert.Equal(Run(numbers, new float[Samples]), Run(flags, new float[Samples]));
        Assert.Equal(Run(numbers, new float[Samples]), Run((NDArray)np.array(flags), new float[Samples]));
    }

    [Fact]
    public void Types_that_hold_no_numbers_of_a_tensor_are_refused_by_name()
    {
        var model = Model();
        var error = Assert.Throws<NotSupportedException>(() => model.predict(new decimal[2, Width]));
        Assert.Contains("float32, float64", error.Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => model.predict(new char[2, Width]));
    }

    [Fact]
    public void Large_unsigned_numbers_keep_their_value()
    {
        Tensors tensor = np.array(new uint[] { uint.MaxValue, 7 });
        Assert.Equal([uint.MaxValue, 7L], ((Tensor)tensor).ToArray<long>());
        tensor = np.array(new ushort[] { ushort.MaxValue, 0 });
        Assert.Equal([65535, 0], ((Tensor)tensor).ToArray<int>());
    }

    /// <summary>Data to validate on are a tuple of anything that data can be.</summary>
    [Fact]
    public void Tuples_of_all_kinds_of_data_are_data_to_validate_on()
    {
        var (x, y) = (Floats(), Floats()[":, 0"]);
        float[] targets = y.ToArray<float>();
        var expected = Validated((x, y));
        Assert.Equal(expected, Validated((x, targets)));
        Assert.Equal(expected, Validated((x, targets.ToList())));
        Assert.Equal(expected, Validated(([x], y)));
        Assert.Equal(expected, Validated([x, y]));
        Assert.Equal(expected, Validated((x, y, np.ones(new NumSharp.Shape(Samples)))));
        Assert.NotEqual(expected, Validated((x, y, y)));
        Assert.Equal(expected, Validated((new() { ["x"] = x }, y)));
        (NDArray X, float[] Y) tuple = (x, targets);
        Assert.Equal(expected, Validated(tuple));
        var error = Assert.Throws<ValueError>(() => Validated([x, y, y, y]));
        Assert.StartsWith("Data is expected to be in format", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ValueError>(() => Model().fit([[x]], y));
        Assert.StartsWith("One array was expected. Received: a list of 1.", error.Message, StringComparison.Ordinal);
    }

    private static double Validated(DataLike data) =>
        Model().fit(Floats(), Floats()[":, 0"], batch_size: 16, verbose: 0, validation_data: data).history["val_loss"].Single();

    /// <summary>The history of a fit with weights and data to validate on, the scores and the predictions, on data of that kind.</summary>
    private static List<double> Run(DataLike x, DataLike y)
    {
        var model = Model();
        var history = model.fit(x, y, batch_size: 16, epochs: 2, verbose: 0, sample_weight: y, validation_data: (x, y, y));
        var numbers = history.history.Values.SelectMany(values => values.Select(value => (double)value)).ToList();
        numbers.Add((double)model.evaluate(x, y, verbose: 0, sample_weight: y));
        numbers.AddRange(model.predict(x, verbose: 0).ToArray<float>().Select(value => (double)value));
        return numbers;
    }

    private static Sequential Model()
    {
        keras.utils.set_random_seed(1);
        var model = keras.models.Sequential([keras.Input(Width, name: "x"), keras.layers.Dense(3), keras.layers.Dense(1)]);
        model.compile(keras.optimizers.SGD(1e-9), "mse");
        return model;
    }

    private static NDArray Floats() => np.array(Numbers).reshape(Samples, Width);
}
