using KerasLikeRnn.Engine;
using KerasLikeRnn.Models;
using NumSharp;

namespace KerasLikeRnn.Tests.Utils;

/// <summary>Small functions of keras.utils.</summary>
public class NormsTests
{
    [Fact]
    public void Arrays_are_normalized_as_recorded()
    {
        foreach (var recorded in GoldenFile.Recorded("Utils/utils.json", "normalized"))
        {
            var (x, y) = (recorded.GetProperty("x"), recorded.GetProperty("y"));
            var order = recorded.GetProperty("order").ValueKind == System.Text.Json.JsonValueKind.String ? double.PositiveInfinity
                : recorded.GetProperty("order").GetDouble();
            NDArray numbers = x.GetProperty("dtype").GetString() == "float32" ? np.array(x.Floats())
                : x.GetProperty("dtype").GetString() == "int64" ? np.array(x.Floats().Select(each => (long)each).ToArray())
                : np.array(x.Floats().Select(each => (double)each).ToArray());
            var result = keras.utils.normalize(numbers.reshape(x.GetProperty("shape").Ints()), recorded.GetProperty("axis").GetInt32(),
                order);
            Assert.Equal((IEnumerable<int>)y.GetProperty("shape").Ints(), result.shape.Select(size => (int)size).ToArray());
            Assert.Equal(y.GetProperty("dtype").GetString() == "float32" ? np.float32 : np.float64, result.dtype);
            Near.Equal(y.Floats(), result.astype(np.float32).ToArray<float>(), 1e-6);
        }
        Assert.StartsWith("axis 2 is out of bounds", Assert.Throws<ValueError>(() => keras.utils.normalize(new float[,] { { 1 } }, 2))
            .Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_are_packed_and_unpacked()
    {
        Tensor x = Tensor.From<float>(1), y = Tensor.From<float>(2);
        var (first, second, weight) = keras.utils.unpack_x_y_sample_weight(keras.utils.pack_x_y_sample_weight(x, y));
        Assert.Same(x, first[0]);
        Assert.Same(y, second![0]);
        Assert.Null(weight);
        DataLike data = new float[] { 1, 2 };
        Assert.Same(data, keras.utils.unpack_x_y_sample_weight(data).x);
    }

    [Fact]
    public void Objects_become_configurations_and_back()
    {
        var made = keras.utils.serialize_keras_object(keras.regularizers.L2(0.5));
        Assert.Equal("{'class_name': 'L2', 'config': {'l2': 0.5}}", Configs.Text(made));
        Assert.Null(keras.utils.serialize_keras_object(null));
        Assert.Equal("relu", keras.utils.serialize_keras_object((Delegate)keras.activations.relu));
        var names = new Dictionary<string, object> { ["L2"] = typeof(KerasLikeRnn.Regularizers.L2) };
        Assert.IsType<KerasLikeRnn.Regularizers.L2>(keras.utils.deserialize_keras_object(made, names));
        Assert.IsType<KerasLikeRnn.Regularizers.L2>(keras.utils.deserialize_keras_object("L2", names));
        var error = Assert.Throws<ValueError>(() => keras.utils.deserialize_keras_object("L3", names,
            printable_module_name: "regularizer"));
        Assert.StartsWith("Unknown regularizer: L3. Please ensure this object is passed to the `custom_objects` argument.",
            error.Message, StringComparison.Ordinal);
        Assert.Throws<ValueError>(() => keras.utils.deserialize_keras_object(new Dictionary<string, object?>(), names));
    }
}
