namespace KerasLikeRnn.Optimizers;

/// <summary>An argument that names an optimizer or is one: <c>"rmsprop"</c> (in any case), <c>keras.optimizers.Adam(0.01)</c>.</summary>
public readonly struct OptimizerLike
{
    private readonly Optimizer? optimizer;

    private OptimizerLike(Optimizer optimizer) => this.optimizer = optimizer;

    /// <summary>The optimizer; by default RMSprop, as in <c>compile</c>.</summary>
    public Optimizer Optimizer => optimizer ?? new RMSprop();

    /// <summary>A new optimizer of that name with its default arguments.</summary>
    /// <exception cref="ValueError">There is none; the message names the nearest.</exception>
    public static implicit operator OptimizerLike(string name) => name is null ? throw Unknown() : new(OptimizerConfigs.Create(name, new Dictionary<string, object?>()));

    public static implicit operator OptimizerLike(Optimizer optimizer) => new(optimizer ?? throw Unknown());

    private static ValueError Unknown() => new("Could not interpret optimizer identifier: None. Give its name, such as \"rmsprop\", or an optimizer.");
}
