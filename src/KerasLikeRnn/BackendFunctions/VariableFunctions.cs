using KerasLikeRnn.Optimizers;

namespace KerasLikeRnn.BackendFunctions;

/// <summary>keras.backend: reading and changing variables.</summary>
public static class VariableFunctions
{
    /// <summary>The numbers of a tensor or variable.</summary>
    [KerasExport("keras.backend.get_value")]
    public static NDArray get_value(TensorLike x) => x.ToTensor().numpy();

    /// <summary>The numbers of a tensor or variable.</summary>
    [KerasExport("keras.backend.eval")]
    public static NDArray eval(TensorLike x) => get_value(x);

    /// <summary>The numbers of several tensors or variables.</summary>
    [KerasExport("keras.backend.batch_get_value")]
    public static List<NDArray> batch_get_value(IEnumerable<Variable> tensors) => [.. tensors.Select(variable => get_value(variable))];

    /// <summary>Sets a variable.</summary>
    /// <exception cref="ValueError">The shapes differ.</exception>
    [KerasExport("keras.backend.set_value")]
    public static void set_value(Variable x, TensorLike value) => x.Assign(value.Converted(x.DType));

    /// <summary>Sets the learning rate of an optimizer: <c>K.set_value(model.optimizer.lr, 0.01)</c>.</summary>
    /// <exception cref="InvalidOperationException">It is not that of an optimizer, or a schedule.</exception>
    [KerasExport("keras.backend.set_value")]
    public static void set_value(LearningRateLike x, double value) => x.assign(value);

    /// <summary>The learning rate of an optimizer as a number, float32.</summary>
    /// <exception cref="InvalidOperationException">It is a schedule.</exception>
    [KerasExport("keras.backend.get_value")]
    public static float get_value(LearningRateLike x) => x.numpy();

    /// <summary>Sets several variables.</summary>
    /// <param name="tuples">Pairs of a variable and its new value.</param>
    [KerasExport("keras.backend.batch_set_value")]
    public static void batch_set_value(IEnumerable<(Variable, NDArray)> tuples)
    {
        foreach (var (variable, value) in tuples) set_value(variable, value);
    }

    /// <summary>Sets a variable and returns it.</summary>
    [KerasExport("keras.backend.update")]
    public static Variable update(Variable x, TensorLike new_x) => x.assign(new_x);

    /// <summary>Adds to a variable and returns it.</summary>
    [KerasExport("keras.backend.update_add")]
    public static Variable update_add(Variable x, TensorLike increment) => x.assign_add(increment);

    /// <summary>Subtracts from a variable and returns it.</summary>
    [KerasExport("keras.backend.update_sub")]
    public static Variable update_sub(Variable x, TensorLike decrement) => x.assign_sub(decrement);

    /// <summary>Moves a variable towards a value: x · momentum + value · (1 − momentum).</summary>
    [KerasExport("keras.backend.moving_average_update")]
    public static Variable moving_average_update(Variable x, TensorLike value, TensorLike momentum)
    {
        var rate = Ops.Subtract(Ops.Constant(1, x.DType), momentum.Converted(x.DType));
        return x.assign_sub(Ops.Multiply(Ops.Subtract(x.Current, value.ToTensor(x.DType)), rate));
    }
}
