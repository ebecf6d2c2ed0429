using KerasLikeRnn.Activations;
using KerasLikeRnn.Callbacks;
using KerasLikeRnn.Constraints;
using KerasLikeRnn.Engine;
using KerasLikeRnn.Initializers;
using KerasLikeRnn.Layers;
using KerasLikeRnn.Losses;
using KerasLikeRnn.Metrics;
using KerasLikeRnn.Optimizers;
using KerasLikeRnn.Optimizers.Schedules;
using KerasLikeRnn.Regularizers;
using NDArray = NumSharp.NDArray;
using MeanSquaredError = KerasLikeRnn.Losses.MeanSquaredError;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Deriving;

// The classes of record_deriving.py, word for word.

/// <summary>Gives the mean of its steps, weighted by attention, and the attention.</summary>
public class AttentionLSTM(int units, LayerOptions? options = null) : LSTM(units, return_sequences: true, options: options)
{
    private readonly Dense score = keras.layers.Dense(1, name: "score");

    public override Tensors call(Tensors inputs, CallContext context)
    {
        Tensor h = base.call(inputs, context);
        var a = tf.nn.softmax(score[tf.tanh(h)], axis: 1);
        return [tf.reduce_sum(a * h, axis: 1), a];
    }
}

/// <summary>Noise on the weights in training.</summary>
public class NoisyDense(
    int units, double stddev, KerasLikeRnn.Serialization.Like<KerasLikeRnn.Activations.Activation> activation = default,
    LayerOptions? options = null)
    : Dense(units, activation, options: options)
{
    public override Tensors call(Tensors inputs, CallContext context)
    {
        if (!context.training) return base.call(inputs, context);
        var noisy = kernel + tf.random.normal(kernel.shape, stddev: stddev);
        return activation.call(tf.matmul(inputs, noisy) + bias!);
    }

    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["stddev"] = stddev };
}

public class GeometricMean : Mean
{
    public override void update_state(Tensor values, Tensor? sample_weight = null) => base.update_state(tf.math.log(values), sample_weight);

    public override Tensor result() => tf.exp(base.result());
}

public class LastStepAccuracy(string? name) : SparseCategoricalAccuracy(name)
{
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null) =>
        base.update_state(y_true[.., -1], y_pred[.., -1], sample_weight);
}

/// <summary>Does not look at the first epochs.</summary>
public class LateStopping(int start_epoch, string monitor, int patience, double min_delta, bool restore_best_weights)
    : EarlyStopping(monitor, min_delta, patience, restore_best_weights: restore_best_weights)
{
    public override void on_epoch_end(int epoch, Logs logs)
    {
        if (epoch >= start_epoch) base.on_epoch_end(epoch, logs);
    }
}

/// <summary>Goes back to the best weights when it lowers the learning rate.</summary>
public class Backtracking(string monitor, double factor, int patience, double min_delta, double min_lr)
    : ReduceLROnPlateau(monitor, factor, patience, min_delta: min_delta, min_lr: min_lr)
{
    private NDArray[]? best_weights;

    public override void on_epoch_end(int epoch, Logs logs)
    {
        if (monitor_op(logs[monitor], best)) best_weights = model.get_weights();
        else if (!in_cooldown() && wait + 1 >= patience) model.set_weights(best_weights!);
        base.on_epoch_end(epoch, logs);
    }
}

/// <summary>Gradient centralisation; rows of a table stay as they are.</summary>
public class CentralizedAdam(double learning_rate) : Adam(learning_rate)
{
    protected override void _resource_apply_dense(Tensor grad, Variable var)
    {
        if (grad.shape.rank > 1) grad -= tf.reduce_mean(grad, axis: [.. Enumerable.Range(0, grad.shape.rank - 1)], keepdims: true);
        base._resource_apply_dense(grad, var);
    }
}

/// <summary>A tenth of the gradient for rows of a table.</summary>
public class SlowRows(double learning_rate, double momentum) : SGD(learning_rate, momentum)
{
    protected override void _resource_apply_sparse(Tensor grad, Variable var, Tensor indices) =>
        base._resource_apply_sparse(grad * 0.1, var, indices);
}

public class NormedLSTMCell(int units) : LSTMCell(units)
{
    private readonly LayerNormalization norm = keras.layers.LayerNormalization();

    public override (Tensor Output, Tensors States) call(Tensor inputs, Tensors states)
    {
        (var h, states) = base.call(inputs, states);
        return (norm[h], states);
    }
}

/// <summary>A cell that is no AbstractRNNCell.</summary>
public class MinimalCell(int units, LayerOptions? options = null) : Layer(options), IRNNCell
{
    private Variable? kernel;
    private Variable? recurrent_kernel;

    public StateSize state_size => units;

    public override void build(Shape input_shape)
    {
        kernel = add_weight("kernel", shape: (input_shape[-1], units), initializer: "glorot_uniform");
        recurrent_kernel = add_weight("recurrent_kernel", shape: (units, units), initializer: "orthogonal");
    }

    public (Tensor Output, Tensors States) call(Tensor inputs, Tensors states)
    {
        var h = tf.tanh(tf.matmul(inputs, kernel!) + tf.matmul(states[0], recurrent_kernel!));
        return (h, h);
    }

    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["units"] = units };
}

/// <summary>Errors of positive targets count more.</summary>
public class PositiveMSE(double weight) : MeanSquaredError
{
    public override Tensor call(Tensor y_true, Tensor y_pred)
    {
        var factor = tf.sqrt(tf.where(y_true > 0, weight, 1.0));
        return base.call(y_true * factor, y_pred * factor);
    }

    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["weight"] = weight };
}

public class ScaledGlorot(double gain, long? seed = null) : GlorotUniform(seed)
{
    public override Tensor call(Shape shape, DType dtype = DType.Float32) => gain * base.call(shape, dtype);

    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["gain"] = gain };
}

public class CappedL2(double l2, double cap) : L2(l2)
{
    public override Tensor call(Tensor x) => tf.minimum(base.call(x), cap);
}

public class NonNegMaxNorm(double max_value) : MaxNorm(max_value, 0)
{
    public override Tensor call(Tensor w) => base.call(tf.nn.relu(w));
}

/// <summary>Rises over the first steps, decays then.</summary>
public class WarmUp : ExponentialDecay
{
    private readonly int steps;

    public WarmUp(int steps, double initial_learning_rate, int decay_steps, double decay_rate)
        : base(initial_learning_rate, decay_steps, decay_rate) => this.steps = steps;

    public override double __call__(double step) => step < steps ? initial_learning_rate * (step + 1) / steps : base.__call__(step - steps);
}

/// <summary>Mixes both directions by a gate.</summary>
public class GatedBidirectional(LayerLike layer, LayerOptions? options = null) : Bidirectional(layer, merge_mode: null, options: options)
{
    private readonly Dense gate = keras.layers.Dense(1, activation: "sigmoid", name: "gate");

    public override Tensors call(Tensors inputs, CallContext context)
    {
        var (forward, backward) = base.call(inputs, context);
        Tensor g = gate[tf.concat([forward, backward], -1)];
        return g * forward + (1 - g) * backward;
    }
}
