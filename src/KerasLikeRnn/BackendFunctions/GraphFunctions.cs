using KerasLikeRnn.Models;

namespace KerasLikeRnn.BackendFunctions;

/// <summary>What <c>keras.backend.function</c> makes of one output.</summary>
/// <param name="inputs">Data for each input: <c>f([x])</c>.</param>
public delegate NDArray KerasFunction(TensorLike inputs);

/// <summary>What <c>keras.backend.function</c> makes of several outputs.</summary>
/// <param name="inputs">Data for each input: <c>f([x])</c>.</param>
public delegate List<NDArray> KerasFunctions(TensorLike inputs);

/// <summary>keras.backend: functions made of symbolic tensors, and what is left of the time of graphs.</summary>
public static class GraphFunctions
{
    /// <summary>A function that computes symbolic tensors from data for others.</summary>
    /// <param name="inputs">Where data enter.</param>
    /// <param name="outputs">What is computed.</param>
    /// <param name="updates">Not supported, as in Keras outside graphs.</param>
    /// <param name="name">Has no meaning outside graphs.</param>
    [KerasExport("keras.backend.function")]
    public static KerasFunctions function(Tensors inputs, Tensors outputs, IReadOnlyList<Tensor>? updates = null, string? name = null)
    {
        if (updates is { Count: > 0 })
            throw new ValueError(
                "`updates` argument is not supported during eager execution. Call keras.backend.update in the function's place.",
                nameof(updates));
        var model = new Functional(inputs, outputs);
        return data =>
        {
            using var scope = MemoryScope.OfThread();
            return [.. model.__call__(Data(data, model)).Select(output => output.numpy())];
        };
    }

    /// <inheritdoc cref="function(Tensors, Tensors, IReadOnlyList{Tensor}, string)"/>
    [KerasExport("keras.backend.function")]
    public static KerasFunction function(Tensors inputs, Tensor outputs, IReadOnlyList<Tensor>? updates = null, string? name = null)
    {
        var compute = function(inputs, (Tensors)outputs, updates, name);
        return data => compute(data)[0];
    }

    /// <summary>Throws, as Keras does outside graphs: <c>tf.GradientTape</c> computes gradients.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    [KerasExport("keras.backend.gradients")]
    public static List<Tensor> gradients(TensorLike loss, Tensors variables) =>
        throw new InvalidOperationException("tf.gradients is not supported when eager execution is enabled. Use tf.GradientTape instead.");

    /// <summary>A symbolic tensor of that shape, the batch axis included; of ndim axes of unknown size where none is given.</summary>
    /// <exception cref="ValueError">Neither shape nor ndim is given.</exception>
    /// <exception cref="NotSupportedException">sparse or ragged is true.</exception>
    [KerasExport("keras.backend.placeholder")]
    public static KerasTensor placeholder(
        Shape? shape = null, int? ndim = null, string? dtype = null, bool sparse = false, string? name = null, bool ragged = false)
    {
        if (sparse && ragged)
            throw new ValueError("Cannot set both sparse and ragged to True when creating a placeholder.", nameof(ragged));
        if (ndim < 0) throw new ValueError($"`ndim` must not be negative. Received: {ndim}", nameof(ndim));
        var sizes = shape ?? (ndim is { } rank
            ? new Shape(Enumerable.Repeat((int?)null, rank).ToArray())
            : throw new ValueError("A placeholder needs a shape, or the number of axes in ndim.", nameof(shape)));
        return InputTensors.Input(batch_shape: sizes, dtype: dtype, name: name, sparse: sparse ? true : null, ragged: ragged ? true : null);
    }

    /// <summary>
    /// Names of variables made until the result is disposed of begin with this one: <c>using (K.name_scope("a")) { ... }</c>.
    /// </summary>
    [KerasExport("keras.backend.name_scope", "tf.name_scope")]
    public static IDisposable name_scope(string name)
    {
        var around = VariableNames.Scope;
        VariableNames.Scope = around + name + "/";
        return new Scope(() => VariableNames.Scope = around);
    }

    /// <summary>Prints a message and a tensor, and returns the tensor.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="message">What stands before it.</param>
    /// <param name="summarize">How many first and last elements of each axis are shown; −1 for all.</param>
    [KerasExport("keras.backend.print_tensor"), Operation("keras.backend.print_tensor")]
    internal static Tensor print_tensor(Tensor x, string message = "", int summarize = 3)
    {
        PythonConsole.WriteLine($"{message} {TensorText.Of(x, summarize)}");
        return x;
    }

    /// <summary>Has no effect, as in Keras outside graphs: variables begin with their values.</summary>
    [KerasExport("keras.backend.manual_variable_initialization")]
    [SuppressMessage("Usage", "CA1801", Justification = "The argument is Keras's.")]
    public static void manual_variable_initialization(bool value) { }

    /// <summary>Throws: there are no stateful generators of TensorFlow here.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    [KerasExport("keras.backend.experimental.enable_tf_random_generator")]
    public static void enable_tf_random_generator() => throw new NotSupportedException(
        "TensorFlow's stateful random generators are not supported. keras.utils.set_random_seed makes runs repeatable, with the numbers of "
        + "Keras's default generators.");

    /// <summary>Keeps to the default random numbers, which are the only ones here.</summary>
    [KerasExport("keras.backend.experimental.disable_tf_random_generator")]
    public static void disable_tf_random_generator() { }

    /// <summary>Whether TensorFlow's stateful random generators are used: they are not.</summary>
    [KerasExport("keras.backend.experimental.is_tf_random_generator_enabled")]
    public static bool is_tf_random_generator_enabled() => false;

    private static Tensors Data(TensorLike data, Functional model)
    {
        var given = model.inputs.Count == 1 && !data.IsList ? [data] : data.ToArray();
        if (given.Length != model.inputs.Count)
            throw new ValueError($"The function takes {model.inputs.Count} inputs. Received: {given.Length}", "inputs");
        return given.Select((value, i) => value.Adapts ? value.Converted(model.inputs[i].DType) : value.ToTensor()).ToArray();
    }
}
