namespace KerasLikeRnn.Layers;

/// <summary>What layers share that multiply by a kernel, add a bias and apply a function.</summary>
public abstract partial class KernelLayer : Layer
{
    private readonly KernelArguments arguments;
    private Variable? kernelVariable;

    private protected KernelLayer(ActivationLike activation, KernelArguments? arguments, LayerOptions? options)
        : base(options, (arguments ??= new()).activity_regularizer)
    {
        this.activation = activation.Or("linear");
        this.arguments = arguments;
    }

    public Activations.Activation activation { get; }

    /// <summary>The bias, once built; null without bias.</summary>
    public Variable? bias { get; private set; }

    private protected Variable Kernel => kernelVariable ?? throw NotBuilt();

    private protected void AddKernel(Shape shape) =>
        kernelVariable = AddWeight("kernel", shape, kernel_initializer, kernel_regularizer, kernel_constraint);

    private protected void AddBias(Shape shape) => bias = AddWeight("bias", shape, bias_initializer, bias_regularizer, bias_constraint);
}
