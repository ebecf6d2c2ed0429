using System.Numerics;

namespace KerasLikeRnn.Utils;

/// <summary>Class numbers as one-hot vectors.</summary>
public static class Categorical
{
    /// <inheritdoc cref="to_categorical(IEnumerable, int?, string)"/>
    [KerasExport("keras.utils.to_categorical", "keras.utils.np_utils.to_categorical")]
    public static NDArray to_categorical(int y, int? num_classes = null, string dtype = "float32")
    {
        var vector = to_categorical([y], num_classes, dtype);
        return vector.reshape(vector.shape[1]);
    }

    /// <inheritdoc cref="to_categorical(IEnumerable, int?, string)"/>
    [KerasExport("keras.utils.to_categorical", "keras.utils.np_utils.to_categorical")]
    public static NDArray to_categorical(int[] y, int? num_classes = null, string dtype = "float32")
        => to_categorical((IEnumerable)y, num_classes, dtype);

    /// <summary>Turns each class number into a vector of zeros with a one at its place, as categorical_crossentropy needs it.</summary>
    /// <param name="y">Class numbers from 0 to num_classes - 1, of any shape: arrays, lists, NDArrays. Fractions are cut off;
    /// negative numbers count from the last class.</param>
    /// <param name="num_classes">Number of classes. Null or 0: the largest class number plus one.</param>
    /// <param name="dtype">Element type of the result.</param>
    /// <returns>The shape of y, without a last axis of size 1, followed by num_classes.</returns>
    /// <exception cref="ValueError">y holds something that is not a number, or is empty and num_classes is not given.</exception>
    /// <exception cref="ValueError">A class number is beyond num_classes.</exception>
    /// <exception cref="NotSupportedException">The element type is not numeric.</exception>
    [KerasExport("keras.utils.to_categorical", "keras.utils.np_utils.to_categorical")]
    public static NDArray to_categorical(IEnumerable y, int? num_classes = null, string dtype = "float32")
    {
        Required.NotNull(y);
        if (num_classes < 0) throw new ValueError($"num_classes must not be negative. Received: {num_classes}", nameof(num_classes));
        var array = NumericArray.TryFrom(y) ?? throw new ValueError("y must be an array of class numbers.", nameof(y));
        var labels = Labels(array);
        if (labels.Length == 0 && num_classes is (null or 0))
            throw new ValueError("y is empty, so that the number of classes cannot be told. Give num_classes.", nameof(y));
        var classes = num_classes is (null or 0) ? checked((int)labels.Max() + 1) : num_classes.Value;
        int[] shape = [array.Length, .. array.StepShape];
        if (shape.Length > 1 && shape[^1] == 1) shape = shape[..^1];
        return NumericTypes.Make(dtype, new OneHot(labels, classes, nameof(y), [.. shape.Select(size => (long)size), classes]));
    }

    private static long[] Labels(NumericArray array)
    {
        var labels = new long[array.Length * array.StepSize];
        array.CopySteps(0, labels.AsSpan());
        return labels;
    }

    private sealed record OneHot(long[] Labels, int Classes, string Argument, long[] Shape) : IArrayMaker
    {
        public NDArray Make<T>(NPTypeCode type) where T : unmanaged, INumberBase<T>
        {
            var result = new NDArray(type, new NumSharp.Shape(Shape), fillZeros: true);
            if (Labels.Length == 0) return result;
            ref var start = ref result.Unsafe.GetPinnableReference<T>();
            for (var i = 0; i < Labels.Length; i++) Unsafe.Add(ref start, (nint)i * Classes + (nint)Place(Labels[i])) = T.One;
            return result;
        }

        private long Place(long label)
        {
            var place = label < 0 ? label + Classes : label;
            if (place >= 0 && place < Classes) return place;
            throw Beyond(label, Classes, Argument);
        }
    }

    private static ValueError Beyond(long label, int classes, string argument)
        => new($"index {label} is out of bounds for axis 1 with size {classes}.", argument);
}
