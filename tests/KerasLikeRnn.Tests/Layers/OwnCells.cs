using KerasLikeRnn.Engine;
using KerasLikeRnn.Layers;
using Shape = KerasLikeRnn.Engine.Shape;

namespace KerasLikeRnn.Tests.Layers;

/// <summary>The cell of Keras's documentation.</summary>
public class Minimal(int units, LayerOptions? options = null) : AbstractRNNCell(options)
{
    private Variable? kernel;
    private Variable? recurrent_kernel;

    public int units { get; } = units;

    public override StateSize state_size => units;

    public override OrderedDictionary<string, object?> get_config() => new(base.get_config()) { ["units"] = units };

    public override void build(Shape input_shape)
    {
        kernel = add_weight(shape: (input_shape[-1], units), initializer: "uniform", name: "kernel");
        recurrent_kernel = add_weight(shape: (units, units), initializer: "uniform", name: "recurrent_kernel");
    }

    public override (Tensor, Tensors) call(Tensor inputs, Tensors states)
    {
        var output = Projected(inputs, states[0]);
        return (output, output);
    }

    protected Tensor Projected(Tensor inputs, Tensor h) => Ops.Add(Ops.MatMul(inputs, kernel!), Ops.MatMul(h, recurrent_kernel!));
}

/// <summary>States of several shapes in a nested structure, one of them begins with ones; the output has another shape.</summary>
public sealed class Counting(int units, LayerOptions? options = null) : Minimal(units, options)
{
    public override StateSize state_size => [units, [new Shape(units, 2), 1]];

    public override Shape output_size => (units, 2);

    public override (Tensor, Tensors) call(Tensor inputs, Tensors states)
    {
        var (h, pair, count) = (states[0], states[1], states[2]);
        var next = Ops.Tanh(Projected(inputs, h));
        var output = Ops.Add(pair, Ops.Stack([next, Ops.Multiply(next, count)], -1));
        return (output, [next, output, Ops.Add(count, Ops.Constant(1))]);
    }

    public override Tensors get_initial_state(Tensor? inputs = null, int? batch_size = null, DType? dtype = null)
    {
        var zeros = base.get_initial_state(inputs, batch_size, dtype);
        return [zeros[0], zeros[1], Ops.OnesLike(zeros[2])];
    }
}

/// <summary>A cell with constants.</summary>
public sealed class Attending(int units, LayerOptions? options = null) : Minimal(units, options)
{
    protected internal override bool TakesConstants => true;

    public override (Tensor, Tensors) call(Tensor inputs, Tensors states, CallContext context)
    {
        var constants = context.constants ?? throw new ArgumentException("The cell needs its constants.", nameof(context));
        var output = Ops.Tanh(Ops.Add(Projected(Ops.Multiply(inputs, constants[0]), states[0]), constants[1]));
        return (output, output);
    }
}
