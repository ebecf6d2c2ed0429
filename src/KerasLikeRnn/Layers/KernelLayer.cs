namespace KerasLikeRnn.Layers;

/// <summary>What layers share that multiply by a kernel, add a bias and apply a function.</summary>
public abstract class KernelLayer : Layer
{
    private Variable? kernelVariable;

    private protected KernelLayer(ActivationLike activation, KernelArguments? arguments, LayerOptions? options)
        : base(options, (arguments ??= new()).activity_regularizer)
    {
        this.activation = activation.Or("linear");
        kernel_initializer = arguments.kernel_initializer.Or("glorot_uniform");
        bias_initializer = arguments.bias_initializer.Or("zeros");
        kernel_regularizer = arguments.kernel_regularizer.Value;
        bias_regularizer = arguments.bias_regularizer.Value;
        kernel_constraint = arguments.kernel_constraint.Value;
        bias_constraint = arguments.bias_constraint.Value;
    }

    public Activations.Activation activation { get; }

    public Initializer kernel_initializer { get; }

    public Initializer bias_initializer { get; }

    public Regularizer? kernel_regularizer { get; }

    public Regularizer? bias_regularizer { get; }

    public Constraint? kernel_constraint { get; }

    public Constraint? bias_constraint { get; }

    /// <summary>The bias, once built; null without bias.</summary>
    public Variable? bias { get; private set; }

    private protected Variable Kernel => kernelVariable ?? throw NotBuilt();

    private protected void AddKernel(Shape shape) =>
        kernelVariable = AddWeight("kernel", shape, kernel_initializer, kernel_regularizer, kernel_constraint);

    private protected void AddBias(Shape shape) => bias = AddWeight("bias", shape, bias_initializer, bias_regularizer, bias_constraint);
}
